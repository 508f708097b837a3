import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { useWords } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { ListPage } from "../../ui/ListPage";
import { useWorkplaces } from "../../ui/viewer";
import type { RestrictionsPageQuery } from "../../__generated__/RestrictionsPageQuery.graphql";
import { PeriodText } from "./PeriodText";
import { RestrictionTag } from "./RestrictionTag";

const query = graphql`
  query RestrictionsPageQuery(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: RestrictionFilter
    $orderBy: RestrictionOrder
  ) {
    restrictions(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        uscc
        industry
        reason
        startsOn
        endsOn
        liftedAt
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
`;

type Row = RestrictionsPageQuery["response"]["restrictions"]["nodes"][number];

/** The restricted list of a zone's administration. */
export function RestrictionsPage() {
  const t = useWords("organizations");
  const create = useWorkplaces("ZONE_ADMIN").length > 0 && (
    <Link to="/restrictions/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t("restriction.create")}
      </Button>
    </Link>
  );
  return (
    <ListPage<RestrictionsPageQuery, Row>
      name="restrictions"
      title={t("restriction.list")}
      about={t("restriction.about")}
      actions={create}
      query={query}
      connection={(data) => data.restrictions}
      defaultOrder="CREATED_DESC"
      address={({ id }) => `/restrictions/${id}`}
      filters={[
        { name: "name", label: t("restriction.find"), kind: "text" },
        {
          name: "isLifted",
          label: t("restriction.state"),
          kind: "choice",
          options: [
            { value: "false", label: t("restriction.notLifted") },
            { value: "true", label: t("restriction.states.lifted") },
          ],
        },
        { name: "hasOpenAppeal", label: t("appeal.open"), kind: "flag" },
      ]}
      columns={[
        {
          key: "subject",
          title: t("restriction.subject"),
          render: ({ name, uscc, industry }) => name ?? uscc ?? t("restriction.wholeIndustry", { industry }),
        },
        { key: "uscc", title: t("organization.uscc"), render: ({ uscc }) => uscc, wideOnly: true },
        { key: "reason", title: t("restriction.reason"), render: ({ reason }) => reason },
        { key: "period", title: t("restriction.period"), render: (row) => <PeriodText {...row} /> },
        { key: "state", title: t("restriction.state"), render: (row) => <RestrictionTag {...row} /> },
      ]}
      empty={<Empty text={t("restriction.none")}>{create}</Empty>}
    />
  );
}
