import { Alert, App, Button, Card, Col, Flex, Row, Tag } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useParams } from "react-router";
import type { PoolPlanPagePublishMutation } from "../../__generated__/PoolPlanPagePublishMutation.graphql";
import type { PoolPlanPageQuery } from "../../__generated__/PoolPlanPageQuery.graphql";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Figure } from "../../ui/Figure";
import { fitText } from "../../ui/fits";
import { Frame } from "../../ui/Frame";
import { NotFound } from "../../ui/NotFound";
import { outcomeText } from "../../ui/outcomes";
import { Page } from "../../ui/Page";
import { useGesture } from "../../ui/useGesture";
import type { Stated } from "../../ui/ruling/stated";
import { AskPair } from "./AskPair";
import { PoolFlow } from "./PoolFlow";
import { PoolLimits } from "./PoolLimits";
import { PoolProof } from "./PoolProof";
import { PoolSettings } from "./PoolSettings";
import { scenarioName } from "../../ui/ruling/scenarios";
import { Recommendations } from "./Recommendations";
import { Unmet } from "./Unmet";
import "./pool.css";

const query = graphql`
  query PoolPlanPageQuery($id: ID!) {
    poolPlan(id: $id) {
      id
      number
      version
      state
      totalFit
      needCount
      packageCount
      recommendationCount
      missingCount
      viewerCanPublish
      ...Recommendations_plan
      ...Unmet_plan
      solveRun {
        id
        name
        state
        proof
        totalFit
        totalBound
        claimedBound
        settings
      }
      published {
        id
      }
    }
    poolLosses(poolPlanId: $id) {
      lostCount
      openCount
    }
    poolBottlenecks(poolPlanId: $id, first: 12) {
      ...PoolLimits_bottlenecks
    }
    poolProof(poolPlanId: $id) {
      ...PoolProof_proof
      tally {
        missedMinimumCount
        ...Unmet_tally
      }
    }
  }
`;

/** A pool's plan: how supply flows to need, what lacks, what one more unit would bring, and each recommendation. */
export function PoolPlanPage() {
  const { planId = "" } = useParams();
  const {
    poolPlan: plan,
    poolLosses: losses,
    poolBottlenecks,
    poolProof,
  } = useLazyLoadQuery<PoolPlanPageQuery>(query, { id: planId }, { fetchPolicy: "store-and-network" });
  const { modal } = App.useApp();
  const t = useWords("matching");
  const [publish, isPublishing] = useGesture<PoolPlanPagePublishMutation>(graphql`
    mutation PoolPlanPagePublishMutation($input: PublishPoolPlanInput!) {
      publishPoolPlan(input: $input) {
        __typename
        ... on PublishPoolPlanSuccess {
          poolPlan {
            id
            version
            state
            viewerCanPublish
            published {
              id
            }
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  if (!plan) return <NotFound />;
  const ask = () =>
    void modal.confirm({
      title: t("plan.publishQuestion"),
      content: t("plan.publishText", { count: plan.recommendationCount }),
      okText: t("plan.publish"),
      cancelText: t("cancel"),
      onOk: async () => {
        await publish({ input: { poolPlanId: plan.id, version: plan.version } });
      },
    });
  const run = plan.solveRun;
  const missedCount = poolProof?.tally?.missedMinimumCount ?? 0;
  const name = scenarioName(t, { name: run?.name ?? "", number: plan.number });
  return (
    <Page
      title={name}
      tab={name}
      above={[{ to: "/pool", label: t("pool.title") }]}
      tags={
        <Tag color={plan.state === "PUBLISHED" ? "green" : plan.state === "DRAFT" ? "gold" : undefined}>
          {wordOf("PoolPlanState", plan.state)}
        </Tag>
      }
      about={run && outcomeText(t, { ...run, hasPlan: true })}
      actions={
        <Flex wrap gap="small">
          {plan.published && plan.published.id !== plan.id && (
            <Link
              to={`/pool/compare?first=${encodeURIComponent(plan.published.id)}&other=${encodeURIComponent(plan.id)}`}
            >
              <Button>{t("compare.withPublished")}</Button>
            </Link>
          )}
          {plan.viewerCanPublish && (
            <Button type="primary" loading={isPublishing} onClick={ask}>
              {t("plan.publish")}
            </Button>
          )}
        </Flex>
      }
    >
      <Flex vertical gap="middle">
        {losses && losses.lostCount > 0 && (
          <Alert
            type="warning"
            showIcon
            title={t("repair.lost", { count: losses.lostCount })}
            description={t("repair.open", { count: losses.openCount })}
            action={
              <Link to={`/pool/plans/${plan.id}/repair`}>
                <Button type="primary">{t("repair.title")}</Button>
              </Link>
            }
          />
        )}
        <Flex wrap gap="large">
          <Figure label={t("totalFit")} value={fitText(plan.totalFit)} />
          <Figure label={t("plan.needs")} value={numberText(plan.needCount)} />
          <Figure label={t("plan.packages")} value={numberText(plan.packageCount)} />
          <Figure label={t("plan.recommendations")} value={numberText(plan.recommendationCount)} />
          <Figure label={t("plan.missing")} value={numberText(plan.missingCount)} />
          {missedCount > 0 && <Figure label={t("plan.missed")} value={numberText(missedCount)} />}
        </Flex>
        <Frame>
          <PoolFlow planId={plan.id} />
        </Frame>
        <Row gutter={[16, 16]}>
          <Col xs={24} xl={12}>
            {poolBottlenecks && <PoolLimits bottlenecks={poolBottlenecks} settings={(run?.settings ?? {}) as Stated} />}
          </Col>
          <Col xs={24} xl={12}>
            <Unmet plan={plan} tally={poolProof?.tally ?? null} settings={(run?.settings ?? {}) as Stated} />
          </Col>
        </Row>
        <Card size="small" title={<h2 className="card-title">{t("plan.recommendations")}</h2>}>
          <Recommendations plan={plan} />
        </Card>
        <AskPair planId={plan.id} />
        <Row gutter={[16, 16]}>
          <Col xs={24} xl={12}>
            {poolProof && <PoolProof proof={poolProof} />}
          </Col>
          <Col xs={24} xl={12}>
            {run && <PoolSettings settings={run.settings as Stated} />}
          </Col>
        </Row>
      </Flex>
    </Page>
  );
}
