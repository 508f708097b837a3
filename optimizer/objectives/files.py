"""Objectives as named arrays and a head, for files and digests."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from optimizer.objectives.comparability import Comparability
from optimizer.objectives.compose import Lexicographic, Objective, Weighted, aims_of
from optimizer.objectives.fairness import Leximin, WorstServed
from optimizer.objectives.loads import Balance, Reserve
from optimizer.objectives.term import Aim
from optimizer.objectives.terms import FewestChanges, FewestMissing, Priority, Saving, TotalFit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]

AIMS: Final[Mapping[str, Callable[..., Aim]]] = {
    aim.code: aim
    for aim in (
        TotalFit,
        FewestMissing,
        FewestChanges,
        Priority,
        Saving,
        Balance,
        Reserve,
        WorstServed,
        Leximin,
        Comparability,
    )
}


def pack_objective(objective: Objective) -> tuple[dict[str, Any], Arrays]:
    """Take an objective apart."""
    packed: list[list[dict[str, Any]]] = []
    arrays: Arrays = {}
    for place, aim in enumerate(aims_of(objective)):
        parts: list[tuple[str | None, Aim]] = [(None, aim)]
        if isinstance(aim, Weighted):
            parts = [(str(weight), term) for weight, term in aim.parts]
        heads = []
        for part, (weight, each) in enumerate(parts):
            heads.append({**each.head(), "weight": weight})
            arrays |= {f"objective_{place}_{part}_{name}": it for name, it in each.arrays().items()}
        packed.append(heads)
    return {"ordered": isinstance(objective, Lexicographic), "aims": packed}, arrays


def unpack_objective(head: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Objective:
    """Put an objective together."""
    aims: list[Aim] = []
    for place, heads in enumerate(head["aims"]):
        parts = []
        for part, told in enumerate(heads):
            prefix = f"objective_{place}_{part}_"
            own = {name.removeprefix(prefix): it for name, it in arrays.items() if name.startswith(prefix)}
            known = {name: it for name, it in told.items() if name not in {"code", "weight"}}
            parts.append((told["weight"], AIMS[told["code"]](**own, **known)))
        weighed = [(Fraction(weight), term) for weight, term in parts if weight is not None]
        aims.append(Weighted.of(*weighed) if weighed else parts[0][1])  # type: ignore[arg-type] # Weighted.of checks
    return Lexicographic(tuple(aims)) if head["ordered"] else aims[0]
