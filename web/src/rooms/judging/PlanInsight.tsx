import { Card, Col, Row, Table, Tag, Typography } from "antd";
import { useMemo } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link } from "react-router";
import type { PlanInsightQuery } from "../../__generated__/PlanInsightQuery.graphql";
import { useWords } from "../../i18n/useWords";
import { fitText } from "../../ui/fits";
import { Bars } from "../../ui/Bars";
import { Chart, useChartLook } from "../../ui/Chart";
import { NotFound } from "../../ui/NotFound";
import { ruleText } from "../../ui/ruling/mends";
import { labelOf, type Stated } from "./settings";

const query = graphql`
  query PlanInsightQuery($id: ID!) {
    planInsight(planId: $id, first: 30) {
      entryCount
      judgeCount
      unusedJudgeCount
      worstFit
      meanFit
      loads {
        load
        judgeCount
      }
      entries {
        rank
        entryId
        code
        title
        totalFit
        bestFit
        missingCount
        judges {
          judgeId
          code
          name
        }
      }
    }
    plan(id: $id) {
      id
      solveRun {
        id
        settings
      }
    }
    planBottlenecks(planId: $id, first: 12) {
      limits {
        code
        params
        worth
        worthAtMost
      }
    }
  }
`;

type Insight = NonNullable<PlanInsightQuery["response"]["planInsight"]>;
type Limits = NonNullable<PlanInsightQuery["response"]["planBottlenecks"]>["limits"];

/** How the plan spreads the work, whom it serves worst, and what holds it back. */
export function PlanInsight({ planId }: { readonly planId: string }) {
  const { planInsight, planBottlenecks, plan } = useLazyLoadQuery<PlanInsightQuery>(
    query,
    { id: planId },
    { fetchPolicy: "store-and-network" },
  );
  const t = useWords("judging");
  if (!planInsight) return <NotFound />;
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} xl={12}>
        <Card size="small" title={<h2 className="card-title">{t("insight.loads")}</h2>}>
          <Typography.Paragraph type="secondary">
            {t("insight.loadsText", { judges: planInsight.judgeCount, unused: planInsight.unusedJudgeCount })}
          </Typography.Paragraph>
          <Loads loads={planInsight.loads} />
        </Card>
      </Col>
      <Col xs={24} xl={12}>
        <Card size="small" title={<h2 className="card-title">{t("insight.limits")}</h2>}>
          <Bottlenecks limits={planBottlenecks?.limits ?? []} settings={(plan?.solveRun?.settings ?? {}) as Stated} />
        </Card>
      </Col>
      <Col span={24}>
        <Card size="small" title={<h2 className="card-title">{t("insight.worst")}</h2>}>
          <Typography.Paragraph type="secondary">
            {t("insight.worstText", { worst: fitText(planInsight.worstFit), mean: fitText(planInsight.meanFit) })}
          </Typography.Paragraph>
          <Worst entries={planInsight.entries} />
        </Card>
      </Col>
    </Row>
  );
}

function Loads({ loads }: { readonly loads: Insight["loads"] }) {
  const t = useWords("judging");
  const look = useChartLook();
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 8, top: 30, bottom: 8, containLabel: true },
      tooltip: { trigger: "axis", ...look.tooltip },
      xAxis: { type: "category", name: "", data: loads.map(({ load }) => t("insight.load", { load })), ...look.axis },
      yAxis: { type: "value", minInterval: 1, name: t("insight.judges"), ...look.axis },
      series: [
        {
          type: "bar",
          name: t("insight.judges"),
          data: loads.map(({ judgeCount }) => judgeCount),
          label: { show: loads.length < 30, position: "top", color: look.text },
          barMaxWidth: 48,
        },
      ],
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the look changes with its text color
    [loads, look.text, t],
  );
  const told = loads.map(({ load, judgeCount }) => t("insight.loadTold", { load, count: judgeCount }));
  return <Chart label={`${t("insight.loads")}: ${told.join(t("comma"))}`} option={option} height={240} />;
}

function Bottlenecks({ limits, settings }: { readonly limits: Limits; readonly settings: Stated }) {
  const t = useWords("judging");
  const told = (params: Stated) => ({
    ...params,
    whom: [params.entry, params.judge, params.group].filter(Boolean).join(t("listed")),
    rule: ruleText(t, settings, params, labelOf),
  });
  if (limits.length === 0) return <Typography.Text type="secondary">{t("insight.noLimits")}</Typography.Text>;
  const most = Math.max(...limits.map(({ worth, worthAtMost }) => worth ?? worthAtMost), 1e-9);
  return (
    <>
      <Typography.Paragraph type="secondary">{t("insight.limitsText")}</Typography.Paragraph>
      <Bars
        bars={limits.map(({ code, params, worth, worthAtMost }) => ({
          label: t([`limit.${code}`, "limit.other"], { code, ...told(params as Stated) }),
          share: (worth ?? worthAtMost) / most,
          text:
            worth === null || worth === undefined
              ? t("insight.worthAtMost", { worth: fitText(worthAtMost) })
              : t("insight.worth", { worth: fitText(worth) }),
        }))}
      />
    </>
  );
}

function Worst({ entries }: { readonly entries: Insight["entries"] }) {
  const t = useWords("judging");
  return (
    <Table<Insight["entries"][number]>
      size="small"
      rowKey="entryId"
      pagination={false}
      scroll={{ x: "max-content" }}
      dataSource={[...entries]}
      columns={[
        { title: t("insight.rank"), dataIndex: "rank", width: 64 },
        {
          title: t("entry"),
          render: (_, { code, title, judges }) => (
            <Link
              to={`?view=entries&entry=${encodeURIComponent(code)}&judge=${encodeURIComponent(judges[0]?.code ?? "")}`}
            >
              {code} {title}
            </Link>
          ),
        },
        { title: t("totalFit"), align: "right", render: (_, { totalFit }) => fitText(totalFit) },
        { title: t("insight.best"), align: "right", render: (_, { bestFit }) => fitText(bestFit) },
        {
          title: t("plan.missing"),
          align: "right",
          render: (_, { missingCount }) => (missingCount > 0 ? <Tag color="red">{missingCount}</Tag> : 0),
        },
        {
          title: t("judges"),
          render: (_, { judges }) => judges.map(({ code, name }) => `${code} ${name}`).join(t("listed")),
        },
      ]}
    />
  );
}
