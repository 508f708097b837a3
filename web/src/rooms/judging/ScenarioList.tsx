import { Button, Card, Checkbox, Flex, Tag, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { Link } from "react-router";
import type { ScenarioList_round$data, ScenarioList_round$key } from "../../__generated__/ScenarioList_round.graphql";
import { timeText } from "../../i18n/times";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Figure } from "../../ui/Figure";
import { hasEnded } from "../../ui/RunProgress";
import { outcomeOf, outcomeText } from "../../ui/outcomes";
import { ENDING_COLORS, scenarioName } from "../../ui/ruling/scenarios";
import { settingsLine } from "./sentences";
import type { Stated } from "./settings";

type Run = ScenarioList_round$data["solveRuns"]["nodes"][number];

interface Props {
  readonly round: ScenarioList_round$key;
  /** Takes the settings of a run into the form. */
  readonly use: (settings: Stated) => void;
}

/** The runs of a round with their key figures; two of them can be compared. */
export function ScenarioList({ round: key, use }: Props) {
  const round = useFragment(
    graphql`
      fragment ScenarioList_round on Round {
        id
        perEntry
        maxLoad
        solveRuns(first: 50) {
          nodes {
            id
            name
            state
            proof
            createdAt
            seconds
            seed
            settings
            totalFit
            totalBound
            claimedBound
            plan {
              id
              number
              state
              totalFit
              missingCount
              editCount
            }
          }
        }
      }
    `,
    key,
  );
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const t = useWords("judging");
  const compare = (planId: string, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, planId].slice(-2) : chosen.filter((each) => each !== planId));
  const [first, other] = chosen;
  const hint =
    first && other ? (
      <Link to={`/rounds/${round.id}/compare?first=${encodeURIComponent(first)}&other=${encodeURIComponent(other)}`}>
        <Button type="primary">{t("scenario.compare")}</Button>
      </Link>
    ) : (
      <Typography.Text type="secondary">{t("scenario.compareText")}</Typography.Text>
    );
  const planCount = round.solveRuns.nodes.filter(({ plan }) => plan).length;
  return (
    <Card title={<h2 className="card-title">{t("scenario.title")}</h2>}>
      {planCount > 1 && <div className="scenario-hint">{hint}</div>}
      <ul className="list-cards">
        {round.solveRuns.nodes.map((run) => (
          <Scenario
            key={run.id}
            run={run}
            round={round}
            use={use}
            isChosen={chosen.includes(run.plan?.id ?? "")}
            compare={planCount > 1 ? compare : null}
          />
        ))}
      </ul>
    </Card>
  );
}

interface ScenarioProps {
  readonly run: Run;
  readonly round: { readonly id: string; readonly perEntry: number; readonly maxLoad: number };
  readonly use: (settings: Stated) => void;
  readonly isChosen: boolean;
  readonly compare: ((planId: string, isChosen: boolean) => void) | null;
}

function Scenario({ run, round, use, isChosen, compare }: ScenarioProps) {
  const t = useWords("judging");
  const { plan } = run;
  const name = scenarioName(t, {
    name: run.name,
    number: plan?.number,
    createdAt: run.createdAt,
    isRepair: Boolean((run.settings as Stated).repair),
  });
  const to = plan ? `/rounds/${round.id}/plans/${plan.id}` : `/rounds/${round.id}/runs/${run.id}`;
  const isEnded = hasEnded(run.state);
  const outcome = outcomeText(t, { ...run, hasPlan: Boolean(plan) });
  const isWide = outcomeOf({ ...run, hasPlan: Boolean(plan) }) !== "state";
  return (
    <li>
      <Card size="small" className={isChosen ? "scenario chosen" : "scenario"}>
        <Flex wrap gap="small" align="center" justify="space-between">
          <Flex wrap gap="small" align="center">
            {compare && plan && (
              <Checkbox
                checked={isChosen}
                aria-label={t("scenario.choose", { name })}
                onChange={(event) => compare(plan.id, event.target.checked)}
              />
            )}
            <Link to={to} className="scenario-name">
              {name}
            </Link>
            {plan && plan.state !== "DRAFT" && (
              <Tag color={plan.state === "PUBLISHED" ? "green" : undefined}>{wordOf("PlanState", plan.state)}</Tag>
            )}
            {!isWide && <Tag color={ENDING_COLORS[run.state]}>{wordOf("SolveState", run.state)}</Tag>}
          </Flex>
          <Typography.Text type="secondary">{timeText(run.createdAt)}</Typography.Text>
        </Flex>
        {isWide && isEnded && <div>{plan?.editCount ? t("plan.editedText", { count: plan.editCount }) : outcome}</div>}
        <Typography.Text type="secondary">{settingsLine(t, run.settings as Stated, round)}</Typography.Text>
        {plan && (
          <Flex wrap gap="large" className="scenario-figures">
            <Figure label={t("totalFit")} value={numberText(plan.totalFit)} />
            <Figure label={t("plan.missing")} value={numberText(plan.missingCount)} />
            <Figure label={t("plan.edits")} value={numberText(plan.editCount)} />
          </Flex>
        )}
        <Flex wrap gap="small" className="scenario-buttons">
          <Link to={to}>
            <Button size="small" type={plan ? "primary" : "default"}>
              {t(plan ? "scenario.openPlan" : isEnded ? "scenario.openRun" : "scenario.watch")}
            </Button>
          </Link>
          <Button size="small" onClick={() => use({ ...(run.settings as Stated), seed: run.seed, name: run.name })}>
            {t("scenario.use")}
          </Button>
        </Flex>
      </Card>
    </li>
  );
}
