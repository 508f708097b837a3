from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.kit.declare import Node, node, one
from services.competitions.models import CompetitionInvitation as InvitationRow
from services.competitions.models import CompetitionRole as RoleRow
from services.competitions.models import EventRole

if TYPE_CHECKING:
    from graph.competitions.types import Competition
    from graph.identity.types import Account

AccountType = Annotated["Account", strawberry.lazy("graph.identity.types")]
CompetitionType = Annotated["Competition", strawberry.lazy("graph.competitions.types")]


@node(RoleRow, order_by={"CREATED": "id"}, default_order="CREATED_ASC")
class CompetitionRole(Node):
    """Somebody helps to run this event, whichever organization they belong to."""

    role: EventRole
    version: int
    created_at: datetime
    account: AccountType | None = one(lambda role, account: account.id == role.account_id)
    competition: CompetitionType | None = one(lambda role, competition: competition.id == role.competition_id)


@node(InvitationRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class CompetitionInvitation(Node):
    """Somebody who was asked to help."""

    email: str
    role: EventRole
    created_at: datetime
    ends_at: datetime
    accepted_at: datetime | None
    competition: CompetitionType | None = one(lambda asked, competition: competition.id == asked.competition_id)
    invited_by: AccountType | None = one(lambda asked, account: account.id == asked.invited_by_id)
