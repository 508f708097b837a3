import { PlusOutlined } from "@ant-design/icons";
import { Alert, Button, Card, Col, Flex, Row, Typography } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link } from "react-router";
import { dayText, timeText, today } from "../../i18n/times";
import { numberText, useWords } from "../../i18n/useWords";
import { Page } from "../../ui/Page";
import { useViewer } from "../../ui/viewer";
import type { HomeQuery } from "../../__generated__/HomeQuery.graphql";
import "./home.css";
import { partsOf, type Line, type Part } from "./parts";
import { restrictionsOf } from "./restrictions";
import { startsOf, type Start } from "./starts";

const query = graphql`
  query HomeQuery {
    viewer {
      id
      memberships(first: 50) {
        nodes {
          id
          organization {
            id
            name
            restrictions(first: 5) {
              nodes {
                id
                reason
                startsOn
                endsOn
                liftedAt
              }
            }
          }
        }
      }
      home {
        organizationCount
        membershipRequestCount
        sentRequestCount
        openInvitationCount
        judge {
          waitingCount
          returnedCount
          nextDueAt
        }
        organizer {
          roundsWithoutPlanCount
        }
        incubator {
          incubatorCount
          endingResidencyCount
          overdueResidencyCount
          proposedResidencyCount
        }
        enterprise {
          draftNeedCount
          returnedNeedCount
          publishedNeedCount
          recommendationCount
          residencyProposalCount
        }
        institute {
          draftPackageCount
          publishedPackageCount
          recommendationCount
        }
        pool {
          waitingNeedCount
          runningCount
          unansweredCount
          declinedCount
        }
        zone {
          unverifiedOrganizationCount
          openAppealCount
          endingRestrictionCount
        }
      }
    }
    rounds(first: 12, filter: { isOrganized: true, state: [PLANNING, JUDGING] }, orderBy: CREATED_DESC) {
      nodes {
        id
        name
        state
        scoresDueAt
        rubric {
          id
        }
        competition {
          id
          name
          judges(filter: { isLinked: false }) {
            totalCount
          }
        }
        plans {
          totalCount
        }
        published: plans(first: 1, filter: { state: [PUBLISHED] }) {
          nodes {
            id
          }
        }
        scoringProgress {
          openCount
          draftCount
          returnedCount
          recusedCount
        }
      }
    }
  }
`;

/** What waits for the person, and where to begin. */
export function Home() {
  const { viewer: asked, rounds } = useLazyLoadQuery<HomeQuery>(query, {}, { fetchPolicy: "store-and-network" });
  const viewer = useViewer();
  const t = useWords("home");
  const home = asked?.home;
  if (!home) return null;
  const administered = viewer.memberships.nodes.flatMap(({ role, organization }) =>
    role === "ADMIN" && organization ? [organization] : [],
  );
  const parts = partsOf(home, rounds.nodes, administered);
  const starts = startsOf(viewer, home);
  const isAlone = home.organizationCount === 0 && !home.judge;
  return (
    <Page title={t("welcome", { name: viewer.name })}>
      {restrictionsOf(asked.memberships.nodes, today()).map((each) => (
        <Alert
          key={each.id}
          type="error"
          showIcon
          className="form-notice"
          title={t(each.endsOn ? "restricted.until" : "restricted.open", { ...each, day: dayText(each.endsOn) })}
          description={
            <Flex vertical gap="small" align="start">
              {t("restricted.reason", { reason: each.reason })}
              <Link to={`/restrictions/${each.id}`}>
                <Button size="small">{t("restricted.look")}</Button>
              </Link>
            </Flex>
          }
        />
      ))}
      {isAlone && <Beginning hasAsked={home.sentRequestCount > 0} />}
      <Row gutter={[16, 16]}>
        {parts.map((part) => (
          <Col key={part.key} xs={24} xl={12}>
            <PartCard
              part={part}
              starts={starts[part.key] ?? []}
              dueAt={part.key === "judge" ? home.judge?.nextDueAt : null}
            />
          </Col>
        ))}
      </Row>
    </Page>
  );
}

interface PartProps {
  readonly part: Part;
  readonly starts: readonly Start[];
  readonly dueAt: string | null | undefined;
}

function PartCard({ part, starts, dueAt }: PartProps) {
  const t = useWords("home");
  const waiting = part.lines.filter(({ count }) => count > 0);
  const groups = part.groups ?? [];
  return (
    <Card
      title={t(`parts.${part.key}.title`)}
      className="home-part"
      extra={
        part.to && (
          <Link to={part.to}>
            <Button type={part.key === "judge" && waiting.length > 0 ? "primary" : "default"}>
              {t(`parts.${part.key}.go`)}
            </Button>
          </Link>
        )
      }
    >
      {dueAt && <Typography.Paragraph>{t("nextDue", { time: timeText(dueAt) })}</Typography.Paragraph>}
      {waiting.length + groups.length === 0 && <Typography.Text type="secondary">{t("nothingWaits")}</Typography.Text>}
      {waiting.length > 0 && <Lines part={part} lines={waiting} />}
      {groups.map((group) => (
        <section key={group.id} className="home-group">
          <Typography.Title level={3}>
            <Link to={group.to}>{group.title}</Link>
          </Typography.Title>
          <Lines part={part} lines={group.lines} />
        </section>
      ))}
      {starts.length > 0 && (
        <Flex wrap gap="small" className="home-starts">
          {starts.map(({ key, to }) => (
            <Link key={key} to={to}>
              <Button icon={<PlusOutlined />}>{t(`parts.${part.key}.start.${key}`)}</Button>
            </Link>
          ))}
        </Flex>
      )}
    </Card>
  );
}

function Lines({ part, lines }: { readonly part: Part; readonly lines: readonly Line[] }) {
  const t = useWords("home");
  return (
    <ul className="home-lines">
      {lines.map(({ key, count, to, isStep }) => (
        <li key={key}>
          <Link to={to}>
            <span className={part.urgent.includes(key) ? "home-count home-urgent" : "home-count"}>
              {isStep ? "·" : numberText(count)}
              {count >= MOST && "+"}
            </span>
            <span>{t(`parts.${part.key}.${key}`)}</span>
          </Link>
          <Link to={to} tabIndex={-1} aria-hidden>
            <Button size="small" tabIndex={-1}>
              {t([`parts.${part.key}.do.${key}`, "look"])}
            </Button>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A count that stands here means as many or more. */
const MOST = 1000;

/** Somebody new: find the organization one works for, or found it. */
function Beginning({ hasAsked }: { readonly hasAsked: boolean }) {
  const t = useWords("home");
  return (
    <Card title={t("begin.title")} className="home-begin">
      {hasAsked && <Alert type="info" showIcon className="form-notice" title={t("begin.asked")} />}
      <Typography.Paragraph>{t("begin.about")}</Typography.Paragraph>
      <Flex wrap gap="small">
        <Link to="/organizations">
          <Button type="primary">{t("begin.find")}</Button>
        </Link>
        <Link to="/organizations/new">
          <Button>{t("begin.create")}</Button>
        </Link>
      </Flex>
      <Typography.Paragraph type="secondary" className="home-judge">
        {t("begin.judge")}
      </Typography.Paragraph>
    </Card>
  );
}
