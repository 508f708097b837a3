"""A published plan that is repaired: a new draft that changes as few of its recommendations as it can, then fits best.

Needs that came later wait for the next run; packages that came later may fill the place of those that went.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Assignment, FewestChanges, FewestMissing, Lexicographic, Objective, Problem, TotalFit
from services.kit.refusals import RuleBroken
from services.matching.models import PoolPlan, PoolPlanState, RecommendationState
from services.matching.queries import get_plan_of_number, list_missing, list_plan_pairs

KEY: Final = "repair"
"""Under this key the settings of a run say which plan it repairs."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """The plan that is repaired: its recommendations, and the places that its needs have left beside what they took."""

    pairs: Sequence[tuple[UUID, UUID]]
    """(package, need)."""
    places: Mapping[UUID, int]


async def read_repaired(tx: AsyncSession, pool_id: UUID, stated: Mapping[str, Any]) -> Repaired | None:
    """The plan that these settings repair, if they repair any."""
    if KEY not in stated:
        return None
    plan = await get_plan_of_number(tx, pool_id, stated[KEY]["plan"])
    rows = await list_plan_pairs(tx, plan.id)
    places = Counter(row.need_id for row in rows if row.state is not RecommendationState.ACCEPTED)
    places.update(await list_missing(tx, plan.id))
    return Repaired([(row.package_id, row.need_id) for row in rows], places)


def fewest_changes(
    problem: Problem, repaired: Repaired, package_at: Mapping[UUID, int], need_at: Mapping[UUID, int]
) -> Objective:
    """Fill what lacks, change the least, then fit best."""
    there = [(package, need) for package, need in repaired.pairs if package in package_at and need in need_at]
    packages = np.array([package_at[package] for package, _ in there], np.int32)
    known = Assignment.of(problem, packages, np.array([need_at[need] for _, need in there], np.int32))
    filled = (FewestMissing(),) if problem.is_elastic else ()
    return Lexicographic.of(*filled, FewestChanges.of(known), TotalFit())


def require_published(plan: PoolPlan) -> None:
    """Only what people know already is worth keeping."""
    if plan.state is not PoolPlanState.PUBLISHED:
        raise RuleBroken("PLAN_NOT_PUBLISHED", state=plan.state.value)
