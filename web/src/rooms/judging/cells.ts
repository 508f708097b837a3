import type { TFunction } from "i18next";
import { wordOf } from "../../i18n/useWords";
import { fitText } from "../../ui/fits";
import { fitAt, stateAt, type Cell, type Matrix, type Sums } from "./matrix";

/** A cell in a sentence: who, how well, in the plan or why it cannot be. */
export function describeCell(t: TFunction, matrix: Matrix, sums: Sums, cell: Cell): string {
  const [entry, judge] = [matrix.rows[cell.row], matrix.columns[cell.column]];
  if (!entry || !judge) return "";
  const fit = fitAt(matrix, cell);
  const { isChosen, isLocked, isByHand, reason } = stateAt(matrix, cell);
  const parts = [
    t("cell.entry", { code: entry.code, name: entry.name }),
    t("cell.judge", {
      code: judge.code,
      name: judge.name,
      load: sums.loads[cell.column] ?? 0,
      most: judge.limit ?? 0,
    }),
    fit === null ? t("cell.noFit") : t("cell.fit", { fit: fitText(fit) }),
    isChosen && t(isByHand ? "cell.byHand" : "cell.chosen"),
    isLocked && t("cell.locked"),
    reason !== null && t("cell.conflict", { kind: wordOf("ConflictKind", reason) }),
  ];
  return parts.filter(Boolean).join(t("cell.between"));
}
