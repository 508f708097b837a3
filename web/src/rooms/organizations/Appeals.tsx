import { App, Button, Card, Flex, Input, Tag, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { upTo } from "../../ui/limits";
import { useGesture } from "../../ui/useGesture";
import type {
  Appeals_restriction$data,
  Appeals_restriction$key,
} from "../../__generated__/Appeals_restriction.graphql";
import type { AppealsDecideMutation } from "../../__generated__/AppealsDecideMutation.graphql";

interface Props {
  readonly restriction: Appeals_restriction$key;
  readonly canDecide: boolean;
  readonly changed: () => void;
}

type Appeal = Appeals_restriction$data["appeals"]["nodes"][number];
const COLORS = { OPEN: "blue", GRANTED: "green", REFUSED: "default" } as const;

/** What was said against a restriction, and the answers. */
export function Appeals({ restriction, canDecide, changed }: Props) {
  const { appeals } = useFragment(
    graphql`
      fragment Appeals_restriction on Restriction {
        appeals(first: 50) {
          nodes {
            id
            version
            grounds
            state
            answer
            createdAt
            decidedAt
            organization {
              name
            }
          }
        }
      }
    `,
    restriction,
  );
  const t = useWords("organizations");
  if (appeals.nodes.length === 0) return null;
  return (
    <Card title={t("appeal.list")}>
      <Flex vertical gap="large">
        {appeals.nodes.map((appeal) => (
          <section key={appeal.id}>
            <Flex wrap gap="small" align="center">
              <Typography.Text strong>{appeal.organization?.name}</Typography.Text>
              <Tag color={COLORS[appeal.state]}>{wordOf("AppealState", appeal.state)}</Tag>
              <Typography.Text type="secondary">{timeText(appeal.createdAt)}</Typography.Text>
            </Flex>
            <Typography.Paragraph className="kept-lines">{appeal.grounds}</Typography.Paragraph>
            {appeal.answer && (
              <Typography.Paragraph type="secondary" className="kept-lines">
                {t("appeal.answered", { time: timeText(appeal.decidedAt), answer: appeal.answer })}
              </Typography.Paragraph>
            )}
            {canDecide && appeal.state === "OPEN" && <Decide appeal={appeal} changed={changed} />}
          </section>
        ))}
      </Flex>
    </Card>
  );
}

function Decide({ appeal, changed }: { readonly appeal: Appeal; readonly changed: () => void }) {
  const [decide, isRunning] = useGesture<AppealsDecideMutation>(graphql`
    mutation AppealsDecideMutation($input: DecideAppealInput!) {
      decideAppeal(input: $input) {
        __typename
        ... on DecideAppealSuccess {
          appeal {
            id
            version
            state
            answer
            decidedAt
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [answer, setAnswer] = useState("");
  const { message } = App.useApp();
  const t = useWords("organizations");
  const say = async (isGranted: boolean) => {
    const { success } = await decide({
      input: { restrictionAppealId: appeal.id, version: appeal.version, isGranted, answer },
    });
    if (!success) return;
    void message.success(t("appeal.decided"));
    changed();
  };
  return (
    <Flex vertical gap="small" className="record-form">
      <Input.TextArea
        aria-label={t("appeal.answer")}
        placeholder={t("appeal.answerHint")}
        value={answer}
        {...upTo(2000)}
        rows={2}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <Flex wrap gap="small">
        <Button type="primary" disabled={!answer.trim()} loading={isRunning} onClick={() => void say(true)}>
          {t("appeal.grant")}
        </Button>
        <Button disabled={!answer.trim()} loading={isRunning} onClick={() => void say(false)}>
          {t("appeal.refuse")}
        </Button>
      </Flex>
    </Flex>
  );
}
