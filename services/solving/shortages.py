"""Why there is no plan, with the names of those concerned in place of the optimiser's indices."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from optimizer import Problem
from services.solving.kinds import Snapshot
from services.solving.limits import rule_scale
from services.solving.mends import EVEN_MEND

NAMED_LIMIT: Final = 200
"""A person reads so many names at most; the counts say how many there are."""

MEND_LIMIT: Final = 2_000
"""Mends that are kept, so that all of them can be applied; with more the settings want another look."""

Patch = Callable[[Mapping[str, Any]], Mapping[str, Any] | None]


def name_shortage(
    found: Mapping[str, Any], snapshot: Snapshot, patch: Patch, rules: Mapping[str, int]
) -> Mapping[str, Any]:
    """The shortage as it is stored: labels and ids, lists bounded, counts whole; mends with what would bring them.

    `rules` says at which place of the settings the rule of a name stands.
    """
    mends = [_name_limit(mend, snapshot, rules) for mend in found["mends"][:MEND_LIMIT]]
    return {
        "code": found["code"],
        "units_required": found["units_required"],
        "units_available": found["units_available"],
        "missing_units": found["missing_units"],
        "demand_count": len(found["demands"]),
        "supply_count": len(found["supplies"]),
        "demands": _named(found["demands"], snapshot.demand_labels),
        "supplies": _named(found["supplies"], snapshot.supply_labels),
        "mend_count": len(found["mends"]),
        "mends": [{"id": at, **mend, "patch": patch(mend)} for at, mend in enumerate(mends)],
        "requirements": [_name_limit(limit, snapshot, rules) for limit in found.get("requirements", [])[:NAMED_LIMIT]],
        "is_smallest": found.get("is_smallest", True),
        "even": _even_mend(found.get("even_raise"), snapshot, patch, len(mends)),
    }


def _even_mend(units: int | None, snapshot: Snapshot, patch: Patch, at: int) -> Mapping[str, Any] | None:
    """The common limit raised for all, numbered behind the mends; None where that is no way out."""
    if not units or snapshot.common is None:
        return None
    mend = {"code": EVEN_MEND, "units": units, "limit": snapshot.common.most}
    change = patch(mend)
    own_count = snapshot.common.own_count(units)
    return None if change is None else {"id": at, **mend, "own_count": own_count, "patch": change}


def _named(indices: Sequence[int], labels: Sequence[str]) -> list[str]:
    return [labels[index] for index in indices[:NAMED_LIMIT]]


def _name_limit(limit: Mapping[str, Any], snapshot: Snapshot, rules: Mapping[str, int]) -> dict[str, Any]:
    """A mend or a limit of a clash, by the names of those it is about; amounts as people state them."""
    supply, demand, rule = limit.get("supply"), limit.get("demand"), limit.get("rule")
    units, scale = limit.get("units"), 1 if rule is None else rule_scale(snapshot.problem, rule)
    return {
        "code": limit["code"],
        "supply": None if supply is None else snapshot.supply_labels[supply],
        "demand": None if demand is None else snapshot.demand_labels[demand],
        "reason": limit.get("reason"),
        "limit": _standing(limit, snapshot.problem),
        "units": units if units is None or scale == 1 else units / scale,
        "rule": rule,
        "rule_at": rules.get(rule) if rule else None,
        "group": limit.get("group"),
    }


def _standing(limit: Mapping[str, Any], problem: Problem) -> int | None:
    """Where the limit stands that a mend moves."""
    supply, demand = limit.get("supply"), limit.get("demand")
    match limit["code"]:
        case "RAISE_CAPACITY":
            return int(problem.supply.hi[supply])
        case "LOWER_MINIMUM":
            return int(problem.supply.lo[supply])
        case "RAISE_LIMIT":
            return int(problem.demand.hi[demand])
        case "LOWER_REQUIREMENT":
            return int(problem.demand.lo[demand])
    return None
