import { Alert, Button, Card, Col, Flex, Row, Typography } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link } from "react-router";
import { timeText } from "../../i18n/times";
import { numberText, useWords } from "../../i18n/useWords";
import { Page } from "../../ui/Page";
import { useViewer } from "../../ui/viewer";
import type { HomeQuery } from "../../__generated__/HomeQuery.graphql";
import "./home.css";
import { partsOf, type Part } from "./parts";

const query = graphql`
  query HomeQuery {
    viewer {
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
          roundsUnpublishedCount
          roundsWithoutRubricCount
          judgesNotLinkedCount
          recusalCount
          unfinishedSheetCount
          lateSheetCount
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
        zone {
          unverifiedOrganizationCount
          openAppealCount
          endingRestrictionCount
        }
      }
    }
  }
`;

/** What waits for the person, and where to begin. */
export function Home() {
  const { viewer: asked } = useLazyLoadQuery<HomeQuery>(query, {}, { fetchPolicy: "store-and-network" });
  const viewer = useViewer();
  const t = useWords("home");
  const home = asked?.home;
  if (!home) return null;
  const parts = partsOf(home);
  const isAlone = home.organizationCount === 0 && !home.judge;
  return (
    <Page title={t("welcome", { name: viewer.name })}>
      {isAlone && <Beginning hasAsked={home.sentRequestCount > 0} />}
      <Row gutter={[16, 16]}>
        {parts.map((part) => (
          <Col key={part.key} xs={24} xl={12}>
            <PartCard part={part} dueAt={part.key === "judge" ? home.judge?.nextDueAt : null} />
          </Col>
        ))}
      </Row>
    </Page>
  );
}

function PartCard({ part, dueAt }: { readonly part: Part; readonly dueAt: string | null | undefined }) {
  const t = useWords("home");
  const waiting = part.lines.filter(({ count }) => count > 0);
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
      {waiting.length === 0 ? (
        <Typography.Text type="secondary">{t("nothingWaits")}</Typography.Text>
      ) : (
        <ul className="home-lines">
          {waiting.map(({ key, count, to }) => (
            <li key={key}>
              <Link to={to}>
                <span className={part.urgent.includes(key) ? "home-count home-urgent" : "home-count"}>
                  {numberText(count)}
                  {count >= MOST && "+"}
                </span>
                <span>{t(`parts.${part.key}.${key}`)}</span>
              </Link>
              <Link to={to} tabIndex={-1} aria-hidden>
                <Button size="small" tabIndex={-1}>
                  {t("look")}
                </Button>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
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
