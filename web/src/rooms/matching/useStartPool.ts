import { useCallback } from "react";
import { graphql } from "react-relay";
import { useNavigate } from "react-router";
import type { useStartPoolMutation } from "../../__generated__/useStartPoolMutation.graphql";
import type { Refusal } from "../../ui/faults";
import type { Stated } from "../../ui/ruling/stated";
import { useGesture } from "../../ui/useGesture";
import { inputOf } from "./settings";

type Start = (settings: Stated, options?: { quiet?: boolean }) => Promise<Refusal | null>;

/** Starts a run of a pool and leads to it. */
export function useStartPool(organizationId: string): [Start, boolean] {
  const navigate = useNavigate();
  const [start, isStarting] = useGesture<useStartPoolMutation>(graphql`
    mutation useStartPoolMutation($input: StartPoolRunInput!) {
      startPoolRun(input: $input) {
        __typename
        ... on StartPoolRunSuccess {
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
      const { success, refusal } = await start({ input: { organizationId, settings: inputOf(settings) } }, options);
      if (!success) return refusal;
      await navigate(`/pool/runs/${success.solveRun?.id}`);
      return null;
    },
    [navigate, organizationId, start],
  );
  return [run, isStarting];
}
