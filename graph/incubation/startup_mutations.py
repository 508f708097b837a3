from datetime import date

import strawberry

from graph.incubation.types import Startup
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from services.incubation import startups
from services.incubation.startups import StartupProfile
from services.kit.refusals import NotFound, Stale


@strawberry.input
class EditStartupInput:
    startup_id: strawberry.ID
    version: int
    industry: str = ""
    founded_on: date | None = None


@strawberry.type
class EditStartupSuccess:
    startup: Startup


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale],
    description="For the startup's own people, or the incubator that keeps the record of one that has none here.",
)
async def edit_startup(gesture: Gesture, input: EditStartupInput) -> EditStartupSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Startup, input.startup_id, "startupId")
    given = StartupProfile(input.industry, input.founded_on)
    await startups.edit_startup(gesture.tx, gesture.actor, key, input.version, given)
    return EditStartupSuccess(startup=node_ref(Startup, key))
