import { Tag } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { optionsOf, RECOMMENDATION_STATES } from "../../ui/kinds";
import { ListPage } from "../../ui/ListPage";
import type { RecommendationsPageQuery } from "../../__generated__/RecommendationsPageQuery.graphql";
import { Decide } from "./Decide";
import { STATE_COLORS } from "./states";

type Row = RecommendationsPageQuery["response"]["recommendations"]["nodes"][number];

/** What pools recommend to the needs, or of the packages, of the person's organizations. */
export function RecommendationsPage() {
  const t = useWords("catalog");
  return (
    <ListPage<RecommendationsPageQuery, Row>
      name="recommendations"
      title={t("recommendation.list")}
      query={graphql`
        query RecommendationsPageQuery(
          $first: Int
          $after: String
          $last: Int
          $before: String
          $filter: RecommendationFilter
          $orderBy: RecommendationOrder
        ) {
          recommendations(
            first: $first
            after: $after
            last: $last
            before: $before
            filter: $filter
            orderBy: $orderBy
          ) {
            nodes {
              id
              fit
              state
              need {
                id
                title
                organization {
                  id
                  name
                }
              }
              technologyPackage {
                id
                title
                organization {
                  id
                  name
                }
              }
              ...Decide_recommendation
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
      connection={(data) => data.recommendations}
      defaultOrder="NEED_ASC"
      filters={[
        {
          name: "state",
          label: t("state"),
          kind: "choice",
          isList: true,
          options: optionsOf("RecommendationState", RECOMMENDATION_STATES),
        },
        { name: "isPublished", label: t("recommendation.isPublished"), kind: "flag" },
        { name: "isForMyNeeds", label: t("recommendation.isForMyNeeds"), kind: "flag" },
        { name: "isOfMyPackages", label: t("recommendation.isOfMyPackages"), kind: "flag" },
      ]}
      columns={[
        {
          key: "need",
          title: t("recommendation.need"),
          order: "NEED",
          render: ({ need }) =>
            need ? <Link to={`/needs/${need.id}`}>{need.title}</Link> : t("recommendation.hidden"),
        },
        { key: "enterprise", title: t("recommendation.from"), render: ({ need }) => need?.organization?.name },
        {
          key: "package",
          title: t("recommendation.package"),
          render: ({ technologyPackage: offer }) =>
            offer ? <Link to={`/packages/${offer.id}`}>{offer.title}</Link> : t("recommendation.hidden"),
        },
        {
          key: "institute",
          title: t("recommendation.of"),
          render: ({ technologyPackage: offer }) => offer?.organization?.name,
        },
        {
          key: "fit",
          title: t("recommendation.fit"),
          order: "FIT",
          align: "right",
          render: ({ fit }) => numberText(fit),
        },
        {
          key: "state",
          title: t("state"),
          render: (row) => (
            <>
              <Tag color={STATE_COLORS[row.state]}>{wordOf("RecommendationState", row.state)}</Tag>
              <Decide recommendation={row} />
            </>
          ),
        },
      ]}
      empty={<Empty text={t("recommendation.none")} />}
    />
  );
}
