from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Uuid, func

from graph.identity.types import Account, Delegation
from graph.kit.declare import Connection, by_id, listing, single
from services.kit.settings import get_settings


def _acts(account: Any) -> ColumnElement[bool]:
    acting: ColumnElement[bool] = account.id == func.actor_id(type_=Uuid())
    return acting


@strawberry.type(description="What this deployment offers to people before they sign in.")
class Entrance:
    has_outside_sign_in: bool = strawberry.field(description="Whether /oidc/start leads to a sign-in service.")
    keeps_mail: bool = strawberry.field(
        description="Whether messages stay here, at /outbox, for want of a mail server."
    )


def _entrance() -> Entrance:
    settings = get_settings()
    return Entrance(
        has_outside_sign_in=settings.oidc_issuer is not None,
        keeps_mail=settings.is_development and settings.smtp_host is None,
    )


@strawberry.type
class IdentityQuery:
    entrance: Entrance = strawberry.field(
        resolver=_entrance, description="What people find before they sign in; anybody may ask."
    )
    viewer: Account | None = single(_acts, description="The account that asks; null for nobody.")
    account: Account | None = by_id()
    delegations: Connection[Delegation] = listing(description="By which you act for others, or others for you.")
