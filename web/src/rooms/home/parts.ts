/** The lines of a home: what is counted, and where each leads. */
import type { HomeQuery } from "../../__generated__/HomeQuery.graphql";

export type HomeFigures = NonNullable<NonNullable<HomeQuery["response"]["viewer"]>["home"]>;

export interface Line {
  /** A word of the part. */
  readonly key: string;
  readonly count: number;
  readonly to: string;
}

export interface Part {
  readonly key: "judge" | "organizer" | "incubator" | "enterprise" | "institute" | "zone" | "people";
  /** Where its daily work is done. */
  readonly to: string | null;
  readonly lines: readonly Line[];
  readonly urgent: readonly string[];
}

/** The parts that a person plays, the most pressing first. */
export function partsOf(home: HomeFigures): readonly Part[] {
  const { judge, organizer, incubator, enterprise, institute, zone } = home;
  const parts: (Part | null | undefined)[] = [
    judge && {
      key: "judge",
      to: "/desk",
      urgent: ["returned"],
      lines: [
        { key: "returned", count: judge.returnedCount, to: "/desk" },
        { key: "waiting", count: judge.waitingCount, to: "/desk" },
      ],
    },
    organizer && {
      key: "organizer",
      to: "/competitions?isOrganized=true",
      urgent: ["recusals", "late"],
      lines: [
        { key: "recusals", count: organizer.recusalCount, to: "/competitions?isOrganized=true" },
        { key: "late", count: organizer.lateSheetCount, to: "/competitions?isOrganized=true" },
        { key: "withoutPlan", count: organizer.roundsWithoutPlanCount, to: "/competitions?isOrganized=true" },
        { key: "unpublished", count: organizer.roundsUnpublishedCount, to: "/competitions?isOrganized=true" },
        { key: "withoutRubric", count: organizer.roundsWithoutRubricCount, to: "/competitions?isOrganized=true" },
        { key: "notLinked", count: organizer.judgesNotLinkedCount, to: "/competitions?isOrganized=true" },
        { key: "unfinished", count: organizer.unfinishedSheetCount, to: "/competitions?isOrganized=true" },
      ],
    },
    incubator && {
      key: "incubator",
      to: "/incubators",
      urgent: ["overdue"],
      lines: [
        { key: "overdue", count: incubator.overdueResidencyCount, to: "/residencies?state=OVERDUE" },
        { key: "ending", count: incubator.endingResidencyCount, to: "/residencies?state=ENDING" },
        { key: "proposed", count: incubator.proposedResidencyCount, to: "/residencies?isAgreed=false" },
      ],
    },
    enterprise && {
      key: "enterprise",
      to: "/needs?isMine=true",
      urgent: ["returned"],
      lines: [
        { key: "returned", count: enterprise.returnedNeedCount, to: "/needs?isMine=true&state=RETURNED" },
        { key: "recommendations", count: enterprise.recommendationCount, to: "/recommendations?isForMyNeeds=true" },
        { key: "residencies", count: enterprise.residencyProposalCount, to: "/residencies?isAgreed=false" },
        { key: "drafts", count: enterprise.draftNeedCount, to: "/needs?isMine=true&state=DRAFT" },
        { key: "published", count: enterprise.publishedNeedCount, to: "/needs?isMine=true&state=PUBLISHED" },
      ],
    },
    institute && {
      key: "institute",
      to: "/packages?isMine=true",
      urgent: [],
      lines: [
        { key: "recommendations", count: institute.recommendationCount, to: "/recommendations?isOfMyPackages=true" },
        { key: "drafts", count: institute.draftPackageCount, to: "/packages?isMine=true&state=DRAFT" },
        { key: "published", count: institute.publishedPackageCount, to: "/packages?isMine=true&state=PUBLISHED" },
      ],
    },
    zone && {
      key: "zone",
      to: "/restrictions",
      urgent: ["appeals"],
      lines: [
        { key: "appeals", count: zone.openAppealCount, to: "/restrictions?hasOpenAppeal=true" },
        { key: "unverified", count: zone.unverifiedOrganizationCount, to: "/organizations?awaitsVerification=true" },
        { key: "ending", count: zone.endingRestrictionCount, to: "/restrictions?isLifted=false" },
      ],
    },
    home.organizationCount > 0 || home.sentRequestCount > 0
      ? {
          key: "people",
          to: "/organizations?isMine=true",
          urgent: [],
          lines: [
            { key: "requests", count: home.membershipRequestCount, to: "/organizations?isMine=true" },
            { key: "invitations", count: home.openInvitationCount, to: "/organizations?isMine=true" },
            { key: "sent", count: home.sentRequestCount, to: "/organizations" },
          ],
        }
      : null,
  ];
  return parts.filter((part) => part !== null && part !== undefined);
}
