"""Use cases of matching: publish with candidates at once, run a pool, publish its plan, decide on recommendations."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.catalog import commands as catalog
from services.catalog.inputs import NeedContent, PackageContent
from services.catalog.models import Need, NeedState, PackageState, TechnologyPackage
from services.catalog.queries import get_need
from services.catalog.rules import POOL_RUNNERS
from services.kit import clock
from services.kit.actor import Actor
from services.kit.jobs import defer
from services.kit.refusals import NotFound, RuleBroken
from services.kit.versions import require_version
from services.matching.candidates import refresh_candidates
from services.matching.decisions import Decision, require_decision, require_undecided
from services.matching.models import (
    Candidate,
    PoolDefaults,
    PoolPlan,
    PoolPlanState,
    Recommendation,
    RecommendationState,
    UnmetNeed,
)
from services.matching.pool import load_materials, require_stated
from services.matching.queries import (
    find_defaults,
    find_places_left,
    find_published_plan,
    get_pool_plan,
    get_recommendation,
    list_open_needs,
    list_pool_needs,
    list_pool_packages,
    lock_pool,
)
from services.matching.repairing import KEY as REPAIR
from services.matching.repairing import require_published
from services.matching.settings import PoolSettings, merge_patch, require_valid
from services.organizations.queries import require_member
from services.solving.commands import NewRun, queue_run
from services.solving.mends import chosen_patches, combine
from services.solving.models import SolveRun
from services.solving.queries import find_open_run, get_run

KIND: Final = "matching"
"""The name under which this room's problems are solved."""

REFRESH_JOB: Final = "matching.refresh_candidates"
OPEN_NEED_LIMIT: Final = 2_000
"""Needs that are looked at again when packages come and go, the newest; older ones when their owner asks."""


@dataclass(frozen=True, slots=True)
class MendedSettings:
    """Settings after mends, and the run that was started with them."""

    settings: Mapping[str, Any]
    run: SolveRun | None


async def publish_need(tx: AsyncSession, actor: Actor, need_id: UUID, version: int) -> Need:
    """Publish a need; its candidates are there when others can see it."""
    need = await catalog.publish_need(tx, actor, need_id, version)
    await refresh_candidates(tx, [need.id])
    return need


async def edit_need(tx: AsyncSession, actor: Actor, need_id: UUID, version: int, content: NeedContent) -> Need:
    """Edit a need; one that is published gets the candidates that fit what it says now."""
    need = await catalog.edit_need(tx, actor, need_id, version, content)
    if need.state is NeedState.PUBLISHED:
        await refresh_candidates(tx, [need.id])
    return need


async def find_candidates(tx: AsyncSession, actor: Actor, need_id: UUID) -> Need:
    """Look again for the candidates of a need, at its owner's wish."""
    need = await get_need(tx, need_id)
    await require_member(tx, actor, need.organization_id)
    if need.state is not NeedState.PUBLISHED:
        raise RuleBroken("NEED_NOT_PUBLISHED", state=need.state.value)
    await refresh_candidates(tx, [need.id])
    return need


async def publish_package(tx: AsyncSession, actor: Actor, package_id: UUID, version: int) -> TechnologyPackage:
    """Publish a package; needs that are open meet it among their candidates soon after."""
    package = await catalog.publish_package(tx, actor, package_id, version)
    await defer(tx, REFRESH_JOB)
    return package


async def edit_package(
    tx: AsyncSession, actor: Actor, package_id: UUID, version: int, content: PackageContent
) -> TechnologyPackage:
    package = await catalog.edit_package(tx, actor, package_id, version, content)
    if package.state is PackageState.PUBLISHED:
        await defer(tx, REFRESH_JOB)
    return package


async def withdraw_package(tx: AsyncSession, actor: Actor, package_id: UUID, version: int) -> TechnologyPackage:
    package = await catalog.withdraw_package(tx, actor, package_id, version)
    await defer(tx, REFRESH_JOB)
    return package


async def withdraw_need(tx: AsyncSession, actor: Actor, need_id: UUID, version: int) -> Need:
    """Take a need back, and with it the candidates it had."""
    need = await catalog.withdraw_need(tx, actor, need_id, version)
    await tx.execute(delete(Candidate).where(col(Candidate.need_id) == need.id))
    return need


async def refresh_open_needs(tx: AsyncSession) -> int:
    """Look again for the candidates of all open needs, one refresh after another; returns how many there are."""
    await tx.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('matching.refresh', 0))"))
    return await refresh_candidates(tx, await list_open_needs(tx, OPEN_NEED_LIMIT))


async def start_pool_run(tx: AsyncSession, actor: Actor, organization_id: UUID, settings: PoolSettings) -> SolveRun:
    """Queue a run over all needs and packages that the organization's pool may use."""
    await require_member(tx, actor, organization_id, kinds=POOL_RUNNERS)
    require_valid(settings)
    await lock_pool(tx, organization_id)
    await _require_idle(tx, organization_id)
    await _require_something_to_match(tx, organization_id)
    await _require_stated(tx, organization_id, settings)
    of_run = settings.seed, settings.seconds, settings.name.strip()
    return await _queue(tx, actor, organization_id, settings.as_stated(), of_run)


async def repair_pool_plan(tx: AsyncSession, actor: Actor, pool_plan_id: UUID, version: int, name: str) -> SolveRun:
    """Queue a run for a draft that changes as few recommendations of the published plan as possible."""
    plan = await get_pool_plan(tx, pool_plan_id)
    await require_member(tx, actor, plan.organization_id, kinds=POOL_RUNNERS)
    await lock_pool(tx, plan.organization_id)
    await tx.refresh(plan)
    require_version("POOL_PLAN_STALE", plan, version)
    require_published(plan)
    await _require_idle(tx, plan.organization_id)
    earlier = await get_run(tx, plan.solve_run_id)
    require_valid(PoolSettings(name=name))
    # What the repaired run was best at gives way to changing little; its rules and limits stand.
    stated = {**earlier.settings, "aims": [], REPAIR: {"plan": plan.number}}
    return await _queue(tx, actor, plan.organization_id, stated, (earlier.seed, earlier.limit_seconds, name.strip()))


async def save_pool_settings(
    tx: AsyncSession, actor: Actor, organization_id: UUID, settings: PoolSettings
) -> PoolDefaults:
    """Keep settings as what the pool's next run starts from; they are checked as those of a run are."""
    await require_member(tx, actor, organization_id, kinds=POOL_RUNNERS)
    require_valid(settings)
    await lock_pool(tx, organization_id)
    await _require_stated(tx, organization_id, settings)
    kept = await find_defaults(tx, organization_id)
    if kept is None:
        kept = PoolDefaults(organization_id=organization_id, version=0)
        tx.add(kept)
    stated = {**settings.as_stated(), "name": settings.name, "seed": settings.seed, "seconds": settings.seconds}
    kept.settings = stated
    kept.version += 1
    await tx.flush()
    return kept


async def apply_pool_mends(
    tx: AsyncSession, actor: Actor, run_id: UUID, mend_ids: Sequence[int] | None, *, starts_run: bool
) -> MendedSettings:
    """The settings of a pool run without a plan after mends; on request run with them."""
    run = await get_run(tx, run_id)
    if run.kind != KIND:
        raise NotFound("SOLVE_RUN_NOT_FOUND", id=str(run_id))
    await require_member(tx, actor, run.organization_id, kinds=POOL_RUNNERS)
    stated = merge_patch(run.settings, combine(chosen_patches(run, mend_ids)))
    if REPAIR in stated:
        await lock_pool(tx, run.organization_id)
        await _require_idle(tx, run.organization_id)
        of_run = run.seed, run.limit_seconds, run.name
        again = await _queue(tx, actor, run.organization_id, stated, of_run) if starts_run else None
        return MendedSettings(stated, again)
    settings = PoolSettings.of_stated(stated, name=run.name, seed=run.seed, seconds=run.limit_seconds)
    started = await start_pool_run(tx, actor, run.organization_id, settings) if starts_run else None
    return MendedSettings(stated, started)


async def publish_pool_plan(tx: AsyncSession, actor: Actor, pool_plan_id: UUID, version: int) -> PoolPlan:
    """Let enterprises and institutes see what is recommended to them; the plan before is replaced."""
    plan = await get_pool_plan(tx, pool_plan_id)
    await require_member(tx, actor, plan.organization_id)
    await lock_pool(tx, plan.organization_id)
    await tx.refresh(plan, with_for_update=True)
    require_version("POOL_PLAN_STALE", plan, version)
    if plan.state is not PoolPlanState.DRAFT:
        raise RuleBroken("PLAN_NOT_DRAFT", state=plan.state.value)
    await _replace_published(tx, plan.organization_id)
    plan.state, plan.published_at = PoolPlanState.PUBLISHED, clock.now()
    plan.version += 1
    await tx.flush()
    for table in (Recommendation, UnmetNeed):
        await tx.execute(update(table).where(col(table.pool_plan_id) == plan.id).values(is_published=True))
    return plan


async def decide_recommendation(
    tx: AsyncSession, actor: Actor, recommendation_id: UUID, version: int, decision: Decision
) -> Recommendation:
    """Accept a recommended package, or decline it with a reason that the next run respects."""
    recommendation = await get_recommendation(tx, recommendation_id)
    await require_member(tx, actor, recommendation.need_organization_id)
    require_decision(decision)
    await tx.refresh(recommendation, with_for_update=True)
    require_version("RECOMMENDATION_STALE", recommendation, version)
    require_undecided(recommendation)
    if decision.is_accepted:
        await _require_place(tx, recommendation.package_id)
    recommendation.state = decision.state
    recommendation.decline_reason, recommendation.note = decision.reason, decision.note.strip()
    recommendation.decided_at = clock.now()
    recommendation.version += 1
    await tx.flush()
    return recommendation


async def _require_place(tx: AsyncSession, package_id: UUID) -> None:
    """What was recommended may have been withdrawn or taken since."""
    left = await find_places_left(tx, package_id)
    if left is None:
        raise RuleBroken("PACKAGE_NOT_OFFERED")
    if left < 1:
        raise RuleBroken("PACKAGE_FULL")


async def _require_idle(tx: AsyncSession, organization_id: UUID) -> None:
    """One run of a pool at a time; the pool is locked."""
    running = await find_open_run(tx, KIND, organization_id)
    if running is not None:
        raise RuleBroken("ALREADY_SOLVING", solve_run_id=str(running.id))


async def _queue(
    tx: AsyncSession,
    actor: Actor,
    organization_id: UUID,
    stated: Mapping[str, Any],
    of_run: tuple[int, int | None, str],
) -> SolveRun:
    """Queue a run of a pool; `of_run` are its seed, seconds and name."""
    seed, seconds, name = of_run
    return await queue_run(tx, actor, NewRun(KIND, organization_id, organization_id, seed, seconds, stated, name))


async def _require_stated(tx: AsyncSession, organization_id: UUID, settings: PoolSettings) -> None:
    if settings.rules or settings.aims:
        materials = await load_materials(tx, organization_id, settings.as_stated())
        await asyncio.to_thread(require_stated, materials)


async def _require_something_to_match(tx: AsyncSession, organization_id: UUID) -> None:
    today = clock.today()
    if not await list_pool_needs(tx, organization_id, today, 1):
        raise RuleBroken("NO_NEEDS")
    if not await list_pool_packages(tx, organization_id, today, 1):
        raise RuleBroken("NO_PACKAGES")


async def _replace_published(tx: AsyncSession, organization_id: UUID) -> None:
    """Take back what the earlier plan proposed; what was decided stays where it is."""
    earlier = await find_published_plan(tx, organization_id)
    if earlier is None:
        return
    earlier.state = PoolPlanState.REPLACED
    earlier.version += 1
    await tx.flush()
    of_earlier = col(Recommendation.pool_plan_id) == earlier.id
    is_open = col(Recommendation.state) == RecommendationState.PROPOSED
    await tx.execute(update(Recommendation).where(of_earlier, is_open).values(is_published=False))
    await tx.execute(update(UnmetNeed).where(col(UnmetNeed.pool_plan_id) == earlier.id).values(is_published=False))
