import { useCallback } from "react";
import { graphql } from "react-relay";
import { useNavigate } from "react-router";
import type { useStartMutation } from "../../__generated__/useStartMutation.graphql";
import type { Refusal } from "../../ui/faults";
import { useGesture } from "../../ui/useGesture";
import { inputOf, type Stated } from "./settings";

type Start = (settings: Stated, options?: { quiet?: boolean }) => Promise<Refusal | null>;

/** Starts an assignment of a round and leads to its run. */
export function useStart(roundId: string): [Start, boolean] {
  const navigate = useNavigate();
  const [start, isStarting] = useGesture<useStartMutation>(graphql`
    mutation useStartMutation($input: StartAssignmentInput!) {
      startAssignment(input: $input) {
        __typename
        ... on StartAssignmentSuccess {
          solveRun {
            id
            name
            settings
            ...RunProgress_run
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const run = useCallback<Start>(
    async (settings, options) => {
      const { success, refusal } = await start({ input: { roundId, settings: inputOf(settings) } }, options);
      if (!success) return refusal;
      const id = success.solveRun?.id ?? "";
      await navigate(`/rounds/${roundId}/runs/${encodeURIComponent(id)}`);
      return null;
    },
    [navigate, roundId, start],
  );
  return [run, isStarting];
}
