import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { ListPage } from "../../ui/ListPage";
import { COMPETITION_KINDS, optionsOf } from "../../ui/kinds";
import { useWorkplaces } from "../../ui/viewer";
import type { CompetitionsPageQuery } from "../../__generated__/CompetitionsPageQuery.graphql";

type Row = CompetitionsPageQuery["response"]["competitions"]["nodes"][number];

/** All competitions the person may see. */
export function CompetitionsPage() {
  const t = useWords("competitions");
  const canCreate = useWorkplaces("ORGANIZER").length > 0;
  const create = canCreate && (
    <Link to="/competitions/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t("competition.create")}
      </Button>
    </Link>
  );
  return (
    <ListPage<CompetitionsPageQuery, Row>
      name="competitions"
      title={t("competition.list")}
      actions={create}
      query={graphql`
        query CompetitionsPageQuery(
          $first: Int
          $after: String
          $last: Int
          $before: String
          $filter: CompetitionFilter
          $orderBy: CompetitionOrder
        ) {
          competitions(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
            nodes {
              id
              name
              kind
              editionYear
              organization {
                id
                name
              }
              entries {
                totalCount
              }
              judges {
                totalCount
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
      connection={(data) => data.competitions}
      address={(row) => `/competitions/${row.id}`}
      defaultOrder="CREATED_DESC"
      filters={[
        { name: "name", label: t("competition.name"), kind: "text" },
        {
          name: "kind",
          label: t("competition.kind"),
          kind: "choice",
          isList: true,
          options: optionsOf("CompetitionKind", COMPETITION_KINDS),
        },
      ]}
      columns={[
        { key: "name", title: t("competition.name"), order: "NAME", render: (row) => row.name },
        { key: "kind", title: t("competition.kind"), render: (row) => wordOf("CompetitionKind", row.kind) },
        { key: "year", title: t("competition.year"), render: (row) => row.editionYear },
        { key: "organizer", title: t("competition.organizer"), render: (row) => row.organization?.name },
        { key: "entries", title: t("entry.list"), align: "right", render: (row) => numberText(row.entries.totalCount) },
        { key: "judges", title: t("judge.list"), align: "right", render: (row) => numberText(row.judges.totalCount) },
      ]}
      empty={canCreate ? create : t("competition.none")}
    />
  );
}
