import { PlusOutlined } from "@ant-design/icons";
import { Button, Card, Col, Flex, Progress, Row, Statistic, Tag } from "antd";
import { graphql, useFragment } from "react-relay";
import { Link } from "react-router";
import { useWords, wordOf } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import type { CompetitionOverview_competition$key } from "../../__generated__/CompetitionOverview_competition.graphql";

const STATE_COLORS: Record<string, string> = { PLANNING: "blue", JUDGING: "green", CLOSED: "default" };

interface Props {
  readonly competition: CompetitionOverview_competition$key;
  readonly canEdit: boolean;
}

/** Words stand smaller than figures: three tiles share the width of a phone. */
const IN_WORDS = { content: { fontSize: 15, overflowWrap: "anywhere" } } as const;

/** How far a competition is, and the next step of each round. */
export function CompetitionOverview({ competition: key, canEdit }: Props) {
  const competition = useFragment(
    graphql`
      fragment CompetitionOverview_competition on Competition {
        id
        entries {
          totalCount
        }
        judges {
          totalCount
        }
        conflicts {
          totalCount
        }
        rounds(first: 20, orderBy: ORDINAL_ASC) {
          nodes {
            id
            name
            state
            perEntry
            maxLoad
            isBlind
            plans {
              totalCount
            }
            scoringProgress {
              taskCount
              submittedCount
            }
          }
        }
      }
    `,
    key,
  );
  const t = useWords("competitions");
  const { id, entries, judges, conflicts, rounds } = competition;
  const isSearched = conflicts.totalCount > 0 || rounds.nodes.some(({ plans }) => plans.totalCount > 0);
  const counts = [
    { label: t("entry.list"), value: entries.totalCount, to: `?tab=entries` },
    { label: t("judge.list"), value: judges.totalCount, to: `?tab=judges` },
    { label: t("conflicts"), value: isSearched ? conflicts.totalCount : t("conflictsLater"), to: null },
  ];
  const addRound = canEdit && (
    <Link to={`/competitions/${id}/rounds/new`}>
      <Button icon={<PlusOutlined />}>{t("round.create")}</Button>
    </Link>
  );
  return (
    <Flex vertical gap="middle">
      <Row gutter={[12, 12]}>
        {counts.map(({ label, value, to }) => (
          <Col key={label} xs={8} md={6} xl={4}>
            <Card size="small">
              {to ? (
                <Link to={to}>
                  <Statistic title={label} value={value} />
                </Link>
              ) : (
                <Statistic title={label} value={value} styles={typeof value === "string" ? IN_WORDS : undefined} />
              )}
            </Card>
          </Col>
        ))}
      </Row>
      {rounds.nodes.length === 0 ? (
        <Empty text={t("round.none")}>{addRound}</Empty>
      ) : (
        <>
          {rounds.nodes.map((round) => {
            const { taskCount, submittedCount } = round.scoringProgress;
            return (
              <Card
                key={round.id}
                size="small"
                title={
                  <Flex gap="small" align="center" wrap>
                    <Link to={`/rounds/${round.id}`}>{round.name}</Link>
                    <Tag color={STATE_COLORS[round.state]}>{wordOf("RoundState", round.state)}</Tag>
                    {round.isBlind && <Tag>{t("round.isBlind")}</Tag>}
                  </Flex>
                }
                extra={
                  canEdit && (
                    <Link to={`/rounds/${round.id}/studio`}>
                      <Button type={round.state === "PLANNING" ? "primary" : "default"}>{t("round.studio")}</Button>
                    </Link>
                  )
                }
              >
                {t("round.rule", { perEntry: round.perEntry, maxLoad: round.maxLoad })}
                {taskCount > 0 && (
                  <Progress
                    aria-label={t("round.progress")}
                    percent={Math.round((100 * submittedCount) / taskCount)}
                    format={() => `${submittedCount} / ${taskCount}`}
                  />
                )}
              </Card>
            );
          })}
          {addRound}
        </>
      )}
    </Flex>
  );
}
