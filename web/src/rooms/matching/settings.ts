/** Settings of a pool run: from what a run or the pool keeps to a form, and from the form to the server. */
import type { PoolRunSettings } from "../../__generated__/useStartPoolMutation.graphql";
import { wordOf } from "../../i18n/useWords";
import { sentAims, withoutBlanks, type Column, type Ruling, type Stated } from "../../ui/ruling/stated";

export interface PoolColumns {
  readonly packages: readonly Column[];
  readonly needs: readonly Column[];
}

/**
 * Not offered: what is saved needs a package's share of a need's use, and no column of the pool says either;
 * comparability is about judges who read the same entries.
 */
const AIMS = [
  "TOTAL_FIT",
  "FEWEST_MISSING",
  "WORST_SERVED",
  "LEXIMIN",
  "BALANCE",
  "PRIORITY",
  "RESERVE",
  "FEWEST_CHANGES",
  "WEIGHTED",
];

/** A value of a column as people know it: green fields are codes, all others are words already. */
export function labelOf(column: string, value: string): string {
  return column === "fields" && /^[A-Z_]+$/.test(value) ? wordOf("GreenField", value) : value;
}

/** What rules and aims of a pool may say; a rule about a region begins with the most frequent one. */
export function rulingOf({ packages, needs }: PoolColumns): Ruling {
  const region = packages.find(({ name }) => name === "region")?.values[0]?.value;
  return {
    room: "matching",
    supplies: packages,
    demands: needs,
    aims: AIMS,
    reserveColumns: [], // none of theirs counts places to keep free
    labelOf,
    templates: {
      spread: { count: { column: "organization", per: "DEMAND", values: [], atMost: 1 } },
      fair: { count: { column: "organization", per: "SUPPLY", values: [], atMost: 1 } },
      near: { shared: { column: "region", sharedWith: "region", atLeast: 1 } },
      fromRegion: { count: { column: "region", per: "DEMAND", values: region ? [region] : [], atLeast: 1 } },
      inBudget: { sum: { column: "price", per: "DEMAND", atMostColumn: "budget" } },
      share: { count: { column: "organization", per: "ALL", values: [], atMost: 10 } },
      floor: { floor: { fitTotal: 0.3 } },
    },
  };
}

const EMPTY: Stated = { name: "", perNeed: null, seconds: null, seed: 0, elastic: true, rules: [], aims: [] };

/** What a form starts from: the settings of a run or of the pool, complete. */
export function formOf(stated: Stated | null | undefined): Stated {
  return { ...EMPTY, ...stated };
}

/** What the server is sent: blanks left out, total fit alone said by saying nothing. */
export function inputOf(values: Stated): PoolRunSettings {
  const { name, perNeed, seconds, seed, elastic, rules, aims } = formOf(values);
  const given = { name, perNeed, seconds, seed, elastic, rules, aims: sentAims(aims as readonly Stated[]) };
  return withoutBlanks(given) as PoolRunSettings;
}
