/**
 * The matrix of entries (rows) and judges (columns): what it holds, its geometry on a canvas, its orders.
 *
 * Nothing here touches the page: a picture of 911 x 2 710 is drawn from these arrays within a frame.
 */

export const CHOSEN = 1;
export const LOCKED = 2;
export const BY_HAND = 4;
/** Above the flags of a cell stands the reason why it is forbidden, counted from 1. */
export const REASON_SHIFT = 3;

export interface MatrixRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** How many judges an entry needs, or how many entries a judge takes at most. */
  readonly limit: number | null;
}

export interface Matrix {
  readonly rows: readonly MatrixRow[];
  readonly columns: readonly MatrixRow[];
  /** 0 is no candidate; 1 to 255 go from the lowest fit to the highest. */
  readonly levels: Uint8Array;
  /** A byte a cell: CHOSEN, LOCKED, BY_HAND, and the reason above. */
  readonly states: Uint8Array;
  /** The total fit of each row, exactly. */
  readonly fits: readonly number[];
  readonly lowest: number;
  readonly highest: number;
  readonly reasons: readonly string[];
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** What is shown of a matrix, in cells of the orders chosen. */
export interface View {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly rowCount: number;
  readonly columnCount: number;
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const decoded = atob(text);
  const bytes = new Uint8Array(decoded.length);
  for (let at = 0; at < decoded.length; at += 1) bytes[at] = decoded.charCodeAt(at);
  return bytes;
}

/** Whole numbers of four bytes, lowest first, whatever this machine's own order. */
export function wholesOf(text: string): Uint32Array {
  const bytes = bytesOf(text);
  const view = new DataView(bytes.buffer);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, at) => view.getUint32(at * 4, true));
}

interface Marks {
  readonly chosen: Uint32Array;
  readonly chosenFlags: Uint8Array;
  readonly forbidden: Uint32Array;
  readonly forbiddenReason: Uint8Array;
}

/** The states of all cells from the lists of those that are chosen or forbidden. */
export function statesOf(cellCount: number, marks: Marks): Uint8Array {
  const states = new Uint8Array(cellCount);
  marks.forbidden.forEach((cell, at) => {
    states[cell] = (marks.forbiddenReason[at] ?? 0) << REASON_SHIFT;
  });
  marks.chosen.forEach((cell, at) => {
    states[cell] = (states[cell] ?? 0) | CHOSEN | ((marks.chosenFlags[at] ?? 0) << 1);
  });
  return states;
}

export const cellAt = (matrix: Matrix, { row, column }: Cell): number => row * matrix.columns.length + column;

/** The fit of a cell to within half a level; null for no candidate. */
export function fitAt(matrix: Matrix, cell: Cell): number | null {
  const level = matrix.levels[cellAt(matrix, cell)] ?? 0;
  if (level === 0) return null;
  return matrix.lowest + ((level - 1) / 254) * (matrix.highest - matrix.lowest);
}

export function stateAt(matrix: Matrix, cell: Cell) {
  const state = matrix.states[cellAt(matrix, cell)] ?? 0;
  const reason = state >> REASON_SHIFT;
  return {
    isChosen: (state & CHOSEN) !== 0,
    isLocked: (state & LOCKED) !== 0,
    isByHand: (state & BY_HAND) !== 0,
    reason: reason === 0 ? null : (matrix.reasons[reason - 1] ?? ""),
  };
}

export interface Sums {
  /** Judges of each entry. */
  readonly served: Int32Array;
  /** Entries of each judge. */
  readonly loads: Int32Array;
}

export function sumsOf(matrix: Matrix): Sums {
  const width = matrix.columns.length;
  const served = new Int32Array(matrix.rows.length);
  const loads = new Int32Array(width);
  matrix.states.forEach((state, cell) => {
    if ((state & CHOSEN) === 0) return;
    const row = Math.floor(cell / width);
    served[row] = (served[row] ?? 0) + 1;
    loads[cell % width] = (loads[cell % width] ?? 0) + 1;
  });
  return { served, loads };
}

/** Cells of the plan by row, or by column. */
export function chosenOf(matrix: Matrix, along: "row" | "column"): readonly (readonly number[])[] {
  const width = matrix.columns.length;
  const lists: number[][] = Array.from({ length: along === "row" ? matrix.rows.length : width }, () => []);
  matrix.states.forEach((state, cell) => {
    if ((state & CHOSEN) !== 0) lists[along === "row" ? Math.floor(cell / width) : cell % width]?.push(cell);
  });
  return lists;
}

export type RowOrder = "given" | "worst" | "fit";
export type ColumnOrder = "given" | "most" | "least" | "fit";

/** Places in the order shown: element k is the index that stands at place k. Equal ones keep their given order. */
export function orderBy(count: number, key: ((index: number) => number) | null): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  return key === null ? order : order.sort((a, b) => key(a) - key(b) || a - b);
}

export function rowOrder(matrix: Matrix, by: RowOrder, cursor: Cell): Int32Array {
  const keys = {
    given: null,
    worst: (row: number) => matrix.fits[row] ?? 0,
    fit: (row: number) => -(matrix.levels[cellAt(matrix, { row, column: cursor.column })] ?? 0),
  };
  return orderBy(matrix.rows.length, keys[by]);
}

export function columnOrder(matrix: Matrix, sums: Sums, by: ColumnOrder, cursor: Cell): Int32Array {
  const keys = {
    given: null,
    most: (column: number) => -(sums.loads[column] ?? 0),
    least: (column: number) => sums.loads[column] ?? 0,
    fit: (column: number) => -(matrix.levels[cellAt(matrix, { row: cursor.row, column })] ?? 0),
  };
  return orderBy(matrix.columns.length, keys[by]);
}

export const ZOOMS = [2, 4, 8, 14, 22, 30, 40] as const;

interface Extent {
  readonly width: number;
  readonly height: number;
}

/**
 * The largest cells with which all columns fit into the width, never too small to hit with a mouse; the very large ones
 * only where all rows fit as well.
 */
export function firstZoom(matrix: { rows: number; columns: number }, { width, height }: Extent): number {
  const fitting = ZOOMS.filter(
    (size) => size >= 8 && size * matrix.columns <= width && (size <= 22 || size * matrix.rows <= height),
  );
  return fitting.at(-1) ?? 8;
}

interface Window extends Extent {
  readonly left: number;
  readonly top: number;
}

/** Which cells a window onto the whole picture touches. */
export function viewOf(matrix: { rows: number; columns: number }, window: Window, size: number): View {
  const firstRow = Math.max(0, Math.min(matrix.rows, Math.floor(window.top / size)));
  const firstColumn = Math.max(0, Math.min(matrix.columns, Math.floor(window.left / size)));
  return {
    firstRow,
    firstColumn,
    rowCount: Math.max(0, Math.min(matrix.rows, Math.ceil((window.top + window.height) / size)) - firstRow),
    columnCount: Math.max(0, Math.min(matrix.columns, Math.ceil((window.left + window.width) / size)) - firstColumn),
  };
}

/** Where to scroll so that a place is inside the window, moving as little as can be. */
export function scrolledTo(place: number, size: number, from: number, extent: number): number {
  const start = place * size;
  if (start < from) return start;
  return start + size > from + extent ? start + size - extent : from;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-20, 0],
  PageDown: [20, 0],
};

/** The place after a key, within the picture; null when the key moves nothing. */
export function moved(place: Cell, key: string, counts: { rows: number; columns: number }): Cell | null {
  if (key === "Home") return { ...place, column: 0 };
  if (key === "End") return { ...place, column: counts.columns - 1 };
  const step = STEPS[key];
  if (step === undefined) return null;
  return {
    row: Math.max(0, Math.min(counts.rows - 1, place.row + step[0])),
    column: Math.max(0, Math.min(counts.columns - 1, place.column + step[1])),
  };
}

export interface Palette {
  /** Colors of the levels as bytes of a canvas: 256 times red, green, blue. */
  readonly levels: Uint8Array;
  readonly forbidden: readonly [number, number, number];
  readonly chosen: readonly [number, number, number];
}

/** The picture of a view, a pixel a cell; what is chosen shows only where cells are too small for a frame. */
export function paint(
  matrix: Matrix,
  orders: { rows: Int32Array; columns: Int32Array },
  view: View,
  look: { palette: Palette; showsChosen: boolean },
): Uint8ClampedArray<ArrayBuffer> {
  const { palette, showsChosen } = look;
  const pixels = new Uint8ClampedArray(view.rowCount * view.columnCount * 4);
  const width = matrix.columns.length;
  let at = 0;
  for (let i = 0; i < view.rowCount; i += 1) {
    const base = (orders.rows[view.firstRow + i] ?? 0) * width;
    for (let j = 0; j < view.columnCount; j += 1) {
      const cell = base + (orders.columns[view.firstColumn + j] ?? 0);
      const state = matrix.states[cell] ?? 0;
      const special =
        showsChosen && (state & CHOSEN) !== 0 ? palette.chosen : state >> REASON_SHIFT !== 0 ? palette.forbidden : null;
      const level = (matrix.levels[cell] ?? 0) * 3;
      pixels[at] = special ? special[0] : (palette.levels[level] ?? 0);
      pixels[at + 1] = special ? special[1] : (palette.levels[level + 1] ?? 0);
      pixels[at + 2] = special ? special[2] : (palette.levels[level + 2] ?? 0);
      pixels[at + 3] = 255;
      at += 4;
    }
  }
  return pixels;
}

type Color = readonly [number, number, number];

/** A scale of colors over the levels; level 0 has its own. */
export function rampOf(none: Color, from: Color, to: Color): Uint8Array {
  const ramp = new Uint8Array(256 * 3);
  ramp.set(none, 0);
  for (let level = 1; level < 256; level += 1) {
    const share = (level - 1) / 254;
    for (const part of [0, 1, 2] as const) ramp[level * 3 + part] = from[part] + (to[part] - from[part]) * share;
  }
  return ramp;
}
