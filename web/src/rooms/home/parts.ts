/** The lines of a home: what is counted, and where each leads. */
import type { HomeQuery } from "../../__generated__/HomeQuery.graphql";

export type HomeFigures = NonNullable<NonNullable<HomeQuery["response"]["viewer"]>["home"]>;
export type OpenRound = HomeQuery["response"]["rounds"]["nodes"][number];

export interface Line {
  /** A word of the part. */
  readonly key: string;
  readonly count: number;
  readonly to: string;
  /** Something to do rather than so many of something. */
  readonly isStep?: boolean;
}

/** Lines about one thing that has a page. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly to: string;
  readonly lines: readonly Line[];
}

export interface Part {
  readonly key: "judge" | "organizer" | "incubator" | "enterprise" | "institute" | "pool" | "zone" | "people";
  /** Where its daily work is done. */
  readonly to: string | null;
  readonly lines: readonly Line[];
  readonly groups?: readonly Group[];
  readonly urgent: readonly string[];
}

/** What a round of a competition waits for, each line leading to where it is done. */
export function groupOf(round: OpenRound, now: number): Group {
  const { id, name, state, competition, rubric, plans, published, scoringProgress: progress, scoresDueAt } = round;
  const to = `/rounds/${id}`;
  const isJudged = state === "JUDGING";
  const isLate = Boolean(scoresDueAt) && Date.parse(scoresDueAt ?? "") < now;
  const unfinished = isJudged ? progress.openCount + progress.draftCount + progress.returnedCount : 0;
  const [plan] = published.nodes;
  const judges = `/competitions/${competition?.id}?tab=judges&isLinked=false`;
  const lines: Line[] = [
    {
      key: "recusals",
      count: isJudged ? progress.recusedCount : 0,
      to: plan ? `${to}/plans/${plan.id}/repair` : to,
    },
    { key: "late", count: isLate ? unfinished : 0, to },
    { key: "withoutRubric", count: rubric ? 0 : 1, to, isStep: true },
    { key: "withoutPlan", count: plans.totalCount === 0 ? 1 : 0, to: `${to}/studio`, isStep: true },
    { key: "unpublished", count: plans.totalCount > 0 && !plan ? 1 : 0, to: `${to}/studio`, isStep: true },
    { key: "notLinked", count: competition?.judges.totalCount ?? 0, to: judges },
    { key: "unfinished", count: isLate ? 0 : unfinished, to },
  ];
  return { id, title: [name, competition?.name].filter(Boolean).join(" · "), to, lines: lines.filter(waits) };
}

const waits = ({ count }: Line): boolean => count > 0;

/** The organizations that the person administers: one has its page, several their list. */
export type OwnPlace = readonly { readonly id: string }[];

/** The parts that a person plays, the most pressing first. */
export function partsOf(home: HomeFigures, rounds: readonly OpenRound[], own: OwnPlace): readonly Part[] {
  const now = Date.now();
  const { judge, organizer, incubator, enterprise, institute, pool, zone } = home;
  const [only, ...others] = own;
  const people = only && others.length === 0 ? `/organizations/${only.id}` : "/organizations?isMine=true";
  const parts: (Part | false | null | undefined)[] = [
    judge && {
      key: "judge",
      to: "/desk",
      urgent: ["returned"],
      lines: [
        { key: "returned", count: judge.returnedCount, to: "/desk" },
        { key: "waiting", count: judge.waitingCount, to: "/desk" },
      ],
    },
    (organizer !== null || rounds.length > 0) && {
      key: "organizer",
      to: "/competitions?isOrganized=true",
      urgent: ["recusals", "late"],
      lines: [],
      groups: rounds.map((round) => groupOf(round, now)).filter(({ lines }) => lines.length > 0),
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
        {
          key: "recommendations",
          count: enterprise.recommendationCount,
          to: "/recommendations?isForMyNeeds=true&state=PROPOSED",
        },
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
        {
          key: "recommendations",
          count: institute.recommendationCount,
          to: "/recommendations?isOfMyPackages=true&state=PROPOSED",
        },
        { key: "drafts", count: institute.draftPackageCount, to: "/packages?isMine=true&state=DRAFT" },
        { key: "published", count: institute.publishedPackageCount, to: "/packages?isMine=true&state=PUBLISHED" },
      ],
    },
    pool && {
      key: "pool",
      to: "/pool",
      urgent: ["declined"],
      lines: [
        { key: "declined", count: pool.declinedCount, to: "/recommendations?isPublished=true&state=DECLINED" },
        { key: "running", count: pool.runningCount, to: "/pool" },
        { key: "waitingNeeds", count: pool.waitingNeedCount, to: "/pool" },
        { key: "unanswered", count: pool.unansweredCount, to: "/recommendations?isPublished=true&state=PROPOSED" },
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
            { key: "requests", count: home.membershipRequestCount, to: people },
            { key: "invitations", count: home.openInvitationCount, to: people },
            { key: "sent", count: home.sentRequestCount, to: "/organizations" },
          ],
        }
      : null,
  ];
  return parts.filter((part) => part !== false && part !== null && part !== undefined);
}
