import { Button, Result } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { Link, useLocation } from "react-router";
import { useWords } from "../../i18n/useWords";
import { Page } from "../../ui/Page";
import { useGesture } from "../../ui/useGesture";
import type { EventInvitationPageMutation } from "../../__generated__/EventInvitationPageMutation.graphql";

/** Where a mailed invitation to help with an event leads; the secret stands behind the #, which no server sees. */
export function EventInvitationPage() {
  const token = useLocation().hash.slice(1);
  const [competitionId, setCompetitionId] = useState<string | null>(null);
  const t = useWords("competitions");
  const [accept, isRunning] = useGesture<EventInvitationPageMutation>(graphql`
    mutation EventInvitationPageMutation($input: AcceptEventRoleInput!) {
      acceptEventRole(input: $input) {
        __typename
        ... on AcceptEventRoleSuccess {
          competition {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const run = async () => {
    const { success } = await accept({ input: { token } });
    if (success?.competition) setCompetitionId(success.competition.id);
  };
  return (
    <Page title={t("staff.invitation")}>
      {competitionId ? (
        <Result
          status="success"
          title={t("staff.accepted")}
          extra={
            <Link to={`/competitions/${competitionId}`}>
              <Button type="primary">{t("staff.toCompetition")}</Button>
            </Link>
          }
        />
      ) : (
        <Result
          status="info"
          title={token ? t("staff.invitation") : t("invitation.noSecret")}
          extra={
            token && (
              <Button type="primary" loading={isRunning} onClick={() => void run()}>
                {t("invitation.accept")}
              </Button>
            )
          }
        />
      )}
    </Page>
  );
}
