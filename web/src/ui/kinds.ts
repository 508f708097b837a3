/** Options of a choice from the words of an enum. */
import { wordOf } from "../i18n/useWords";

export const COMPETITION_KINDS = ["COMPETITION", "CHALLENGE", "EXPRESS", "CAPITAL_MEETING"] as const;
export const JUDGE_KINDS = ["INVESTOR", "TECHNICAL", "INDUSTRY", "FINANCE", "POLICY"] as const;
export const CONFLICT_KINDS = [
  "SAME_ORG",
  "TEACHER_STUDENT",
  "KIN",
  "STAKE",
  "ADVISOR",
  "CO_WORK",
  "COMPETITOR",
  "SELF_DECLARED",
] as const;

export function optionsOf<Value extends string>(kind: string, values: readonly Value[]) {
  return values.map((value) => ({ value, label: wordOf(kind, value) }));
}
