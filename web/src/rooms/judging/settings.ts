/** Settings of an assignment: from what a run or round keeps to a form, and from the form to the server. */
import type { AssignmentSettings } from "../../__generated__/useStartMutation.graphql";
import { wordOf } from "../../i18n/useWords";
import { sentAims, withoutBlanks, type Column, type Ruling, type Stated } from "../../ui/ruling/stated";

export type { Column, Stated };
export type Settings = AssignmentSettings;

export interface Columns {
  readonly judges: readonly Column[];
  readonly entries: readonly Column[];
}

const AIMS = [
  "TOTAL_FIT",
  "WORST_SERVED",
  "LEXIMIN",
  "FEWEST_MISSING",
  "BALANCE",
  "PRIORITY",
  "SAVED",
  "RESERVE",
  "COMPARABILITY",
  "FEWEST_CHANGES",
  "WEIGHTED",
];

/** A value of a column as people know it. */
export function labelOf(column: string, value: string): string {
  return column === "kind" ? wordOf("JudgeKind", value) || value : value;
}

/** What rules and aims of an assignment may say; a rule about a kind of judges begins with the most frequent one. */
export function rulingOf({ judges, entries }: Columns): Ruling {
  const kind = judges.find(({ name }) => name === "kind")?.values[0]?.value;
  const [ofEntries, ofJudges] = [entries, judges].map((known) => known.find(({ isNumeric }) => isNumeric)?.name);
  return {
    room: "judging",
    supplies: judges,
    demands: entries,
    aims: AIMS,
    reserveColumns: judges.filter(({ isNumeric }) => isNumeric).map(({ name }) => name),
    labelOf,
    templates: {
      atMostOf: { count: { column: "organization", per: "DEMAND", values: [], atMost: 1 } },
      atLeastOf: { count: { column: "kind", per: "DEMAND", values: kind === undefined ? [] : [kind], atLeast: 1 } },
      judgeAtMostOf: { count: { column: "track", per: "SUPPLY", values: [], atMost: 5 } },
      notShared: { shared: { column: "region", sharedWith: "region", atMost: 1 } },
      sum: { sum: { column: ofEntries ?? ofJudges, per: ofEntries || !ofJudges ? "SUPPLY" : "DEMAND", atMost: 10 } },
      floor: { floor: { fitTotal: 0.5 } },
      pairs: { pairs: { pairs: [{ supply: "", demand: "" }], atMost: 0 } },
    },
  };
}

export const EMPTY: Stated = {
  name: "",
  perEntry: null,
  maxLoad: null,
  minLoad: null,
  seconds: null,
  seed: 0,
  elastic: false,
  rules: [],
  aims: [],
  judgeLoads: [],
  entryNeeds: [],
  allowedPairs: [],
};

/** What a form starts from: the settings of a run or of the round, complete. */
export function formOf(stated: Stated | null | undefined): Stated {
  return { ...EMPTY, ...stated };
}

/** What the server is sent: blanks left out, total fit alone said by saying nothing. */
export function inputOf(values: Stated): Settings {
  const given = { ...EMPTY, ...values };
  return withoutBlanks({ ...given, aims: sentAims(given.aims as readonly Stated[]) }) as Settings;
}

/** The settings in which two runs differ from what the round says, for a line of text. */
export function statedDifferences(stated: Stated): readonly string[] {
  return Object.entries(stated)
    .filter(([name, value]) => {
      if (name === "name" || name === "seed") return false;
      return Array.isArray(value) ? value.length > 0 : value !== null && value !== false && value !== undefined;
    })
    .map(([name]) => name);
}
