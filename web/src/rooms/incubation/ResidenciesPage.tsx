import { graphql } from "react-relay";
import type { ResidenciesPageQuery } from "../../__generated__/ResidenciesPageQuery.graphql";
import { useWords } from "../../i18n/useWords";
import { ExportButton } from "../../ui/ExportButton";
import { ListPage } from "../../ui/ListPage";
import { DecideResidency } from "./DecideResidency";
import { EXPORTED, residencyColumns, residencyFilters, type ResidencyRow } from "./residencies";

/** All stays the person may see: of their incubators, and of their own startup. */
export function ResidenciesPage() {
  const t = useWords("incubation");
  return (
    <ListPage<ResidenciesPageQuery, ResidencyRow>
      name="all-residencies"
      title={t("residency.list")}
      query={graphql`
        query ResidenciesPageQuery(
          $first: Int
          $after: String
          $last: Int
          $before: String
          $filter: ResidencyFilter
          $orderBy: ResidencyOrder
        ) {
          residencies(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
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
      `}
      connection={(data) => data.residencies}
      address={({ startup }) => (startup ? `/startups/${startup.id}` : "")}
      defaultOrder="MONTHS_USED_DESC"
      filters={residencyFilters(t)}
      columns={[
        ...residencyColumns(t),
        { key: "host", title: t("residency.host"), render: ({ host }) => host?.name },
        { key: "doing", title: "", render: (stay) => (stay.viewerCanDecide ? <DecideResidency stay={stay} /> : "") },
      ]}
      tools={(variables) => <ExportButton list="residencies" columns={EXPORTED} variables={variables} />}
      empty={t("residency.none")}
    />
  );
}
