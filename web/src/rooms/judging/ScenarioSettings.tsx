import { Card } from "antd";
import { useWords } from "../../i18n/useWords";
import { Facts, type Fact } from "../../ui/Facts";
import { aimSentence, ruleSentence } from "../../ui/ruling/sentences";
import { labelOf, type Stated } from "./settings";

interface Props {
  readonly settings: Stated;
  readonly round: { readonly perEntry: number; readonly minLoad: number; readonly maxLoad: number };
}

function list(sentences: readonly string[]) {
  return (
    <ul className="plain-list">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** What a run was asked, in words. */
export function ScenarioSettings({ settings, round }: Props) {
  const t = useWords("judging");
  const rules = ((settings.rules ?? []) as readonly Stated[]).map((rule) => ruleSentence(t, rule, labelOf));
  const aims = ((settings.aims ?? []) as readonly Stated[]).map((aim) => aimSentence(t, aim));
  const exceptions = [
    ...((settings.judgeLoads ?? []) as readonly Stated[]).map((each) =>
      String(
        t(each.maxLoad === undefined || each.maxLoad === null ? "exceptions.leastLoad" : "exceptions.mostLoad", each),
      ),
    ),
    ...((settings.entryNeeds ?? []) as readonly Stated[]).map((each) => String(t("exceptions.entryNeed", each))),
    ...((settings.allowedPairs ?? []) as readonly Stated[]).map((each) => String(t("exceptions.allowedPair", each))),
  ];
  const repair = settings.repair as Stated | undefined;
  const dropped = [...(repair?.droppedJudges ?? []), ...(repair?.droppedEntries ?? [])] as readonly string[];
  const repaired = repair && t("repair.of", { plan: repair.plan, codes: dropped.join(t("listed")) });
  const facts: Fact[] = [
    ...(repaired ? [{ label: t("repair.title"), value: repaired, isWide: true }] : []),
    { label: t("settings.perEntry"), value: settings.perEntry ?? round.perEntry },
    { label: t("settings.maxLoad"), value: settings.maxLoad ?? round.maxLoad },
    { label: t("settings.minLoad"), value: settings.minLoad ?? round.minLoad },
    { label: t("settings.elasticShort"), value: settings.elastic ? t("yes") : t("no") },
    { label: t("aims.title"), value: aims.length > 0 ? list(aims) : t("aim.choice.TOTAL_FIT"), isWide: true },
    ...(rules.length > 0 ? [{ label: t("rules.title"), value: list(rules), isWide: true }] : []),
    ...(exceptions.length > 0 ? [{ label: t("exceptions.title"), value: list(exceptions), isWide: true }] : []),
  ];
  return (
    <Card size="small" title={<h2 className="card-title">{t("settings.title")}</h2>}>
      <Facts facts={facts} />
    </Card>
  );
}
