"""One gesture, written as every room writes its own."""

from typing import Final

import strawberry
from sqlalchemy import bindparam, update
from tables import StartupRow

from graph.kit.gestures import BriefGesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from peers.platform_types import Startup
from services.kit.refusals import NotFound

TABLE: Final = StartupRow.__table__
RENAME: Final = (
    update(TABLE)
    .where(TABLE.c.id == bindparam("key"))
    .values(name=bindparam("new_name"), version=TABLE.c.version + 1)
    .returning(TABLE.c.id)
)


@strawberry.input
class RenameStartupInput:
    startup_id: strawberry.ID
    name: str


@strawberry.type
class RenameStartupSuccess:
    startup: Startup | None


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound], is_brief=True)
async def rename_startup(gesture: BriefGesture, input: RenameStartupInput) -> RenameStartupSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Startup, input.startup_id, "startupId")
    if (await gesture.tx.execute(RENAME, {"key": key, "new_name": input.name})).one_or_none() is None:
        raise NotFound("STARTUP_NOT_FOUND")
    return RenameStartupSuccess(startup=node_ref(Startup, key))
