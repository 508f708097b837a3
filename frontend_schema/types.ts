// Made from schema.graphql by `make console`.
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string };
  String: { input: string; output: string };
  Boolean: { input: boolean; output: boolean };
  Int: { input: number; output: number };
  Float: { input: number; output: number };
  /** Date (isoformat) */
  Date: { input: string; output: string };
  /** A moment, ISO 8601 in UTC with microseconds; input may carry any offset but must carry one. */
  DateTime: { input: string; output: string };
  /** Decimal (fixed-point) */
  Decimal: { input: string; output: string };
  /** The `JSON` scalar type represents JSON values as specified by [ECMA-404](https://ecma-international.org/wp-content/uploads/ECMA-404_2nd_edition_december_2017.pdf). */
  JSON: { input: unknown; output: unknown };
  /** An integer of up to 53 bits. */
  Long: { input: number; output: number };
};

export type AcceptEventRoleInput = {
  readonly token: Scalars["String"]["input"];
};

export type AcceptEventRoleResult = AcceptEventRoleSuccess | InvalidInput | NotAllowed | NotFound;

export type AcceptEventRoleSuccess = {
  readonly role: CompetitionRole;
  readonly competition?: Maybe<Competition>;
};

export type AcceptInvitationInput = {
  readonly secret: Scalars["String"]["input"];
};

export type AcceptInvitationResult = AcceptInvitationSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type AcceptInvitationSuccess = {
  readonly judge: Judge;
};

export type AcceptMembershipInput = {
  readonly token: Scalars["String"]["input"];
};

export type AcceptMembershipResult = AcceptMembershipSuccess | InvalidInput | NotAllowed | NotFound;

export type AcceptMembershipSuccess = {
  readonly membership: Membership;
};

export type AcceptRecommendationInput = {
  readonly recommendationId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly note?: Scalars["String"]["input"];
};

export type AcceptRecommendationResult =
  AcceptRecommendationSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type AcceptRecommendationSuccess = {
  readonly recommendation: Recommendation;
};

export type AcceptRequestInput = {
  readonly membershipRequestId: Scalars["ID"]["input"];
  readonly role?: MemberRole;
};

export type AcceptRequestResult = AcceptRequestSuccess | InvalidInput | NotAllowed | NotFound;

export type AcceptRequestSuccess = {
  /** Null for a zone that let the first person in. */
  readonly membership?: Maybe<Membership>;
};

export type AcceptResidencyInput = {
  readonly residencyId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type AcceptResidencyResult = AcceptResidencySuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type AcceptResidencySuccess = {
  readonly residency: Residency;
};

export type Account = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly email: Scalars["String"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly locale: Locale;
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly version: Scalars["Int"]["output"];
  readonly secondFactorSince?: Maybe<Scalars["DateTime"]["output"]>;
  /** Since when the name is a pseudonym. */
  readonly erasedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly home?: Maybe<Home>;
  readonly memberships: MembershipConnection;
  /** Shown to the person only. */
  readonly sessions: SignInSessionConnection;
  /** Who acts for the person. */
  readonly delegations: DelegationConnection;
  /** What others did on behalf of the person; shown to both. */
  readonly deputyGestures: DeputyGestureConnection;
  /** Shown to the person only. */
  readonly apiTokens: ApiTokenConnection;
  /** Shown to the person only. */
  readonly notices: NoticeConnection;
  /** Zero of anybody else. */
  readonly unreadNoticeCount: Scalars["Int"]["output"];
};

export type AccountMembershipsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<MembershipFilter>;
  orderBy?: InputMaybe<MembershipOrder>;
};

export type AccountSessionsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<SignInSessionOrder>;
};

export type AccountDelegationsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<DelegationOrder>;
};

export type AccountDeputyGesturesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<DeputyGestureOrder>;
};

export type AccountApiTokensArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<ApiTokenOrder>;
};

export type AccountNoticesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<NoticeFilter>;
  orderBy?: InputMaybe<NoticeOrder>;
};

export type AddEntriesInput = {
  readonly competitionId: Scalars["ID"]["input"];
  readonly entries: ReadonlyArray<EntryFields>;
};

export type AddEntriesResult = AddEntriesSuccess | InvalidInput | NotAllowed | NotFound;

export type AddEntriesSuccess = {
  readonly competition: Competition;
  readonly createdCount: Scalars["Int"]["output"];
};

export type AddJudgesInput = {
  readonly competitionId: Scalars["ID"]["input"];
  readonly judges: ReadonlyArray<JudgeFields>;
};

export type AddJudgesResult = AddJudgesSuccess | InvalidInput | NotAllowed | NotFound;

export type AddJudgesSuccess = {
  readonly competition: Competition;
  readonly createdCount: Scalars["Int"]["output"];
};

/** What the best plans without and with an edit have of an aim in which they differ. */
export type AimChange = {
  readonly name: Scalars["String"]["output"];
  readonly before: Scalars["Float"]["output"];
  readonly after: Scalars["Float"]["output"];
};

/** What is to be made best. Aims count in their order: the next decides among equals. */
export type AimInput = {
  readonly kind: AimKind;
  /** PRIORITY: weights; RESERVE: units. */
  readonly column?: InputMaybe<Scalars["String"]["input"]>;
  /** RESERVE: units of each. */
  readonly units?: InputMaybe<Scalars["Int"]["input"]>;
  /** BALANCE. */
  readonly method?: InputMaybe<BalanceMethod>;
  /** COMPARABILITY: of the total fit. */
  readonly leastShare?: InputMaybe<Scalars["Float"]["input"]>;
  /** FEWEST_CHANGES: the number of the plan to keep. */
  readonly plan?: InputMaybe<Scalars["Int"]["input"]>;
  /** SAVED: the column of shares. */
  readonly share?: InputMaybe<Scalars["String"]["input"]>;
  /** SAVED: the column of volumes. */
  readonly volume?: InputMaybe<Scalars["String"]["input"]>;
  /** SAVED: what is saved. */
  readonly what?: InputMaybe<Scalars["String"]["input"]>;
  /** WEIGHTED. */
  readonly parts?: InputMaybe<ReadonlyArray<WeighedAimInput>>;
};

/** What a plan can be made best for. Which other fields of an aim count depends on it. */
export type AimKind =
  | "TOTAL_FIT"
  | "WORST_SERVED"
  | "LEXIMIN"
  | "FEWEST_MISSING"
  | "BALANCE"
  | "PRIORITY"
  | "SAVED"
  | "RESERVE"
  | "COMPARABILITY"
  | "FEWEST_CHANGES"
  | "WEIGHTED";

/** A pair in conflict that is allowed all the same, by the codes. */
export type AllowedPairInput = {
  readonly judge: Scalars["String"]["input"];
  readonly entry: Scalars["String"]["input"];
};

export type ApiToken = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly scope: TokenScope;
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly usedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly expiresAt: Scalars["DateTime"]["output"];
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type ApiTokenConnection = {
  readonly edges: ReadonlyArray<ApiTokenEdge>;
  readonly nodes: ReadonlyArray<ApiToken>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type ApiTokenEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: ApiToken;
};

export type ApiTokenOrder = "CREATED_ASC" | "CREATED_DESC";

export type AppealRestrictionInput = {
  readonly restrictionId: Scalars["ID"]["input"];
  readonly organizationId: Scalars["ID"]["input"];
  readonly grounds: Scalars["String"]["input"];
};

export type AppealRestrictionResult = AppealRestrictionSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type AppealRestrictionSuccess = {
  readonly appeal: RestrictionAppeal;
};

export type AppealState = "OPEN" | "GRANTED" | "REFUSED";

export type ApplyMendsInput = {
  readonly solveRunId: Scalars["ID"]["input"];
  /** Null means all: together they suffice. */
  readonly mendIds?: InputMaybe<ReadonlyArray<Scalars["Int"]["input"]>>;
  /** Start a run with the mended settings at once. */
  readonly startsRun?: Scalars["Boolean"]["input"];
};

export type ApplyMendsResult = ApplyMendsSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type ApplyMendsSuccess = {
  /** The settings after the mends, in the form of AssignmentSettings. */
  readonly settings: Scalars["JSON"]["output"];
  /** The run that was started, if that was asked. */
  readonly solveRun?: Maybe<SolveRun>;
};

export type ApplyPoolMendsInput = {
  readonly solveRunId: Scalars["ID"]["input"];
  /** Null means all: together they suffice. */
  readonly mendIds?: InputMaybe<ReadonlyArray<Scalars["Int"]["input"]>>;
  /** Start a run with the mended settings at once. */
  readonly startsRun?: Scalars["Boolean"]["input"];
};

export type ApplyPoolMendsResult = ApplyPoolMendsSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type ApplyPoolMendsSuccess = {
  /** The settings after the mends, in the form of PoolRunSettings. */
  readonly settings: Scalars["JSON"]["output"];
  /** The run that was started, if that was asked. */
  readonly solveRun?: Maybe<SolveRun>;
};

/** What rules and aims of a round may speak of. */
export type AssignmentColumns = {
  /** At most 100. */
  readonly judges: ReadonlyArray<RuleColumn>;
  /** At most 100. */
  readonly entries: ReadonlyArray<RuleColumn>;
};

export type AssignmentDefaults = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly version: Scalars["Int"]["output"];
  /** In the form of AssignmentSettings. */
  readonly settings: Scalars["JSON"]["output"];
  readonly round?: Maybe<Round>;
};

/** Null means what the round says. A run gives its settings back in this form. */
export type AssignmentSettings = {
  readonly perEntry?: InputMaybe<Scalars["Int"]["input"]>;
  readonly maxLoad?: InputMaybe<Scalars["Int"]["input"]>;
  readonly minLoad?: InputMaybe<Scalars["Int"]["input"]>;
  readonly seed?: Scalars["Int"]["input"];
  /** Time limit; null means the platform's. */
  readonly seconds?: InputMaybe<Scalars["Int"]["input"]>;
  /** Let judges lack where there are too few, and say so. */
  readonly elastic?: Scalars["Boolean"]["input"];
  /** What people call this scenario. */
  readonly name?: Scalars["String"]["input"];
  readonly rules?: ReadonlyArray<RuleInput>;
  /** None means total fit. */
  readonly aims?: ReadonlyArray<AimInput>;
  readonly judgeLoads?: ReadonlyArray<JudgeLoadInput>;
  readonly entryNeeds?: ReadonlyArray<EntryNeedInput>;
  readonly allowedPairs?: ReadonlyArray<AllowedPairInput>;
};

export type AttachEntryFileInput = {
  readonly entryId: Scalars["ID"]["input"];
  readonly fileId: Scalars["ID"]["input"];
  /** Nothing in it tells who is behind the entry: judges of a blind round may see it. */
  readonly isBlind?: Scalars["Boolean"]["input"];
};

export type AttachEntryFileResult = AttachEntryFileSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type AttachEntryFileSuccess = {
  readonly entry: Entry;
  readonly attachment: Attachment;
};

export type AttachNeedFileInput = {
  readonly needId: Scalars["ID"]["input"];
  readonly fileId: Scalars["ID"]["input"];
};

export type AttachNeedFileResult = AttachNeedFileSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type AttachNeedFileSuccess = {
  readonly need: Need;
  readonly attachment: Attachment;
};

export type AttachOrganizationFileInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly fileId: Scalars["ID"]["input"];
};

export type AttachOrganizationFileResult =
  AttachOrganizationFileSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type AttachOrganizationFileSuccess = {
  readonly organization: Organization;
  readonly attachment: Attachment;
};

export type AttachPackageFileInput = {
  readonly technologyPackageId: Scalars["ID"]["input"];
  readonly fileId: Scalars["ID"]["input"];
};

export type AttachPackageFileResult = AttachPackageFileSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type AttachPackageFileSuccess = {
  readonly technologyPackage: TechnologyPackage;
  readonly attachment: Attachment;
};

export type Attachment = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly name: Scalars["String"]["output"];
  /** In bytes. */
  readonly size: Scalars["Int"]["output"];
  /** Told by the content. */
  readonly contentType: Scalars["String"]["output"];
  /** Judges of a blind round may see it. */
  readonly isBlind: Scalars["Boolean"]["output"];
  readonly version: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  /** Only clean files can be downloaded. */
  readonly state: FileState;
  /** For GET, with the session's cookie or a token. */
  readonly downloadUrl: Scalars["String"]["output"];
  readonly attachedBy?: Maybe<Account>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type AttachmentConnection = {
  readonly edges: ReadonlyArray<AttachmentEdge>;
  readonly nodes: ReadonlyArray<Attachment>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type AttachmentEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Attachment;
};

export type AttachmentOrder = "CREATED_ASC" | "CREATED_DESC" | "NAME_ASC" | "NAME_DESC";

/** A value in a column of the organizer's own: a text or a number. */
export type AttributeInput = {
  readonly name: Scalars["String"]["input"];
  readonly text?: InputMaybe<Scalars["String"]["input"]>;
  readonly number?: InputMaybe<Scalars["Float"]["input"]>;
};

export type AuditEntry = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly at: Scalars["DateTime"]["output"];
  readonly doneBy: DoneBy;
  readonly actor?: Maybe<Account>;
  readonly deputy?: Maybe<Account>;
  /** The mutation or the job; empty where neither began the change. */
  readonly gesture: Scalars["String"]["output"];
  /** Of the actor; shown to their own organizations. */
  readonly address?: Maybe<Scalars["String"]["output"]>;
  readonly agent?: Maybe<Scalars["String"]["output"]>;
  readonly operation: AuditOperation;
  readonly table: Scalars["String"]["output"];
  /** The node id of the changed row; null where an entry stands for many. */
  readonly objectId?: Maybe<Scalars["String"]["output"]>;
  /** The node id of the whole that the row is a part of, or of the row itself: ask `history` for it. */
  readonly subjectId: Scalars["String"]["output"];
  readonly organization?: Maybe<Organization>;
  /** Columns as they were; of a change only what it changed. Names of people are `{veiled}`, large content is `{bytes, sha256}`, secrets are `{secret}`. */
  readonly before?: Maybe<Scalars["JSON"]["output"]>;
  readonly after?: Maybe<Scalars["JSON"]["output"]>;
  /** What keys in `before` and `after` stand for, by key: names of rows that you may see. */
  readonly names?: Maybe<Scalars["JSON"]["output"]>;
  readonly rowCount: Scalars["Int"]["output"];
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type AuditEntryConnection = {
  readonly edges: ReadonlyArray<AuditEntryEdge>;
  readonly nodes: ReadonlyArray<AuditEntry>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type AuditEntryEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: AuditEntry;
};

export type AuditEntryFilter = {
  readonly table?: InputMaybe<ReadonlyArray<Scalars["String"]["input"]>>;
  readonly operation?: InputMaybe<ReadonlyArray<AuditOperation>>;
  readonly doneBy?: InputMaybe<ReadonlyArray<DoneBy>>;
  readonly actor?: InputMaybe<Scalars["ID"]["input"]>;
  readonly gesture?: InputMaybe<Scalars["String"]["input"]>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
  readonly since?: InputMaybe<Scalars["DateTime"]["input"]>;
  readonly until?: InputMaybe<Scalars["DateTime"]["input"]>;
};

export type AuditEntryOrder = "AT_ASC" | "AT_DESC";

export type AuditOperation = "INSERT" | "UPDATE" | "DELETE";

/** Even loads: least squares, or Nash's welfare. */
export type BalanceMethod = "SQUARES" | "NASH";

export type CancelImportInput = {
  readonly importId: Scalars["ID"]["input"];
};

export type CancelImportResult = CancelImportSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type CancelImportSuccess = {
  readonly sheetImport: SheetImport;
};

export type CancelSolveRunInput = {
  readonly solveRunId: Scalars["ID"]["input"];
};

export type CancelSolveRunResult = CancelSolveRunSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type CancelSolveRunSuccess = {
  readonly solveRun: SolveRun;
};

export type Candidate = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly rank: Scalars["Int"]["output"];
  readonly fit: Scalars["Float"]["output"];
  /** What the fit is made of: name to share in [0, 1]. */
  readonly components: Scalars["JSON"]["output"];
  readonly weightsVersion: Scalars["String"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly need?: Maybe<Need>;
  readonly technologyPackage?: Maybe<TechnologyPackage>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type CandidateConnection = {
  readonly edges: ReadonlyArray<CandidateEdge>;
  readonly nodes: ReadonlyArray<Candidate>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type CandidateEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Candidate;
};

export type CandidateFilter = {
  readonly need?: InputMaybe<Scalars["ID"]["input"]>;
  readonly technologyPackage?: InputMaybe<Scalars["ID"]["input"]>;
  readonly fitFrom?: InputMaybe<Scalars["Float"]["input"]>;
};

export type CandidateOrder = "RANK_ASC" | "RANK_DESC" | "FIT_ASC" | "FIT_DESC";

/** Something to know before publishing: a code with parameters. */
export type Caution = {
  readonly code: Scalars["String"]["output"];
  readonly params: Scalars["JSON"]["output"];
};

export type ChangeEventRoleInput = {
  readonly competitionRoleId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly role: EventRole;
};

export type ChangeEventRoleResult = ChangeEventRoleSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type ChangeEventRoleSuccess = {
  readonly role: CompetitionRole;
};

export type ChangeMemberRoleInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly accountId: Scalars["ID"]["input"];
  /** Of the membership. */
  readonly version: Scalars["Int"]["input"];
  readonly role: MemberRole;
};

export type ChangeMemberRoleResult =
  ChangeMemberRoleSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type ChangeMemberRoleSuccess = {
  readonly membership: Membership;
};

export type ChangePasswordInput = {
  readonly currentPassword: Scalars["String"]["input"];
  readonly password: Scalars["String"]["input"];
};

export type ChangePasswordResult = ChangePasswordSuccess | InvalidInput | NotAllowed;

export type ChangePasswordSuccess = {
  readonly account: Account;
};

export type ClockState = "RUNNING" | "ENDING" | "OVERDUE" | "ENDED";

export type CloseRoundInput = {
  readonly roundId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type CloseRoundResult = CloseRoundSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type CloseRoundSuccess = {
  readonly round: Round;
};

export type CommentFields = {
  readonly toOrganizer?: Scalars["String"]["input"];
  readonly toEntrant?: Scalars["String"]["input"];
  /** Of the comment this was written over; 0 over none. */
  readonly version?: Scalars["Int"]["input"];
};

export type CommitImportInput = {
  readonly importId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type CommitImportResult = CommitImportSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type CommitImportSuccess = {
  readonly sheetImport: SheetImport;
};

export type Comparator = "AT_LEAST" | "AT_MOST" | "EQUAL";

export type Competition = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly kind: CompetitionKind;
  readonly editionYear: Scalars["Int"]["output"];
  readonly timeZone: Scalars["String"]["output"];
  readonly version: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanRemove: Scalars["Boolean"]["output"];
  readonly organization?: Maybe<Organization>;
  /** What you are here; null for judges and others. */
  readonly myRole?: Maybe<EventRole>;
  /** Who helps beside the people of its organization; shown to all who help. */
  readonly roles: CompetitionRoleConnection;
  /** Who was asked to help; shown to its organizers. */
  readonly staffInvitations: CompetitionInvitationConnection;
  readonly rounds: RoundConnection;
  readonly entries: EntryConnection;
  readonly judges: JudgeConnection;
  readonly conflicts: ConflictConnection;
};

export type CompetitionRolesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<CompetitionRoleOrder>;
};

export type CompetitionStaffInvitationsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<CompetitionInvitationOrder>;
};

export type CompetitionRoundsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<RoundFilter>;
  orderBy?: InputMaybe<RoundOrder>;
};

export type CompetitionEntriesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<EntryFilter>;
  orderBy?: InputMaybe<EntryOrder>;
};

export type CompetitionJudgesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<JudgeFilter>;
  orderBy?: InputMaybe<JudgeOrder>;
};

export type CompetitionConflictsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<ConflictFilter>;
  orderBy?: InputMaybe<ConflictOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type CompetitionConnection = {
  readonly edges: ReadonlyArray<CompetitionEdge>;
  readonly nodes: ReadonlyArray<Competition>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type CompetitionEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Competition;
};

export type CompetitionFilter = {
  readonly text?: InputMaybe<Scalars["String"]["input"]>;
  readonly isOrganized?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
  readonly kind?: InputMaybe<ReadonlyArray<CompetitionKind>>;
  readonly editionYear?: InputMaybe<Scalars["Int"]["input"]>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
};

export type CompetitionInvitation = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly email: Scalars["String"]["output"];
  readonly role: EventRole;
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly endsAt: Scalars["DateTime"]["output"];
  readonly acceptedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly competition?: Maybe<Competition>;
  readonly invitedBy?: Maybe<Account>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type CompetitionInvitationConnection = {
  readonly edges: ReadonlyArray<CompetitionInvitationEdge>;
  readonly nodes: ReadonlyArray<CompetitionInvitation>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type CompetitionInvitationEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: CompetitionInvitation;
};

export type CompetitionInvitationOrder = "CREATED_ASC" | "CREATED_DESC";

export type CompetitionKind = "COMPETITION" | "CHALLENGE" | "EXPRESS" | "CAPITAL_MEETING";

export type CompetitionOrder = "CREATED_ASC" | "CREATED_DESC" | "NAME_ASC" | "NAME_DESC" | "YEAR_ASC" | "YEAR_DESC";

export type CompetitionRole = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly role: EventRole;
  readonly version: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly account?: Maybe<Account>;
  readonly competition?: Maybe<Competition>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type CompetitionRoleConnection = {
  readonly edges: ReadonlyArray<CompetitionRoleEdge>;
  readonly nodes: ReadonlyArray<CompetitionRole>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type CompetitionRoleEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: CompetitionRole;
};

export type CompetitionRoleOrder = "CREATED_ASC" | "CREATED_DESC";

export type ConfirmAccountInput = {
  readonly token: Scalars["String"]["input"];
  readonly password: Scalars["String"]["input"];
};

export type ConfirmAccountResult = ConfirmAccountSuccess | InvalidInput | NotFound;

export type ConfirmAccountSuccess = {
  readonly account: Account;
  readonly expiresAt: Scalars["DateTime"]["output"];
};

export type ConfirmEmailChangeInput = {
  readonly token: Scalars["String"]["input"];
};

export type ConfirmEmailChangeResult = ConfirmEmailChangeSuccess | InvalidInput | NotFound;

export type ConfirmEmailChangeSuccess = {
  readonly email: Scalars["String"]["output"];
};

export type ConfirmSecondFactorInput = {
  readonly code: Scalars["String"]["input"];
};

export type ConfirmSecondFactorResult = ConfirmSecondFactorSuccess | InvalidInput | NotAllowed | RuleBroken;

export type ConfirmSecondFactorSuccess = {
  /** Each stands in once for a lost authenticator; shown this once. At most 10. */
  readonly recoveryCodes: ReadonlyArray<Scalars["String"]["output"]>;
};

export type Conflict = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly kind: ConflictKind;
  readonly source: ConflictSource;
  readonly judge?: Maybe<Judge>;
  readonly entry?: Maybe<Entry>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type ConflictConnection = {
  readonly edges: ReadonlyArray<ConflictEdge>;
  readonly nodes: ReadonlyArray<Conflict>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type ConflictEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Conflict;
};

export type ConflictFilter = {
  readonly kind?: InputMaybe<ReadonlyArray<ConflictKind>>;
  readonly source?: InputMaybe<ReadonlyArray<ConflictSource>>;
  readonly judge?: InputMaybe<Scalars["ID"]["input"]>;
  readonly entry?: InputMaybe<Scalars["ID"]["input"]>;
};

export type ConflictKind =
  "SAME_ORG" | "TEACHER_STUDENT" | "KIN" | "STAKE" | "ADVISOR" | "CO_WORK" | "COMPETITOR" | "SELF_DECLARED";

export type ConflictOrder = "CREATED_ASC" | "CREATED_DESC";

export type ConflictSource = "DERIVED" | "DECLARED" | "IMPORTED";

/** Details, contacts and who decides; hidden from others unless everything is public. */
export type ContactInput = {
  readonly details?: Scalars["String"]["input"];
  readonly name?: Scalars["String"]["input"];
  readonly phone?: Scalars["String"]["input"];
  readonly email?: Scalars["String"]["input"];
  readonly decisionMaker?: Scalars["String"]["input"];
};

export type CooperationMode =
  "DEVELOPMENT" | "ASSIGNMENT" | "LICENSE" | "EQUITY" | "ROYALTY" | "CONSULTING" | "SERVICE" | "OTHER";

export type CopyRubricInput = {
  readonly roundId: Scalars["ID"]["input"];
  readonly sourceRoundId: Scalars["ID"]["input"];
};

export type CopyRubricResult = CopyRubricSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type CopyRubricSuccess = {
  readonly rubric: Rubric;
};

/** At least and at most so many per label of a column, or of some labels counted together. */
export type CountRuleInput = {
  readonly column: Scalars["String"]["input"];
  readonly per?: RulePer;
  readonly values?: ReadonlyArray<Scalars["String"]["input"]>;
  readonly atLeast?: InputMaybe<Scalars["Int"]["input"]>;
  readonly atMost?: InputMaybe<Scalars["Int"]["input"]>;
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
};

export type CreateApiTokenInput = {
  readonly name: Scalars["String"]["input"];
  readonly scope: TokenScope;
  readonly days?: Scalars["Int"]["input"];
};

export type CreateApiTokenResult = CreateApiTokenSuccess | InvalidInput | NotAllowed | RuleBroken;

export type CreateApiTokenSuccess = {
  readonly apiToken: ApiToken;
  /** For `Authorization: Bearer`; shown this once. */
  readonly text: Scalars["String"]["output"];
};

export type CreateCompetitionInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly name: Scalars["String"]["input"];
  readonly kind: CompetitionKind;
  readonly editionYear: Scalars["Int"]["input"];
  readonly timeZone?: Scalars["String"]["input"];
};

export type CreateCompetitionResult = CreateCompetitionSuccess | InvalidInput | NotAllowed | NotFound;

export type CreateCompetitionSuccess = {
  readonly competition: Competition;
};

export type CreateOrganizationInput = {
  readonly kind: OrganizationKind;
  readonly name: Scalars["String"]["input"];
  readonly province?: Scalars["String"]["input"];
  /** The unified social credit code, if it has one. */
  readonly uscc?: InputMaybe<Scalars["String"]["input"]>;
  readonly zoneId?: InputMaybe<Scalars["ID"]["input"]>;
};

export type CreateOrganizationResult = CreateOrganizationSuccess | InvalidInput | NotAllowed;

export type CreateOrganizationSuccess = {
  readonly organization: Organization;
  /** Why the code looks wrong under GB 32100; it was taken all the same. */
  readonly usccWarning?: Maybe<Scalars["String"]["output"]>;
};

export type CreateRoundInput = {
  readonly competitionId: Scalars["ID"]["input"];
  readonly round: RoundFields;
};

export type CreateRoundResult = CreateRoundSuccess | InvalidInput | NotAllowed | NotFound;

export type CreateRoundSuccess = {
  readonly round: Round;
};

/** One criterion with what was found, what is asked and what lacks, in `unit`. */
export type CriterionCheck = {
  readonly code: Scalars["String"]["output"];
  readonly unit: Scalars["String"]["output"];
  readonly value?: Maybe<Scalars["Float"]["output"]>;
  readonly threshold: Scalars["Float"]["output"];
  readonly gap?: Maybe<Scalars["Float"]["output"]>;
  readonly standing: Standing;
  /** Criteria of one group stand for each other. */
  readonly group?: Maybe<Scalars["String"]["output"]>;
};

export type CriterionFields = {
  /** Null makes a new criterion. */
  readonly id?: InputMaybe<Scalars["ID"]["input"]>;
  readonly name: Scalars["String"]["input"];
  readonly help?: Scalars["String"]["input"];
  /** The weights of a rubric sum to 100. */
  readonly weight: Scalars["Decimal"]["input"];
  readonly maxPoints: Scalars["Decimal"]["input"];
  readonly step?: Scalars["Decimal"]["input"];
  /** From least to most. */
  readonly scaleWords?: ReadonlyArray<Scalars["String"]["input"]>;
};

export type DecideAppealInput = {
  readonly restrictionAppealId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly isGranted: Scalars["Boolean"]["input"];
  readonly answer: Scalars["String"]["input"];
};

export type DecideAppealResult = DecideAppealSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type DecideAppealSuccess = {
  readonly appeal: RestrictionAppeal;
};

export type DeclareConflictInput = {
  readonly judgeId: Scalars["ID"]["input"];
  readonly entryId: Scalars["ID"]["input"];
  readonly kind: ConflictKind;
};

export type DeclareConflictResult = DeclareConflictSuccess | InvalidInput | NotAllowed | NotFound;

export type DeclareConflictSuccess = {
  readonly conflict: Conflict;
};

export type DeclineReason =
  "INDICATORS_NOT_MET" | "NOT_MATURE" | "TOO_EXPENSIVE" | "TERMS" | "OTHER_PROBLEM" | "SOLVED_ELSEWHERE" | "OTHER";

export type DeclineRecommendationInput = {
  readonly recommendationId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly reason: DeclineReason;
  /** Required with the reason OTHER. */
  readonly note?: Scalars["String"]["input"];
};

export type DeclineRecommendationResult =
  DeclineRecommendationSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type DeclineRecommendationSuccess = {
  readonly recommendation: Recommendation;
};

export type DeclineRequestInput = {
  readonly membershipRequestId: Scalars["ID"]["input"];
};

export type DeclineRequestResult = DeclineRequestSuccess | InvalidInput | NotAllowed | NotFound;

export type DeclineRequestSuccess = {
  readonly membershipRequestId: Scalars["ID"]["output"];
};

export type DeclineResidencyInput = {
  readonly residencyId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type DeclineResidencyResult =
  DeclineResidencySuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type DeclineResidencySuccess = {
  readonly residencyId: Scalars["ID"]["output"];
};

export type DelegateInput = {
  readonly deputyId: Scalars["ID"]["input"];
  readonly startsOn: Scalars["Date"]["input"];
  readonly endsOn: Scalars["Date"]["input"];
  readonly reason?: Scalars["String"]["input"];
};

export type DelegateResult = DelegateSuccess | InvalidInput | NotAllowed | NotFound;

export type DelegateSuccess = {
  readonly delegation: Delegation;
};

export type Delegation = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly reason: Scalars["String"]["output"];
  readonly startsOn: Scalars["Date"]["output"];
  readonly endsOn: Scalars["Date"]["output"];
  readonly endedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly account?: Maybe<Account>;
  readonly deputy?: Maybe<Account>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type DelegationConnection = {
  readonly edges: ReadonlyArray<DelegationEdge>;
  readonly nodes: ReadonlyArray<Delegation>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type DelegationEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Delegation;
};

export type DelegationOrder = "CREATED_ASC" | "CREATED_DESC";

export type DeliveryFault =
  | "HOST_NOT_FOUND"
  | "ADDRESS_REFUSED"
  | "CONNECTION_FAILED"
  | "TLS_FAILED"
  | "TIMEOUT"
  | "REDIRECTED"
  | "ANSWERED"
  | "SECRET_SEALED"
  | "DISABLED";

export type DeliveryState = "PENDING" | "DELIVERED" | "DEAD";

export type DeputyGesture = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly gesture: Scalars["String"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly account?: Maybe<Account>;
  readonly deputy?: Maybe<Account>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type DeputyGestureConnection = {
  readonly edges: ReadonlyArray<DeputyGestureEdge>;
  readonly nodes: ReadonlyArray<DeputyGesture>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type DeputyGestureEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: DeputyGesture;
};

export type DeputyGestureOrder = "CREATED_ASC" | "CREATED_DESC";

export type DisabledBecause = "SWITCHED_OFF" | "FAILING" | "GONE";

export type DismissRecusalInput = {
  readonly judgeTaskId: Scalars["ID"]["input"];
};

export type DismissRecusalResult = DismissRecusalSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type DismissRecusalSuccess = {
  readonly judgeTask: JudgeTask;
};

/** A person, a person's program, the system, somebody unknown, or a database's owner. */
export type DoneBy = "PERSON" | "PROGRAM" | "SYSTEM" | "NOBODY" | "OUTSIDE";

/** Fetch it by GET, with nothing but its address, before it or your session ends. */
export type Download = {
  readonly url: Scalars["String"]["output"];
  readonly fileName: Scalars["String"]["output"];
  readonly endsAt: Scalars["DateTime"]["output"];
};

export type DownloadImportInput = {
  readonly importId: Scalars["ID"]["input"];
  readonly form?: ImportFileForm;
  readonly language?: TableLanguage;
};

export type DownloadImportResult = DownloadImportSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type DownloadImportSuccess = {
  readonly download: Download;
};

export type EditAccountInput = {
  readonly version: Scalars["Int"]["input"];
  readonly name: Scalars["String"]["input"];
  readonly locale: Locale;
};

export type EditAccountResult = EditAccountSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type EditAccountSuccess = {
  readonly account: Account;
};

export type EditAttachmentInput = {
  readonly attachmentId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly isBlind: Scalars["Boolean"]["input"];
};

export type EditAttachmentResult = EditAttachmentSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type EditAttachmentSuccess = {
  readonly attachment: Attachment;
};

export type EditCompetitionInput = {
  readonly competitionId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly name: Scalars["String"]["input"];
  readonly kind: CompetitionKind;
  readonly editionYear: Scalars["Int"]["input"];
  readonly timeZone?: Scalars["String"]["input"];
};

export type EditCompetitionResult = EditCompetitionSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type EditCompetitionSuccess = {
  readonly competition: Competition;
};

export type EditEntryInput = {
  readonly entryId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly entry: EntryFields;
};

export type EditEntryResult = EditEntrySuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type EditEntrySuccess = {
  readonly entry: Entry;
};

export type EditIncubatorInput = {
  readonly incubatorId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly profile: IncubatorProfileInput;
};

export type EditIncubatorResult = EditIncubatorSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type EditIncubatorSuccess = {
  readonly incubator: Incubator;
  readonly selfCheck: SelfCheck;
};

export type EditJudgeInput = {
  readonly judgeId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly judge: JudgeFields;
};

export type EditJudgeResult = EditJudgeSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type EditJudgeSuccess = {
  readonly judge: Judge;
};

export type EditNeedInput = {
  readonly needId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly need: NeedInput;
};

export type EditNeedResult = EditNeedSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type EditNeedSuccess = {
  readonly need: Need;
};

export type EditOrganizationInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly name: Scalars["String"]["input"];
  readonly province?: Scalars["String"]["input"];
  readonly uscc?: InputMaybe<Scalars["String"]["input"]>;
  readonly zoneId?: InputMaybe<Scalars["ID"]["input"]>;
};

export type EditOrganizationResult = EditOrganizationSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type EditOrganizationSuccess = {
  readonly organization: Organization;
  readonly usccWarning?: Maybe<Scalars["String"]["output"]>;
};

export type EditPackageInput = {
  readonly technologyPackageId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly technologyPackage: TechnologyPackageInput;
};

export type EditPackageResult = EditPackageSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type EditPackageSuccess = {
  readonly technologyPackage: TechnologyPackage;
};

export type EditPlanInput = {
  readonly planId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly add?: ReadonlyArray<PlanPairInput>;
  readonly remove?: ReadonlyArray<PlanPairInput>;
  readonly lock?: ReadonlyArray<PlanPairInput>;
  readonly unlock?: ReadonlyArray<PlanPairInput>;
  /** Tell what it breaks and costs, change nothing. */
  readonly dryRun?: Scalars["Boolean"]["input"];
};

export type EditPlanResult = EditPlanSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type EditPlanSuccess = PlanEdited & {
  readonly plan: Plan;
  readonly isApplied: Scalars["Boolean"]["output"];
  /** At most 1000. */
  readonly violations: ReadonlyArray<Violation>;
  readonly valueBefore: Scalars["Long"]["output"];
  /** What the plan is worth after the edit, in units of 1 / scale. */
  readonly value: Scalars["Long"]["output"];
  readonly totalFit: Scalars["Float"]["output"];
  /** How much less the best plan with this edit is worth than the best plan; see priceState for null. */
  readonly loss?: Maybe<Scalars["Long"]["output"]>;
  /** The loss as people see fits. */
  readonly price?: Maybe<Scalars["Float"]["output"]>;
  readonly priceState: PriceState;
  /** At most 50. */
  readonly aims: ReadonlyArray<AimChange>;
};

export type EditRoundInput = {
  readonly roundId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly round: RoundFields;
};

export type EditRoundResult = EditRoundSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type EditRoundSuccess = {
  readonly round: Round;
};

export type EditRubricInput = {
  readonly roundId: Scalars["ID"]["input"];
  /** The rubric's; 0 while there is none. */
  readonly version: Scalars["Int"]["input"];
  readonly criteria: ReadonlyArray<CriterionFields>;
};

export type EditRubricResult = EditRubricSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type EditRubricSuccess = {
  readonly rubric: Rubric;
};

export type EditStartupInput = {
  readonly startupId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly industry?: Scalars["String"]["input"];
  readonly foundedOn?: InputMaybe<Scalars["Date"]["input"]>;
};

export type EditStartupResult = EditStartupSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type EditStartupSuccess = {
  readonly startup: Startup;
};

export type EditWebhookInput = {
  readonly webhookEndpointId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly url: Scalars["String"]["input"];
  readonly kinds: ReadonlyArray<EventKind>;
  readonly description?: Scalars["String"]["input"];
};

export type EditWebhookResult = EditWebhookSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type EditWebhookSuccess = {
  readonly webhookEndpoint?: Maybe<WebhookEndpoint>;
};

export type EndDelegationInput = {
  readonly delegationId: Scalars["ID"]["input"];
};

export type EndDelegationResult = EndDelegationSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type EndDelegationSuccess = {
  readonly delegation: Delegation;
};

export type EndSessionInput = {
  readonly sessionId: Scalars["ID"]["input"];
};

export type EndSessionResult = EndSessionSuccess | InvalidInput | NotAllowed | NotFound;

export type EndSessionSuccess = {
  readonly account: Account;
};

export type EnterpriseHome = {
  readonly draftNeedCount: Scalars["Int"]["output"];
  readonly returnedNeedCount: Scalars["Int"]["output"];
  readonly publishedNeedCount: Scalars["Int"]["output"];
  /** Recommendations that wait for your word. */
  readonly recommendationCount: Scalars["Int"]["output"];
  readonly candidateCount: Scalars["Int"]["output"];
  /** Incubators that ask whether your startup stays with them. */
  readonly residencyProposalCount: Scalars["Int"]["output"];
};

/** What this deployment offers to people before they sign in. */
export type Entrance = {
  /** Whether /oidc/start leads to a sign-in service. */
  readonly hasOutsideSignIn: Scalars["Boolean"]["output"];
  /** Whether messages stay here, at /outbox, for want of a mail server. */
  readonly keepsMail: Scalars["Boolean"]["output"];
};

export type Entry = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly code: Scalars["String"]["output"];
  readonly title: Scalars["String"]["output"];
  readonly summary: Scalars["String"]["output"];
  readonly track: Scalars["String"]["output"];
  readonly fields: ReadonlyArray<Scalars["String"]["output"]>;
  readonly region: Scalars["String"]["output"];
  readonly judgesNeeded?: Maybe<Scalars["Int"]["output"]>;
  readonly version: Scalars["Int"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanRemove: Scalars["Boolean"]["output"];
  /** The organizer's own columns; null for judges. */
  readonly attributes?: Maybe<Scalars["JSON"]["output"]>;
  readonly scoringProgress: EntryProgress;
  readonly competition?: Maybe<Competition>;
  /** Who is behind the entry; hidden from judges of a blind round. */
  readonly identity?: Maybe<EntryIdentity>;
  /** Its files; judges of a blind round see those that are marked as blind. */
  readonly materials: AttachmentConnection;
};

export type EntryMaterialsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<AttachmentOrder>;
};

/** An entry whose total fit differs between two plans. */
export type EntryChange = {
  readonly entryId: Scalars["ID"]["output"];
  readonly code: Scalars["String"]["output"];
  readonly title: Scalars["String"]["output"];
  readonly before: Scalars["Float"]["output"];
  readonly after: Scalars["Float"]["output"];
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type EntryConnection = {
  readonly edges: ReadonlyArray<EntryEdge>;
  readonly nodes: ReadonlyArray<Entry>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type EntryEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Entry;
};

export type EntryFields = {
  readonly code: Scalars["String"]["input"];
  readonly title?: Scalars["String"]["input"];
  readonly summary?: Scalars["String"]["input"];
  readonly track?: Scalars["String"]["input"];
  readonly fields?: ReadonlyArray<Scalars["String"]["input"]>;
  readonly region?: Scalars["String"]["input"];
  readonly judgesNeeded?: InputMaybe<Scalars["Int"]["input"]>;
  readonly organizationName?: Scalars["String"]["input"];
  readonly contact?: Scalars["String"]["input"];
  readonly related?: ReadonlyArray<RelatedOrganizationInput>;
  readonly advisors?: ReadonlyArray<Scalars["String"]["input"]>;
  /** All of the organizer's own columns; null leaves them as they are. */
  readonly attributes?: InputMaybe<ReadonlyArray<AttributeInput>>;
};

export type EntryFilter = {
  readonly code?: InputMaybe<Scalars["String"]["input"]>;
  readonly title?: InputMaybe<Scalars["String"]["input"]>;
  readonly track?: InputMaybe<Scalars["String"]["input"]>;
  readonly region?: InputMaybe<Scalars["String"]["input"]>;
  readonly competition?: InputMaybe<Scalars["ID"]["input"]>;
};

export type EntryIdentity = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly organizationName: Scalars["String"]["output"];
  readonly contact: Scalars["String"]["output"];
  /** Organizations tied to the entry, as [{name, kind}]. */
  readonly related: Scalars["JSON"]["output"];
  readonly advisors: ReadonlyArray<Scalars["String"]["output"]>;
};

/** How many judges one entry needs, whatever holds for the others; by the entry's code. */
export type EntryNeedInput = {
  readonly entry: Scalars["String"]["input"];
  readonly judgesNeeded: Scalars["Int"]["input"];
};

export type EntryOrder = "CODE_ASC" | "CODE_DESC" | "TITLE_ASC" | "TITLE_DESC";

export type EntryProgress = {
  readonly taskCount: Scalars["Int"]["output"];
  readonly openCount: Scalars["Int"]["output"];
  readonly draftCount: Scalars["Int"]["output"];
  readonly submittedCount: Scalars["Int"]["output"];
  readonly returnedCount: Scalars["Int"]["output"];
  readonly recusedCount: Scalars["Int"]["output"];
};

export type EraseAccountInput = {
  readonly password: Scalars["String"]["input"];
};

export type EraseAccountResult = EraseAccountSuccess | InvalidInput | NotAllowed | RuleBroken;

export type EraseAccountSuccess = {
  readonly isErased: Scalars["Boolean"]["output"];
};

export type EventKind =
  | "DELEGATION_BEGAN"
  | "DELEGATION_ENDED"
  | "MEMBERSHIP_REQUESTED"
  | "MEMBERSHIP_DECLINED"
  | "MEMBERSHIP_BEGAN"
  | "MEMBERSHIP_ENDED"
  | "INVITATION_SENT"
  | "INVITATION_ACCEPTED"
  | "ORGANIZATION_VERIFIED"
  | "ORGANIZATION_REJECTED"
  | "ORGANIZATIONS_MERGED"
  | "RESTRICTION_SET"
  | "RESTRICTION_LIFTED"
  | "APPEAL_MADE"
  | "APPEAL_GRANTED"
  | "APPEAL_REFUSED"
  | "RESIDENCY_OFFERED"
  | "RESIDENCY_ACCEPTED"
  | "RESIDENCY_DECLINED"
  | "RESIDENCY_ENDED"
  | "NEED_PUBLISHED"
  | "NEED_WITHDRAWN"
  | "PACKAGE_PUBLISHED"
  | "PACKAGE_WITHDRAWN"
  | "CANDIDATES_FOUND"
  | "POOL_PLAN_PUBLISHED"
  | "RECOMMENDATIONS_PUBLISHED"
  | "PACKAGE_RECOMMENDED"
  | "RECOMMENDATION_ACCEPTED"
  | "RECOMMENDATION_DECLINED"
  | "SOLVE_RUN_FINISHED"
  | "SOLVE_RUN_INFEASIBLE"
  | "SOLVE_RUN_FAILED"
  | "ROUND_OPENED"
  | "ROUND_CLOSED"
  | "JUDGE_INVITED"
  | "JUDGE_JOINED"
  | "PLAN_PUBLISHED"
  | "JUDGE_TASKS_GIVEN"
  | "JUDGE_TASKS_TAKEN"
  | "CONFLICT_DECLARED"
  | "COMPETITION_INVITATION_ACCEPTED"
  | "COMPETITION_ROLE_GIVEN"
  | "COMPETITION_ROLE_TAKEN"
  | "SHEET_SUBMITTED"
  | "SHEET_RETURNED"
  | "JUDGE_RECUSED"
  | "IMPORT_FINISHED"
  | "IMPORT_FAULTY"
  | "IMPORT_FAILED"
  | "WEBHOOK_DISABLED";

export type EventRole = "ORGANIZER" | "STAFF" | "OBSERVER";

export type ExportAccountResult = ExportAccountSuccess | InvalidInput | NotAllowed;

export type ExportAccountSuccess = {
  /** JSON: the rows of every table that name the account. */
  readonly document: Scalars["String"]["output"];
};

/** A list by its name, of the root or of the node `of`; filter and orderBy as the list takes them. Columns are paths such as `organization.name`; without them every value of the row itself. */
export type ExportListInput = {
  readonly list: Scalars["String"]["input"];
  readonly of?: InputMaybe<Scalars["ID"]["input"]>;
  readonly filter?: InputMaybe<Scalars["JSON"]["input"]>;
  readonly orderBy?: InputMaybe<Scalars["String"]["input"]>;
  readonly columns?: InputMaybe<ReadonlyArray<Scalars["String"]["input"]>>;
  readonly format?: TableFormat;
  readonly language?: TableLanguage;
  readonly timeZone?: Scalars["String"]["input"];
  /** Begin a CSV with the mark that tells Excel of UTF-8. */
  readonly isMarked?: Scalars["Boolean"]["input"];
};

export type ExportListResult = ExportListSuccess | InvalidInput | NotAllowed | RuleBroken;

export type ExportListSuccess = {
  readonly download: Download;
  readonly rowCount: Scalars["Int"]["output"];
};

export type ExportSheetInput = {
  readonly kind: SheetKind;
  readonly targetId: Scalars["ID"]["input"];
  readonly format?: TableFormat;
  readonly language?: TableLanguage;
};

export type ExportSheetResult = ExportSheetSuccess | InvalidInput | NotAllowed | NotFound;

export type ExportSheetSuccess = {
  readonly download: Download;
};

/** What an incubator says of itself; null is not known, which is not zero. */
export type FiguresInput = {
  readonly foundedOn?: InputMaybe<Scalars["Date"]["input"]>;
  readonly statisticsYears?: InputMaybe<Scalars["Int"]["input"]>;
  readonly areaM2?: InputMaybe<Scalars["Int"]["input"]>;
  readonly incubateeAreaM2?: InputMaybe<Scalars["Int"]["input"]>;
  readonly deskCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly seedFundWan?: InputMaybe<Scalars["Decimal"]["input"]>;
  readonly fundedCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly fundCaseCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly staffCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly professionalCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly mentorCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly incubateeCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly patentApplicantCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly ipHolderCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly graduateCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly mainIndustryCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly technicalPlatformCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly residentCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly newlyRegisteredCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly financedCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly eventCount?: InputMaybe<Scalars["Int"]["input"]>;
  readonly serviceCaseCount?: InputMaybe<Scalars["Int"]["input"]>;
};

export type FilePurpose = "SHEET" | "MATERIAL";

export type FileState = "QUARANTINED" | "CLEAN" | "REFUSED";

export type FindCandidatesInput = {
  readonly needId: Scalars["ID"]["input"];
};

export type FindCandidatesResult = FindCandidatesSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type FindCandidatesSuccess = {
  readonly need: Need;
};

/** This share of the entries, at least, has a total fit of at most so much. */
export type FitQuantile = {
  readonly share: Scalars["Float"]["output"];
  readonly fit: Scalars["Float"]["output"];
};

/** The least total fit of every entry (need). */
export type FloorRuleInput = {
  readonly fitTotal: Scalars["Float"]["input"];
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
};

/** Places that stay open in a group of needs. */
export type FlowGap = {
  readonly needGroup?: Maybe<Scalars["String"]["output"]>;
  readonly missingCount: Scalars["Int"]["output"];
};

/** What packages and needs are put together by: of several fields the first. */
export type FlowGroup = "FIELD" | "REGION" | "ORGANIZATION";

/** Recommendations from a group of packages to a group of needs; null is all smaller groups. */
export type FlowLink = {
  readonly packageGroup?: Maybe<Scalars["String"]["output"]>;
  readonly needGroup?: Maybe<Scalars["String"]["output"]>;
  readonly count: Scalars["Int"]["output"];
  readonly fit: Scalars["Float"]["output"];
};

export type GreenField =
  "ENERGY_SAVING_ENV" | "CLEAN_PRODUCTION" | "CLEAN_ENERGY" | "ECO_RESTORATION" | "OZONE" | "RECYCLING" | "URBAN";

export type Home = {
  readonly organizationCount: Scalars["Int"]["output"];
  readonly membershipRequestCount: Scalars["Int"]["output"];
  /** Your own requests to belong somewhere, not answered yet. */
  readonly sentRequestCount: Scalars["Int"]["output"];
  /** Invitations that your organizations sent and nobody took up yet. */
  readonly openInvitationCount: Scalars["Int"]["output"];
  readonly judge?: Maybe<JudgeHome>;
  readonly organizer?: Maybe<OrganizerHome>;
  readonly incubator?: Maybe<IncubatorHome>;
  readonly enterprise?: Maybe<EnterpriseHome>;
  readonly institute?: Maybe<InstituteHome>;
  readonly pool?: Maybe<PoolHome>;
  readonly zone?: Maybe<ZoneHome>;
};

export type IgnoreImportRowsInput = {
  readonly importId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly rows: ReadonlyArray<Scalars["Int"]["input"]>;
  /** Rows to take in again. */
  readonly restore?: ReadonlyArray<Scalars["Int"]["input"]>;
};

export type IgnoreImportRowsResult =
  IgnoreImportRowsSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type IgnoreImportRowsSuccess = {
  readonly sheetImport: SheetImport;
};

/** A file handed in before; a dry run reads and checks everything and writes nothing. */
export type ImportCatalogInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly fileId: Scalars["ID"]["input"];
  /** Publish what the file holds; it must be complete. */
  readonly publish?: Scalars["Boolean"]["input"];
  readonly dryRun?: Scalars["Boolean"]["input"];
};

/** A cell by the row of the file and the declared column; null takes a mend back. */
export type ImportCellInput = {
  readonly row: Scalars["Int"]["input"];
  readonly column: Scalars["String"]["input"];
  readonly value?: InputMaybe<Scalars["String"]["input"]>;
};

/** Which column of the file a declared one is; null takes it out. */
export type ImportColumnInput = {
  readonly column: Scalars["String"]["input"];
  readonly position?: InputMaybe<Scalars["Int"]["input"]>;
};

export type ImportConflictsResult = ImportConflictsSuccess | InvalidInput | NotAllowed | NotFound | SheetRefused;

export type ImportConflictsSuccess = {
  readonly competition: Competition;
  readonly rowCount: Scalars["Int"]["output"];
  readonly createdCount: Scalars["Int"]["output"];
  readonly updatedCount: Scalars["Int"]["output"];
};

export type ImportEntriesResult = ImportEntriesSuccess | InvalidInput | NotAllowed | NotFound | SheetRefused;

export type ImportEntriesSuccess = {
  readonly competition: Competition;
  readonly rowCount: Scalars["Int"]["output"];
  readonly createdCount: Scalars["Int"]["output"];
  readonly updatedCount: Scalars["Int"]["output"];
};

/** The file as it would be imported now, or as it was handed in with its bad cells in red. */
export type ImportFileForm = "CORRECTED" | "MARKED";

/** A file handed in before; a dry run reads and checks everything and writes nothing. */
export type ImportInput = {
  readonly competitionId: Scalars["ID"]["input"];
  readonly fileId: Scalars["ID"]["input"];
  readonly dryRun?: Scalars["Boolean"]["input"];
};

export type ImportJudgesResult = ImportJudgesSuccess | InvalidInput | NotAllowed | NotFound | SheetRefused;

export type ImportJudgesSuccess = {
  readonly competition: Competition;
  readonly rowCount: Scalars["Int"]["output"];
  readonly createdCount: Scalars["Int"]["output"];
  readonly updatedCount: Scalars["Int"]["output"];
};

export type ImportNeedsResult = ImportNeedsSuccess | InvalidInput | NotAllowed | NotFound | SheetRefused;

export type ImportNeedsSuccess = {
  readonly organization: Organization;
  readonly createdCount: Scalars["Int"]["output"];
  readonly updatedCount: Scalars["Int"]["output"];
  readonly unchangedCount: Scalars["Int"]["output"];
};

export type ImportPackagesResult = ImportPackagesSuccess | InvalidInput | NotAllowed | NotFound | SheetRefused;

export type ImportPackagesSuccess = {
  readonly organization: Organization;
  readonly createdCount: Scalars["Int"]["output"];
  readonly updatedCount: Scalars["Int"]["output"];
  readonly unchangedCount: Scalars["Int"]["output"];
};

export type ImportScoresInput = {
  readonly roundId: Scalars["ID"]["input"];
  readonly fileId: Scalars["ID"]["input"];
  readonly dryRun?: Scalars["Boolean"]["input"];
};

export type ImportScoresResult = ImportScoresSuccess | InvalidInput | NotAllowed | NotFound | SheetRefused;

export type ImportScoresSuccess = {
  readonly round: Round;
  readonly rowCount: Scalars["Int"]["output"];
};

export type ImportStartupsInput = {
  readonly incubatorId: Scalars["ID"]["input"];
  readonly fileId: Scalars["ID"]["input"];
  readonly dryRun?: Scalars["Boolean"]["input"];
};

export type ImportStartupsResult =
  ImportStartupsSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken | SheetRefused;

export type ImportStartupsSuccess = {
  readonly incubator: Incubator;
  readonly createdCount: Scalars["Int"]["output"];
  readonly updatedCount: Scalars["Int"]["output"];
  readonly unchangedCount: Scalars["Int"]["output"];
  /** At most 500. */
  readonly warnings: ReadonlyArray<InputWarning>;
  /** None in a dry run. At most 100. */
  readonly residencies: ReadonlyArray<Residency>;
};

export type ImportState = "READING" | "MAPPING" | "FAULTY" | "READY" | "WRITING" | "DONE" | "CANCELED" | "FAILED";

export type ImportTemplateInput = {
  readonly kind: SheetKind;
  readonly format?: TableFormat;
  readonly language?: TableLanguage;
};

export type ImportTemplateResult = ImportTemplateSuccess | InvalidInput | NotAllowed;

export type ImportTemplateSuccess = {
  readonly download: Download;
};

export type Incubator = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly kind: IncubatorKind;
  readonly level: IncubatorLevel;
  readonly isHardshipRegion: Scalars["Boolean"]["output"];
  readonly mainIndustry: Scalars["String"]["output"];
  readonly version: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly figures: IncubatorFigures;
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanRegisterStartups: Scalars["Boolean"]["output"];
  readonly organization?: Maybe<Organization>;
  /** Startups that stay or stayed here, with their clocks. */
  readonly residencies: ResidencyConnection;
};

export type IncubatorResidenciesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<ResidencyFilter>;
  orderBy?: InputMaybe<ResidencyOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type IncubatorConnection = {
  readonly edges: ReadonlyArray<IncubatorEdge>;
  readonly nodes: ReadonlyArray<Incubator>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type IncubatorEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Incubator;
};

export type IncubatorFigures = {
  readonly foundedOn?: Maybe<Scalars["Date"]["output"]>;
  readonly statisticsYears?: Maybe<Scalars["Int"]["output"]>;
  readonly areaM2?: Maybe<Scalars["Int"]["output"]>;
  readonly incubateeAreaM2?: Maybe<Scalars["Int"]["output"]>;
  readonly deskCount?: Maybe<Scalars["Int"]["output"]>;
  readonly seedFundWan?: Maybe<Scalars["Decimal"]["output"]>;
  readonly fundedCount?: Maybe<Scalars["Int"]["output"]>;
  readonly fundCaseCount?: Maybe<Scalars["Int"]["output"]>;
  readonly staffCount?: Maybe<Scalars["Int"]["output"]>;
  readonly professionalCount?: Maybe<Scalars["Int"]["output"]>;
  readonly mentorCount?: Maybe<Scalars["Int"]["output"]>;
  readonly incubateeCount?: Maybe<Scalars["Int"]["output"]>;
  readonly patentApplicantCount?: Maybe<Scalars["Int"]["output"]>;
  readonly ipHolderCount?: Maybe<Scalars["Int"]["output"]>;
  readonly graduateCount?: Maybe<Scalars["Int"]["output"]>;
  readonly mainIndustryCount?: Maybe<Scalars["Int"]["output"]>;
  readonly technicalPlatformCount?: Maybe<Scalars["Int"]["output"]>;
  readonly residentCount?: Maybe<Scalars["Int"]["output"]>;
  readonly newlyRegisteredCount?: Maybe<Scalars["Int"]["output"]>;
  readonly financedCount?: Maybe<Scalars["Int"]["output"]>;
  readonly eventCount?: Maybe<Scalars["Int"]["output"]>;
  readonly serviceCaseCount?: Maybe<Scalars["Int"]["output"]>;
};

export type IncubatorFilter = {
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
  readonly kind?: InputMaybe<ReadonlyArray<IncubatorKind>>;
  readonly level?: InputMaybe<ReadonlyArray<IncubatorLevel>>;
};

export type IncubatorHome = {
  readonly incubatorCount: Scalars["Int"]["output"];
  readonly endingResidencyCount: Scalars["Int"]["output"];
  readonly overdueResidencyCount: Scalars["Int"]["output"];
  /** Stays that the startup has not agreed to yet. */
  readonly proposedResidencyCount: Scalars["Int"]["output"];
};

export type IncubatorKind = "COMPREHENSIVE" | "PROFESSIONAL" | "MAKER_SPACE" | "ACCELERATOR";

export type IncubatorLevel = "NONE" | "DISTRICT" | "MUNICIPAL" | "PROVINCIAL" | "NATIONAL" | "STANDARD" | "EXCELLENT";

export type IncubatorOrder = "CREATED_ASC" | "CREATED_DESC" | "NAME_ASC" | "NAME_DESC";

export type IncubatorProfileInput = {
  readonly kind: IncubatorKind;
  readonly level?: IncubatorLevel;
  readonly isHardshipRegion?: Scalars["Boolean"]["input"];
  readonly mainIndustry?: Scalars["String"]["input"];
  readonly figures?: FiguresInput;
};

/** A measurable indicator; a draft may leave all but the name open. */
export type IndicatorInput = {
  readonly name: Scalars["String"]["input"];
  readonly comparator?: InputMaybe<Comparator>;
  readonly target?: InputMaybe<Scalars["Decimal"]["input"]>;
  readonly unit?: Scalars["String"]["input"];
  readonly baseline?: InputMaybe<Scalars["Decimal"]["input"]>;
};

/** Something to look at again, though nothing forbids it. */
export type InputWarning = {
  readonly path: Scalars["String"]["output"];
  readonly code: Scalars["String"]["output"];
};

export type InstituteHome = {
  readonly draftPackageCount: Scalars["Int"]["output"];
  readonly publishedPackageCount: Scalars["Int"]["output"];
  /** Recommendations of your packages that wait for an enterprise. */
  readonly recommendationCount: Scalars["Int"]["output"];
  readonly candidateCount: Scalars["Int"]["output"];
};

/** Fields of the input cannot stand; all of them are named. */
export type InvalidInput = Refused & {
  readonly code: Scalars["String"]["output"];
  /** At most 20. */
  readonly params: ReadonlyArray<RefusalParam>;
  /** At most 1000. */
  readonly faults: ReadonlyArray<RefusedField>;
};

export type Invitation = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly email: Scalars["String"]["output"];
  readonly role: MemberRole;
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly endsAt: Scalars["DateTime"]["output"];
  readonly acceptedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly organization?: Maybe<Organization>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type InvitationConnection = {
  readonly edges: ReadonlyArray<InvitationEdge>;
  readonly nodes: ReadonlyArray<Invitation>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type InvitationEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Invitation;
};

export type InvitationOrder = "CREATED_ASC" | "CREATED_DESC";

export type InviteJudgeInput = {
  readonly judgeId: Scalars["ID"]["input"];
};

export type InviteJudgeResult = InviteJudgeSuccess | InvalidInput | NotAllowed | NotFound;

export type InviteJudgeSuccess = {
  readonly judge: Judge;
  /** Whoever presents it while signed in becomes this judge. Shown once. */
  readonly secret: Scalars["String"]["output"];
};

export type InviteMemberInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly email: Scalars["String"]["input"];
  readonly role?: MemberRole;
};

export type InviteMemberResult = InviteMemberSuccess | InvalidInput | NotAllowed | NotFound;

export type InviteMemberSuccess = {
  readonly invitation: Invitation;
};

export type InviteStaffInput = {
  readonly competitionId: Scalars["ID"]["input"];
  readonly email: Scalars["String"]["input"];
  readonly role?: EventRole;
};

export type InviteStaffResult = InviteStaffSuccess | InvalidInput | NotAllowed | NotFound;

export type InviteStaffSuccess = {
  readonly invitation: CompetitionInvitation;
};

export type Judge = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly code: Scalars["String"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly organizationName: Scalars["String"]["output"];
  readonly kind?: Maybe<JudgeKind>;
  readonly region: Scalars["String"]["output"];
  readonly fields: ReadonlyArray<Scalars["String"]["output"]>;
  readonly expertise: Scalars["String"]["output"];
  readonly minLoad?: Maybe<Scalars["Int"]["output"]>;
  readonly maxLoad?: Maybe<Scalars["Int"]["output"]>;
  readonly version: Scalars["Int"]["output"];
  /** A person has accepted the invitation. */
  readonly isLinked: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanInvite: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanRemove: Scalars["Boolean"]["output"];
  /** The organizer's own columns; null for judges. */
  readonly attributes?: Maybe<Scalars["JSON"]["output"]>;
  readonly scoringProgress: JudgeProgress;
  readonly account?: Maybe<Account>;
  readonly competition?: Maybe<Competition>;
  readonly contact?: Maybe<JudgeContact>;
  readonly tasks: JudgeTaskConnection;
};

export type JudgeTasksArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<JudgeTaskFilter>;
  orderBy?: InputMaybe<JudgeTaskOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type JudgeConnection = {
  readonly edges: ReadonlyArray<JudgeEdge>;
  readonly nodes: ReadonlyArray<Judge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

export type JudgeContact = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly email: Scalars["String"]["output"];
  /** When an invitation was last mailed. */
  readonly invitedAt?: Maybe<Scalars["DateTime"]["output"]>;
};

/** One row of a connection and its cursor. */
export type JudgeEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Judge;
};

export type JudgeFields = {
  readonly code: Scalars["String"]["input"];
  readonly name?: Scalars["String"]["input"];
  readonly organizationName?: Scalars["String"]["input"];
  readonly kind?: InputMaybe<JudgeKind>;
  readonly region?: Scalars["String"]["input"];
  readonly fields?: ReadonlyArray<Scalars["String"]["input"]>;
  readonly expertise?: Scalars["String"]["input"];
  readonly minLoad?: InputMaybe<Scalars["Int"]["input"]>;
  readonly maxLoad?: InputMaybe<Scalars["Int"]["input"]>;
  readonly email?: Scalars["String"]["input"];
  /** All of the organizer's own columns; null leaves them as they are. */
  readonly attributes?: InputMaybe<ReadonlyArray<AttributeInput>>;
};

export type JudgeFilter = {
  readonly code?: InputMaybe<Scalars["String"]["input"]>;
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
  readonly kind?: InputMaybe<ReadonlyArray<JudgeKind>>;
  readonly region?: InputMaybe<Scalars["String"]["input"]>;
  readonly isLinked?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly competition?: InputMaybe<Scalars["ID"]["input"]>;
};

export type JudgeHome = {
  readonly waitingCount: Scalars["Int"]["output"];
  readonly returnedCount: Scalars["Int"]["output"];
  readonly nextDueAt?: Maybe<Scalars["DateTime"]["output"]>;
};

export type JudgeKind = "INVESTOR" | "TECHNICAL" | "INDUSTRY" | "FINANCE" | "POLICY";

/** What one judge can take, whatever holds for the others; by the judge's code. */
export type JudgeLoadInput = {
  readonly judge: Scalars["String"]["input"];
  readonly maxLoad?: InputMaybe<Scalars["Int"]["input"]>;
  readonly minLoad?: InputMaybe<Scalars["Int"]["input"]>;
};

export type JudgeOrder = "CODE_ASC" | "CODE_DESC" | "NAME_ASC" | "NAME_DESC";

export type JudgeProgress = {
  readonly taskCount: Scalars["Int"]["output"];
  readonly openCount: Scalars["Int"]["output"];
  readonly draftCount: Scalars["Int"]["output"];
  readonly submittedCount: Scalars["Int"]["output"];
  readonly returnedCount: Scalars["Int"]["output"];
  readonly recusedCount: Scalars["Int"]["output"];
};

/** What a judge would have after publishing. */
export type JudgeShare = {
  readonly judgeId: Scalars["ID"]["output"];
  readonly code: Scalars["String"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly isLinked: Scalars["Boolean"]["output"];
  readonly count: Scalars["Int"]["output"];
  readonly newCount: Scalars["Int"]["output"];
  readonly keptCount: Scalars["Int"]["output"];
  readonly goneCount: Scalars["Int"]["output"];
};

export type JudgeTask = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly state: TaskState;
  /** Its judge may and should still write. */
  readonly isWaiting: Scalars["Boolean"]["output"];
  /** When the sheet is due; what was sent back has until the end. */
  readonly dueAt?: Maybe<Scalars["DateTime"]["output"]>;
  /** Whether a button for it would work for you now. */
  readonly viewerCanScore: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanRecuse: Scalars["Boolean"]["output"];
  readonly scoreSheet?: Maybe<ScoreSheet>;
  readonly recusal?: Maybe<Recusal>;
  readonly round?: Maybe<Round>;
  readonly judge?: Maybe<Judge>;
  readonly entry?: Maybe<Entry>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type JudgeTaskConnection = {
  readonly edges: ReadonlyArray<JudgeTaskEdge>;
  readonly nodes: ReadonlyArray<JudgeTask>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type JudgeTaskEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: JudgeTask;
};

export type JudgeTaskFilter = {
  readonly isMine?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly round?: InputMaybe<Scalars["ID"]["input"]>;
  readonly judge?: InputMaybe<Scalars["ID"]["input"]>;
  readonly entry?: InputMaybe<Scalars["ID"]["input"]>;
  readonly competition?: InputMaybe<Scalars["ID"]["input"]>;
  readonly state?: InputMaybe<ReadonlyArray<TaskState>>;
  readonly isWaiting?: InputMaybe<Scalars["Boolean"]["input"]>;
};

export type JudgeTaskOrder =
  "CREATED_ASC" | "CREATED_DESC" | "ENTRY_ASC" | "ENTRY_DESC" | "DUE_ASC" | "DUE_DESC" | "STATE_ASC" | "STATE_DESC";

export type LiftRestrictionInput = {
  readonly restrictionId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type LiftRestrictionResult = LiftRestrictionSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type LiftRestrictionSuccess = {
  readonly restriction: Restriction;
};

/** So many judges have so many entries. */
export type LoadCount = {
  readonly load: Scalars["Int"]["output"];
  readonly judgeCount: Scalars["Int"]["output"];
};

export type Locale = "ZH" | "EN";

/** All pairs of the plan, or those of a judge, of an entry, or of both. */
export type LockPlanPairsInput = {
  readonly planId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly isLocked: Scalars["Boolean"]["input"];
  readonly ofJudge?: InputMaybe<Scalars["ID"]["input"]>;
  readonly ofEntry?: InputMaybe<Scalars["ID"]["input"]>;
};

export type LockPlanPairsResult = LockPlanPairsSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type LockPlanPairsSuccess = PlanEdited & {
  readonly plan: Plan;
  readonly isApplied: Scalars["Boolean"]["output"];
  /** At most 1000. */
  readonly violations: ReadonlyArray<Violation>;
  readonly valueBefore: Scalars["Long"]["output"];
  /** What the plan is worth after the edit, in units of 1 / scale. */
  readonly value: Scalars["Long"]["output"];
  readonly totalFit: Scalars["Float"]["output"];
  /** How much less the best plan with this edit is worth than the best plan; see priceState for null. */
  readonly loss?: Maybe<Scalars["Long"]["output"]>;
  /** The loss as people see fits. */
  readonly price?: Maybe<Scalars["Float"]["output"]>;
  readonly priceState: PriceState;
  /** At most 50. */
  readonly aims: ReadonlyArray<AimChange>;
};

/** Why a published recommendation stands no more. */
export type LostCause = "NEED_WITHDRAWN" | "PACKAGE_WITHDRAWN" | "DECLINED";

/** A published recommendation that stands no more. */
export type LostRecommendation = {
  readonly needId: Scalars["ID"]["output"];
  readonly needTitle: Scalars["String"]["output"];
  readonly technologyPackageId: Scalars["ID"]["output"];
  readonly packageTitle: Scalars["String"]["output"];
  readonly cause: LostCause;
};

export type MailJudgeInvitationsInput = {
  readonly competitionId: Scalars["ID"]["input"];
  /** At most 500. */
  readonly judgeIds: ReadonlyArray<Scalars["ID"]["input"]>;
};

export type MailJudgeInvitationsResult = MailJudgeInvitationsSuccess | InvalidInput | NotAllowed | NotFound;

export type MailJudgeInvitationsSuccess = {
  /** Whom a mail goes to. At most 500. */
  readonly judges: ReadonlyArray<Judge>;
};

export type MarkFields = {
  readonly criterionId: Scalars["ID"]["input"];
  /** Null is missing, never zero. */
  readonly points?: InputMaybe<Scalars["Decimal"]["input"]>;
  readonly remark?: Scalars["String"]["input"];
  /** Of the mark this was written over; 0 over none. */
  readonly version?: Scalars["Int"]["input"];
};

/** Some notices by their ids, at most 500, or all. */
export type MarkNoticesReadInput = {
  readonly noticeIds?: InputMaybe<ReadonlyArray<Scalars["ID"]["input"]>>;
};

export type MarkNoticesReadResult = MarkNoticesReadSuccess | InvalidInput | NotAllowed | NotFound;

export type MarkNoticesReadSuccess = {
  readonly readCount: Scalars["Int"]["output"];
  readonly viewer?: Maybe<Account>;
};

export type MemberRole = "ADMIN" | "MEMBER" | "VIEWER";

export type Membership = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly role: MemberRole;
  readonly version: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly account?: Maybe<Account>;
  readonly organization?: Maybe<Organization>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type MembershipConnection = {
  readonly edges: ReadonlyArray<MembershipEdge>;
  readonly nodes: ReadonlyArray<Membership>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type MembershipEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Membership;
};

export type MembershipFilter = {
  readonly role?: InputMaybe<MemberRole>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
};

export type MembershipOrder = "CREATED_ASC" | "CREATED_DESC";

export type MembershipRequest = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly message: Scalars["String"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly account?: Maybe<Account>;
  readonly organization?: Maybe<Organization>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type MembershipRequestConnection = {
  readonly edges: ReadonlyArray<MembershipRequestEdge>;
  readonly nodes: ReadonlyArray<MembershipRequest>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type MembershipRequestEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: MembershipRequest;
};

export type MembershipRequestOrder = "CREATED_ASC" | "CREATED_DESC";

export type MendImportCellsInput = {
  readonly importId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly cells: ReadonlyArray<ImportCellInput>;
};

export type MendImportCellsResult = MendImportCellsSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type MendImportCellsSuccess = {
  readonly sheetImport: SheetImport;
};

export type MergeOrganizationsInput = {
  /** The one that stays. */
  readonly organizationId: Scalars["ID"]["input"];
  readonly mergedOrganizationId: Scalars["ID"]["input"];
};

export type MergeOrganizationsResult = MergeOrganizationsSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type MergeOrganizationsSuccess = {
  readonly organization: Organization;
};

/** An “at least” of a rule that an elastic plan misses. */
export type MissedMinimum = {
  /** {rule, rule_at, need, package, group}: whom it is about. */
  readonly params: Scalars["JSON"]["output"];
  readonly wanted: Scalars["Int"]["output"];
  readonly given: Scalars["Int"]["output"];
};

export type Mutation = {
  /** Sign up: a link goes to the address, and `confirmAccount` makes the account. */
  readonly registerAccount: RegisterAccountResult;
  /** Follow the link of signing up, choose a password, and be signed in by a cookie. */
  readonly confirmAccount: ConfirmAccountResult;
  /** Ask for a link to choose a new password. */
  readonly requestPasswordReset: RequestPasswordResetResult;
  /** Follow the link to a new password. Every session and token ends; sign in with the new one. */
  readonly resetPassword: ResetPasswordResult;
  /** Ask for a link to another e-mail address, which becomes the account's when it is followed. */
  readonly requestEmailChange: RequestEmailChangeResult;
  /** Follow the link to a new e-mail address; the old one is told. */
  readonly confirmEmailChange: ConfirmEmailChangeResult;
  /** Open a session. */
  readonly signIn: SignInResult;
  /** End this session and forget its cookie. */
  readonly signOut: SignOutResult;
  /** Make a secret for an authenticator; nothing changes before a code of it is shown. */
  readonly startSecondFactor: StartSecondFactorResult;
  /** Turn the second factor on by a code. */
  readonly confirmSecondFactor: ConfirmSecondFactorResult;
  /** Turn the second factor off, by a code of it. */
  readonly stopSecondFactor: StopSecondFactorResult;
  /** Change your name, and the language you are written to in. */
  readonly editAccount: EditAccountResult;
  /** Replace the password; every other session ends. */
  readonly changePassword: ChangePasswordResult;
  /** End one of your sessions. */
  readonly endSession: EndSessionResult;
  /** End all your sessions, or all but this one. */
  readonly signOutEverywhere: SignOutEverywhereResult;
  /** Make a token for a program. */
  readonly createApiToken: CreateApiTokenResult;
  /** End a program's token. */
  readonly revokeApiToken: RevokeApiTokenResult;
  /** Let somebody you know here act for you. */
  readonly delegate: DelegateResult;
  /** End a delegation before its last day: either side may. */
  readonly endDelegation: EndDelegationResult;
  /** Found an organization and become its first admin. */
  readonly createOrganization: CreateOrganizationResult;
  readonly changeMemberRole: ChangeMemberRoleResult;
  readonly removeMember: RemoveMemberResult;
  /** Mail somebody a link to belong to an organization; an earlier link to the same address stops working. */
  readonly inviteMember: InviteMemberResult;
  /** Take an invitation back. */
  readonly revokeInvitation: RevokeInvitationResult;
  /** What an invitation is about, for whoever holds its secret; it stays open. */
  readonly openInvitation: OpenInvitationResult;
  /** Belong to the organization that invited. */
  readonly acceptMembership: AcceptMembershipResult;
  /** Sign up by an invitation and belong to the organization, signed in by a cookie. */
  readonly signUpByInvitation: SignUpByInvitationResult;
  /** Put somebody on the restricted list. */
  readonly restrict: RestrictResult;
  /** Take somebody off the list. */
  readonly liftRestriction: LiftRestrictionResult;
  readonly appealRestriction: AppealRestrictionResult;
  /** Answer an appeal, with reasons; granting it lifts the restriction. */
  readonly decideAppeal: DecideAppealResult;
  readonly editOrganization: EditOrganizationResult;
  /** Say, for the administration of its zone, whether an organization is who it says. */
  readonly verifyOrganization: VerifyOrganizationResult;
  /** Ask to belong to an organization that is here; its admins decide, or its zone where it has nobody. */
  readonly requestMembership: RequestMembershipResult;
  /** Let somebody in who asked. */
  readonly acceptRequest: AcceptRequestResult;
  /** Decline a request, or take one's own back. */
  readonly declineRequest: DeclineRequestResult;
  /** Make two organizations of a zone one, for its administration; every row of the other moves. */
  readonly mergeOrganizations: MergeOrganizationsResult;
  /** All that is kept of you, but for secrets and files. */
  readonly exportAccount: ExportAccountResult;
  /** Leave: what is yours goes, what you did for others names a pseudonym. */
  readonly eraseAccount: EraseAccountResult;
  /** Tell a program of an organization of events, for its admins. */
  readonly registerWebhook: RegisterWebhookResult;
  readonly editWebhook: EditWebhookResult;
  /** Switch an endpoint on or off; what waits for one that is off is given up. */
  readonly switchWebhook: SwitchWebhookResult;
  readonly removeWebhook: RemoveWebhookResult;
  readonly renewWebhookSecret: RenewWebhookSecretResult;
  /** Send an endpoint something of no meaning, to see whether it arrives. */
  readonly sendTestWebhook: SendTestWebhookResult;
  /** Send a delivery again at once, with all its attempts before it. */
  readonly redeliverWebhook: RedeliverWebhookResult;
  /** Say that you read some notices, or all of them without ids. */
  readonly markNoticesRead: MarkNoticesReadResult;
  /** Choose how you hear of a kind of event. */
  readonly setNoticePreference: SetNoticePreferenceResult;
  /** Choose when your digest comes, by the clock of a time zone. */
  readonly setNoticeSchedule: SetNoticeScheduleResult;
  /** Read a file that was handed in and say what it would do. A large one is read by a job: watch it. */
  readonly startImport: StartImportResult;
  /** Say which sheet, header and columns count; once committed, remembered for files with these headers. */
  readonly setImportMapping: SetImportMappingResult;
  /** Put cells right in place, at most 500 at a time; everything is checked again. */
  readonly mendImportCells: MendImportCellsResult;
  /** Leave rows of the file out, or take them in again. */
  readonly ignoreImportRows: IgnoreImportRowsResult;
  /** Write what was shown, all or nothing, once; said again, it answers what became of the first time. */
  readonly commitImport: CommitImportResult;
  /** Give an import up. */
  readonly cancelImport: CancelImportResult;
  /** A list as a table to download: what you see of it, at most 100 000 rows. */
  readonly exportList: ExportListResult;
  /** An empty table of a kind of import, with an example row and what its columns mean. */
  readonly importTemplate: ImportTemplateResult;
  /** The rows a target has, in the table an import of the kind takes; as it is it changes nothing. */
  readonly exportSheet: ExportSheetResult;
  /** The file of an import: with its mended cells, or as it came with each bad cell marked and explained. */
  readonly downloadImport: DownloadImportResult;
  /** Found an incubator, become its first admin, and see at once which recognition criteria it misses. */
  readonly registerIncubator: RegisterIncubatorResult;
  readonly editIncubator: EditIncubatorResult;
  /** Enter startups and their stays, all or none; known ones, by code or name, are brought up to date. */
  readonly registerStartups: RegisterStartupsResult;
  /** The same from a spreadsheet handed in before; every bad cell is named. */
  readonly importStartups: ImportStartupsResult;
  /** Agree, for a startup, to the stay that an incubator entered. */
  readonly acceptResidency: AcceptResidencyResult;
  /** Refuse, for a startup, the stay that an incubator entered. */
  readonly declineResidency: DeclineResidencyResult;
  /** For the startup's own people, or the incubator that keeps the record of one that has none here. */
  readonly editStartup: EditStartupResult;
  /** Write a need down as a draft. */
  readonly postNeed: PostNeedResult;
  readonly editNeed: EditNeedResult;
  /** Let others see a need once nothing is missing; its candidates are there with the answer. */
  readonly publishNeed: PublishNeedResult;
  readonly withdrawNeed: WithdrawNeedResult;
  /** Write a package down as a draft. */
  readonly offerPackage: OfferPackageResult;
  readonly editPackage: EditPackageResult;
  readonly publishPackage: PublishPackageResult;
  readonly withdrawPackage: WithdrawPackageResult;
  /** Throw a draft away; what was published once is withdrawn instead. */
  readonly removeNeed: RemoveNeedResult;
  /** Throw a draft away; what was published once is withdrawn instead. */
  readonly removePackage: RemovePackageResult;
  readonly createCompetition: CreateCompetitionResult;
  readonly editCompetition: EditCompetitionResult;
  readonly createRound: CreateRoundResult;
  readonly editRound: EditRoundResult;
  /** End the judging of a round; sheets stand still from then on. */
  readonly closeRound: CloseRoundResult;
  /** Take a round away with its plans, as long as no judge was told. */
  readonly removeRound: RemoveRoundResult;
  /** Take a competition away with everything in it, as long as no judge was told. */
  readonly removeCompetition: RemoveCompetitionResult;
  /** Add entries, all or none. */
  readonly addEntries: AddEntriesResult;
  readonly editEntry: EditEntryResult;
  readonly removeEntry: RemoveEntryResult;
  /** Add judges, all or none. */
  readonly addJudges: AddJudgesResult;
  readonly editJudge: EditJudgeResult;
  readonly removeJudge: RemoveJudgeResult;
  readonly inviteJudge: InviteJudgeResult;
  /** Mail judges who have an address and no account a link each, all or none; earlier links stop working. */
  readonly mailJudgeInvitations: MailJudgeInvitationsResult;
  readonly acceptInvitation: AcceptInvitationResult;
  /** Mail somebody a link to help at an event: a colleague, or anybody else. */
  readonly inviteStaff: InviteStaffResult;
  /** Take such an invitation back. */
  readonly revokeStaffInvitation: RevokeStaffInvitationResult;
  /** Help at the event that asked by mail. */
  readonly acceptEventRole: AcceptEventRoleResult;
  readonly changeEventRole: ChangeEventRoleResult;
  /** End somebody's help, or one's own. */
  readonly removeEventRole: RemoveEventRoleResult;
  /** Add to an entry's materials. */
  readonly attachEntryFile: AttachEntryFileResult;
  /** Show a file to whoever may read the need whole. */
  readonly attachNeedFile: AttachNeedFileResult;
  /** Show a file to whoever may read the package whole. */
  readonly attachPackageFile: AttachPackageFileResult;
  /** Keep a paper with an organization; its people and its zone see it. */
  readonly attachOrganizationFile: AttachOrganizationFileResult;
  /** Say whether judges of a blind round may see a file of an entry. */
  readonly editAttachment: EditAttachmentResult;
  /** Take a file off; it is gone then. */
  readonly removeAttachment: RemoveAttachmentResult;
  /** End a run: at once when it waits, within two seconds when it is being solved. */
  readonly cancelSolveRun: CancelSolveRunResult;
  /** Assign the competition's judges to its entries; watch the run by the subscription solveRun. */
  readonly startAssignment: StartAssignmentResult;
  readonly editPlan: EditPlanResult;
  /** Judges see their tasks from now on. A plan that breaks rules is refused unless that is accepted. */
  readonly publishPlan: PublishPlanResult;
  readonly declareConflict: DeclareConflictResult;
  readonly withdrawConflict: WithdrawConflictResult;
  readonly importJudges: ImportJudgesResult;
  readonly importEntries: ImportEntriesResult;
  readonly importConflicts: ImportConflictsResult;
  readonly importScores: ImportScoresResult;
  /** Keep settings as those that the round's next assignment starts from. */
  readonly saveAssignmentSettings: SaveAssignmentSettingsResult;
  /** What the mends of a run without a plan make of its settings; on request a new run starts with them. */
  readonly applyMends: ApplyMendsResult;
  /** Take the last hand edit of a draft back. */
  readonly undoPlanEdit: UndoPlanEditResult;
  /** Do the edit again that was taken back last. */
  readonly redoPlanEdit: RedoPlanEditResult;
  /** Lock or unlock many pairs of a draft at once. */
  readonly lockPlanPairs: LockPlanPairsResult;
  /** Start a run whose draft changes as few pairs of a plan as possible after what happened. */
  readonly repairPlan: RepairPlanResult;
  /** Write a round's rubric; once somebody scored by it, only its texts. */
  readonly editRubric: EditRubricResult;
  readonly useRubricTemplate: UseRubricTemplateResult;
  readonly copyRubric: CopyRubricResult;
  readonly removeRubric: RemoveRubricResult;
  /** Until when judges may write; may change while a round is judged. */
  readonly setScoresDue: SetScoresDueResult;
  /** Keep what the judge wrote so far: merged mark by mark, the same again changes nothing. */
  readonly saveScoreSheet: SaveScoreSheetResult;
  /** Hand the sheet in: it is totalled and sealed; its digest is the receipt. */
  readonly submitScoreSheet: SubmitScoreSheetResult;
  readonly reopenScoreSheet: ReopenScoreSheetResult;
  /** Step back from an entry because of a conflict; it holds for later plans too. */
  readonly recuse: RecuseResult;
  readonly dismissRecusal: DismissRecusalResult;
  /** Look again for the candidates of a published need. */
  readonly findCandidates: FindCandidatesResult;
  /** Enter the needs of a sheet, all or none; known codes are brought up to date. */
  readonly importNeeds: ImportNeedsResult;
  /** Enter the technology packages of a sheet, all or none; known codes are brought up to date. */
  readonly importPackages: ImportPackagesResult;
  /** Match all needs and packages of a pool under their capacities; watch by the subscription solveRun. */
  readonly startPoolRun: StartPoolRunResult;
  /** Enterprises and institutes see what is recommended to them; the plan before is replaced. */
  readonly publishPoolPlan: PublishPoolPlanResult;
  readonly acceptRecommendation: AcceptRecommendationResult;
  /** Say no with a reason; the next run respects it. */
  readonly declineRecommendation: DeclineRecommendationResult;
  /** Start a run whose draft fills what a published plan lost and changes as little else as possible. */
  readonly repairPoolPlan: RepairPoolPlanResult;
  /** Keep settings as those that the pool's next run starts from. */
  readonly savePoolSettings: SavePoolSettingsResult;
  /** What the mends of a pool run without a plan make of its settings; on request a new run starts. */
  readonly applyPoolMends: ApplyPoolMendsResult;
};

export type MutationRegisterAccountArgs = {
  input: RegisterAccountInput;
};

export type MutationConfirmAccountArgs = {
  input: ConfirmAccountInput;
};

export type MutationRequestPasswordResetArgs = {
  input: RequestPasswordResetInput;
};

export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};

export type MutationRequestEmailChangeArgs = {
  input: RequestEmailChangeInput;
};

export type MutationConfirmEmailChangeArgs = {
  input: ConfirmEmailChangeInput;
};

export type MutationSignInArgs = {
  input: SignInInput;
};

export type MutationStartSecondFactorArgs = {
  input: StartSecondFactorInput;
};

export type MutationConfirmSecondFactorArgs = {
  input: ConfirmSecondFactorInput;
};

export type MutationStopSecondFactorArgs = {
  input: StopSecondFactorInput;
};

export type MutationEditAccountArgs = {
  input: EditAccountInput;
};

export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};

export type MutationEndSessionArgs = {
  input: EndSessionInput;
};

export type MutationSignOutEverywhereArgs = {
  input: SignOutEverywhereInput;
};

export type MutationCreateApiTokenArgs = {
  input: CreateApiTokenInput;
};

export type MutationRevokeApiTokenArgs = {
  input: RevokeApiTokenInput;
};

export type MutationDelegateArgs = {
  input: DelegateInput;
};

export type MutationEndDelegationArgs = {
  input: EndDelegationInput;
};

export type MutationCreateOrganizationArgs = {
  input: CreateOrganizationInput;
};

export type MutationChangeMemberRoleArgs = {
  input: ChangeMemberRoleInput;
};

export type MutationRemoveMemberArgs = {
  input: RemoveMemberInput;
};

export type MutationInviteMemberArgs = {
  input: InviteMemberInput;
};

export type MutationRevokeInvitationArgs = {
  input: RevokeInvitationInput;
};

export type MutationOpenInvitationArgs = {
  input: OpenInvitationInput;
};

export type MutationAcceptMembershipArgs = {
  input: AcceptMembershipInput;
};

export type MutationSignUpByInvitationArgs = {
  input: SignUpByInvitationInput;
};

export type MutationRestrictArgs = {
  input: RestrictInput;
};

export type MutationLiftRestrictionArgs = {
  input: LiftRestrictionInput;
};

export type MutationAppealRestrictionArgs = {
  input: AppealRestrictionInput;
};

export type MutationDecideAppealArgs = {
  input: DecideAppealInput;
};

export type MutationEditOrganizationArgs = {
  input: EditOrganizationInput;
};

export type MutationVerifyOrganizationArgs = {
  input: VerifyOrganizationInput;
};

export type MutationRequestMembershipArgs = {
  input: RequestMembershipInput;
};

export type MutationAcceptRequestArgs = {
  input: AcceptRequestInput;
};

export type MutationDeclineRequestArgs = {
  input: DeclineRequestInput;
};

export type MutationMergeOrganizationsArgs = {
  input: MergeOrganizationsInput;
};

export type MutationEraseAccountArgs = {
  input: EraseAccountInput;
};

export type MutationRegisterWebhookArgs = {
  input: RegisterWebhookInput;
};

export type MutationEditWebhookArgs = {
  input: EditWebhookInput;
};

export type MutationSwitchWebhookArgs = {
  input: SwitchWebhookInput;
};

export type MutationRemoveWebhookArgs = {
  input: RemoveWebhookInput;
};

export type MutationRenewWebhookSecretArgs = {
  input: RenewWebhookSecretInput;
};

export type MutationSendTestWebhookArgs = {
  input: SendTestWebhookInput;
};

export type MutationRedeliverWebhookArgs = {
  input: RedeliverWebhookInput;
};

export type MutationMarkNoticesReadArgs = {
  input: MarkNoticesReadInput;
};

export type MutationSetNoticePreferenceArgs = {
  input: SetNoticePreferenceInput;
};

export type MutationSetNoticeScheduleArgs = {
  input: SetNoticeScheduleInput;
};

export type MutationStartImportArgs = {
  input: StartImportInput;
};

export type MutationSetImportMappingArgs = {
  input: SetImportMappingInput;
};

export type MutationMendImportCellsArgs = {
  input: MendImportCellsInput;
};

export type MutationIgnoreImportRowsArgs = {
  input: IgnoreImportRowsInput;
};

export type MutationCommitImportArgs = {
  input: CommitImportInput;
};

export type MutationCancelImportArgs = {
  input: CancelImportInput;
};

export type MutationExportListArgs = {
  input: ExportListInput;
};

export type MutationImportTemplateArgs = {
  input: ImportTemplateInput;
};

export type MutationExportSheetArgs = {
  input: ExportSheetInput;
};

export type MutationDownloadImportArgs = {
  input: DownloadImportInput;
};

export type MutationRegisterIncubatorArgs = {
  input: RegisterIncubatorInput;
};

export type MutationEditIncubatorArgs = {
  input: EditIncubatorInput;
};

export type MutationRegisterStartupsArgs = {
  input: RegisterStartupsInput;
};

export type MutationImportStartupsArgs = {
  input: ImportStartupsInput;
};

export type MutationAcceptResidencyArgs = {
  input: AcceptResidencyInput;
};

export type MutationDeclineResidencyArgs = {
  input: DeclineResidencyInput;
};

export type MutationEditStartupArgs = {
  input: EditStartupInput;
};

export type MutationPostNeedArgs = {
  input: PostNeedInput;
};

export type MutationEditNeedArgs = {
  input: EditNeedInput;
};

export type MutationPublishNeedArgs = {
  input: PublishNeedInput;
};

export type MutationWithdrawNeedArgs = {
  input: WithdrawNeedInput;
};

export type MutationOfferPackageArgs = {
  input: OfferPackageInput;
};

export type MutationEditPackageArgs = {
  input: EditPackageInput;
};

export type MutationPublishPackageArgs = {
  input: PublishPackageInput;
};

export type MutationWithdrawPackageArgs = {
  input: WithdrawPackageInput;
};

export type MutationRemoveNeedArgs = {
  input: RemoveNeedInput;
};

export type MutationRemovePackageArgs = {
  input: RemovePackageInput;
};

export type MutationCreateCompetitionArgs = {
  input: CreateCompetitionInput;
};

export type MutationEditCompetitionArgs = {
  input: EditCompetitionInput;
};

export type MutationCreateRoundArgs = {
  input: CreateRoundInput;
};

export type MutationEditRoundArgs = {
  input: EditRoundInput;
};

export type MutationCloseRoundArgs = {
  input: CloseRoundInput;
};

export type MutationRemoveRoundArgs = {
  input: RemoveRoundInput;
};

export type MutationRemoveCompetitionArgs = {
  input: RemoveCompetitionInput;
};

export type MutationAddEntriesArgs = {
  input: AddEntriesInput;
};

export type MutationEditEntryArgs = {
  input: EditEntryInput;
};

export type MutationRemoveEntryArgs = {
  input: RemoveEntryInput;
};

export type MutationAddJudgesArgs = {
  input: AddJudgesInput;
};

export type MutationEditJudgeArgs = {
  input: EditJudgeInput;
};

export type MutationRemoveJudgeArgs = {
  input: RemoveJudgeInput;
};

export type MutationInviteJudgeArgs = {
  input: InviteJudgeInput;
};

export type MutationMailJudgeInvitationsArgs = {
  input: MailJudgeInvitationsInput;
};

export type MutationAcceptInvitationArgs = {
  input: AcceptInvitationInput;
};

export type MutationInviteStaffArgs = {
  input: InviteStaffInput;
};

export type MutationRevokeStaffInvitationArgs = {
  input: RevokeStaffInvitationInput;
};

export type MutationAcceptEventRoleArgs = {
  input: AcceptEventRoleInput;
};

export type MutationChangeEventRoleArgs = {
  input: ChangeEventRoleInput;
};

export type MutationRemoveEventRoleArgs = {
  input: RemoveEventRoleInput;
};

export type MutationAttachEntryFileArgs = {
  input: AttachEntryFileInput;
};

export type MutationAttachNeedFileArgs = {
  input: AttachNeedFileInput;
};

export type MutationAttachPackageFileArgs = {
  input: AttachPackageFileInput;
};

export type MutationAttachOrganizationFileArgs = {
  input: AttachOrganizationFileInput;
};

export type MutationEditAttachmentArgs = {
  input: EditAttachmentInput;
};

export type MutationRemoveAttachmentArgs = {
  input: RemoveAttachmentInput;
};

export type MutationCancelSolveRunArgs = {
  input: CancelSolveRunInput;
};

export type MutationStartAssignmentArgs = {
  input: StartAssignmentInput;
};

export type MutationEditPlanArgs = {
  input: EditPlanInput;
};

export type MutationPublishPlanArgs = {
  input: PublishPlanInput;
};

export type MutationDeclareConflictArgs = {
  input: DeclareConflictInput;
};

export type MutationWithdrawConflictArgs = {
  input: WithdrawConflictInput;
};

export type MutationImportJudgesArgs = {
  input: ImportInput;
};

export type MutationImportEntriesArgs = {
  input: ImportInput;
};

export type MutationImportConflictsArgs = {
  input: ImportInput;
};

export type MutationImportScoresArgs = {
  input: ImportScoresInput;
};

export type MutationSaveAssignmentSettingsArgs = {
  input: SaveAssignmentSettingsInput;
};

export type MutationApplyMendsArgs = {
  input: ApplyMendsInput;
};

export type MutationUndoPlanEditArgs = {
  input: UndoPlanEditInput;
};

export type MutationRedoPlanEditArgs = {
  input: RedoPlanEditInput;
};

export type MutationLockPlanPairsArgs = {
  input: LockPlanPairsInput;
};

export type MutationRepairPlanArgs = {
  input: RepairPlanInput;
};

export type MutationEditRubricArgs = {
  input: EditRubricInput;
};

export type MutationUseRubricTemplateArgs = {
  input: UseRubricTemplateInput;
};

export type MutationCopyRubricArgs = {
  input: CopyRubricInput;
};

export type MutationRemoveRubricArgs = {
  input: RemoveRubricInput;
};

export type MutationSetScoresDueArgs = {
  input: SetScoresDueInput;
};

export type MutationSaveScoreSheetArgs = {
  input: SaveScoreSheetInput;
};

export type MutationSubmitScoreSheetArgs = {
  input: SubmitScoreSheetInput;
};

export type MutationReopenScoreSheetArgs = {
  input: ReopenScoreSheetInput;
};

export type MutationRecuseArgs = {
  input: RecuseInput;
};

export type MutationDismissRecusalArgs = {
  input: DismissRecusalInput;
};

export type MutationFindCandidatesArgs = {
  input: FindCandidatesInput;
};

export type MutationImportNeedsArgs = {
  input: ImportCatalogInput;
};

export type MutationImportPackagesArgs = {
  input: ImportCatalogInput;
};

export type MutationStartPoolRunArgs = {
  input: StartPoolRunInput;
};

export type MutationPublishPoolPlanArgs = {
  input: PublishPoolPlanInput;
};

export type MutationAcceptRecommendationArgs = {
  input: AcceptRecommendationInput;
};

export type MutationDeclineRecommendationArgs = {
  input: DeclineRecommendationInput;
};

export type MutationRepairPoolPlanArgs = {
  input: RepairPoolPlanInput;
};

export type MutationSavePoolSettingsArgs = {
  input: SavePoolSettingsInput;
};

export type MutationApplyPoolMendsArgs = {
  input: ApplyPoolMendsInput;
};

export type Need = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly code?: Maybe<Scalars["String"]["output"]>;
  readonly title: Scalars["String"]["output"];
  readonly problem: Scalars["String"]["output"];
  readonly category?: Maybe<NeedCategory>;
  readonly greenFields: ReadonlyArray<GreenField>;
  readonly technicalFields: ReadonlyArray<Scalars["String"]["output"]>;
  readonly chainNodes: ReadonlyArray<Scalars["String"]["output"]>;
  readonly cooperationModes: ReadonlyArray<CooperationMode>;
  readonly region: Scalars["String"]["output"];
  readonly trl?: Maybe<Scalars["Int"]["output"]>;
  readonly budgetWan?: Maybe<Scalars["Decimal"]["output"]>;
  readonly deadlineOn?: Maybe<Scalars["Date"]["output"]>;
  readonly wantedCount: Scalars["Int"]["output"];
  readonly visibility: Visibility;
  readonly state: NeedState;
  readonly version: Scalars["Int"]["output"];
  /** Its files; shown to whoever may read it whole. */
  readonly attachments: AttachmentConnection;
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly publishedAt?: Maybe<Scalars["DateTime"]["output"]>;
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanPublish: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanWithdraw: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanRemove: Scalars["Boolean"]["output"];
  readonly organization?: Maybe<Organization>;
  /** Organizations whose pools may use the need whatever its visibility. */
  readonly consentedOrganizations: ReadonlyArray<Organization>;
  readonly indicators: ReadonlyArray<NeedIndicator>;
  /** Details and contacts: of a public need, of your own, or of one whose owner consented. */
  readonly private?: Maybe<NeedPrivate>;
  /** Packages that fit, whatever else they are wanted for; shown to the need's owner. */
  readonly candidates: CandidateConnection;
  /** What pools recommend, within everybody's capacity. */
  readonly recommendations: RecommendationConnection;
};

export type NeedAttachmentsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<AttachmentOrder>;
};

export type NeedConsentedOrganizationsArgs = {
  filter?: InputMaybe<OrganizationFilter>;
  orderBy?: InputMaybe<OrganizationOrder>;
};

export type NeedIndicatorsArgs = {
  orderBy?: InputMaybe<NeedIndicatorOrder>;
};

export type NeedCandidatesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<CandidateFilter>;
  orderBy?: InputMaybe<CandidateOrder>;
};

export type NeedRecommendationsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<RecommendationFilter>;
  orderBy?: InputMaybe<RecommendationOrder>;
};

export type NeedCategory = "TECHNOLOGY" | "PRODUCT" | "UPGRADE" | "SUPPORT";

/** A page of rows; `totalCount` is counted only when asked for. */
export type NeedConnection = {
  readonly edges: ReadonlyArray<NeedEdge>;
  readonly nodes: ReadonlyArray<Need>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type NeedEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Need;
};

export type NeedFilter = {
  readonly text?: InputMaybe<Scalars["String"]["input"]>;
  readonly isMine?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly code?: InputMaybe<Scalars["String"]["input"]>;
  readonly state?: InputMaybe<ReadonlyArray<NeedState>>;
  readonly category?: InputMaybe<ReadonlyArray<NeedCategory>>;
  readonly greenField?: InputMaybe<GreenField>;
  readonly visibility?: InputMaybe<ReadonlyArray<Visibility>>;
  readonly budgetWanFrom?: InputMaybe<Scalars["Decimal"]["input"]>;
  readonly deadlineUntil?: InputMaybe<Scalars["Date"]["input"]>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
};

export type NeedIndicator = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly comparator?: Maybe<Comparator>;
  readonly target?: Maybe<Scalars["Decimal"]["output"]>;
  readonly baseline?: Maybe<Scalars["Decimal"]["output"]>;
  readonly unit: Scalars["String"]["output"];
};

export type NeedIndicatorOrder = "POSITION_ASC" | "POSITION_DESC";

export type NeedInput = {
  readonly title: Scalars["String"]["input"];
  readonly code?: InputMaybe<Scalars["String"]["input"]>;
  readonly problem?: Scalars["String"]["input"];
  readonly category?: InputMaybe<NeedCategory>;
  readonly greenFields?: ReadonlyArray<GreenField>;
  readonly technicalFields?: ReadonlyArray<Scalars["String"]["input"]>;
  readonly chainNodes?: ReadonlyArray<Scalars["String"]["input"]>;
  readonly cooperationModes?: ReadonlyArray<CooperationMode>;
  readonly region?: Scalars["String"]["input"];
  readonly trl?: InputMaybe<Scalars["Int"]["input"]>;
  readonly budgetWan?: InputMaybe<Scalars["Decimal"]["input"]>;
  readonly deadlineOn?: InputMaybe<Scalars["Date"]["input"]>;
  readonly wantedCount?: Scalars["Int"]["input"];
  readonly visibility?: Visibility;
  readonly consentedOrganizationIds?: ReadonlyArray<Scalars["ID"]["input"]>;
  readonly indicators?: ReadonlyArray<IndicatorInput>;
  readonly private?: ContactInput;
};

export type NeedOrder =
  | "CREATED_ASC"
  | "CREATED_DESC"
  | "TITLE_ASC"
  | "TITLE_DESC"
  | "PUBLISHED_ASC"
  | "PUBLISHED_DESC"
  | "DEADLINE_ASC"
  | "DEADLINE_DESC"
  | "BUDGET_ASC"
  | "BUDGET_DESC";

export type NeedPrivate = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly details: Scalars["String"]["output"];
  readonly decisionMaker: Scalars["String"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly phone: Scalars["String"]["output"];
  readonly email: Scalars["String"]["output"];
};

export type NeedState =
  | "DRAFT"
  | "SUBMITTED"
  | "DIAGNOSING"
  | "RETURNED"
  | "PUBLISHED"
  | "MATCHING"
  | "SIGNED"
  | "SOLVED"
  | "WITHDRAWN"
  | "EXPIRED";

/** A pair that may not meet any more. */
export type NewConflictInput = {
  readonly judgeId: Scalars["ID"]["input"];
  readonly entryId: Scalars["ID"]["input"];
  readonly kind: ConflictKind;
};

/** How many entries a judge can take from now on. */
export type NewLoadInput = {
  readonly judgeId: Scalars["ID"]["input"];
  readonly maxLoad: Scalars["Int"]["input"];
};

/** Anything with an id that `node(id:)` finds again. */
export type Node = {
  readonly id: Scalars["ID"]["output"];
};

/** The actor may not do this here. */
export type NotAllowed = Refused & {
  readonly code: Scalars["String"]["output"];
  /** At most 20. */
  readonly params: ReadonlyArray<RefusalParam>;
};

/** The object does not exist, or not for this actor. */
export type NotFound = Refused & {
  readonly code: Scalars["String"]["output"];
  /** At most 20. */
  readonly params: ReadonlyArray<RefusalParam>;
};

export type Notice = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly kind: EventKind;
  readonly subjectType: Scalars["String"]["output"];
  /** What it is about; ask `node(id:)`, which is null when you may not see it. */
  readonly subjectId: Scalars["String"]["output"];
  readonly params: Scalars["JSON"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly readAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly organization?: Maybe<Organization>;
};

export type NoticeChoice = "NONE" | "IN_APP" | "MAIL" | "DIGEST";

/** A page of rows; `totalCount` is counted only when asked for. */
export type NoticeConnection = {
  readonly edges: ReadonlyArray<NoticeEdge>;
  readonly nodes: ReadonlyArray<Notice>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type NoticeEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Notice;
};

export type NoticeFilter = {
  readonly isRead?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly kind?: InputMaybe<ReadonlyArray<EventKind>>;
};

export type NoticeOrder = "CREATED_ASC" | "CREATED_DESC";

/** How you hear of a kind of event, by choice or by default. */
export type NoticePreference = {
  readonly kind: EventKind;
  readonly choice: NoticeChoice;
};

/** When your digest comes. */
export type NoticeSchedule = {
  readonly timeZone: Scalars["String"]["output"];
  readonly digestHour: Scalars["Int"]["output"];
};

export type OfferPackageInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly technologyPackage: TechnologyPackageInput;
};

export type OfferPackageResult = OfferPackageSuccess | InvalidInput | NotAllowed | NotFound;

export type OfferPackageSuccess = {
  readonly technologyPackage: TechnologyPackage;
};

export type OpenInvitationInput = {
  readonly token: Scalars["String"]["input"];
};

export type OpenInvitationResult = OpenInvitationSuccess | InvalidInput | NotFound;

export type OpenInvitationSuccess = {
  readonly organizationName: Scalars["String"]["output"];
  readonly email: Scalars["String"]["output"];
  readonly role: MemberRole;
  readonly endsAt: Scalars["DateTime"]["output"];
  /** Whether to sign in and accept, or to sign up by the invitation. */
  readonly hasAccount: Scalars["Boolean"]["output"];
};

export type Organization = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly kind: OrganizationKind;
  readonly name: Scalars["String"]["output"];
  readonly uscc?: Maybe<Scalars["String"]["output"]>;
  readonly province: Scalars["String"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly version: Scalars["Int"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanInvite: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanVerify: Scalars["Boolean"]["output"];
  readonly zone?: Maybe<Zone>;
  /** The zone's word on who it is; null where nobody has looked yet. */
  readonly verification?: Maybe<OrganizationVerification>;
  /** Who asks to belong to it; shown to who decides. */
  readonly membershipRequests: MembershipRequestConnection;
  /** Who belongs to it; shown to its own people only. */
  readonly memberships: MembershipConnection;
  /** Its papers; shown to its own people and its zone. */
  readonly attachments: AttachmentConnection;
  /** What names it on the restricted list; shown to who rules it and to its own people. */
  readonly restrictions: RestrictionConnection;
  /** Who was asked to belong to it; shown to its admins only. */
  readonly invitations: InvitationConnection;
};

export type OrganizationMembershipRequestsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<MembershipRequestOrder>;
};

export type OrganizationMembershipsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<MembershipFilter>;
  orderBy?: InputMaybe<MembershipOrder>;
};

export type OrganizationAttachmentsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<AttachmentOrder>;
};

export type OrganizationRestrictionsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<RestrictionFilter>;
  orderBy?: InputMaybe<RestrictionOrder>;
};

export type OrganizationInvitationsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<InvitationOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type OrganizationConnection = {
  readonly edges: ReadonlyArray<OrganizationEdge>;
  readonly nodes: ReadonlyArray<Organization>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type OrganizationEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Organization;
};

export type OrganizationFilter = {
  readonly text?: InputMaybe<Scalars["String"]["input"]>;
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
  readonly kind?: InputMaybe<ReadonlyArray<OrganizationKind>>;
  readonly province?: InputMaybe<Scalars["String"]["input"]>;
  readonly uscc?: InputMaybe<Scalars["String"]["input"]>;
  readonly zone?: InputMaybe<Scalars["ID"]["input"]>;
  readonly isMine?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly awaitsVerification?: InputMaybe<Scalars["Boolean"]["input"]>;
};

export type OrganizationKind =
  | "ENTERPRISE"
  | "STARTUP"
  | "UNIVERSITY"
  | "INSTITUTE"
  | "NEW_RD_ORG"
  | "INCUBATOR"
  | "TTO"
  | "INVESTOR"
  | "BANK"
  | "ZONE_ADMIN"
  | "ORGANIZER"
  | "ALLIANCE";

export type OrganizationMerge = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly mergedName: Scalars["String"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly organization?: Maybe<Organization>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type OrganizationMergeConnection = {
  readonly edges: ReadonlyArray<OrganizationMergeEdge>;
  readonly nodes: ReadonlyArray<OrganizationMerge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type OrganizationMergeEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: OrganizationMerge;
};

export type OrganizationMergeFilter = {
  readonly merged?: InputMaybe<Scalars["ID"]["input"]>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
};

export type OrganizationMergeOrder = "CREATED_ASC" | "CREATED_DESC";

export type OrganizationOrder = "NAME_ASC" | "NAME_DESC" | "CREATED_ASC" | "CREATED_DESC";

export type OrganizationVerification = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly state: Verification;
  readonly note: Scalars["String"]["output"];
  readonly decidedAt: Scalars["DateTime"]["output"];
};

export type OrganizerHome = {
  readonly roundsWithoutPlanCount: Scalars["Int"]["output"];
  readonly roundsUnpublishedCount: Scalars["Int"]["output"];
  readonly roundsWithoutRubricCount: Scalars["Int"]["output"];
  readonly judgesNotLinkedCount: Scalars["Int"]["output"];
  /** Tasks whose judge stepped back: the plan needs repair. */
  readonly recusalCount: Scalars["Int"]["output"];
  readonly unfinishedSheetCount: Scalars["Int"]["output"];
  readonly lateSheetCount: Scalars["Int"]["output"];
};

export type PackagePrivate = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly details: Scalars["String"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly phone: Scalars["String"]["output"];
  readonly email: Scalars["String"]["output"];
};

export type PackageState = "DRAFT" | "PUBLISHED" | "WITHDRAWN" | "EXPIRED";

/** Where a page of a connection stands. */
export type PageInfo = {
  readonly hasNextPage: Scalars["Boolean"]["output"];
  readonly hasPreviousPage: Scalars["Boolean"]["output"];
  readonly startCursor?: Maybe<Scalars["String"]["output"]>;
  readonly endCursor?: Maybe<Scalars["String"]["output"]>;
};

/** A pair that only one of two plans has. */
export type PairChange = {
  readonly judgeId: Scalars["ID"]["output"];
  readonly judgeCode: Scalars["String"]["output"];
  readonly judgeName: Scalars["String"]["output"];
  readonly entryId: Scalars["ID"]["output"];
  readonly entryCode: Scalars["String"]["output"];
  readonly entryTitle: Scalars["String"]["output"];
  readonly fit: Scalars["Float"]["output"];
  readonly isAdded: Scalars["Boolean"]["output"];
};

export type PairExplanation = {
  readonly isInPlan: Scalars["Boolean"]["output"];
  readonly origin?: Maybe<PairOrigin>;
  readonly isLocked: Scalars["Boolean"]["output"];
  readonly fit: Scalars["Float"]["output"];
  readonly components: Scalars["JSON"]["output"];
  /** The answer first, then what it rests on. At most 100. */
  readonly reasons: ReadonlyArray<PairReason>;
};

export type PairOrigin = "MACHINE" | "HAND";

/** Why a pair is in the plan, or why not: a code, and parameters for the sentence. */
export type PairReason = {
  readonly code: Scalars["String"]["output"];
  readonly params: Scalars["JSON"]["output"];
};

/** Of these pairs at least and at most so many. */
export type PairsRuleInput = {
  readonly pairs: ReadonlyArray<RulePairInput>;
  readonly atLeast?: InputMaybe<Scalars["Int"]["input"]>;
  readonly atMost?: InputMaybe<Scalars["Int"]["input"]>;
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
};

export type Plan = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly number: Scalars["Int"]["output"];
  readonly version: Scalars["Int"]["output"];
  readonly state: PlanState;
  readonly value: Scalars["Long"]["output"];
  readonly bound?: Maybe<Scalars["Long"]["output"]>;
  readonly scale: Scalars["Long"]["output"];
  /** Bound less value: 0 when nothing better exists. */
  readonly gap?: Maybe<Scalars["Long"]["output"]>;
  readonly totalFit: Scalars["Float"]["output"];
  readonly totalBound?: Maybe<Scalars["Float"]["output"]>;
  readonly proof: ProofWord;
  readonly missingCount: Scalars["Int"]["output"];
  readonly editCount: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly publishedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly acceptedViolations: Scalars["JSON"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanPublish: Scalars["Boolean"]["output"];
  readonly competition?: Maybe<Competition>;
  readonly round?: Maybe<Round>;
  readonly solveRun?: Maybe<SolveRun>;
  /** Total fit of the entry that is served worst. */
  readonly worstFit?: Maybe<Scalars["Float"]["output"]>;
  readonly highestLoad: Scalars["Int"]["output"];
  readonly pairCount: Scalars["Int"]["output"];
  readonly canUndo: Scalars["Boolean"]["output"];
  readonly canRedo: Scalars["Boolean"]["output"];
  readonly edits: PlanEditConnection;
  readonly pairs: PlanPairConnection;
  /** What judges were told to do; none before publication. */
  readonly tasks: JudgeTaskConnection;
};

export type PlanEditsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<PlanEditFilter>;
  orderBy?: InputMaybe<PlanEditOrder>;
};

export type PlanPairsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<PlanPairFilter>;
  orderBy?: InputMaybe<PlanPairOrder>;
};

export type PlanTasksArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<JudgeTaskFilter>;
  orderBy?: InputMaybe<JudgeTaskOrder>;
};

/** A limit that holds the plan back. */
export type PlanBottleneck = {
  readonly code: Scalars["String"]["output"];
  readonly params: Scalars["JSON"]["output"];
  /** What one unit more (of a minimum, one less) adds; null where only its most is known. */
  readonly worth?: Maybe<Scalars["Float"]["output"]>;
  readonly worthAtMost: Scalars["Float"]["output"];
};

export type PlanBottlenecks = {
  /** At most 50. */
  readonly limits: ReadonlyArray<PlanBottleneck>;
};

/** The other plan against the first. */
export type PlanComparison = {
  readonly first: PlanFigures;
  readonly other: PlanFigures;
  /** Names of the settings that differ. At most 100. */
  readonly changedSettings: ReadonlyArray<Scalars["String"]["output"]>;
  readonly keptCount: Scalars["Int"]["output"];
  readonly addedCount: Scalars["Int"]["output"];
  readonly removedCount: Scalars["Int"]["output"];
  /** Entries that the other plan serves better. */
  readonly betterCount: Scalars["Int"]["output"];
  readonly worseCount: Scalars["Int"]["output"];
  /** Entry by entry. At most 500. */
  readonly pairs: ReadonlyArray<PairChange>;
  /** Those who lose most first. At most 200. */
  readonly entries: ReadonlyArray<EntryChange>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type PlanConnection = {
  readonly edges: ReadonlyArray<PlanEdge>;
  readonly nodes: ReadonlyArray<Plan>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type PlanEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Plan;
};

export type PlanEdit = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly number: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly isUndone: Scalars["Boolean"]["output"];
  readonly account?: Maybe<Account>;
  /** Codes of judge and entry of each pair. */
  readonly added: Scalars["JSON"]["output"];
  /** Codes of judge and entry of each pair. */
  readonly removed: Scalars["JSON"]["output"];
  readonly lockCount: Scalars["Int"]["output"];
  readonly unlockCount: Scalars["Int"]["output"];
  /** What the plan's total fit changed by. */
  readonly change: Scalars["Float"]["output"];
  /** What the edit cost the best plan, where that was known. */
  readonly price?: Maybe<Scalars["Float"]["output"]>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type PlanEditConnection = {
  readonly edges: ReadonlyArray<PlanEditEdge>;
  readonly nodes: ReadonlyArray<PlanEdit>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type PlanEditEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: PlanEdit;
};

export type PlanEditFilter = {
  readonly isUndone?: InputMaybe<Scalars["Boolean"]["input"]>;
};

export type PlanEditOrder = "NUMBER_ASC" | "NUMBER_DESC";

/** A plan after an edit, or as it would be. */
export type PlanEdited = {
  readonly plan: Plan;
  readonly isApplied: Scalars["Boolean"]["output"];
  /** At most 1000. */
  readonly violations: ReadonlyArray<Violation>;
  readonly valueBefore: Scalars["Long"]["output"];
  /** What the plan is worth after the edit, in units of 1 / scale. */
  readonly value: Scalars["Long"]["output"];
  readonly totalFit: Scalars["Float"]["output"];
  /** How much less the best plan with this edit is worth than the best plan; see priceState for null. */
  readonly loss?: Maybe<Scalars["Long"]["output"]>;
  /** The loss as people see fits. */
  readonly price?: Maybe<Scalars["Float"]["output"]>;
  readonly priceState: PriceState;
  /** At most 50. */
  readonly aims: ReadonlyArray<AimChange>;
};

export type PlanFigures = {
  readonly planId: Scalars["ID"]["output"];
  readonly number: Scalars["Int"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly settings: Scalars["JSON"]["output"];
  readonly totalFit: Scalars["Float"]["output"];
  readonly worstFit: Scalars["Float"]["output"];
  readonly missingCount: Scalars["Int"]["output"];
  readonly highestLoad: Scalars["Int"]["output"];
  readonly pairCount: Scalars["Int"]["output"];
  readonly editCount: Scalars["Int"]["output"];
};

export type PlanFilter = {
  readonly state?: InputMaybe<ReadonlyArray<PlanState>>;
  readonly round?: InputMaybe<Scalars["ID"]["input"]>;
  readonly solveRun?: InputMaybe<Scalars["ID"]["input"]>;
};

/** How a plan, as it is now, spreads the load and serves the entries. */
export type PlanInsight = {
  readonly entryCount: Scalars["Int"]["output"];
  readonly judgeCount: Scalars["Int"]["output"];
  readonly unusedJudgeCount: Scalars["Int"]["output"];
  readonly worstFit: Scalars["Float"]["output"];
  readonly meanFit: Scalars["Float"]["output"];
  /** At most 20. */
  readonly quantiles: ReadonlyArray<FitQuantile>;
  /** At most 100000. */
  readonly loads: ReadonlyArray<LoadCount>;
  /** From the worst served on. At most 200. */
  readonly entries: ReadonlyArray<ServedEntry>;
};

/** The fits of a plan's run in one byte a pair, with conflicts and chosen pairs; arrays are base64 of little-endian numbers. Rows are entries, columns judges; cells are numbered row by row from the window's first. */
export type PlanMatrix = {
  readonly version: Scalars["Int"]["output"];
  readonly totalRowCount: Scalars["Int"]["output"];
  readonly firstRow: Scalars["Int"]["output"];
  readonly rowCount: Scalars["Int"]["output"];
  readonly columnCount: Scalars["Int"]["output"];
  readonly lowestFit: Scalars["Float"]["output"];
  readonly highestFit: Scalars["Float"]["output"];
  /** uint8 a cell: 0 is no candidate; k from 1 to 255 is lowestFit + (k - 1) / 254 of the way up. */
  readonly levels: Scalars["String"]["output"];
  /** uint32: cells in conflict. */
  readonly forbidden: Scalars["String"]["output"];
  /** uint8: of each its place in `reasons`, from 1. */
  readonly forbiddenReasons: Scalars["String"]["output"];
  /** At most 255. */
  readonly reasons: ReadonlyArray<Scalars["String"]["output"]>;
  /** uint32: cells of the plan as it is now. */
  readonly chosen: Scalars["String"]["output"];
  /** uint8: of each 1 when locked, plus 2 when put there by hand. */
  readonly chosenFlags: Scalars["String"]["output"];
  /** Of the window's rows. At most 100000. */
  readonly entryIds: ReadonlyArray<Scalars["ID"]["output"]>;
  /** At most 100000. */
  readonly entryCodes: ReadonlyArray<Scalars["String"]["output"]>;
  /** At most 100000. */
  readonly entryTitles: ReadonlyArray<Scalars["String"]["output"]>;
  /** At most 100000. */
  readonly entryNeeds: ReadonlyArray<Scalars["Int"]["output"]>;
  /** Total fit of each row. At most 100000. */
  readonly entryFits: ReadonlyArray<Scalars["Float"]["output"]>;
  /** At most 100000. */
  readonly judgeIds: ReadonlyArray<Scalars["ID"]["output"]>;
  /** At most 100000. */
  readonly judgeCodes: ReadonlyArray<Scalars["String"]["output"]>;
  /** At most 100000. */
  readonly judgeNames: ReadonlyArray<Scalars["String"]["output"]>;
  /** At most 100000. */
  readonly judgeLoads: ReadonlyArray<Scalars["Int"]["output"]>;
  /** At most 100000. */
  readonly judgeLeast: ReadonlyArray<Scalars["Int"]["output"]>;
  /** At most 100000. */
  readonly judgeMost: ReadonlyArray<Scalars["Int"]["output"]>;
};

export type PlanOrder = "NUMBER_ASC" | "NUMBER_DESC";

export type PlanPair = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly fit: Scalars["Float"]["output"];
  /** What the fit is made of: name to share in [0, 1]. */
  readonly components: Scalars["JSON"]["output"];
  readonly isLocked: Scalars["Boolean"]["output"];
  readonly origin: PairOrigin;
  readonly judge?: Maybe<Judge>;
  readonly entry?: Maybe<Entry>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type PlanPairConnection = {
  readonly edges: ReadonlyArray<PlanPairEdge>;
  readonly nodes: ReadonlyArray<PlanPair>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type PlanPairEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: PlanPair;
};

export type PlanPairFilter = {
  readonly judge?: InputMaybe<Scalars["ID"]["input"]>;
  readonly entry?: InputMaybe<Scalars["ID"]["input"]>;
  readonly origin?: InputMaybe<PairOrigin>;
  readonly isLocked?: InputMaybe<Scalars["Boolean"]["input"]>;
};

export type PlanPairInput = {
  readonly judgeId: Scalars["ID"]["input"];
  readonly entryId: Scalars["ID"]["input"];
};

export type PlanPairOrder = "ENTRY_ASC" | "ENTRY_DESC" | "FIT_ASC" | "FIT_DESC";

/** What was re-checked of a plan by whole numbers alone, without a solver. */
export type PlanProof = {
  readonly isValid: Scalars["Boolean"]["output"];
  readonly verifiedAt: Scalars["DateTime"]["output"];
  /** Of the plan as it is now. */
  readonly totalFit: Scalars["Float"]["output"];
  /** Of the plan as the machine left it. */
  readonly machineFit?: Maybe<Scalars["Float"]["output"]>;
  /** No plan is worth more. */
  readonly bound?: Maybe<Scalars["Float"]["output"]>;
  /** What the machine's plan leaves to the bound. */
  readonly gap?: Maybe<Scalars["Float"]["output"]>;
  readonly relativeGap?: Maybe<Scalars["Float"]["output"]>;
  /** What the plan as it is now leaves to the bound. */
  readonly belowBound?: Maybe<Scalars["Float"]["output"]>;
  /** VERIFIED, CLAIMED by the engine, or NONE. */
  readonly vouchedBy: Scalars["String"]["output"];
  readonly engine: Scalars["String"]["output"];
  readonly seed: Scalars["Int"]["output"];
  readonly seconds?: Maybe<Scalars["Float"]["output"]>;
  readonly judgeCount: Scalars["Int"]["output"];
  readonly entryCount: Scalars["Int"]["output"];
  readonly pairCount: Scalars["Int"]["output"];
  readonly editCount: Scalars["Int"]["output"];
  /** The aims, each with {name, value, bound, scale, proof}. */
  readonly stages: Scalars["JSON"]["output"];
  readonly problemDigest: Scalars["String"]["output"];
  readonly resultDigest: Scalars["String"]["output"];
  /** At most 50. */
  readonly checks: ReadonlyArray<ProofCheck>;
  /** Where the files behind the proof are, for `greenbridge check`. */
  readonly downloadPath: Scalars["String"]["output"];
};

export type PlanState = "DRAFT" | "PUBLISHED" | "REPLACED";

/** An edit that takes a judge from an entry and breaks no further rule. */
export type PlanSwap = {
  /** At most 2. */
  readonly add: ReadonlyArray<SwapPair>;
  /** At most 2. */
  readonly remove: ReadonlyArray<SwapPair>;
  /** What the plan's total fit changes by. */
  readonly gain: Scalars["Float"]["output"];
};

export type PlanSwaps = {
  /** At most 50. */
  readonly swaps: ReadonlyArray<PlanSwap>;
};

/** A limit that holds a pool's plan back. */
export type PoolBottleneck = {
  readonly code: Scalars["String"]["output"];
  readonly params: Scalars["JSON"]["output"];
  /** What one unit more (of a minimum, one less) adds; null where only its most is known. */
  readonly worth?: Maybe<Scalars["Float"]["output"]>;
  readonly worthAtMost: Scalars["Float"]["output"];
};

export type PoolBottlenecks = {
  /** At most 50. */
  readonly limits: ReadonlyArray<PoolBottleneck>;
};

/** What rules and aims of a pool may speak of. */
export type PoolColumns = {
  /** At most 100. */
  readonly packages: ReadonlyArray<RuleColumn>;
  /** At most 100. */
  readonly needs: ReadonlyArray<RuleColumn>;
};

export type PoolDefaults = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly version: Scalars["Int"]["output"];
  /** In the form of PoolRunSettings. */
  readonly settings: Scalars["JSON"]["output"];
  readonly organization?: Maybe<Organization>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type PoolDefaultsConnection = {
  readonly edges: ReadonlyArray<PoolDefaultsEdge>;
  readonly nodes: ReadonlyArray<PoolDefaults>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type PoolDefaultsEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: PoolDefaults;
};

/** From supply to need, for a picture. */
export type PoolFlow = {
  /** The largest first. At most 961. */
  readonly links: ReadonlyArray<FlowLink>;
  /** At most 31. */
  readonly gaps: ReadonlyArray<FlowGap>;
};

export type PoolHome = {
  /** Published needs to which your pools recommend nothing yet. */
  readonly waitingNeedCount: Scalars["Int"]["output"];
  readonly runningCount: Scalars["Int"]["output"];
  /** Recommendations of yours that wait for an enterprise. */
  readonly unansweredCount: Scalars["Int"]["output"];
  /** Recommendations of the published plans that were declined: the plan can be repaired. */
  readonly declinedCount: Scalars["Int"]["output"];
};

/** What a published plan has lost since: withdrawn, or declined. */
export type PoolLosses = {
  readonly lostCount: Scalars["Int"]["output"];
  /** Places of needs that another package could fill. */
  readonly openCount: Scalars["Int"]["output"];
  /** At most 200. */
  readonly pairs: ReadonlyArray<LostRecommendation>;
};

/** A need whose total fit differs between two plans. */
export type PoolNeedChange = {
  readonly needId: Scalars["ID"]["output"];
  readonly title: Scalars["String"]["output"];
  readonly before: Scalars["Float"]["output"];
  readonly after: Scalars["Float"]["output"];
};

/** A package that is recommended to more or fewer needs. */
export type PoolPackageChange = {
  readonly technologyPackageId: Scalars["ID"]["output"];
  readonly title: Scalars["String"]["output"];
  readonly before: Scalars["Int"]["output"];
  readonly after: Scalars["Int"]["output"];
};

/** A recommendation that only one of two plans has. */
export type PoolPairChange = {
  readonly needId: Scalars["ID"]["output"];
  readonly needTitle: Scalars["String"]["output"];
  readonly technologyPackageId: Scalars["ID"]["output"];
  readonly packageTitle: Scalars["String"]["output"];
  readonly fit: Scalars["Float"]["output"];
  readonly isAdded: Scalars["Boolean"]["output"];
};

export type PoolPlan = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly number: Scalars["Int"]["output"];
  readonly version: Scalars["Int"]["output"];
  readonly state: PoolPlanState;
  readonly value: Scalars["Long"]["output"];
  readonly bound?: Maybe<Scalars["Long"]["output"]>;
  readonly scale: Scalars["Long"]["output"];
  /** Bound less value: 0 when nothing better exists. */
  readonly gap?: Maybe<Scalars["Long"]["output"]>;
  readonly totalFit: Scalars["Float"]["output"];
  readonly proof: ProofWord;
  readonly needCount: Scalars["Int"]["output"];
  readonly packageCount: Scalars["Int"]["output"];
  readonly recommendationCount: Scalars["Int"]["output"];
  readonly missingCount: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly publishedAt?: Maybe<Scalars["DateTime"]["output"]>;
  /** Whether a button for it would work for you now. */
  readonly viewerCanPublish: Scalars["Boolean"]["output"];
  readonly organization?: Maybe<Organization>;
  readonly solveRun?: Maybe<SolveRun>;
  /** The plan of this pool that stands now. */
  readonly published?: Maybe<PoolPlan>;
  readonly recommendations: RecommendationConnection;
  readonly unmetNeeds: UnmetNeedConnection;
};

export type PoolPlanRecommendationsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<RecommendationFilter>;
  orderBy?: InputMaybe<RecommendationOrder>;
};

export type PoolPlanUnmetNeedsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<UnmetNeedOrder>;
};

/** The other plan against the first. */
export type PoolPlanComparison = {
  readonly first: PoolPlanFigures;
  readonly other: PoolPlanFigures;
  /** Names of the settings that differ. At most 100. */
  readonly changedSettings: ReadonlyArray<Scalars["String"]["output"]>;
  readonly keptCount: Scalars["Int"]["output"];
  readonly addedCount: Scalars["Int"]["output"];
  readonly removedCount: Scalars["Int"]["output"];
  /** Needs that the other plan serves better. */
  readonly betterCount: Scalars["Int"]["output"];
  readonly worseCount: Scalars["Int"]["output"];
  /** Need by need. At most 500. */
  readonly pairs: ReadonlyArray<PoolPairChange>;
  /** Those who lose most first. At most 200. */
  readonly needs: ReadonlyArray<PoolNeedChange>;
  /** Those who lose most first. At most 200. */
  readonly packages: ReadonlyArray<PoolPackageChange>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type PoolPlanConnection = {
  readonly edges: ReadonlyArray<PoolPlanEdge>;
  readonly nodes: ReadonlyArray<PoolPlan>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type PoolPlanEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: PoolPlan;
};

export type PoolPlanFigures = {
  readonly poolPlanId: Scalars["ID"]["output"];
  readonly number: Scalars["Int"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly settings: Scalars["JSON"]["output"];
  readonly totalFit: Scalars["Float"]["output"];
  readonly recommendationCount: Scalars["Int"]["output"];
  readonly missingCount: Scalars["Int"]["output"];
  /** Needs that get anything. */
  readonly servedCount: Scalars["Int"]["output"];
  /** Packages that are recommended at all. */
  readonly usedCount: Scalars["Int"]["output"];
  /** Needs that the busiest package is recommended to. */
  readonly highestLoad: Scalars["Int"]["output"];
};

export type PoolPlanFilter = {
  readonly state?: InputMaybe<ReadonlyArray<PoolPlanState>>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
  readonly solveRun?: InputMaybe<Scalars["ID"]["input"]>;
};

export type PoolPlanOrder = "NUMBER_ASC" | "NUMBER_DESC";

export type PoolPlanState = "DRAFT" | "PUBLISHED" | "REPLACED";

/** What was re-checked of a pool's plan by whole numbers alone, without a solver. */
export type PoolProof = {
  readonly isValid: Scalars["Boolean"]["output"];
  readonly verifiedAt: Scalars["DateTime"]["output"];
  /** Total fit less the price of what lacks: see `tally`. */
  readonly value?: Maybe<Scalars["Float"]["output"]>;
  readonly tally?: Maybe<PoolTally>;
  /** No plan is worth more. */
  readonly bound?: Maybe<Scalars["Float"]["output"]>;
  readonly gap?: Maybe<Scalars["Float"]["output"]>;
  readonly relativeGap?: Maybe<Scalars["Float"]["output"]>;
  /** VERIFIED, CLAIMED by the engine, or NONE. */
  readonly vouchedBy: Scalars["String"]["output"];
  readonly engine: Scalars["String"]["output"];
  readonly seed: Scalars["Int"]["output"];
  readonly seconds?: Maybe<Scalars["Float"]["output"]>;
  readonly stages: Scalars["JSON"]["output"];
  readonly problemDigest: Scalars["String"]["output"];
  readonly resultDigest: Scalars["String"]["output"];
  /** At most 50. */
  readonly checks: ReadonlyArray<ProofCheck>;
  /** Where the files behind the proof are, for `greenbridge check`. */
  readonly downloadPath: Scalars["String"]["output"];
};

/** Null means what each need wants, and the platform's time. A run gives them back so. */
export type PoolRunSettings = {
  readonly perNeed?: InputMaybe<Scalars["Int"]["input"]>;
  readonly seed?: Scalars["Int"]["input"];
  readonly seconds?: InputMaybe<Scalars["Int"]["input"]>;
  /** Leave places open where packages are too few. */
  readonly elastic?: Scalars["Boolean"]["input"];
  /** What people call this scenario. */
  readonly name?: Scalars["String"]["input"];
  /** All kinds but `pairs`. */
  readonly rules?: ReadonlyArray<RuleInput>;
  /** None means total fit. */
  readonly aims?: ReadonlyArray<AimInput>;
};

/** What the value of a pool's plan is made of: fits, less a price for whatever lacks. */
export type PoolTally = {
  readonly totalFit: Scalars["Float"]["output"];
  /** Places of needs that no package takes. */
  readonly openCount: Scalars["Int"]["output"];
  /** Units that all missed minimums of rules lack together. */
  readonly missedCount: Scalars["Int"]["output"];
  /** What each open place and each of those units takes off the value. */
  readonly price: Scalars["Float"]["output"];
  readonly missedMinimumCount: Scalars["Int"]["output"];
  /** Those that lack most first. At most 50. */
  readonly missedMinimums: ReadonlyArray<MissedMinimum>;
};

export type PostNeedInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly need: NeedInput;
};

export type PostNeedResult = PostNeedSuccess | InvalidInput | NotAllowed | NotFound;

export type PostNeedSuccess = {
  readonly need: Need;
};

/** What is known of a price: NOT_ASKED of edits that are done under rules. */
export type PriceState = "KNOWN" | "IMPOSSIBLE" | "TOO_LONG" | "NOT_PROVEN" | "NOT_ASKED";

/** One thing that was looked at. */
export type ProofCheck = {
  readonly code: Scalars["String"]["output"];
  readonly isGood: Scalars["Boolean"]["output"];
  readonly params: Scalars["JSON"]["output"];
};

export type ProofWord = "VERIFIED" | "CLAIMED" | "NONE";

export type PublishNeedInput = {
  readonly needId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type PublishNeedResult = PublishNeedSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type PublishNeedSuccess = {
  readonly need: Need;
};

export type PublishPackageInput = {
  readonly technologyPackageId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type PublishPackageResult = PublishPackageSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type PublishPackageSuccess = {
  readonly technologyPackage: TechnologyPackage;
};

export type PublishPlanInput = {
  readonly planId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly acceptsViolations?: Scalars["Boolean"]["input"];
};

export type PublishPlanResult = PublishPlanSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type PublishPlanSuccess = {
  readonly plan: Plan;
};

export type PublishPoolPlanInput = {
  readonly poolPlanId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type PublishPoolPlanResult = PublishPoolPlanSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type PublishPoolPlanSuccess = {
  readonly poolPlan: PoolPlan;
};

/** What publishing a plan would do. */
export type PublishPreview = {
  readonly version: Scalars["Int"]["output"];
  readonly replacesAPlan: Scalars["Boolean"]["output"];
  readonly taskCount: Scalars["Int"]["output"];
  readonly newCount: Scalars["Int"]["output"];
  readonly keptCount: Scalars["Int"]["output"];
  readonly goneCount: Scalars["Int"]["output"];
  /** Whom it concerns, the busiest first. At most 20000. */
  readonly judges: ReadonlyArray<JudgeShare>;
  /** At most 20. */
  readonly cautions: ReadonlyArray<Caution>;
  /** At most 1000. */
  readonly violations: ReadonlyArray<Violation>;
};

export type Query = {
  /** Anything by its id; null when there is none or you may not see it. */
  readonly node?: Maybe<Node>;
  /** What people find before they sign in; anybody may ask. */
  readonly entrance: Entrance;
  /** The account that asks; null for nobody. */
  readonly viewer?: Maybe<Account>;
  readonly account?: Maybe<Account>;
  /** By which you act for others, or others for you. */
  readonly delegations: DelegationConnection;
  readonly zone?: Maybe<Zone>;
  readonly zones: ZoneConnection;
  readonly organization?: Maybe<Organization>;
  readonly organizations: OrganizationConnection;
  /** Organizations that became another. */
  readonly organizationMerges: OrganizationMergeConnection;
  readonly restriction?: Maybe<Restriction>;
  readonly restrictions: RestrictionConnection;
  /** Requests of yours, and those that you decide. */
  readonly membershipRequests: MembershipRequestConnection;
  /** Organizations of the same kind that may be this one under another name, nearest first. */
  readonly similarOrganizations?: Maybe<ReadonlyArray<SimilarOrganization>>;
  readonly webhookEndpoint?: Maybe<WebhookEndpoint>;
  /** Of the organizations that you administer. */
  readonly webhookEndpoints: WebhookEndpointConnection;
  readonly webhookDelivery?: Maybe<WebhookDelivery>;
  readonly notice?: Maybe<Notice>;
  /** How you hear of every kind of event; null for nobody. */
  readonly noticePreferences?: Maybe<ReadonlyArray<NoticePreference>>;
  /** When your digest comes; null for nobody. */
  readonly noticeSchedule?: Maybe<NoticeSchedule>;
  /** What changed of one object and its parts, for the administration of whom it belongs to. */
  readonly history: AuditEntryConnection;
  /** Every change of what belongs to the organizations you administer, and to yourself. */
  readonly auditEntries: AuditEntryConnection;
  readonly storedFile?: Maybe<StoredFile>;
  /** What you handed in within a day, and files of what you may see; newest first. */
  readonly storedFiles: StoredFileConnection;
  readonly sheetImport?: Maybe<SheetImport>;
  /** Imports of your organizations, newest first. */
  readonly sheetImports: SheetImportConnection;
  readonly incubator?: Maybe<Incubator>;
  /** Incubators you belong to. */
  readonly incubators: IncubatorConnection;
  readonly residency?: Maybe<Residency>;
  readonly residencies: ResidencyConnection;
  readonly startup?: Maybe<Startup>;
  /** Startups that stay in your incubators, and your own. */
  readonly startups: StartupConnection;
  /** Which recognition criteria an incubator misses, and by how much. */
  readonly selfCheck?: Maybe<SelfCheck>;
  readonly need?: Maybe<Need>;
  /** Published needs as far as they are shown, and your own. */
  readonly needs: NeedConnection;
  readonly technologyPackage?: Maybe<TechnologyPackage>;
  readonly technologyPackages: TechnologyPackageConnection;
  readonly competition?: Maybe<Competition>;
  readonly competitions: CompetitionConnection;
  readonly round?: Maybe<Round>;
  /** Rounds of competitions you run or judge in. */
  readonly rounds: RoundConnection;
  readonly entry?: Maybe<Entry>;
  /** Entries of competitions you run, and those you judge. */
  readonly entries: EntryConnection;
  readonly judge?: Maybe<Judge>;
  /** Judges of competitions you run, and yourself as a judge. */
  readonly judges: JudgeConnection;
  readonly attachment?: Maybe<Attachment>;
  readonly solveRun?: Maybe<SolveRun>;
  readonly solveRuns: SolveRunConnection;
  readonly plan?: Maybe<Plan>;
  /** Plans of rounds you run; filter by solveRun for the one of a run. */
  readonly plans: PlanConnection;
  /** Tasks of judges; filter by isMine for your own. */
  readonly judgeTasks: JudgeTaskConnection;
  /** The columns of judges and entries with their values, for forms that state rules. */
  readonly assignmentColumns?: Maybe<AssignmentColumns>;
  /** Why this judge, or why not that one: for any judge and entry of a plan. */
  readonly explainPair?: Maybe<PairExplanation>;
  /** All fits, conflicts, chosen pairs and loads of a plan for a picture; four million cells at most. */
  readonly planMatrix?: Maybe<PlanMatrix>;
  /** Loads, quantiles, and the entries from the worst served on. */
  readonly planInsight?: Maybe<PlanInsight>;
  /** What holds the machine's plan back and what one more unit brings, the dearest first. */
  readonly planBottlenecks?: Maybe<PlanBottlenecks>;
  /** Two plans of one competition side by side. */
  readonly comparePlans?: Maybe<PlanComparison>;
  /** Ways to take a judge from an entry that break no further rule, the best first. */
  readonly suggestSwaps?: Maybe<PlanSwaps>;
  /** What each judge would get if the plan were published now, and what speaks against it. */
  readonly publishPreview?: Maybe<PublishPreview>;
  /** The proof of a plan, verified again, in figures for a page. */
  readonly planProof?: Maybe<PlanProof>;
  /** Everything you may see that holds every word of the text, Chinese or English. */
  readonly search: ReadonlyArray<SearchHit>;
  readonly scoreSheet?: Maybe<ScoreSheet>;
  /** Your own, and those of competitions you run. */
  readonly scoreSheets: ScoreSheetConnection;
  /** Who stepped back from what. */
  readonly recusals: RecusalConnection;
  /** What a rubric may begin with. At most 50. */
  readonly rubricTemplates: ReadonlyArray<RubricTemplate>;
  /** Candidates of your needs, and needs your packages serve. */
  readonly candidates: CandidateConnection;
  readonly poolPlan?: Maybe<PoolPlan>;
  /** Plans of your pools, and what other pools published. */
  readonly poolPlans: PoolPlanConnection;
  readonly recommendation?: Maybe<Recommendation>;
  /** What pools recommend to your needs and of your packages; for a pool, what it recommends. */
  readonly recommendations: RecommendationConnection;
  /** Why this package, or why not that one: for the pool and the owners of need and package. */
  readonly explainRecommendation?: Maybe<RecommendationExplanation>;
  /** The settings that runs of your pools start from. */
  readonly poolDefaults: PoolDefaultsConnection;
  /** The columns of packages and needs with their values, for forms that state rules. */
  readonly poolColumns?: Maybe<PoolColumns>;
  /** From supply to need by groups, for a Sankey diagram. */
  readonly poolFlow?: Maybe<PoolFlow>;
  /** What holds a pool's plan back and what one more unit brings, the dearest first. */
  readonly poolBottlenecks?: Maybe<PoolBottlenecks>;
  /** The proof of a pool's plan, verified again, in figures for a page. */
  readonly poolProof?: Maybe<PoolProof>;
  /** Two plans of one pool side by side, for whoever runs it. */
  readonly comparePoolPlans?: Maybe<PoolPlanComparison>;
  /** Which recommendations of a published plan stand no more; none of any other plan. */
  readonly poolLosses?: Maybe<PoolLosses>;
};

export type QueryNodeArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryAccountArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryDelegationsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<DelegationOrder>;
};

export type QueryZoneArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryZonesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<ZoneFilter>;
  orderBy?: InputMaybe<ZoneOrder>;
};

export type QueryOrganizationArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryOrganizationsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<OrganizationFilter>;
  orderBy?: InputMaybe<OrganizationOrder>;
};

export type QueryOrganizationMergesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<OrganizationMergeFilter>;
  orderBy?: InputMaybe<OrganizationMergeOrder>;
};

export type QueryRestrictionArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryRestrictionsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<RestrictionFilter>;
  orderBy?: InputMaybe<RestrictionOrder>;
};

export type QueryMembershipRequestsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<MembershipRequestOrder>;
};

export type QuerySimilarOrganizationsArgs = {
  organizationId: Scalars["ID"]["input"];
};

export type QueryWebhookEndpointArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryWebhookEndpointsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<WebhookEndpointFilter>;
  orderBy?: InputMaybe<WebhookEndpointOrder>;
};

export type QueryWebhookDeliveryArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryNoticeArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryHistoryArgs = {
  id: Scalars["ID"]["input"];
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<AuditEntryFilter>;
  orderBy?: InputMaybe<AuditEntryOrder>;
};

export type QueryAuditEntriesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<AuditEntryFilter>;
  orderBy?: InputMaybe<AuditEntryOrder>;
};

export type QueryStoredFileArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryStoredFilesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<StoredFileOrder>;
};

export type QuerySheetImportArgs = {
  id: Scalars["ID"]["input"];
};

export type QuerySheetImportsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<SheetImportFilter>;
  orderBy?: InputMaybe<SheetImportOrder>;
};

export type QueryIncubatorArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryIncubatorsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<IncubatorFilter>;
  orderBy?: InputMaybe<IncubatorOrder>;
};

export type QueryResidencyArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryResidenciesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<ResidencyFilter>;
  orderBy?: InputMaybe<ResidencyOrder>;
};

export type QueryStartupArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryStartupsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<StartupFilter>;
  orderBy?: InputMaybe<StartupOrder>;
};

export type QuerySelfCheckArgs = {
  incubatorId: Scalars["ID"]["input"];
};

export type QueryNeedArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryNeedsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<NeedFilter>;
  orderBy?: InputMaybe<NeedOrder>;
};

export type QueryTechnologyPackageArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryTechnologyPackagesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<TechnologyPackageFilter>;
  orderBy?: InputMaybe<TechnologyPackageOrder>;
};

export type QueryCompetitionArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryCompetitionsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<CompetitionFilter>;
  orderBy?: InputMaybe<CompetitionOrder>;
};

export type QueryRoundArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryRoundsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<RoundFilter>;
  orderBy?: InputMaybe<RoundOrder>;
};

export type QueryEntryArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryEntriesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<EntryFilter>;
  orderBy?: InputMaybe<EntryOrder>;
};

export type QueryJudgeArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryJudgesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<JudgeFilter>;
  orderBy?: InputMaybe<JudgeOrder>;
};

export type QueryAttachmentArgs = {
  id: Scalars["ID"]["input"];
};

export type QuerySolveRunArgs = {
  id: Scalars["ID"]["input"];
};

export type QuerySolveRunsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<SolveRunFilter>;
  orderBy?: InputMaybe<SolveRunOrder>;
};

export type QueryPlanArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryPlansArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<PlanFilter>;
  orderBy?: InputMaybe<PlanOrder>;
};

export type QueryJudgeTasksArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<JudgeTaskFilter>;
  orderBy?: InputMaybe<JudgeTaskOrder>;
};

export type QueryAssignmentColumnsArgs = {
  roundId: Scalars["ID"]["input"];
};

export type QueryExplainPairArgs = {
  planId: Scalars["ID"]["input"];
  judgeId: Scalars["ID"]["input"];
  entryId: Scalars["ID"]["input"];
};

export type QueryPlanMatrixArgs = {
  planId: Scalars["ID"]["input"];
  firstRow?: Scalars["Int"]["input"];
  rowCount?: InputMaybe<Scalars["Int"]["input"]>;
};

export type QueryPlanInsightArgs = {
  planId: Scalars["ID"]["input"];
  first?: Scalars["Int"]["input"];
  offset?: Scalars["Int"]["input"];
};

export type QueryPlanBottlenecksArgs = {
  planId: Scalars["ID"]["input"];
  first?: Scalars["Int"]["input"];
};

export type QueryComparePlansArgs = {
  planId: Scalars["ID"]["input"];
  otherPlanId: Scalars["ID"]["input"];
};

export type QuerySuggestSwapsArgs = {
  planId: Scalars["ID"]["input"];
  judgeId: Scalars["ID"]["input"];
  entryId: Scalars["ID"]["input"];
  first?: Scalars["Int"]["input"];
};

export type QueryPublishPreviewArgs = {
  planId: Scalars["ID"]["input"];
};

export type QueryPlanProofArgs = {
  planId: Scalars["ID"]["input"];
};

export type QuerySearchArgs = {
  text: Scalars["String"]["input"];
  first?: Scalars["Int"]["input"];
};

export type QueryScoreSheetArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryScoreSheetsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<ScoreSheetFilter>;
  orderBy?: InputMaybe<ScoreSheetOrder>;
};

export type QueryRecusalsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<RecusalFilter>;
  orderBy?: InputMaybe<RecusalOrder>;
};

export type QueryRubricTemplatesArgs = {
  locale?: Locale;
};

export type QueryCandidatesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<CandidateFilter>;
  orderBy?: InputMaybe<CandidateOrder>;
};

export type QueryPoolPlanArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryPoolPlansArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<PoolPlanFilter>;
  orderBy?: InputMaybe<PoolPlanOrder>;
};

export type QueryRecommendationArgs = {
  id: Scalars["ID"]["input"];
};

export type QueryRecommendationsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<RecommendationFilter>;
  orderBy?: InputMaybe<RecommendationOrder>;
};

export type QueryExplainRecommendationArgs = {
  poolPlanId: Scalars["ID"]["input"];
  technologyPackageId: Scalars["ID"]["input"];
  needId: Scalars["ID"]["input"];
};

export type QueryPoolDefaultsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
};

export type QueryPoolColumnsArgs = {
  organizationId: Scalars["ID"]["input"];
};

export type QueryPoolFlowArgs = {
  poolPlanId: Scalars["ID"]["input"];
  by?: FlowGroup;
  groups?: Scalars["Int"]["input"];
};

export type QueryPoolBottlenecksArgs = {
  poolPlanId: Scalars["ID"]["input"];
  first?: Scalars["Int"]["input"];
};

export type QueryPoolProofArgs = {
  poolPlanId: Scalars["ID"]["input"];
};

export type QueryComparePoolPlansArgs = {
  poolPlanId: Scalars["ID"]["input"];
  otherPoolPlanId: Scalars["ID"]["input"];
};

export type QueryPoolLossesArgs = {
  poolPlanId: Scalars["ID"]["input"];
};

export type Recommendation = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly fit: Scalars["Float"]["output"];
  /** What the fit is made of: name to share in [0, 1]. */
  readonly components: Scalars["JSON"]["output"];
  readonly isPublished: Scalars["Boolean"]["output"];
  readonly state: RecommendationState;
  readonly declineReason?: Maybe<DeclineReason>;
  readonly note: Scalars["String"]["output"];
  readonly decidedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly version: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanDecide: Scalars["Boolean"]["output"];
  readonly need?: Maybe<Need>;
  readonly technologyPackage?: Maybe<TechnologyPackage>;
  readonly poolPlan?: Maybe<PoolPlan>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type RecommendationConnection = {
  readonly edges: ReadonlyArray<RecommendationEdge>;
  readonly nodes: ReadonlyArray<Recommendation>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type RecommendationEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Recommendation;
};

export type RecommendationExplanation = {
  readonly isRecommended: Scalars["Boolean"]["output"];
  readonly fit?: Maybe<Scalars["Float"]["output"]>;
  readonly components: Scalars["JSON"]["output"];
  /** The answer first, then what it rests on. At most 50. */
  readonly reasons: ReadonlyArray<RecommendationReason>;
};

export type RecommendationFilter = {
  readonly isForMyNeeds?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly isOfMyPackages?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly isPublished?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly state?: InputMaybe<ReadonlyArray<RecommendationState>>;
  readonly need?: InputMaybe<Scalars["ID"]["input"]>;
  readonly technologyPackage?: InputMaybe<Scalars["ID"]["input"]>;
  readonly poolPlan?: InputMaybe<Scalars["ID"]["input"]>;
};

export type RecommendationOrder = "FIT_ASC" | "FIT_DESC" | "NEED_ASC" | "NEED_DESC";

/** Why a pair is recommended, or why not: a code, and parameters for the sentence. */
export type RecommendationReason = {
  readonly code: Scalars["String"]["output"];
  /** Name to texts; a need or package you may not see is `?`. */
  readonly params: Scalars["JSON"]["output"];
};

export type RecommendationState = "PROPOSED" | "ACCEPTED" | "DECLINED";

export type Recusal = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly kind: ConflictKind;
  readonly note: Scalars["String"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly round?: Maybe<Round>;
  readonly judge?: Maybe<Judge>;
  readonly entry?: Maybe<Entry>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type RecusalConnection = {
  readonly edges: ReadonlyArray<RecusalEdge>;
  readonly nodes: ReadonlyArray<Recusal>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type RecusalEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Recusal;
};

export type RecusalFilter = {
  readonly round?: InputMaybe<Scalars["ID"]["input"]>;
  readonly judge?: InputMaybe<Scalars["ID"]["input"]>;
  readonly entry?: InputMaybe<Scalars["ID"]["input"]>;
};

export type RecusalOrder = "CREATED_ASC" | "CREATED_DESC";

export type RecuseInput = {
  readonly judgeTaskId: Scalars["ID"]["input"];
  readonly kind: ConflictKind;
  readonly note?: Scalars["String"]["input"];
};

export type RecuseResult = RecuseSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type RecuseSuccess = {
  readonly judgeTask: JudgeTask;
};

export type RedeliverWebhookInput = {
  readonly webhookDeliveryId: Scalars["ID"]["input"];
};

export type RedeliverWebhookResult = RedeliverWebhookSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type RedeliverWebhookSuccess = {
  readonly webhookDelivery?: Maybe<WebhookDelivery>;
};

/** `version` is the plan as the person saw it. */
export type RedoPlanEditInput = {
  readonly planId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type RedoPlanEditResult = RedoPlanEditSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type RedoPlanEditSuccess = PlanEdited & {
  readonly plan: Plan;
  readonly isApplied: Scalars["Boolean"]["output"];
  /** At most 1000. */
  readonly violations: ReadonlyArray<Violation>;
  readonly valueBefore: Scalars["Long"]["output"];
  /** What the plan is worth after the edit, in units of 1 / scale. */
  readonly value: Scalars["Long"]["output"];
  readonly totalFit: Scalars["Float"]["output"];
  /** How much less the best plan with this edit is worth than the best plan; see priceState for null. */
  readonly loss?: Maybe<Scalars["Long"]["output"]>;
  /** The loss as people see fits. */
  readonly price?: Maybe<Scalars["Float"]["output"]>;
  readonly priceState: PriceState;
  /** At most 50. */
  readonly aims: ReadonlyArray<AimChange>;
};

/** A parameter of a refusal, for the sentence that people read. */
export type RefusalParam = {
  readonly name: Scalars["String"]["output"];
  readonly value: Scalars["String"]["output"];
};

/** The gesture was understood and refused; nothing was changed. */
export type Refused = {
  readonly code: Scalars["String"]["output"];
  /** At most 20. */
  readonly params: ReadonlyArray<RefusalParam>;
};

/** One cell of a spreadsheet that cannot stand; row 0 is the whole sheet. */
export type RefusedCell = {
  readonly row: Scalars["Int"]["output"];
  readonly column: Scalars["String"]["output"];
  readonly code: Scalars["String"]["output"];
  /** At most 20. */
  readonly params: ReadonlyArray<RefusalParam>;
};

/** One field of the input that cannot stand; its path is in the names of the input. */
export type RefusedField = {
  readonly path: Scalars["String"]["output"];
  readonly code: Scalars["String"]["output"];
  /** At most 20. */
  readonly params: ReadonlyArray<RefusalParam>;
};

export type RegisterAccountInput = {
  readonly email: Scalars["String"]["input"];
  readonly name: Scalars["String"]["input"];
  readonly locale?: Locale;
};

export type RegisterAccountResult = RegisterAccountSuccess | InvalidInput | NotAllowed;

export type RegisterAccountSuccess = {
  /** Where the message went, whether or not the address has an account. */
  readonly email: Scalars["String"]["output"];
};

export type RegisterIncubatorInput = {
  readonly name: Scalars["String"]["input"];
  readonly profile: IncubatorProfileInput;
  readonly province?: Scalars["String"]["input"];
  readonly uscc?: InputMaybe<Scalars["String"]["input"]>;
  readonly zoneId?: InputMaybe<Scalars["ID"]["input"]>;
};

export type RegisterIncubatorResult = RegisterIncubatorSuccess | InvalidInput | NotAllowed;

export type RegisterIncubatorSuccess = {
  readonly incubator: Incubator;
  readonly selfCheck: SelfCheck;
  /** At most 500. */
  readonly warnings: ReadonlyArray<InputWarning>;
};

export type RegisterStartupsInput = {
  readonly incubatorId: Scalars["ID"]["input"];
  readonly startups: ReadonlyArray<StartupInput>;
  /** Tell what would happen, change nothing. */
  readonly dryRun?: Scalars["Boolean"]["input"];
};

export type RegisterStartupsResult = RegisterStartupsSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type RegisterStartupsSuccess = {
  readonly incubator: Incubator;
  readonly createdCount: Scalars["Int"]["output"];
  readonly updatedCount: Scalars["Int"]["output"];
  readonly unchangedCount: Scalars["Int"]["output"];
  /** At most 500. */
  readonly warnings: ReadonlyArray<InputWarning>;
  /** None in a dry run. At most 100. */
  readonly residencies: ReadonlyArray<Residency>;
};

export type RegisterWebhookInput = {
  readonly organizationId: Scalars["ID"]["input"];
  /** https; in development http, too. Only public addresses are called. */
  readonly url: Scalars["String"]["input"];
  readonly kinds: ReadonlyArray<EventKind>;
  readonly description?: Scalars["String"]["input"];
};

export type RegisterWebhookResult = RegisterWebhookSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type RegisterWebhookSuccess = {
  readonly webhookEndpoint?: Maybe<WebhookEndpoint>;
  /** Signs every delivery; shown this once. */
  readonly secret: Scalars["String"]["output"];
};

export type RelatedOrganizationInput = {
  readonly name: Scalars["String"]["input"];
  readonly kind: ConflictKind;
};

export type RemoveAttachmentInput = {
  readonly attachmentId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type RemoveAttachmentResult = RemoveAttachmentSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type RemoveAttachmentSuccess = {
  readonly removedId: Scalars["ID"]["output"];
};

export type RemoveCompetitionInput = {
  readonly competitionId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type RemoveCompetitionResult =
  RemoveCompetitionSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type RemoveCompetitionSuccess = {
  readonly removedId: Scalars["ID"]["output"];
};

export type RemoveEntryInput = {
  readonly entryId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type RemoveEntryResult = RemoveEntrySuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type RemoveEntrySuccess = {
  readonly removedId: Scalars["ID"]["output"];
};

export type RemoveEventRoleInput = {
  readonly competitionRoleId: Scalars["ID"]["input"];
};

export type RemoveEventRoleResult = RemoveEventRoleSuccess | InvalidInput | NotAllowed | NotFound;

export type RemoveEventRoleSuccess = {
  readonly removedId: Scalars["ID"]["output"];
};

export type RemoveJudgeInput = {
  readonly judgeId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type RemoveJudgeResult = RemoveJudgeSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type RemoveJudgeSuccess = {
  readonly removedId: Scalars["ID"]["output"];
};

export type RemoveMemberInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly accountId: Scalars["ID"]["input"];
};

export type RemoveMemberResult = RemoveMemberSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type RemoveMemberSuccess = {
  readonly organization: Organization;
};

export type RemoveNeedInput = {
  readonly needId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type RemoveNeedResult = RemoveNeedSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type RemoveNeedSuccess = {
  readonly removedId: Scalars["ID"]["output"];
};

export type RemovePackageInput = {
  readonly technologyPackageId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type RemovePackageResult = RemovePackageSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type RemovePackageSuccess = {
  readonly removedId: Scalars["ID"]["output"];
};

export type RemoveRoundInput = {
  readonly roundId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type RemoveRoundResult = RemoveRoundSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type RemoveRoundSuccess = {
  readonly removedId: Scalars["ID"]["output"];
  readonly competition: Competition;
};

export type RemoveRubricInput = {
  readonly roundId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type RemoveRubricResult = RemoveRubricSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type RemoveRubricSuccess = {
  readonly round: Round;
};

export type RemoveWebhookInput = {
  readonly webhookEndpointId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type RemoveWebhookResult = RemoveWebhookSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type RemoveWebhookSuccess = {
  readonly webhookEndpointId: Scalars["ID"]["output"];
};

export type RenewWebhookSecretInput = {
  readonly webhookEndpointId: Scalars["ID"]["input"];
};

export type RenewWebhookSecretResult = RenewWebhookSecretSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type RenewWebhookSecretSuccess = {
  /** Shown this once; the one before signs beside it for a day. */
  readonly secret: Scalars["String"]["output"];
  readonly webhookEndpoint?: Maybe<WebhookEndpoint>;
};

export type ReopenScoreSheetInput = {
  readonly scoreSheetId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly reason: Scalars["String"]["input"];
};

export type ReopenScoreSheetResult =
  ReopenScoreSheetSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type ReopenScoreSheetSuccess = {
  readonly scoreSheet: ScoreSheet;
};

/** What happened since the plan was made. Conflicts on record since then count by themselves. */
export type RepairPlanInput = {
  readonly planId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly droppedJudges?: ReadonlyArray<Scalars["ID"]["input"]>;
  readonly droppedEntries?: ReadonlyArray<Scalars["ID"]["input"]>;
  readonly conflicts?: ReadonlyArray<NewConflictInput>;
  readonly loads?: ReadonlyArray<NewLoadInput>;
  /** Let judges lack where there are too few. */
  readonly elastic?: Scalars["Boolean"]["input"];
  readonly seconds?: InputMaybe<Scalars["Int"]["input"]>;
  readonly name?: Scalars["String"]["input"];
};

export type RepairPlanResult = RepairPlanSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type RepairPlanSuccess = {
  readonly solveRun: SolveRun;
};

/** `version` is the published plan as the person saw it. */
export type RepairPoolPlanInput = {
  readonly poolPlanId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly name?: Scalars["String"]["input"];
};

export type RepairPoolPlanResult = RepairPoolPlanSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type RepairPoolPlanSuccess = {
  readonly solveRun: SolveRun;
};

export type RequestEmailChangeInput = {
  readonly email: Scalars["String"]["input"];
  readonly password: Scalars["String"]["input"];
};

export type RequestEmailChangeResult = RequestEmailChangeSuccess | InvalidInput | NotAllowed;

export type RequestEmailChangeSuccess = {
  readonly email: Scalars["String"]["output"];
};

export type RequestMembershipInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly message?: Scalars["String"]["input"];
};

export type RequestMembershipResult = RequestMembershipSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type RequestMembershipSuccess = {
  readonly request: MembershipRequest;
};

export type RequestPasswordResetInput = {
  readonly email: Scalars["String"]["input"];
};

export type RequestPasswordResetResult = RequestPasswordResetSuccess | InvalidInput | NotAllowed;

export type RequestPasswordResetSuccess = {
  /** Where a message goes if the address has an account. */
  readonly email: Scalars["String"]["output"];
};

export type ResetPasswordInput = {
  readonly token: Scalars["String"]["input"];
  readonly password: Scalars["String"]["input"];
};

export type ResetPasswordResult = ResetPasswordSuccess | InvalidInput | NotFound;

export type ResetPasswordSuccess = {
  readonly email: Scalars["String"]["output"];
};

export type Residency = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly enteredOn: Scalars["Date"]["output"];
  readonly leftOn?: Maybe<Scalars["Date"]["output"]>;
  readonly specialField?: Maybe<SpecialField>;
  /** When the startup agreed to the stay; null while it is a proposal. */
  readonly agreedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly version: Scalars["Int"]["output"];
  /** Whole months of the stay so far. */
  readonly monthsUsed: Scalars["Int"]["output"];
  readonly monthsAllowed: Scalars["Int"]["output"];
  readonly state: ClockState;
  /** Whether a button for it would work for you now. */
  readonly viewerCanDecide: Scalars["Boolean"]["output"];
  readonly startup?: Maybe<Startup>;
  /** The startup's organization. */
  readonly organization?: Maybe<Organization>;
  /** The incubator's organization. */
  readonly host?: Maybe<Organization>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type ResidencyConnection = {
  readonly edges: ReadonlyArray<ResidencyEdge>;
  readonly nodes: ReadonlyArray<Residency>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type ResidencyEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Residency;
};

export type ResidencyFilter = {
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
  readonly isCurrent?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly specialField?: InputMaybe<ReadonlyArray<SpecialField>>;
  readonly enteredFrom?: InputMaybe<Scalars["Date"]["input"]>;
  readonly enteredUntil?: InputMaybe<Scalars["Date"]["input"]>;
  readonly isAgreed?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly state?: InputMaybe<ClockState>;
};

export type ResidencyOrder =
  "ENTERED_ASC" | "ENTERED_DESC" | "NAME_ASC" | "NAME_DESC" | "MONTHS_USED_ASC" | "MONTHS_USED_DESC";

/** Whom to restrict: a company by code or name, or a whole industry. */
export type RestrictInput = {
  /** The zone administration that rules it. */
  readonly organizationId: Scalars["ID"]["input"];
  readonly reason: Scalars["String"]["input"];
  readonly startsOn: Scalars["Date"]["input"];
  readonly endsOn?: InputMaybe<Scalars["Date"]["input"]>;
  readonly name?: Scalars["String"]["input"];
  readonly uscc?: InputMaybe<Scalars["String"]["input"]>;
  readonly industry?: Scalars["String"]["input"];
};

export type RestrictResult = RestrictSuccess | InvalidInput | NotAllowed | NotFound;

export type RestrictSuccess = {
  readonly restriction: Restriction;
};

export type Restriction = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly name?: Maybe<Scalars["String"]["output"]>;
  readonly uscc?: Maybe<Scalars["String"]["output"]>;
  readonly industry?: Maybe<Scalars["String"]["output"]>;
  readonly reason: Scalars["String"]["output"];
  readonly startsOn: Scalars["Date"]["output"];
  readonly endsOn?: Maybe<Scalars["Date"]["output"]>;
  readonly liftedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly version: Scalars["Int"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanLift: Scalars["Boolean"]["output"];
  /** The zone administration that ruled it. */
  readonly organization?: Maybe<Organization>;
  readonly appeals: RestrictionAppealConnection;
};

export type RestrictionAppealsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<RestrictionAppealOrder>;
};

export type RestrictionAppeal = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly grounds: Scalars["String"]["output"];
  readonly state: AppealState;
  readonly answer: Scalars["String"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly decidedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly version: Scalars["Int"]["output"];
  readonly organization?: Maybe<Organization>;
  readonly restriction?: Maybe<Restriction>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type RestrictionAppealConnection = {
  readonly edges: ReadonlyArray<RestrictionAppealEdge>;
  readonly nodes: ReadonlyArray<RestrictionAppeal>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type RestrictionAppealEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: RestrictionAppeal;
};

export type RestrictionAppealOrder = "CREATED_ASC" | "CREATED_DESC";

/** A page of rows; `totalCount` is counted only when asked for. */
export type RestrictionConnection = {
  readonly edges: ReadonlyArray<RestrictionEdge>;
  readonly nodes: ReadonlyArray<Restriction>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type RestrictionEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Restriction;
};

export type RestrictionFilter = {
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
  readonly uscc?: InputMaybe<Scalars["String"]["input"]>;
  readonly industry?: InputMaybe<Scalars["String"]["input"]>;
  readonly isLifted?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly hasOpenAppeal?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
};

export type RestrictionOrder = "CREATED_ASC" | "CREATED_DESC";

export type RevokeApiTokenInput = {
  readonly apiTokenId: Scalars["ID"]["input"];
};

export type RevokeApiTokenResult = RevokeApiTokenSuccess | InvalidInput | NotAllowed | NotFound;

export type RevokeApiTokenSuccess = {
  readonly account: Account;
};

export type RevokeInvitationInput = {
  readonly invitationId: Scalars["ID"]["input"];
};

export type RevokeInvitationResult = RevokeInvitationSuccess | InvalidInput | NotAllowed | NotFound;

export type RevokeInvitationSuccess = {
  readonly email: Scalars["String"]["output"];
};

export type RevokeStaffInvitationInput = {
  readonly competitionInvitationId: Scalars["ID"]["input"];
};

export type RevokeStaffInvitationResult = RevokeStaffInvitationSuccess | InvalidInput | NotAllowed | NotFound;

export type RevokeStaffInvitationSuccess = {
  readonly email: Scalars["String"]["output"];
};

export type Round = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly ordinal: Scalars["Int"]["output"];
  readonly perEntry: Scalars["Int"]["output"];
  readonly minLoad: Scalars["Int"]["output"];
  readonly maxLoad: Scalars["Int"]["output"];
  readonly isBlind: Scalars["Boolean"]["output"];
  readonly state: RoundState;
  readonly scoresDueAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly version: Scalars["Int"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanRemove: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanClose: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanSetScoresDue: Scalars["Boolean"]["output"];
  readonly rubric?: Maybe<Rubric>;
  readonly scoringProgress: RoundProgress;
  readonly competition?: Maybe<Competition>;
  readonly plans: PlanConnection;
  readonly tasks: JudgeTaskConnection;
  /** The settings that the next assignment starts from, if the organizer saved any. */
  readonly assignmentDefaults?: Maybe<AssignmentDefaults>;
  readonly solveRuns: SolveRunConnection;
};

export type RoundPlansArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<PlanFilter>;
  orderBy?: InputMaybe<PlanOrder>;
};

export type RoundTasksArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<JudgeTaskFilter>;
  orderBy?: InputMaybe<JudgeTaskOrder>;
};

export type RoundSolveRunsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<SolveRunFilter>;
  orderBy?: InputMaybe<SolveRunOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type RoundConnection = {
  readonly edges: ReadonlyArray<RoundEdge>;
  readonly nodes: ReadonlyArray<Round>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type RoundEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Round;
};

export type RoundFields = {
  readonly name: Scalars["String"]["input"];
  readonly ordinal: Scalars["Int"]["input"];
  /** Entries a judge gets at most; own limits of a judge can be narrower. */
  readonly maxLoad: Scalars["Int"]["input"];
  /** Judges an entry gets, unless the entry says otherwise. */
  readonly perEntry?: Scalars["Int"]["input"];
  readonly minLoad?: Scalars["Int"]["input"];
  /** Judges do not see who is behind an entry. */
  readonly isBlind?: Scalars["Boolean"]["input"];
};

export type RoundFilter = {
  readonly state?: InputMaybe<ReadonlyArray<RoundState>>;
  readonly isOrganized?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly competition?: InputMaybe<Scalars["ID"]["input"]>;
};

export type RoundOrder = "ORDINAL_ASC" | "ORDINAL_DESC" | "CREATED_ASC" | "CREATED_DESC";

export type RoundProgress = {
  readonly taskCount: Scalars["Int"]["output"];
  readonly openCount: Scalars["Int"]["output"];
  readonly draftCount: Scalars["Int"]["output"];
  readonly submittedCount: Scalars["Int"]["output"];
  readonly returnedCount: Scalars["Int"]["output"];
  readonly recusedCount: Scalars["Int"]["output"];
};

export type RoundState = "PLANNING" | "JUDGING" | "CLOSED";

export type Rubric = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly version: Scalars["Int"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  readonly templateCode?: Maybe<Scalars["String"]["output"]>;
  /** Somebody scored by it: only its texts may change. */
  readonly isInUse: Scalars["Boolean"]["output"];
  readonly round?: Maybe<Round>;
  readonly criteria: ReadonlyArray<RubricCriterion>;
};

export type RubricCriteriaArgs = {
  orderBy?: InputMaybe<RubricCriterionOrder>;
};

export type RubricCriterion = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly position: Scalars["Int"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly help: Scalars["String"]["output"];
  readonly weight: Scalars["Decimal"]["output"];
  readonly maxPoints: Scalars["Decimal"]["output"];
  readonly step: Scalars["Decimal"]["output"];
  readonly scaleWords: ReadonlyArray<Scalars["String"]["output"]>;
};

export type RubricCriterionOrder = "POSITION_ASC" | "POSITION_DESC";

/** Criteria to begin a rubric with. */
export type RubricTemplate = {
  readonly code: Scalars["String"]["output"];
  readonly title: Scalars["String"]["output"];
  readonly effectiveFrom: Scalars["Date"]["output"];
  /** At most 30. */
  readonly criteria: ReadonlyArray<TemplateCriterion>;
};

/** A rule of the business stands against it. */
export type RuleBroken = Refused & {
  readonly code: Scalars["String"]["output"];
  /** At most 20. */
  readonly params: ReadonlyArray<RefusalParam>;
};

/** A column that rules and aims may name. */
export type RuleColumn = {
  readonly name: Scalars["String"]["output"];
  readonly isNumeric: Scalars["Boolean"]["output"];
  readonly blankCount: Scalars["Int"]["output"];
  readonly valueCount: Scalars["Int"]["output"];
  /** The most frequent first. At most 200. */
  readonly values: ReadonlyArray<RuleColumnValue>;
};

/** A label of a column and how many have it. */
export type RuleColumnValue = {
  readonly value: Scalars["String"]["output"];
  readonly count: Scalars["Int"]["output"];
};

/** A rule that every plan keeps: exactly one of its kinds. */
export type RuleInput =
  | {
      readonly count: CountRuleInput;
      readonly shared?: never;
      readonly sum?: never;
      readonly floor?: never;
      readonly pairs?: never;
    }
  | {
      readonly count?: never;
      readonly shared: SharedRuleInput;
      readonly sum?: never;
      readonly floor?: never;
      readonly pairs?: never;
    }
  | {
      readonly count?: never;
      readonly shared?: never;
      readonly sum: SumRuleInput;
      readonly floor?: never;
      readonly pairs?: never;
    }
  | {
      readonly count?: never;
      readonly shared?: never;
      readonly sum?: never;
      readonly floor: FloorRuleInput;
      readonly pairs?: never;
    }
  | {
      readonly count?: never;
      readonly shared?: never;
      readonly sum?: never;
      readonly floor?: never;
      readonly pairs: PairsRuleInput;
    };

/** A pair by the codes of both sides: a judge and an entry. */
export type RulePairInput = {
  readonly supply: Scalars["String"]["input"];
  readonly demand: Scalars["String"]["input"];
};

/** Whose count or sum is limited: each entry (need), each judge (package), or all together. */
export type RulePer = "DEMAND" | "SUPPLY" | "ALL";

export type SaveAssignmentSettingsInput = {
  readonly roundId: Scalars["ID"]["input"];
  readonly settings: AssignmentSettings;
};

export type SaveAssignmentSettingsResult =
  SaveAssignmentSettingsSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type SaveAssignmentSettingsSuccess = {
  readonly defaults: AssignmentDefaults;
};

export type SavePoolSettingsInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly settings: PoolRunSettings;
};

export type SavePoolSettingsResult = SavePoolSettingsSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type SavePoolSettingsSuccess = {
  readonly defaults: PoolDefaults;
};

export type SaveScoreSheetInput = {
  readonly judgeTaskId: Scalars["ID"]["input"];
  /** Those that changed, or all. */
  readonly marks?: ReadonlyArray<MarkFields>;
  readonly comment?: InputMaybe<CommentFields>;
  /** Any key the device made up once: it may replace what it wrote itself. */
  readonly device?: Scalars["String"]["input"];
};

export type SaveScoreSheetResult = SaveScoreSheetSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type SaveScoreSheetSuccess = {
  readonly judgeTask: JudgeTask;
  readonly scoreSheet: ScoreSheet;
  /** What another device wrote meanwhile and still stands: show both, save again over its version. At most 30. */
  readonly keptMarks: ReadonlyArray<ScoreMark>;
  readonly keptComment?: Maybe<ScoreComment>;
};

export type ScoreComment = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly version: Scalars["Int"]["output"];
  readonly toOrganizer: Scalars["String"]["output"];
  readonly toEntrant: Scalars["String"]["output"];
};

export type ScoreMark = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly version: Scalars["Int"]["output"];
  readonly points?: Maybe<Scalars["Decimal"]["output"]>;
  readonly remark: Scalars["String"]["output"];
  readonly changedAt: Scalars["DateTime"]["output"];
  readonly criterion?: Maybe<RubricCriterion>;
};

export type ScoreSeal = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly number: Scalars["Int"]["output"];
  readonly total: Scalars["Decimal"]["output"];
  readonly digest: Scalars["String"]["output"];
  /** JSON, byte for byte what the digest was made of. */
  readonly content: Scalars["String"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type ScoreSealConnection = {
  readonly edges: ReadonlyArray<ScoreSealEdge>;
  readonly nodes: ReadonlyArray<ScoreSeal>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type ScoreSealEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: ScoreSeal;
};

export type ScoreSealOrder = "NUMBER_ASC" | "NUMBER_DESC";

export type ScoreSheet = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly version: Scalars["Int"]["output"];
  readonly state: SheetState;
  readonly createdAt: Scalars["DateTime"]["output"];
  /** Of 100, while the sheet is sealed. */
  readonly total?: Maybe<Scalars["Decimal"]["output"]>;
  /** What the marks come to so far; for the judge. */
  readonly runningTotal?: Maybe<Scalars["Decimal"]["output"]>;
  /** SHA-256 of what was sealed: the judge's receipt. */
  readonly digest?: Maybe<Scalars["String"]["output"]>;
  readonly submittedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly skipReason: Scalars["String"]["output"];
  readonly returnReason: Scalars["String"]["output"];
  readonly returnedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly round?: Maybe<Round>;
  readonly judge?: Maybe<Judge>;
  readonly entry?: Maybe<Entry>;
  readonly judgeTask?: Maybe<JudgeTask>;
  /** Whether a button for it would work for you now. */
  readonly viewerCanReopen: Scalars["Boolean"]["output"];
  readonly marks: ReadonlyArray<ScoreMark>;
  readonly comment?: Maybe<ScoreComment>;
  readonly seals: ScoreSealConnection;
};

export type ScoreSheetSealsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<ScoreSealOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type ScoreSheetConnection = {
  readonly edges: ReadonlyArray<ScoreSheetEdge>;
  readonly nodes: ReadonlyArray<ScoreSheet>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type ScoreSheetEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: ScoreSheet;
};

export type ScoreSheetFilter = {
  readonly state?: InputMaybe<ReadonlyArray<SheetState>>;
  readonly round?: InputMaybe<Scalars["ID"]["input"]>;
  readonly judge?: InputMaybe<Scalars["ID"]["input"]>;
  readonly entry?: InputMaybe<Scalars["ID"]["input"]>;
};

export type ScoreSheetOrder = "CREATED_ASC" | "CREATED_DESC" | "TOTAL_ASC" | "TOTAL_DESC";

/** Something that was found; ask `node(id:)` for more of it. */
export type SearchHit = {
  /** Its type: Organization, Startup, Need, Competition, Entry, ... */
  readonly kind: Scalars["String"]["output"];
  readonly id: Scalars["ID"]["output"];
  readonly title: Scalars["String"]["output"];
  /** What tells it from others of the same title: a code, a year, a region. */
  readonly detail: Scalars["String"]["output"];
};

/** An incubator held against every criterion of the rule pack in force. */
export type SelfCheck = {
  readonly packId: Scalars["String"]["output"];
  readonly level: Scalars["String"]["output"];
  readonly checkedOn: Scalars["Date"]["output"];
  readonly missedCount: Scalars["Int"]["output"];
  readonly unknownCount: Scalars["Int"]["output"];
  /** At most 50. */
  readonly criteria: ReadonlyArray<CriterionCheck>;
};

export type SendTestWebhookInput = {
  readonly webhookEndpointId: Scalars["ID"]["input"];
};

export type SendTestWebhookResult = SendTestWebhookSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type SendTestWebhookSuccess = {
  readonly webhookDelivery?: Maybe<WebhookDelivery>;
};

/** An entry with its judges. */
export type ServedEntry = {
  /** 1 is served worst. */
  readonly rank: Scalars["Int"]["output"];
  readonly entryId: Scalars["ID"]["output"];
  readonly code: Scalars["String"]["output"];
  readonly title: Scalars["String"]["output"];
  readonly totalFit: Scalars["Float"]["output"];
  /** What it would have if it were alone. */
  readonly bestFit: Scalars["Float"]["output"];
  readonly missingCount: Scalars["Int"]["output"];
  /** At most 100000. */
  readonly judges: ReadonlyArray<ServingJudge>;
};

export type ServingJudge = {
  readonly judgeId: Scalars["ID"]["output"];
  readonly code: Scalars["String"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly fit: Scalars["Float"]["output"];
  readonly load: Scalars["Int"]["output"];
  readonly isLocked: Scalars["Boolean"]["output"];
  readonly isByHand: Scalars["Boolean"]["output"];
};

/** What is null the machine finds; columns, once given, are all that is read. */
export type SetImportMappingInput = {
  readonly importId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly sheet?: InputMaybe<Scalars["String"]["input"]>;
  readonly headerRow?: InputMaybe<Scalars["Int"]["input"]>;
  readonly columns?: InputMaybe<ReadonlyArray<ImportColumnInput>>;
};

export type SetImportMappingResult =
  SetImportMappingSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type SetImportMappingSuccess = {
  readonly sheetImport: SheetImport;
};

export type SetNoticePreferenceInput = {
  readonly kind: EventKind;
  readonly choice: NoticeChoice;
};

export type SetNoticePreferenceResult = SetNoticePreferenceSuccess | InvalidInput | NotAllowed;

export type SetNoticePreferenceSuccess = {
  readonly preference: NoticePreference;
};

export type SetNoticeScheduleInput = {
  readonly timeZone: Scalars["String"]["input"];
  readonly digestHour: Scalars["Int"]["input"];
};

export type SetNoticeScheduleResult = SetNoticeScheduleSuccess | InvalidInput | NotAllowed;

export type SetNoticeScheduleSuccess = {
  readonly schedule: NoticeSchedule;
};

export type SetScoresDueInput = {
  readonly roundId: Scalars["ID"]["input"];
  /** The round's. */
  readonly version: Scalars["Int"]["input"];
  readonly scoresDueAt?: InputMaybe<Scalars["DateTime"]["input"]>;
};

export type SetScoresDueResult = SetScoresDueSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type SetScoresDueSuccess = {
  readonly round: Round;
};

/** Of those who share a label with the entry (need) at least and at most so many. */
export type SharedRuleInput = {
  readonly column: Scalars["String"]["input"];
  /** The column of the entries (needs). */
  readonly sharedWith: Scalars["String"]["input"];
  readonly atLeast?: InputMaybe<Scalars["Int"]["input"]>;
  readonly atMost?: InputMaybe<Scalars["Int"]["input"]>;
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
};

export type SheetImport = Node & {
  readonly id: Scalars["ID"]["output"];
  /** JUDGES, ENTRIES, STARTUPS, NEEDS or PACKAGES. */
  readonly kind: Scalars["String"]["output"];
  /** The competition, the incubator or the organization the rows are for. */
  readonly targetId: Scalars["String"]["output"];
  readonly state: ImportState;
  readonly version: Scalars["Int"]["output"];
  readonly publishes: Scalars["Boolean"]["output"];
  readonly fileName: Scalars["String"]["output"];
  readonly byteCount: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly finishedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly organization?: Maybe<Organization>;
  /** Who decided about it last. */
  readonly account?: Maybe<Account>;
  readonly sheet: Scalars["String"]["output"];
  /** The names of all sheets of a workbook. */
  readonly sheets: Scalars["JSON"]["output"];
  readonly headerRow?: Maybe<Scalars["Int"]["output"]>;
  /** What the file has: [{position, title, samples}]. */
  readonly fileColumns: Scalars["JSON"]["output"];
  /** What can be read: [{name, zh, en, helpZh, helpEn, example, kind, required, isKey, isOwn, choices, position, isGuessed}]; position is that of the file's column, or null. */
  readonly columns: Scalars["JSON"]["output"];
  /** What people decided: mends are [row, column, value]. */
  readonly directions: Scalars["JSON"]["output"];
  /** The first rows as they are read: [{row, cells: {column: text}}]. */
  readonly preview: Scalars["JSON"]["output"];
  /** What stands against nothing: [{row, column, title, code, params}]. */
  readonly warnings: Scalars["JSON"]["output"];
  readonly rowCount: Scalars["Int"]["output"];
  /** Rows that are or would be new. */
  readonly createdCount: Scalars["Int"]["output"];
  readonly updatedCount: Scalars["Int"]["output"];
  readonly unchangedCount: Scalars["Int"]["output"];
  readonly faultCount: Scalars["Int"]["output"];
  /** READ, CHECK or WRITE while a job is at it. */
  readonly phase: Scalars["String"]["output"];
  /** Rows done in this phase. */
  readonly handledCount: Scalars["Int"]["output"];
  readonly failureCode?: Maybe<Scalars["String"]["output"]>;
  readonly failureParams: Scalars["JSON"]["output"];
  readonly faults: SheetImportFaultConnection;
};

export type SheetImportFaultsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<SheetImportFaultFilter>;
  orderBy?: InputMaybe<SheetImportFaultOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type SheetImportConnection = {
  readonly edges: ReadonlyArray<SheetImportEdge>;
  readonly nodes: ReadonlyArray<SheetImport>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type SheetImportEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: SheetImport;
};

export type SheetImportFault = Node & {
  readonly id: Scalars["ID"]["output"];
  /** The number people see in their file; the first line is 1. */
  readonly row: Scalars["Int"]["output"];
  /** The declared column; empty when the whole row is meant. */
  readonly column: Scalars["String"]["output"];
  /** How the file heads it. */
  readonly title: Scalars["String"]["output"];
  readonly code: Scalars["String"]["output"];
  readonly params: Scalars["JSON"]["output"];
  /** What stands in the cell. */
  readonly value: Scalars["String"]["output"];
  /** What was probably meant, or empty. */
  readonly nearest: Scalars["String"]["output"];
  /** Whom the row is about: {column: text} of its key and a few more. */
  readonly cells: Scalars["JSON"]["output"];
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type SheetImportFaultConnection = {
  readonly edges: ReadonlyArray<SheetImportFaultEdge>;
  readonly nodes: ReadonlyArray<SheetImportFault>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type SheetImportFaultEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: SheetImportFault;
};

export type SheetImportFaultFilter = {
  readonly code?: InputMaybe<Scalars["String"]["input"]>;
  readonly column?: InputMaybe<Scalars["String"]["input"]>;
};

export type SheetImportFaultOrder = "ROW_ASC" | "ROW_DESC";

export type SheetImportFilter = {
  readonly state?: InputMaybe<ReadonlyArray<ImportState>>;
  readonly kind?: InputMaybe<Scalars["String"]["input"]>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
};

export type SheetImportOrder = "CREATED_ASC" | "CREATED_DESC";

/** What a sheet holds; a room declares each with its columns. */
export type SheetKind = "JUDGES" | "ENTRIES" | "STARTUPS" | "NEEDS" | "PACKAGES";

/** A spreadsheet cannot be taken; the first thousand faults are named, all are counted. */
export type SheetRefused = Refused & {
  readonly code: Scalars["String"]["output"];
  /** At most 20. */
  readonly params: ReadonlyArray<RefusalParam>;
  readonly sheet: Scalars["String"]["output"];
  readonly faultCount: Scalars["Int"]["output"];
  /** At most 1000. */
  readonly faults: ReadonlyArray<RefusedCell>;
};

export type SheetState = "DRAFT" | "SUBMITTED" | "RETURNED";

export type SignInInput = {
  readonly email: Scalars["String"]["input"];
  readonly password: Scalars["String"]["input"];
  /** Of the authenticator, or a recovery code, where the account has a second factor. */
  readonly code?: Scalars["String"]["input"];
  /** For programs: answers with a token for `Authorization: Bearer` and sets no cookie. */
  readonly wantsToken?: Scalars["Boolean"]["input"];
};

export type SignInResult = SignInSuccess | InvalidInput | NotAllowed;

export type SignInSession = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly agent: Scalars["String"]["output"];
  readonly address: Scalars["String"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly usedAt: Scalars["DateTime"]["output"];
  readonly expiresAt: Scalars["DateTime"]["output"];
  /** The one that asks. */
  readonly isCurrent: Scalars["Boolean"]["output"];
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type SignInSessionConnection = {
  readonly edges: ReadonlyArray<SignInSessionEdge>;
  readonly nodes: ReadonlyArray<SignInSession>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type SignInSessionEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: SignInSession;
};

export type SignInSessionOrder = "CREATED_ASC" | "CREATED_DESC";

export type SignInSuccess = {
  readonly account: Account;
  readonly expiresAt: Scalars["DateTime"]["output"];
  readonly token?: Maybe<Scalars["String"]["output"]>;
};

export type SignOutEverywhereInput = {
  /** Whether the session that asks goes on. */
  readonly keepsThis?: Scalars["Boolean"]["input"];
};

export type SignOutEverywhereResult = SignOutEverywhereSuccess | InvalidInput | NotAllowed;

export type SignOutEverywhereSuccess = {
  readonly endedCount: Scalars["Int"]["output"];
};

export type SignOutResult = SignOutSuccess | InvalidInput;

export type SignOutSuccess = {
  readonly wasSignedIn: Scalars["Boolean"]["output"];
};

export type SignUpByInvitationInput = {
  readonly token: Scalars["String"]["input"];
  readonly name: Scalars["String"]["input"];
  readonly password: Scalars["String"]["input"];
};

export type SignUpByInvitationResult = SignUpByInvitationSuccess | InvalidInput | NotFound | NotAllowed;

export type SignUpByInvitationSuccess = {
  readonly account: Account;
  readonly membership: Membership;
  readonly expiresAt: Scalars["DateTime"]["output"];
};

/** An organization whose name is near another's; 100 is the same name but for its form. */
export type SimilarOrganization = {
  readonly organizationId: Scalars["ID"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly score: Scalars["Float"]["output"];
};

export type SolveRun = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly kind: Scalars["String"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly state: SolveState;
  readonly phase: Scalars["String"]["output"];
  readonly value?: Maybe<Scalars["Long"]["output"]>;
  readonly bound?: Maybe<Scalars["Long"]["output"]>;
  readonly scale?: Maybe<Scalars["Long"]["output"]>;
  /** Bound less value: 0 when the plan is proven optimal. */
  readonly gap?: Maybe<Scalars["Long"]["output"]>;
  readonly totalFit?: Maybe<Scalars["Float"]["output"]>;
  readonly totalBound?: Maybe<Scalars["Float"]["output"]>;
  /** What the engine says no plan exceeds, as people see fits; not re-checked. */
  readonly claimedBound?: Maybe<Scalars["Float"]["output"]>;
  readonly proof: ProofWord;
  /** Aims in order: {name, status, value, bound, scale, proof}; none for total fit alone. */
  readonly stages: Scalars["JSON"]["output"];
  /** What judges are assigned in; null for a pool. */
  readonly round?: Maybe<Round>;
  readonly organization?: Maybe<Organization>;
  readonly plan?: Maybe<Plan>;
  readonly poolPlan?: Maybe<PoolPlan>;
  readonly seed: Scalars["Int"]["output"];
  readonly limitSeconds: Scalars["Int"]["output"];
  readonly settings: Scalars["JSON"]["output"];
  readonly problemDigest?: Maybe<Scalars["String"]["output"]>;
  readonly supplyCount?: Maybe<Scalars["Int"]["output"]>;
  readonly demandCount?: Maybe<Scalars["Int"]["output"]>;
  readonly pairCount?: Maybe<Scalars["Long"]["output"]>;
  readonly attemptCount: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly startedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly heartbeatAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly finishedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly cancelRequestedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly seconds?: Maybe<Scalars["Float"]["output"]>;
  readonly failureCode?: Maybe<Scalars["String"]["output"]>;
  readonly failureParams: Scalars["JSON"]["output"];
  readonly shortage?: Maybe<SolveShortage>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type SolveRunConnection = {
  readonly edges: ReadonlyArray<SolveRunEdge>;
  readonly nodes: ReadonlyArray<SolveRun>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type SolveRunEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: SolveRun;
};

export type SolveRunFilter = {
  readonly state?: InputMaybe<ReadonlyArray<SolveState>>;
  readonly kind?: InputMaybe<Scalars["String"]["input"]>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
};

export type SolveRunOrder = "CREATED_ASC" | "CREATED_DESC";

export type SolveShortage = {
  readonly code?: Maybe<Scalars["String"]["output"]>;
  readonly unitsRequired: Scalars["Int"]["output"];
  readonly unitsAvailable: Scalars["Int"]["output"];
  readonly missingUnits: Scalars["Int"]["output"];
  readonly demandCount: Scalars["Int"]["output"];
  readonly supplyCount: Scalars["Int"]["output"];
  readonly mendCount: Scalars["Int"]["output"];
  /** Codes of those who lack, at most 200. */
  readonly demands?: Maybe<Scalars["JSON"]["output"]>;
  /** Codes of those who could still serve them, at most 200. */
  readonly supplies?: Maybe<Scalars["JSON"]["output"]>;
  /** A set of changes that together make a plan possible, at most 2000: {id, code, supply, demand, reason, units, limit, rule, rule_at, group, patch}; rule_at is the rule's place in the settings, patch says what applyMends would change in them. */
  readonly mends?: Maybe<Scalars["JSON"]["output"]>;
  /** In place of the mends: the most that holds for all, raised as little as makes a plan possible. {id, code, units, limit, own_count, patch}; own_count are limited otherwise. Null where it is no way out. */
  readonly evenMend?: Maybe<Scalars["JSON"]["output"]>;
  /** No smaller set of mends would do. */
  readonly isSmallest?: Maybe<Scalars["Boolean"]["output"]>;
  /** Limits and rules that cannot hold together: {code, supply, demand, units, rule, rule_at, group}. */
  readonly requirements?: Maybe<Scalars["JSON"]["output"]>;
};

export type SolveState = "QUEUED" | "RUNNING" | "PROVEN" | "STOPPED" | "INFEASIBLE" | "CANCELED" | "FAILED";

export type SpecialField = "BIOMEDICINE" | "IC_DESIGN" | "MODERN_AGRICULTURE";

/** Someone changed the object meanwhile: look at it as it is now, and ask again. */
export type Stale = Refused & {
  readonly code: Scalars["String"]["output"];
  /** At most 20. */
  readonly params: ReadonlyArray<RefusalParam>;
  readonly currentVersion: Scalars["Int"]["output"];
  readonly current?: Maybe<Node>;
};

export type Standing = "MET" | "ALTERNATIVE_MET" | "MISSED" | "UNKNOWN";

export type StartAssignmentInput = {
  readonly roundId: Scalars["ID"]["input"];
  readonly settings?: AssignmentSettings;
};

export type StartAssignmentResult = StartAssignmentSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type StartAssignmentSuccess = {
  readonly solveRun: SolveRun;
};

/** The target is a competition for judges and entries, an incubator, or an organization. */
export type StartImportInput = {
  readonly kind: SheetKind;
  readonly targetId: Scalars["ID"]["input"];
  readonly fileId: Scalars["ID"]["input"];
  /** Publish needs and packages as they come in. */
  readonly publishes?: Scalars["Boolean"]["input"];
};

export type StartImportResult = StartImportSuccess | InvalidInput | NotAllowed | NotFound;

export type StartImportSuccess = {
  readonly sheetImport: SheetImport;
};

export type StartPoolRunInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly settings?: PoolRunSettings;
};

export type StartPoolRunResult = StartPoolRunSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type StartPoolRunSuccess = {
  readonly solveRun: SolveRun;
};

export type StartSecondFactorInput = {
  readonly password: Scalars["String"]["input"];
};

export type StartSecondFactorResult = StartSecondFactorSuccess | InvalidInput | NotAllowed | RuleBroken;

export type StartSecondFactorSuccess = {
  readonly secret: Scalars["String"]["output"];
  /** The otpauth:// address that authenticators read from a square code. */
  readonly address: Scalars["String"]["output"];
};

export type Startup = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly foundedOn?: Maybe<Scalars["Date"]["output"]>;
  readonly industry: Scalars["String"]["output"];
  readonly version: Scalars["Int"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  readonly organization?: Maybe<Organization>;
  /** Where it stays and stayed, as far as that is shown. */
  readonly residencies: ResidencyConnection;
};

export type StartupResidenciesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<ResidencyFilter>;
  orderBy?: InputMaybe<ResidencyOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type StartupConnection = {
  readonly edges: ReadonlyArray<StartupEdge>;
  readonly nodes: ReadonlyArray<Startup>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type StartupEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Startup;
};

export type StartupFilter = {
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
  readonly industry?: InputMaybe<Scalars["String"]["input"]>;
};

export type StartupInput = {
  readonly name: Scalars["String"]["input"];
  readonly enteredOn: Scalars["Date"]["input"];
  readonly uscc?: InputMaybe<Scalars["String"]["input"]>;
  readonly province?: Scalars["String"]["input"];
  readonly foundedOn?: InputMaybe<Scalars["Date"]["input"]>;
  readonly industry?: Scalars["String"]["input"];
  readonly leftOn?: InputMaybe<Scalars["Date"]["input"]>;
  readonly specialField?: InputMaybe<SpecialField>;
};

export type StartupOrder = "CREATED_ASC" | "CREATED_DESC" | "NAME_ASC" | "NAME_DESC";

export type StopSecondFactorInput = {
  readonly code: Scalars["String"]["input"];
};

export type StopSecondFactorResult = StopSecondFactorSuccess | InvalidInput | NotAllowed;

export type StopSecondFactorSuccess = {
  readonly account: Account;
};

export type StoredFile = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly byteCount: Scalars["Int"]["output"];
  readonly purpose: FilePurpose;
  /** Told by the content, whatever the name says. */
  readonly contentType: Scalars["String"]["output"];
  readonly state: FileState;
  /** Null where no scanner is set up, or not yet. */
  readonly scannedAt?: Maybe<Scalars["DateTime"]["output"]>;
  /** For GET, with the session's cookie or a token. */
  readonly downloadUrl: Scalars["String"]["output"];
  readonly sha256: Scalars["String"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type StoredFileConnection = {
  readonly edges: ReadonlyArray<StoredFileEdge>;
  readonly nodes: ReadonlyArray<StoredFile>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type StoredFileEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: StoredFile;
};

export type StoredFileOrder = "CREATED_ASC" | "CREATED_DESC";

export type SubmitScoreSheetInput = {
  readonly judgeTaskId: Scalars["ID"]["input"];
  /** Of the sheet as the judge saw it. */
  readonly version: Scalars["Int"]["input"];
  /** Needed when a criterion has no points. */
  readonly skipReason?: Scalars["String"]["input"];
};

export type SubmitScoreSheetResult =
  SubmitScoreSheetSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type SubmitScoreSheetSuccess = {
  readonly judgeTask: JudgeTask;
  readonly scoreSheet: ScoreSheet;
};

export type Subscription = {
  /** You, at once and whenever a notice came or was read: ask for `unreadNoticeCount` and the newest. */
  readonly noticeArrived?: Maybe<Account>;
  /** The import whenever it changed; completes when it is over. */
  readonly sheetImport?: Maybe<SheetImport>;
  /** The run whenever it changed; completes with the run. */
  readonly solveRun?: Maybe<SolveRun>;
};

export type SubscriptionSheetImportArgs = {
  id: Scalars["ID"]["input"];
};

export type SubscriptionSolveRunArgs = {
  id: Scalars["ID"]["input"];
};

/** What a column of numbers adds up to; each limit is a number, or a column of the owner. */
export type SumRuleInput = {
  readonly column: Scalars["String"]["input"];
  readonly per?: RulePer;
  readonly atLeast?: InputMaybe<Scalars["Float"]["input"]>;
  readonly atMost?: InputMaybe<Scalars["Float"]["input"]>;
  readonly atLeastColumn?: InputMaybe<Scalars["String"]["input"]>;
  readonly atMostColumn?: InputMaybe<Scalars["String"]["input"]>;
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
};

/** A pair that a swap adds or removes. */
export type SwapPair = {
  readonly judgeId: Scalars["ID"]["output"];
  readonly judgeCode: Scalars["String"]["output"];
  readonly judgeName: Scalars["String"]["output"];
  readonly entryId: Scalars["ID"]["output"];
  readonly entryCode: Scalars["String"]["output"];
  readonly entryTitle: Scalars["String"]["output"];
  readonly fit: Scalars["Float"]["output"];
};

export type SwitchWebhookInput = {
  readonly webhookEndpointId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
  readonly isOn: Scalars["Boolean"]["input"];
};

export type SwitchWebhookResult = SwitchWebhookSuccess | InvalidInput | NotAllowed | NotFound | Stale;

export type SwitchWebhookSuccess = {
  readonly webhookEndpoint?: Maybe<WebhookEndpoint>;
};

export type TableFormat = "XLSX" | "CSV";

export type TableLanguage = "ZH" | "EN";

export type TaskState = "OPEN" | "DRAFT" | "SUBMITTED" | "RETURNED" | "RECUSED";

export type TechnologyPackage = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly code?: Maybe<Scalars["String"]["output"]>;
  readonly title: Scalars["String"]["output"];
  readonly description: Scalars["String"]["output"];
  readonly keywords: ReadonlyArray<Scalars["String"]["output"]>;
  readonly greenFields: ReadonlyArray<GreenField>;
  readonly technicalFields: ReadonlyArray<Scalars["String"]["output"]>;
  readonly chainNodes: ReadonlyArray<Scalars["String"]["output"]>;
  readonly indicators: ReadonlyArray<Scalars["String"]["output"]>;
  readonly transferModes: ReadonlyArray<CooperationMode>;
  readonly region: Scalars["String"]["output"];
  readonly isRegionExclusive: Scalars["Boolean"]["output"];
  readonly trl?: Maybe<Scalars["Int"]["output"]>;
  readonly maxAdopters: Scalars["Int"]["output"];
  readonly priceMinWan?: Maybe<Scalars["Decimal"]["output"]>;
  readonly priceMaxWan?: Maybe<Scalars["Decimal"]["output"]>;
  readonly validUntil?: Maybe<Scalars["Date"]["output"]>;
  readonly visibility: Visibility;
  readonly state: PackageState;
  readonly version: Scalars["Int"]["output"];
  /** Its files; shown to whoever may read it whole. */
  readonly attachments: AttachmentConnection;
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly publishedAt?: Maybe<Scalars["DateTime"]["output"]>;
  /** Whether a button for it would work for you now. */
  readonly viewerCanEdit: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanPublish: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanWithdraw: Scalars["Boolean"]["output"];
  /** Whether a button for it would work for you now. */
  readonly viewerCanRemove: Scalars["Boolean"]["output"];
  readonly organization?: Maybe<Organization>;
  readonly consentedOrganizations: ReadonlyArray<Organization>;
  readonly private?: Maybe<PackagePrivate>;
  /** Needs that this package would serve; shown to the package's owner. */
  readonly candidates: CandidateConnection;
  readonly recommendations: RecommendationConnection;
};

export type TechnologyPackageAttachmentsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  orderBy?: InputMaybe<AttachmentOrder>;
};

export type TechnologyPackageConsentedOrganizationsArgs = {
  filter?: InputMaybe<OrganizationFilter>;
  orderBy?: InputMaybe<OrganizationOrder>;
};

export type TechnologyPackageCandidatesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<CandidateFilter>;
  orderBy?: InputMaybe<CandidateOrder>;
};

export type TechnologyPackageRecommendationsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<RecommendationFilter>;
  orderBy?: InputMaybe<RecommendationOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type TechnologyPackageConnection = {
  readonly edges: ReadonlyArray<TechnologyPackageEdge>;
  readonly nodes: ReadonlyArray<TechnologyPackage>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type TechnologyPackageEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: TechnologyPackage;
};

export type TechnologyPackageFilter = {
  readonly text?: InputMaybe<Scalars["String"]["input"]>;
  readonly isMine?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly visibility?: InputMaybe<ReadonlyArray<Visibility>>;
  readonly code?: InputMaybe<Scalars["String"]["input"]>;
  readonly state?: InputMaybe<ReadonlyArray<PackageState>>;
  readonly greenField?: InputMaybe<GreenField>;
  readonly trlFrom?: InputMaybe<Scalars["Int"]["input"]>;
  readonly priceWanUntil?: InputMaybe<Scalars["Decimal"]["input"]>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
};

export type TechnologyPackageInput = {
  readonly title: Scalars["String"]["input"];
  readonly code?: InputMaybe<Scalars["String"]["input"]>;
  readonly description?: Scalars["String"]["input"];
  readonly keywords?: ReadonlyArray<Scalars["String"]["input"]>;
  readonly greenFields?: ReadonlyArray<GreenField>;
  readonly technicalFields?: ReadonlyArray<Scalars["String"]["input"]>;
  readonly chainNodes?: ReadonlyArray<Scalars["String"]["input"]>;
  readonly indicators?: ReadonlyArray<Scalars["String"]["input"]>;
  readonly transferModes?: ReadonlyArray<CooperationMode>;
  readonly region?: Scalars["String"]["input"];
  readonly isRegionExclusive?: Scalars["Boolean"]["input"];
  readonly trl?: InputMaybe<Scalars["Int"]["input"]>;
  /** How many needs it can serve. */
  readonly maxAdopters?: Scalars["Int"]["input"];
  readonly priceMinWan?: InputMaybe<Scalars["Decimal"]["input"]>;
  readonly priceMaxWan?: InputMaybe<Scalars["Decimal"]["input"]>;
  readonly validUntil?: InputMaybe<Scalars["Date"]["input"]>;
  readonly visibility?: Visibility;
  readonly consentedOrganizationIds?: ReadonlyArray<Scalars["ID"]["input"]>;
  readonly private?: ContactInput;
};

export type TechnologyPackageOrder =
  | "CREATED_ASC"
  | "CREATED_DESC"
  | "TITLE_ASC"
  | "TITLE_DESC"
  | "PUBLISHED_ASC"
  | "PUBLISHED_DESC"
  | "VALID_UNTIL_ASC"
  | "VALID_UNTIL_DESC";

export type TemplateCriterion = {
  readonly name: Scalars["String"]["output"];
  readonly help: Scalars["String"]["output"];
  readonly weight: Scalars["Decimal"]["output"];
  readonly maxPoints: Scalars["Decimal"]["output"];
  readonly step: Scalars["Decimal"]["output"];
  /** At most 20. */
  readonly scaleWords: ReadonlyArray<Scalars["String"]["output"]>;
};

export type TokenScope = "READ" | "WRITE";

/** `version` is the plan as the person saw it. */
export type UndoPlanEditInput = {
  readonly planId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type UndoPlanEditResult = UndoPlanEditSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type UndoPlanEditSuccess = PlanEdited & {
  readonly plan: Plan;
  readonly isApplied: Scalars["Boolean"]["output"];
  /** At most 1000. */
  readonly violations: ReadonlyArray<Violation>;
  readonly valueBefore: Scalars["Long"]["output"];
  /** What the plan is worth after the edit, in units of 1 / scale. */
  readonly value: Scalars["Long"]["output"];
  readonly totalFit: Scalars["Float"]["output"];
  /** How much less the best plan with this edit is worth than the best plan; see priceState for null. */
  readonly loss?: Maybe<Scalars["Long"]["output"]>;
  /** The loss as people see fits. */
  readonly price?: Maybe<Scalars["Float"]["output"]>;
  readonly priceState: PriceState;
  /** At most 50. */
  readonly aims: ReadonlyArray<AimChange>;
};

export type UnmetNeed = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly wantedCount: Scalars["Int"]["output"];
  readonly missingCount: Scalars["Int"]["output"];
  /** Packages that fit and may be recommended: with fewer than wanted, no capacity helps. */
  readonly candidateCount: Scalars["Int"]["output"];
  readonly need?: Maybe<Need>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type UnmetNeedConnection = {
  readonly edges: ReadonlyArray<UnmetNeedEdge>;
  readonly nodes: ReadonlyArray<UnmetNeed>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type UnmetNeedEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: UnmetNeed;
};

export type UnmetNeedOrder = "MISSING_ASC" | "MISSING_DESC";

export type UseRubricTemplateInput = {
  readonly roundId: Scalars["ID"]["input"];
  readonly code: Scalars["String"]["input"];
  readonly locale?: Locale;
};

export type UseRubricTemplateResult = UseRubricTemplateSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type UseRubricTemplateSuccess = {
  readonly rubric: Rubric;
};

export type Verification = "VERIFIED" | "REJECTED";

export type VerifyOrganizationInput = {
  readonly organizationId: Scalars["ID"]["input"];
  readonly state: Verification;
  /** A rejection says why. */
  readonly note?: Scalars["String"]["input"];
};

export type VerifyOrganizationResult = VerifyOrganizationSuccess | InvalidInput | NotAllowed | NotFound;

export type VerifyOrganizationSuccess = {
  readonly organization: Organization;
};

/** A rule that a plan breaks. */
export type Violation = {
  readonly code: Scalars["String"]["output"];
  readonly judgeId?: Maybe<Scalars["ID"]["output"]>;
  readonly judgeCode?: Maybe<Scalars["String"]["output"]>;
  readonly entryId?: Maybe<Scalars["ID"]["output"]>;
  readonly entryCode?: Maybe<Scalars["String"]["output"]>;
  readonly params: Scalars["JSON"]["output"];
};

export type Visibility = "PUBLIC" | "PARTIAL" | "PRIVATE";

export type WebhookDelivery = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly kind?: Maybe<EventKind>;
  readonly payload: Scalars["JSON"]["output"];
  readonly state: DeliveryState;
  readonly attemptCount: Scalars["Int"]["output"];
  readonly statusCode?: Maybe<Scalars["Int"]["output"]>;
  readonly fault?: Maybe<DeliveryFault>;
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly attemptedAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly nextAt: Scalars["DateTime"]["output"];
  readonly deliveredAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly endpoint?: Maybe<WebhookEndpoint>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type WebhookDeliveryConnection = {
  readonly edges: ReadonlyArray<WebhookDeliveryEdge>;
  readonly nodes: ReadonlyArray<WebhookDelivery>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type WebhookDeliveryEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: WebhookDelivery;
};

export type WebhookDeliveryFilter = {
  readonly state?: InputMaybe<ReadonlyArray<DeliveryState>>;
  readonly kind?: InputMaybe<ReadonlyArray<EventKind>>;
};

export type WebhookDeliveryOrder = "CREATED_ASC" | "CREATED_DESC";

export type WebhookEndpoint = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly url: Scalars["String"]["output"];
  readonly description: Scalars["String"]["output"];
  readonly kinds: ReadonlyArray<Scalars["String"]["output"]>;
  readonly version: Scalars["Int"]["output"];
  readonly createdAt: Scalars["DateTime"]["output"];
  readonly disabledAt?: Maybe<Scalars["DateTime"]["output"]>;
  readonly disabledBecause?: Maybe<DisabledBecause>;
  readonly failingSince?: Maybe<Scalars["DateTime"]["output"]>;
  readonly organization?: Maybe<Organization>;
  readonly deliveries: WebhookDeliveryConnection;
};

export type WebhookEndpointDeliveriesArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<WebhookDeliveryFilter>;
  orderBy?: InputMaybe<WebhookDeliveryOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type WebhookEndpointConnection = {
  readonly edges: ReadonlyArray<WebhookEndpointEdge>;
  readonly nodes: ReadonlyArray<WebhookEndpoint>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type WebhookEndpointEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: WebhookEndpoint;
};

export type WebhookEndpointFilter = {
  readonly isDisabled?: InputMaybe<Scalars["Boolean"]["input"]>;
  readonly organization?: InputMaybe<Scalars["ID"]["input"]>;
};

export type WebhookEndpointOrder = "CREATED_ASC" | "CREATED_DESC";

/** One of several aims that are weighed against each other; those that add up. */
export type WeighedAimInput = {
  readonly weight: Scalars["Float"]["input"];
  readonly aim: AimInput;
};

export type WithdrawConflictInput = {
  readonly conflictId: Scalars["ID"]["input"];
};

export type WithdrawConflictResult = WithdrawConflictSuccess | InvalidInput | NotAllowed | NotFound | RuleBroken;

export type WithdrawConflictSuccess = {
  readonly withdrawnId: Scalars["ID"]["output"];
};

export type WithdrawNeedInput = {
  readonly needId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type WithdrawNeedResult = WithdrawNeedSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type WithdrawNeedSuccess = {
  readonly need: Need;
};

export type WithdrawPackageInput = {
  readonly technologyPackageId: Scalars["ID"]["input"];
  readonly version: Scalars["Int"]["input"];
};

export type WithdrawPackageResult = WithdrawPackageSuccess | InvalidInput | NotAllowed | NotFound | Stale | RuleBroken;

export type WithdrawPackageSuccess = {
  readonly technologyPackage: TechnologyPackage;
};

export type Zone = Node & {
  readonly id: Scalars["ID"]["output"];
  readonly name: Scalars["String"]["output"];
  readonly province: Scalars["String"]["output"];
  readonly leadingIndustry: Scalars["String"]["output"];
  readonly organizations: OrganizationConnection;
};

export type ZoneOrganizationsArgs = {
  first?: InputMaybe<Scalars["Int"]["input"]>;
  after?: InputMaybe<Scalars["String"]["input"]>;
  last?: InputMaybe<Scalars["Int"]["input"]>;
  before?: InputMaybe<Scalars["String"]["input"]>;
  filter?: InputMaybe<OrganizationFilter>;
  orderBy?: InputMaybe<OrganizationOrder>;
};

/** A page of rows; `totalCount` is counted only when asked for. */
export type ZoneConnection = {
  readonly edges: ReadonlyArray<ZoneEdge>;
  readonly nodes: ReadonlyArray<Zone>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars["Int"]["output"];
};

/** One row of a connection and its cursor. */
export type ZoneEdge = {
  readonly cursor: Scalars["String"]["output"];
  readonly node: Zone;
};

export type ZoneFilter = {
  readonly name?: InputMaybe<Scalars["String"]["input"]>;
  readonly province?: InputMaybe<Scalars["String"]["input"]>;
};

export type ZoneHome = {
  readonly unverifiedOrganizationCount: Scalars["Int"]["output"];
  readonly openAppealCount: Scalars["Int"]["output"];
  /** Restrictions that end within 30 days. */
  readonly endingRestrictionCount: Scalars["Int"]["output"];
};

export type ZoneOrder = "NAME_ASC" | "NAME_DESC";
