from collections.abc import Mapping
from enum import Enum
from uuid import UUID

import strawberry

from graph.exchange.types import SheetImport
from graph.files.types import StoredFile
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import find_row_id, uuid_of
from graph.kit.references import node_ref
from services.exchange import commands
from services.exchange.commands import Mend, NewImport, NewMapping
from services.exchange.kinds import ImportKind, get_import_kind
from services.incubation import startup_sheets as _startups
from services.judging import people_sheets as _people
from services.kit.refusals import FieldFault, InvalidInput, NotFound, RuleBroken, Stale
from services.matching import catalog_sheets as _catalog

REGISTERING = (_people, _startups, _catalog)
"""The rooms that declare kinds of imports."""


@strawberry.enum(description="What a sheet holds; a room declares each with its columns.")
class SheetKind(Enum):
    JUDGES = "JUDGES"
    ENTRIES = "ENTRIES"
    STARTUPS = "STARTUPS"
    NEEDS = "NEEDS"
    PACKAGES = "PACKAGES"


@strawberry.input(description="The target is a competition for judges and entries, an incubator, or an organization.")
class StartImportInput:
    kind: SheetKind
    target_id: strawberry.ID
    file_id: strawberry.ID
    publishes: bool = strawberry.field(default=False, description="Publish needs and packages as they come in.")


@strawberry.type
class StartImportSuccess:
    sheet_import: SheetImport


@strawberry.input(description="Which column of the file a declared one is; null takes it out.")
class ImportColumnInput:
    column: str
    position: int | None


@strawberry.input(description="What is null the machine finds; columns, once given, are all that is read.")
class SetImportMappingInput:
    import_id: strawberry.ID
    version: int
    sheet: str | None = None
    header_row: int | None = None
    columns: list[ImportColumnInput] | None = None

    def positions(self) -> Mapping[str, int] | None:
        if self.columns is None:
            return None
        return {each.column: each.position for each in self.columns if each.position is not None}


@strawberry.type
class SetImportMappingSuccess:
    sheet_import: SheetImport


@strawberry.input(description="A cell by the row of the file and the declared column; null takes a mend back.")
class ImportCellInput:
    row: int
    column: str
    value: str | None


@strawberry.input
class MendImportCellsInput:
    import_id: strawberry.ID
    version: int
    cells: list[ImportCellInput]


@strawberry.type
class MendImportCellsSuccess:
    sheet_import: SheetImport


@strawberry.input
class IgnoreImportRowsInput:
    import_id: strawberry.ID
    version: int
    rows: list[int]
    restore: list[int] = strawberry.field(default_factory=list, description="Rows to take in again.")


@strawberry.type
class IgnoreImportRowsSuccess:
    sheet_import: SheetImport


@strawberry.input
class CommitImportInput:
    import_id: strawberry.ID
    version: int


@strawberry.type
class CommitImportSuccess:
    sheet_import: SheetImport


@strawberry.input
class CancelImportInput:
    import_id: strawberry.ID


@strawberry.type
class CancelImportSuccess:
    sheet_import: SheetImport


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound],
    description="Read a file that was handed in and say what it would do. A large one is read by a job: watch it.",
)
async def start_import(gesture: Gesture, input: StartImportInput) -> StartImportSuccess:  # noqa: A002 - the API's word
    kind = get_import_kind(input.kind.value)
    file_id = uuid_of(StoredFile, input.file_id, "fileId")
    new = NewImport(kind.name, target_of(kind, input.target_id), file_id, input.publishes)
    row = await commands.start_import(gesture.tx, gesture.actor, new)
    return StartImportSuccess(sheet_import=node_ref(SheetImport, row.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Say which sheet, header and columns count; once committed, remembered for files with these headers.",
)
async def set_import_mapping(gesture: Gesture, input: SetImportMappingInput) -> SetImportMappingSuccess:  # noqa: A002 - the API's word
    key = uuid_of(SheetImport, input.import_id, "importId")
    mapping = NewMapping(input.sheet, input.header_row, input.positions())
    await commands.set_import_mapping(gesture.tx, gesture.actor, key, input.version, mapping)
    return SetImportMappingSuccess(sheet_import=node_ref(SheetImport, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Put cells right in place, at most 500 at a time; everything is checked again.",
)
async def mend_import_cells(gesture: Gesture, input: MendImportCellsInput) -> MendImportCellsSuccess:  # noqa: A002 - the API's word
    key = uuid_of(SheetImport, input.import_id, "importId")
    mends = [Mend(each.row, each.column, each.value) for each in input.cells]
    await commands.mend_import_cells(gesture.tx, gesture.actor, key, input.version, mends)
    return MendImportCellsSuccess(sheet_import=node_ref(SheetImport, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Leave rows of the file out, or take them in again.",
)
async def ignore_import_rows(gesture: Gesture, input: IgnoreImportRowsInput) -> IgnoreImportRowsSuccess:  # noqa: A002 - the API's word
    key = uuid_of(SheetImport, input.import_id, "importId")
    await commands.ignore_import_rows(gesture.tx, gesture.actor, key, input.version, (input.rows, input.restore))
    return IgnoreImportRowsSuccess(sheet_import=node_ref(SheetImport, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Write what was shown, all or nothing, once; said again, it answers what became of the first time.",
)
async def commit_import(gesture: Gesture, input: CommitImportInput) -> CommitImportSuccess:  # noqa: A002 - the API's word
    key = uuid_of(SheetImport, input.import_id, "importId")
    await commands.commit_import(gesture.tx, gesture.actor, key, input.version)
    return CommitImportSuccess(sheet_import=node_ref(SheetImport, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, RuleBroken], description="Give an import up.")
async def cancel_import(gesture: Gesture, input: CancelImportInput) -> CancelImportSuccess:  # noqa: A002 - the API's word
    key = uuid_of(SheetImport, input.import_id, "importId")
    await commands.cancel_import(gesture.tx, key)
    return CancelImportSuccess(sheet_import=node_ref(SheetImport, key))


def target_of(kind: ImportKind, value: str) -> UUID:
    """The key of what rows of this kind belong to."""
    found = find_row_id(kind.target, value)
    if found is None:
        raise InvalidInput([FieldFault("targetId", "NOT_AN_ID", {"expected": kind.target})])
    return found
