import { PlusOutlined, UploadOutlined } from "@ant-design/icons";
import { Button, Flex } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import type { ResidencyListQuery } from "../../__generated__/ResidencyListQuery.graphql";
import { useWords } from "../../i18n/useWords";
import { ExportButton } from "../../ui/ExportButton";
import { RecordList } from "../../ui/ListPage";
import { EXPORTED, residencyColumns, residencyFilters, type ResidencyRow } from "./residencies";

interface Props {
  readonly incubatorId: string;
  readonly canRegister: boolean;
}

/** The startups of one incubator with their clocks. */
export function ResidencyList({ incubatorId, canRegister }: Props) {
  const t = useWords("incubation");
  const buttons = canRegister && (
    <>
      <Link to={`/import/STARTUPS?target=${incubatorId}`}>
        <Button icon={<UploadOutlined />}>{t("startup.import")}</Button>
      </Link>
      <Link to={`/incubators/${incubatorId}/startups/new`}>
        <Button icon={<PlusOutlined />}>{t("startup.register")}</Button>
      </Link>
    </>
  );
  return (
    <RecordList<ResidencyListQuery, ResidencyRow>
      name="residencies"
      variables={{ incubatorId }}
      query={graphql`
        query ResidencyListQuery(
          $incubatorId: ID!
          $first: Int
          $after: String
          $last: Int
          $before: String
          $filter: ResidencyFilter
          $orderBy: ResidencyOrder
        ) {
          incubator(id: $incubatorId) {
            residencies(
              first: $first
              after: $after
              last: $last
              before: $before
              filter: $filter
              orderBy: $orderBy
            ) {
              nodes {
                ...residencies_row @relay(mask: false)
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
      connection={(data) => data.incubator?.residencies}
      address={({ startup }) => (startup ? `/startups/${startup.id}` : "")}
      defaultOrder="MONTHS_USED_DESC"
      filters={residencyFilters(t)}
      columns={residencyColumns(t)}
      tools={(variables) => (
        <Flex gap="small" wrap>
          <ExportButton list="residencies" of={incubatorId} columns={EXPORTED} variables={variables} />
          {buttons}
        </Flex>
      )}
      empty={
        <Flex gap="small" wrap justify="center">
          {buttons || t("residency.none")}
        </Flex>
      }
    />
  );
}
