import { App } from "antd";
import { useCallback, useRef, useState } from "react";
import { commitMutation, useRelayEnvironment } from "react-relay";
import type { GraphQLTaggedNode, MutationParameters, SelectorStoreUpdater } from "relay-runtime";
import { sentenceOf } from "../i18n/useWords";
import { faultOf, OfflineError, type Refusal } from "./faults";
import { refusalOf } from "./refused";

type Answer<M extends MutationParameters> = NonNullable<M["response"][keyof M["response"]]>;
/** What the mutation selects of its success; the names of the success are always there. */
export type Success<M extends MutationParameters> = Answer<M>;
export type Outcome<M extends MutationParameters> =
  { readonly success: Success<M>; readonly refusal: null } | { readonly success: null; readonly refusal: Refusal };

export interface GestureOptions<M extends MutationParameters> {
  /** The caller shows the refusal itself, at the fields it names. */
  quiet?: boolean;
  updater?: SelectorStoreUpdater<M["response"]>;
}

/**
 * A mutation as a person's gesture: it runs once however often the line breaks, and its refusals are answers.
 *
 * After a lost connection the same gesture carries the same key, so that the server answers what it did the first time.
 */
export function useGesture<M extends MutationParameters>(
  mutation: GraphQLTaggedNode,
): [(variables: M["variables"], options?: GestureOptions<M>) => Promise<Outcome<M>>, boolean] {
  const environment = useRelayEnvironment();
  const { message } = App.useApp();
  const [runningCount, setRunningCount] = useState(0);
  const lost = useRef<{ asked: string; key: string } | null>(null);

  const run = useCallback(
    async (variables: M["variables"], options: GestureOptions<M> = {}): Promise<Outcome<M>> => {
      const asked = JSON.stringify(variables);
      const key = lost.current?.asked === asked ? lost.current.key : crypto.randomUUID();
      setRunningCount((count) => count + 1);
      try {
        const answer = await new Promise<Answer<M>>((resolve, reject) => {
          commitMutation<M>(environment, {
            mutation,
            variables,
            updater: options.updater,
            cacheConfig: { metadata: { idempotencyKey: key } },
            onCompleted: (response) => resolve(Object.values(response as object)[0] as Answer<M>),
            onError: reject,
          });
        });
        lost.current = null;
        const member = answer as unknown as { readonly __typename: string };
        if (member.__typename.endsWith("Success")) return { success: answer, refusal: null };
        const refusal = refusalOf(member);
        if (!options.quiet)
          void message.error(
            sentenceOf(refusal.faults[0]?.code ?? refusal.code, refusal.faults[0]?.params ?? refusal.params),
          );
        return { success: null, refusal };
      } catch (problem) {
        lost.current = problem instanceof OfflineError ? { asked, key } : null;
        const fault = faultOf(problem);
        if (!options.quiet) void message.error(sentenceOf(fault.code, fault.params));
        return {
          success: null,
          refusal: { kind: "Request", code: fault.code, params: fault.params, faults: [], currentVersion: null },
        };
      } finally {
        setRunningCount((count) => count - 1);
      }
    },
    [environment, message, mutation],
  );
  return [run, runningCount > 0];
}
