"""The history of an object speaks of fields and values in words: no audited column is without any."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from graph.audit.names import NAMED
from services.migrations.rooms import AUDITED, METADATA

WEB: Final = Path(__file__).parents[2] / "web" / "src"
SILENT: Final = {"id", "version", "created_at"}
"""What the history leaves out (web/src/ui/Changes.tsx)."""


NAMELESS: Final = {
    "solve_run", "stored_file", "sheet_import", "restriction", "rubric_criterion",
}  # fmt: skip
"""What others refer to and what has a name, but is known in the record by what it belongs to."""


def read(path: str) -> Any:
    return json.loads((WEB / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_audited_column_has_a_title(language: str) -> None:
    titles = read(f"i18n/{language}/columns.json")
    columns = {column.name for each in AUDITED for column in METADATA.tables[each.table].c} - SILENT
    assert set(titles) == columns
    assert [name for name, title in titles.items() if not title.strip() or title == name] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_audited_table_has_a_name(language: str) -> None:
    assert {each.table for each in AUDITED} - set(read(f"i18n/{language}/enums.json")["Table"]) == set()


def test_every_column_of_an_enum_is_told_in_its_words() -> None:
    declared = read("ui/columnKinds.json")
    labels = read("i18n/zh/enums.json")
    for each in AUDITED:
        for column in METADATA.tables[each.table].c:
            enum = getattr(column.type, "enum_class", None)
            if enum is not None:
                assert declared.get(f"{each.table}.{column.name}") == enum.__name__
                assert {member.value for member in enum} <= set(labels[enum.__name__]), enum.__name__
    for name in declared:
        table, column_name = name.split(".")
        assert column_name in METADATA.tables[table].c


def test_what_audited_rows_refer_to_is_named() -> None:
    audited = [METADATA.tables[each.table] for each in AUDITED]
    known = {key.column.table for table in audited for key in table.foreign_keys}
    titled = {table.name for table in known if {"name", "title", "file_name"} & {column.name for column in table.c}}
    named = {model.__table__.name for model, _ in NAMED}
    assert titled - named == NAMELESS
    assert named <= titled
