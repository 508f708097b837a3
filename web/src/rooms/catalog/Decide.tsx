import { Button, Flex, Input, Modal, Select } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { DECLINE_REASONS, optionsOf } from "../../ui/kinds";
import { upTo } from "../../ui/limits";
import { useGesture } from "../../ui/useGesture";
import type { Decide_recommendation$key } from "../../__generated__/Decide_recommendation.graphql";
import type { DecideAcceptMutation } from "../../__generated__/DecideAcceptMutation.graphql";
import type { DecideDeclineMutation } from "../../__generated__/DecideDeclineMutation.graphql";

/** Accepting or declining a recommendation; declining says why, so that the next pool learns. */
export function Decide({ recommendation: key }: { readonly recommendation: Decide_recommendation$key }) {
  const { id, version, viewerCanDecide } = useFragment(
    graphql`
      fragment Decide_recommendation on Recommendation {
        id
        version
        state
        declineReason
        note
        viewerCanDecide
      }
    `,
    key,
  );
  const [isDeclining, setDeclining] = useState(false);
  const [reason, setReason] = useState<(typeof DECLINE_REASONS)[number]>("INDICATORS_NOT_MET");
  const [note, setNote] = useState("");
  const t = useWords("catalog");
  const [accept, isAccepting] = useGesture<DecideAcceptMutation>(graphql`
    mutation DecideAcceptMutation($input: AcceptRecommendationInput!) {
      acceptRecommendation(input: $input) {
        __typename
        ... on AcceptRecommendationSuccess {
          recommendation {
            ...Decide_recommendation
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [decline, isRunning] = useGesture<DecideDeclineMutation>(graphql`
    mutation DecideDeclineMutation($input: DeclineRecommendationInput!) {
      declineRecommendation(input: $input) {
        __typename
        ... on DeclineRecommendationSuccess {
          recommendation {
            ...Decide_recommendation
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  if (!viewerCanDecide) return null;
  const refuse = async () => {
    const { success } = await decline({ input: { recommendationId: id, version, reason, note } });
    if (success) setDeclining(false);
  };
  return (
    <Flex gap="small" style={{ marginTop: 8 }}>
      <Button
        type="primary"
        loading={isAccepting}
        onClick={() => void accept({ input: { recommendationId: id, version } })}
      >
        {t("fits.accept")}
      </Button>
      <Button onClick={() => setDeclining(true)}>{t("fits.decline")}</Button>
      <Modal
        open={isDeclining}
        title={t("fits.declineTitle")}
        okText={t("fits.decline")}
        cancelText={t("cancel")}
        confirmLoading={isRunning}
        okButtonProps={{ disabled: reason === "OTHER" && note.trim() === "" }}
        onOk={() => void refuse()}
        onCancel={() => setDeclining(false)}
      >
        <Select
          aria-label={t("fits.reason")}
          style={{ width: "100%", marginBottom: 12 }}
          options={optionsOf("DeclineReason", DECLINE_REASONS)}
          value={reason}
          onChange={setReason}
        />
        <Input.TextArea
          aria-label={t("fits.note")}
          placeholder={t("fits.note")}
          value={note}
          {...upTo(2000)}
          onChange={(event) => setNote(event.target.value)}
        />
      </Modal>
    </Flex>
  );
}
