/** How a run ended, in words: what is certain of its plan. */
import type { TFunction } from "i18next";
import { numberText } from "../i18n/useWords";

export interface Ended {
  readonly state: string;
  readonly proof: string;
  readonly totalFit: number | null | undefined;
  readonly totalBound: number | null | undefined;
  readonly claimedBound?: number | null | undefined;
  readonly hasPlan: boolean;
}

/** By how many percent at most a better plan could be better; null when nothing is known. */
export function gapPercent(value: number | null | undefined, bound: number | null | undefined): number | null {
  if (value === null || value === undefined || bound === null || bound === undefined) return null;
  // Below nothing, where what lacks is taken off, a difference is no share of anything.
  if (bound <= 0) return value >= bound ? 0 : null;
  return Math.max(0, ((bound - value) / bound) * 100);
}

/** The kind of outcome: a key of the words below `outcome`. */
export function outcomeOf(run: Ended): "proven" | "claimed" | "within" | "stopped" | "nothing" | "state" {
  if (run.state === "PROVEN") return run.proof === "VERIFIED" ? "proven" : "claimed";
  if (run.state !== "STOPPED" && !(run.state === "CANCELED" && run.hasPlan)) return "state";
  if (!run.hasPlan) return "nothing";
  return gapPercent(run.totalFit, run.totalBound ?? run.claimedBound) === null ? "stopped" : "within";
}

export function outcomeText(t: TFunction, run: Ended): string {
  const percent = gapPercent(run.totalFit, run.totalBound ?? run.claimedBound);
  return t(`outcome.${outcomeOf(run)}`, { percent: numberText(percent, 2), state: t(`SolveState.${run.state}`) });
}
