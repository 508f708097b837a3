import { Button, Card, Flex, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { graphql, useFragment } from "react-relay";
import { Link } from "react-router";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { FitParts } from "../../ui/FitParts";
import { useGesture } from "../../ui/useGesture";
import type { NeedFits_need$data, NeedFits_need$key } from "../../__generated__/NeedFits_need.graphql";
import type { NeedFitsFindMutation } from "../../__generated__/NeedFitsFindMutation.graphql";
import { Decide } from "./Decide";
import { STATE_COLORS } from "./states";

/** What pools recommend for a need, and what fits it whatever else it is wanted for. */
export function NeedFits({ need: key }: { readonly need: NeedFits_need$key }) {
  const need = useFragment(
    graphql`
      fragment NeedFits_need on Need {
        id
        state
        viewerCanEdit
        recommendations(first: 20, orderBy: FIT_DESC) {
          nodes {
            id
            fit
            components
            state
            declineReason
            note
            ...Decide_recommendation
            technologyPackage {
              id
              title
              organization {
                id
                name
              }
            }
          }
        }
        candidates(first: 10, orderBy: RANK_ASC) {
          nodes {
            id
            fit
            components
            technologyPackage {
              id
              title
              organization {
                id
                name
              }
            }
          }
        }
      }
    `,
    key,
  );
  const t = useWords("catalog");
  if (need.state === "DRAFT" || need.state === "RETURNED") return null;
  const { recommendations, candidates } = need;
  return (
    <>
      {recommendations.nodes.length > 0 && (
        <Card size="small" title={t("fits.recommended")}>
          {recommendations.nodes.map((each) => (
            <Fitting
              key={each.id}
              found={each}
              tag={<Tag color={STATE_COLORS[each.state]}>{wordOf("RecommendationState", each.state)}</Tag>}
            >
              {each.state === "DECLINED" && (
                <Typography.Text type="secondary">
                  {[wordOf("DeclineReason", each.declineReason), each.note].filter(Boolean).join("：")}
                </Typography.Text>
              )}
              <Decide recommendation={each} />
            </Fitting>
          ))}
        </Card>
      )}
      <Card size="small" title={t("fits.candidates")} extra={need.viewerCanEdit && <Find needId={need.id} />}>
        {candidates.nodes.length === 0 ? (
          <Empty text={t("fits.none")} />
        ) : (
          candidates.nodes.map((each) => <Fitting key={each.id} found={each} />)
        )}
      </Card>
    </>
  );
}

type Found = NeedFits_need$data["candidates"]["nodes"][number];

interface FittingProps {
  readonly found: Found;
  readonly tag?: ReactNode;
  readonly children?: ReactNode;
}

function Fitting({ found, tag, children }: FittingProps) {
  const { technologyPackage, fit, components } = found;
  const t = useWords("catalog");
  return (
    <Flex wrap gap="middle" justify="space-between" className="fitting">
      <div className="fitting-text">
        {technologyPackage && <Link to={`/packages/${technologyPackage.id}`}>{technologyPackage.title}</Link>} {tag}
        <br />
        <Typography.Text type="secondary">{technologyPackage?.organization?.name}</Typography.Text>
        <br />
        <Typography.Text>{t("fits.fit", { fit: numberText(fit) })}</Typography.Text>
        {children}
      </div>
      <FitParts parts={components as Record<string, number>} />
    </Flex>
  );
}

function Find({ needId }: { readonly needId: string }) {
  const t = useWords("catalog");
  const [find, isRunning] = useGesture<NeedFitsFindMutation>(graphql`
    mutation NeedFitsFindMutation($input: FindCandidatesInput!) {
      findCandidates(input: $input) {
        __typename
        ... on FindCandidatesSuccess {
          need {
            ...NeedFits_need
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  return (
    <Button loading={isRunning} onClick={() => void find({ input: { needId } })}>
      {t("fits.find")}
    </Button>
  );
}
