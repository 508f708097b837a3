import { Button, Flex, Typography } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import type { DecideResidencyAcceptMutation } from "../../__generated__/DecideResidencyAcceptMutation.graphql";
import type { DecideResidencyDeclineMutation } from "../../__generated__/DecideResidencyDeclineMutation.graphql";
import { useWords } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { useGesture } from "../../ui/useGesture";

interface Props {
  readonly stay: { readonly id: string; readonly version: number };
}

/** A startup's answer to a stay that an incubator entered. */
export function DecideResidency({ stay }: Props) {
  const t = useWords("incubation");
  const [isDeclined, setDeclined] = useState(false);
  const [accept, isAccepting] = useGesture<DecideResidencyAcceptMutation>(graphql`
    mutation DecideResidencyAcceptMutation($input: AcceptResidencyInput!) {
      acceptResidency(input: $input) {
        __typename
        ... on AcceptResidencySuccess {
          residency {
            ...residencies_row @relay(mask: false)
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [decline] = useGesture<DecideResidencyDeclineMutation>(graphql`
    mutation DecideResidencyDeclineMutation($input: DeclineResidencyInput!) {
      declineResidency(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const input = { residencyId: stay.id, version: stay.version };
  const refuse = async () => {
    const { success } = await decline({ input });
    setDeclined(success !== null);
  };
  if (isDeclined) return <Typography.Text type="secondary">{t("residency.declined")}</Typography.Text>;
  return (
    <Flex gap="small" wrap>
      <Button type="primary" size="small" loading={isAccepting} onClick={() => void accept({ input })}>
        {t("residency.accept")}
      </Button>
      <AskFirst
        question={t("residency.declineQuestion")}
        label={t("residency.decline")}
        run={refuse}
        button={{ size: "small" }}
      />
    </Flex>
  );
}
