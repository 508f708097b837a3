"""Two plans of one pool side by side: figures, settings, recommendations, and who is better or worse off."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.kit.actor import Actor
from services.kit.refusals import FieldFault, InvalidInput
from services.matching.insight import get_own_plan
from services.matching.models import PoolPlan
from services.matching.queries import PlanPair, list_plan_pairs
from services.matching.solved import load_solved
from services.solving.models import SolveRun
from services.solving.queries import get_run

SHOWN_CHANGES: Final = 500
SHOWN_NEEDS: Final = 200

Key = tuple[UUID, UUID]
"""(need, package)."""


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """What a plan is worth and how it serves."""

    plan: PoolPlan
    run: SolveRun
    total_fit: float
    served_count: int
    """Needs that get anything."""
    used_count: int
    """Packages that are recommended at all."""
    highest_load: int
    """Needs that the busiest package is recommended to."""


@dataclass(frozen=True, slots=True)
class PoolPairChange:
    """A recommendation that only one of the plans has."""

    need_id: UUID
    need_title: str
    package_id: UUID
    package_title: str
    fit: float
    is_added: bool


@dataclass(frozen=True, slots=True)
class PoolPartyChange:
    """A need whose total fit differs, or a package that is recommended more or less often."""

    id: UUID
    title: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class PoolComparison:
    """The second plan against the first. Lists are bounded, counts are whole."""

    first: PoolFigures
    second: PoolFigures
    changed_settings: Sequence[str]
    kept_count: int
    added_count: int
    removed_count: int
    better_count: int
    worse_count: int
    pairs: Sequence[PoolPairChange]
    needs: Sequence[PoolPartyChange]
    packages: Sequence[PoolPartyChange]


async def compare_pool_plans(tx: AsyncSession, actor: Actor, plan_id: UUID, other_plan_id: UUID) -> PoolComparison:
    """Compare two plans of one pool, for whoever runs it."""
    plans = [await get_own_plan(tx, actor, key) for key in (plan_id, other_plan_id)]
    if plans[0].organization_id != plans[1].organization_id:
        raise InvalidInput([FieldFault("other_pool_plan_id", "OTHER_POOL")])
    runs = [await get_run(tx, plan.solve_run_id) for plan in plans]
    titles = {key: title for plan in plans for key, title in (await load_solved(tx, plan.solve_run_id)).titles.items()}
    before, after = [_by_key(await list_plan_pairs(tx, plan.id)) for plan in plans]
    needs = _changes(_need_fits(before), _need_fits(after), titles)
    packages = _changes(_loads(before), _loads(after), titles)
    return PoolComparison(
        first=_figures(plans[0], runs[0], before),
        second=_figures(plans[1], runs[1], after),
        changed_settings=_changed_settings(*runs),
        kept_count=len(before.keys() & after.keys()),
        added_count=len(after.keys() - before.keys()),
        removed_count=len(before.keys() - after.keys()),
        better_count=sum(change.after > change.before for change in needs),
        worse_count=sum(change.after < change.before for change in needs),
        pairs=_pair_changes(before, after, titles)[:SHOWN_CHANGES],
        needs=needs[:SHOWN_NEEDS],
        packages=packages[:SHOWN_NEEDS],
    )


def _figures(plan: PoolPlan, run: SolveRun, pairs: Mapping[Key, float]) -> PoolFigures:
    loads = _loads(pairs)
    return PoolFigures(
        plan=plan,
        run=run,
        total_fit=plan.fit_total / plan.scale,
        served_count=len({need for need, _ in pairs}),
        used_count=len(loads),
        highest_load=round(max(loads.values(), default=0)),
    )


def _by_key(rows: Sequence[PlanPair]) -> dict[Key, float]:
    return {(row.need_id, row.package_id): row.fit for row in rows}


def _need_fits(pairs: Mapping[Key, float]) -> dict[UUID, float]:
    totals: dict[UUID, float] = {}
    for (need, _), fit in pairs.items():
        totals[need] = round(totals.get(need, 0.0) + fit, 6)
    return totals


def _loads(pairs: Mapping[Key, float]) -> dict[UUID, float]:
    return {package: float(count) for package, count in Counter(package for _, package in pairs).items()}


def _changes(
    before: Mapping[UUID, float], after: Mapping[UUID, float], titles: Mapping[UUID, str]
) -> list[PoolPartyChange]:
    """Those that differ, who loses most first."""
    found = [
        PoolPartyChange(key, titles.get(key, ""), before.get(key, 0.0), after.get(key, 0.0))
        for key in before.keys() | after.keys()
        if before.get(key, 0.0) != after.get(key, 0.0)
    ]
    return sorted(found, key=lambda change: (change.after - change.before, change.title, change.id))


def _pair_changes(
    before: Mapping[Key, float], after: Mapping[Key, float], titles: Mapping[UUID, str]
) -> list[PoolPairChange]:
    """Need by need, what goes before what comes."""
    found = [
        PoolPairChange(need, titles.get(need, ""), package, titles.get(package, ""), fit, is_added)
        for one, other, is_added in ((before, after, False), (after, before, True))
        for (need, package), fit in one.items()
        if (need, package) not in other
    ]
    return sorted(found, key=lambda change: (change.need_title, change.need_id, change.is_added, -change.fit))


def _changed_settings(first: SolveRun, second: SolveRun) -> list[str]:
    one, other = ({**run.settings, "seed": run.seed, "seconds": run.limit_seconds} for run in (first, second))
    return sorted(key for key in one.keys() | other.keys() if (one.get(key) or None) != (other.get(key) or None))
