/** Draws a view of the matrix onto a canvas: heat, conflicts, the plan's pairs, locks, headers, the cursor. */
import {
  BY_HAND,
  CHOSEN,
  LOCKED,
  paint,
  rampOf,
  REASON_SHIFT,
  viewOf,
  type Cell,
  type Matrix,
  type Palette,
  type View,
} from "./matrix";

export interface Orders {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

export interface Scene {
  readonly matrix: Matrix;
  readonly orders: Orders;
  readonly size: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The cursor, in places of the orders. */
  readonly cursor: Cell;
  readonly look: Look;
}

export interface Look {
  readonly palette: Palette;
  readonly paper: string;
  readonly text: string;
  readonly soft: string;
  readonly chosen: string;
  readonly byHand: string;
  readonly cross: string;
  readonly cursor: string;
}

export const HEADER_WIDTH = 76;
export const HEADER_HEIGHT = 58;
/** Below this no code is legible in a header. */
const LEGIBLE = 14;

const LIGHT: Look = {
  palette: {
    levels: rampOf([255, 255, 255], [244, 249, 246], [31, 122, 71]),
    forbidden: [240, 205, 200],
    chosen: [196, 92, 10],
  },
  paper: "#ffffff",
  text: "#1f2a23",
  soft: "#54635a",
  chosen: "#c45c0a",
  byHand: "#1d4ed8",
  cross: "#a03b2f",
  cursor: "#111111",
};
const DARK: Look = {
  palette: {
    levels: rampOf([20, 26, 22], [24, 34, 28], [95, 200, 140]),
    forbidden: [84, 44, 40],
    chosen: [255, 159, 67],
  },
  paper: "#141a16",
  text: "#dfe7e2",
  soft: "#a9b6ae",
  chosen: "#ff9f43",
  byHand: "#8ab4ff",
  cross: "#f0958a",
  cursor: "#ffffff",
};

export const lookOf = (isDark: boolean): Look => (isDark ? DARK : LIGHT);

const heat = typeof document === "undefined" ? null : document.createElement("canvas");

export function draw(canvas: HTMLCanvasElement, scene: Scene): View {
  const { matrix, size, width, height, left, top, look } = scene;
  const scale = window.devicePixelRatio || 1;
  const target = canvas.getContext("2d");
  const inner = { left, top, width: width - HEADER_WIDTH, height: height - HEADER_HEIGHT };
  const view = viewOf({ rows: matrix.rows.length, columns: matrix.columns.length }, inner, size);
  if (target === null || heat === null) return view;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  target.setTransform(scale, 0, 0, scale, 0, 0);
  target.fillStyle = look.paper;
  target.fillRect(0, 0, width, height);
  if (view.rowCount > 0 && view.columnCount > 0) {
    target.save();
    target.beginPath();
    target.rect(HEADER_WIDTH, HEADER_HEIGHT, inner.width, inner.height);
    target.clip();
    target.translate(HEADER_WIDTH - left, HEADER_HEIGHT - top);
    drawHeat(target, heat, scene, view);
    if (size >= 8) drawMarks(target, scene, view);
    drawCursor(target, scene);
    target.restore();
    drawHeaders(target, scene, view);
  }
  return view;
}

function drawHeat(target: CanvasRenderingContext2D, buffer: HTMLCanvasElement, scene: Scene, view: View) {
  const { matrix, orders, size, look } = scene;
  const pixels = paint(matrix, orders, view, { palette: look.palette, showsChosen: size < 8 });
  if (buffer.width < view.columnCount) buffer.width = view.columnCount;
  if (buffer.height < view.rowCount) buffer.height = view.rowCount;
  buffer.getContext("2d")?.putImageData(new ImageData(pixels, view.columnCount, view.rowCount), 0, 0);
  target.imageSmoothingEnabled = false;
  target.drawImage(
    buffer,
    0,
    0,
    view.columnCount,
    view.rowCount,
    view.firstColumn * size,
    view.firstRow * size,
    view.columnCount * size,
    view.rowCount * size,
  );
}

/** Frames around the pairs of the plan, crosses over conflicts, a dot in what is locked. */
function drawMarks(target: CanvasRenderingContext2D, scene: Scene, view: View) {
  const { matrix, orders, size, look } = scene;
  const width = matrix.columns.length;
  const crosses = new Path2D();
  for (let i = view.firstRow; i < view.firstRow + view.rowCount; i += 1) {
    const base = (orders.rows[i] ?? 0) * width;
    for (let j = view.firstColumn; j < view.firstColumn + view.columnCount; j += 1) {
      const state = matrix.states[base + (orders.columns[j] ?? 0)] ?? 0;
      if (state === 0) continue;
      const [x, y] = [j * size, i * size];
      if (state >> REASON_SHIFT !== 0) {
        crosses.moveTo(x + 3, y + 3);
        crosses.lineTo(x + size - 3, y + size - 3);
        crosses.moveTo(x + size - 3, y + 3);
        crosses.lineTo(x + 3, y + size - 3);
      }
      if ((state & CHOSEN) !== 0) {
        target.strokeStyle = (state & BY_HAND) !== 0 ? look.byHand : look.chosen;
        target.lineWidth = size >= LEGIBLE ? 2.5 : 2;
        target.strokeRect(x + 1.5, y + 1.5, size - 3, size - 3);
        if ((state & LOCKED) !== 0) {
          target.fillStyle = look.cursor;
          target.beginPath();
          target.arc(x + size / 2, y + size / 2, Math.max(1.5, size / 7), 0, 2 * Math.PI);
          target.fill();
        }
      }
    }
  }
  target.strokeStyle = look.cross;
  target.lineWidth = 1;
  target.stroke(crosses);
}

function drawCursor(target: CanvasRenderingContext2D, { cursor, size, look }: Scene) {
  // Around the cell; at the edge of the picture inside it, where it is not cut.
  const [x, y] = [Math.max(1, cursor.column * size - 1), Math.max(1, cursor.row * size - 1)];
  target.strokeStyle = look.paper;
  target.lineWidth = 4;
  target.strokeRect(x, y, size + 2, size + 2);
  target.strokeStyle = look.cursor;
  target.lineWidth = 2;
  target.strokeRect(x, y, size + 2, size + 2);
}

function drawHeaders(target: CanvasRenderingContext2D, scene: Scene, view: View) {
  const { matrix, orders, size, left, top, cursor, look } = scene;
  target.font = "11px system-ui, sans-serif";
  target.textBaseline = "middle";
  // With small cells only the codes at the cursor are told.
  const shows = (place: number, at: number) => size >= LEGIBLE || place === at;
  target.save();
  target.beginPath();
  target.rect(0, HEADER_HEIGHT, HEADER_WIDTH, scene.height);
  target.clip();
  target.textAlign = "right";
  for (let i = view.firstRow; i < view.firstRow + view.rowCount; i += 1) {
    if (!shows(i, cursor.row)) continue;
    target.fillStyle = i === cursor.row ? look.text : look.soft;
    const code = matrix.rows[orders.rows[i] ?? 0]?.code ?? "";
    target.fillText(code, HEADER_WIDTH - 6, HEADER_HEIGHT + (i + 0.5) * size - top, HEADER_WIDTH - 10);
  }
  target.restore();
  target.save();
  target.beginPath();
  target.rect(HEADER_WIDTH, 0, scene.width, HEADER_HEIGHT);
  target.clip();
  target.textAlign = "left";
  for (let j = view.firstColumn; j < view.firstColumn + view.columnCount; j += 1) {
    if (!shows(j, cursor.column)) continue;
    target.fillStyle = j === cursor.column ? look.text : look.soft;
    target.save();
    target.translate(HEADER_WIDTH + (j + 0.5) * size - left, HEADER_HEIGHT - 5);
    target.rotate(-Math.PI / 2);
    target.fillText(matrix.columns[orders.columns[j] ?? 0]?.code ?? "", 0, 0, HEADER_HEIGHT - 8);
    target.restore();
  }
  target.restore();
}
