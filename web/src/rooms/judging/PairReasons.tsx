import { Alert, Flex, Typography } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import type { PairReasonsQuery } from "../../__generated__/PairReasonsQuery.graphql";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Bars } from "../../ui/Bars";
import type { Matrix } from "./matrix";
import { reasonSentence } from "./reasons";
import type { Stated } from "./settings";

interface Props {
  readonly planId: string;
  readonly judgeId: string;
  readonly entryId: string;
  readonly matrix: Matrix;
  readonly isChosen: boolean;
}

/** Why the pair is in the plan or not, and what its fit is made of. */
export function PairReasons({ planId, judgeId, entryId, matrix, isChosen }: Props) {
  const { explainPair: found } = useLazyLoadQuery<PairReasonsQuery>(
    graphql`
      query PairReasonsQuery($plan: ID!, $judge: ID!, $entry: ID!) {
        explainPair(planId: $plan, judgeId: $judge, entryId: $entry) {
          fit
          components
          reasons {
            code
            params
          }
        }
      }
    `,
    { plan: planId, judge: judgeId, entry: entryId },
  );
  const t = useWords("judging");
  if (!found) return null;
  const [answer, ...details] = found.reasons;
  const components = Object.entries((found.components ?? {}) as Stated) as [string, number][];
  const sentence = (reason: { readonly code: string; readonly params: unknown }) => reasonSentence(t, reason, matrix);
  const limits = details.filter(({ code }) => code !== "COMES_IN" && code !== "GOES");
  const moves = details.filter(({ code }) => code === "COMES_IN" || code === "GOES");
  return (
    <section className="pair-part">
      <Typography.Title level={3}>
        {t(answer && WHY.has(answer.code) ? (isChosen ? "pair.why" : "pair.whyBefore") : "pair.whyNot")}
      </Typography.Title>
      {answer && <Alert type="info" title={sentence(answer)} data-testid="reason" />}
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
      <Typography.Title level={3}>{t("pair.madeOf", { fit: numberText(found.fit, 3) })}</Typography.Title>
      <Flex vertical gap={4}>
        <Bars
          bars={components.map(([name, share]) => ({
            label: wordOf("FitComponent", name),
            share,
          }))}
        />
      </Flex>
    </section>
  );
}

const WHY = new Set(["CHOSEN", "LOCKED", "IN_PLAN"]);
