"""Taking along what is kept of oneself, and leaving."""

import strawberry

from graph.kit.gestures import Gesture, Permission, mutation
from services.kit.refusals import RuleBroken
from services.organizations import leaving


@strawberry.type
class ExportAccountSuccess:
    document: str = strawberry.field(description="JSON: the rows of every table that name the account.")


@strawberry.input
class EraseAccountInput:
    password: str


@strawberry.type
class EraseAccountSuccess:
    is_erased: bool


@mutation(permission=Permission.IN_PERSON, description="All that is kept of you, but for secrets and files.")
async def export_account(gesture: Gesture) -> ExportAccountSuccess:
    database = await gesture.release()
    return ExportAccountSuccess(document=await leaving.export_account(database, gesture.actor))


@mutation(
    permission=Permission.IN_PERSON,
    refusals=[RuleBroken],
    description="Leave: what is yours goes, what you did for others names a pseudonym.",
)
async def erase_account(gesture: Gesture, input: EraseAccountInput) -> EraseAccountSuccess:  # noqa: A002 - the API's word
    database = await gesture.release()
    await leaving.erase_account(database, gesture.actor, input.password, gesture.context.origin)
    gesture.context.sign_out()
    return EraseAccountSuccess(is_erased=True)
