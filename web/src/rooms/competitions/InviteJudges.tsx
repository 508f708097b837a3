import { Button, Modal, Typography } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { useGesture } from "../../ui/useGesture";
import type { InviteJudgesMutation } from "../../__generated__/InviteJudgesMutation.graphql";

interface Props {
  readonly judges: readonly { readonly id: string; readonly name: string; readonly code: string }[];
}

interface Link {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** Makes the link of each of these judges, to be sent by the organizer; they are shown once. */
export function InviteJudges({ judges }: Props) {
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
  const text = links.map(({ name, address }) => `${name}\t${address}`).join("\n");
  return (
    <>
      <Button type="primary" disabled={judges.length === 0} loading={isRunning} onClick={() => void run()}>
        {t("judge.inviteCount", { count: judges.length })}
      </Button>
      <Modal
        open={links.length > 0}
        title={t("judge.invitationTitle")}
        footer={null}
        width={720}
        mask={{ closable: false }}
        onCancel={() => setLinks([])}
      >
        <Typography.Paragraph>{t("judge.invitationsText")}</Typography.Paragraph>
        <Typography.Paragraph copyable={{ text, tooltips: [t("copyAll"), t("copied")], icon: t("copyAll") }} />
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
      </Modal>
    </>
  );
}
