/** The settings of an assignment in words. */
import type { TFunction } from "i18next";
import type { Stated } from "../../ui/ruling/stated";

/** The settings in a line, for a list of scenarios. */
export function settingsLine(t: TFunction, stated: Stated, round: { perEntry: number; maxLoad: number }): string {
  const aims = (stated.aims ?? []) as readonly Stated[];
  const [rules, exceptions] = [
    (stated.rules ?? []).length as number,
    ["judgeLoads", "entryNeeds", "allowedPairs"].reduce((sum, key) => sum + (stated[key] ?? []).length, 0),
  ];
  const parts = [
    t("settings.line.perEntry", { count: stated.perEntry ?? round.perEntry }),
    t("settings.line.maxLoad", { count: stated.maxLoad ?? round.maxLoad }),
    rules > 0 && t("settings.line.rules", { count: rules }),
    exceptions > 0 && t("settings.line.exceptions", { count: exceptions }),
    stated.elastic && t("settings.line.elastic"),
    aims.length > 0 && aims.map((aim) => t(`aim.short.${aim.kind}`)).join(t("aim.then")),
  ];
  return parts.filter(Boolean).join(t("comma"));
}
