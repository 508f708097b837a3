/** Settings of an assignment: from what a run or round keeps to a form, and from the form to the server. */
import type { AssignmentSettings } from "../../__generated__/useStartMutation.graphql";

export const AIMS = [
  "TOTAL_FIT",
  "WORST_SERVED",
  "LEXIMIN",
  "FEWEST_MISSING",
  "BALANCE",
  "PRIORITY",
  "RESERVE",
  "COMPARABILITY",
  "FEWEST_CHANGES",
] as const;
/** Aims that add up over pairs, and so can be weighed against each other. */
export const WEIGHABLE = ["TOTAL_FIT", "PRIORITY", "BALANCE", "FEWEST_CHANGES", "FEWEST_MISSING"] as const;

export const RULE_TEMPLATES = ["atMostOf", "atLeastOf", "judgeAtMostOf", "notShared", "floor", "pairs"] as const;
export type RuleTemplate = (typeof RULE_TEMPLATES)[number];

/* eslint-disable @typescript-eslint/no-explicit-any -- stated settings are free JSON in the words of the API */
export type Stated = Readonly<Record<string, any>>;
export type Settings = AssignmentSettings;

type Rule = Stated;

/** A rule as the menu offers it, before its blanks are filled. */
export function ruleOf(template: RuleTemplate, kind?: string): Rule {
  switch (template) {
    case "atMostOf":
      return { count: { column: "organization", per: "DEMAND", values: [], atMost: 1 } };
    case "atLeastOf":
      return { count: { column: "kind", per: "DEMAND", values: kind === undefined ? [] : [kind], atLeast: 1 } };
    case "judgeAtMostOf":
      return { count: { column: "track", per: "SUPPLY", values: [], atMost: 5 } };
    case "notShared":
      return { shared: { column: "region", sharedWith: "region", atMost: 1 } };
    case "floor":
      return { floor: { fitTotal: 0.5 } };
    case "pairs":
      return { pairs: { pairs: [{ supply: "", demand: "" }], atMost: 0 } };
  }
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

function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(without);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null && each !== undefined && each !== "");
  return Object.fromEntries(kept.map(([name, each]) => [name, without(each)]));
}

/** What the server is sent: blanks left out, total fit alone said by saying nothing. */
export function inputOf(values: Stated): Settings {
  const given = { ...EMPTY, ...values };
  const aims = (given.aims as readonly Stated[]).filter(({ kind }) => kind);
  const isTotalAlone = aims.length === 1 && aims[0]?.kind === "TOTAL_FIT";
  return without({ ...given, aims: isTotalAlone ? [] : aims }) as Settings;
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
