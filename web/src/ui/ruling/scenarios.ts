/** What both studios say of a run and of the plan that came of it. */
import type { TFunction } from "i18next";
import { timeText } from "../../i18n/times";

interface Named {
  readonly name: string;
  readonly number?: number;
  readonly createdAt?: string;
  readonly isRepair?: boolean;
}

/** What a scenario is called: its own name, else the number of its plan, else what was started and when. */
export function scenarioName(t: TFunction, { name, number, createdAt, isRepair }: Named): string {
  if (name) return name;
  if (number !== undefined) return t("scenario.numbered", { number });
  return t(isRepair ? "scenario.startedRepair" : "scenario.started", { time: timeText(createdAt) });
}

/** Colors of how a run ended. */
export const ENDING_COLORS: Readonly<Record<string, string>> = {
  PROVEN: "green",
  INFEASIBLE: "red",
  FAILED: "red",
  STOPPED: "gold",
};
