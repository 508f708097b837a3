import { LockOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useMemo } from "react";
import { useWords } from "../../i18n/useWords";
import { BY_HAND, CHOSEN, LOCKED, type Cell, type Matrix } from "./matrix";
import { useLockPairs, type Scope } from "./useLockPairs";

interface Props {
  readonly planId: string;
  readonly version: number;
  readonly matrix: Matrix;
  /** The pair whose entry and judge are offered. */
  readonly around?: Cell;
  /** The pairs that a filtered list shows, where it shows fewer than all. */
  readonly shown?: readonly Cell[];
}

/** As many as one edit may touch. */
const MOST = 1000;

/** Locks and unlocks many pairs at once; each choice says how many it would change. */
export function LockMenu({ planId, version, matrix, around, shown }: Props) {
  const [lock, isBusy] = useLockPairs(planId, version, matrix);
  const t = useWords("judging");
  const chosen = useMemo(() => chosenCells(matrix), [matrix]);
  const ofEntry = chosen.filter(({ row }) => row === around?.row);
  const ofJudge = chosen.filter(({ column }) => column === around?.column);
  const byHand = chosen.filter(({ state }) => (state & BY_HAND) !== 0);
  const scopes: readonly { key: string; scope: Scope; cells: readonly Marked[] }[] = around
    ? [
        { key: "entry", scope: { of: "entry", row: around.row }, cells: ofEntry },
        { key: "judge", scope: { of: "judge", column: around.column }, cells: ofJudge },
      ]
    : [
        ...(shown ? [cellsScope("shown", marked(matrix, shown))] : []),
        cellsScope("byHand", byHand),
        { key: "all", scope: { of: "all" }, cells: chosen },
      ];
  const offers = scopes.flatMap(({ key, scope, cells }) =>
    [true, false].map((isLocked) => {
      const touched = cells.filter(({ state }) => ((state & LOCKED) !== 0) !== isLocked);
      const cut = scope.of === "cells" ? { ...scope, cells: touched } : scope;
      const isShut = touched.length === 0 || (scope.of === "cells" && touched.length > MOST);
      return {
        key: `${key} ${isLocked}`,
        word: `lock.${isLocked ? "lock" : "unlock"}.${key}`,
        touched,
        cut,
        isShut,
        isLocked,
      };
    }),
  );
  const items = offers.map(({ key, word, touched, isShut }) => ({
    key,
    disabled: isShut,
    label: t(word, { count: touched.length }),
  }));
  const press = (key: string) => {
    const offer = offers.find((each) => each.key === key);
    if (offer) void lock(offer.cut, offer.isLocked, offer.touched.length);
  };
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => press(key) }}>
      <Button icon={<LockOutlined />} loading={isBusy}>
        {t("lock.title")}
      </Button>
    </Dropdown>
  );
}

interface Marked extends Cell {
  readonly state: number;
}

const cellsScope = (key: string, cells: readonly Marked[]) => ({
  key,
  scope: { of: "cells", cells } as const,
  cells,
});

function marked(matrix: Matrix, cells: readonly Cell[]): readonly Marked[] {
  return cells.map((cell) => ({ ...cell, state: matrix.states[cell.row * matrix.columns.length + cell.column] ?? 0 }));
}

/** The pairs of the plan: a matrix of millions is gone through once. */
function chosenCells(matrix: Matrix): readonly Marked[] {
  const width = matrix.columns.length;
  const found: Marked[] = [];
  matrix.states.forEach((state, at) => {
    if ((state & CHOSEN) !== 0) found.push({ row: Math.floor(at / width), column: at % width, state });
  });
  return found;
}
