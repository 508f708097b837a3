import { RedoOutlined, UndoOutlined } from "@ant-design/icons";
import { Button, Space } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import type { UndoButtons_plan$key } from "../../__generated__/UndoButtons_plan.graphql";
import type { UndoButtonsRedoMutation } from "../../__generated__/UndoButtonsRedoMutation.graphql";
import type { UndoButtonsUndoMutation } from "../../__generated__/UndoButtonsUndoMutation.graphql";
import { useWords } from "../../i18n/useWords";
import { useGesture } from "../../ui/useGesture";

/** Takes hand edits of a plan back, and does them again. */
export function UndoButtons({ plan: key }: { readonly plan: UndoButtons_plan$key }) {
  const plan = useFragment(
    graphql`
      fragment UndoButtons_plan on Plan {
        id
        version
        editCount
      }
    `,
    key,
  );
  const [takenBack, setTakenBack] = useState({ count: 0, version: plan.version });
  const [undo, isUndoing] = useGesture<UndoButtonsUndoMutation>(graphql`
    mutation UndoButtonsUndoMutation($input: UndoPlanEditInput!) {
      undoPlanEdit(input: $input) {
        __typename
        ... on UndoPlanEditSuccess {
          plan {
            id
            totalFit
            missingCount
            ...UndoButtons_plan @relay(mask: false)
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [redo, isRedoing] = useGesture<UndoButtonsRedoMutation>(graphql`
    mutation UndoButtonsRedoMutation($input: RedoPlanEditInput!) {
      redoPlanEdit(input: $input) {
        __typename
        ... on RedoPlanEditSuccess {
          plan {
            id
            totalFit
            missingCount
            ...UndoButtons_plan @relay(mask: false)
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const t = useWords("judging");
  const input = { planId: plan.id, version: plan.version };
  // A new edit forgets what was taken back before it.
  const again = takenBack.version === plan.version ? takenBack.count : 0;
  const back = async () => {
    const { success } = await undo({ input });
    if (success?.plan) setTakenBack({ count: again + 1, version: success.plan.version });
  };
  const forth = async () => {
    const { success } = await redo({ input });
    if (success?.plan) setTakenBack({ count: again - 1, version: success.plan.version });
  };
  return (
    <Space.Compact>
      <Button icon={<UndoOutlined />} disabled={plan.editCount === 0} loading={isUndoing} onClick={() => void back()}>
        {t("plan.undo")}
      </Button>
      <Button icon={<RedoOutlined />} disabled={again === 0} loading={isRedoing} onClick={() => void forth()}>
        {t("plan.redo")}
      </Button>
    </Space.Compact>
  );
}
