import { MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Flex, Select, Space } from "antd";
import { memo, useMemo, type ReactNode } from "react";
import { useWords } from "../../i18n/useWords";
import type { ColumnOrder, Matrix, MatrixRow, RowOrder } from "./matrix";

interface Props {
  readonly matrix: Matrix;
  readonly rowsBy: RowOrder;
  readonly columnsBy: ColumnOrder;
  readonly toRow: (row: number) => void;
  readonly toColumn: (column: number) => void;
  readonly orderRows: (by: RowOrder) => void;
  readonly orderColumns: (by: ColumnOrder) => void;
  readonly zoom: (step: number) => void;
  readonly locks: ReactNode;
}

const optionsOf = (all: readonly MatrixRow[]) =>
  all.map(({ code, name }, at) => ({ value: at, label: `${code} ${name}` }));

/** Finding, ordering, zooming. */
export const MatrixTools = memo(function MatrixTools(props: Props) {
  const { matrix, rowsBy, columnsBy, toRow, toColumn, orderRows, orderColumns, zoom, locks } = props;
  const entries = useMemo(() => optionsOf(matrix.rows), [matrix.rows]);
  const judges = useMemo(() => optionsOf(matrix.columns), [matrix.columns]);
  const t = useWords("judging");
  return (
    <Flex wrap gap="small" align="center" className="matrix-tools">
      <Select<number>
        showSearch={{ optionFilterProp: "label" }}
        className="matrix-jump"
        aria-label={t("matrix.toEntry")}
        placeholder={t("matrix.toEntry")}
        value={null}
        options={entries}
        onChange={toRow}
      />
      <Select<number>
        showSearch={{ optionFilterProp: "label" }}
        className="matrix-jump"
        aria-label={t("matrix.toJudge")}
        placeholder={t("matrix.toJudge")}
        value={null}
        options={judges}
        onChange={toColumn}
      />
      <Select<RowOrder>
        aria-label={t("matrix.rowsBy")}
        value={rowsBy}
        popupMatchSelectWidth={false}
        options={(["given", "worst", "fit"] as const).map((by) => ({ value: by, label: t(`matrix.rowOrder.${by}`) }))}
        onChange={orderRows}
      />
      <Select<ColumnOrder>
        aria-label={t("matrix.columnsBy")}
        value={columnsBy}
        popupMatchSelectWidth={false}
        options={(["given", "most", "least", "fit"] as const).map((by) => ({
          value: by,
          label: t(`matrix.columnOrder.${by}`),
        }))}
        onChange={orderColumns}
      />
      <Space.Compact>
        <Button aria-label={t("matrix.smaller")} icon={<MinusOutlined />} onClick={() => zoom(-1)} />
        <Button aria-label={t("matrix.larger")} icon={<PlusOutlined />} onClick={() => zoom(1)} />
      </Space.Compact>
      {locks}
    </Flex>
  );
});
