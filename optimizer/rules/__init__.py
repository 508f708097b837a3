"""Side rules: what a plan must keep besides capacities, conflicts and locks."""

from collections.abc import Callable, Mapping
from typing import Final

from optimizer.rules.counts import Caseload, GroupLimit, KindLimit
from optimizer.rules.rule import NO_LIMIT, Rule
from optimizer.rules.side import Incidence, Multipliers, Side
from optimizer.rules.sums import Budget, FitFloor, PairLimit

KINDS: Final[Mapping[str, Callable[..., Rule]]] = {
    rule.kind: rule for rule in (GroupLimit, KindLimit, Caseload, Budget, FitFloor, PairLimit)
}

__all__ = [
    "KINDS",
    "NO_LIMIT",
    "Budget",
    "Caseload",
    "FitFloor",
    "GroupLimit",
    "Incidence",
    "KindLimit",
    "Multipliers",
    "PairLimit",
    "Rule",
    "Side",
]
