/** Rules and aims as sentences in the words of a room, the way the settings and the mends tell them. */
import type { TFunction } from "i18next";
import { numberText } from "../../i18n/useWords";
import type { Stated } from "./stated";

/** What people call a column; those that we do not know stand under their own name. */
export function columnWord(t: TFunction, name: string | null | undefined): string {
  return name ? t(`column.${name}`, { defaultValue: name }) : "…";
}

function limits(t: TFunction, { atLeast, atMost, atLeastColumn, atMostColumn }: Stated): string {
  const least = atLeastColumn ? columnWord(t, atLeastColumn) : atLeast ? numberText(atLeast) : null;
  const most = atMostColumn ? columnWord(t, atMostColumn) : typeof atMost === "number" ? numberText(atMost) : null;
  if (least !== null && least === most) return t("rule.exactly", { least });
  if (least !== null && most !== null) return t("rule.between", { least, most });
  if (least !== null) return t("rule.atLeast", { least });
  return t("rule.atMost", { most: most ?? "…" });
}

export function ruleSentence(t: TFunction, rule: Stated, labelOf: (column: string, value: string) => string): string {
  const [kind, given] = Object.entries(rule)[0] as [string, Stated];
  const column = columnWord(t, given.column);
  const limit = limits(t, given);
  switch (kind) {
    case "count": {
      const values = (given.values ?? []) as readonly string[];
      const named = values.map((value) => labelOf(String(given.column), value)).join(t("rule.or"));
      const which = values.length > 0 ? t("rule.valued", { column, values: named }) : t("rule.same", { column });
      return t(`rule.count.${given.per ?? "DEMAND"}`, { limit, which });
    }
    case "shared":
      return t("rule.shared", { limit, column, other: columnWord(t, given.sharedWith) });
    case "sum":
      return t(`rule.sum.${given.per ?? "DEMAND"}`, { limit, column });
    case "floor":
      return t("rule.floor", { fit: numberText(given.fitTotal, 3) });
    case "pairs":
      return t("rule.pairs", { limit, count: (given.pairs ?? []).length });
    default:
      return kind;
  }
}

export function aimSentence(t: TFunction, aim: Stated): string {
  const parts = ((aim.parts ?? []) as readonly Stated[])
    .map((part) => t("aim.part", { weight: numberText(part.weight), aim: t(`aim.short.${part.aim?.kind}`) }))
    .join(t("aim.plus"));
  const factors = { share: columnWord(t, aim.share), volume: columnWord(t, aim.volume) };
  const given = { ...factors, column: columnWord(t, aim.column), plan: aim.plan ?? "…", units: aim.units ?? 1, parts };
  const key = aim.kind === "RESERVE" && aim.column ? "RESERVE_BY" : aim.kind;
  return t(`aim.kind.${key}`, given);
}
