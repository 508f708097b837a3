import { PlusOutlined, UploadOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { dayText } from "../../i18n/times";
import { useWords, wanText, wordOf } from "../../i18n/useWords";
import { ExportButton } from "../../ui/ExportButton";
import { GREEN_FIELDS, NEED_CATEGORIES, NEED_STATES, optionsOf } from "../../ui/kinds";
import { ListPage } from "../../ui/ListPage";
import { useWorkplaces } from "../../ui/viewer";
import type { NeedsPageQuery } from "../../__generated__/NeedsPageQuery.graphql";
import { STATE_COLORS } from "./states";

type Row = NeedsPageQuery["response"]["needs"]["nodes"][number];
const EXPORTED = [
  "title",
  "organization.name",
  "category",
  "state",
  "problem",
  "greenFields",
  "technicalFields",
  "trl",
  "budgetWan",
  "deadlineOn",
  "region",
];

/** Technology needs: all that the person may see, or those of their own organizations. */
export function NeedsPage() {
  const t = useWords("catalog");
  const own = useWorkplaces()[0];
  const post = own && (
    <Link to="/needs/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t("need.post")}
      </Button>
    </Link>
  );
  return (
    <ListPage<NeedsPageQuery, Row>
      name="needs"
      title={t("need.list")}
      actions={
        post && (
          <>
            <Link to={`/import/NEEDS?target=${own.id}`}>
              <Button icon={<UploadOutlined />}>{t("need.import")}</Button>
            </Link>
            {post}
          </>
        )
      }
      query={graphql`
        query NeedsPageQuery(
          $first: Int
          $after: String
          $last: Int
          $before: String
          $filter: NeedFilter
          $orderBy: NeedOrder
        ) {
          needs(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
            nodes {
              id
              title
              category
              state
              budgetWan
              deadlineOn
              organization {
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
      connection={(data) => data.needs}
      address={(row) => `/needs/${row.id}`}
      filters={[
        { name: "text", label: t("need.search"), kind: "text" },
        {
          name: "state",
          label: t("state"),
          kind: "choice",
          isList: true,
          options: optionsOf("NeedState", NEED_STATES),
        },
        {
          name: "category",
          label: t("need.category"),
          kind: "choice",
          isList: true,
          options: optionsOf("NeedCategory", NEED_CATEGORIES),
        },
        { name: "greenField", label: t("greenFields"), kind: "choice", options: optionsOf("GreenField", GREEN_FIELDS) },
        { name: "isMine", label: t("isMine"), kind: "flag" },
      ]}
      tools={(variables) => <ExportButton list="needs" columns={EXPORTED} variables={variables} />}
      columns={[
        { key: "title", title: t("need.title"), render: (row) => row.title },
        { key: "organization", title: t("organization"), render: (row) => row.organization?.name },
        { key: "category", title: t("need.category"), render: (row) => wordOf("NeedCategory", row.category) },
        {
          key: "state",
          title: t("state"),
          render: (row) => <Tag color={STATE_COLORS[row.state]}>{wordOf("NeedState", row.state)}</Tag>,
        },
        { key: "budget", title: t("need.budgetShort"), align: "right", render: (row) => wanText(row.budgetWan) },
        { key: "deadline", title: t("need.deadline"), render: (row) => dayText(row.deadlineOn) },
      ]}
      empty={post || t("need.none")}
    />
  );
}
