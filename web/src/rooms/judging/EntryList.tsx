import { LockOutlined } from "@ant-design/icons";
import { Button, Flex, Input, Segmented, Tag, Typography } from "antd";
import { useDeferredValue, useMemo, useState, type ReactNode } from "react";
import { useWords } from "../../i18n/useWords";
import { fitText } from "../../ui/fits";
import { candidatesOf } from "./board";
import { chosenOf, fitAt, orderBy, stateAt, type Cell, type Matrix, type Sums } from "./matrix";
import { Chip, useDragging, type Move } from "./Moving";

interface Props {
  readonly matrix: Matrix;
  readonly sums: Sums;
  readonly choose: (cell: Cell) => void;
  /** Null where nothing may be changed. */
  readonly move: ((move: Move) => void) | null;
  readonly locks: (shown?: readonly Cell[]) => ReactNode;
}

const PAGE = 40;

/** Entries with their judges; a judge opens the pair. */
export function EntryList({ matrix, sums, choose, move, locks }: Props) {
  const [text, setText] = useState("");
  const [order, setOrder] = useState<"given" | "worst">("worst");
  const [count, setCount] = useState(PAGE);
  const asked = useDeferredValue(text.trim().toLowerCase());
  const t = useWords("judging");
  const { chip, line } = useDragging(matrix, "row", move);
  const pairs = useMemo(() => chosenOf(matrix, "row"), [matrix]);
  const rows = useMemo(() => {
    const sorted = orderBy(matrix.rows.length, order === "worst" ? (row) => matrix.fits[row] ?? 0 : null);
    return [...sorted].filter((row) => {
      const { code = "", name = "" } = matrix.rows[row] ?? {};
      return `${code} ${name}`.toLowerCase().includes(asked);
    });
  }, [matrix.rows, matrix.fits, order, asked]);
  const shown = useMemo(
    () =>
      rows.flatMap((row) =>
        (pairs[row] ?? []).map((at) => ({
          row: Math.floor(at / matrix.columns.length),
          column: at % matrix.columns.length,
        })),
      ),
    [rows, pairs, matrix.columns.length],
  );
  return (
    <section>
      <Flex wrap gap="small">
        <Input
          className="list-text"
          allowClear
          aria-label={t("plan.searchEntry")}
          placeholder={t("plan.searchEntry")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Segmented<"given" | "worst">
          aria-label={t("plan.order")}
          value={order}
          options={(["worst", "given"] as const).map((value) => ({ value, label: t(`plan.orders.${value}`) }))}
          onChange={setOrder}
        />
        {locks(asked === "" ? undefined : shown)}
      </Flex>
      {move && (
        <Typography.Text className="drag-hint" type="secondary">
          {t("plan.dragText")}
        </Typography.Text>
      )}
      <ul className="people-list">
        {rows.slice(0, count).map((row) => {
          const entry = matrix.rows[row];
          const missing = (entry?.limit ?? 0) - (sums.served[row] ?? 0);
          const [next] = missing > 0 ? candidatesOf(matrix, row, 1) : [];
          return (
            <li key={entry?.id} {...line(row)}>
              <div className="people-name">
                <strong>{entry?.code}</strong> {entry?.name}
                <div>
                  <Typography.Text type="secondary">
                    {t("plan.fitOf", { fit: fitText(matrix.fits[row]) })}
                  </Typography.Text>{" "}
                  {missing > 0 && <Tag color="red">{t("plan.lacks", { count: missing })}</Tag>}
                </div>
              </div>
              <div className="serving">
                {(pairs[row] ?? []).map((at) => {
                  const column = at % matrix.columns.length;
                  const judge = matrix.columns[column];
                  const { isLocked } = stateAt(matrix, { row, column });
                  return (
                    <Chip key={column} {...chip({ row, column })}>
                      <Button
                        size="small"
                        icon={isLocked ? <LockOutlined aria-label={t("pair.locked")} /> : undefined}
                        onClick={() => choose({ row, column })}
                      >
                        {judge?.code} {judge?.name} {fitText(fitAt(matrix, { row, column }))}
                      </Button>
                    </Chip>
                  );
                })}
                {next !== undefined && (
                  <Button size="small" type="dashed" onClick={() => choose({ row, column: next })}>
                    {t("plan.findJudge")}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {rows.length > count && (
        <Button onClick={() => setCount(count + 4 * PAGE)}>{t("andMore", { count: rows.length - count })}</Button>
      )}
      {rows.length === 0 && <Typography.Text type="secondary">{t("nothingFound")}</Typography.Text>}
    </section>
  );
}
