import { App, Button, Card, Checkbox, Flex, Input, Result, Tag, Typography } from "antd";
import { useDeferredValue, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useParams } from "react-router";
import type { PublishPageMutation } from "../../__generated__/PublishPageMutation.graphql";
import type { PublishPageQuery } from "../../__generated__/PublishPageQuery.graphql";
import { numberText, useWords } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { useGesture } from "../../ui/useGesture";
import { Figure } from "../../ui/Figure";
import { scenarioName } from "../../ui/ruling/scenarios";
import { Cautions, NoRubric } from "./PublishCautions";
import type { Stated } from "./settings";
import "./studio.css";

const query = graphql`
  query PublishPageQuery($id: ID!) {
    plan(id: $id) {
      id
      number
      version
      state
      viewerCanPublish
      round {
        id
        name
        rubric {
          id
        }
        competition {
          id
        }
      }
      solveRun {
        id
        name
        settings
      }
    }
    publishPreview(planId: $id) {
      version
      replacesAPlan
      taskCount
      newCount
      keptCount
      goneCount
      judges {
        judgeId
        code
        name
        isLinked
        count
        newCount
        goneCount
      }
      cautions {
        code
        params
      }
      violations {
        code
        judgeCode
        entryCode
        params
      }
    }
  }
`;

export type Preview = NonNullable<PublishPageQuery["response"]["publishPreview"]>;

/** What publishing will do, for whom; then it is done, and what comes next. */
export function PublishPage() {
  const { roundId = "", planId = "" } = useParams();
  const { plan, publishPreview } = useLazyLoadQuery<PublishPageQuery>(
    query,
    { id: planId },
    { fetchPolicy: "store-and-network" },
  );
  const [accepts, setAccepts] = useState(false);
  const { modal } = App.useApp();
  const t = useWords("judging");
  const [publish, isPublishing] = useGesture<PublishPageMutation>(graphql`
    mutation PublishPageMutation($input: PublishPlanInput!) {
      publishPlan(input: $input) {
        __typename
        ... on PublishPlanSuccess {
          plan {
            id
            version
            state
            publishedAt
            viewerCanEdit
            viewerCanPublish
            round {
              id
              state
            }
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  if (!plan || !publishPreview) return <NotFound />;
  const address = `/rounds/${roundId}/plans/${planId}`;
  const name = scenarioName(t, { name: plan.solveRun?.name ?? "", number: plan.number });
  const breaks = publishPreview.violations.length;
  const above = [
    { to: `/rounds/${roundId}`, label: plan.round?.name ?? "" },
    { to: `/rounds/${roundId}/studio`, label: t("studio.title") },
    { to: address, label: name },
  ];
  if (plan.state !== "DRAFT") {
    return (
      <Page title={t("publish.title")} above={above}>
        <Published state={plan.state} roundId={roundId} address={address} count={publishPreview.taskCount} />
      </Page>
    );
  }
  const ask = () =>
    void modal.confirm({
      title: t("publish.question"),
      content: t("publish.questionText", { tasks: publishPreview.taskCount, judges: publishPreview.judges.length }),
      okText: t("publish.go"),
      cancelText: t("cancel"),
      onOk: async () => {
        await publish({ input: { planId, version: plan.version, acceptsViolations: accepts } });
      },
    });
  return (
    <Page title={t("publish.title")} above={above} about={t("publish.about", { name })}>
      <Flex vertical gap="middle">
        <Flex wrap gap="large">
          <Figure label={t("publish.tasks")} value={numberText(publishPreview.taskCount)} />
          <Figure label={t("publish.judges")} value={numberText(publishPreview.judges.length)} />
          {publishPreview.replacesAPlan && (
            <>
              <Figure label={t("publish.new")} value={numberText(publishPreview.newCount)} />
              <Figure label={t("publish.kept")} value={numberText(publishPreview.keptCount)} />
              <Figure label={t("publish.gone")} value={numberText(publishPreview.goneCount)} />
            </>
          )}
        </Flex>
        {plan.round && !plan.round.rubric && <NoRubric roundId={roundId} />}
        <Cautions
          preview={publishPreview}
          competitionId={plan.round?.competition?.id}
          settings={(plan.solveRun?.settings ?? {}) as Stated}
        />
        {breaks > 0 && (
          <Checkbox checked={accepts} onChange={(event) => setAccepts(event.target.checked)}>
            {t("publish.accept", { count: breaks })}
          </Checkbox>
        )}
        <Flex gap="small">
          <Button
            type="primary"
            loading={isPublishing}
            disabled={!plan.viewerCanPublish || (breaks > 0 && !accepts)}
            onClick={ask}
          >
            {t("publish.go")}
          </Button>
          <Link to={address}>
            <Button>{t("publish.back")}</Button>
          </Link>
        </Flex>
        <Shares preview={publishPreview} />
      </Flex>
    </Page>
  );
}

const PAGE = 50;

/** What each judge would have. */
function Shares({ preview }: { readonly preview: Preview }) {
  const [text, setText] = useState("");
  const [count, setCount] = useState(PAGE);
  const asked = useDeferredValue(text.trim().toLowerCase());
  const t = useWords("judging");
  const found = preview.judges.filter(({ code, name }) => `${code} ${name}`.toLowerCase().includes(asked));
  return (
    <Card size="small" title={<h2 className="card-title">{t("publish.each")}</h2>}>
      <Input
        className="list-text"
        allowClear
        aria-label={t("plan.searchJudge")}
        placeholder={t("plan.searchJudge")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="people-list">
        {found.slice(0, count).map((judge) => (
          <li key={judge.judgeId}>
            <div className="people-name">
              <strong>{judge.code}</strong> {judge.name}
            </div>
            <Flex wrap gap="small" align="center">
              <span>{t("publish.gets", { count: judge.count })}</span>
              {preview.replacesAPlan && judge.newCount > 0 && (
                <Tag color="green">{t("publish.newOf", { count: judge.newCount })}</Tag>
              )}
              {judge.goneCount > 0 && <Tag color="red">{t("publish.goneOf", { count: judge.goneCount })}</Tag>}
              {!judge.isLinked && <Typography.Text type="secondary">{t("publish.unlinked")}</Typography.Text>}
            </Flex>
          </li>
        ))}
      </ul>
      {found.length > count && (
        <Button onClick={() => setCount(count + 4 * PAGE)}>{t("andMore", { count: found.length - count })}</Button>
      )}
    </Card>
  );
}

interface PublishedProps {
  readonly state: string;
  readonly roundId: string;
  readonly address: string;
  readonly count: number;
}

function Published({ state, roundId, address, count }: PublishedProps) {
  const t = useWords("judging");
  const isPublished = state === "PUBLISHED";
  return (
    <Result
      status={isPublished ? "success" : "info"}
      title={t(isPublished ? "publish.done" : "publish.replaced")}
      subTitle={isPublished ? t("publish.doneText", { count }) : t("plan.replacedText")}
      extra={[
        <Link key="round" to={`/rounds/${roundId}`}>
          <Button type="primary">{t("publish.toRound")}</Button>
        </Link>,
        <Link key="plan" to={address}>
          <Button>{t("publish.back")}</Button>
        </Link>,
        ...(isPublished
          ? [
              <Link key="repair" to={`${address}/repair`}>
                <Button>{t("repair.title")}</Button>
              </Link>,
            ]
          : []),
      ]}
    />
  );
}
