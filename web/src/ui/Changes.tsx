import { Flex, Tag, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../i18n/times";
import { useWords, wordOf } from "../i18n/useWords";
import { personName } from "./personName";
import { valueText } from "./changedValues";
import type { Changes_entry$key } from "../__generated__/Changes_entry.graphql";
import "./changes.css";

const COLORS = { INSERT: "green", UPDATE: "blue", DELETE: "red" } as const;
/** Columns that say nothing to people. */
const SILENT = new Set(["id", "version", "created_at", "updated_at"]);

type Columns = Readonly<Record<string, unknown>> | null | undefined;

/** One entry of the record: when, who, what became of which columns. */
export function Changes({ entry: key }: { readonly entry: Changes_entry$key }) {
  const entry = useFragment(
    graphql`
      fragment Changes_entry on AuditEntry {
        at
        doneBy
        operation
        table
        before
        after
        names
        rowCount
        actor {
          name
          erasedAt
        }
        deputy {
          name
          erasedAt
        }
      }
    `,
    key,
  );
  const t = useWords();
  const titleOf = useWords("columns");
  const names = (entry.names ?? {}) as Readonly<Record<string, string>>;
  const shown = (column: string, value: unknown) => valueText(`${entry.table}.${column}`, value, names);
  const before = entry.before as Columns;
  const after = entry.after as Columns;
  const columns = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (column) => !SILENT.has(column),
  );
  const who = personName(entry.actor) ?? wordOf("DoneBy", entry.doneBy);
  return (
    <section className="change">
      <Flex wrap gap="small" align="center">
        <Tag color={COLORS[entry.operation]}>{wordOf("AuditOperation", entry.operation)}</Tag>
        <Typography.Text strong>{wordOf("Table", entry.table)}</Typography.Text>
        {entry.rowCount > 1 && <Typography.Text>{t("rowsChanged", { text: entry.rowCount })}</Typography.Text>}
        <Typography.Text type="secondary">
          {entry.deputy ? t("doneFor", { deputy: personName(entry.deputy), person: who }) : who} · {timeText(entry.at)}
        </Typography.Text>
      </Flex>
      {columns.length > 0 && (
        <dl>
          {columns.map((column) => (
            <div key={column}>
              <dt>{titleOf(column)}</dt>
              <dd>
                {entry.operation === "UPDATE" && before && column in before && (
                  <>
                    <del>{shown(column, before[column])}</del>{" "}
                  </>
                )}
                {shown(column, (after ?? before)?.[column])}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
