from enum import StrEnum
from typing import Any, Final, cast

import strawberry
from strawberry.types.base import has_object_definition
from strawberry.utils.str_converters import to_camel_case

MAYBE: Final = strawberry.UNSET


@strawberry.enum(description="Whose count or sum is limited: each entry (need), each judge (package), or all together.")
class RulePer(StrEnum):
    DEMAND = "DEMAND"
    SUPPLY = "SUPPLY"
    ALL = "ALL"


@strawberry.enum(description="What a plan can be made best for. Which other fields of an aim count depends on it.")
class AimKind(StrEnum):
    TOTAL_FIT = "TOTAL_FIT"
    WORST_SERVED = "WORST_SERVED"
    LEXIMIN = "LEXIMIN"
    FEWEST_MISSING = "FEWEST_MISSING"
    BALANCE = "BALANCE"
    PRIORITY = "PRIORITY"
    SAVED = "SAVED"
    RESERVE = "RESERVE"
    COMPARABILITY = "COMPARABILITY"
    FEWEST_CHANGES = "FEWEST_CHANGES"
    WEIGHTED = "WEIGHTED"


@strawberry.enum(description="Even loads: least squares, or Nash's welfare.")
class BalanceMethod(StrEnum):
    SQUARES = "SQUARES"
    NASH = "NASH"


@strawberry.input(description="At least and at most so many per label of a column, or of some labels counted together.")
class CountRuleInput:
    column: str
    per: RulePer = RulePer.DEMAND
    values: list[str] = strawberry.field(default_factory=list)
    at_least: int | None = None
    at_most: int | None = None
    name: str | None = None


@strawberry.input(description="Of those who share a label with the entry (need) at least and at most so many.")
class SharedRuleInput:
    column: str
    shared_with: str = strawberry.field(description="The column of the entries (needs).")
    at_least: int | None = None
    at_most: int | None = None
    name: str | None = None


@strawberry.input(description="What a column of numbers adds up to; each limit is a number, or a column of the owner.")
class SumRuleInput:
    column: str
    per: RulePer = RulePer.DEMAND
    at_least: float | None = None
    at_most: float | None = None
    at_least_column: str | None = None
    at_most_column: str | None = None
    name: str | None = None


@strawberry.input(description="The least total fit of every entry (need).")
class FloorRuleInput:
    fit_total: float
    name: str | None = None


@strawberry.input(description="A pair by the codes of both sides: a judge and an entry.")
class RulePairInput:
    supply: str
    demand: str


@strawberry.input(description="Of these pairs at least and at most so many.")
class PairsRuleInput:
    pairs: list[RulePairInput]
    at_least: int | None = None
    at_most: int | None = None
    name: str | None = None


@strawberry.input(one_of=True, description="A rule that every plan keeps: exactly one of its kinds.")
class RuleInput:
    count: CountRuleInput | None = MAYBE
    shared: SharedRuleInput | None = MAYBE
    sum: SumRuleInput | None = MAYBE
    floor: FloorRuleInput | None = MAYBE
    pairs: PairsRuleInput | None = MAYBE


@strawberry.input(description="One of several aims that are weighed against each other; those that add up.")
class WeighedAimInput:
    weight: float
    aim: "AimInput"


@strawberry.input(description="What is to be made best. Aims count in their order: the next decides among equals.")
class AimInput:
    kind: AimKind
    column: str | None = strawberry.field(default=None, description="PRIORITY: weights; RESERVE: units.")
    units: int | None = strawberry.field(default=None, description="RESERVE: units of each.")
    method: BalanceMethod | None = strawberry.field(default=None, description="BALANCE.")
    least_share: float | None = strawberry.field(default=None, description="COMPARABILITY: of the total fit.")
    plan: int | None = strawberry.field(default=None, description="FEWEST_CHANGES: the number of the plan to keep.")
    share: str | None = strawberry.field(default=None, description="SAVED: the column of shares.")
    volume: str | None = strawberry.field(default=None, description="SAVED: the column of volumes.")
    what: str | None = strawberry.field(default=None, description="SAVED: what is saved.")
    parts: list[WeighedAimInput] | None = strawberry.field(default=None, description="WEIGHTED.")


def as_stated(given: Any) -> Any:
    """An input as plain data in the words of the API; what was not given is left out."""
    if isinstance(given, list):
        return [as_stated(each) for each in given]
    if isinstance(given, StrEnum):
        return given.value
    if not has_object_definition(given):
        return given
    fields = cast("Any", given).__strawberry_definition__.fields
    told = {to_camel_case(field.python_name): getattr(given, field.python_name) for field in fields}
    return {name: as_stated(value) for name, value in told.items() if value is not None and value is not MAYBE}
