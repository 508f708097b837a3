"""Refusals: what the business says no to, as codes with parameters. People's words are made at the edge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Param = str | int | float


class Refusal(Exception):
    """The gesture is understood and refused; the transaction rolls back and the answer is a successful one."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Param] = params

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code}({shown})" if shown else self.code


class NotAllowed(Refusal):
    """The actor may not do this here."""


class NotFound(Refusal):
    """The object does not exist, or not for this actor."""


class Stale(Refusal):
    """Someone changed the object meanwhile; `current_version` is what it is now."""

    def __init__(self, code: str, *, current_version: int, **params: Param) -> None:
        super().__init__(code, current_version=current_version, **params)
        self.current_version = current_version


class RuleBroken(Refusal):
    """A rule of the business stands against it, such as a state that allows no such step."""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One field of an input that cannot stand: where (dotted path), which code, with which parameters."""

    path: str
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


class InvalidInput(Refusal):
    """One or more fields of the input cannot stand; all of them are named at once."""

    def __init__(self, faults: Sequence[FieldFault]) -> None:
        super().__init__("INVALID_INPUT", fault_count=len(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class CellFault:
    """One cell of a spreadsheet that cannot stand. `row` is the number people see (header = 1); 0 = the whole sheet."""

    row: int
    column: str
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


class SheetRefused(Refusal):
    """A spreadsheet cannot be taken; nothing was written. `faults` is bounded, `fault_count` is not."""

    def __init__(self, sheet: str, faults: Sequence[CellFault], fault_count: int | None = None) -> None:
        super().__init__("SHEET_REFUSED", sheet=sheet, fault_count=fault_count or len(faults))
        self.sheet = sheet
        self.faults = tuple(faults)
