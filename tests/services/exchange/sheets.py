"""Real files of judges, and an import seen from outside."""

import csv
import io
from collections.abc import Sequence
from uuid import UUID

from services.exchange import commands
from services.exchange.commands import NewImport
from services.exchange.models import SheetImport, SheetImportFault
from services.exchange.queries import get_import, list_fault_rows
from services.judging.people_sheets import JUDGES_IMPORT
from services.kit.database import Database
from services.kit.sheets import SheetContent, write_workbook
from tests.factories.competitions import Event
from tests.factories.files import make_file

HEADERS = ("评委编号", "姓名", "单位", "类别", "领域", "最多评审数", "最少评审数")


def judge_rows(count: int) -> list[list[str]]:
    """Judges whose every cell can stand."""
    kinds = ("投资", "技术", "产业", "财务", "政策")
    return [
        [
            f"A{at:05}",
            f"评委{at}",
            f"第{at % 97}研究院",
            kinds[at % 5],
            "节能环保；清洁能源",
            str(at % 9 + 3),
            str(at % 3),
        ]
        for at in range(count)
    ]


def as_csv(rows: Sequence[Sequence[str]], headers: Sequence[str] = HEADERS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headers, *rows])
    return text.getvalue().encode()


def as_xlsx(rows: Sequence[Sequence[str]], headers: Sequence[str] = HEADERS) -> bytes:
    return write_workbook([SheetContent("评委", headers, rows)])


async def start(
    database: Database, event: Event, content: bytes, *, kind: str = JUDGES_IMPORT.name, name: str = "评委.csv"
) -> SheetImport:
    async with database.transaction(event.actor) as tx:
        file_id = await make_file(tx, event.actor, content, name)
        return await commands.start_import(tx, event.actor, NewImport(kind, event.competition.id, file_id))


async def look(database: Database, event: Event, import_id: UUID) -> tuple[SheetImport, list[SheetImportFault]]:
    async with database.transaction(event.actor) as tx:
        return await get_import(tx, import_id), await list_fault_rows(tx, import_id)
