"""`greenbridge template`: an empty spreadsheet with the headers a command reads, and what each column holds."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from services.cli.edge import telling
from services.cli.events_table import EVENTS
from services.cli.finish import choose_out, replace_file
from services.cli.options import Json, Tongue, make_screen, say
from services.cli.reserve import PROJECTS, QUOTAS
from services.cli.words import Language
from services.judging.tables import CONFLICTS, ENTRIES, JUDGES, SCORES
from services.kit.refusals import RuleBroken
from services.kit.sheets import Cell, Column, Say, SheetContent, Table, write_workbook
from services.matching.tables import NEEDS, PACKAGES


class TableName(StrEnum):
    """The tables people hand in."""

    JUDGES = "judges"
    ENTRIES = "entries"
    CONFLICTS = "conflicts"
    SCORES = "scores"
    NEEDS = "needs"
    PACKAGES = "packages"
    EVENTS = "events"
    PROJECTS = "projects"
    QUOTAS = "quotas"


_TABLES: Final[Mapping[TableName, Table]] = {
    TableName(table.name): table
    for table in (JUDGES, ENTRIES, CONFLICTS, SCORES, NEEDS, PACKAGES, EVENTS, PROJECTS, QUOTAS)
}


def template(
    table: Annotated[TableName, typer.Argument(help=say("help.table"), show_default=False)],
    *,
    out: Annotated[Path | None, typer.Option("--out", "-o", help=say("help.template_out"))] = None,
    language: Tongue = None,
    json: Json = False,
) -> None:
    """Write an empty spreadsheet with the right headers."""
    screen = make_screen(language, json=json, quiet=False)
    with telling(screen):
        path = choose_out(out or Path(f"{table.value}.xlsx"))
        if path.exists():
            raise RuleBroken("OUT_EXISTS", path=str(path))
        replace_file(path, write_workbook(template_sheets(_TABLES[table], screen.language, screen.say)))
        screen.line(screen.say("template.written", path=str(path)))
        screen.json({"status": "written", "out": str(path)})


def template_sheets(table: Table, language: Language, words: Say) -> list[SheetContent]:
    """The sheet to fill, named like the table, and the sheet that explains its columns."""
    name = table.headers[0] if language is Language.ZH else table.name
    headers = [_header(column, language) for column in table.columns]
    titles = [words(f"template.{title}") for title in ("header", "also", "kind", "required", "limits")]
    rows = [_explained(column, language, words) for column in table.columns]
    return [
        SheetContent(name, headers, []),
        SheetContent(words("template.columns"), titles, rows, frozenset({1, 4}), filtered=False),
    ]


def _header(column: Column, language: Language) -> str:
    return column.headers[0] if language is Language.ZH else column.name


def _explained(column: Column, language: Language, words: Say) -> list[Cell]:
    header = _header(column, language)
    others = ", ".join(name for name in (column.name, *column.headers) if name != header)
    required = words("template.yes") if column.required else ""
    return [header, others, words(f"kind.{column.kind.value}"), required, _limits(column)]


def _limits(column: Column) -> str:
    if column.choices:
        return ", ".join(column.choices)
    least = "" if column.minimum is None else f"{column.minimum:,.10g}"
    most = "" if column.maximum is None else f"{column.maximum:,.10g}"
    return f"{least} – {most}".strip() if least or most else ""
