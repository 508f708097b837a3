import { Button, Drawer, Flex, Tag } from "antd";
import { useState } from "react";
import { graphql, usePaginationFragment } from "react-relay";
import { Link } from "react-router";
import type {
  Recommendations_plan$data,
  Recommendations_plan$key,
} from "../../__generated__/Recommendations_plan.graphql";
import type { RecommendationsMoreQuery } from "../../__generated__/RecommendationsMoreQuery.graphql";
import { useWords, wordOf } from "../../i18n/useWords";
import { fitText } from "../../ui/fits";
import { Frame } from "../../ui/Frame";
import { PoolWhy } from "./PoolWhy";

type Row = Recommendations_plan$data["recommendations"]["edges"][number]["node"];

/** What the plan recommends, need by need; each says why. */
export function Recommendations({ plan: key }: { readonly plan: Recommendations_plan$key }) {
  const { data, hasNext, loadNext, isLoadingNext } = usePaginationFragment<
    RecommendationsMoreQuery,
    Recommendations_plan$key
  >(
    graphql`
      fragment Recommendations_plan on PoolPlan
      @refetchable(queryName: "RecommendationsMoreQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 30 }, cursor: { type: "String" }) {
        id
        recommendations(first: $count, after: $cursor, orderBy: NEED_ASC)
          @connection(key: "Recommendations_recommendations") {
          edges {
            node {
              id
              fit
              state
              need {
                id
                code
                title
              }
              technologyPackage {
                id
                code
                title
              }
            }
          }
        }
      }
    `,
    key,
  );
  const [open, setOpen] = useState<Row | null>(null);
  const t = useWords("matching");
  return (
    <>
      <ul className="recommendations">
        {data.recommendations.edges.map(({ node }) => (
          <li key={node.id}>
            <span>{node.need ? <Link to={`/needs/${node.need.id}`}>{node.need.title}</Link> : t("unmet.hidden")}</span>
            <span>
              {node.technologyPackage ? (
                <Link to={`/packages/${node.technologyPackage.id}`}>{node.technologyPackage.title}</Link>
              ) : (
                t("unmet.hidden")
              )}
            </span>
            <Flex gap="small" align="center">
              <strong>{fitText(node.fit)}</strong>
              {node.state !== "PROPOSED" && <Tag>{wordOf("RecommendationState", node.state)}</Tag>}
              <Button size="small" onClick={() => setOpen(node)}>
                {t("why.button")}
              </Button>
            </Flex>
          </li>
        ))}
      </ul>
      {hasNext && (
        <Button loading={isLoadingNext} onClick={() => loadNext(60)}>
          {t("more")}
        </Button>
      )}
      <Drawer open={open !== null} title={t("why.title")} size={440} onClose={() => setOpen(null)}>
        {open?.need && open.technologyPackage && (
          <Frame>
            <PoolWhy planId={data.id} need={open.need} technologyPackage={open.technologyPackage} />
          </Frame>
        )}
      </Drawer>
    </>
  );
}
