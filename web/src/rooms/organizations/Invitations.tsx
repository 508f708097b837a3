import { UserAddOutlined } from "@ant-design/icons";
import { Alert, App, Button, Card, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { sentenceOf, useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { Empty } from "../../ui/Empty";
import type { Refusal } from "../../ui/faults";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import type { Invitations_organization$key } from "../../__generated__/Invitations_organization.graphql";
import type { InvitationsInviteMutation } from "../../__generated__/InvitationsInviteMutation.graphql";
import type { InvitationsRevokeMutation } from "../../__generated__/InvitationsRevokeMutation.graphql";
import { ROLES, type Role } from "./kinds";

interface Props {
  readonly organization: Invitations_organization$key;
  readonly changed: () => void;
}

interface Values {
  readonly email: string;
  readonly role: Role;
}

/** Whom the organization asked to belong, and asking more. */
export function Invitations({ organization, changed }: Props) {
  const { id, name, invitations } = useFragment(
    graphql`
      fragment Invitations_organization on Organization {
        id
        name
        invitations(first: 50) {
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
    organization,
  );
  const [invite, isInviting] = useGesture<InvitationsInviteMutation>(graphql`
    mutation InvitationsInviteMutation($input: InviteMemberInput!) {
      inviteMember(input: $input) {
        __typename
        ... on InviteMemberSuccess {
          invitation {
            email
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [revoke] = useGesture<InvitationsRevokeMutation>(graphql`
    mutation InvitationsRevokeMutation($input: RevokeInvitationInput!) {
      revokeInvitation(input: $input) {
        __typename
        ... on RevokeInvitationSuccess {
          email
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [isOpen, setOpen] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { message } = App.useApp();
  const t = useWords("organizations");
  const send = async (values: Values) => {
    const answer = await invite({ input: { ...values, organizationId: id } }, { quiet: true });
    setRefusal(answer.refusal);
    if (!answer.success) return;
    setOpen(false);
    void message.success(t("invitation.sent", { email: values.email }));
    changed();
  };
  const takeBack = async (invitationId: string, email: string) => {
    const { success } = await revoke({ input: { invitationId } });
    if (!success) return;
    void message.success(t("invitation.revoked", { email }));
    changed();
  };
  const open = (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setOpen(true)}>
      {t("invitation.invite")}
    </Button>
  );
  const waiting = invitations.nodes.filter(({ acceptedAt }) => !acceptedAt);
  const fault = refusal?.faults[0] ?? refusal;
  return (
    <Card title={t("invitation.list")} extra={waiting.length > 0 && open} id="invitations">
      <Rows
        rows={waiting}
        empty={<Empty text={t("invitation.none")}>{open}</Empty>}
        columns={[
          { key: "email", title: t("member.email"), render: ({ email }) => email },
          { key: "role", title: t("member.role"), render: ({ role }) => wordOf("MemberRole", role) },
          { key: "endsAt", title: t("invitation.endsAt"), render: ({ endsAt }) => timeText(endsAt) },
          {
            key: "revoke",
            title: "",
            align: "right",
            render: (row) => (
              <AskFirst
                question={t("invitation.revokeAsk", { email: row.email })}
                label={t("invitation.revoke")}
                run={() => takeBack(row.id, row.email)}
                button={{ size: "small" }}
              />
            ),
          },
        ]}
      />
      <Modal
        open={isOpen}
        title={t("invitation.to", { name })}
        footer={null}
        onCancel={() => setOpen(false)}
        afterClose={() => setRefusal(null)}
        destroyOnHidden
      >
        <Form<Values>
          noValidate
          layout="vertical"
          initialValues={{ role: "MEMBER" }}
          onFinish={(values) => void send(values)}
        >
          <Form.Item name="email" label={t("member.email")} rules={[{ required: true, message: t("fill") }]}>
            <Input type="email" inputMode="email" maxLength={254} autoFocus />
          </Form.Item>
          <Form.Item name="role" label={t("member.role")} extra={t("member.roleAbout")}>
            <Select options={ROLES.map((value) => ({ value, label: wordOf("MemberRole", value) }))} />
          </Form.Item>
          {fault && (
            <Alert type="error" showIcon className="form-notice" title={sentenceOf(fault.code, fault.params)} />
          )}
          <Button type="primary" htmlType="submit" loading={isInviting}>
            {t("invitation.send")}
          </Button>
        </Form>
      </Modal>
    </Card>
  );
}
