"""A small pool: enterprises with needs, an institute with packages, an alliance that runs it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

import services.matching.tasks  # noqa: F401 - registers the kind of problem
from services.catalog.models import Need, TechnologyPackage
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.settings import get_settings
from services.matching.commands import start_pool_run
from services.matching.models import PoolPlan
from services.matching.settings import PoolSettings
from services.organizations.models import Organization, OrganizationKind
from services.solving.running import run_solve
from tests.factories.catalog import make_need, make_package
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_organization

WATER = {"title": "印染废水深度脱色与回用", "problem": "印染废水色度高，现有工艺出水不稳定，需要可回用的深度处理技术。"}
HEAT = {"title": "窑炉烟气余热回收发电", "problem": "玻璃窑炉烟气温度高，余热没有利用，需要高效稳定的余热发电技术。"}
WATER_PACKAGE = {"title": "印染废水臭氧催化脱色技术", "description": "印染废水臭氧催化氧化与膜回用组合工艺。"}
HEAT_PACKAGE = {"title": "窑炉烟气余热回收发电系统", "description": "窑炉烟气余热回收发电成套装备。"}


@dataclass(frozen=True, slots=True)
class Party:
    """An organization and a person who acts for it."""

    organization: Organization
    actor: Actor


@dataclass(frozen=True, slots=True)
class SmallPool:
    """Two water needs and a heat need against one water package (one adopter) and one heat package (two)."""

    alliance: Party
    first: Party
    second: Party
    institute: Party
    water: Need
    more_water: Need
    heat: Need
    water_package: TechnologyPackage
    heat_package: TechnologyPackage


async def make_party(tx: AsyncSession, kind: OrganizationKind, name: str | None = None) -> Party:
    account = await make_account(tx)
    return Party(await make_organization(tx, kind=kind, admin=account, name=name), actor_of(account))


async def make_small_pool(tx: AsyncSession) -> SmallPool:
    alliance = await make_party(tx, OrganizationKind.ALLIANCE)
    first, second = [await make_party(tx, OrganizationKind.ENTERPRISE) for _ in range(2)]
    institute = await make_party(tx, OrganizationKind.INSTITUTE)
    one = {"wanted_count": 1}
    return SmallPool(
        alliance,
        first,
        second,
        institute,
        water=await make_need(tx, first.organization, **WATER, **one),
        more_water=await make_need(tx, second.organization, **(WATER | {"title": "印染废水脱色"}), **one),
        heat=await make_need(tx, second.organization, **HEAT, **one),
        water_package=await make_package(tx, institute.organization, **WATER_PACKAGE, max_adopters=1),
        heat_package=await make_package(tx, institute.organization, **HEAT_PACKAGE, max_adopters=2),
    )


async def run_pool(database: Database, alliance: Party, settings: PoolSettings | None = None) -> PoolPlan:
    """Start a run and solve it here, in a process of its own as the worker does."""
    async with database.transaction(alliance.actor) as tx:
        run = await start_pool_run(tx, alliance.actor, alliance.organization.id, settings or PoolSettings())
    await run_solve(database, get_settings(), run.id)
    return await plan_of(database, run.id)


async def plan_of(database: Database, run_id: UUID) -> PoolPlan:
    async with database.transaction(SYSTEM) as tx:
        return (await tx.scalars(select(PoolPlan).where(PoolPlan.solve_run_id == run_id))).one()
