import { Button, Card, Col, Flex, Row, Table, Tag, Typography } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useSearchParams } from "react-router";
import type { PoolComparePageQuery } from "../../__generated__/PoolComparePageQuery.graphql";
import { numberText, useWords } from "../../i18n/useWords";
import { fitText } from "../../ui/fits";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { PoolPairs } from "./PoolPairs";
import { scenarioName } from "../../ui/ruling/scenarios";
import "./pool.css";

const query = graphql`
  query PoolComparePageQuery($first: ID!, $other: ID!) {
    comparePoolPlans(poolPlanId: $first, otherPoolPlanId: $other) {
      first {
        poolPlanId
        number
        name
        totalFit
        recommendationCount
        servedCount
        missingCount
        usedCount
        highestLoad
      }
      other {
        poolPlanId
        number
        name
        totalFit
        recommendationCount
        servedCount
        missingCount
        usedCount
        highestLoad
      }
      changedSettings
      keptCount
      addedCount
      removedCount
      betterCount
      worseCount
      pairs {
        needId
        needTitle
        technologyPackageId
        packageTitle
        fit
        isAdded
      }
      needs {
        needId
        title
        before
        after
      }
      packages {
        technologyPackageId
        title
        before
        after
      }
    }
  }
`;

type Comparison = NonNullable<PoolComparePageQuery["response"]["comparePoolPlans"]>;
const FIGURES = ["totalFit", "recommendationCount", "servedCount", "missingCount", "usedCount", "highestLoad"] as const;

/** Two plans of a pool side by side: figures, what was asked differently, which needs and packages gain or lose. */
export function PoolComparePage() {
  const [search] = useSearchParams();
  const { comparePoolPlans: found } = useLazyLoadQuery<PoolComparePageQuery>(query, {
    first: search.get("first") ?? "",
    other: search.get("other") ?? "",
  });
  const t = useWords("matching");
  if (!found) return <NotFound />;
  const about = t("compare.about", {
    kept: numberText(found.keptCount),
    added: numberText(found.addedCount),
    removed: numberText(found.removedCount),
    better: numberText(found.betterCount),
    worse: numberText(found.worseCount),
  });
  const needs = found.needs.map(({ needId, ...each }) => ({ ...each, id: needId, to: `/needs/${needId}` }));
  const packages = found.packages.map(({ technologyPackageId: id, ...each }) => ({
    ...each,
    id,
    to: `/packages/${id}`,
  }));
  return (
    <Page title={t("compare.title")} above={[{ to: "/pool", label: t("pool.title") }]} about={about}>
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={12}>
          <Figures found={found} />
        </Col>
        <Col xs={24} xl={12}>
          <Card size="small" title={<h2 className="card-title">{t("compare.needs")}</h2>}>
            <Changes rows={needs} subject={t("plan.need")} text={(value) => fitText(value, 3)} />
          </Card>
        </Col>
        <Col xs={24} xl={12}>
          <Card size="small" title={<h2 className="card-title">{t("compare.pairs")}</h2>}>
            <PoolPairs
              pairs={found.pairs.map(({ isAdded, ...pair }) => ({
                ...pair,
                mark: <Tag color={isAdded ? "green" : "red"}>{t(isAdded ? "compare.added" : "compare.removed")}</Tag>,
              }))}
              none={t("compare.same")}
            />
          </Card>
        </Col>
        <Col xs={24} xl={12}>
          <Card size="small" title={<h2 className="card-title">{t("compare.packages")}</h2>}>
            <Typography.Paragraph type="secondary">{t("compare.loads")}</Typography.Paragraph>
            <Changes rows={packages} subject={t("plan.package")} text={(value) => numberText(value)} />
          </Card>
        </Col>
      </Row>
    </Page>
  );
}

function Figures({ found }: { readonly found: Comparison }) {
  const t = useWords("matching");
  const plans = [found.first, found.other];
  return (
    <Card size="small" title={<h2 className="card-title">{t("compare.figures")}</h2>}>
      <Table
        size="small"
        rowKey="name"
        pagination={false}
        dataSource={FIGURES.map((name) => ({ name }))}
        columns={[
          { title: t("compare.figure"), render: (_, { name }) => t(`compare.${name}`) },
          ...plans.map((plan) => ({
            key: plan.poolPlanId,
            title: scenarioName(t, plan),
            align: "right" as const,
            render: (_: unknown, { name }: { readonly name: (typeof FIGURES)[number] }) => numberText(plan[name]),
          })),
        ]}
      />
      <Flex wrap gap="small" className="pool-figures">
        {plans.map((plan) => (
          <Link key={plan.poolPlanId} to={`/pool/plans/${plan.poolPlanId}`}>
            <Button size="small">{t("compare.open", { name: scenarioName(t, plan) })}</Button>
          </Link>
        ))}
      </Flex>
      {found.changedSettings.length > 0 && (
        <Typography.Paragraph>
          {t("compare.changed")}{" "}
          {found.changedSettings.map((name) => (
            <Tag key={name}>{t(`compare.setting.${name}`, { defaultValue: name })}</Tag>
          ))}
        </Typography.Paragraph>
      )}
    </Card>
  );
}

interface Change {
  readonly id: string;
  readonly to: string;
  readonly title: string;
  readonly before: number;
  readonly after: number;
}

interface ChangesProps {
  readonly rows: readonly Change[];
  readonly subject: string;
  readonly text: (value: number) => string;
}

function Changes({ rows, subject, text }: ChangesProps) {
  const t = useWords("matching");
  return (
    <Table<Change>
      size="small"
      rowKey="id"
      pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
      dataSource={[...rows]}
      locale={{ emptyText: t("compare.same") }}
      columns={[
        { title: subject, render: (_, { to, title }) => <Link to={to}>{title}</Link> },
        {
          title: `${t("compare.before")} → ${t("compare.after")}`,
          align: "right",
          render: (_, { before, after }) => `${text(before)} → ${text(after)}`,
        },
        {
          title: t("compare.difference"),
          align: "right",
          render: (_, { before, after }) => (
            <Typography.Text type={after < before ? "danger" : "success"}>
              {after > before ? "+" : ""}
              {text(after - before)}
            </Typography.Text>
          ),
        },
      ]}
    />
  );
}
