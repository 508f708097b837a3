"""What this room gives to the solving room: how a pool becomes a problem, and a result its plan."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import RowMapping, insert
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Assignment, Problem, Result
from optimizer.store import Pairs
from services.kit import clock
from services.kit.ids import new_id
from services.kit.refusals import RuleBroken
from services.matching.candidates import component_rows
from services.matching.columns import need_columns, package_columns
from services.matching.models import PoolPlan, Recommendation, RecommendationState, UnmetNeed
from services.matching.problem import MatchingProblem, build_problem
from services.matching.queries import (
    list_decided,
    list_indicator_names,
    list_need_details,
    list_organization_names,
    list_package_details,
    list_pairs_of_number,
    list_pool_needs,
    list_pool_packages,
    next_plan_number,
)
from services.matching.readings import read_needs, read_packages
from services.matching.repairing import Repaired, fewest_changes, read_repaired
from services.matching.values import Matching, MatchingSettings, NeedValue, PackageValue
from services.solving.kinds import Builder, Snapshot
from services.solving.models import ProofWord, SolveRun
from services.solving.stated import Sources, base_plans, obey_stated

NEED_LIMIT: Final = 50_000
PACKAGE_LIMIT: Final = 100_000

REASONS: Final = ("ALREADY_ACCEPTED", "DECLINED")
REASON_OF: Final = {RecommendationState.ACCEPTED: 1, RecommendationState.DECLINED: 2}


@dataclass(frozen=True, slots=True)
class PoolMaterials:
    """Everything a pool run is made from, read before: rows and values in one order, and what was decided already."""

    need_rows: Sequence[RowMapping]
    package_rows: Sequence[RowMapping]
    matching: Matching
    decided: Mapping[tuple[UUID, UUID], RecommendationState]
    """By (package, need)."""
    organizations: Mapping[UUID, str] = field(default_factory=dict)
    stated: Mapping[str, Any] = field(default_factory=dict)
    base_plans: Mapping[int, Sequence[tuple[UUID, UUID]]] = field(default_factory=dict)
    """(package, need) of the plans that aims speak of, by their numbers."""
    repaired: Repaired | None = None


@dataclass(frozen=True, slots=True)
class _Built:
    """What a snapshot was built from, kept for the transaction that completes it."""

    problem: MatchingProblem
    materials: PoolMaterials


async def prepare_problem(tx: AsyncSession, run: SolveRun) -> Builder:
    """Read the pool and say how to build its problem."""
    materials = await load_materials(tx, run.organization_id, run.settings)
    if not materials.need_rows:
        raise RuleBroken("NO_NEEDS")
    if not materials.package_rows:
        raise RuleBroken("NO_PACKAGES")
    return lambda: build_snapshot(materials)


async def load_materials(tx: AsyncSession, pool_id: UUID, stated: Mapping[str, Any]) -> PoolMaterials:
    """The needs and packages that the pool may use, as the actor reads them."""
    today = clock.today()
    needs = await list_pool_needs(tx, pool_id, today, NEED_LIMIT)
    packages = await list_pool_packages(tx, pool_id, today, PACKAGE_LIMIT)
    repaired = await read_repaired(tx, pool_id, stated)
    if repaired is not None:
        needs = [need for need in needs if need["id"] in repaired.places]
    need_ids, package_ids = [need["id"] for need in needs], [package["id"] for package in packages]
    need_values = read_needs(
        needs, await list_indicator_names(tx, need_ids), await list_need_details(tx, need_ids, pool_id)
    )
    package_values = read_packages(packages, await list_package_details(tx, package_ids, pool_id))
    decided = {(each.package_id, each.need_id): each.state for each in await list_decided(tx, pool_id)}
    matching = Matching(
        _still_wanted(need_values, need_ids, decided, _most_places(need_ids, stated.get("perNeed"), repaired)),
        _still_free(package_values, package_ids, decided),
        MatchingSettings(elastic=stated.get("elastic", True)),
    )
    owners = {row["organization_id"] for row in (*needs, *packages)}
    return PoolMaterials(
        needs,
        packages,
        matching,
        decided,
        organizations=await list_organization_names(tx, owners),
        stated=stated,
        base_plans={number: await list_pairs_of_number(tx, pool_id, number) for number in base_plans(stated)},
        repaired=repaired,
    )


def build_snapshot(materials: PoolMaterials) -> Snapshot:
    built = build_problem(materials.matching)
    ruled = obey_stated(without_decided(built.problem, materials), materials.stated, sources_of(materials))
    if materials.repaired is not None:
        aim = fewest_changes(ruled.problem, materials.repaired, *_places(materials))
        ruled = replace(ruled, objective=aim)
    return Snapshot(
        problem=ruled.problem,
        supply_ids=[package["id"] for package in materials.package_rows],
        demand_ids=[need["id"] for need in materials.need_rows],
        supply_labels=[package["title"] for package in materials.package_rows],
        demand_labels=[need["title"] for need in materials.need_rows],
        objective=ruled.objective,
        origin=_Built(built, materials),
    )


def sources_of(materials: PoolMaterials) -> Sources:
    """What rules and aims may speak of."""
    package_at, need_at = _places(materials)

    def read_plan(problem: Problem, number: int) -> Assignment:
        pairs = materials.base_plans[number]
        if not pairs:
            raise KeyError(number)
        there = [(package, need) for package, need in pairs if package in package_at and need in need_at]
        packages = np.array([package_at[package] for package, _ in there], np.int32)
        return Assignment.of(problem, packages, np.array([need_at[need] for _, need in there], np.int32))

    matching = materials.matching
    return Sources(
        package_columns(materials.package_rows, matching.packages, materials.organizations),
        need_columns(materials.need_rows, matching.needs, materials.organizations),
        read_plan,
    )


def _places(materials: PoolMaterials) -> tuple[Mapping[UUID, int], Mapping[UUID, int]]:
    """At which index each package and each need stands."""
    packages = {row["id"]: at for at, row in enumerate(materials.package_rows)}
    return packages, {row["id"]: at for at, row in enumerate(materials.need_rows)}


def require_stated(materials: PoolMaterials) -> None:
    """Rules and aims must fit the pool's packages and needs. Raises InvalidInput with every place."""
    nothing = np.zeros(0, np.int64)
    blank = Problem.from_pairs(
        supply_hi=np.array([package.max_adopters or 0 for package in materials.matching.packages], np.int64),
        demand_lo=np.zeros(len(materials.matching.needs), np.int64),
        demand_hi=np.array([need.wanted or 0 for need in materials.matching.needs], np.int64),
        pair_supply=nothing,
        pair_demand=nothing,
        fit=nothing.astype(np.float64),
        shortage_price=1.0 if materials.matching.settings.elastic else None,
    )
    obey_stated(blank, materials.stated, sources_of(materials))


def without_decided(problem: Problem, materials: PoolMaterials) -> Problem:
    """The problem in which pairs that an enterprise accepted or declined already are not recommended again."""
    store = problem.store
    if not isinstance(store, Pairs):
        raise TypeError(type(store).__name__)
    keys = store.demand.astype(np.int64) * len(problem.supply) + store.supply
    forbidden = store.forbidden.copy()
    for state, code in REASON_OF.items():
        forbidden[np.isin(keys, _decided_keys(materials, state))] = code
    return replace(problem, store=replace(store, forbidden=forbidden), reasons=REASONS)


def _decided_keys(materials: PoolMaterials, state: RecommendationState) -> NDArray[np.int64]:
    package_at, need_at = _places(materials)
    keys = [
        need_at[need_id] * len(package_at) + package_at[package_id]
        for (package_id, need_id), decided in materials.decided.items()
        if decided is state and package_id in package_at and need_id in need_at
    ]
    return np.array(keys, np.int64)


async def store_plan(tx: AsyncSession, run: SolveRun, snapshot: Snapshot, result: Result) -> None:
    """Turn a result into the pool's next draft; a run without a plan leaves none."""
    assignment = result.assignment
    if assignment is None or result.failure:
        return
    plan = PoolPlan(
        organization_id=run.organization_id,
        solve_run_id=run.id,
        number=await next_plan_number(tx, run.organization_id),
        value=assignment.value,
        fit_total=assignment.fit_total,
        bound=result.bound,
        scale=snapshot.problem.scale,
        proof=ProofWord(result.proof.value.upper()),
        need_count=len(snapshot.demand_ids),
        package_count=len(snapshot.supply_ids),
        recommendation_count=len(assignment.supply),
        missing_count=int(assignment.shortage.demand_units.sum()),
    )
    tx.add(plan)
    await tx.flush()
    built = await _built(tx, run, snapshot)
    owners = _owners(built.materials)
    for table, rows in (
        (Recommendation, _recommendations(plan, snapshot, assignment, built)),
        (UnmetNeed, _unmet_needs(plan, snapshot, assignment, owners)),
    ):
        if rows:
            await tx.execute(insert(table), rows)


async def _built(tx: AsyncSession, run: SolveRun, snapshot: Snapshot) -> _Built:
    """What the fits are made of: kept from the preparation, or built again after the worker changed."""
    if isinstance(snapshot.origin, _Built):
        return snapshot.origin
    materials = await load_materials(tx, run.organization_id, run.settings)
    return _Built(await asyncio.to_thread(build_problem, materials.matching), materials)


def _recommendations(plan: PoolPlan, snapshot: Snapshot, assignment: Assignment, built: _Built) -> list[dict[str, Any]]:
    found = snapshot.problem.store.find(assignment.supply, assignment.demand)
    fits = (found.fit / snapshot.problem.scale).round(6).tolist()
    components = _components(snapshot, assignment, built)
    owners = _owners(built.materials)
    rows = []
    for at, (supply, demand) in enumerate(zip(assignment.supply.tolist(), assignment.demand.tolist(), strict=True)):
        package_id, need_id = snapshot.supply_ids[supply], snapshot.demand_ids[demand]
        if package_id not in owners or need_id not in owners:
            continue  # withdrawn while the run was solved by a worker that died
        rows.append(
            {
                **_head(plan),
                "need_id": need_id,
                "package_id": package_id,
                "need_organization_id": owners[need_id],
                "package_organization_id": owners[package_id],
                "fit": fits[at],
                "components": components[at],
                "version": 1,
                "is_published": False,
                "state": RecommendationState.PROPOSED,
                "note": "",
            }
        )
    return rows


def _components(snapshot: Snapshot, assignment: Assignment, built: _Built) -> list[dict[str, float]]:
    """What each fit is made of; the rows behind a snapshot may have another order today."""
    package_at, need_at = _places(built.materials)
    supplies = [package_at.get(snapshot.supply_ids[at], 0) for at in assignment.supply.tolist()]
    demands = [need_at.get(snapshot.demand_ids[at], 0) for at in assignment.demand.tolist()]
    found = built.problem.components(np.array(supplies, np.int32), np.array(demands, np.int32))
    return component_rows(found, len(supplies))


def _unmet_needs(
    plan: PoolPlan, snapshot: Snapshot, assignment: Assignment, owners: Mapping[UUID, UUID]
) -> list[dict[str, Any]]:
    shortage, problem = assignment.shortage, snapshot.problem
    rows = []
    for demand, missing in zip(shortage.demand.tolist(), shortage.demand_units.tolist(), strict=True):
        need_id = snapshot.demand_ids[demand]
        _, candidates = problem.store.of_demand(demand)
        if need_id in owners:
            rows.append(
                {
                    **_head(plan),
                    "need_id": need_id,
                    "need_organization_id": owners[need_id],
                    "wanted_count": int(problem.demand.lo[demand]),
                    "missing_count": missing,
                    "candidate_count": int((candidates.forbidden == 0).sum()),
                    "is_published": False,
                }
            )
    return rows


def _head(plan: PoolPlan) -> dict[str, Any]:
    return {
        "id": new_id(),
        "created_at": clock.now(),
        "pool_plan_id": plan.id,
        "organization_id": plan.organization_id,
    }


def _owners(materials: PoolMaterials) -> Mapping[UUID, UUID]:
    return {row["id"]: row["organization_id"] for row in (*materials.need_rows, *materials.package_rows)}


def _accepted(decided: Mapping[tuple[UUID, UUID], RecommendationState], side: int) -> Counter[UUID]:
    return Counter(pair[side] for pair, state in decided.items() if state is RecommendationState.ACCEPTED)


def _still_wanted(
    needs: Sequence[NeedValue],
    need_ids: Sequence[UUID],
    decided: Mapping[tuple[UUID, UUID], RecommendationState],
    most: Sequence[int | None],
) -> list[NeedValue]:
    """How many packages each need lacks, of what it wants and of what a run gives at most."""
    accepted = _accepted(decided, 1)
    wanted = [max((need.wanted or 0) - accepted[need_id], 0) for need, need_id in zip(needs, need_ids, strict=True)]
    given = [count if limit is None else min(count, limit) for count, limit in zip(wanted, most, strict=True)]
    return [replace(need, wanted=count) for need, count in zip(needs, given, strict=True)]


def _most_places(need_ids: Sequence[UUID], per_need: int | None, repaired: Repaired | None) -> Sequence[int | None]:
    """What a run gives each need at most: in a repair what the plan left it, else as many as any."""
    return [per_need if repaired is None else repaired.places[need_id] for need_id in need_ids]


def _still_free(
    packages: Sequence[PackageValue],
    package_ids: Sequence[UUID],
    decided: Mapping[tuple[UUID, UUID], RecommendationState],
) -> list[PackageValue]:
    """How many needs each package can serve beside those that took it."""
    accepted = _accepted(decided, 0)
    return [
        replace(package, max_adopters=max((package.max_adopters or 0) - accepted[package_id], 0))
        for package, package_id in zip(packages, package_ids, strict=True)
    ]
