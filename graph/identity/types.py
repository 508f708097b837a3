from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.kit.declare import Connection, Node, many, node
from services.identity.models import Account as AccountRow
from services.identity.models import ApiToken as ApiTokenRow
from services.identity.models import Locale, TokenScope
from services.identity.models import SignInSession as SignInSessionRow

if TYPE_CHECKING:
    from graph.organizations.types import Membership

MembershipType = Annotated["Membership", strawberry.lazy("graph.organizations.types")]


@node(SignInSessionRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class SignInSession(Node):
    agent: str
    address: str
    created_at: datetime
    used_at: datetime
    expires_at: datetime


@node(ApiTokenRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class ApiToken(Node):
    name: str
    scope: TokenScope
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime


@node(AccountRow, order_by={"NAME": "name"})
class Account(Node):
    email: str
    name: str
    locale: Locale
    created_at: datetime
    version: int
    second_factor_since: datetime | None
    memberships: Connection[MembershipType] = many(lambda account, membership: membership.account_id == account.id)
    sessions: Connection[SignInSession] = many(
        lambda account, session: session.account_id == account.id, description="Shown to the person only."
    )
    api_tokens: Connection[ApiToken] = many(
        lambda account, token: token.account_id == account.id, description="Shown to the person only."
    )
