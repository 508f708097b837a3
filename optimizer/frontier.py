"""What one objective costs in another: the plans that are best for some weighing of both, each with its proof.

Aneja and Nair's method: between two neighbors on the frontier lies another one exactly where weights that value both
alike have a better plan. Every point is a whole solve with a certificate of its own, and so is every gap: where no plan
is better, its certificate says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Final

from optimizer.errors import ProblemError
from optimizer.limits import Limits
from optimizer.objectives import Lexicographic, Measure, Term, Weighted
from optimizer.objectives.compose import measure_by, require_distinct
from optimizer.progress import OnProgress, Progress, ShouldStop, ignore, never
from optimizer.pulse import Pulse
from optimizer.result import Proof, Result, Status
from optimizer.solve import LEAST_SECONDS, UNLIMITED, solve

if TYPE_CHECKING:
    from optimizer.problem import Problem

MOST_POINTS: Final = 50
TWO: Final = 2


@dataclass(frozen=True, eq=False)
class ParetoPoint:
    """A plan that no other beats in one objective without losing in another.

    Attributes
    ----------
    measures
        What it has of every objective, in their order.
    result
        The solve behind it: best for its objective, a weighing of all or one after the other.
    """

    measures: tuple[Measure, ...]
    result: Result


@dataclass(frozen=True, eq=False)
class Frontier:
    """Points by falling first objective.

    Attributes
    ----------
    points
        No two have the same measures.
    is_complete
        Whether these are all corners of the frontier: between two of them no weighing has a better plan. What lies
        behind the line between two corners, best for no weighing, is never listed.
    status, proof
        PROVEN when every point is; STOPPED and CANCELED keep the points found by then.
    """

    points: tuple[ParetoPoint, ...]
    is_complete: bool
    status: Status
    proof: Proof


def frontier(  # noqa: PLR0913 - the settings of a solve, all by keyword
    problem: Problem,
    objectives: Sequence[Term | Weighted],
    *,
    limit: int = MOST_POINTS,
    limits: Limits = UNLIMITED,
    seed: int = 0,
    on_progress: OnProgress = ignore,
    should_stop: ShouldStop = never,
) -> Frontier:
    """Find the corners of the frontier between objectives.

    Parameters
    ----------
    problem
        Who can be given to whom, and what must be kept.
    objectives
        Two or more linear objectives of different names. Of two all corners are found; of more the corners between
        every two of them, as far as no other point beats these, which are not all there are.
    limit
        Most points to find.
    limits, seed, on_progress, should_stop
        As in :func:`solve`, for all points together.

    Returns
    -------
    Frontier
        The points, and whether they are all corners.

    Raises
    ------
    ProblemError
        ``wrong_shape`` for less than two objectives or a limit below two, ``objective_not_linear``,
        ``duplicate_objective``.
    """
    _require_objectives(objectives, limit)
    pulse = Pulse(on_progress, should_stop, limits)
    search = _Search(problem, tuple(objectives), limit, seed, pulse)
    pairs = list(combinations(range(len(objectives)), TWO))
    for one, other in pairs:
        search.explore(one, other)
    is_complete = not search.is_cut and len(objectives) == TWO and search.status is Status.PROVEN
    return Frontier(search.ranked(), is_complete, search.status, search.proof)


def _require_objectives(objectives: Sequence[Term | Weighted], limit: int) -> None:
    if len(objectives) < TWO or limit < TWO:
        shape = (len(objectives), limit)
        raise ProblemError(
            "wrong_shape", field="objectives", shape=shape, expected="two objectives, two points or more"
        )
    for objective in objectives:
        if not isinstance(objective, Term | Weighted):
            raise ProblemError("objective_not_linear", objective=objective.name)
    require_distinct(objectives)


@dataclass(eq=False)
class _Search:
    """The points found so far."""

    problem: Problem
    objectives: tuple[Term | Weighted, ...]
    limit: int
    seed: int
    pulse: Pulse
    status: Status = Status.PROVEN
    proof: Proof = Proof.VERIFIED
    is_cut: bool = False
    _points: dict[tuple[int, ...], ParetoPoint] = field(default_factory=dict)

    def explore(self, one: int, other: int) -> None:
        """Find the corners between two objectives: their own best plans, and what lies between."""
        first = self._solve(self._first(one, other))
        last = None if first is None else self._solve(self._first(other, one))
        gaps = [] if first is None or last is None else [(first, last)]
        while gaps and not self.is_cut:
            left, right = gaps.pop()
            between = self._find_between(left, right, one, other)
            if between is not None:
                gaps += [(between, right), (left, between)]

    def ranked(self) -> tuple[ParetoPoint, ...]:
        """List the points that no other beats, by falling first objective."""
        kept = [values for values in self._points if not any(_beats(rival, values) for rival in self._points)]
        return tuple(self._points[values] for values in sorted(kept, reverse=True))

    def _first(self, one: int, other: int) -> Lexicographic:
        rest = [at for at in range(len(self.objectives)) if at not in {one, other}]
        return Lexicographic(tuple(self.objectives[at] for at in (one, other, *rest)))

    def _find_between(
        self, left: tuple[int, ...], right: tuple[int, ...], one: int, other: int
    ) -> tuple[int, ...] | None:
        """Look for a plan that beats both under the weights that value them alike."""
        weights = left[one] - right[one], right[other] - left[other]
        if min(weights) <= 0:
            return None
        # The gain of one is worth what the loss of the other costs, in whole units of each.
        scaled = [
            (Fraction(weight) * objective.scale_of(self.problem), objective)
            for weight, objective in zip(weights[::-1], (self.objectives[one], self.objectives[other]), strict=True)
        ]
        found = self._solve(_weigh(scaled))
        if found is None:
            return None
        worth = [weights[1] * values[one] + weights[0] * values[other] for values in (found, left)]
        return found if worth[0] > worth[1] else None

    def _solve(self, objective: Lexicographic | Weighted) -> tuple[int, ...] | None:
        """Solve and keep the point; None when the search must end."""
        if len(self._points) >= self.limit:
            self.is_cut = True
            return None
        left = Limits(max(LEAST_SECONDS, self.pulse.limits.seconds - self.pulse.seconds()))
        result = solve(
            self.problem,
            objective=objective,
            limits=left,
            seed=self.seed,
            on_progress=ignore if self.pulse.on_progress is ignore else self._tell,
            should_stop=self.pulse.should_stop,
        )
        if result.status is not Status.PROVEN or result.assignment is None:
            self.status, self.proof, self.is_cut = result.status, result.proof, True
            return None
        self.proof = result.proof if result.proof is not Proof.VERIFIED else self.proof
        measures = tuple(measure_by(self.problem, result.assignment, each) for each in self.objectives)
        values = tuple(measure.value for measure in measures)
        self._points.setdefault(values, ParetoPoint(measures, result))
        return values

    def _tell(self, progress: Progress) -> None:
        """Pass a sign of life on without the numbers of one weighing."""
        self.pulse.tell(progress.phase)


def _weigh(parts: Sequence[tuple[Fraction, Term | Weighted]]) -> Weighted:
    """Weigh objectives, which may be weighings themselves, in whole units."""
    flat: list[tuple[Fraction, Term]] = []
    for weight, objective in parts:
        if isinstance(objective, Weighted):
            flat += [(weight * own, term) for own, term in objective.parts]
        else:
            flat.append((weight, objective))
    return Weighted(tuple(flat))


def _beats(rival: tuple[int, ...], values: tuple[int, ...]) -> bool:
    """Whether a rival is at least as good everywhere and better somewhere."""
    return rival != values and all(one >= other for one, other in zip(rival, values, strict=True))
