import { App, Button, Card, Flex, Form, Input, Select } from "antd";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { sentenceOf, useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { optionsOf } from "../../ui/kinds";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import type { CompetitionStaff_competition$key } from "../../__generated__/CompetitionStaff_competition.graphql";
import type { CompetitionStaffChangeMutation } from "../../__generated__/CompetitionStaffChangeMutation.graphql";
import type { CompetitionStaffInviteMutation } from "../../__generated__/CompetitionStaffInviteMutation.graphql";
import type { CompetitionStaffRemoveMutation } from "../../__generated__/CompetitionStaffRemoveMutation.graphql";

const ROLES = ["ORGANIZER", "STAFF", "OBSERVER"] as const;
type Role = (typeof ROLES)[number];

/** Who helps to run this event, beside the members of its organizer. */
export function CompetitionStaff({ competition: key }: { readonly competition: CompetitionStaff_competition$key }) {
  const { id, roles, staffInvitations } = useFragment(
    graphql`
      fragment CompetitionStaff_competition on Competition {
        id
        roles(first: 100) {
          nodes {
            id
            role
            version
            account {
              id
              name
              email
            }
          }
        }
        staffInvitations(first: 100) {
          nodes {
            id
            email
            role
            endsAt
            acceptedAt
          }
        }
      }
    `,
    key,
  );
  const t = useWords("competitions");
  const { message } = App.useApp();
  const [form] = Form.useForm<{ email: string; role: Role }>();
  const [invite, isRunning] = useGesture<CompetitionStaffInviteMutation>(graphql`
    mutation CompetitionStaffInviteMutation($input: InviteStaffInput!) {
      inviteStaff(input: $input) {
        __typename
        ... on InviteStaffSuccess {
          invitation {
            competition {
              ...CompetitionStaff_competition
            }
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [change] = useGesture<CompetitionStaffChangeMutation>(graphql`
    mutation CompetitionStaffChangeMutation($input: ChangeEventRoleInput!) {
      changeEventRole(input: $input) {
        __typename
        ... on ChangeEventRoleSuccess {
          role {
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
  const [remove] = useGesture<CompetitionStaffRemoveMutation>(graphql`
    mutation CompetitionStaffRemoveMutation($input: RemoveEventRoleInput!) {
      removeEventRole(input: $input) {
        __typename
        ... on RemoveEventRoleSuccess {
          removedId @deleteRecord
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const submit = async ({ email, role }: { email: string; role: Role }) => {
    const { success, refusal } = await invite({ input: { competitionId: id, email, role } }, { quiet: true });
    if (success) {
      form.resetFields();
      void message.success(t("staff.invited"));
    } else if (refusal) {
      const { code, params } = refusal.faults[0] ?? refusal;
      form.setFields([{ name: "email", errors: [sentenceOf(code, params)] }]);
    }
  };
  const waiting = staffInvitations.nodes.filter(({ acceptedAt }) => !acceptedAt);
  return (
    <Flex vertical gap="middle">
      <Card size="small" title={t("staff.invite")}>
        <Form
          form={form}
          layout="inline"
          initialValues={{ role: "STAFF" satisfies Role }}
          onFinish={(values) => void submit(values)}
          className="inline-form"
        >
          <Form.Item name="email" label={t("judge.email")} rules={[{ required: true, message: t("required") }]}>
            <Input type="email" />
          </Form.Item>
          <Form.Item name="role" label={t("staff.role")}>
            <Select options={optionsOf("EventRole", ROLES)} style={{ minWidth: 140 }} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={isRunning}>
            {t("staff.send")}
          </Button>
        </Form>
        <p>{t("staff.help")}</p>
      </Card>
      {roles.nodes.length > 0 && (
        <Rows
          rows={roles.nodes}
          columns={[
            { key: "name", title: t("judge.name"), render: ({ account }) => account?.name || account?.email },
            {
              key: "role",
              title: t("staff.role"),
              render: (row) => (
                <Select<Role>
                  aria-label={t("staff.role")}
                  value={row.role as Role}
                  options={optionsOf("EventRole", ROLES)}
                  onChange={(role) => void change({ input: { competitionRoleId: row.id, version: row.version, role } })}
                />
              ),
            },
            {
              key: "remove",
              title: "",
              render: (row) => (
                <AskFirst
                  question={t("staff.removeQuestion")}
                  label={t("remove")}
                  run={() => remove({ input: { competitionRoleId: row.id } })}
                  button={{ type: "text", danger: true }}
                />
              ),
            },
          ]}
        />
      )}
      {waiting.length > 0 && (
        <Card size="small" title={t("staff.waiting")}>
          <ul className="plain-list">
            {waiting.map((each) => (
              <li key={each.id}>
                {each.email} · {wordOf("EventRole", each.role)} · {t("staff.until", { time: timeText(each.endsAt) })}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Flex>
  );
}
