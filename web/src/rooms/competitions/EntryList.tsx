import { PlusOutlined, UploadOutlined } from "@ant-design/icons";
import { Button, Flex } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { useWords } from "../../i18n/useWords";
import { ExportButton } from "../../ui/ExportButton";
import { RecordList } from "../../ui/ListPage";
import type { EntryListQuery } from "../../__generated__/EntryListQuery.graphql";

type Row = NonNullable<EntryListQuery["response"]["competition"]>["entries"]["nodes"][number];
const EXPORTED = [
  "code",
  "title",
  "track",
  "fields",
  "region",
  "identity.organizationName",
  "summary",
  "scoringProgress.submittedCount",
  "scoringProgress.taskCount",
];

interface Props {
  readonly competitionId: string;
  readonly canEdit: boolean;
}

/** The entries of a competition. */
export function EntryList({ competitionId, canEdit }: Props) {
  const t = useWords("competitions");
  const tools = canEdit && (
    <Flex gap="small" wrap>
      <Link to={`/import/ENTRIES?target=${competitionId}`}>
        <Button icon={<UploadOutlined />}>{t("entry.import")}</Button>
      </Link>
      <Link to={`/competitions/${competitionId}/entries/new`}>
        <Button icon={<PlusOutlined />}>{t("entry.create")}</Button>
      </Link>
    </Flex>
  );
  return (
    <RecordList<EntryListQuery, Row>
      name="entries"
      variables={{ competitionId }}
      query={graphql`
        query EntryListQuery(
          $competitionId: ID!
          $first: Int
          $after: String
          $last: Int
          $before: String
          $filter: EntryFilter
          $orderBy: EntryOrder
        ) {
          competition(id: $competitionId) {
            entries(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
              nodes {
                id
                code
                title
                track
                region
                identity {
                  id
                  organizationName
                }
                scoringProgress {
                  taskCount
                  submittedCount
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
        }
      `}
      connection={(data) => data.competition?.entries}
      address={(row) => `/entries/${row.id}`}
      defaultOrder="CODE_ASC"
      filters={[
        { name: "title", label: t("entry.title"), kind: "text" },
        { name: "track", label: t("entry.track"), kind: "text" },
      ]}
      columns={[
        { key: "title", title: t("entry.title"), order: "TITLE", render: (row) => row.title || row.code },
        { key: "code", title: t("code"), order: "CODE", render: (row) => row.code },
        { key: "organization", title: t("entry.organization"), render: (row) => row.identity?.organizationName },
        { key: "track", title: t("entry.track"), render: (row) => row.track },
        { key: "region", title: t("region"), render: (row) => row.region, wideOnly: true },
        {
          key: "progress",
          title: t("round.progress"),
          align: "right",
          render: ({ scoringProgress: { submittedCount, taskCount } }) =>
            taskCount ? `${submittedCount} / ${taskCount}` : "",
        },
      ]}
      tools={(variables) => (
        <Flex gap="small" wrap>
          <ExportButton list="entries" of={competitionId} columns={EXPORTED} variables={variables} />
          {tools}
        </Flex>
      )}
      empty={tools || t("entry.none")}
    />
  );
}
