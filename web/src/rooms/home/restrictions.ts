/** Who of one's organizations stands on the restricted list. */
import type { HomeQuery } from "../../__generated__/HomeQuery.graphql";

type Membership = NonNullable<HomeQuery["response"]["viewer"]>["memberships"]["nodes"][number];

/** A restriction that holds today, and whom it names. */
export interface Restricted {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly endsOn: string | null | undefined;
}

export function restrictionsOf(memberships: readonly Membership[], today: string): readonly Restricted[] {
  return memberships.flatMap(({ organization }) =>
    (organization?.restrictions.nodes ?? [])
      .filter(({ liftedAt, startsOn, endsOn }) => !liftedAt && startsOn <= today && (!endsOn || endsOn >= today))
      .map(({ id, reason, endsOn }) => ({ id, reason, endsOn, name: organization?.name ?? "" })),
  );
}
