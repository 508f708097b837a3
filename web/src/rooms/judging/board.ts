/** The matrix of a plan as the pages hold it, read from the server's answer; edits in the words of the API. */
import type { PlanBoardQuery } from "../../__generated__/PlanBoardQuery.graphql";
import { bytesOf, statesOf, wholesOf, type Cell, type Matrix, type MatrixRow } from "./matrix";

type Answer = NonNullable<PlanBoardQuery["response"]["planMatrix"]>;

function people(
  ids: readonly string[],
  codes: readonly string[],
  names: readonly string[],
  limits: readonly number[],
): MatrixRow[] {
  return ids.map((id, at) => ({ id, code: codes[at] ?? "", name: names[at] ?? "", limit: limits[at] ?? null }));
}

/** The levels are decoded once: edits change only what is chosen. */
export function matrixOf(answer: Answer, levels: Uint8Array): Matrix {
  return {
    rows: people(answer.entryIds, answer.entryCodes, answer.entryTitles, answer.entryNeeds),
    columns: people(answer.judgeIds, answer.judgeCodes, answer.judgeNames, answer.judgeMost),
    levels,
    fits: answer.entryFits,
    states: statesOf(answer.rowCount * answer.columnCount, {
      chosen: wholesOf(answer.chosen),
      chosenFlags: bytesOf(answer.chosenFlags),
      forbidden: wholesOf(answer.forbidden),
      forbiddenReason: bytesOf(answer.forbiddenReasons),
    }),
    lowest: answer.lowestFit,
    highest: answer.highestFit,
    reasons: answer.reasons,
  };
}

export interface Edit {
  readonly add?: readonly Cell[];
  readonly remove?: readonly Cell[];
  readonly lock?: readonly Cell[];
  readonly unlock?: readonly Cell[];
}

/** The edit in the words of the API. */
export function pairsOf(matrix: Matrix, edit: Edit) {
  const named = (cells: readonly Cell[] = []) =>
    cells.map(({ row, column }) => ({
      judgeId: matrix.columns[column]?.id ?? "",
      entryId: matrix.rows[row]?.id ?? "",
    }));
  return { add: named(edit.add), remove: named(edit.remove), lock: named(edit.lock), unlock: named(edit.unlock) };
}

/** Judges an entry could get instead, the best first: allowed, and not in the plan. */
export function candidatesOf(matrix: Matrix, row: number, count: number): readonly number[] {
  const width = matrix.columns.length;
  const free = matrix.columns
    .map((_, column) => column)
    .filter((column) => matrix.states[row * width + column] === 0 && (matrix.levels[row * width + column] ?? 0) > 0);
  const level = (column: number) => matrix.levels[row * width + column] ?? 0;
  return free.sort((a, b) => level(b) - level(a) || a - b).slice(0, count);
}
