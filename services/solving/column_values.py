"""Columns as a form offers them: their most frequent labels, and whether they hold numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.kit.sheets import BadCell, parse_number
from services.solving.ruling import Columns

SHOWN_VALUES: Final = 200
"""Values of a column that a form offers; more than that nobody picks from a list."""


@dataclass(frozen=True, slots=True)
class ColumnValue:
    """A label of a column and how many have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """One column: its name, whether it holds numbers, and its labels, the most frequent first."""

    name: str
    is_numeric: bool
    blank_count: int
    value_count: int
    values: Sequence[ColumnValue]


def summarize(columns: Columns) -> list[ColumnSummary]:
    """Every column with its most frequent labels, for a form to offer."""
    return [_summary(columns, title) for title in columns.titles]


def _summary(columns: Columns, title: str) -> ColumnSummary:
    labels = columns.labels(title) or ()
    counts = Counter(label for cell in labels for label in cell)
    shown = [ColumnValue(value, count) for value, count in counts.most_common(SHOWN_VALUES)]
    blank = sum(1 for cell in labels if not cell)
    return ColumnSummary(title, bool(counts) and all(map(_is_number, counts)), blank, len(counts), shown)


def _is_number(label: str) -> bool:
    try:
        parse_number(label)
    except BadCell:
        return False
    return True
