import type { TFunction } from "i18next";
import { numberText, wordOf } from "../../i18n/useWords";
import { ruleText } from "../../ui/ruling/mends";
import { labelOf, type Stated } from "./settings";

export interface ShownViolation {
  readonly code: string;
  readonly judgeCode: string | null | undefined;
  readonly entryCode: string | null | undefined;
  readonly params: unknown;
}

/** A broken rule in a sentence. */
export function violationSentence(
  t: TFunction,
  { code, judgeCode, entryCode, params }: ShownViolation,
  settings: Stated,
): string {
  const given = (params ?? {}) as Stated;
  const told = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === "number" ? numberText(value) : String(value)]),
  );
  return t([`violation.${code}`, "violation.other"], {
    ...told,
    code,
    judge: judgeCode ?? "",
    entry: entryCode ?? "",
    rule: ruleText(t, settings, given, labelOf),
    reason: wordOf("ConflictKind", given.reason) || given.reason,
  });
}
