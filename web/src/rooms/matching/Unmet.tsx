import { Card, Flex, Tag, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import { Link } from "react-router";
import type { Unmet_plan$key } from "../../__generated__/Unmet_plan.graphql";
import { useWords } from "../../i18n/useWords";

/** Needs with fewer packages than they want, and whether more capacity would help. */
export function Unmet({ plan: key }: { readonly plan: Unmet_plan$key }) {
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
    </Card>
  );
}
