import { LockOutlined } from "@ant-design/icons";
import { Button, Flex, Input, Segmented, Typography } from "antd";
import { useDeferredValue, useMemo, useState, type ReactNode } from "react";
import { useWords } from "../../i18n/useWords";
import { fitText } from "../../ui/fits";
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

/** Judges with their entries; an entry opens the pair. */
export function JudgeList({ matrix, sums, choose, move, locks }: Props) {
  const [text, setText] = useState("");
  const [order, setOrder] = useState<"given" | "most" | "least">("most");
  const [count, setCount] = useState(PAGE);
  const asked = useDeferredValue(text.trim().toLowerCase());
  const t = useWords("judging");
  const { chip, line } = useDragging(matrix, "column", move);
  const pairs = useMemo(() => chosenOf(matrix, "column"), [matrix]);
  const columns = useMemo(() => {
    const load = (column: number) => sums.loads[column] ?? 0;
    const keys = { given: null, most: (column: number) => -load(column), least: load };
    return [...orderBy(matrix.columns.length, keys[order])].filter((column) => {
      const { code = "", name = "" } = matrix.columns[column] ?? {};
      return `${code} ${name}`.toLowerCase().includes(asked);
    });
  }, [matrix.columns, sums, order, asked]);
  const shown = useMemo(
    () =>
      columns.flatMap((column) =>
        (pairs[column] ?? []).map((at) => ({
          row: Math.floor(at / matrix.columns.length),
          column: at % matrix.columns.length,
        })),
      ),
    [columns, pairs, matrix.columns.length],
  );
  return (
    <section>
      <Flex wrap gap="small">
        <Input
          className="list-text"
          allowClear
          aria-label={t("plan.searchJudge")}
          placeholder={t("plan.searchJudge")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Segmented<"given" | "most" | "least">
          aria-label={t("plan.order")}
          value={order}
          options={(["most", "least", "given"] as const).map((value) => ({ value, label: t(`plan.orders.${value}`) }))}
          onChange={setOrder}
        />
        {locks(asked === "" ? undefined : shown)}
      </Flex>
      {move && (
        <Typography.Text className="drag-hint" type="secondary">
          {t("plan.dragTextEntries")}
        </Typography.Text>
      )}
      <ul className="people-list">
        {columns.slice(0, count).map((column) => {
          const judge = matrix.columns[column];
          return (
            <li key={judge?.id} {...line(column)}>
              <div className="people-name">
                <strong>{judge?.code}</strong> {judge?.name}{" "}
                <Typography.Text type="secondary">
                  {t("pair.load", { load: sums.loads[column] ?? 0, most: judge?.limit ?? 0 })}
                </Typography.Text>
              </div>
              <div className="serving">
                {(pairs[column] ?? []).map((at) => {
                  const row = Math.floor(at / matrix.columns.length);
                  const entry = matrix.rows[row];
                  const { isLocked } = stateAt(matrix, { row, column });
                  return (
                    <Chip key={row} {...chip({ row, column })}>
                      <Button
                        size="small"
                        title={entry?.name}
                        icon={isLocked ? <LockOutlined aria-label={t("pair.locked")} /> : undefined}
                        onClick={() => choose({ row, column })}
                      >
                        {entry?.code} {fitText(fitAt(matrix, { row, column }))}
                      </Button>
                    </Chip>
                  );
                })}
              </div>
            </li>
          );
        })}
      </ul>
      {columns.length > count && (
        <Button onClick={() => setCount(count + 4 * PAGE)}>{t("andMore", { count: columns.length - count })}</Button>
      )}
      {columns.length === 0 && <Typography.Text type="secondary">{t("nothingFound")}</Typography.Text>}
    </section>
  );
}
