import { Alert, Button, Drawer, Flex, Tag, Typography } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery, usePaginationFragment } from "react-relay";
import { Link } from "react-router";
import type {
  Recommendations_plan$data,
  Recommendations_plan$key,
} from "../../__generated__/Recommendations_plan.graphql";
import type { RecommendationsMoreQuery } from "../../__generated__/RecommendationsMoreQuery.graphql";
import type { RecommendationsWhyQuery } from "../../__generated__/RecommendationsWhyQuery.graphql";
import { useWords, wordOf } from "../../i18n/useWords";
import { Bars } from "../../ui/Bars";
import { fitText } from "../../ui/fits";
import { Frame } from "../../ui/Frame";

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
              components
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
            <Why planId={data.id} needId={open.need.id} packageId={open.technologyPackage.id} row={open} />
          </Frame>
        )}
      </Drawer>
    </>
  );
}

/** Parameters that are titles, never amounts. */
const NAMES = new Set(["supply", "demand", "busy_with", "served_by", "reason", "rule", "aim"]);

interface WhyProps {
  readonly planId: string;
  readonly needId: string;
  readonly packageId: string;
  readonly row: Row;
}

function Why({ planId, needId, packageId, row }: WhyProps) {
  const { explainRecommendation: found } = useLazyLoadQuery<RecommendationsWhyQuery>(
    graphql`
      query RecommendationsWhyQuery($plan: ID!, $package: ID!, $need: ID!) {
        explainRecommendation(poolPlanId: $plan, technologyPackageId: $package, needId: $need) {
          fit
          components
          reasons {
            code
            params
          }
        }
      }
    `,
    { plan: planId, package: packageId, need: needId },
  );
  const t = useWords("matching");
  if (!found) return null;
  const sentence = ({ code, params }: { readonly code: string; readonly params: unknown }) => {
    const told = Object.entries((params ?? {}) as Record<string, unknown>).map(([name, value]) => {
      const texts = (Array.isArray(value) ? value : [value]).map((each) =>
        typeof each === "number" || (!NAMES.has(name) && !Number.isNaN(Number(each)))
          ? fitText(Number(each), name === "rank" || name === "limit" ? 0 : 3)
          : String(each),
      );
      return [name, texts.join(t("listed"))] as const;
    });
    return t([`why.${code}`, "why.other"], { code, ...Object.fromEntries(told) });
  };
  const [answer, ...details] = found.reasons;
  return (
    <Flex vertical gap="middle">
      <div>
        <Typography.Text type="secondary">{t("plan.need")}</Typography.Text>
        <div>{row.need?.title}</div>
        <Typography.Text type="secondary">{t("plan.package")}</Typography.Text>
        <div>{row.technologyPackage?.title}</div>
      </div>
      {answer && <Alert type="info" title={sentence(answer)} />}
      {details.length > 0 && (
        <ul>
          {details.map((reason, at) => (
            <li key={at}>{sentence(reason)}</li>
          ))}
        </ul>
      )}
      <section>
        <Typography.Text strong>{t("why.madeOf", { fit: fitText(found.fit, 3) })}</Typography.Text>
        <Bars
          bars={Object.entries((found.components ?? {}) as Record<string, number>).map(([name, share]) => ({
            label: wordOf("FitComponent", name),
            share,
          }))}
        />
      </section>
    </Flex>
  );
}
