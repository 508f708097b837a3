"""Who is told of what, and how unless they choose otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.events.kinds import EventKind
from services.notices.models import NoticeChoice

DEFAULT_TIME_ZONE: Final = "Asia/Shanghai"
DEFAULT_DIGEST_HOUR: Final = 8


class Audience(StrEnum):
    """The account that the event concerns, of its organization all people or the admins, or who helps to run its
    competition. Who did it knows."""

    ACCOUNT = "ACCOUNT"
    MEMBERS = "MEMBERS"
    ADMINS = "ADMINS"
    HELPERS = "HELPERS"


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """Whom a kind of event is told, and how at first."""

    choice: NoticeChoice
    audiences: tuple[Audience, ...]


def _rule(choice: NoticeChoice, *audiences: Audience) -> NoticeRule:
    return NoticeRule(choice, audiences)


_NONE, _IN_APP, _MAIL, _DIGEST = NoticeChoice
_ACCOUNT, _MEMBERS, _ADMINS, _HELPERS = Audience

RULES: Final[Mapping[EventKind, NoticeRule]] = {
    EventKind.DELEGATION_BEGAN: _rule(_MAIL, _ACCOUNT),
    EventKind.DELEGATION_ENDED: _rule(_MAIL, _ACCOUNT),
    EventKind.MEMBERSHIP_REQUESTED: _rule(_MAIL, _ADMINS),
    EventKind.MEMBERSHIP_DECLINED: _rule(_MAIL, _ACCOUNT),
    EventKind.MEMBERSHIP_BEGAN: _rule(_MAIL, _ACCOUNT),
    EventKind.MEMBERSHIP_ENDED: _rule(_MAIL, _ACCOUNT),
    EventKind.INVITATION_SENT: _rule(_IN_APP, _ACCOUNT),  # the invitation itself is a mail
    EventKind.INVITATION_ACCEPTED: _rule(_DIGEST, _ACCOUNT),
    EventKind.ORGANIZATION_VERIFIED: _rule(_MAIL, _ADMINS),
    EventKind.ORGANIZATION_REJECTED: _rule(_MAIL, _ADMINS),
    EventKind.ORGANIZATIONS_MERGED: _rule(_MAIL, _ACCOUNT, _ADMINS),
    EventKind.RESTRICTION_SET: _rule(_MAIL, _ADMINS),
    EventKind.RESTRICTION_LIFTED: _rule(_MAIL, _ADMINS),
    EventKind.APPEAL_MADE: _rule(_MAIL, _MEMBERS),
    EventKind.APPEAL_GRANTED: _rule(_MAIL, _ADMINS),
    EventKind.APPEAL_REFUSED: _rule(_MAIL, _ADMINS),
    EventKind.RESIDENCY_OFFERED: _rule(_MAIL, _ADMINS),
    EventKind.RESIDENCY_ACCEPTED: _rule(_DIGEST, _MEMBERS),
    EventKind.RESIDENCY_DECLINED: _rule(_DIGEST, _MEMBERS),
    EventKind.RESIDENCY_ENDED: _rule(_MAIL, _ADMINS),
    EventKind.NEED_PUBLISHED: _rule(_IN_APP, _MEMBERS),
    EventKind.NEED_WITHDRAWN: _rule(_IN_APP, _MEMBERS),
    EventKind.PACKAGE_PUBLISHED: _rule(_IN_APP, _MEMBERS),
    EventKind.PACKAGE_WITHDRAWN: _rule(_IN_APP, _MEMBERS),
    EventKind.CANDIDATES_FOUND: _rule(_DIGEST, _MEMBERS),
    EventKind.POOL_PLAN_PUBLISHED: _rule(_IN_APP, _MEMBERS),
    EventKind.RECOMMENDATIONS_PUBLISHED: _rule(_MAIL, _MEMBERS),
    EventKind.PACKAGE_RECOMMENDED: _rule(_DIGEST, _MEMBERS),
    EventKind.RECOMMENDATION_ACCEPTED: _rule(_MAIL, _MEMBERS),
    EventKind.RECOMMENDATION_DECLINED: _rule(_DIGEST, _MEMBERS),
    EventKind.SOLVE_RUN_FINISHED: _rule(_IN_APP, _ACCOUNT),
    EventKind.SOLVE_RUN_INFEASIBLE: _rule(_IN_APP, _ACCOUNT),
    EventKind.SOLVE_RUN_FAILED: _rule(_IN_APP, _ACCOUNT),
    EventKind.ROUND_OPENED: _rule(_IN_APP, _MEMBERS, _HELPERS),
    EventKind.ROUND_CLOSED: _rule(_IN_APP, _MEMBERS, _HELPERS),
    EventKind.JUDGE_INVITED: _rule(_IN_APP, _ACCOUNT),
    EventKind.JUDGE_JOINED: _rule(_IN_APP, _MEMBERS, _HELPERS),
    EventKind.PLAN_PUBLISHED: _rule(_IN_APP, _MEMBERS, _HELPERS),
    EventKind.JUDGE_TASKS_GIVEN: _rule(_MAIL, _ACCOUNT),
    EventKind.JUDGE_TASKS_TAKEN: _rule(_DIGEST, _ACCOUNT),
    EventKind.CONFLICT_DECLARED: _rule(_IN_APP, _MEMBERS, _HELPERS),
    EventKind.COMPETITION_INVITATION_ACCEPTED: _rule(_DIGEST, _ACCOUNT),
    EventKind.COMPETITION_ROLE_GIVEN: _rule(_MAIL, _ACCOUNT),
    EventKind.COMPETITION_ROLE_TAKEN: _rule(_MAIL, _ACCOUNT),
    EventKind.SHEET_SUBMITTED: _rule(_NONE, _MEMBERS, _HELPERS),
    EventKind.SHEET_RETURNED: _rule(_MAIL, _ACCOUNT),
    EventKind.JUDGE_RECUSED: _rule(_MAIL, _MEMBERS, _HELPERS),
    EventKind.IMPORT_FINISHED: _rule(_IN_APP, _ACCOUNT),
    EventKind.IMPORT_FAULTY: _rule(_IN_APP, _ACCOUNT),
    EventKind.IMPORT_FAILED: _rule(_IN_APP, _ACCOUNT),
    EventKind.WEBHOOK_DISABLED: _rule(_MAIL, _ADMINS),
}
"""Every kind of event: none is forgotten here without a word."""
