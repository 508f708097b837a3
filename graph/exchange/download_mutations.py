from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any
from zoneinfo import available_timezones

import strawberry
from strawberry.scalars import JSON

from graph.exchange.lists import ROW_LIMIT, ListOrder, lists_of
from graph.exchange.mutations import SheetKind, target_of
from graph.exchange.types import SheetImport
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from services.exchange.downloads import Ticket, Wish, create_download
from services.exchange.kinds import get_import_kind
from services.exchange.queries import get_import
from services.kit.refusals import FieldFault, InvalidInput, NotFound, RuleBroken


@strawberry.enum
class TableFormat(Enum):
    XLSX = "xlsx"
    CSV = "csv"


@strawberry.enum
class TableLanguage(Enum):
    ZH = "zh"
    EN = "en"


@strawberry.enum(description="The file as it would be imported now, or as it was handed in with its bad cells in red.")
class ImportFileForm(Enum):
    CORRECTED = "corrected"
    MARKED = "marked"


@strawberry.type(description="Fetch it by GET, with nothing but its address, before it or your session ends.")
class Download:
    url: str
    file_name: str
    ends_at: datetime


@strawberry.input(
    description="A list by its name, of the root or of the node `of`; filter and orderBy as the list takes them. "
    "Columns are paths such as `organization.name`; without them every value of the row itself."
)
class ExportListInput:
    list_name: str = strawberry.field(name="list")
    of: strawberry.ID | None = None
    filter: JSON | None = None
    order_by: str | None = None
    columns: list[str] | None = None
    format: TableFormat = TableFormat.XLSX
    language: TableLanguage = TableLanguage.ZH
    time_zone: str = "Asia/Shanghai"
    is_marked: bool = strawberry.field(default=True, description="Begin a CSV with the mark that tells Excel of UTF-8.")


@strawberry.type
class ExportListSuccess:
    download: Download
    row_count: int


@strawberry.input
class ImportTemplateInput:
    kind: SheetKind
    format: TableFormat = TableFormat.XLSX
    language: TableLanguage = TableLanguage.ZH


@strawberry.type
class ImportTemplateSuccess:
    download: Download


@strawberry.input
class ExportSheetInput:
    kind: SheetKind
    target_id: strawberry.ID
    format: TableFormat = TableFormat.XLSX
    language: TableLanguage = TableLanguage.ZH


@strawberry.type
class ExportSheetSuccess:
    download: Download


@strawberry.input
class DownloadImportInput:
    import_id: strawberry.ID
    form: ImportFileForm = ImportFileForm.CORRECTED
    language: TableLanguage = TableLanguage.ZH


@strawberry.type
class DownloadImportSuccess:
    download: Download


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[RuleBroken],
    description="A list as a table to download: what you see of it, at most 100 000 rows.",
)
async def export_list(gesture: Gesture, input: ExportListInput) -> ExportListSuccess:  # noqa: A002 - the API's word
    if input.time_zone not in available_timezones():
        raise InvalidInput([FieldFault("timeZone", "UNKNOWN_VALUE", {"value": input.time_zone[:60]})])
    if input.filter is not None and not isinstance(input.filter, Mapping):
        raise InvalidInput([FieldFault("filter", "UNKNOWN_VALUE", {"value": str(input.filter)[:60]})])
    order = ListOrder(input.list_name, input.of, input.filter, input.order_by, input.columns)
    prepared = lists_of(gesture.context.api).prepare(order)
    row_count = await prepared.count(gesture.context.database, gesture.actor)
    if row_count > ROW_LIMIT:
        raise RuleBroken("EXPORT_TOO_LONG", count=row_count, limit=ROW_LIMIT)
    given = {
        "list": input.list_name,
        "of": input.of,
        "filter": input.filter,
        "order_by": input.order_by,
        "columns": input.columns,
        "form": input.format.value,
        "language": input.language.value,
        "time_zone": input.time_zone,
        "is_marked": input.is_marked,
    }
    ticket = await _ticket(gesture, "LIST", f"{input.list_name}.{input.format.value}", given)
    return ExportListSuccess(download=_download(ticket), row_count=row_count)


@mutation(
    permission=Permission.SIGNED_IN,
    description="An empty table of a kind of import, with an example row and what its columns mean.",
)
async def import_template(gesture: Gesture, input: ImportTemplateInput) -> ImportTemplateSuccess:  # noqa: A002 - the API's word
    kind = get_import_kind(input.kind.value)
    given = {"kind": kind.name, "target_id": None, "form": input.format.value, "language": input.language.value}
    name = f"{kind.name.lower()}-template.{input.format.value}"
    return ImportTemplateSuccess(download=_download(await _ticket(gesture, "TABLE", name, given)))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound],
    description="The rows a target has, in the table an import of the kind takes; as it is it changes nothing.",
)
async def export_sheet(gesture: Gesture, input: ExportSheetInput) -> ExportSheetSuccess:  # noqa: A002 - the API's word
    kind = get_import_kind(input.kind.value)
    target_id = target_of(kind, input.target_id)
    await kind.admit(gesture.tx, gesture.actor, target_id)
    form = {"form": input.format.value, "language": input.language.value}
    given = {"kind": kind.name, "target_id": str(target_id), **form}
    name = f"{kind.name.lower()}.{input.format.value}"
    return ExportSheetSuccess(download=_download(await _ticket(gesture, "TABLE", name, given)))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="The file of an import: with its mended cells, or as it came with each bad cell marked and explained.",
)
async def download_import(gesture: Gesture, input: DownloadImportInput) -> DownloadImportSuccess:  # noqa: A002 - the API's word
    row = await get_import(gesture.tx, uuid_of(SheetImport, input.import_id, "importId"))
    if row.header_row is None:
        raise RuleBroken("IMPORT_NOT_OPEN", state=row.state.value)
    form = {"form": "xlsx", "language": input.language.value}
    given = {"import_id": str(row.id), "is_marked": input.form is ImportFileForm.MARKED, **form}
    name = f"{row.file_name.rpartition('.')[0] or row.file_name}-{input.form.value}.xlsx"
    return DownloadImportSuccess(download=_download(await _ticket(gesture, "IMPORT", name[-255:], given)))


async def _ticket(gesture: Gesture, what: str, file_name: str, given: Mapping[str, Any]) -> Ticket:
    return await create_download(gesture.tx, gesture.actor, gesture.context.token, Wish(what, file_name, given))


def _download(ticket: Ticket) -> Download:
    return Download(url=f"/downloads/{ticket.secret}", file_name=ticket.file_name, ends_at=ticket.ends_at)
