import { Card, Flex, Tag, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import { Link } from "react-router";
import type { Unmet_plan$key } from "../../__generated__/Unmet_plan.graphql";
import type { Unmet_tally$key } from "../../__generated__/Unmet_tally.graphql";
import { numberText, useWords } from "../../i18n/useWords";
import { ruleText } from "../../ui/ruling/mends";
import type { Stated } from "../../ui/ruling/stated";
import { labelOf } from "./settings";

interface Props {
  readonly plan: Unmet_plan$key;
  readonly tally: Unmet_tally$key | null;
  /** Of the plan's run: what its rules are. */
  readonly settings: Stated;
}

/** Needs with fewer packages than they want, whether more capacity would help, and minimums of rules that are missed. */
export function Unmet({ plan: key, tally, settings }: Props) {
  const { unmetNeeds } = useFragment(
    graphql`
      fragment Unmet_plan on PoolPlan {
        unmetNeeds(first: 20) {
          totalCount
          nodes {
            id
            wantedCount
            missingCount
            candidateCount
            need {
              id
              code
              title
            }
          }
        }
      }
    `,
    key,
  );
  const t = useWords("matching");
  return (
    <Card size="small" title={<h2 className="card-title">{t("unmet.title")}</h2>}>
      {unmetNeeds.nodes.length === 0 && <Typography.Text type="secondary">{t("unmet.none")}</Typography.Text>}
      <ul className="unmet">
        {unmetNeeds.nodes.map(({ id, need, wantedCount, missingCount, candidateCount }) => (
          <li key={id}>
            <div>{need ? <Link to={`/needs/${need.id}`}>{need.title}</Link> : t("unmet.hidden")}</div>
            <Flex wrap gap="small" align="center">
              <Tag color="red">{t("unmet.lacks", { missing: missingCount, wanted: wantedCount })}</Tag>
              <Typography.Text type="secondary">
                {t(candidateCount < wantedCount ? "unmet.fewCandidates" : "unmet.busy", { count: candidateCount })}
              </Typography.Text>
            </Flex>
          </li>
        ))}
      </ul>
      {unmetNeeds.totalCount > unmetNeeds.nodes.length &&
        t("andMore", { count: unmetNeeds.totalCount - unmetNeeds.nodes.length })}
      <MissedMinimums tally={tally} settings={settings} />
    </Card>
  );
}

function MissedMinimums({ tally: key, settings }: Pick<Props, "tally" | "settings">) {
  const tally = useFragment(
    graphql`
      fragment Unmet_tally on PoolTally {
        missedMinimumCount
        missedMinimums {
          params
          wanted
          given
        }
      }
    `,
    key,
  );
  const t = useWords("matching");
  if (!tally || tally.missedMinimumCount === 0) return null;
  const hidden = tally.missedMinimumCount - tally.missedMinimums.length;
  return (
    <>
      <h3 className="unmet-rules">{t("unmet.rules", { count: tally.missedMinimumCount })}</h3>
      <ul className="unmet">
        {tally.missedMinimums.map(({ params: told, wanted, given }, at) => {
          const params = told as Stated;
          const whom = [params.need, params.package, params.group].filter(Boolean).join(t("listed"));
          return (
            <li key={at}>
              {t(whom ? "unmet.rule" : "unmet.ruleOfAll", {
                whom,
                wanted: numberText(wanted),
                given: numberText(given),
                rule: ruleText(t, settings, params, labelOf),
              })}
            </li>
          );
        })}
      </ul>
      {hidden > 0 && t("andMore", { count: hidden })}
    </>
  );
}
