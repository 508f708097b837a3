/** Settings of a run as they are stated: free JSON in the words of the API, whichever room they are of. */
/* eslint-disable @typescript-eslint/no-explicit-any -- the kinds of rules and aims each have fields of their own */
export type Stated = Readonly<Record<string, any>>;

/** A column that rules may name. */
export interface Column {
  readonly name: string;
  readonly isNumeric: boolean;
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

/** What the forms of a room need to state rules and aims. */
export interface Ruling {
  /** The room whose words are spoken. */
  readonly room: string;
  /** Columns of those who serve, and of those who are served. */
  readonly supplies: readonly Column[];
  readonly demands: readonly Column[];
  /** What the menu offers: rules before their blanks are filled, by the key of their words. */
  readonly templates: Readonly<Record<string, Stated>>;
  readonly aims: readonly string[];
  /** Columns that may say how many places each of those who serve keeps free. */
  readonly reserveColumns: readonly string[];
  /** A value of a column as people know it. */
  readonly labelOf: (column: string, value: string) => string;
}

/** Aims that add up over pairs, and so can be weighed against each other. */
export const WEIGHABLE = ["TOTAL_FIT", "PRIORITY", "BALANCE", "FEWEST_CHANGES", "FEWEST_MISSING", "SAVED"] as const;

/** What is sent: blanks that nobody filled are left out. */
export function withoutBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBlanks);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null && each !== undefined && each !== "");
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutBlanks(each)]));
}

/** Aims as they are sent: those without a kind left out, total fit alone said by saying nothing. */
export function sentAims(aims: readonly Stated[]): readonly Stated[] {
  const chosen = aims.filter(({ kind }) => kind);
  return chosen.length === 1 && chosen[0]?.kind === "TOTAL_FIT" ? [] : chosen;
}
