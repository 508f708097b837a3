import { Alert, Flex, Skeleton, Typography } from "antd";
import { fetchQuery, graphql } from "react-relay";
import type { Environment } from "relay-runtime";
import type { PairReasonsQuery } from "../../__generated__/PairReasonsQuery.graphql";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Bars } from "../../ui/Bars";
import type { Matrix } from "./matrix";
import { reasonSentence } from "./reasons";
import type { Stated } from "./settings";
import { useAnswer } from "./useAnswer";

interface Props {
  readonly planId: string;
  readonly judgeId: string;
  readonly entryId: string;
  readonly matrix: Matrix;
  readonly isChosen: boolean;
}

const query = graphql`
  query PairReasonsQuery($plan: ID!, $judge: ID!, $entry: ID!) {
    plan(id: $plan) {
      id
      solveRun {
        id
        settings
      }
    }
    explainPair(planId: $plan, judgeId: $judge, entryId: $entry) {
      fit
      components
      reasons {
        code
        params
      }
    }
  }
`;

/** Ask as soon as somebody points at a pair, before anything of it is drawn; what comes is the panel's answer. */
export function askWhy(environment: Environment, planId: string, judgeId: string, entryId: string): void {
  const variables = { plan: planId, judge: judgeId, entry: entryId };
  fetchQuery<PairReasonsQuery>(environment, query, variables, { fetchPolicy: "store-or-network" }).subscribe({
    error: () => undefined, // the panel asks too, and tells it
  });
}

/** Why the pair is in the plan or not, and what its fit is made of. */
export function PairReasons({ planId, judgeId, entryId, matrix, isChosen }: Props) {
  const answer = useAnswer<PairReasonsQuery>(query, { plan: planId, judge: judgeId, entry: entryId });
  const t = useWords("judging");
  const found = answer?.explainPair;
  if (answer && !found) return null;
  const [reason, ...details] = found?.reasons ?? [];
  const components = Object.entries((found?.components ?? {}) as Stated) as [string, number][];
  const settings = (answer?.plan?.solveRun?.settings ?? {}) as Stated;
  const sentence = (told: { readonly code: string; readonly params: unknown }) =>
    reasonSentence(t, told, matrix, settings);
  const limits = details.filter(({ code }) => code !== "COMES_IN" && code !== "GOES");
  const moves = details.filter(({ code }) => code === "COMES_IN" || code === "GOES");
  return (
    <section className="pair-part">
      <Typography.Title level={3}>{t(titleOf(reason?.code, isChosen))}</Typography.Title>
      <Alert
        type="info"
        title={
          reason ? <span data-testid="reason">{sentence(reason)}</span> : <Skeleton.Input active block size="small" />
        }
      />
      {limits.length > 0 && (
        <ul className="moves">
          {limits.map((reason, at) => (
            <li key={at}>{sentence(reason)}</li>
          ))}
        </ul>
      )}
      {moves.length > 0 && (
        <details>
          <summary>{t("pair.moves", { count: moves.length })}</summary>
          <ul className="moves">
            {moves.map((reason, at) => (
              <li key={at}>{sentence(reason)}</li>
            ))}
          </ul>
        </details>
      )}
      {found && (
        <>
          <Typography.Title level={3}>{t("pair.madeOf", { fit: numberText(found.fit, 3) })}</Typography.Title>
          <Flex vertical gap={4}>
            <Bars bars={components.map(([name, share]) => ({ label: wordOf("FitComponent", name), share }))} />
          </Flex>
        </>
      )}
    </section>
  );
}

const WHY = new Set(["CHOSEN", "LOCKED", "IN_PLAN"]);

function titleOf(code: string | undefined, isChosen: boolean): string {
  const isWhy = code === undefined ? isChosen : WHY.has(code);
  if (!isWhy) return isChosen ? "pair.whyNotBefore" : "pair.whyNot";
  return isChosen ? "pair.why" : "pair.whyBefore";
}
