/** What an import tells in its free-form fields, and how it is put into words. */
import { currentLanguage } from "../../i18n";
import { sentenceOf, wordOf } from "../../i18n/useWords";

export const SHEET_KINDS = ["JUDGES", "ENTRIES", "STARTUPS", "NEEDS", "PACKAGES"] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];
export const IMPORT_STATES = [
  "READING",
  "MAPPING",
  "FAULTY",
  "READY",
  "WRITING",
  "DONE",
  "CANCELED",
  "FAILED",
] as const;
export const OPEN_STATES = ["READING", "MAPPING", "FAULTY", "READY", "WRITING"] as const;
export const STATE_COLORS: Record<string, string> = {
  READING: "blue",
  MAPPING: "gold",
  FAULTY: "gold",
  READY: "cyan",
  WRITING: "blue",
  DONE: "green",
  CANCELED: "default",
  FAILED: "red",
};

/** What stands before the header of a column of the organizer's own. */
export const OWN = "own:";
export const OWN_COLUMN_KINDS: readonly string[] = ["JUDGES", "ENTRIES"];

export const isSheetKind = (text: string): text is SheetKind => SHEET_KINDS.some((kind) => kind === text);

export interface FileColumn {
  readonly position: number;
  readonly title: string;
  readonly samples: readonly string[];
}

export interface KnownColumn {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly helpZh: string;
  readonly helpEn: string;
  readonly example: string;
  readonly kind: string;
  readonly required: boolean;
  readonly isKey: boolean;
  /** A column of the organizer's own, declared by nobody. */
  readonly isOwn: boolean;
  readonly choices: readonly string[];
  readonly position: number | null;
  readonly isGuessed: boolean;
}

export interface PreviewRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface Warning {
  readonly row: number;
  readonly column: string;
  readonly title: string;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Directions {
  readonly sheet?: string | null;
  readonly header_row?: number | null;
  readonly mends?: readonly (readonly [number, string, string])[];
  readonly ignored?: readonly number[];
}

export const nameOf = (column: KnownColumn): string => (currentLanguage() === "zh" ? column.zh : column.en);
export const helpOf = (column: KnownColumn): string => (currentLanguage() === "zh" ? column.helpZh : column.helpEn);

const CHOICES: Readonly<Record<string, string>> = {
  kind: "JudgeKind",
  category: "NeedCategory",
  visibility: "Visibility",
  special_field: "SpecialField",
};

/** A cell as people read it: choices are kept by their names in the API. */
export function cellText(column: KnownColumn, value: string | undefined): string {
  const choice = CHOICES[column.name];
  return choice && column.kind === "CHOICE" ? wordOf(choice, value) : (value ?? "");
}

/** A sentence for a code whose parameters came as an object. */
export function sentenceFor(code: string, params: unknown): string {
  const given = Object.entries((params ?? {}) as Record<string, unknown>);
  const separator = currentLanguage() === "zh" ? "、" : ", ";
  return sentenceOf(
    code,
    given.map(([name, value]) => ({ name, value: Array.isArray(value) ? value.join(separator) : String(value) })),
  );
}

/** Where the rows of a kind are seen once they are in. */
export function addressOfRows(kind: string, targetId: string): string {
  switch (kind) {
    case "JUDGES":
      return `/competitions/${targetId}?tab=judges`;
    case "ENTRIES":
      return `/competitions/${targetId}?tab=entries`;
    case "STARTUPS":
      return `/incubators/${targetId}?tab=residencies`;
    case "NEEDS":
      return "/needs?isMine=true";
    default:
      return "/packages?isMine=true";
  }
}
