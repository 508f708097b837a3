"""Solve runs: one request to the optimiser, its progress, its snapshot and what came out."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Index, LargeBinary, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.kit.tables import TIMESTAMP, Row, words


class SolveState(StrEnum):
    """Where a run stands. Only PROVEN may be shown as optimal; STOPPED has a plan whose gap is known."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    PROVEN = "PROVEN"
    STOPPED = "STOPPED"
    INFEASIBLE = "INFEASIBLE"
    CANCELED = "CANCELED"
    FAILED = "FAILED"


class ProofWord(StrEnum):
    """Who vouches for the bound: we re-checked a certificate, the engine alone says so, or nobody."""

    VERIFIED = "VERIFIED"
    CLAIMED = "CLAIMED"
    NONE = "NONE"


class SolveRun(Row, table=True):
    """A request to solve. Values are integers in units of `1 / scale` of the fit people see.

    `kind` names the room that prepares the problem and takes the result; `subject_id` is that room's row.
    `attempt_count` also fences: a worker that lost its run to another writes nothing more.
    """

    __tablename__ = "solve_run"
    __table_args__ = (Index(None, "kind", "subject_id"),)

    kind: str = Field(max_length=40)
    subject_id: UUID
    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    state: SolveState = Field(default=SolveState.QUEUED, sa_type=words(SolveState))
    name: str = Field(default="", max_length=120)
    """What people call this scenario."""
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    seed: int = 0
    limit_seconds: int

    phase: str = Field(default="", max_length=20)
    value: int | None = Field(default=None, sa_type=BigInteger)
    bound: int | None = Field(default=None, sa_type=BigInteger)
    claimed_bound: int | None = Field(default=None, sa_type=BigInteger)
    """Where rules need branch and bound: what the engine says no plan exceeds; nobody re-checked it."""
    stages: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """The aims in their order, each with value, bound, scale and proof, where there is more than total fit."""
    scale: int | None = Field(default=None, sa_type=BigInteger)
    proof: ProofWord = Field(default=ProofWord.NONE, sa_type=words(ProofWord))
    problem_digest: str | None = Field(default=None, max_length=64)
    supply_count: int | None = None
    demand_count: int | None = None
    pair_count: int | None = Field(default=None, sa_type=BigInteger)
    shortage: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    failure_code: str | None = Field(default=None, max_length=60)
    failure_params: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)

    attempt_count: int = 0
    heartbeat_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    cancel_requested_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    started_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    finished_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    seconds: float | None = None


class SolveSnapshot(Row, table=True):
    """The problem exactly as it was solved, and whom its supplies and demands stood for, in the problem's order."""

    __tablename__ = "solve_snapshot"

    solve_run_id: UUID = Field(foreign_key="solve_run.id", ondelete="CASCADE", unique=True)
    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    problem: bytes = Field(sa_type=LargeBinary)
    objective: bytes | None = Field(default=None, sa_type=LargeBinary)
    """What is to be made best; total fit where there is none."""
    supply_ids: list[UUID] = Field(sa_type=ARRAY(Uuid))
    demand_ids: list[UUID] = Field(sa_type=ARRAY(Uuid))
    supply_labels: list[str] = Field(sa_type=ARRAY(Text))
    demand_labels: list[str] = Field(sa_type=ARRAY(Text))


class SolveResult(Row, table=True):
    """What the optimiser returned, certificate included: enough to verify and to explain without solving again."""

    __tablename__ = "solve_result"

    solve_run_id: UUID = Field(foreign_key="solve_run.id", ondelete="CASCADE", unique=True)
    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    result: bytes = Field(sa_type=LargeBinary)
