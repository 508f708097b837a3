from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, false, func

from graph.home.figures import Home, is_viewer
from graph.kit.acting import acting_token
from graph.kit.declare import Connection, Node, column, many, node, one, same_row, sql
from graph.notices.figures import unread_notices
from services.identity.models import Account as AccountRow
from services.identity.models import ApiToken as ApiTokenRow
from services.identity.models import Delegation as DelegationRow
from services.identity.models import DeputyGesture as DeputyGestureRow
from services.identity.models import Locale, TokenScope
from services.identity.models import SignInSession as SignInSessionRow

if TYPE_CHECKING:
    from graph.notices.types import Notice
    from graph.organizations.types import Membership

NoticeType = Annotated["Notice", strawberry.lazy("graph.notices.types")]
MembershipType = Annotated["Membership", strawberry.lazy("graph.organizations.types")]


def _is_current(session: Any) -> ColumnElement[bool]:
    return func.coalesce(session.token_hash == acting_token(), false())


@node(SignInSessionRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class SignInSession(Node):
    agent: str
    address: str
    created_at: datetime
    used_at: datetime
    expires_at: datetime
    is_current: bool = sql(_is_current, default=False, description="The one that asks.")


@node(ApiTokenRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class ApiToken(Node):
    name: str
    scope: TokenScope
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime


@node(DelegationRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class Delegation(Node):
    reason: str
    starts_on: date
    ends_on: date
    ended_at: datetime | None
    account: "Account | None" = one(lambda delegation, account: account.id == delegation.account_id)
    deputy: "Account | None" = one(lambda delegation, account: account.id == delegation.deputy_id)


@node(DeputyGestureRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class DeputyGesture(Node):
    """What a deputy did on behalf of somebody."""

    gesture: str
    created_at: datetime
    account: "Account | None" = one(lambda gesture, account: account.id == gesture.account_id)
    deputy: "Account | None" = one(lambda gesture, account: account.id == gesture.deputy_id)


@node(AccountRow, order_by={"NAME": "name"})
class Account(Node):
    email: str
    name: str
    locale: Locale
    created_at: datetime
    version: int
    second_factor_since: datetime | None
    erased_at: datetime | None = column("erased_at", description="Since when the name is a pseudonym.")
    home: Home | None = same_row(when=is_viewer)
    memberships: Connection[MembershipType] = many(lambda account, membership: membership.account_id == account.id)
    sessions: Connection[SignInSession] = many(
        lambda account, session: session.account_id == account.id, description="Shown to the person only."
    )
    delegations: Connection[Delegation] = many(
        lambda account, delegation: delegation.account_id == account.id, description="Who acts for the person."
    )
    deputy_gestures: Connection[DeputyGesture] = many(
        lambda account, gesture: gesture.account_id == account.id,
        description="What others did on behalf of the person; shown to both.",
    )
    api_tokens: Connection[ApiToken] = many(
        lambda account, token: token.account_id == account.id, description="Shown to the person only."
    )
    notices: Connection[NoticeType] = many(
        lambda account, notice: notice.account_id == account.id, description="Shown to the person only."
    )
    unread_notice_count: int = sql(unread_notices, default=0, description="Zero of anybody else.")
