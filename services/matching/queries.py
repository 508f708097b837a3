"""Every select of the room."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, and_, func, or_, text
from sqlalchemy import select as columns
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.catalog.models import (
    Need,
    NeedIndicator,
    NeedPrivate,
    NeedState,
    PackagePrivate,
    PackageState,
    TechnologyPackage,
    Visibility,
)
from services.kit.refusals import NotFound
from services.matching.models import (
    PoolDefaults,
    PoolPlan,
    PoolPlanState,
    Recommendation,
    RecommendationState,
    UnmetNeed,
)
from services.organizations.models import Organization

SHOWN: Final = (Visibility.PUBLIC, Visibility.PARTIAL)

NEED_WORDS: Final[tuple[Any, ...]] = (
    Need.id,
    Need.organization_id,
    Need.code,
    Need.title,
    Need.problem,
    Need.green_fields,
    Need.technical_fields,
    Need.chain_nodes,
    Need.trl,
    Need.budget_wan,
    Need.region,
    Need.wanted_count,
)
"""What the fit of a need is made from, and whose it is. Rows of columns: thousands are read at once."""

PACKAGE_WORDS: Final[tuple[Any, ...]] = (
    TechnologyPackage.id,
    TechnologyPackage.organization_id,
    TechnologyPackage.code,
    TechnologyPackage.title,
    TechnologyPackage.description,
    TechnologyPackage.keywords,
    TechnologyPackage.indicators,
    TechnologyPackage.green_fields,
    TechnologyPackage.technical_fields,
    TechnologyPackage.chain_nodes,
    TechnologyPackage.trl,
    TechnologyPackage.price_min_wan,
    TechnologyPackage.region,
    TechnologyPackage.max_adopters,
)


async def get_pool_plan(tx: AsyncSession, pool_plan_id: UUID) -> PoolPlan:
    found = await tx.get(PoolPlan, pool_plan_id)
    if found is None:
        raise NotFound("POOL_PLAN_NOT_FOUND", id=str(pool_plan_id))
    return found


async def find_published_plan(tx: AsyncSession, organization_id: UUID) -> PoolPlan | None:
    found: PoolPlan | None = await tx.scalar(
        select(PoolPlan).where(PoolPlan.organization_id == organization_id, PoolPlan.state == PoolPlanState.PUBLISHED)
    )
    return found


async def lock_pool(tx: AsyncSession, organization_id: UUID) -> None:
    """Let the runs and plans of one pool begin and be published one after another, until this transaction ends."""
    key = {"key": f"pool:{organization_id}"}
    await tx.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), key)


async def next_plan_number(tx: AsyncSession, organization_id: UUID) -> int:
    """The number of the pool's next plan; the pool stays locked so that no other plan takes it."""
    await lock_pool(tx, organization_id)
    query = select(func.coalesce(func.max(PoolPlan.number), 0)).where(PoolPlan.organization_id == organization_id)
    return (await tx.scalar(query) or 0) + 1


async def get_recommendation(tx: AsyncSession, recommendation_id: UUID) -> Recommendation:
    found = await tx.get(Recommendation, recommendation_id)
    if found is None:
        raise NotFound("RECOMMENDATION_NOT_FOUND", id=str(recommendation_id))
    return found


async def find_recommendation(
    tx: AsyncSession, pool_plan_id: UUID, need_id: UUID, package_id: UUID
) -> Recommendation | None:
    found: Recommendation | None = await tx.scalar(
        select(Recommendation).where(
            Recommendation.pool_plan_id == pool_plan_id,
            Recommendation.need_id == need_id,
            Recommendation.package_id == package_id,
        )
    )
    return found


async def find_places_left(tx: AsyncSession, package_id: UUID) -> int | None:
    """How many more needs a package can serve, None if it is offered no more; who asks holds the others off until the
    transaction ends."""
    key = {"key": f"package_places:{package_id}"}
    await tx.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), key)
    left: int | None = await tx.scalar(text("SELECT package_places_left(:package)"), {"package": package_id})
    return left


async def list_decided(tx: AsyncSession, pool_id: UUID) -> Sequence[Recommendation]:
    """What enterprises accepted, in any pool, since it takes up capacity, and what they declined in this one."""
    is_accepted = col(Recommendation.state) == RecommendationState.ACCEPTED
    is_declined_here = and_(
        col(Recommendation.state) == RecommendationState.DECLINED, col(Recommendation.organization_id) == pool_id
    )
    # Newest last: a pair that was declined once and accepted later is accepted.
    query = select(Recommendation).where(or_(is_accepted, is_declined_here)).order_by(col(Recommendation.decided_at))
    return (await tx.scalars(query)).all()


async def list_need_words(tx: AsyncSession, need_ids: Collection[UUID]) -> Sequence[RowMapping]:
    """The words of these needs that the actor sees, in the order of their keys."""
    query = columns(*NEED_WORDS).where(col(Need.id).in_(need_ids)).order_by(col(Need.id))
    return (await tx.execute(query)).mappings().all()


async def list_open_needs(tx: AsyncSession, limit: int) -> Sequence[UUID]:
    """The newest published needs."""
    query = select(Need.id).where(Need.state == NeedState.PUBLISHED).order_by(col(Need.id).desc()).limit(limit)
    return (await tx.scalars(query)).all()


async def list_published_by_code(tx: AsyncSession, organization_id: UUID, codes: Collection[str]) -> Sequence[UUID]:
    """The published needs of an organization that bear these codes."""
    is_meant = and_(col(Need.organization_id) == organization_id, col(Need.code).in_(codes))
    return (await tx.scalars(select(Need.id).where(is_meant, Need.state == NeedState.PUBLISHED))).all()


async def list_shown_packages(
    tx: AsyncSession, today: date, fields: Collection[str], limit: int
) -> Sequence[RowMapping]:
    """Published packages that anyone may find, those of a field in question first, then the newest."""
    shares_field = col(TechnologyPackage.green_fields).overlap(list(fields))  # type: ignore[attr-defined]  # an ARRAY has it
    query = (
        columns(*PACKAGE_WORDS)
        .where(_offered(today), col(TechnologyPackage.visibility).in_(SHOWN))
        .order_by(shares_field.desc(), col(TechnologyPackage.id).desc())
        .limit(limit)
    )
    return (await tx.execute(query)).mappings().all()


async def list_pool_needs(tx: AsyncSession, pool_id: UUID, today: date, limit: int) -> Sequence[RowMapping]:
    """Needs that a pool may serve: published and shown, or consented to this pool."""
    is_open = and_(
        col(Need.state) == NeedState.PUBLISHED, or_(col(Need.deadline_on).is_(None), col(Need.deadline_on) >= today)
    )
    query = columns(*NEED_WORDS).where(is_open, _of_pool(Need, pool_id)).order_by(col(Need.id)).limit(limit)
    return (await tx.execute(query)).mappings().all()


async def list_pool_packages(tx: AsyncSession, pool_id: UUID, today: date, limit: int) -> Sequence[RowMapping]:
    """Packages that a pool may recommend."""
    offered = and_(_offered(today), _of_pool(TechnologyPackage, pool_id))
    query = columns(*PACKAGE_WORDS).where(offered).order_by(col(TechnologyPackage.id)).limit(limit)
    return (await tx.execute(query)).mappings().all()


async def list_indicator_names(tx: AsyncSession, need_ids: Collection[UUID]) -> Sequence[tuple[UUID, str]]:
    query = select(NeedIndicator.need_id, NeedIndicator.name).where(col(NeedIndicator.need_id).in_(need_ids))
    return [(need_id, name) for need_id, name in await tx.execute(query.order_by(col(NeedIndicator.position)))]


async def list_need_details(
    tx: AsyncSession, need_ids: Collection[UUID], pool_id: UUID | None
) -> Sequence[tuple[UUID, str]]:
    """Details of needs that are public or consented to the pool. Without a pool: all that the actor sees."""
    query = select(NeedPrivate.need_id, NeedPrivate.details).where(col(NeedPrivate.need_id).in_(need_ids))
    if pool_id is not None:
        query = query.join(Need, col(Need.id) == NeedPrivate.need_id).where(_open_to_pool(Need, pool_id))
    return [(need_id, details) for need_id, details in await tx.execute(query)]


async def list_package_details(
    tx: AsyncSession, package_ids: Collection[UUID], pool_id: UUID
) -> Sequence[tuple[UUID, str]]:
    """Details of packages that are public or consented to the pool."""
    query = (
        select(PackagePrivate.package_id, PackagePrivate.details)
        .join(TechnologyPackage, col(TechnologyPackage.id) == PackagePrivate.package_id)
        .where(col(PackagePrivate.package_id).in_(package_ids), _open_to_pool(TechnologyPackage, pool_id))
    )
    return [(package_id, details) for package_id, details in await tx.execute(query)]


async def list_organization_names(tx: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    rows = await tx.execute(columns(col(Organization.id), col(Organization.name)).where(col(Organization.id).in_(ids)))
    return {row.id: row.name for row in rows}


async def list_pairs_of_number(tx: AsyncSession, pool_id: UUID, number: int) -> list[tuple[UUID, UUID]]:
    """(package, need) of the pool's plan of this number; none where there is no such plan."""
    query = (
        columns(col(Recommendation.package_id), col(Recommendation.need_id))
        .join(PoolPlan, col(PoolPlan.id) == col(Recommendation.pool_plan_id))
        .where(col(PoolPlan.organization_id) == pool_id, col(PoolPlan.number) == number)
        .order_by(col(Recommendation.need_id), col(Recommendation.package_id))
    )
    return [(package_id, need_id) for package_id, need_id in await tx.execute(query)]


class PlanPair(NamedTuple):
    """A recommendation of a plan."""

    need_id: UUID
    package_id: UUID
    fit: float
    state: RecommendationState


async def list_plan_pairs(tx: AsyncSession, pool_plan_id: UUID) -> list[PlanPair]:
    """What a plan recommends, need by need."""
    query = (
        columns(
            col(Recommendation.need_id),
            col(Recommendation.package_id),
            col(Recommendation.fit),
            col(Recommendation.state),
        )
        .where(col(Recommendation.pool_plan_id) == pool_plan_id)
        .order_by(col(Recommendation.need_id), col(Recommendation.package_id))
    )
    return [PlanPair(*row) for row in await tx.execute(query)]


async def list_missing(tx: AsyncSession, pool_plan_id: UUID) -> dict[UUID, int]:
    """How many packages each need lacks in a plan; those that lack none are left out."""
    query = columns(col(UnmetNeed.need_id), col(UnmetNeed.missing_count))
    rows = await tx.execute(query.where(col(UnmetNeed.pool_plan_id) == pool_plan_id))
    return {row.need_id: row.missing_count for row in rows}


async def get_plan_of_number(tx: AsyncSession, pool_id: UUID, number: int) -> PoolPlan:
    found: PoolPlan | None = await tx.scalar(
        select(PoolPlan).where(PoolPlan.organization_id == pool_id, PoolPlan.number == number)
    )
    if found is None:
        raise NotFound("POOL_PLAN_NOT_FOUND", number=number)
    return found


async def find_defaults(tx: AsyncSession, organization_id: UUID) -> PoolDefaults | None:
    """The settings that the pool's next run starts from, if somebody saved any."""
    found: PoolDefaults | None = await tx.scalar(
        select(PoolDefaults).where(PoolDefaults.organization_id == organization_id)
    )
    return found


async def list_titles(tx: AsyncSession, table: Any, ids: Collection[UUID]) -> dict[UUID, str]:
    """Titles of needs or packages that the actor sees."""
    rows = await tx.execute(columns(table.id, table.title).where(table.id.in_(ids)))
    return {row.id: row.title for row in rows}


async def is_job_waiting(tx: AsyncSession, task_name: str) -> bool:
    """Whether a job of this task is queued that nobody has taken up."""
    query = "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE task_name = :task_name AND status = 'todo')"
    return bool(await tx.scalar(text(query), {"task_name": task_name}))


def _offered(today: date) -> ColumnElement[bool]:
    valid_until = col(TechnologyPackage.valid_until)
    is_valid = or_(valid_until.is_(None), valid_until >= today)
    return and_(col(TechnologyPackage.state) == PackageState.PUBLISHED, is_valid)


def _of_pool(table: Any, pool_id: UUID) -> ColumnElement[bool]:
    return or_(table.visibility.in_(SHOWN), table.consented_organization_ids.contains([pool_id]))


def _open_to_pool(table: Any, pool_id: UUID) -> ColumnElement[bool]:
    return or_(table.visibility == Visibility.PUBLIC, table.consented_organization_ids.contains([pool_id]))
