"""The mutations of the demo room."""

import strawberry
from sqlalchemy import bindparam, update

from graph.kit.gestures import BriefGesture, Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref, node_refs
from services.kit.refusals import CellFault, FieldFault, InvalidInput, NotFound, RuleBroken, SheetRefused, Stale
from tests.graph.kit.demo import Entry, EntryRow, Judge


@strawberry.input
class RenameEntryInput:
    entry_id: strawberry.ID
    title: str
    version: int = 1


@strawberry.type
class RenameEntrySuccess:
    entry: Entry | None
    old_title: str


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken, SheetRefused])
async def rename_entry(gesture: Gesture, input: RenameEntryInput) -> RenameEntrySuccess:  # noqa: A002 - the API's word
    entry = await gesture.tx.get(EntryRow, uuid_of(Entry, input.entry_id, "entryId"))
    if entry is None:
        raise NotFound("NO_ENTRY")
    old_title, entry.title = entry.title, input.title
    await gesture.tx.flush()
    _refuse(input.title, input.version)
    return RenameEntrySuccess(entry=node_ref(Entry, entry.id), old_title=old_title)


def _refuse(title: str, version: int) -> None:
    """Refuses after the row was written, so that a test sees it rolled back."""
    match title:
        case "taken":
            raise RuleBroken("TITLE_TAKEN", title=title, limit=1)
        case "":
            raise InvalidInput([FieldFault("title", "EMPTY"), FieldFault("entryId", "ODD", {"least": 2})])
        case "sheet":
            raise SheetRefused("entries.xlsx", [CellFault(3, "title", "TOO_LONG", {"most": 80})], 7)
        case "bug":
            raise ZeroDivisionError("secret detail")
    if version != 1:
        raise Stale("STALE_ENTRY", current_version=1)


TABLE = EntryRow.__table__  # type: ignore[attr-defined]  # SQLModel hides it
RETITLE = update(TABLE).where(TABLE.c.id == bindparam("key")).values(title=bindparam("new_title")).returning(TABLE.c.id)


@strawberry.type
class RetitleEntrySuccess:
    entry: Entry | None
    new_title: str


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken, SheetRefused], is_brief=True)
async def retitle_entry(gesture: BriefGesture, input: RenameEntryInput) -> RetitleEntrySuccess:  # noqa: A002 - the API's word
    key = uuid_of(Entry, input.entry_id, "entryId")
    if (await gesture.tx.execute(RETITLE, {"key": key, "new_title": input.title})).one_or_none() is None:
        raise NotFound("NO_ENTRY")
    _refuse(input.title, input.version)
    return RetitleEntrySuccess(entry=node_ref(Entry, key), new_title=input.title)


@strawberry.type
class PairJudgesSuccess:
    judges: list[Judge]


@mutation(permission=Permission.ANYONE)
async def pair_judges(_gesture: Gesture, first: strawberry.ID, second: strawberry.ID) -> PairJudgesSuccess:
    return PairJudgesSuccess(
        judges=node_refs(Judge, [uuid_of(Judge, second, "second"), uuid_of(Judge, first, "first")])
    )
