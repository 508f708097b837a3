"""The tables of docs/import.md, out of what the rooms declare; a test holds the page to them."""

from collections.abc import Iterator

import graph.exchange.mutations  # noqa: F401 - the rooms declare their kinds
from services.exchange.books import shown_choice
from services.exchange.kinds import ImportKind, list_import_kinds


def column_tables() -> str:
    """Every kind with its columns, as Markdown."""
    return "\n".join(line for kind in list_import_kinds() for line in _table(kind))


def _table(kind: ImportKind) -> Iterator[str]:
    yield f"### {kind.name}: {kind.table.headers[0]}"
    yield ""
    yield "| column | 列 | holds | example |"
    yield "|---|---|---|---|"
    for column in kind.table.columns:
        guide = kind.guides[column.name]
        marks = " (key)" if column.name == kind.key else " (required)" if column.required else ""
        choices = dict.fromkeys(shown_choice(column, str(value), "zh") for value in column.choices.values())
        holds = column.kind.value + (f": {', '.join(choices)}" if choices else "")
        yield f"| {guide.en}{marks} | {guide.zh} | {holds} | {guide.example} |"
    yield ""
