/** What would make a plan possible: single mends, put together where the settings can only change them together. */
import type { TFunction } from "i18next";
import { ruleSentence } from "./sentences";
import type { Stated } from "./stated";

/** One change that, with the others, makes a plan possible; also a limit of those that cannot hold together. */
export interface Mend {
  readonly id: number;
  readonly code: string;
  readonly supply: string | null;
  readonly demand: string | null;
  readonly reason?: string | null;
  readonly units: number | null;
  readonly limit: number | null;
  readonly rule: string | null;
  readonly rule_at?: number | null;
  readonly group: string | null;
  readonly patch: Stated | null;
}

/** Mends that one change of the settings brings about. */
export interface MendLine {
  readonly key: string;
  readonly mends: readonly Mend[];
  readonly isDoable: boolean;
  /** The rule that gives way, before and after. */
  readonly rule: { readonly before: Stated; readonly after: Stated } | null;
  /** Open places are allowed, whichever of these mends are wanted. */
  readonly isElastic: boolean;
}

type LabelOf = (column: string, value: string) => string;
type Told = Readonly<Record<string, unknown>>;

/** The name that a rule was given, else its sentence: nobody knows the name it has for machines. */
export function ruleText(t: TFunction, settings: Stated, told: Told, labelOf: LabelOf): string {
  const at = told.rule_at;
  const rule = at === null || at === undefined ? undefined : ((settings.rules ?? []) as readonly Stated[])[Number(at)];
  const isNamed = Object.values(rule ?? {}).some((given) => Boolean((given as Stated).name));
  return rule && !isNamed ? ruleSentence(t, rule, labelOf) : String(told.rule ?? "");
}

/** A rule gives way as a whole, and open places are allowed to all: such mends are one line. */
export function mendLines(mends: readonly Mend[], settings: Stated): readonly MendLine[] {
  const lines = new Map<string, Mend[]>();
  for (const mend of mends) {
    const key = keyOf(mend);
    lines.set(key, [...(lines.get(key) ?? []), mend]);
  }
  return [...lines].map(([key, together]) => ({
    key,
    mends: together,
    isDoable: together.every(({ patch }) => patch !== null),
    rule: changeOf(together, (settings.rules ?? []) as readonly Stated[]),
    isElastic: key === "elastic",
  }));
}

function keyOf({ id, patch }: Mend): string {
  if (patch?.elastic === true) return "elastic";
  const [change] = (patch?.rules ?? []) as readonly Stated[];
  return change ? `rule ${change.at}` : String(id);
}

const GENEROUS = { atMost: Math.max, atLeast: Math.min, fitTotal: Math.min } as const;

/** The rule with the most generous of the limits that the mends ask for. */
function changeOf(mends: readonly Mend[], rules: readonly Stated[]): MendLine["rule"] {
  const changes = mends.flatMap(({ patch }) => (patch?.rules ?? []) as readonly Stated[]);
  const before = rules[changes[0]?.at];
  if (!before) return null;
  const [kind, given] = Object.entries(before)[0] as [string, Stated];
  const limits = Object.entries(GENEROUS).flatMap(([key, better]) => {
    const wanted = changes.flatMap((change) => (typeof change[key] === "number" ? [change[key] as number] : []));
    return wanted.length > 0 ? [[key, better(...wanted)] as const] : [];
  });
  return { before, after: { [kind]: { ...given, ...Object.fromEntries(limits) } } };
}
