import { graphql } from "relay-runtime";
import type { Refusal } from "./faults";

/** What every mutation asks of a refusal: spread it beside the success. */
export const refused = graphql`
  fragment refused_fields on Refused @relay(mask: false) {
    code
    params {
      name
      value
    }
    ... on InvalidInput {
      faults {
        path
        code
        params {
          name
          value
        }
      }
    }
    ... on Stale {
      currentVersion
    }
  }
`;

/** The refusal in a member of a result union. */
export function refusalOf(member: Partial<Refusal> & { readonly __typename: string }): Refusal {
  return {
    kind: member.__typename,
    code: member.code ?? "SERVER_FAILED",
    params: member.params ?? [],
    faults: member.faults ?? [],
    currentVersion: member.currentVersion ?? null,
  };
}
