import { App, Button, Card, Flex, Input, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { upTo } from "../../ui/limits";
import { useGesture } from "../../ui/useGesture";
import type { Verifying_organization$key } from "../../__generated__/Verifying_organization.graphql";
import type { VerifyingMutation } from "../../__generated__/VerifyingMutation.graphql";

interface Props {
  readonly organization: Verifying_organization$key;
  readonly changed: () => void;
}

/** The zone's administration says whether the organization is who it says. */
export function Verifying({ organization, changed }: Props) {
  const { id, verification } = useFragment(
    graphql`
      fragment Verifying_organization on Organization {
        id
        verification {
          state
          note
          decidedAt
        }
      }
    `,
    organization,
  );
  const [verify, isRunning] = useGesture<VerifyingMutation>(graphql`
    mutation VerifyingMutation($input: VerifyOrganizationInput!) {
      verifyOrganization(input: $input) {
        __typename
        ... on VerifyOrganizationSuccess {
          organization {
            ...Verifying_organization
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [note, setNote] = useState("");
  const { message } = App.useApp();
  const t = useWords("organizations");
  const say = async (state: "VERIFIED" | "REJECTED") => {
    const { success } = await verify({ input: { organizationId: id, state, note } });
    if (!success) return;
    setNote("");
    void message.success(t("verification.done"));
    changed();
  };
  return (
    <Card title={t("verification.decide")}>
      <Flex vertical gap="small" className="record-form">
        <Typography.Text type="secondary">
          {verification
            ? t("verification.was", {
                state: wordOf("Verification", verification.state),
                time: timeText(verification.decidedAt),
              })
            : t("verification.about")}
        </Typography.Text>
        <Input
          aria-label={t("verification.note")}
          placeholder={t("verification.noteHint")}
          value={note}
          {...upTo(500)}
          onChange={(event) => setNote(event.target.value)}
        />
        <Flex wrap gap="small">
          <Button type="primary" loading={isRunning} onClick={() => void say("VERIFIED")}>
            {t("verification.verify")}
          </Button>
          <Button danger disabled={!note.trim()} loading={isRunning} onClick={() => void say("REJECTED")}>
            {t("verification.reject")}
          </Button>
        </Flex>
      </Flex>
    </Card>
  );
}
