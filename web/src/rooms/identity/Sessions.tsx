import { App, Button, Card, Tag } from "antd";
import { startTransition } from "react";
import { graphql, useRefetchableFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import type { SessionsRefetchQuery } from "../../__generated__/SessionsRefetchQuery.graphql";
import type { Sessions_account$key } from "../../__generated__/Sessions_account.graphql";
import type { SessionsEndMutation } from "../../__generated__/SessionsEndMutation.graphql";
import type { SessionsEverywhereMutation } from "../../__generated__/SessionsEverywhereMutation.graphql";
import { agentName } from "./agents";

/** Where one is signed in, and ending it there. */
export function Sessions({ account }: { readonly account: Sessions_account$key }) {
  const [{ sessions }, refetch] = useRefetchableFragment<SessionsRefetchQuery, Sessions_account$key>(
    graphql`
      fragment Sessions_account on Account @refetchable(queryName: "SessionsRefetchQuery") {
        sessions(first: 50) {
          nodes {
            id
            agent
            address
            createdAt
            usedAt
            isCurrent
          }
        }
      }
    `,
    account,
  );
  const [end] = useGesture<SessionsEndMutation>(graphql`
    mutation SessionsEndMutation($input: EndSessionInput!) {
      endSession(input: $input) {
        __typename
        ... on EndSessionSuccess {
          account {
            ...Sessions_account
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [endOthers, isEnding] = useGesture<SessionsEverywhereMutation>(graphql`
    mutation SessionsEverywhereMutation($input: SignOutEverywhereInput!) {
      signOutEverywhere(input: $input) {
        __typename
        ... on SignOutEverywhereSuccess {
          endedCount
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { message } = App.useApp();
  const t = useWords("identity");
  const leave = async (sessionId: string) => {
    const { success } = await end({ input: { sessionId } });
    if (success) void message.success(t("security.ended"));
  };
  const leaveOthers = async () => {
    const { success } = await endOthers({ input: { keepsThis: true } });
    if (!success) return;
    startTransition(() => void refetch({}, { fetchPolicy: "network-only" }));
    const count = success.endedCount ?? 0;
    void message.success(count ? t("security.everywhereDone", { count }) : t("security.everywhereNone"));
  };
  return (
    <Card
      title={t("security.sessions")}
      extra={
        sessions.nodes.length > 1 && (
          <Button onClick={() => void leaveOthers()} loading={isEnding}>
            {t("security.everywhere")}
          </Button>
        )
      }
    >
      <Rows
        rows={sessions.nodes}
        columns={[
          {
            key: "agent",
            title: t("security.agent"),
            render: ({ agent, isCurrent }) => (
              <>
                {agentName(agent) || t("security.unknownAgent")}{" "}
                {isCurrent && <Tag color="green">{t("security.here")}</Tag>}
              </>
            ),
          },
          { key: "address", title: t("security.address"), render: ({ address }) => address },
          { key: "usedAt", title: t("security.usedAt"), render: ({ usedAt }) => timeText(usedAt) },
          { key: "createdAt", title: t("security.signedInAt"), render: ({ createdAt }) => timeText(createdAt) },
          {
            key: "end",
            title: "",
            align: "right",
            render: (row) =>
              !row.isCurrent && (
                <AskFirst
                  question={t("security.endNamed", { name: agentName(row.agent) || t("security.unknownAgent") })}
                  label={t("security.end")}
                  run={() => leave(row.id)}
                  button={{ size: "small" }}
                />
              ),
          },
        ]}
      />
    </Card>
  );
}
