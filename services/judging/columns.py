"""What rules and aims may speak of: the columns of judges and of entries, by the names that spreadsheets know."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.judging.rules import list_organizations
from services.judging.tables import ENTRIES, JUDGE_KINDS, JUDGES
from services.judging.values import EntryValue, JudgeValue, Own
from services.kit.sheets import Table, folded
from services.solving.ruling import Columns

_SEPARATOR: Final = ";"


def judge_columns(judges: Sequence[JudgeValue]) -> Columns:
    """The columns of the judges' table."""
    cells = {
        "code": [judge.code for judge in judges],
        "organization": [judge.organization for judge in judges],
        "kind": ["" if judge.kind is None else judge.kind.value for judge in judges],
        "fields": [_SEPARATOR.join(judge.fields) for judge in judges],
        "region": [judge.region for judge in judges],
        "max_load": [_number(judge.max_load) for judge in judges],
        "min_load": [_number(judge.min_load) for judge in judges],
    }
    kinds = {word: kind.value for word, kind in JUDGE_KINDS.items()}
    return _columns(JUDGES, cells, {"kind": kinds}, [judge.own for judge in judges])


def entry_columns(entries: Sequence[EntryValue]) -> Columns:
    """The columns of the entries' table."""
    cells = {
        "code": [entry.code for entry in entries],
        "organization": [entry.organization for entry in entries],
        "track": [entry.track for entry in entries],
        "fields": [_SEPARATOR.join(entry.fields) for entry in entries],
        "region": [entry.region for entry in entries],
        "judges_needed": [_number(entry.judges_needed) for entry in entries],
    }
    return _columns(ENTRIES, cells, {}, [entry.own for entry in entries])


def _columns(
    table: Table, cells: Mapping[str, Sequence[str]], synonyms: Mapping[str, Mapping[str, str]], own: Sequence[Own]
) -> Columns:
    """Each column under its own name and under every header that a spreadsheet may have for it.

    A column of the organizer's own that is headed like one of ours is named by nobody.
    """
    headers = {column.name: (column.name, *column.headers) for column in table.columns}
    known_headers = {folded(header) for names in headers.values() for header in names}
    rows = [dict(each) for each in own]
    titles = [name for name in dict.fromkeys(name for row in rows for name in row) if folded(name) not in known_headers]
    cells = {**cells, **{name: [row.get(name, "") for row in rows] for name in titles}}
    named = {folded(header): content for name, content in cells.items() for header in headers.get(name, (name,))}
    split = {folded(header): list_organizations for header in headers["organization"]}
    known = {
        folded(header): {folded(word): meant for word, meant in words.items()}
        for name, words in synonyms.items()
        for header in headers[name]
    }
    count = len(cells["code"])
    return Columns(table.name, count, tuple(cells), named, split, known)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
