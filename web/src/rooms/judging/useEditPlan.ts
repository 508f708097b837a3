import { useCallback } from "react";
import { graphql } from "react-relay";
import type { useEditPlanMutation } from "../../__generated__/useEditPlanMutation.graphql";
import { useGesture, type Outcome } from "../../ui/useGesture";
import { pairsOf, type Edit } from "./board";
import type { Matrix } from "./matrix";

type Run = (
  planId: string,
  version: number,
  matrix: Matrix,
  edit: Edit,
  how: { readonly isDry: boolean },
) => Promise<Outcome<useEditPlanMutation>>;

/** Edits a plan by hand, or only asks what an edit would cost and break. */
export function useEditPlan(): [Run, boolean] {
  const [edit, isEditing] = useGesture<useEditPlanMutation>(graphql`
    mutation useEditPlanMutation($input: EditPlanInput!) {
      editPlan(input: $input) {
        __typename
        ... on EditPlanSuccess {
          isApplied
          valueBefore
          value
          totalFit
          price
          priceState
          aims {
            name
            before
            after
          }
          violations {
            code
            judgeCode
            entryCode
            params
          }
          plan {
            id
            version
            scale
            totalFit
            missingCount
            editCount
            solveRun {
              id
              settings
            }
            ...UndoButtons_plan
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const run = useCallback<Run>(
    (planId, version, matrix, change, { isDry }) =>
      edit({ input: { planId, version, dryRun: isDry, ...pairsOf(matrix, change) } }),
    [edit],
  );
  return [run, isEditing];
}
