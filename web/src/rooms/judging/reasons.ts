import type { TFunction } from "i18next";
import { numberText, wordOf } from "../../i18n/useWords";
import { aimText } from "../../ui/fits";
import { ruleText } from "../../ui/ruling/mends";
import type { Matrix } from "./matrix";
import { labelOf, type Stated } from "./settings";

const AIM_VALUES = new Set(["before", "after"]);

/** A reason of the optimizer in a sentence, people by code and name. */
export function reasonSentence(
  t: TFunction,
  { code, params }: { readonly code: string; readonly params: unknown },
  matrix: Matrix,
  settings: Stated,
): string {
  const given = (params ?? {}) as Stated;
  const judges = new Map(matrix.columns.map((judge) => [judge.code, judge.name]));
  const named = (judge: string) => [judge, judges.get(judge)].filter(Boolean).join(" ");
  const shown = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(String).join(t("listed"));
    return typeof value === "number" ? numberText(value, 3) : String(value);
  };
  const told = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, AIM_VALUES.has(name) ? aimText(Number(value)) : shown(value)]),
  );
  return t([`reason.${code}`, "reason.other"], {
    ...told,
    code,
    judge: given.judge ? named(String(given.judge)) : "",
    served_by: Array.isArray(given.served_by)
      ? given.served_by.map((each) => named(String(each))).join(t("listed"))
      : "",
    rule: ruleText(t, settings, given, labelOf),
    reason: wordOf("ConflictKind", given.reason) || given.reason,
    aim: given.aim ? t(`aim.short.${String(given.aim).toUpperCase()}`, { defaultValue: String(given.aim) }) : "",
  });
}
