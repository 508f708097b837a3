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

export const NEED_CATEGORIES = ["TECHNOLOGY", "PRODUCT", "UPGRADE", "SUPPORT"] as const;
export const GREEN_FIELDS = [
  "ENERGY_SAVING_ENV",
  "CLEAN_PRODUCTION",
  "CLEAN_ENERGY",
  "ECO_RESTORATION",
  "OZONE",
  "RECYCLING",
  "URBAN",
] as const;
export const COOPERATION_MODES = [
  "DEVELOPMENT",
  "ASSIGNMENT",
  "LICENSE",
  "EQUITY",
  "ROYALTY",
  "CONSULTING",
  "SERVICE",
  "OTHER",
] as const;
export const VISIBILITIES = ["PUBLIC", "PARTIAL", "PRIVATE"] as const;
export const NEED_STATES = [
  "DRAFT",
  "SUBMITTED",
  "DIAGNOSING",
  "RETURNED",
  "PUBLISHED",
  "MATCHING",
  "SIGNED",
  "SOLVED",
  "WITHDRAWN",
  "EXPIRED",
] as const;
export const PACKAGE_STATES = ["DRAFT", "PUBLISHED", "WITHDRAWN", "EXPIRED"] as const;
export const RECOMMENDATION_STATES = ["PROPOSED", "ACCEPTED", "DECLINED"] as const;
export const COMPARATORS = ["AT_LEAST", "AT_MOST", "EQUAL"] as const;
export const DECLINE_REASONS = [
  "INDICATORS_NOT_MET",
  "NOT_MATURE",
  "TOO_EXPENSIVE",
  "TERMS",
  "OTHER_PROBLEM",
  "SOLVED_ELSEWHERE",
  "OTHER",
] as const;
