import { App, Button, Card, Dropdown, Flex } from "antd";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import { useViewer } from "../../ui/viewer";
import type { Requests_organization$key } from "../../__generated__/Requests_organization.graphql";
import type { RequestsAcceptMutation } from "../../__generated__/RequestsAcceptMutation.graphql";
import type { RequestsDeclineMutation } from "../../__generated__/RequestsDeclineMutation.graphql";
import { ROLES, type Role } from "./kinds";

interface Props {
  readonly organization: Requests_organization$key;
  readonly changed: () => void;
}

/** Who asks to belong, for those who decide. */
export function Requests({ organization, changed }: Props) {
  const { membershipRequests } = useFragment(
    graphql`
      fragment Requests_organization on Organization {
        membershipRequests(first: 50) {
          nodes {
            id
            message
            createdAt
            account {
              id
              name
              email
            }
          }
        }
      }
    `,
    organization,
  );
  const [accept] = useGesture<RequestsAcceptMutation>(graphql`
    mutation RequestsAcceptMutation($input: AcceptRequestInput!) {
      acceptRequest(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [decline] = useGesture<RequestsDeclineMutation>(graphql`
    mutation RequestsDeclineMutation($input: DeclineRequestInput!) {
      declineRequest(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const viewer = useViewer();
  const { message } = App.useApp();
  const t = useWords("organizations");
  const others = membershipRequests.nodes.filter(({ account }) => account?.id !== viewer.id);
  if (others.length === 0) return null;
  const letIn = async (membershipRequestId: string, role: Role) => {
    const { success } = await accept({ input: { membershipRequestId, role } });
    if (!success) return;
    void message.success(t("request.accepted"));
    changed();
  };
  const turnAway = async (membershipRequestId: string) => {
    const { success } = await decline({ input: { membershipRequestId } });
    if (!success) return;
    void message.success(t("request.declined"));
    changed();
  };
  return (
    <Card title={t("request.list")} id="requests">
      <Rows
        rows={others}
        columns={[
          { key: "name", title: t("member.name"), render: ({ account }) => account?.name },
          { key: "email", title: t("member.email"), render: ({ account }) => account?.email },
          { key: "message", title: t("request.message"), render: (row) => row.message },
          { key: "at", title: t("request.at"), render: ({ createdAt }) => timeText(createdAt) },
          {
            key: "decide",
            title: "",
            align: "right",
            render: ({ id }) => (
              <Flex gap="small" justify="end">
                <Dropdown
                  trigger={["click"]}
                  menu={{
                    items: ROLES.map((role) => ({
                      key: role,
                      label: t("request.acceptAs", { role: wordOf("MemberRole", role) }),
                      onClick: () => void letIn(id, role),
                    })),
                  }}
                >
                  <Button size="small" type="primary">
                    {t("request.accept")}
                  </Button>
                </Dropdown>
                <AskFirst
                  question={t("request.declineAsk")}
                  label={t("request.decline")}
                  run={() => turnAway(id)}
                  button={{ size: "small" }}
                />
              </Flex>
            ),
          },
        ]}
      />
    </Card>
  );
}
