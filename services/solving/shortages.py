"""Why there is no plan, with the names of those concerned in place of the optimiser's indices."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.solving.kinds import Snapshot

NAMED_LIMIT: Final = 200
"""A person reads so many names at most; the counts say how many there are."""


def name_shortage(found: Mapping[str, Any], snapshot: Snapshot) -> Mapping[str, Any]:
    """The shortage as it is stored: labels and ids, lists bounded, counts whole."""
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
        "mends": [_name_mend(mend, snapshot) for mend in found["mends"][:NAMED_LIMIT]],
    }


def _named(indices: Sequence[int], labels: Sequence[str]) -> list[str]:
    return [labels[index] for index in indices[:NAMED_LIMIT]]


def _name_mend(mend: Mapping[str, Any], snapshot: Snapshot) -> Mapping[str, Any]:
    supply, demand = mend.get("supply"), mend.get("demand")
    return {
        "code": mend["code"],
        "supply": None if supply is None else snapshot.supply_labels[supply],
        "demand": None if demand is None else snapshot.demand_labels[demand],
        "reason": mend.get("reason"),
        "units": mend.get("units"),
    }
