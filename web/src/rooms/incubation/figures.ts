/** What an incubator says of itself in numbers, and how criteria over them are written. */
import { numberText } from "../../i18n/useWords";

export const INCUBATOR_KINDS = ["COMPREHENSIVE", "PROFESSIONAL", "MAKER_SPACE", "ACCELERATOR"] as const;
export const INCUBATOR_LEVELS = [
  "NONE",
  "DISTRICT",
  "MUNICIPAL",
  "PROVINCIAL",
  "NATIONAL",
  "STANDARD",
  "EXCELLENT",
] as const;
export const SPECIAL_FIELDS = ["BIOMEDICINE", "IC_DESIGN", "MODERN_AGRICULTURE"] as const;
export const CLOCK_STATES = ["RUNNING", "ENDING", "OVERDUE", "ENDED"] as const;
export const CLOCK_COLORS: Record<string, string> = {
  RUNNING: "green",
  ENDING: "gold",
  OVERDUE: "red",
  ENDED: "default",
};
export const STANDING_COLORS: Record<string, string> = {
  MET: "green",
  ALTERNATIVE_MET: "green",
  MISSED: "red",
  UNKNOWN: "gold",
};

/** Counts, in the groups in which they are asked for. */
export const COUNTS = {
  place: ["areaM2", "incubateeAreaM2", "deskCount"],
  people: ["staffCount", "professionalCount", "mentorCount"],
  incubatees: [
    "incubateeCount",
    "graduateCount",
    "mainIndustryCount",
    "patentApplicantCount",
    "ipHolderCount",
    "residentCount",
    "newlyRegisteredCount",
  ],
  funding: ["fundedCount", "financedCount", "fundCaseCount"],
  service: ["statisticsYears", "technicalPlatformCount", "eventCount", "serviceCaseCount"],
} as const;

export type CountName = (typeof COUNTS)[keyof typeof COUNTS][number];
export type FigureValues = { [Name in CountName]: number | null } & {
  foundedOn: string | null;
  seedFundWan: string | null;
};

export interface ProfileValues {
  kind: (typeof INCUBATOR_KINDS)[number];
  level: (typeof INCUBATOR_LEVELS)[number];
  isHardshipRegion: boolean;
  mainIndustry: string;
  figures: FigureValues;
}

const NO_COUNTS = Object.fromEntries(Object.values(COUNTS).flatMap((names) => names.map((name) => [name, null]))) as {
  [Name in CountName]: null;
};

export const EMPTY_PROFILE: ProfileValues = {
  kind: "COMPREHENSIVE",
  level: "NONE",
  isHardshipRegion: false,
  mainIndustry: "",
  figures: { ...NO_COUNTS, foundedOn: null, seedFundWan: null },
};

/** An amount of a criterion without its unit: shares are told in percent. */
export function amountText(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return "";
  return unit === "SHARE" ? `${numberText(value * 100, 1)}%` : numberText(value, 1);
}
