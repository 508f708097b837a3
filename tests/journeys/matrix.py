"""Who sees how much: the declared matrix of every kind of actor and every node type, counted in `world`."""

from collections.abc import Mapping
from typing import Final

EVERYTHING: Final = {
    "Account": 15, "SignInSession": 1, "ApiToken": 1, "StoredFile": 18, "SheetImport": 2, "SheetImportFault": 2,
    "Delegation": 1, "DeputyGesture": 1,
    "Organization": 11, "Membership": 10, "Invitation": 1, "Zone": 1, "Restriction": 1, "RestrictionAppeal": 1,
    "OrganizationVerification": 1, "OrganizationMerge": 1, "MembershipRequest": 1,
    "Incubator": 2, "Residency": 1, "Startup": 1,
    "Need": 6, "NeedIndicator": 12, "NeedPrivate": 6, "TechnologyPackage": 4, "PackagePrivate": 4,
    "Candidate": 10, "Recommendation": 10, "UnmetNeed": 4, "PoolPlan": 2, "PoolDefaults": 1, "SolveRun": 6,
    "Competition": 2, "Round": 2, "Entry": 8, "EntryIdentity": 8, "Judge": 6, "JudgeContact": 6,
    "Conflict": 4, "Plan": 4, "PlanPair": 16, "PlanEdit": 2, "AssignmentDefaults": 2, "JudgeTask": 8,
    "Rubric": 2, "RubricCriterion": 8, "ScoreSheet": 4, "ScoreMark": 10, "ScoreComment": 4, "ScoreSeal": 2,
    "Recusal": 2, "Attachment": 16, "CompetitionRole": 2, "CompetitionInvitation": 1,
    "Notice": 1, "WebhookEndpoint": 1, "WebhookDelivery": 1,
}  # fmt: skip
"""Every node type and how many rows of it there are; a new type has to be thought about here."""

OPEN: Final = {
    "Account": 1, "Organization": 11, "OrganizationVerification": 1, "OrganizationMerge": 1, "Zone": 1,
    "Need": 4, "NeedIndicator": 8, "NeedPrivate": 3, "TechnologyPackage": 2, "PackagePrivate": 2, "PoolPlan": 1,
}  # fmt: skip
"""What anybody sees who is signed in: themselves, organizations, and what was published to all."""

MEMBER: Final = {**OPEN, "Membership": 1}
RUNS_EVENT: Final = {
    **MEMBER, "StoredFile": 9, "Attachment": 8, "SheetImport": 1, "SheetImportFault": 1, "SolveRun": 2,
    "Competition": 1, "Round": 1, "Entry": 4, "EntryIdentity": 4,
    "Judge": 3, "JudgeContact": 3, "Conflict": 2, "Plan": 2, "PlanPair": 8,
    "PlanEdit": 1, "AssignmentDefaults": 1, "JudgeTask": 4,
    "Rubric": 1, "RubricCriterion": 4, "ScoreSheet": 2, "ScoreMark": 4, "ScoreComment": 1, "ScoreSeal": 1, "Recusal": 1,
}  # fmt: skip
HAS_HELP: Final = {"Account": 3, "CompetitionRole": 2}
OF_ITS_ORGANIZATION: Final = {"Membership", "SheetImport", "SheetImportFault"}
HELPS: Final = {
    **{name: count for name, count in RUNS_EVENT.items() if name not in OF_ITS_ORGANIZATION}, **HAS_HELP,
    "Account": 2, "StoredFile": 8,
}  # fmt: skip
"""Who helps at an event sees it as its organizer does, and what is attached; but nothing of the organization behind."""
JUDGES: Final = {
    **OPEN, "Competition": 1, "Round": 1, "Entry": 1, "Judge": 1, "JudgeContact": 1, "JudgeTask": 1,
    "StoredFile": 1, "Attachment": 1,
    "Rubric": 1, "RubricCriterion": 4, "ScoreSheet": 1, "ScoreMark": 4, "ScoreComment": 1, "ScoreSeal": 1,
}  # fmt: skip
OWNS_NEEDS: Final = {"Need": 6, "NeedIndicator": 12, "NeedPrivate": 6}
OWNS_PACKAGES: Final = {"TechnologyPackage": 4, "PackagePrivate": 4}
WAS_CONSENTED: Final = {
    "Need": 5, "NeedIndicator": 10, "NeedPrivate": 4, "TechnologyPackage": 3, "PackagePrivate": 3,
}  # fmt: skip
OWNS_INCUBATOR: Final = {
    "Account": 3, "Delegation": 1, "DeputyGesture": 1, "SignInSession": 1, "ApiToken": 1, "Invitation": 1,
    "MembershipRequest": 1, "Incubator": 1, "Residency": 1, "Startup": 1,
    "Notice": 1, "WebhookEndpoint": 1, "WebhookDelivery": 1,
}  # fmt: skip
IS_DEPUTY: Final = {"Account": 2, "Delegation": 1, "DeputyGesture": 1}

SEEN: Final[Mapping[str, Mapping[str, int]]] = {
    "nobody": {},
    "stranger": OPEN,
    "organizer": {**RUNS_EVENT, **HAS_HELP, "CompetitionInvitation": 1},
    "staff": HELPS,
    "observer": HELPS,
    "blind_organizer": RUNS_EVENT,
    "judge": {**JUDGES, "EntryIdentity": 1, "StoredFile": 2, "Attachment": 2},
    "blind_judge": JUDGES,
    "enterprise": {**MEMBER, **OWNS_NEEDS, "Candidate": 6, "Recommendation": 3, "UnmetNeed": 2},
    "other_enterprise": {**MEMBER, "Candidate": 4, "Recommendation": 2},
    "institute": {**MEMBER, **OWNS_PACKAGES, "Candidate": 8, "Recommendation": 5},
    "other_institute": {**MEMBER, "MembershipRequest": 1},
    "alliance": {
        **MEMBER,
        **WAS_CONSENTED,
        "Recommendation": 10,
        "UnmetNeed": 4,
        "PoolPlan": 2,
        "PoolDefaults": 1,
        "SolveRun": 2,
    },
    "incubator": {**MEMBER, **OWNS_INCUBATOR},
    "other_incubator": {**MEMBER, **IS_DEPUTY, "Incubator": 1, "Restriction": 1, "RestrictionAppeal": 1},
    "zone": {**MEMBER, "Restriction": 1, "RestrictionAppeal": 1},
}
"""How many rows of each type a kind of actor finds by id."""
