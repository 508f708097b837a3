import { graphql, useLazyLoadQuery } from "react-relay";
import { Navigate, useParams } from "react-router";
import { addressOf } from "../../ui/addresses";
import { NotFound } from "../../ui/NotFound";
import type { FollowPageQuery } from "../../__generated__/FollowPageQuery.graphql";

type Found = NonNullable<FollowPageQuery["response"]["node"]>;

/** The way to what a notice is about, where only the object itself knows on which page it stands. */
export function FollowPage() {
  const id = useParams().subjectId ?? "";
  const { node } = useLazyLoadQuery<FollowPageQuery>(
    graphql`
      query FollowPageQuery($id: ID!) {
        node(id: $id) {
          __typename
          ... on Plan {
            round {
              id
            }
          }
          ... on SolveRun {
            round {
              id
            }
            plan {
              id
              round {
                id
              }
            }
            poolPlan {
              id
            }
          }
          ... on Recommendation {
            need {
              id
            }
            technologyPackage {
              id
            }
          }
          ... on Residency {
            startup {
              id
            }
          }
          ... on Conflict {
            entry {
              id
            }
          }
          ... on Recusal {
            round {
              id
            }
          }
          ... on ScoreSheet {
            round {
              id
            }
            judgeTask {
              id
              viewerCanScore
            }
          }
          ... on RestrictionAppeal {
            restriction {
              id
            }
          }
          ... on WebhookEndpoint {
            organization {
              id
            }
          }
        }
      }
    `,
    { id },
    { fetchPolicy: "network-only" },
  );
  const address = node && pageOf(id, node);
  return address ? <Navigate to={address} replace /> : <NotFound />;
}

const under = (type: string, object: { readonly id: string } | null | undefined): string | null =>
  object ? addressOf(type, object.id) : null;

function pageOf(id: string, node: Found): string | null {
  switch (node.__typename) {
    case "Plan":
      return node.round ? `/rounds/${node.round.id}/plans/${id}` : null;
    case "SolveRun":
      return runPage(id, node);
    case "Recommendation":
      return under("Need", node.need) ?? under("TechnologyPackage", node.technologyPackage);
    case "Residency":
      return under("Startup", node.startup);
    case "Conflict":
      return under("Entry", node.entry);
    case "Recusal":
      return under("Round", node.round);
    case "ScoreSheet":
      return node.judgeTask?.viewerCanScore ? under("JudgeTask", node.judgeTask) : under("Round", node.round);
    case "RestrictionAppeal":
      return under("Restriction", node.restriction);
    case "WebhookEndpoint":
      return node.organization ? `/organizations/${node.organization.id}/webhooks` : null;
    default:
      return null;
  }
}

function runPage(id: string, run: Extract<Found, { readonly __typename: "SolveRun" }>): string {
  if (run.plan?.round) return `/rounds/${run.plan.round.id}/plans/${run.plan.id}`;
  if (run.poolPlan) return `/pool/plans/${run.poolPlan.id}`;
  return run.round ? `/rounds/${run.round.id}/runs/${id}` : `/pool/runs/${id}`;
}
