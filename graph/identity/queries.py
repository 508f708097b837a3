from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Uuid, func

from graph.identity.types import Account, Delegation
from graph.kit.declare import Connection, by_id, listing, single


def _acts(account: Any) -> ColumnElement[bool]:
    acting: ColumnElement[bool] = account.id == func.actor_id(type_=Uuid())
    return acting


@strawberry.type
class IdentityQuery:
    viewer: Account | None = single(_acts, description="The account that asks; null for nobody.")
    account: Account | None = by_id()
    delegations: Connection[Delegation] = listing(description="By which you act for others, or others for you.")
