import { MailOutlined } from "@ant-design/icons";
import { App, Button, Flex, Modal, Typography } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import type { InviteJudgesMailMutation } from "../../__generated__/InviteJudgesMailMutation.graphql";
import type { InviteJudgesMutation } from "../../__generated__/InviteJudgesMutation.graphql";
import { useWords } from "../../i18n/useWords";
import { useGesture } from "../../ui/useGesture";

interface Invited {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly contact: { readonly email: string } | null | undefined;
}

interface Props {
  readonly competitionId: string;
  readonly judges: readonly Invited[];
  readonly label: string;
  readonly done?: () => void;
}

/** Asks judges to join: those with an address by mail, the others by links that the organizer hands over. */
export function InviteJudges({ competitionId, judges, label, done }: Props) {
  const t = useWords("competitions");
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const [mailed, setMailed] = useState(false);
  const [mail, isMailing] = useGesture<InviteJudgesMailMutation>(graphql`
    mutation InviteJudgesMailMutation($input: MailJudgeInvitationsInput!) {
      mailJudgeInvitations(input: $input) {
        __typename
        ... on MailJudgeInvitationsSuccess {
          judges {
            id
            contact {
              id
              invitedAt
            }
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const reachable = judges.filter(({ contact }) => contact?.email);
  const others = judges.filter(({ contact }) => !contact?.email);
  const close = () => {
    setOpen(false);
    if (mailed) done?.();
    setMailed(false);
  };
  const send = async () => {
    const { success } = await mail({ input: { competitionId, judgeIds: reachable.map(({ id }) => id) } });
    if (!success) return;
    void message.success(t("judge.mailed", { count: reachable.length }));
    if (others.length > 0) return setMailed(true);
    setOpen(false);
    done?.();
  };
  const toHandOver = others.length > 0 ? others : judges;
  return (
    <>
      <Button type="primary" icon={<MailOutlined />} disabled={judges.length === 0} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        open={isOpen}
        title={t("judge.invitationTitle")}
        footer={null}
        width={720}
        mask={{ closable: false }}
        onCancel={close}
        destroyOnHidden
      >
        <Flex vertical gap="large">
          {reachable.length > 0 && !mailed && (
            <Flex vertical gap="small" align="start">
              <Typography.Text>{t("judge.mailText", { count: reachable.length })}</Typography.Text>
              <Button type="primary" loading={isMailing} onClick={() => void send()}>
                {t("judge.mail", { count: reachable.length })}
              </Button>
            </Flex>
          )}
          <Links
            judges={toHandOver}
            text={t(others.length > 0 ? "judge.linkTextOthers" : "judge.linkText", { count: toHandOver.length })}
          />
        </Flex>
      </Modal>
    </>
  );
}

interface LinksProps {
  readonly judges: readonly Invited[];
  readonly text: string;
}

interface Link {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** Makes the link of each of these judges, to be sent by the organizer; they are shown once. */
function Links({ judges, text }: LinksProps) {
  const t = useWords("competitions");
  const [links, setLinks] = useState<readonly Link[]>([]);
  const [isRunning, setRunning] = useState(false);
  const [invite] = useGesture<InviteJudgesMutation>(graphql`
    mutation InviteJudgesMutation($input: InviteJudgeInput!) {
      inviteJudge(input: $input) {
        __typename
        ... on InviteJudgeSuccess {
          secret
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const run = async () => {
    setRunning(true);
    const made: Link[] = [];
    for (const { id, name, code } of judges) {
      const { success } = await invite({ input: { judgeId: id } });
      if (!success?.secret) break;
      made.push({ id, name: name || code, address: `${location.origin}/judge-invitation#${success.secret}` });
    }
    setRunning(false);
    setLinks(made);
  };
  if (links.length === 0) {
    return (
      <Flex vertical gap="small" align="start">
        <Typography.Text>{text}</Typography.Text>
        <Button loading={isRunning} onClick={() => void run()}>
          {t("judge.makeLinks", { count: judges.length })}
        </Button>
      </Flex>
    );
  }
  const lines = links.map(({ name, address }) => `${name}\t${address}`).join("\n");
  return (
    <div>
      <Typography.Paragraph>{t("judge.invitationsText")}</Typography.Paragraph>
      {links.length > 1 && (
        <Typography.Paragraph copyable={{ text: lines, tooltips: [t("copyAll"), t("copied")], icon: t("copyAll") }} />
      )}
      <ul className="plain-list">
        {links.map(({ id, name, address }) => (
          <li key={id}>
            {name}
            <Typography.Paragraph copyable code className="kept-lines">
              {address}
            </Typography.Paragraph>
          </li>
        ))}
      </ul>
    </div>
  );
}
