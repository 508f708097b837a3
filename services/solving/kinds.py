"""The rooms that have something to solve register here, so that this room knows none of them.

A kind says how its rows become a problem and what becomes of the result. Both run in the worker as the system.
`complete` runs in the transaction that ends the run: whoever sees a PROVEN run finds its plan.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Objective, Problem, Result, TotalFit
from services.solving.evening import CommonLimit
from services.solving.models import SolveRun


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A problem and whom its supplies and demands stand for, in the problem's order."""

    problem: Problem
    supply_ids: Sequence[UUID]
    demand_ids: Sequence[UUID]
    supply_labels: Sequence[str]
    demand_labels: Sequence[str]
    objective: Objective = field(default_factory=TotalFit)
    common: CommonLimit | None = None
    """What holds for all supplies alike, if anything does. It is not stored: after a worker died nobody offers to raise
    it."""
    origin: object = None
    """Whatever the room built the problem from, if this process did: it spares `complete` to build it again."""


Builder = Callable[[], Snapshot]
"""Builds the problem from rows that were read before; runs in a thread, so it touches no database."""


def no_patch(_mend: Mapping[str, Any], _settings: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Offer nothing."""
    return None


@dataclass(frozen=True, slots=True)
class SolveKind:
    """What a room gives to have its problems solved."""

    name: str
    prepare: Callable[[AsyncSession, SolveRun], Awaitable[Builder]]
    complete: Callable[[AsyncSession, SolveRun, Snapshot, Result], Awaitable[None]]
    patch: Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, Any] | None] = no_patch
    """What a mend would change in the settings of a run; None where settings cannot bring it about."""


_kinds: dict[str, SolveKind] = {}


def register_kind(kind: SolveKind) -> None:
    """Make a kind known to this process; a room's tasks module calls it."""
    _kinds[kind.name] = kind


def get_kind(name: str) -> SolveKind:
    return _kinds[name]
