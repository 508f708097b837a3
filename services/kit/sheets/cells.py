"""One cell to one typed value, or the reason why not."""

import difflib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from services.kit.refusals import Param
from services.kit.sheets.columns import Column, Kind, Value, folded

RawCell = object
SHOWN_LENGTH: Final = 60
_SEPARATORS: Final = re.compile(r"[;；,，、|\n]+")
_GROUPED: Final = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
_DATE: Final = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_EXACT_INTEGER_LIMIT: Final = 2**53
_CHOICE_CUTOFF: Final = 0.5
"""Most words to choose from have two letters; one of them right is a hint."""


class BadCell(Exception):
    """Why a cell cannot stand; the table reader adds row and column."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Param] = params


def shown(value: str) -> str:
    """The value as quoted in a message, cut where it is long."""
    return value if len(value) <= SHOWN_LENGTH else value[: SHOWN_LENGTH - 1] + "…"


def cell_text(cell: RawCell) -> str:
    """A cell as text. A spreadsheet keeps the number 12 as 12.0; people typed 12."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT_INTEGER_LIMIT else repr(cell)
    if isinstance(cell, datetime) and cell.time().isoformat() == "00:00:00":
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


def code_text(cell: RawCell) -> str:
    """A code as other tables refer to it: full-width letters and digits are the same letters and digits."""
    text = cell_text(cell)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def read_cell(column: Column, cell: RawCell) -> Value:
    """The typed value of a cell; None when it is empty. Raises BadCell."""
    text = cell_text(cell)
    if not text:
        if column.required:
            raise BadCell("CELL_EMPTY")
        return None
    return _READERS[column.kind](column, cell, text)


def nearest(word: str, known: list[str], cutoff: float = 0.6) -> str:
    """The known word that looks most like this one, or the empty text."""
    found = difflib.get_close_matches(word, known, n=1, cutoff=cutoff)
    return found[0] if found else ""


def parse_number(cell: RawCell) -> float:
    """A finite number, written with full-width digits, grouped thousands or a percent sign as people do."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = float(cell)
    else:
        number = _parse_number_text(unicodedata.normalize("NFKC", cell_text(cell)))
    if not math.isfinite(number):
        raise BadCell("NOT_A_NUMBER", value=shown(cell_text(cell)))
    return number


def _parse_number_text(text: str) -> float:
    plain = text.replace(",", "") if _GROUPED.match(text) else text
    share = 0.01 if plain.endswith("%") else 1.0
    try:
        if "_" in plain:
            raise BadCell("NOT_A_NUMBER", value=shown(text))
        return float(plain.removesuffix("%")) * share
    except ValueError:
        raise BadCell("NOT_A_NUMBER", value=shown(text)) from None


def _require_bounds(column: Column, number: float) -> None:
    if column.minimum is not None and number < column.minimum:
        raise BadCell("BELOW_MINIMUM", value=number, minimum=column.minimum)
    if column.maximum is not None and number > column.maximum:
        raise BadCell("ABOVE_MAXIMUM", value=number, maximum=column.maximum)


def _require_length(column: Column, text: str) -> None:
    if len(text) > column.text_limit:
        raise BadCell("TEXT_TOO_LONG", length=len(text), limit=column.text_limit)


def _read_code(column: Column, cell: RawCell, _text: str) -> Value:
    code = code_text(cell)
    _require_length(column, code)
    return code


def _read_text(column: Column, _cell: RawCell, text: str) -> Value:
    _require_length(column, text)
    return text


def _read_number(column: Column, cell: RawCell, _text: str) -> Value:
    number = parse_number(cell)
    _require_bounds(column, number)
    return number


def _read_integer(column: Column, cell: RawCell, text: str) -> Value:
    number = parse_number(cell)
    if not number.is_integer() or abs(number) >= _EXACT_INTEGER_LIMIT:
        raise BadCell("NOT_AN_INTEGER", value=shown(text))
    _require_bounds(column, number)
    return int(number)


def _read_date(_column: Column, cell: RawCell, text: str) -> Value:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    parts = _DATE.match(unicodedata.normalize("NFKC", text))
    try:
        if parts is None:
            raise BadCell("NOT_A_DATE", value=shown(text))
        return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        raise BadCell("NOT_A_DATE", value=shown(text)) from None


def _read_list(column: Column, _cell: RawCell, text: str) -> Value:
    _require_length(column, text)
    terms = (" ".join(unicodedata.normalize("NFKC", term).split()) for term in _SEPARATORS.split(text))
    return tuple(dict.fromkeys(term for term in terms if term))


def _read_choice(column: Column, _cell: RawCell, text: str) -> Value:
    known = {folded(alias): value for alias, value in column.choices.items()}
    choice = known.get(folded(text))
    if choice is None:
        raise BadCell(
            "NOT_A_CHOICE",
            value=shown(text),
            allowed=", ".join(column.choices),
            nearest=nearest(text, list(column.choices), _CHOICE_CUTOFF),
        )
    return choice


_READERS: Final[Mapping[Kind, Callable[[Column, RawCell, str], Value]]] = {
    Kind.CODE: _read_code,
    Kind.TEXT: _read_text,
    Kind.INTEGER: _read_integer,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.LIST: _read_list,
    Kind.CHOICE: _read_choice,
}
