import { Button, Card, Col, Flex, Row, Table, Tag, Typography } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useParams, useSearchParams } from "react-router";
import type { ComparePageQuery } from "../../__generated__/ComparePageQuery.graphql";
import { numberText, useWords } from "../../i18n/useWords";
import { fitText } from "../../ui/fits";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { ComparePlans } from "./ComparePlans";
import { PairChanges } from "./PairChanges";
import { scenarioName } from "../../ui/ruling/scenarios";
import "./studio.css";

const query = graphql`
  query ComparePageQuery($first: ID!, $other: ID!, $round: ID!) {
    round(id: $round) {
      id
      name
    }
    comparePlans(planId: $first, otherPlanId: $other) {
      first {
        planId
        number
        name
        totalFit
        worstFit
        missingCount
        highestLoad
        pairCount
        editCount
      }
      other {
        planId
        number
        name
        totalFit
        worstFit
        missingCount
        highestLoad
        pairCount
        editCount
      }
      changedSettings
      keptCount
      addedCount
      removedCount
      betterCount
      worseCount
      pairs {
        ...PairChanges_changes
      }
      entries {
        entryId
        code
        title
        before
        after
      }
    }
  }
`;

type Comparison = NonNullable<ComparePageQuery["response"]["comparePlans"]>;
const FIGURES = ["totalFit", "worstFit", "missingCount", "highestLoad", "pairCount", "editCount"] as const;

/** Two plans side by side, or the choice of two where the address does not name them. */
export function ComparePage() {
  const { roundId = "" } = useParams();
  const [search] = useSearchParams();
  const [first, other] = [search.get("first"), search.get("other")];
  if (!first || !other) return <ComparePlans roundId={roundId} />;
  return <Compared roundId={roundId} first={first} other={other} />;
}

interface Props {
  readonly roundId: string;
  readonly first: string;
  readonly other: string;
}

/** Figures, what was asked differently, who is better or worse off. */
function Compared({ roundId, first, other }: Props) {
  const { round, comparePlans: found } = useLazyLoadQuery<ComparePageQuery>(query, {
    first,
    other,
    round: roundId,
  });
  const t = useWords("judging");
  if (!round || !found) return <NotFound />;
  const above = [
    { to: `/rounds/${roundId}`, label: round.name },
    { to: `/rounds/${roundId}/studio`, label: t("studio.title") },
  ];
  const about = t("compare.about", {
    kept: numberText(found.keptCount),
    added: numberText(found.addedCount),
    removed: numberText(found.removedCount),
    better: numberText(found.betterCount),
    worse: numberText(found.worseCount),
  });
  return (
    <Page
      title={t("compare.title")}
      above={above}
      about={about}
      actions={
        <Link to={`/rounds/${roundId}/compare?first=${encodeURIComponent(first)}`}>
          <Button>{t("compare.chooseOthers")}</Button>
        </Link>
      }
    >
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={12}>
          <Figures found={found} roundId={roundId} />
        </Col>
        <Col xs={24} xl={12}>
          <Card size="small" title={<h2 className="card-title">{t("compare.entries")}</h2>}>
            <Entries entries={found.entries} />
          </Card>
        </Col>
        <Col span={24}>
          <Card size="small" title={<h2 className="card-title">{t("compare.pairs")}</h2>}>
            <PairChanges changes={found.pairs} />
          </Card>
        </Col>
      </Row>
    </Page>
  );
}

function Figures({ found, roundId }: { readonly found: Comparison; readonly roundId: string }) {
  const t = useWords("judging");
  return (
    <Card size="small" title={<h2 className="card-title">{t("compare.figures")}</h2>}>
      <Table
        size="small"
        rowKey="name"
        pagination={false}
        dataSource={FIGURES.map((name) => ({ name }))}
        columns={[
          { title: t("compare.figure"), render: (_, { name }) => t(`compare.${name}`) },
          {
            title: scenarioName(t, found.first),
            align: "right",
            render: (_, { name }) => numberText(found.first[name]),
          },
          {
            title: scenarioName(t, found.other),
            align: "right",
            render: (_, { name }) => numberText(found.other[name]),
          },
        ]}
      />
      <Flex wrap gap="small" className="scenario-buttons">
        {[found.first, found.other].map((plan) => (
          <Link key={plan.planId} to={`/rounds/${roundId}/plans/${plan.planId}`}>
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

function Entries({ entries }: { readonly entries: Comparison["entries"] }) {
  const t = useWords("judging");
  return (
    <Table<Comparison["entries"][number]>
      size="small"
      rowKey="entryId"
      pagination={entries.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
      dataSource={[...entries]}
      locale={{ emptyText: t("compare.same") }}
      columns={[
        { title: t("entry"), render: (_, { code, title }) => `${code} ${title}` },
        { title: t("compare.before"), align: "right", render: (_, { before }) => fitText(before) },
        { title: t("compare.after"), align: "right", render: (_, { after }) => fitText(after) },
        {
          title: t("compare.difference"),
          align: "right",
          render: (_, { before, after }) => (
            <Typography.Text type={after < before ? "danger" : "success"}>
              {after > before ? "+" : ""}
              {fitText(after - before, 3)}
            </Typography.Text>
          ),
        },
      ]}
    />
  );
}
