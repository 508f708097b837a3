import { Alert, Button, Flex } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useParams } from "react-router";
import type { PoolRunPageQuery } from "../../__generated__/PoolRunPageQuery.graphql";
import { sentenceOf, useWords } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { outcomeOf, outcomeText } from "../../ui/outcomes";
import { Page } from "../../ui/Page";
import { hasEnded, RunProgress } from "../../ui/RunProgress";
import type { Stated } from "../../ui/ruling/stated";
import { PoolShortage } from "./PoolShortage";
import { scenarioName } from "../../ui/ruling/scenarios";

const query = graphql`
  query PoolRunPageQuery($id: ID!) {
    solveRun(id: $id) {
      id
      name
      state
      createdAt
      settings
      proof
      totalFit
      totalBound
      claimedBound
      failureCode
      failureParams
      ...RunProgress_run
      ...PoolShortage_run
      poolPlan {
        id
        number
      }
    }
  }
`;

/** One run of a pool: live while it works, then its outcome and, without a plan, the way out. */
export function PoolRunPage() {
  const { runId = "" } = useParams();
  const { solveRun: run } = useLazyLoadQuery<PoolRunPageQuery>(
    query,
    { id: runId },
    { fetchPolicy: "store-and-network" },
  );
  const t = useWords("matching");
  if (!run) return <NotFound />;
  const ended = { ...run, hasPlan: Boolean(run.poolPlan) };
  const kind = outcomeOf(ended);
  const failure = run.failureCode
    ? sentenceOf(
        run.failureCode,
        Object.entries((run.failureParams ?? {}) as object).map(([name, value]) => ({ name, value: String(value) })),
      )
    : null;
  // The same name while it goes and afterwards: its plan has a page of its own.
  const isRepair = Boolean((run.settings as Stated).repair);
  const name = scenarioName(t, { name: run.name, createdAt: run.createdAt, isRepair });
  return (
    <Page title={name} above={[{ to: "/pool", label: t("pool.title") }]}>
      <Flex vertical gap="middle">
        <RunProgress run={run} />
        {hasEnded(run.state) && run.state !== "INFEASIBLE" && (
          <Alert
            type={kind === "proven" || kind === "claimed" ? "success" : kind === "within" ? "info" : "warning"}
            showIcon
            title={outcomeText(t, ended)}
            description={failure ?? t(`outcome.text.${kind}`)}
            action={
              run.poolPlan && (
                <Link to={`/pool/plans/${run.poolPlan.id}`}>
                  <Button type="primary">{t("pool.openPlan")}</Button>
                </Link>
              )
            }
          />
        )}
        <PoolShortage run={run} />
      </Flex>
    </Page>
  );
}
