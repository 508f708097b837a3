"""Collects everything wrong with an input, so that a person hears of all of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import isnan

from services.kit.refusals import FieldFault, InvalidInput, Param


@dataclass(slots=True)
class InputFaults:
    """The faults of one input; `prefix` is the path of the part that is being looked at."""

    prefix: str = ""
    found: list[FieldFault] = field(default_factory=list)

    def add(self, path: str, code: str, **params: Param) -> None:
        self.found.append(FieldFault(f"{self.prefix}{path}", code, params))

    def within(self, prefix: str) -> "InputFaults":
        """The same collection, for fields below `prefix`."""
        return InputFaults(f"{self.prefix}{prefix}.", self.found)

    def require_text(self, path: str, text: str, limit: int) -> None:
        if not text.strip():
            self.add(path, "REQUIRED")
        self.check_text(path, text, limit)

    def check_text(self, path: str, text: str, limit: int) -> None:
        if len(text) > limit:
            self.add(path, "TOO_LONG", length=len(text), max_length=limit)
        if "\x00" in text:
            self.add(path, "UNKNOWN_CHARACTER", character="NUL")

    def check_range(
        self, path: str, value: Decimal | float | None, low: Decimal | float, high: Decimal | float
    ) -> None:
        if value is not None and (_is_nan(value) or not low <= value <= high):
            self.add(path, "OUT_OF_RANGE", value=str(value), minimum=str(low), maximum=str(high))

    def check_date(self, path: str, day: date | None, low: date, high: date) -> None:
        if day is not None and not low <= day <= high:
            self.add(path, "OUT_OF_RANGE", value=day.isoformat(), minimum=low.isoformat(), maximum=high.isoformat())

    def check_terms(self, path: str, terms: Sequence[str], count_limit: int, text_limit: int) -> None:
        """A short list of words: bounded, each with letters, none twice."""
        if len(terms) > count_limit:
            self.add(path, "TOO_MANY", count=len(terms), maximum=count_limit)
        if len(set(terms)) < len(terms):
            self.add(path, "NOT_UNIQUE")
        for position, term in enumerate(terms[:count_limit]):
            self.require_text(f"{path}.{position}", term, text_limit)

    def raise_if_any(self) -> None:
        if self.found:
            raise InvalidInput(self.found)


def _is_nan(value: Decimal | float) -> bool:
    """Also of a signaling NaN, which raises wherever it is compared."""
    return value.is_nan() if isinstance(value, Decimal) else isnan(value)
