import { Card } from "antd";
import { useWords } from "../../i18n/useWords";
import { Facts, type Fact } from "../../ui/Facts";
import { aimSentence, ruleSentence } from "../../ui/ruling/sentences";
import type { Stated } from "../../ui/ruling/stated";
import { labelOf } from "./settings";

const list = (sentences: readonly string[]) => (
  <ul className="pool-list">
    {sentences.map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
  </ul>
);

/** What a plan was asked, in words. */
export function PoolSettings({ settings }: { readonly settings: Stated }) {
  const t = useWords("matching");
  const rules = ((settings.rules ?? []) as readonly Stated[]).map((rule) => ruleSentence(t, rule, labelOf));
  const aims = ((settings.aims ?? []) as readonly Stated[]).map((aim) => aimSentence(t, aim));
  const repaired = settings.repair as Stated | undefined;
  const facts: Fact[] = [
    ...(repaired ? [{ label: t("repair.title"), value: t("repair.of", { plan: repaired.plan }), isWide: true }] : []),
    { label: t("pool.perNeed"), value: settings.perNeed ?? t("pool.asWanted"), isWide: true },
    { label: t("compare.setting.elastic"), value: settings.elastic === false ? t("no") : t("yes") },
    ...(repaired
      ? []
      : [{ label: t("aims.title"), value: aims.length > 0 ? list(aims) : t("aims.none"), isWide: true }]),
    ...(rules.length > 0 ? [{ label: t("rules.title"), value: list(rules), isWide: true }] : []),
  ];
  return (
    <Card size="small" title={<h2 className="card-title">{t("settings.title")}</h2>}>
      <Facts facts={facts} />
    </Card>
  );
}
