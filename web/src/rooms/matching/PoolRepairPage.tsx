import { Alert, Button, Card, Flex, Tag } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useNavigate, useParams } from "react-router";
import type { PoolRepairPageMutation } from "../../__generated__/PoolRepairPageMutation.graphql";
import type { PoolRepairPageQuery } from "../../__generated__/PoolRepairPageQuery.graphql";
import { useWords, wordOf } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { useGesture } from "../../ui/useGesture";
import { PoolPairs } from "./PoolPairs";
import { scenarioName } from "../../ui/ruling/scenarios";
import "./pool.css";

const query = graphql`
  query PoolRepairPageQuery($id: ID!) {
    poolPlan(id: $id) {
      id
      number
      version
      solveRun {
        id
        name
      }
    }
    poolLosses(poolPlanId: $id) {
      lostCount
      openCount
      pairs {
        needId
        needTitle
        technologyPackageId
        packageTitle
        cause
      }
    }
  }
`;

/** What a published plan has lost; a new draft then fills it and changes as few other recommendations as it can. */
export function PoolRepairPage() {
  const { planId = "" } = useParams();
  const { poolPlan: plan, poolLosses: losses } = useLazyLoadQuery<PoolRepairPageQuery>(
    query,
    { id: planId },
    { fetchPolicy: "store-and-network" },
  );
  const navigate = useNavigate();
  const t = useWords("matching");
  const [repair, isRepairing] = useGesture<PoolRepairPageMutation>(graphql`
    mutation PoolRepairPageMutation($input: RepairPoolPlanInput!) {
      repairPoolPlan(input: $input) {
        __typename
        ... on RepairPoolPlanSuccess {
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
  if (!plan || !losses) return <NotFound />;
  const name = scenarioName(t, { name: plan.solveRun?.name ?? "", number: plan.number });
  const above = [
    { to: "/pool", label: t("pool.title") },
    { to: `/pool/plans/${planId}`, label: name },
  ];
  const start = async () => {
    const given = { poolPlanId: plan.id, version: plan.version, name: t("repair.name", { name }) };
    const { success } = await repair({ input: given });
    if (success?.solveRun) await navigate(`/pool/runs/${success.solveRun.id}`);
  };
  const hasLost = losses.lostCount > 0;
  return (
    <Page title={t("repair.title")} above={above} about={t("repair.about")}>
      <Flex vertical gap="middle" align="start">
        <Alert
          type={hasLost ? "warning" : "success"}
          showIcon
          title={hasLost ? t("repair.lost", { count: losses.lostCount }) : t("repair.none")}
          description={hasLost ? t("repair.open", { count: losses.openCount }) : undefined}
        />
        {hasLost && (
          <Card size="small" className="pool-wide" title={<h2 className="card-title">{t("repair.pairs")}</h2>}>
            <PoolPairs
              pairs={losses.pairs.map(({ cause, ...pair }) => ({
                ...pair,
                mark: <Tag>{wordOf("LostCause", cause)}</Tag>,
              }))}
              none={t("repair.none")}
            />
          </Card>
        )}
        {hasLost && (
          <Button type="primary" loading={isRepairing} onClick={() => void start()}>
            {t("repair.go")}
          </Button>
        )}
      </Flex>
    </Page>
  );
}
