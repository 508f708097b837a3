"""Why a package is recommended to a need, or why not, for those whom it concerns."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Reason, why
from optimizer.explain import Param as ReasonParam
from services.catalog.models import Need, TechnologyPackage
from services.catalog.queries import get_need, get_package
from services.kit.actor import Actor
from services.kit.database import elevated
from services.kit.faults import InputFaults
from services.kit.refusals import NotAllowed
from services.matching.queries import find_recommendation, get_pool_plan, list_titles
from services.matching.solved import Solved, load_solved
from services.organizations.queries import find_membership
from services.solving.queries import get_run
from services.solving.stated import in_own_units, rule_places, with_rule_place

PACKAGES: Final = frozenset({"supply", "served_by", "replaced_by", "supplies"})
NEEDS: Final = frozenset({"demand", "busy_with", "demands"})
FITS: Final = frozenset({"fit", "loss"})
"""Which parameters of a reason are packages, needs, or amounts of fit in the problem's units."""

HIDDEN: Final = "?"
"""Stands for a need or package that the asker may not see."""


@dataclass(frozen=True, slots=True)
class PairReason:
    """One answer: a code, and parameters in which needs and packages stand by their titles."""

    code: str
    params: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """Why a pair stands where it stands; `fit` as people see it, None where the package is no candidate."""

    is_recommended: bool
    fit: float | None
    components: Mapping[str, float]
    reasons: Sequence[PairReason]


async def explain_pair(
    tx: AsyncSession, actor: Actor, pool_plan_id: UUID, package_id: UUID, need_id: UUID
) -> PairExplanation:
    """Answer "why this package?" and "why not mine?" for the pool, the need's owner and the package's owner."""
    plan = await get_pool_plan(tx, pool_plan_id)
    need, package = await get_need(tx, need_id), await get_package(tx, package_id)
    await _require_concerned(tx, actor, [plan.organization_id, need.organization_id, package.organization_id])
    async with elevated(tx, actor):  # the snapshot is the pool's; the answer says only what concerns the asker
        solved = await load_solved(tx, plan.solve_run_id)
        rules = rule_places((await get_run(tx, plan.solve_run_id)).settings)
    supply, demand = _require_known(solved, package_id, need_id)
    reason = await asyncio.to_thread(why, solved.problem, solved.result, supply, demand)
    reasons = [reason, *reason.details]
    titles = await _titles(tx, solved, reasons)
    chosen = await find_recommendation(tx, plan.id, need_id, package_id)
    return PairExplanation(
        is_recommended=chosen is not None,
        fit=_fit(solved, supply, demand),
        components=chosen.components if chosen else {},
        reasons=[_named(solved, each, titles, rules) for each in reasons],
    )


async def _require_concerned(tx: AsyncSession, actor: Actor, organization_ids: Sequence[UUID]) -> None:
    if actor.is_system:
        return
    if actor.account_id is None:
        raise NotAllowed("SIGN_IN_REQUIRED")
    for organization_id in organization_ids:
        if await find_membership(tx, organization_id, actor.account_id):
            return
    raise NotAllowed("NOT_CONCERNED")


def _require_known(solved: Solved, package_id: UUID, need_id: UUID) -> tuple[int, int]:
    faults = InputFaults()
    if package_id not in solved.package_ids:
        faults.add("packageId", "NOT_IN_RUN")
    if need_id not in solved.need_ids:
        faults.add("needId", "NOT_IN_RUN")
    faults.raise_if_any()
    return solved.package_ids.index(package_id), solved.need_ids.index(need_id)


def _fit(solved: Solved, supply: int, demand: int) -> float | None:
    supplies, found = solved.problem.store.of_demand(demand)
    at = [position for position, each in enumerate(supplies.tolist()) if each == supply]
    return int(found.fit[at[0]]) / solved.problem.scale if at else None


async def _titles(tx: AsyncSession, solved: Solved, reasons: Sequence[Reason]) -> Mapping[UUID, str]:
    """Titles of what the reasons mention, as far as the asker may see them."""
    need_ids = _mentioned(reasons, NEEDS, solved.need_ids)
    package_ids = _mentioned(reasons, PACKAGES, solved.package_ids)
    return await list_titles(tx, Need, need_ids) | await list_titles(tx, TechnologyPackage, package_ids)


def _mentioned(reasons: Sequence[Reason], names: frozenset[str], ids: Sequence[UUID]) -> set[UUID]:
    values = [value for reason in reasons for name, value in reason.params.items() if name in names]
    return {ids[index] for value in values for index in _indices(value)}


def _indices(value: ReasonParam) -> Sequence[int]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, int) else ()


def _named(solved: Solved, reason: Reason, titles: Mapping[UUID, str], rules: Mapping[str, int]) -> PairReason:
    given = in_own_units(with_rule_place(reason.params, rules))
    params = {name: _answer(solved, name, value, titles) for name, value in given.items()}
    return PairReason(reason.code.upper(), params)


def _answer(solved: Solved, name: str, value: ReasonParam, titles: Mapping[UUID, str]) -> Sequence[str]:
    ids = solved.need_ids if name in NEEDS else solved.package_ids if name in PACKAGES else None
    if ids is not None:
        return [titles.get(ids[index], HIDDEN) for index in _indices(value)]
    if name in FITS and isinstance(value, int):
        return [str(value / solved.problem.scale)]
    return [str(each) for each in value] if isinstance(value, tuple) else [str(value)]
