import { Alert, Button, Card, Flex } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useNavigate, useParams } from "react-router";
import type { PoolRunPageMendMutation } from "../../__generated__/PoolRunPageMendMutation.graphql";
import type { PoolRunPageQuery } from "../../__generated__/PoolRunPageQuery.graphql";
import { numberText, sentenceOf, useWords } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { outcomeOf, outcomeText } from "../../ui/outcomes";
import { Page } from "../../ui/Page";
import { hasEnded, RunProgress } from "../../ui/RunProgress";
import { useGesture } from "../../ui/useGesture";

const query = graphql`
  query PoolRunPageQuery($id: ID!) {
    solveRun(id: $id) {
      id
      name
      state
      proof
      totalFit
      totalBound
      claimedBound
      failureCode
      failureParams
      ...RunProgress_run
      shortage {
        code
        unitsRequired
        unitsAvailable
        missingUnits
        demandCount
        supplyCount
        mendCount
        mends
      }
      poolPlan {
        id
        number
      }
    }
  }
`;

interface Mend {
  readonly id: number;
  readonly code: string;
  readonly supply: string | null;
  readonly demand: string | null;
  readonly units: number | null;
  readonly rule: string | null;
}

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
  const name = run.name || (run.poolPlan ? t("pool.numbered", { number: run.poolPlan.number }) : t("pool.unnamed"));
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
        {run.shortage && <Shortage runId={run.id} shortage={run.shortage} />}
      </Flex>
    </Page>
  );
}

interface ShortageProps {
  readonly runId: string;
  readonly shortage: NonNullable<NonNullable<PoolRunPageQuery["response"]["solveRun"]>["shortage"]>;
}

const SHOWN = 50;

function Shortage({ runId, shortage }: ShortageProps) {
  const navigate = useNavigate();
  const t = useWords("matching");
  const mends = (shortage.mends ?? []) as readonly Mend[];
  const [apply, isApplying] = useGesture<PoolRunPageMendMutation>(graphql`
    mutation PoolRunPageMendMutation($input: ApplyPoolMendsInput!) {
      applyPoolMends(input: $input) {
        __typename
        ... on ApplyPoolMendsSuccess {
          solveRun {
            id
            ...RunProgress_run
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const go = async () => {
    const { success } = await apply({ input: { solveRunId: runId, startsRun: true } });
    if (success?.solveRun) await navigate(`/pool/runs/${success.solveRun.id}`);
  };
  return (
    <Card title={<h2 className="card-title">{t("shortage.title")}</h2>}>
      <p>
        {t([`shortage.${shortage.code}`, "shortage.other"], {
          required: numberText(shortage.unitsRequired),
          available: numberText(shortage.unitsAvailable),
          missing: numberText(shortage.missingUnits),
          needs: numberText(shortage.demandCount),
          packages: numberText(shortage.supplyCount),
        })}
      </p>
      {mends.length > 0 && (
        <>
          <p>{t("shortage.mends", { count: shortage.mendCount })}</p>
          <ul>
            {mends.slice(0, SHOWN).map((mend) => (
              <li key={mend.id}>
                {t([`mend.${mend.code}`, "mend.other"], {
                  package: mend.supply ?? "",
                  need: mend.demand ?? "",
                  units: numberText(mend.units),
                  rule: mend.rule ?? "",
                })}
              </li>
            ))}
          </ul>
          <Button type="primary" loading={isApplying} onClick={() => void go()}>
            {t("shortage.apply")}
          </Button>
        </>
      )}
    </Card>
  );
}
