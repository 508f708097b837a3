import { App, Card, Select } from "antd";
import { graphql, useFragment } from "react-relay";
import { useNavigate } from "react-router";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { useChoices } from "../../ui/choices";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import { useViewer } from "../../ui/viewer";
import type {
  Members_organization$data,
  Members_organization$key,
} from "../../__generated__/Members_organization.graphql";
import type { MembersRemoveMutation } from "../../__generated__/MembersRemoveMutation.graphql";
import type { MembersRoleMutation } from "../../__generated__/MembersRoleMutation.graphql";
import { ROLES, type Role } from "./kinds";

interface Props {
  readonly organization: Members_organization$key;
  readonly isAdmin: boolean;
}

type Member = Members_organization$data["memberships"]["nodes"][number];

/** Who belongs to the organization, and as what. */
export function Members({ organization, isAdmin }: Props) {
  const { id, memberships } = useFragment(
    graphql`
      fragment Members_organization on Organization {
        id
        memberships(first: 100) {
          nodes {
            id
            role
            version
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
  const [changeRole] = useGesture<MembersRoleMutation>(graphql`
    mutation MembersRoleMutation($input: ChangeMemberRoleInput!) {
      changeMemberRole(input: $input) {
        __typename
        ... on ChangeMemberRoleSuccess {
          membership {
            id
            role
            version
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [remove] = useGesture<MembersRemoveMutation>(graphql`
    mutation MembersRemoveMutation($input: RemoveMemberInput!) {
      removeMember(input: $input) {
        __typename
        ... on RemoveMemberSuccess {
          organization {
            ...Members_organization
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const viewer = useViewer();
  const { forget } = useChoices();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const t = useWords("organizations");
  const become = async ({ account, version }: Member, role: Role) => {
    if (!account) return;
    const { success } = await changeRole({ input: { organizationId: id, accountId: account.id, version, role } });
    if (success) void message.success(t("member.roleChanged"));
  };
  const leave = async ({ account }: Member) => {
    if (!account) return;
    const { success } = await remove({ input: { organizationId: id, accountId: account.id } });
    if (!success) return;
    void message.success(t("member.removed"));
    if (account.id === viewer.id) {
      await navigate("/organizations");
      forget();
    }
  };
  return (
    <Card title={t("member.list")} id="members">
      <Rows
        rows={memberships.nodes}
        columns={[
          { key: "name", title: t("member.name"), render: ({ account }) => account?.name ?? t("member.gone") },
          { key: "email", title: t("member.email"), render: ({ account }) => account?.email },
          {
            key: "role",
            title: t("member.role"),
            render: (row) =>
              isAdmin ? (
                <Select
                  size="small"
                  className="role-choice"
                  aria-label={t("member.roleOf", { name: row.account?.name ?? "" })}
                  value={row.role}
                  options={ROLES.map((value) => ({ value, label: wordOf("MemberRole", value) }))}
                  onChange={(role: Role) => void become(row, role)}
                />
              ) : (
                wordOf("MemberRole", row.role)
              ),
          },
          { key: "since", title: t("member.since"), render: ({ createdAt }) => timeText(createdAt), wideOnly: true },
          {
            key: "remove",
            title: "",
            align: "right",
            render: (row) => {
              const isMe = row.account?.id === viewer.id;
              if (!isAdmin && !isMe) return null;
              return (
                <AskFirst
                  question={isMe ? t("member.leaveAsk") : t("member.removeAsk", { name: row.account?.name ?? "" })}
                  label={isMe ? t("member.leave") : t("member.remove")}
                  run={() => leave(row)}
                  button={{ size: "small", danger: true }}
                />
              );
            },
          },
        ]}
      />
    </Card>
  );
}
