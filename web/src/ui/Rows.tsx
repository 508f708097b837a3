import { Card, Grid, Table } from "antd";
import type { ReactNode } from "react";
import type { ListColumn } from "./list";

interface Props<Row extends { readonly id: string }> {
  readonly rows: readonly Row[];
  readonly columns: readonly ListColumn<Row>[];
  readonly empty?: ReactNode;
}

/** A short list inside a page: a table where there is room, cards on a phone. */
export function Rows<Row extends { readonly id: string }>({ rows, columns, empty = null }: Props<Row>) {
  const isWide = Grid.useBreakpoint().md ?? true;
  if (rows.length === 0) return empty;
  if (isWide)
    return (
      <Table<Row>
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={[...rows]}
        columns={columns.map(({ key, title, render, width, align }) => ({
          key,
          title,
          width,
          align,
          render: (_: unknown, row: Row) => render(row),
        }))}
      />
    );
  const [first, ...others] = columns;
  return (
    <ul className="list-cards">
      {rows.map((row) => (
        <li key={row.id}>
          <Card size="small">
            <div className="list-card-title">{first?.render(row)}</div>
            <dl>
              {others
                .filter(({ wideOnly }) => !wideOnly)
                .map((column) => (
                  <div key={column.key}>
                    {column.title && <dt>{column.title}</dt>}
                    <dd>{column.render(row)}</dd>
                  </div>
                ))}
            </dl>
          </Card>
        </li>
      ))}
    </ul>
  );
}
