/** The settings of a pool run in words. */
import type { TFunction } from "i18next";
import type { Stated } from "../../ui/ruling/stated";

/** In a line, for a list of scenarios. */
export function settingsLine(t: TFunction, stated: Stated): string {
  const aims = (stated.aims ?? []) as readonly Stated[];
  const rules = (stated.rules ?? []) as readonly Stated[];
  const parts = [
    stated.repair && t("repair.of", { plan: stated.repair.plan }),
    typeof stated.perNeed === "number" ? t("pool.line.perNeed", { count: stated.perNeed }) : t("pool.line.asWanted"),
    rules.length > 0 && t("pool.line.rules", { count: rules.length }),
    stated.elastic === false && t("pool.line.strict"),
    aims.length > 0 && aims.map((aim) => t(`aim.short.${aim.kind}`)).join(t("aim.then")),
  ];
  return parts.filter(Boolean).join(t("comma"));
}
