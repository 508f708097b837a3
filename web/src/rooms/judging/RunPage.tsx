import { Alert, Button, Flex, Table, Typography } from "antd";
import { graphql, useFragment, useLazyLoadQuery } from "react-relay";
import { Link, useParams } from "react-router";
import type { RunPage_run$data, RunPage_run$key } from "../../__generated__/RunPage_run.graphql";
import type { RunPageQuery } from "../../__generated__/RunPageQuery.graphql";
import { aimText } from "../../ui/fits";
import { sentenceOf, useWords } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { hasEnded, RunProgress } from "../../ui/RunProgress";
import { outcomeOf, outcomeText } from "../../ui/outcomes";
import { ScenarioSettings } from "./ScenarioSettings";
import { scenarioName } from "../../ui/ruling/scenarios";
import { Shortage } from "./Shortage";
import type { Stated } from "./settings";
import "./studio.css";

const query = graphql`
  query RunPageQuery($id: ID!, $round: ID!) {
    solveRun(id: $id) {
      id
      ...RunProgress_run
      ...RunPage_run
    }
    round(id: $round) {
      id
      name
      perEntry
      minLoad
      maxLoad
    }
  }
`;

/** One run of the solver: live while it works, its outcome in words, and what to do when there is no plan. */
export function RunPage() {
  const { roundId = "", runId = "" } = useParams();
  const { solveRun, round } = useLazyLoadQuery<RunPageQuery>(
    query,
    { id: runId, round: roundId },
    { fetchPolicy: "store-and-network" },
  );
  const t = useWords("judging");
  const run = useFragment<RunPage_run$key>(
    graphql`
      fragment RunPage_run on SolveRun {
        id
        name
        state
        createdAt
        proof
        totalFit
        totalBound
        claimedBound
        settings
        seed
        stages
        failureCode
        failureParams
        shortage {
          code
          unitsRequired
          unitsAvailable
          missingUnits
          demandCount
          supplyCount
          mendCount
          demands
          supplies
          evenMend
          mends
          isSmallest
          requirements
        }
        plan {
          id
          number
        }
      }
    `,
    solveRun ?? null,
  );
  if (!solveRun || !run || !round) return <NotFound />;
  // The same name while it goes and afterwards: its plan has a page of its own.
  const isRepair = Boolean((run.settings as Stated).repair);
  const name = scenarioName(t, { name: run.name, createdAt: run.createdAt, isRepair });
  const above = [
    { to: `/rounds/${roundId}`, label: round.name },
    { to: `/rounds/${roundId}/studio`, label: t("studio.title") },
  ];
  const back = (
    <Link to={`/rounds/${roundId}/studio`}>
      <Button>{t("run.toStudio")}</Button>
    </Link>
  );
  return (
    <Page title={name} above={above} actions={back}>
      <Flex vertical gap="middle">
        <RunProgress run={solveRun} />
        {hasEnded(run.state) && <Outcome run={run} roundId={roundId} />}
        <Stages stages={(run.stages ?? []) as readonly Stage[]} />
        {run.shortage && (
          <Shortage
            roundId={roundId}
            runId={run.id}
            round={round}
            settings={run.settings as Stated}
            shortage={run.shortage}
          />
        )}
        <ScenarioSettings settings={run.settings as Stated} round={round} />
      </Flex>
    </Page>
  );
}

function Outcome({ run, roundId }: { readonly run: RunPage_run$data; readonly roundId: string }) {
  const t = useWords("judging");
  const ended = { ...run, hasPlan: Boolean(run.plan) };
  if (run.state === "INFEASIBLE") return null;
  const kind = outcomeOf(ended);
  const failure = run.failureCode
    ? sentenceOf(
        run.failureCode,
        Object.entries((run.failureParams ?? {}) as Stated).map(([key, value]) => ({
          name: key,
          value: String(value),
        })),
      )
    : null;
  return (
    <Alert
      type={kind === "proven" || kind === "claimed" ? "success" : kind === "within" ? "info" : "warning"}
      showIcon
      title={outcomeText(t, ended)}
      description={failure ?? t(`outcome.text.${kind}`)}
      action={
        run.plan && (
          <Link to={`/rounds/${roundId}/plans/${run.plan.id}`}>
            <Button type="primary">{t("scenario.openPlan")}</Button>
          </Link>
        )
      }
    />
  );
}

interface Stage {
  readonly name: string;
  readonly status: string;
  readonly value: number;
  readonly bound: number | null;
  readonly scale: number | null;
}

/** Each aim in its order: what was reached, and what is certain. */
function Stages({ stages }: { readonly stages: readonly Stage[] }) {
  const t = useWords("judging");
  if (stages.length === 0) return null;
  const amount = (value: number | null | undefined, { scale }: Stage) =>
    value === null || value === undefined ? "—" : aimText(value / (scale ?? 1));
  return (
    <section>
      <Typography.Title level={2} className="card-title">
        {t("aims.reached")}
      </Typography.Title>
      <Table<Stage>
        size="small"
        rowKey="name"
        pagination={false}
        dataSource={[...stages]}
        columns={[
          {
            title: t("aims.one"),
            render: (_, { name }) => t(`aim.short.${name.toUpperCase()}`, { defaultValue: name }),
          },
          { title: t("run.value"), render: (_, stage) => amount(stage.value, stage) },
          { title: t("run.bound"), render: (_, stage) => amount(stage.bound, stage) },
          { title: t("aims.state"), render: (_, { status }) => t(`SolveState.${status}`, { defaultValue: status }) },
        ]}
      />
    </section>
  );
}
