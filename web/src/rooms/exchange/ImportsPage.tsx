import { Button, Flex, Tag } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import type { ImportsPageQuery } from "../../__generated__/ImportsPageQuery.graphql";
import { timeText } from "../../i18n/times";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { optionsOf } from "../../ui/kinds";
import { ListPage } from "../../ui/ListPage";
import { IMPORT_STATES, SHEET_KINDS, STATE_COLORS } from "./sheets";

type Row = ImportsPageQuery["response"]["sheetImports"]["nodes"][number];

/** Imports of the person's organizations; one that is not over is taken up again here. */
export function ImportsPage() {
  const t = useWords("exchange");
  return (
    <ListPage<ImportsPageQuery, Row>
      name="imports"
      title={t("list.title")}
      about={t("list.about")}
      query={graphql`
        query ImportsPageQuery(
          $first: Int
          $after: String
          $last: Int
          $before: String
          $filter: SheetImportFilter
          $orderBy: SheetImportOrder
        ) {
          sheetImports(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
            nodes {
              id
              fileName
              kind
              state
              createdCount
              updatedCount
              faultCount
              createdAt
              organization {
                id
                name
              }
              account {
                id
                name
              }
            }
            pageInfo {
              hasNextPage
              hasPreviousPage
              startCursor
              endCursor
            }
            totalCount
          }
        }
      `}
      connection={(data) => data.sheetImports}
      address={(row) => `/imports/${row.id}`}
      defaultOrder="CREATED_DESC"
      filters={[
        { name: "kind", label: t("list.kind"), kind: "choice", options: optionsOf("SheetKind", SHEET_KINDS) },
        {
          name: "state",
          label: t("list.state"),
          kind: "choice",
          isList: true,
          options: optionsOf("ImportState", IMPORT_STATES),
        },
      ]}
      columns={[
        { key: "file", title: t("list.file"), render: (row) => row.fileName },
        { key: "kind", title: t("list.kind"), render: (row) => wordOf("SheetKind", row.kind) },
        {
          key: "state",
          title: t("list.state"),
          render: (row) => <Tag color={STATE_COLORS[row.state]}>{wordOf("ImportState", row.state)}</Tag>,
        },
        { key: "new", title: t("count.created"), align: "right", render: (row) => numberText(row.createdCount) },
        { key: "changed", title: t("count.updated"), align: "right", render: (row) => numberText(row.updatedCount) },
        { key: "bad", title: t("count.faults"), align: "right", render: (row) => numberText(row.faultCount) },
        { key: "by", title: t("list.by"), render: (row) => row.account?.name, wideOnly: true },
        { key: "created", title: t("list.created"), order: "CREATED", render: (row) => timeText(row.createdAt) },
      ]}
      empty={
        <Empty text={t("list.none")}>
          <Flex wrap gap="small" justify="center">
            {SHEET_KINDS.map((kind) => (
              <Link key={kind} to={`/import/${kind}`}>
                <Button>{t("start.title", { kind: wordOf("SheetKind", kind).toLowerCase() })}</Button>
              </Link>
            ))}
          </Flex>
        </Empty>
      }
    />
  );
}
