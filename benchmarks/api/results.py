"""What was measured, and which figures are promised: ratios are taken within a round, then their median."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from load import Measured

OURS: Final = "ours"
SECURED: Final = "postgraphile"
BARE: Final = "postgraphile-bare"


@dataclass(slots=True)
class Results:
    """Measurements by scenario and server, one per round; the round that warms up is not kept."""

    times: int
    rounds: int
    seconds: float
    clients: int
    measured: dict[tuple[str, str], list[Measured]] = field(default_factory=dict)
    statements: dict[str, list[float]] = field(default_factory=dict)
    """Statements a second of pgbench, by scenario."""
    statement_ms: dict[str, list[float]] = field(default_factory=dict)
    """Milliseconds of one statement when nothing else runs, by scenario."""
    alone_ms: list[float] = field(default_factory=list)
    """Milliseconds of our nested read when nothing else runs."""

    def add(self, scenario: str, server: str, found: Measured, place: int) -> None:
        if place:
            self.measured.setdefault((scenario, server), []).append(found)

    def add_alone(self, found: Measured, place: int) -> None:
        if place:
            self.alone_ms.append(1e3 / found.per_second)

    def add_statement(self, scenario: str, many: tuple[float, float], alone: tuple[float, float], place: int) -> None:
        if place:
            self.statements.setdefault(scenario, []).append(many[0])
            self.statement_ms.setdefault(scenario, []).append(alone[1])

    def median_of(self, scenario: str, server: str, what: Callable[[Measured], float]) -> float:
        return median(what(found) for found in self.measured[scenario, server])

    def ratio(self, scenario: str, peer: str) -> float:
        """Our requests a second over the peer's."""
        pairs = zip(self.measured[scenario, OURS], self.measured[scenario, peer], strict=True)
        return median(ours.per_second / theirs.per_second for ours, theirs in pairs)

    def cpu_ratio(self, scenario: str, peer: str) -> float:
        """The peer's processor time per request over ours, PostgreSQL's included."""
        pairs = zip(self.measured[scenario, OURS], self.measured[scenario, peer], strict=True)
        return median(theirs.cpu_ms / ours.cpu_ms for ours, theirs in pairs)

    def p99_ratio(self, scenario: str, peer: str) -> float:
        pairs = zip(self.measured[scenario, OURS], self.measured[scenario, peer], strict=True)
        return median(ours.p99_ms / theirs.p99_ms for ours, theirs in pairs)

    def over_postgresql(self) -> float:
        """Our nested read over PostgreSQL's own time for its statement, one at a time."""
        pairs = zip(self.alone_ms, self.statement_ms["nested"], strict=True)
        return median(ours / theirs for ours, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promised figure."""

    what: str
    wanted: float
    found: float
    is_upper_bound: bool = False

    @property
    def is_kept(self) -> bool:
        return self.found <= self.wanted if self.is_upper_bound else self.found >= self.wanted


def promises(results: Results) -> list[Promise]:
    """Every figure that is promised, with what was found."""
    secured = {"single": 1.4, "list": 2.0, "nested": 4.0, "mutation": 1.0}
    bare = {"single": 0.9, "list": 1.3, "nested": 4.0}
    return [
        *(Promise(f"{name}: requests a second, PostGraphile secured", wanted, results.ratio(name, SECURED))
          for name, wanted in secured.items()),
        *(Promise(f"{name}: requests a second, PostGraphile without security", wanted, results.ratio(name, BARE))
          for name, wanted in bare.items()),
        *(Promise(f"{name}: p99, PostGraphile secured", 1.0, results.p99_ratio(name, SECURED), is_upper_bound=True)
          for name in secured),
        Promise("nested: time of one read over PostgreSQL's own for the statement", 1.25, results.over_postgresql(),
                is_upper_bound=True),
    ]  # fmt: skip
