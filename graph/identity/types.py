from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.kit.declare import Connection, Node, many, node
from services.identity.models import Account as AccountRow
from services.identity.models import Locale

if TYPE_CHECKING:
    from graph.organizations.types import Membership

MembershipType = Annotated["Membership", strawberry.lazy("graph.organizations.types")]


@node(AccountRow, order_by={"NAME": "name"})
class Account(Node):
    email: str
    name: str
    locale: Locale
    created_at: datetime
    version: int
    memberships: Connection[MembershipType] = many(lambda account, membership: membership.account_id == account.id)
