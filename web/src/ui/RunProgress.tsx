import { Button, Card, Flex, Typography } from "antd";
import { useEffect, useMemo, useState } from "react";
import { graphql, useFragment, useSubscription } from "react-relay";
import type { GraphQLSubscriptionConfig } from "relay-runtime";
import type { RunProgress_run$key } from "../__generated__/RunProgress_run.graphql";
import type { RunProgressCancelMutation } from "../__generated__/RunProgressCancelMutation.graphql";
import type { RunProgressSubscription } from "../__generated__/RunProgressSubscription.graphql";
import { numberText, useWords, wordOf } from "../i18n/useWords";
import { Chart, useChartLook } from "./Chart";
import { sampled, type Sample } from "./samples";
import { useGesture } from "./useGesture";

const ENDED = new Set(["PROVEN", "STOPPED", "INFEASIBLE", "CANCELED", "FAILED"]);
export const hasEnded = (state: string): boolean => ENDED.has(state);

/** A run while it works: what it does, how good its plan is and how good one could be, live, and the way out. */
export function RunProgress({ run: key }: { readonly run: RunProgress_run$key }) {
  const run = useFragment(
    graphql`
      fragment RunProgress_run on SolveRun {
        id
        state
        phase
        totalFit
        totalBound
        claimedBound
        supplyCount
        demandCount
        pairCount
        limitSeconds
        createdAt
        startedAt
        finishedAt
        cancelRequestedAt
      }
    `,
    key,
  );
  const t = useWords();
  const now = useNow(!hasEnded(run.state));
  const since = run.startedAt ?? run.createdAt;
  const seconds = Math.max(0, ((run.finishedAt ? Date.parse(run.finishedAt) : now) - Date.parse(since)) / 1000);
  const bound = run.totalBound ?? run.claimedBound ?? null;
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const next = sampled(samples, { seconds, value: run.totalFit ?? null, bound });
  if (next !== samples) setSamples(next); // what came since the last time, taken while it is shown
  const [cancel, isCanceling] = useGesture<RunProgressCancelMutation>(graphql`
    mutation RunProgressCancelMutation($input: CancelSolveRunInput!) {
      cancelSolveRun(input: $input) {
        __typename
        ... on CancelSolveRunSuccess {
          solveRun {
            id
            state
            cancelRequestedAt
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  return (
    <Card size="small">
      {!hasEnded(run.state) && <Watched id={run.id} />}
      <Flex wrap gap="middle" justify="space-between" align="center">
        <div role="status">
          <Typography.Text strong>
            {run.cancelRequestedAt ? t("run.canceling") : wordOf("SolveState", run.state)}
          </Typography.Text>{" "}
          <Typography.Text type="secondary">
            {run.state === "RUNNING" && run.phase ? t([`run.phase.${run.phase}`, "run.phase.other"]) : ""}
          </Typography.Text>
        </div>
        <Typography.Text type="secondary">
          {t("run.elapsed", {
            seconds: numberText(seconds, seconds < 10 ? 1 : 0),
            limit: numberText(run.limitSeconds),
          })}
        </Typography.Text>
        {!hasEnded(run.state) && (
          <Button
            danger
            loading={isCanceling}
            disabled={Boolean(run.cancelRequestedAt)}
            onClick={() => void cancel({ input: { solveRunId: run.id } })}
          >
            {t("run.cancel")}
          </Button>
        )}
      </Flex>
      <Course samples={samples} />
    </Card>
  );
}

const subscription = graphql`
  subscription RunProgressSubscription($id: ID!) {
    solveRun(id: $id) {
      id
      ...RunProgress_run
      value
      bound
      gap
      proof
      seconds
      stages
      failureCode
      failureParams
      attemptCount
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
        version
        state
        totalFit
        missingCount
      }
      poolPlan {
        id
        number
        version
        state
        totalFit
        missingCount
      }
    }
  }
`;

/** Listens as long as it is shown; what comes lands in the store, where every page reads it. */
function Watched({ id }: { readonly id: string }) {
  const config = useMemo<GraphQLSubscriptionConfig<RunProgressSubscription>>(
    () => ({ subscription, variables: { id } }),
    [id],
  );
  useSubscription(config);
  return null;
}

function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
}

/** The value of the best plan so far, and what no plan can exceed, over time. */
function Course({ samples }: { readonly samples: readonly Sample[] }) {
  const t = useWords();
  const look = useChartLook();
  const last = samples.at(-1);
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 12, top: 34, bottom: 8, containLabel: true },
      legend: { top: 0, ...look.legend },
      tooltip: { trigger: "axis", valueFormatter: (value: number) => numberText(value), ...look.tooltip },
      xAxis: { type: "value", min: 0, ...look.axis, axisLabel: { ...look.axis.axisLabel, formatter: "{value} s" } },
      yAxis: { type: "value", scale: true, ...look.axis },
      series: [
        {
          type: "line",
          name: t("run.value"),
          step: "end",
          showSymbol: samples.length < 30,
          data: samples.map(({ seconds, value }) => [seconds, value]),
          areaStyle: { opacity: 0.12 },
        },
        {
          type: "line",
          name: t("run.bound"),
          step: "end",
          showSymbol: samples.length < 30,
          data: samples.map(({ seconds, bound }) => [seconds, bound]),
          lineStyle: { type: "dashed" },
        },
      ],
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the look changes with its text color
    [samples, look.text, t],
  );
  // One point is no course: who comes after the end reads the outcome.
  if (samples.filter(({ value, bound }) => value !== null || bound !== null).length < 2) return null;
  const label = t("run.courseLabel", { value: numberText(last?.value), bound: numberText(last?.bound) });
  return <Chart label={label} option={option} height={220} />;
}
