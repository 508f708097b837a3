import { Button, Result } from "antd";
import { useState } from "react";
import { commitLocalUpdate, graphql, useRelayEnvironment } from "react-relay";
import { Link, useLocation } from "react-router";
import { useWords } from "../../i18n/useWords";
import { Page } from "../../ui/Page";
import { useGesture } from "../../ui/useGesture";
import type { JudgeInvitationPageMutation } from "../../__generated__/JudgeInvitationPageMutation.graphql";

/** Where an invitation to judge leads; the secret stands behind the #, which no server sees. */
export function JudgeInvitationPage() {
  const secret = useLocation().hash.slice(1);
  const [isAccepted, setAccepted] = useState(false);
  const environment = useRelayEnvironment();
  const t = useWords("competitions");
  const [accept, isRunning] = useGesture<JudgeInvitationPageMutation>(graphql`
    mutation JudgeInvitationPageMutation($input: AcceptInvitationInput!) {
      acceptInvitation(input: $input) {
        __typename
        ... on AcceptInvitationSuccess {
          judge {
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
    const { success } = await accept({ input: { secret } });
    if (!success) return;
    setAccepted(true);
    // Who judges is told so by the navigation: it asks again.
    commitLocalUpdate(environment, (store) => store.getRoot().getLinkedRecord("viewer")?.invalidateRecord());
  };
  return (
    <Page title={t("invitation.title")}>
      {isAccepted ? (
        <Result
          status="success"
          title={t("invitation.accepted")}
          extra={
            <Link to="/desk">
              <Button type="primary">{t("invitation.toDesk")}</Button>
            </Link>
          }
        />
      ) : (
        <Result
          status="info"
          title={secret ? t("invitation.ask") : t("invitation.noSecret")}
          extra={
            secret && (
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
