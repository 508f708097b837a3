import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { useWords } from "../../i18n/useWords";
import { useIsDark } from "../../ui/useIsDark";
import { useKept } from "../../ui/useKept";
import { describeCell } from "./cells";
import {
  columnOrder,
  firstZoom,
  moved,
  rowOrder,
  scrolledTo,
  ZOOMS,
  type Cell,
  type ColumnOrder,
  type Matrix,
  type RowOrder,
  type Sums,
} from "./matrix";
import { draw, HEADER_HEIGHT, HEADER_WIDTH, lookOf } from "./matrixPicture";
import { MatrixLegend } from "./MatrixLegend";
import { MatrixTools } from "./MatrixTools";
import "./matrix.css";

/** Room for it where there is one, in pixels: a small matrix stands in a small frame. */
const SCROLL_BAR = 18;

interface Props {
  readonly matrix: Matrix;
  readonly sums: Sums;
  /** The cell whose panel is open, by the matrix' own numbers. */
  readonly open: Cell | null;
  readonly choose: (cell: Cell) => void;
  readonly locks: ReactNode;
}

/** The heat map of entries and judges: scrolls, zooms, sorts, and is walked by the keyboard. */
export function MatrixView({ matrix, sums, open, choose, locks }: Props) {
  const [rowsBy, setRowsBy] = useKept<RowOrder>("matrix.rows", "given");
  const [columnsBy, setColumnsBy] = useKept<ColumnOrder>("matrix.columns", "given");
  const [anchor, setAnchor] = useState<Cell>({ row: 0, column: 0 });
  const [size, setSize] = useState<number | null>(null);
  const [cursor, setCursor] = useState<Cell>({ row: 0, column: 0 });
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef(0);
  const isDark = useIsDark();
  const t = useWords("judging");

  const orders = useMemo(
    () => ({ rows: rowOrder(matrix, rowsBy, anchor), columns: columnOrder(matrix, sums, columnsBy, anchor) }),
    [matrix, sums, rowsBy, columnsBy, anchor],
  );
  const at = useMemo<Cell>(
    () => ({ row: orders.rows[cursor.row] ?? 0, column: orders.columns[cursor.column] ?? 0 }),
    [orders, cursor],
  );

  useLayoutEffect(() => {
    const node = scroller.current;
    if (!node || size !== null) return;
    const inner = { width: node.clientWidth - HEADER_WIDTH, height: node.clientHeight - HEADER_HEIGHT };
    setSize(firstZoom({ rows: matrix.rows.length, columns: matrix.columns.length }, inner));
  }, [matrix, size]);

  const redraw = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const [node, picture] = [scroller.current, canvas.current];
      if (!node || !picture || size === null) return;
      const look = lookOf(isDark);
      const { clientWidth: width, clientHeight: height, scrollLeft: left, scrollTop: top } = node;
      draw(picture, { matrix, orders, size, left, top, width, height, cursor, look });
    });
  }, [matrix, orders, size, cursor, isDark]);

  useEffect(() => {
    redraw();
    const node = scroller.current;
    if (!node) return;
    const watch = new ResizeObserver(redraw);
    watch.observe(node);
    return () => {
      watch.disconnect();
      cancelAnimationFrame(frame.current);
    };
  }, [redraw]);

  const bring = useCallback(
    (place: Cell) => {
      const node = scroller.current;
      if (!node || size === null) return;
      node.scrollLeft = scrolledTo(place.column, size, node.scrollLeft, node.clientWidth - HEADER_WIDTH);
      node.scrollTop = scrolledTo(place.row, size, node.scrollTop, node.clientHeight - HEADER_HEIGHT);
    },
    [size],
  );
  const walk = useCallback(
    (place: Cell) => {
      setCursor(place);
      bring(place);
    },
    [bring],
  );

  // What is opened elsewhere, such as in a list, is shown here too.
  useEffect(() => {
    if (open) walk({ row: orders.rows.indexOf(open.row), column: orders.columns.indexOf(open.column) });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when another cell is opened
  }, [open?.row, open?.column]);

  const zoom = useCallback(
    (step: number) => {
      const place = ZOOMS.findIndex((each) => each === size) + step;
      const next = ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, place))];
      const node = scroller.current;
      if (next === undefined || size === null || !node) return;
      const middle = { x: node.clientWidth / 2, y: node.clientHeight / 2 };
      const [left, top] = [(node.scrollLeft + middle.x) / size, (node.scrollTop + middle.y) / size];
      setSize(next);
      requestAnimationFrame(() => node.scrollTo(left * next - middle.x, top * next - middle.y));
    },
    [size],
  );

  // The tools hold thousands of options: they are not made again while the cursor moves.
  const latest = useRef({ at, cursor, orders, walk });
  useEffect(() => {
    latest.current = { at, cursor, orders, walk };
  });
  const toRow = useCallback((row: number) => {
    const { cursor: here, orders: shown, walk: go } = latest.current;
    go({ row: shown.rows.indexOf(row), column: here.column });
  }, []);
  const toColumn = useCallback((column: number) => {
    const { cursor: here, orders: shown, walk: go } = latest.current;
    go({ row: here.row, column: shown.columns.indexOf(column) });
  }, []);
  const orderRows = useCallback(
    (by: RowOrder) => {
      setAnchor(latest.current.at);
      setRowsBy(by);
    },
    [setRowsBy],
  );
  const orderColumns = useCallback(
    (by: ColumnOrder) => {
      setAnchor(latest.current.at);
      setColumnsBy(by);
    },
    [setColumnsBy],
  );

  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(at);
    } else if (event.key === "+" || event.key === "=") zoom(1);
    else if (event.key === "-") zoom(-1);
    else {
      const next = moved(cursor, event.key, { rows: matrix.rows.length, columns: matrix.columns.length });
      if (next === null) return;
      event.preventDefault();
      walk(next);
    }
  };

  const placeOf = (event: { clientX: number; clientY: number }): Cell | null => {
    const node = scroller.current;
    if (!node || size === null) return null;
    const box = node.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left - HEADER_WIDTH, event.clientY - box.top - HEADER_HEIGHT];
    const place = { row: Math.floor((y + node.scrollTop) / size), column: Math.floor((x + node.scrollLeft) / size) };
    const isInside = x >= 0 && y >= 0 && place.row < matrix.rows.length && place.column < matrix.columns.length;
    return isInside ? place : null;
  };

  const extent = {
    width: HEADER_WIDTH + matrix.columns.length * (size ?? 8),
    height: HEADER_HEIGHT + matrix.rows.length * (size ?? 8),
  };
  const described = describeCell(t, matrix, sums, at);
  return (
    <div className="matrix">
      <MatrixTools
        matrix={matrix}
        rowsBy={rowsBy}
        columnsBy={columnsBy}
        toRow={toRow}
        toColumn={toColumn}
        orderRows={orderRows}
        orderColumns={orderColumns}
        zoom={zoom}
        locks={locks}
      />
      <div
        ref={scroller}
        className="matrix-scroller"
        style={size === null ? undefined : { maxHeight: extent.height + SCROLL_BAR }}
        role="grid"
        tabIndex={0}
        aria-label={t("matrix.label")}
        aria-rowcount={matrix.rows.length}
        aria-colcount={matrix.columns.length}
        aria-activedescendant="matrix-cursor"
        onScroll={redraw}
        onKeyDown={press}
        onMouseMove={(event) => {
          const place = placeOf(event);
          if (place && (place.row !== cursor.row || place.column !== cursor.column)) setCursor(place);
        }}
        onClick={(event) => {
          const place = placeOf(event);
          if (!place) return;
          setCursor(place);
          choose({ row: orders.rows[place.row] ?? 0, column: orders.columns[place.column] ?? 0 });
        }}
      >
        <div className="matrix-extent" role="presentation" style={extent}>
          <canvas ref={canvas} aria-hidden="true" />
        </div>
        <div role="row" className="for-readers" aria-rowindex={cursor.row + 1}>
          <div role="gridcell" id="matrix-cursor" aria-colindex={cursor.column + 1}>
            {described}
          </div>
        </div>
      </div>
      <div className="matrix-cell" aria-hidden="true">
        {described}
      </div>
      <MatrixLegend matrix={matrix} />
    </div>
  );
}
