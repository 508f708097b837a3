import { RedoOutlined, UndoOutlined } from "@ant-design/icons";
import { Button, Space } from "antd";
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
        canUndo
        canRedo
      }
    `,
    key,
  );
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
  return (
    <Space.Compact>
      <Button icon={<UndoOutlined />} disabled={!plan.canUndo} loading={isUndoing} onClick={() => void undo({ input })}>
        {t("plan.undo")}
      </Button>
      <Button icon={<RedoOutlined />} disabled={!plan.canRedo} loading={isRedoing} onClick={() => void redo({ input })}>
        {t("plan.redo")}
      </Button>
    </Space.Compact>
  );
}
