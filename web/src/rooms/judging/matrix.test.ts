import { describe, expect, it } from "vitest";
import {
  bytesOf,
  chosenOf,
  columnOrder,
  firstZoom,
  fitAt,
  moved,
  paint,
  rampOf,
  rowOrder,
  scrolledTo,
  stateAt,
  statesOf,
  sumsOf,
  viewOf,
  wholesOf,
  ZOOMS,
  type Matrix,
} from "./matrix";

const base64 = (bytes: readonly number[]) => btoa(String.fromCharCode(...bytes));
const people = (letter: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `${letter}${at}`, code: `${letter}${at}`, name: "", limit: 2 }));

/** Three entries, four judges; levels count up, two pairs chosen in each row. */
function sample(): Matrix {
  return {
    rows: people("E", 3),
    columns: people("J", 4),
    levels: Uint8Array.from([0, 1, 128, 255, 10, 20, 30, 40, 200, 150, 100, 50]),
    states: statesOf(12, {
      chosen: Uint32Array.from([2, 3, 6, 7, 8, 9]),
      chosenFlags: Uint8Array.from([0, 1, 2, 3, 0, 0]),
      forbidden: Uint32Array.from([1, 11]),
      forbiddenReason: Uint8Array.from([1, 2]),
    }),
    fits: [3, 1, 2],
    lowest: 0.1,
    highest: 0.9,
    reasons: ["SAME_ORG", "KIN"],
  };
}

describe("what the server sends", () => {
  it("is decoded byte by byte, lowest byte first", () => {
    expect([...bytesOf(base64([0, 7, 255]))]).toEqual([0, 7, 255]);
    expect([...wholesOf(base64([1, 0, 0, 0, 0, 1, 2, 0]))]).toEqual([1, 0x20100]);
    expect(bytesOf("")).toHaveLength(0);
  });

  it("tells fits to within half a level, the ends exactly", () => {
    const matrix = sample();
    expect(fitAt(matrix, { row: 0, column: 0 })).toBeNull();
    expect(fitAt(matrix, { row: 0, column: 1 })).toBeCloseTo(0.1, 12);
    expect(fitAt(matrix, { row: 0, column: 3 })).toBeCloseTo(0.9, 12);
    expect(fitAt(matrix, { row: 0, column: 2 })).toBeCloseTo(0.5, 12);
  });

  it("tells what is chosen, locked, put by hand, and why not", () => {
    const matrix = sample();
    expect(stateAt(matrix, { row: 0, column: 3 })).toEqual({
      isChosen: true,
      isLocked: true,
      isByHand: false,
      reason: null,
    });
    expect(stateAt(matrix, { row: 1, column: 2 })).toMatchObject({ isLocked: false, isByHand: true });
    expect(stateAt(matrix, { row: 2, column: 3 })).toMatchObject({ isChosen: false, reason: "KIN" });
  });
});

describe("loads and lists", () => {
  it("count the pairs of the plan", () => {
    const sums = sumsOf(sample());
    expect([...sums.served]).toEqual([2, 2, 2]);
    expect([...sums.loads]).toEqual([1, 1, 2, 2]);
  });

  it("list them along both sides", () => {
    expect(chosenOf(sample(), "row")).toEqual([
      [2, 3],
      [6, 7],
      [8, 9],
    ]);
    expect(chosenOf(sample(), "column")).toEqual([[8], [9], [2, 6], [3, 7]]);
  });
});

describe("orders", () => {
  const matrix = sample();
  const sums = sumsOf(matrix);
  const cursor = { row: 2, column: 1 };

  it("put the worst served first, and the best for a judge", () => {
    expect([...rowOrder(matrix, "given", cursor)]).toEqual([0, 1, 2]);
    expect([...rowOrder(matrix, "worst", cursor)]).toEqual([1, 2, 0]);
    expect([...rowOrder(matrix, "fit", cursor)]).toEqual([2, 1, 0]);
  });

  it("put the busiest first, ties as given", () => {
    expect([...columnOrder(matrix, sums, "most", cursor)]).toEqual([2, 3, 0, 1]);
    expect([...columnOrder(matrix, sums, "least", cursor)]).toEqual([0, 1, 2, 3]);
    expect([...columnOrder(matrix, sums, "fit", cursor)]).toEqual([0, 1, 2, 3]);
  });
});

describe("the window onto the picture", () => {
  const counts = { rows: 911, columns: 2710 };

  it("shows just the cells it touches", () => {
    const view = viewOf(counts, { left: 80, top: 40, width: 800, height: 400 }, 8);
    expect(view).toEqual({ firstRow: 5, firstColumn: 10, rowCount: 50, columnCount: 100 });
    const torn = viewOf(counts, { left: 1, top: 1, width: 8, height: 8 }, 8);
    expect(torn).toEqual({ firstRow: 0, firstColumn: 0, rowCount: 2, columnCount: 2 });
  });

  it("ends where the matrix ends", () => {
    const end = viewOf(counts, { left: 2710 * 8 - 20, top: 911 * 8 - 20, width: 800, height: 400 }, 8);
    expect([end.firstRow + end.rowCount, end.firstColumn + end.columnCount]).toEqual([911, 2710]);
    expect(viewOf({ rows: 0, columns: 0 }, { left: 0, top: 0, width: 9, height: 9 }, 8).rowCount).toBe(0);
  });

  it("starts with cells that can be hit, and fits the columns when it can", () => {
    const room = { width: 1000, height: 500 };
    expect(firstZoom({ rows: 60, columns: 24 }, room)).toBe(22);
    expect(firstZoom({ rows: 8, columns: 4 }, room)).toBe(40);
    expect(firstZoom({ rows: 14, columns: 20 }, room)).toBe(30);
    expect(firstZoom({ rows: 60, columns: 110 }, room)).toBe(8);
    expect(firstZoom({ rows: 911, columns: 2710 }, room)).toBe(8);
    expect(ZOOMS).toContain(firstZoom({ rows: 60, columns: 60 }, room));
  });

  it("follows the cursor, moving as little as can be", () => {
    expect(scrolledTo(3, 10, 50, 100)).toBe(30);
    expect(scrolledTo(20, 10, 50, 100)).toBe(110);
    expect(scrolledTo(8, 10, 50, 100)).toBe(50);
  });

  it("keeps the cursor inside", () => {
    const there = { rows: 3, columns: 4 };
    expect(moved({ row: 0, column: 0 }, "ArrowUp", there)).toEqual({ row: 0, column: 0 });
    expect(moved({ row: 1, column: 2 }, "End", there)).toEqual({ row: 1, column: 3 });
    expect(moved({ row: 1, column: 2 }, "PageDown", there)).toEqual({ row: 2, column: 2 });
    expect(moved({ row: 1, column: 2 }, "a", there)).toBeNull();
  });
});

describe("the picture", () => {
  const palette = {
    levels: rampOf([1, 2, 3], [0, 0, 0], [254, 254, 254]),
    forbidden: [9, 9, 9] as const,
    chosen: [7, 7, 7] as const,
  };

  it("paints levels, conflicts and, when cells are small, the plan, in the orders chosen", () => {
    const orders = { rows: Int32Array.from([2, 0, 1]), columns: Int32Array.from([3, 2, 1, 0]) };
    const view = { firstRow: 0, firstColumn: 0, rowCount: 2, columnCount: 4 };
    const red = (showsChosen: boolean) =>
      [...paint(sample(), orders, view, { palette, showsChosen })].filter((_, at) => at % 4 === 0);
    expect(red(false)).toEqual([9, 99, 149, 199, 254, 127, 9, 1]);
    expect(red(true)).toEqual([9, 99, 7, 7, 7, 7, 9, 1]);
  });

  it("ramps from the lowest level to the highest", () => {
    expect(Array.from(palette.levels.subarray(0, 6))).toEqual([1, 2, 3, 0, 0, 0]);
    expect(palette.levels[255 * 3]).toBe(254);
  });
});
