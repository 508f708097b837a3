import { App } from "antd";
import { useCallback } from "react";
import { graphql } from "react-relay";
import type { useLockPairsMutation } from "../../__generated__/useLockPairsMutation.graphql";
import { useWords } from "../../i18n/useWords";
import { useGesture } from "../../ui/useGesture";
import type { Cell, Matrix } from "./matrix";
import { useEditPlan } from "./useEditPlan";

/** Whose pairs are locked or unlocked together: of one entry, of one judge, these, or all. */
export type Scope =
  | { readonly of: "all" }
  | { readonly of: "entry"; readonly row: number }
  | { readonly of: "judge"; readonly column: number }
  | { readonly of: "cells"; readonly cells: readonly Cell[] };

type Lock = (scope: Scope, isLocked: boolean, count: number) => Promise<void>;

/** Locks or unlocks many pairs of a plan in one gesture, which undo takes back as one. */
export function useLockPairs(planId: string, version: number, matrix: Matrix): [Lock, boolean] {
  const [edit, isEditing] = useEditPlan();
  const [lock, isLocking] = useGesture<useLockPairsMutation>(graphql`
    mutation useLockPairsMutation($input: LockPlanPairsInput!) {
      lockPlanPairs(input: $input) {
        __typename
        ... on LockPlanPairsSuccess {
          plan {
            id
            version
            editCount
            ...UndoButtons_plan
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { message } = App.useApp();
  const t = useWords("judging");
  const run = useCallback<Lock>(
    async (scope, isLocked, count) => {
      const ofEntry = scope.of === "entry" ? matrix.rows[scope.row]?.id : null;
      const ofJudge = scope.of === "judge" ? matrix.columns[scope.column]?.id : null;
      const { success } =
        scope.of === "cells"
          ? await edit(planId, version, matrix, { [isLocked ? "lock" : "unlock"]: scope.cells }, { isDry: false })
          : await lock({ input: { planId, version, isLocked, ofEntry, ofJudge } });
      if (success) void message.success(t(isLocked ? "lock.locked" : "lock.unlocked", { count }));
    },
    [edit, lock, matrix, message, planId, t, version],
  );
  return [run, isEditing || isLocking];
}
