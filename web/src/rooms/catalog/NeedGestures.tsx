import { Button } from "antd";
import { graphql } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import type { Refusal } from "../../ui/faults";
import { useGesture } from "../../ui/useGesture";
import type { NeedGesturesPublishMutation } from "../../__generated__/NeedGesturesPublishMutation.graphql";
import type { NeedGesturesWithdrawMutation } from "../../__generated__/NeedGesturesWithdrawMutation.graphql";
import type { Need } from "./NeedPage";

export function PublishNeed({
  need,
  refuse,
}: {
  readonly need: Need;
  readonly refuse: (refusal: Refusal | null) => void;
}) {
  const t = useWords("catalog");
  const [publish, isRunning] = useGesture<NeedGesturesPublishMutation>(graphql`
    mutation NeedGesturesPublishMutation($input: PublishNeedInput!) {
      publishNeed(input: $input) {
        __typename
        ... on PublishNeedSuccess {
          need {
            ...NeedPage_need @relay(mask: false)
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const run = async () => {
    const { refusal } = await publish({ input: { needId: need.id, version: need.version } }, { quiet: true });
    refuse(refusal);
  };
  return (
    <Button type="primary" loading={isRunning} onClick={() => void run()}>
      {t("publish")}
    </Button>
  );
}

export function WithdrawNeed({ need }: { readonly need: Need }) {
  const t = useWords("catalog");
  const [withdraw] = useGesture<NeedGesturesWithdrawMutation>(graphql`
    mutation NeedGesturesWithdrawMutation($input: WithdrawNeedInput!) {
      withdrawNeed(input: $input) {
        __typename
        ... on WithdrawNeedSuccess {
          need {
            ...NeedPage_need @relay(mask: false)
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  return (
    <AskFirst
      question={t("need.withdrawQuestion")}
      label={t("withdraw")}
      run={() => withdraw({ input: { needId: need.id, version: need.version } })}
    />
  );
}
