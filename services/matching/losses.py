"""What a published plan has lost since: packages and needs that were withdrawn, and what was declined."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.kit import clock
from services.kit.actor import Actor
from services.matching.insight import get_own_plan
from services.matching.models import PoolPlan, PoolPlanState, RecommendationState
from services.matching.pool import NEED_LIMIT, PACKAGE_LIMIT
from services.matching.queries import list_plan_pairs, list_pool_needs, list_pool_packages
from services.matching.solved import load_solved

SHOWN: Final = 200


class LostCause(StrEnum):
    """Why a published recommendation stands no more."""

    NEED_WITHDRAWN = "NEED_WITHDRAWN"
    PACKAGE_WITHDRAWN = "PACKAGE_WITHDRAWN"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True)
class LostPair:
    """A published recommendation that stands no more; titles are those the pool read when it ran."""

    need_id: UUID
    need_title: str
    package_id: UUID
    package_title: str
    cause: LostCause


@dataclass(frozen=True, slots=True)
class Losses:
    """What a published plan has lost since. The list is bounded, counts are whole."""

    plan: PoolPlan
    lost_count: int
    open_count: int
    """Places of needs that another package could fill."""
    pairs: Sequence[LostPair]


async def list_losses(tx: AsyncSession, actor: Actor, pool_plan_id: UUID) -> Losses:
    """Which recommendations of a published plan stand no more, for whoever runs the pool."""
    plan = await get_own_plan(tx, actor, pool_plan_id)
    if plan.state is not PoolPlanState.PUBLISHED:
        return Losses(plan, 0, 0, ())
    today, pool_id = clock.today(), plan.organization_id
    needs = {row["id"] for row in await list_pool_needs(tx, pool_id, today, NEED_LIMIT)}
    packages = {row["id"] for row in await list_pool_packages(tx, pool_id, today, PACKAGE_LIMIT)}
    titles = (await load_solved(tx, plan.solve_run_id)).titles
    found = []
    for row in await list_plan_pairs(tx, plan.id):
        cause = _cause(row.state, has_need=row.need_id in needs, has_package=row.package_id in packages)
        if cause is not None:
            need_title, package_title = titles.get(row.need_id, ""), titles.get(row.package_id, "")
            found.append(LostPair(row.need_id, need_title, row.package_id, package_title, cause))
    is_open = [pair.cause is not LostCause.NEED_WITHDRAWN for pair in found]
    return Losses(plan, len(found), sum(is_open), found[:SHOWN])


def _cause(state: RecommendationState, *, has_need: bool, has_package: bool) -> LostCause | None:
    """What was accepted is the enterprise's and the institute's own affair."""
    if state is RecommendationState.ACCEPTED:
        return None
    if not has_need:
        return LostCause.NEED_WITHDRAWN
    if state is RecommendationState.DECLINED:
        return LostCause.DECLINED
    return None if has_package else LostCause.PACKAGE_WITHDRAWN
