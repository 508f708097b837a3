import { Button, Card, Flex, Tag, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import { Link } from "react-router";
import type { PoolRuns_query$key } from "../../__generated__/PoolRuns_query.graphql";
import { timeText } from "../../i18n/times";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { Figure } from "../../ui/Figure";
import { fitText } from "../../ui/fits";
import { outcomeOf, outcomeText } from "../../ui/outcomes";
import { hasEnded } from "../../ui/RunProgress";

const COLORS: Readonly<Record<string, string>> = { PROVEN: "green", INFEASIBLE: "red", FAILED: "red", STOPPED: "gold" };

interface Props {
  readonly query: PoolRuns_query$key;
  readonly organizationId: string;
}

/** The runs of a pool, the newest first. */
export function PoolRuns({ query: key, organizationId }: Props) {
  const data = useFragment(
    graphql`
      fragment PoolRuns_query on Query {
        solveRuns(first: 30, filter: { kind: "matching" }) {
          nodes {
            id
            name
            state
            proof
            createdAt
            totalFit
            totalBound
            claimedBound
            poolPlan {
              id
              number
              state
              totalFit
              recommendationCount
              missingCount
              organization {
                id
              }
            }
          }
        }
      }
    `,
    key,
  );
  const t = useWords("matching");
  // Somebody may run several pools; a run without a plan names none.
  const runs = data.solveRuns.nodes.filter(({ poolPlan }) => !poolPlan || poolPlan.organization?.id === organizationId);
  return (
    <Card title={<h2 className="card-title">{t("pool.plans")}</h2>}>
      {runs.length === 0 && <Empty text={t("pool.noPlans")} />}
      <ul className="list-cards">
        {runs.map((run) => {
          const plan = run.poolPlan;
          const to = plan ? `/pool/plans/${plan.id}` : `/pool/runs/${run.id}`;
          const ended = { ...run, hasPlan: Boolean(plan) };
          return (
            <li key={run.id}>
              <Card size="small">
                <Flex wrap gap="small" justify="space-between" align="center">
                  <Flex gap="small" align="center">
                    <Link to={to}>
                      <strong>
                        {run.name || (plan ? t("pool.numbered", { number: plan.number }) : t("pool.unnamed"))}
                      </strong>
                    </Link>
                    {plan && plan.state !== "DRAFT" && (
                      <Tag color={plan.state === "PUBLISHED" ? "green" : undefined}>
                        {wordOf("PoolPlanState", plan.state)}
                      </Tag>
                    )}
                    {outcomeOf(ended) === "state" && (
                      <Tag color={COLORS[run.state]}>{wordOf("SolveState", run.state)}</Tag>
                    )}
                  </Flex>
                  <Typography.Text type="secondary">{timeText(run.createdAt)}</Typography.Text>
                </Flex>
                {hasEnded(run.state) && outcomeOf(ended) !== "state" && <div>{outcomeText(t, ended)}</div>}
                {plan && (
                  <Flex wrap gap="large" className="pool-figures">
                    <Figure label={t("totalFit")} value={fitText(plan.totalFit)} />
                    <Figure label={t("plan.recommendations")} value={numberText(plan.recommendationCount)} />
                    <Figure label={t("plan.missing")} value={numberText(plan.missingCount)} />
                  </Flex>
                )}
                <Link to={to}>
                  <Button size="small" type={plan ? "primary" : "default"}>
                    {t(plan ? "pool.openPlan" : "pool.openRun")}
                  </Button>
                </Link>
              </Card>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
