import { Button, Card, Checkbox, Flex, Tag, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { Link } from "react-router";
import type { PoolRuns_query$data, PoolRuns_query$key } from "../../__generated__/PoolRuns_query.graphql";
import { timeText } from "../../i18n/times";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { Figure } from "../../ui/Figure";
import { fitText } from "../../ui/fits";
import { outcomeOf, outcomeText } from "../../ui/outcomes";
import { hasEnded } from "../../ui/RunProgress";
import type { Stated } from "../../ui/ruling/stated";
import { ENDING_COLORS, scenarioName } from "../../ui/ruling/scenarios";
import { settingsLine } from "./sentences";

interface Props {
  readonly query: PoolRuns_query$key;
  /** Takes the settings of a run into the form. */
  readonly use: (settings: Stated) => void;
}

type Run = PoolRuns_query$data["solveRuns"]["nodes"][number];

/** The runs of a pool, the newest first; two of their plans can be compared. */
export function PoolRuns({ query: key, use }: Props) {
  const data = useFragment(
    graphql`
      fragment PoolRuns_query on Query {
        solveRuns(first: 30, filter: { kind: "matching", organization: $organizationId }) {
          nodes {
            id
            name
            state
            proof
            createdAt
            seed
            settings
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
            }
          }
        }
      }
    `,
    key,
  );
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const t = useWords("matching");
  const runs = data.solveRuns.nodes;
  const canCompare = runs.filter(({ poolPlan }) => poolPlan).length > 1;
  // The earlier plan comes first, however they were chosen: the newest run heads the list.
  const [first, other] = runs
    .flatMap(({ poolPlan }) => (poolPlan && chosen.includes(poolPlan.id) ? [poolPlan.id] : []))
    .toReversed();
  const choose = (planId: string, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, planId].slice(-2) : chosen.filter((each) => each !== planId));
  return (
    <Card title={<h2 className="card-title">{t("pool.plans")}</h2>}>
      {runs.length === 0 && <Empty text={t("pool.noPlans")} />}
      {canCompare && (
        <div className="pool-hint">
          {first && other ? (
            <Link to={`/pool/compare?first=${encodeURIComponent(first)}&other=${encodeURIComponent(other)}`}>
              <Button type="primary">{t("compare.go")}</Button>
            </Link>
          ) : (
            <Typography.Text type="secondary">{t("compare.hint")}</Typography.Text>
          )}
        </div>
      )}
      <ul className="list-cards">
        {runs.map((run) => (
          <Scenario
            key={run.id}
            run={run}
            use={use}
            isChosen={chosen.includes(run.poolPlan?.id ?? "")}
            choose={canCompare ? choose : null}
          />
        ))}
      </ul>
    </Card>
  );
}

interface ScenarioProps {
  readonly run: Run;
  readonly use: (settings: Stated) => void;
  readonly isChosen: boolean;
  readonly choose: ((planId: string, isChosen: boolean) => void) | null;
}

function Scenario({ run, use, isChosen, choose }: ScenarioProps) {
  const t = useWords("matching");
  const plan = run.poolPlan;
  const settings = run.settings as Stated;
  const name = scenarioName(t, {
    name: run.name,
    number: plan?.number,
    createdAt: run.createdAt,
    isRepair: Boolean(settings.repair),
  });
  const to = plan ? `/pool/plans/${plan.id}` : `/pool/runs/${run.id}`;
  const ended = { ...run, hasPlan: Boolean(plan) };
  return (
    <li>
      <Card size="small" className={isChosen ? "scenario chosen" : "scenario"}>
        <Flex wrap gap="small" justify="space-between" align="center">
          <Flex wrap gap="small" align="center">
            {choose && plan && (
              <Checkbox
                checked={isChosen}
                aria-label={t("compare.choose", { name })}
                onChange={({ target }) => choose(plan.id, target.checked)}
              />
            )}
            <Link to={to}>
              <strong>{name}</strong>
            </Link>
            {plan && plan.state !== "DRAFT" && (
              <Tag color={plan.state === "PUBLISHED" ? "green" : undefined}>{wordOf("PoolPlanState", plan.state)}</Tag>
            )}
            {outcomeOf(ended) === "state" && (
              <Tag color={ENDING_COLORS[run.state]}>{wordOf("SolveState", run.state)}</Tag>
            )}
          </Flex>
          <Typography.Text type="secondary">{timeText(run.createdAt)}</Typography.Text>
        </Flex>
        {hasEnded(run.state) && outcomeOf(ended) !== "state" && <div>{outcomeText(t, ended)}</div>}
        <Typography.Text type="secondary">{settingsLine(t, settings)}</Typography.Text>
        {plan && (
          <Flex wrap gap="large" className="pool-figures">
            <Figure label={t("totalFit")} value={fitText(plan.totalFit)} />
            <Figure label={t("plan.recommendations")} value={numberText(plan.recommendationCount)} />
            <Figure label={t("plan.missing")} value={numberText(plan.missingCount)} />
          </Flex>
        )}
        <Flex wrap gap="small" className="pool-figures">
          <Link to={to}>
            <Button size="small" type={plan ? "primary" : "default"}>
              {t(plan ? "pool.openPlan" : "pool.openRun")}
            </Button>
          </Link>
          <Button size="small" onClick={() => use({ ...settings, seed: run.seed, name: run.name })}>
            {t("pool.use")}
          </Button>
        </Flex>
      </Card>
    </li>
  );
}
