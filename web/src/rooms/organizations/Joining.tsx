import { App, Button, Input, Modal, Tag, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { upTo } from "../../ui/limits";
import { useGesture } from "../../ui/useGesture";
import { useViewer } from "../../ui/viewer";
import type { Joining_organization$key } from "../../__generated__/Joining_organization.graphql";
import type { JoiningAskMutation } from "../../__generated__/JoiningAskMutation.graphql";
import type { JoiningWithdrawMutation } from "../../__generated__/JoiningWithdrawMutation.graphql";

interface Props {
  readonly organization: Joining_organization$key;
  readonly changed: () => void;
}

/** Asking to belong, and taking it back. */
export function Joining({ organization, changed }: Props) {
  const shown = useFragment(
    graphql`
      fragment Joining_organization on Organization {
        id
        name
        membershipRequests(first: 50) {
          nodes {
            id
            account {
              id
            }
          }
        }
      }
    `,
    organization,
  );
  const [ask, isAsking] = useGesture<JoiningAskMutation>(graphql`
    mutation JoiningAskMutation($input: RequestMembershipInput!) {
      requestMembership(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [withdraw] = useGesture<JoiningWithdrawMutation>(graphql`
    mutation JoiningWithdrawMutation($input: DeclineRequestInput!) {
      declineRequest(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const viewer = useViewer();
  const { message } = App.useApp();
  const t = useWords("organizations");
  const mine = shown.membershipRequests.nodes.find(({ account }) => account?.id === viewer.id);
  const send = async () => {
    const { success } = await ask({ input: { organizationId: shown.id, message: words } });
    if (!success) return;
    setOpen(false);
    void message.success(t("request.sent"));
    changed();
  };
  const takeBack = async (membershipRequestId: string) => {
    const { success } = await withdraw({ input: { membershipRequestId } });
    if (success) changed();
  };
  if (mine)
    return (
      <>
        <Tag color="blue">{t("request.waiting")}</Tag>
        <Button onClick={() => void takeBack(mine.id)}>{t("request.withdraw")}</Button>
      </>
    );
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t("request.ask")}
      </Button>
      <Modal
        open={isOpen}
        title={t("request.to", { name: shown.name })}
        okText={t("request.send")}
        cancelText={t("cancel")}
        confirmLoading={isAsking}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <Typography.Paragraph type="secondary">{t("request.about")}</Typography.Paragraph>
        <Input.TextArea
          aria-label={t("request.message")}
          placeholder={t("request.hint")}
          value={words}
          {...upTo(500)}
          rows={3}
          onChange={(event) => setWords(event.target.value)}
        />
      </Modal>
    </>
  );
}
