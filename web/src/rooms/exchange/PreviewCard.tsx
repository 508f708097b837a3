import { Card, Flex, Tag, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import type { PreviewCard_import$key } from "../../__generated__/PreviewCard_import.graphql";
import type { PreviewCardMutation } from "../../__generated__/PreviewCardMutation.graphql";
import { useWords } from "../../i18n/useWords";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import {
  cellText,
  nameOf,
  sentenceFor,
  type Directions,
  type KnownColumn,
  type PreviewRow,
  type Warning,
} from "./sheets";

const SHOWN_WARNINGS = 20;

/** The first rows as they will be written, what to look at again, and what was left out. */
export function PreviewCard({ sheetImport: key }: { readonly sheetImport: PreviewCard_import$key }) {
  const made = useFragment(
    graphql`
      fragment PreviewCard_import on SheetImport {
        id
        version
        rowCount
        columns
        preview
        warnings
        directions
      }
    `,
    key,
  );
  const t = useWords("exchange");
  const columns = (made.columns as readonly KnownColumn[]).filter(({ position }) => position !== null);
  const rows = (made.preview as readonly PreviewRow[]).map((each) => ({ ...each, id: String(each.row) }));
  const warnings = made.warnings as readonly Warning[];
  const { ignored = [], mends = [] } = made.directions as Directions;
  return (
    <>
      {ignored.length + mends.length > 0 && (
        <Card size="small" title={t("decided.title")}>
          {mends.length > 0 && (
            <Typography.Paragraph>{t("decided.mends", { count: mends.length })}</Typography.Paragraph>
          )}
          {ignored.length > 0 && <LeftOut importId={made.id} version={made.version} rows={ignored} />}
        </Card>
      )}
      {warnings.length > 0 && (
        <Card size="small" title={t("warnings.title", { count: warnings.length })}>
          <ul className="plain-list">
            {warnings.slice(0, SHOWN_WARNINGS).map(({ row, column, title, code, params }) => (
              <li key={`${row} ${column} ${code}`}>
                {t("warnings.line", { row, title })} {sentenceFor(code, params)}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {rows.length > 0 && (
        <Card size="small" title={t("preview.title", { count: rows.length, all: made.rowCount })}>
          <Rows
            rows={rows}
            columns={[
              { key: "row", title: t("faults.row"), render: ({ row }) => t("faults.rowNumber", { row }) },
              ...columns.map((column) => ({
                key: column.name,
                title: nameOf(column),
                render: ({ cells }: PreviewRow) => (
                  <span className="import-cell">{cellText(column, cells[column.name])}</span>
                ),
              })),
            ]}
          />
        </Card>
      )}
    </>
  );
}

interface LeftOutProps {
  readonly importId: string;
  readonly version: number;
  readonly rows: readonly number[];
}

function LeftOut({ importId, version, rows }: LeftOutProps) {
  const t = useWords("exchange");
  const [ignore] = useGesture<PreviewCardMutation>(graphql`
    mutation PreviewCardMutation($input: IgnoreImportRowsInput!) {
      ignoreImportRows(input: $input) {
        __typename
        ... on IgnoreImportRowsSuccess {
          sheetImport {
            ...ImportPage_import
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  return (
    <Flex wrap gap="small" align="center">
      {t("decided.ignored", { count: rows.length })}
      {rows.map((row) => (
        <Tag
          key={row}
          closable={{ "aria-label": t("decided.restore", { row }) }}
          onClose={(event) => {
            event.preventDefault();
            void ignore({ input: { importId, version, rows: [], restore: [row] } });
          }}
        >
          {t("faults.rowNumber", { row })}
        </Tag>
      ))}
    </Flex>
  );
}
