"""What a table declares: its columns, how people may head them, and what a cell may hold."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

Value = str | int | float | date | tuple[str, ...] | None
ROW_LIMIT: Final = 200_000
TEXT_LIMIT: Final = 20_000


class Kind(StrEnum):
    """What a cell holds once read. A CODE is a short name that other tables refer to."""

    CODE = "code"
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column. `required` asks for the column and for a value in each row."""

    name: str
    headers: tuple[str, ...]
    kind: Kind = Kind.TEXT
    required: bool = False
    unique: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    text_limit: int = TEXT_LIMIT

    @property
    def known_headers(self) -> frozenset[str]:
        """Every way to head this column, folded."""
        return frozenset(folded(header) for header in (self.name, *self.headers))


@dataclass(frozen=True, slots=True)
class Table:
    """A named set of columns. `headers` are the names a sheet of a larger workbook may carry.

    A table with `needs_rows` is refused when it is empty; a list of conflicts may well be.
    """

    name: str
    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    row_limit: int = ROW_LIMIT
    needs_rows: bool = True

    @property
    def known_sheets(self) -> frozenset[str]:
        """Every sheet name that means this table, folded."""
        return frozenset(folded(header) for header in (self.name, *self.headers))


@dataclass(frozen=True, slots=True)
class Row:
    """One row, typed. `number` is the row people see in their file (the first line is 1)."""

    number: int
    values: Mapping[str, Value]

    def text(self, column: str) -> str:
        """The text or code of a cell; an empty cell is the empty text."""
        value = self.values.get(column)
        return "" if value is None else str(value)

    def find_integer(self, column: str) -> int | None:
        """The whole number of a cell, or None when it is empty."""
        value = self.values.get(column)
        return value if isinstance(value, int) else None

    def find_number(self, column: str) -> float | None:
        """The number of a cell, or None when it is empty."""
        value = self.values.get(column)
        return float(value) if isinstance(value, int | float) else None

    def terms(self, column: str) -> tuple[str, ...]:
        """The items of a list cell."""
        value = self.values.get(column)
        return value if isinstance(value, tuple) else ()


def folded(text: str) -> str:
    """How headers, choices and sheet names are compared: width, case, blanks and marks do not count."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = plain.split("(", 1)[0] if not plain.startswith("(") else plain
    return "".join(letter for letter in plain if letter.isalnum())
