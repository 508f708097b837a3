"""What a pool's plan is like: the flow from supply to need, what holds it back, and its proof."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock
from typing import Any, Final
from uuid import UUID

from cachetools import LRUCache
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.catalog.models import Need, TechnologyPackage
from services.catalog.rules import POOL_RUNNERS
from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.matching.columns import need_columns, package_columns
from services.matching.models import PoolPlan, Recommendation, UnmetNeed
from services.matching.pool import load_materials
from services.matching.queries import get_pool_plan, list_titles
from services.matching.solved import KEPT_COUNT, Solved, load_solved
from services.matching.tally import Tally, tally
from services.organizations.models import Organization
from services.organizations.queries import require_member
from services.solving.column_values import ColumnSummary, summarize
from services.solving.limits import MEASURED_COUNT, RankedLimit, rank_limits
from services.solving.models import SolveRun
from services.solving.proofs import Proof, pack_proof, prove
from services.solving.queries import get_run, get_solved
from services.solving.stated import rule_places, with_rule_place

GROUP_LIMIT: Final = 30
"""Groups on either side of a picture; the smaller ones are one group together."""

ROOM: Final = "matching"


class FlowGroup(StrEnum):
    """What packages and needs are put together by."""

    FIELD = "FIELD"
    REGION = "REGION"
    ORGANIZATION = "ORGANIZATION"


@dataclass(frozen=True, slots=True)
class FlowLink:
    """So many recommendations go from a group of packages to a group of needs; None is all smaller groups."""

    package_group: str | None
    need_group: str | None
    count: int
    fit: float


@dataclass(frozen=True, slots=True)
class PoolFlow:
    """Links, and how many places stay open per group of needs."""

    links: Sequence[FlowLink]
    unmet: Sequence[tuple[str | None, int]]


@dataclass(frozen=True, slots=True)
class NamedLimit:
    """A limit by the titles of the package or need it is about."""

    code: str
    params: Mapping[str, str | int | float]
    worth: float | None
    worth_at_most: float


@dataclass(frozen=True, slots=True)
class PoolColumns:
    """What rules of a pool may speak of."""

    packages: Sequence[ColumnSummary]
    needs: Sequence[ColumnSummary]


@dataclass(frozen=True, slots=True)
class PoolProof:
    """A pool's plan, its run, what was re-checked of it, and what its value is made of; limits told by titles."""

    plan: PoolPlan
    run: SolveRun
    proof: Proof
    tally: Tally | None


_limits: LRUCache[UUID, list[RankedLimit]] = LRUCache(KEPT_COUNT)
_proofs: LRUCache[UUID, Proof] = LRUCache(KEPT_COUNT)
_lock: Final = Lock()


async def read_flow(tx: AsyncSession, actor: Actor, pool_plan_id: UUID, by: FlowGroup, groups: int) -> PoolFlow:
    """Recommendations and open places of a plan by groups, for whoever runs the pool."""
    faults = InputFaults()
    faults.check_range("groups", groups, 1, GROUP_LIMIT)
    faults.raise_if_any()
    plan = await get_own_plan(tx, actor, pool_plan_id)
    pairs = (
        await tx.execute(
            select(col(Recommendation.package_id), col(Recommendation.need_id), col(Recommendation.fit)).where(
                col(Recommendation.pool_plan_id) == plan.id
            )
        )
    ).all()
    unmet = (
        await tx.execute(
            select(col(UnmetNeed.need_id), col(UnmetNeed.missing_count)).where(col(UnmetNeed.pool_plan_id) == plan.id)
        )
    ).all()
    package_of = await _groups(tx, TechnologyPackage, {row[0] for row in pairs}, by)
    need_of = await _groups(tx, Need, {row[1] for row in pairs} | {row[0] for row in unmet}, by)
    packages = _largest(Counter(package_of.get(row[0], "") for row in pairs), groups)
    need_counts = Counter(need_of.get(row[1], "") for row in pairs)
    for need_id, missing in unmet:
        need_counts[need_of.get(need_id, "")] += missing
    needs = _largest(need_counts, groups)
    counts: Counter[tuple[str | None, str | None]] = Counter()
    lacking: Counter[str | None] = Counter()
    fits: defaultdict[tuple[str | None, str | None], float] = defaultdict(float)
    for package_id, need_id, fit in pairs:
        link = packages.get(package_of.get(package_id, "")), needs.get(need_of.get(need_id, ""))
        counts[link] += 1
        fits[link] += fit
    for need_id, missing in unmet:
        lacking[needs.get(need_of.get(need_id, ""))] += missing
    return PoolFlow(
        [FlowLink(link[0], link[1], count, fits[link]) for link, count in counts.most_common()], lacking.most_common()
    )


async def list_pool_limits(tx: AsyncSession, actor: Actor, pool_plan_id: UUID, first: int) -> list[NamedLimit]:
    """What holds a pool's plan back, the dearest first, for whoever runs the pool."""
    faults = InputFaults()
    faults.check_range("first", first, 1, MEASURED_COUNT)
    faults.raise_if_any()
    plan = await get_own_plan(tx, actor, pool_plan_id)
    solved = await load_solved(tx, plan.solve_run_id)
    with _lock:
        found = _limits.get(plan.solve_run_id)
    if found is None:
        found = await asyncio.to_thread(rank_limits, solved.problem, solved.result)
        with _lock:
            _limits[plan.solve_run_id] = found
    shown = found[:first]
    told = await _told(tx, plan, solved, [each.params for each in shown])
    return [
        NamedLimit(_code(each.code), params, each.worth, each.worth_at_most)
        for each, params in zip(shown, told, strict=True)
    ]


async def prove_pool_plan(tx: AsyncSession, actor: Actor, pool_plan_id: UUID) -> PoolProof:
    """Verify the run of a pool's plan again, for whoever runs the pool."""
    plan = await get_own_plan(tx, actor, pool_plan_id)
    solved = await load_solved(tx, plan.solve_run_id)
    with _lock:
        kept = _proofs.get(plan.solve_run_id)
    if kept is None:
        kept = await asyncio.to_thread(prove, solved.problem, solved.result)
        with _lock:
            _proofs[plan.solve_run_id] = kept
    run, counted = await get_run(tx, plan.solve_run_id), tally(solved)
    if counted is not None and counted.missed:
        told = await _told(tx, plan, solved, [each.params for each in counted.missed])
        named = [replace(each, params=params) for each, params in zip(counted.missed, told, strict=True)]
        counted = replace(counted, missed=named)
    return PoolProof(plan, run, kept, counted)


async def export_pool_proof(tx: AsyncSession, actor: Actor, pool_plan_id: UUID) -> bytes:
    """Everything that verifying a pool's plan elsewhere needs, as one archive."""
    plan = await get_own_plan(tx, actor, pool_plan_id)
    stored = await get_solved(tx, plan.solve_run_id)
    solved = await load_solved(tx, plan.solve_run_id)
    assignment = solved.result.assignment
    # Several may bear one title: numbers tell them apart.
    parties = {
        "supplies": [(f"P{at + 1}", title) for at, title in enumerate(stored.snapshot.supply_labels)],
        "demands": [(f"N{at + 1}", title) for at, title in enumerate(stored.snapshot.demand_labels)],
    }
    pairs = [] if assignment is None else assignment.pairs()
    run = await get_run(tx, plan.solve_run_id)
    return await asyncio.to_thread(pack_proof, ROOM, stored, parties, pairs, run)


async def describe_pool_columns(tx: AsyncSession, actor: Actor, organization_id: UUID) -> PoolColumns:
    """The columns of packages and needs with their values, for whoever runs the pool."""
    await require_member(tx, actor, organization_id, kinds=POOL_RUNNERS)
    found = await load_materials(tx, organization_id, {})
    matching = found.matching
    return await asyncio.to_thread(
        lambda: PoolColumns(
            summarize(package_columns(found.package_rows, matching.packages, found.organizations)),
            summarize(need_columns(found.need_rows, matching.needs, found.organizations)),
        )
    )


async def get_own_plan(tx: AsyncSession, actor: Actor, pool_plan_id: UUID) -> PoolPlan:
    """The plan, for whoever runs its pool."""
    plan = await get_pool_plan(tx, pool_plan_id)
    await require_member(tx, actor, plan.organization_id, kinds=POOL_RUNNERS)
    return plan


async def _told(
    tx: AsyncSession, plan: PoolPlan, solved: Solved, found: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """What limits are about: titles in place of indices, and at which place of the settings their rule stands."""
    packages = {solved.package_ids[int(each["supply"])] for each in found if "supply" in each}
    needs = {solved.need_ids[int(each["demand"])] for each in found if "demand" in each}
    titles = await list_titles(tx, TechnologyPackage, packages) | await list_titles(tx, Need, needs)
    rules = rule_places((await get_run(tx, plan.solve_run_id)).settings)
    told = [with_rule_place(each, rules) for each in found]
    for params in told:
        for side, name, ids in (("supply", "package", solved.package_ids), ("demand", "need", solved.need_ids)):
            if side in params:
                params[name] = titles.get(ids[int(params.pop(side))], "?")
    return told


def _code(code: str) -> str:
    return code.upper().replace("SUPPLY", "PACKAGE").replace("DEMAND", "NEED")


async def _groups(tx: AsyncSession, table: Any, ids: set[UUID], by: FlowGroup) -> Mapping[UUID, str]:
    """The group of each package or need that the actor sees: of several fields the first."""
    if by is FlowGroup.ORGANIZATION:
        query = select(table.id, Organization.name).join(Organization, col(Organization.id) == table.organization_id)
        return {row[0]: row[1] for row in await tx.execute(query.where(table.id.in_(ids)))}
    column = table.region if by is FlowGroup.REGION else table.green_fields
    rows = await tx.execute(select(table.id, column).where(table.id.in_(ids)))
    return {row[0]: (row[1] if by is FlowGroup.REGION else next(iter(row[1]), "")) for row in rows}


def _largest(counts: Counter[str], limit: int) -> Mapping[str, str]:
    """The largest groups; those left out are one group together."""
    return {group: group for group, _ in counts.most_common(limit)}
