import { Alert, Button, Flex, Grid, Tabs, Tag } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useParams, useSearchParams } from "react-router";
import type { PlanPageQuery } from "../../__generated__/PlanPageQuery.graphql";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Frame } from "../../ui/Frame";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { PlanBoard, type BoardView } from "./PlanBoard";
import { PlanInsight } from "./PlanInsight";
import { Figure } from "../../ui/Figure";
import { scenarioName } from "../../ui/ruling/scenarios";
import { gapPercent, outcomeText } from "../../ui/outcomes";
import { UndoButtons } from "./UndoButtons";
import "./studio.css";

const query = graphql`
  query PlanPageQuery($id: ID!) {
    plan(id: $id) {
      id
      number
      version
      state
      totalFit
      totalBound
      proof
      missingCount
      editCount
      publishedAt
      viewerCanEdit
      viewerCanPublish
      ...UndoButtons_plan
      round {
        id
        name
        plans(first: 1, filter: { state: [PUBLISHED] }) {
          nodes {
            id
          }
        }
      }
      solveRun {
        id
        name
        state
        proof
        totalFit
        totalBound
        claimedBound
      }
    }
  }
`;

/** A plan: its figures, and its pairs as matrix, by entry, by judge, or as loads and weak points. */
export function PlanPage() {
  const { roundId = "", planId = "" } = useParams();
  return (
    <>
      <Frame>
        <Head planId={planId} roundId={roundId} />
      </Frame>
      <Frame>
        <Views planId={planId} />
      </Frame>
    </>
  );
}

function Head({ planId, roundId }: { readonly planId: string; readonly roundId: string }) {
  const { plan } = useLazyLoadQuery<PlanPageQuery>(query, { id: planId }, { fetchPolicy: "store-and-network" });
  const t = useWords("judging");
  if (!plan) return <NotFound />;
  const run = plan.solveRun;
  const [published] = plan.round?.plans.nodes ?? [];
  const name = scenarioName(t, { name: run?.name ?? "", number: plan.number });
  const address = `/rounds/${roundId}/plans/${plan.id}`;
  const above = [
    { to: `/rounds/${roundId}`, label: plan.round?.name ?? "" },
    { to: `/rounds/${roundId}/studio`, label: t("studio.title") },
  ];
  const below = gapPercent(plan.totalFit, plan.totalBound);
  const actions = (
    <>
      {plan.viewerCanEdit && <UndoButtons plan={plan} />}
      {published && published.id !== plan.id && (
        <Link
          to={`/rounds/${roundId}/compare?first=${encodeURIComponent(published.id)}&other=${encodeURIComponent(plan.id)}`}
        >
          <Button>{t("plan.comparePublished")}</Button>
        </Link>
      )}
      <Link to={`${address}/proof`}>
        <Button>{t("plan.proof")}</Button>
      </Link>
      {plan.state === "PUBLISHED" && (
        <Link to={`${address}/repair`}>
          <Button>{t("repair.title")}</Button>
        </Link>
      )}
      {plan.viewerCanPublish && (
        <Link to={`${address}/publish`}>
          <Button type="primary">{t("publish.title")}</Button>
        </Link>
      )}
    </>
  );
  const color = plan.state === "PUBLISHED" ? "green" : plan.state === "DRAFT" ? "gold" : undefined;
  return (
    <Page
      title={name}
      tab={`${name} · ${plan.round?.name ?? ""}`}
      above={above}
      actions={actions}
      tags={<Tag color={color}>{wordOf("PlanState", plan.state)}</Tag>}
      about={
        plan.editCount > 0
          ? t("plan.editedText", { count: plan.editCount })
          : run && outcomeText(t, { ...run, hasPlan: true })
      }
    >
      <Flex wrap gap="large">
        <Figure label={t("totalFit")} value={numberText(plan.totalFit)} />
        <Figure label={t("plan.bestPossible")} value={numberText(plan.totalBound)} />
        <Figure label={t("plan.below")} value={below === null ? "—" : `${numberText(below)} %`} />
        <Figure label={t("plan.missing")} value={numberText(plan.missingCount)} />
        <Figure label={t("plan.edits")} value={numberText(plan.editCount)} />
      </Flex>
      {plan.missingCount > 0 && (
        <Alert
          className="plan-notice"
          type="warning"
          showIcon
          title={t("plan.missingText", { count: plan.missingCount })}
        />
      )}
      {plan.state === "REPLACED" && (
        <Alert className="plan-notice" type="info" showIcon title={t("plan.replacedText")} />
      )}
    </Page>
  );
}

const VIEWS = ["matrix", "entries", "judges", "insight"] as const;

function Views({ planId }: { readonly planId: string }) {
  const [search, setSearch] = useSearchParams();
  const isWide = Grid.useBreakpoint().lg ?? true;
  const t = useWords("judging");
  const offered = VIEWS.filter((view) => isWide || view !== "matrix");
  const view = offered.find((each) => each === search.get("view")) ?? offered[0] ?? "entries";
  const items = offered.map((key) => ({ key, label: t(`plan.view.${key}`) }));
  return (
    <>
      <Tabs activeKey={view} items={items} onChange={(key) => setSearch({ view: key }, { replace: true })} />
      {view === "insight" ? (
        <Frame>
          <PlanInsight planId={planId} />
        </Frame>
      ) : (
        <Frame>
          <PlanBoard planId={planId} view={view as BoardView} />
        </Frame>
      )}
    </>
  );
}
