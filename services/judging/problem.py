"""Judges and entries to a problem: the only place where the words of judging and of optimization meet."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer import Demand, Problem, Supply
from optimizer.affinity import JUDGES_TO_ENTRIES, Affinity, Side, Top
from services.judging.scores import PAIR_LIMIT
from services.judging.values import LOAD_LIMIT, ConflictKind, Judging, JudgingSettings, ScoreTable, Unscored
from services.kit.refusals import RuleBroken
from services.solving.evening import CommonLimit

DENSE_LIMIT_CELLS: Final = 4_000_000
"""Up to here every pair is a candidate."""

LIST_LIMIT_PAIRS: Final = 2_000_000
"""Beyond, everybody keeps the best ones, as many as fit in here."""

LEAST_CANDIDATES: Final = 100
CANDIDATES_PER_JUDGE: Final = 10
REASONS: Final = tuple(kind.value for kind in ConflictKind)
GIVEN_SCORES: Final = "given-scores"

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class JudgingProblem:
    """The problem (judges supply, entries demand) and what its fits are made of; no affinity where fits were given."""

    problem: Problem
    affinity: Affinity | None = None

    @property
    def weights_version(self) -> str:
        """The name of the weights behind the fits."""
        return JUDGES_TO_ENTRIES.version if self.affinity else GIVEN_SCORES

    def components(self, judge: NDArray[np.int32], entry: NDArray[np.int32]) -> Mapping[str, NDArray[np.floating[Any]]]:
        """The components of the fit of given pairs, NaN where one is not known."""
        if self.affinity is None:
            return {"score": self.problem.store.find(judge, entry).fit / self.problem.scale}
        return self.affinity.fit_pairs(entry, judge).components


def ignore(_done: int, _total: int) -> None:
    """Tell nobody."""


def build_problem(judging: Judging, on_progress: OnProgress = ignore) -> JudgingProblem:
    """The problem of an assignment: given scores where there are any, else fit from attributes and texts."""
    if judging.scores is not None:
        return JudgingProblem(_from_scores(judging, judging.scores))
    affinity = Affinity(_entry_side(judging), _judge_side(judging), JUDGES_TO_ENTRIES)
    entry_count, judge_count = len(judging.entries), len(judging.judges)
    if entry_count * judge_count <= DENSE_LIMIT_CELLS:
        table = affinity.fit(top=Top(max(judge_count, 1), 0), on_progress=on_progress)
        return JudgingProblem(_from_matrix(judging, table.fit.reshape(entry_count, judge_count)), affinity)
    table = affinity.fit(top=_top(entry_count), on_progress=on_progress)
    return JudgingProblem(_from_list(judging, table.pair_supply, table.pair_demand, table.fit), affinity)


def rejoin(judging: Judging, problem: Problem) -> JudgingProblem:
    """A ready problem with what its fits are made of: no fit is computed again."""
    return JudgingProblem(problem, Affinity(_entry_side(judging), _judge_side(judging), JUDGES_TO_ENTRIES))


def with_settings(problem: Problem, settings: JudgingSettings, *, per_entry: int | None = None) -> Problem:
    """A ready problem under other settings; what the settings leave open stays as the problem has it."""
    demand, supply = problem.demand, problem.supply
    if per_entry is not None:
        needed = np.full(len(demand), per_entry, np.int64)
        demand = Demand(needed, needed)
    most = supply.hi if settings.max_load is None else np.full(len(supply), settings.max_load, np.int64)
    supply = Supply(np.minimum(np.maximum(supply.lo, settings.min_load), most), most)
    price = _price(settings, problem.store.largest_fit() / problem.scale)
    scaled_price = None if price is None else round(price * problem.scale)
    return replace(problem, demand=demand, supply=supply, shortage_price=scaled_price)


def default_max_load(judging: Judging) -> int:
    """A load when nobody named one: an even share, a quarter more for conflicts and fit, never below the least."""
    needed = sum(judging.settings.per_entry if e.judges_needed is None else e.judges_needed for e in judging.entries)
    return max(math.ceil(1.25 * needed / max(len(judging.judges), 1)), judging.settings.min_load)


def common_limit(judging: Judging, exceptions: Sequence[Mapping[str, Any]] = ()) -> CommonLimit | None:
    """The load that holds for all judges, under which their own can only be narrower; exceptions stand as they are.

    None where some judge's least load is above it: a higher limit would ask more of that judge, and may help nobody.
    """
    settings = judging.settings
    most = default_max_load(judging) if settings.max_load is None else settings.max_load
    least = np.array([max(settings.min_load, judge.min_load or 0) for judge in judging.judges], np.int64)
    own = [LOAD_LIMIT if judge.max_load is None else judge.max_load for judge in judging.judges]
    ceiling = np.array(own, np.int64)
    now = np.minimum(most, ceiling)
    judge_at = {judge.code: number for number, judge in enumerate(judging.judges)}
    for stated in exceptions:
        at = judge_at.get(stated["judge"])
        if at is None:
            continue
        if stated.get("maxLoad") is not None:
            now[at] = ceiling[at] = stated["maxLoad"]
        if stated.get("minLoad") is not None:
            least[at] = stated["minLoad"]
    return None if ((least > now) & (ceiling > now)).any() else CommonLimit(most, now, ceiling)


def uniform_limit(problem: Problem) -> CommonLimit | None:
    """The load that all judges of a ready problem have alike; None where they differ, or must take as many."""
    least, most = problem.supply.lo, problem.supply.hi
    if not len(most) or (most != most[0]).any() or (least >= most).any():
        return None
    return CommonLimit(int(most[0]), most, np.full(len(most), LOAD_LIMIT, np.int64))


class _Bounds(NamedTuple):
    least: NDArray[np.int64]
    most: NDArray[np.int64]
    needed: NDArray[np.int64]


def _bounds(judging: Judging) -> _Bounds:
    """What the settings say holds for everybody; a judge's own limits can only be narrower."""
    settings = judging.settings
    usual = default_max_load(judging) if settings.max_load is None else settings.max_load
    most = np.array([usual if judge.max_load is None else judge.max_load for judge in judging.judges], np.int64)
    if settings.max_load is not None:
        most = np.minimum(most, settings.max_load)
    least = [max(settings.min_load, judge.min_load or 0) for judge in judging.judges]
    needed = [settings.per_entry if entry.judges_needed is None else entry.judges_needed for entry in judging.entries]
    return _Bounds(np.minimum(np.array(least, np.int64), most), most, np.array(needed, np.int64))


def _price(settings: JudgingSettings, largest_fit: float) -> float | None:
    return settings.shortage_price * max(1.0, largest_fit) if settings.elastic else None


def _conflict_rows(judging: Judging) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
    """Conflicts as row numbers of judge and entry, and the reason code."""
    judge_number = {judge.code: number for number, judge in enumerate(judging.judges)}
    entry_number = {entry.code: number for number, entry in enumerate(judging.entries)}
    reason = {kind: number for number, kind in enumerate(ConflictKind, start=1)}
    return (
        np.array([judge_number[conflict.judge] for conflict in judging.conflicts], np.int32),
        np.array([entry_number[conflict.entry] for conflict in judging.conflicts], np.int32),
        np.array([reason[conflict.kind] for conflict in judging.conflicts], np.uint8),
    )


def _from_scores(judging: Judging, scores: ScoreTable) -> Problem:
    shape = (len(judging.entries), len(judging.judges))
    cells = shape[0] * shape[1]
    if len(scores) < cells and judging.settings.unscored is Unscored.NEVER:
        return _from_list(judging, scores.judge, scores.entry, scores.score)
    if cells > PAIR_LIMIT:
        raise RuleBroken("TOO_MANY_PAIRS", pairs=cells, limit=PAIR_LIMIT)
    matrix = np.zeros(shape, np.float64)
    matrix[scores.entry, scores.judge] = scores.score
    return _from_matrix(judging, matrix)


def _from_matrix(judging: Judging, fit: NDArray[np.floating[Any]]) -> Problem:
    judge, entry, reason = _conflict_rows(judging)
    forbidden = np.zeros(fit.shape, np.uint8)
    forbidden[entry, judge] = reason
    price = _price(judging.settings, float(fit.max(initial=0)))
    bounds = _bounds(judging)
    return Problem.from_matrix(
        fit=fit,
        supply_lo=bounds.least,
        supply_hi=bounds.most,
        demand_lo=bounds.needed,
        forbidden=forbidden,
        reasons=REASONS,
        shortage_price=price,
    )


def _from_list(
    judging: Judging, judge: NDArray[np.int32], entry: NDArray[np.int32], fit: NDArray[np.floating[Any]]
) -> Problem:
    """Conflicts are listed too, as forbidden pairs, so that a hand edit is told the reason."""
    conflict_judge, conflict_entry, conflict_reason = _conflict_rows(judging)
    width = len(judging.judges)
    listed = entry.astype(np.int64) * width + judge
    stated = conflict_entry.astype(np.int64) * width + conflict_judge
    keys = _distinct(np.concatenate([listed, stated]))
    fits, forbidden = np.zeros(len(keys), np.float64), np.zeros(len(keys), np.uint8)
    fits[np.searchsorted(keys, listed)] = fit
    forbidden[np.searchsorted(keys, stated)] = conflict_reason
    pair_entry, pair_judge = np.divmod(keys, max(width, 1))
    price = _price(judging.settings, float(fits.max(initial=0)))
    bounds = _bounds(judging)
    return Problem.from_pairs(
        supply_lo=bounds.least,
        supply_hi=bounds.most,
        demand_lo=bounds.needed,
        pair_supply=pair_judge,
        pair_demand=pair_entry,
        fit=fits,
        forbidden=forbidden,
        reasons=REASONS,
        shortage_price=price,
    )


def _distinct(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    # np.unique hashes, which takes seconds where sorting four million keys takes a third of one.
    ranked = np.sort(keys)
    return ranked[np.r_[True, ranked[1:] != ranked[:-1]]] if len(ranked) else ranked


def _top(entry_count: int) -> Top:
    return Top(max(LEAST_CANDIDATES, LIST_LIMIT_PAIRS // max(entry_count, 1)), CANDIDATES_PER_JUDGE)


def _entry_side(judging: Judging) -> Side:
    entries = judging.entries
    return Side(
        count=len(entries),
        titles=[entry.title for entry in entries],
        texts=[entry.summary for entry in entries],
        fields=[entry.fields or tuple(filter(None, [entry.track])) for entry in entries],
    )


def _judge_side(judging: Judging) -> Side:
    judges = judging.judges
    return Side(
        count=len(judges),
        texts=["\n".join((judge.text, *judge.fields)) for judge in judges],
        fields=[judge.fields for judge in judges],
    )
