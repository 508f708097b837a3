"""Candidates of a need, plans of a pool, and the recommendations they make."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.kit.tables import TIMESTAMP, Row, VersionedRow, words
from services.solving.models import ProofWord


class PoolPlanState(StrEnum):
    """A draft is seen by its pool only; a published plan stands until the pool publishes another one."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    REPLACED = "REPLACED"


class RecommendationState(StrEnum):
    """What the enterprise made of a recommendation."""

    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"


class DeclineReason(StrEnum):
    """Why an enterprise does not want a recommended package."""

    INDICATORS_NOT_MET = "INDICATORS_NOT_MET"
    NOT_MATURE = "NOT_MATURE"
    TOO_EXPENSIVE = "TOO_EXPENSIVE"
    TERMS = "TERMS"
    OTHER_PROBLEM = "OTHER_PROBLEM"
    SOLVED_ELSEWHERE = "SOLVED_ELSEWHERE"
    OTHER = "OTHER"


class Candidate(Row, table=True):
    """A package that fits a need, whatever else it is wanted for; `components` say what the fit is made of."""

    __tablename__ = "candidate"
    __table_args__ = (UniqueConstraint("need_id", "package_id"),)

    need_id: UUID = Field(foreign_key="need.id", ondelete="CASCADE")
    package_id: UUID = Field(foreign_key="technology_package.id", ondelete="CASCADE", index=True)
    need_organization_id: UUID = Field(foreign_key="organization.id", index=True)
    package_organization_id: UUID = Field(foreign_key="organization.id", index=True)
    rank: int
    fit: float
    components: dict[str, float] = Field(default_factory=dict, sa_type=JSONB)
    weights_version: str = Field(max_length=40)


class PoolPlan(VersionedRow, table=True):
    """What one run of a pool recommends. Values are integers in units of `1 / scale`; `bound` is the run's."""

    __tablename__ = "pool_plan"
    __table_args__ = (UniqueConstraint("organization_id", "number"),)

    organization_id: UUID = Field(foreign_key="organization.id")
    solve_run_id: UUID = Field(foreign_key="solve_run.id", ondelete="RESTRICT", unique=True)
    number: int
    state: PoolPlanState = Field(default=PoolPlanState.DRAFT, sa_type=words(PoolPlanState))
    value: int = Field(sa_type=BigInteger)
    """Fit of everything recommended less the price of what is missing; `fit_total` is the fit alone."""
    fit_total: int = Field(sa_type=BigInteger)
    bound: int | None = Field(default=None, sa_type=BigInteger)
    scale: int = Field(sa_type=BigInteger)
    proof: ProofWord = Field(sa_type=words(ProofWord))
    need_count: int
    package_count: int
    recommendation_count: int
    missing_count: int
    """Packages that needs of this plan lack."""
    published_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)


class Recommendation(VersionedRow, table=True):
    """A package that the pool recommends to a need, within everybody's capacity."""

    __tablename__ = "recommendation"
    __table_args__ = (
        UniqueConstraint("pool_plan_id", "need_id", "package_id"),
        Index(None, "package_id", "state"),
    )

    pool_plan_id: UUID = Field(foreign_key="pool_plan.id", ondelete="CASCADE")
    organization_id: UUID = Field(foreign_key="organization.id", index=True)
    """The organization that runs the pool."""
    need_id: UUID = Field(foreign_key="need.id", ondelete="CASCADE", index=True)
    package_id: UUID = Field(foreign_key="technology_package.id", ondelete="CASCADE")
    need_organization_id: UUID = Field(foreign_key="organization.id", index=True)
    package_organization_id: UUID = Field(foreign_key="organization.id", index=True)
    fit: float
    components: dict[str, float] = Field(default_factory=dict, sa_type=JSONB)
    is_published: bool = False
    state: RecommendationState = Field(default=RecommendationState.PROPOSED, sa_type=words(RecommendationState))
    decline_reason: DeclineReason | None = Field(default=None, sa_type=words(DeclineReason))
    note: str = Field(default="", max_length=500)
    decided_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)


class UnmetNeed(Row, table=True):
    """A need that gets fewer packages in a plan than it wants."""

    __tablename__ = "unmet_need"
    __table_args__ = (UniqueConstraint("pool_plan_id", "need_id"),)

    pool_plan_id: UUID = Field(foreign_key="pool_plan.id", ondelete="CASCADE")
    organization_id: UUID = Field(foreign_key="organization.id", index=True)
    need_id: UUID = Field(foreign_key="need.id", ondelete="CASCADE", index=True)
    need_organization_id: UUID = Field(foreign_key="organization.id", index=True)
    wanted_count: int
    missing_count: int
    candidate_count: int
    """Packages that fit and may be recommended; fewer than wanted means that no capacity would help."""
    is_published: bool = False


class PoolDefaults(VersionedRow, table=True):
    """The settings that a pool's next run starts from, as the organization that runs it saved them."""

    __tablename__ = "pool_defaults"

    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", unique=True)
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
