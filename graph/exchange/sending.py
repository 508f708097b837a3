"""GET /downloads/<secret>: what somebody asked for, made now and as them, and sent piece by piece."""

import asyncio
import csv
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
import xlsxwriter
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse

from graph.exchange.cells import writers
from graph.exchange.lists import ListOrder, PreparedList, lists_of
from graph.exchange.titles import title
from graph.http.failures import HttpRefused, json_response
from graph.kit.api import Api
from graph.kit.refusals import extensions_of
from services.cli.words import Language, words_in
from services.exchange.books import write_corrected, write_marked, write_table
from services.exchange.downloads import open_download
from services.exchange.examining import directions_of
from services.exchange.kinds import get_import_kind, kind_of_target
from services.exchange.models import SheetImport
from services.exchange.queries import get_content, get_import, list_fault_rows
from services.kit.actor import Actor
from services.kit.database import Database
from services.kit.refusals import Refusal
from services.kit.sheets import Cell, SheetSource, inert

AT_ONCE: Final = 2
"""So many workbooks are made at a time; who comes later waits."""
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LIST_WIDTH: Final = 18


@dataclass(frozen=True, slots=True)
class SendingDoor:
    """Makes and sends what a secret stands for."""

    api: Api
    database: Database
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def get(self, request: Request) -> Response:
        opened = await open_download(self.database, request.path_params["secret"])
        if opened is None:
            return HttpRefused(404, "DOWNLOAD_OVER").response()
        actor, download = opened
        try:
            response = await self._make(actor, download.what, download.given)
        except Refusal as refusal:
            error = {"message": refusal.code, "extensions": extensions_of(refusal)}
            return json_response(orjson.dumps({"errors": [error]}), 422)
        response.headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(download.file_name)}"
        response.headers["cache-control"] = "no-store"
        response.headers["x-content-type-options"] = "nosniff"
        return response

    async def _make(self, actor: Actor, what: str, given: Mapping[str, Any]) -> Response:
        form = given["form"]
        if what == "LIST":
            return await self._make_list(actor, given)
        make = self._make_import if what == "IMPORT" else self._make_table
        return Response(await make(actor, given), media_type=TYPES[form])

    async def _make_table(self, actor: Actor, given: Mapping[str, Any]) -> bytes:
        """An empty table of a kind, or the rows a target has."""
        kind = get_import_kind(given["kind"])
        rows = None
        if given["target_id"] is not None:
            async with self.database.transaction(actor) as tx:
                await kind.admit(tx, actor, UUID(given["target_id"]))
                rows = await kind.list_rows(tx, actor, UUID(given["target_id"]))
                kind = await kind_of_target(tx, kind.name, UUID(given["target_id"]))
        language = given["language"]
        return await asyncio.to_thread(write_table, kind, words_in(Language(language)), language, given["form"], rows)

    async def _make_import(self, actor: Actor, given: Mapping[str, Any]) -> bytes:
        """The file of an import, mended or marked."""
        async with self.database.transaction(actor) as tx:
            row = await get_import(tx, UUID(given["import_id"]))
            content = await get_content(tx, row.id)
            faults = await list_fault_rows(tx, row.id)
        kind, source, known = get_import_kind(row.kind), SheetSource(row.file_name, content), _as_read(row)
        if given["is_marked"]:
            say = words_in(Language(given["language"]))
            return await asyncio.to_thread(write_marked, source, kind, known, faults, say)
        return await asyncio.to_thread(write_corrected, source, kind, known, directions_of(row))

    async def _make_list(self, actor: Actor, given: Mapping[str, Any]) -> Response:
        order = ListOrder(given["list"], given["of"], given["filter"], given["order_by"], given["columns"])
        table = _Table(lists_of(self.api).prepare(order), given["language"], ZoneInfo(given["time_zone"]))
        rows = table.rows(self.database, actor)
        if given["form"] == "csv":
            return StreamingResponse(_csv(table, rows, is_marked=given["is_marked"]), media_type=TYPES["csv"])
        async with self.room:
            path = await _write_book(table, rows)
        return FileResponse(path, media_type=TYPES["xlsx"], background=BackgroundTask(path.unlink, missing_ok=True))


class _Table:
    """A list with its headers, its rows as cells."""

    def __init__(self, prepared: PreparedList, language: str, zone: ZoneInfo) -> None:
        self.prepared = prepared
        self.headers = [title(column, language) for column in prepared.columns]
        self.writers = writers(prepared.columns, words_in(Language(language)), zone)

    async def rows(self, database: Database, actor: Actor) -> AsyncIterator[list[list[Cell]]]:
        async for page in self.prepared.rows(database, actor):
            yield [[write(value) for write, value in zip(self.writers, row, strict=True)] for row in page]


async def _csv(table: _Table, pages: AsyncIterator[list[list[Cell]]], *, is_marked: bool) -> AsyncIterator[bytes]:
    if is_marked:
        yield b"\xef\xbb\xbf"
    yield _lines([table.headers])
    async for page in pages:
        yield _lines([[inert(cell) for cell in row] for row in page])


def _lines(rows: Sequence[Sequence[Cell]]) -> bytes:
    target = StringIO(newline="")
    csv.writer(target).writerows(rows)
    return target.getvalue().encode()


async def _write_book(table: _Table, pages: AsyncIterator[list[list[Cell]]]) -> Path:
    """The workbook in a file of its own, row after row: memory does not grow with it."""
    with NamedTemporaryFile(prefix="greenbridge-export-", suffix=".xlsx", delete=False) as file:
        path = Path(file.name)
    try:
        book = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        page = book.add_worksheet()
        page.set_column(0, len(table.headers) - 1, LIST_WIDTH)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, table.headers, book.add_format({"bold": True, "bg_color": "#E2EFDA"}))
        place = 1
        async for rows in pages:
            await asyncio.to_thread(_write_rows, page, place, rows)
            place += len(rows)
        await asyncio.to_thread(book.close)
    except BaseException:
        await asyncio.to_thread(path.unlink, missing_ok=True)
        raise
    return path


def _write_rows(page: Any, place: int, rows: Sequence[Sequence[Cell]]) -> None:
    for number, row in enumerate(rows, start=place):
        for position, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, position, cell)
            elif cell is not None:
                page.write_number(number, position, cell)


def _as_read(row: SheetImport) -> Mapping[str, Any]:
    """How the file was read: where its table stands and what its columns are."""
    titles: list[str] = []
    for each in row.file_columns:
        titles += [""] * (each["position"] - len(titles)) + [each["title"]]
    positions = {each["name"]: each["position"] for each in row.columns if each["position"] is not None}
    return {"sheet": row.sheet, "header_row": row.header_row or 0, "titles": titles, "positions": positions}
