"""Conflicts, given scores, plans with their pairs, and the tasks of judges."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Index, LargeBinary, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.judging.values import ConflictKind
from services.kit.tables import TIMESTAMP, Row, VersionedRow, words
from services.solving.models import ProofWord


class ConflictSource(StrEnum):
    """Derived from rows by our rules, declared by somebody, or imported from a spreadsheet."""

    DERIVED = "DERIVED"
    DECLARED = "DECLARED"
    IMPORTED = "IMPORTED"


class PlanState(StrEnum):
    """A draft is edited; a published plan stands until another one of the round replaces it."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    REPLACED = "REPLACED"


class PairOrigin(StrEnum):
    """Who put a pair into the plan."""

    MACHINE = "MACHINE"
    HAND = "HAND"


class Conflict(Row, table=True):
    """A judge who may not judge an entry, and why. One row a pair: what people stated comes before what was derived."""

    __tablename__ = "conflict"
    __table_args__ = (UniqueConstraint("judge_id", "entry_id"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    judge_id: UUID = Field(foreign_key="judge.id", ondelete="CASCADE")
    entry_id: UUID = Field(foreign_key="entry.id", ondelete="CASCADE", index=True)
    kind: ConflictKind = Field(sa_type=words(ConflictKind))
    source: ConflictSource = Field(sa_type=words(ConflictSource))


class RoundScores(Row, table=True):
    """The fits somebody gave for a round, all in one compressed array.

    Two and a half million scores are 29 MB as three columns and about 8 MB compressed; as rows of a table they would
    be 250 MB with their index and take minutes to write, and nobody ever asks for one of them alone.
    """

    __tablename__ = "round_scores"

    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE", unique=True)
    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    judge_ids: list[UUID] = Field(sa_type=ARRAY(Uuid))
    entry_ids: list[UUID] = Field(sa_type=ARRAY(Uuid))
    score_count: int
    content: bytes = Field(sa_type=LargeBinary)


class Plan(VersionedRow, table=True):
    """An assignment of judges to entries. Values are integers in units of `1 / scale`; `bound` is the run's."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("round_id", "number"), Index(None, "round_id", "state"))

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE")
    solve_run_id: UUID = Field(foreign_key="solve_run.id", unique=True)
    number: int
    state: PlanState = Field(default=PlanState.DRAFT, sa_type=words(PlanState))
    value: int = Field(sa_type=BigInteger)
    bound: int | None = Field(default=None, sa_type=BigInteger)
    scale: int = Field(sa_type=BigInteger)
    proof: ProofWord = Field(sa_type=words(ProofWord))
    missing_count: int = 0
    """Judges that entries of this plan lack."""
    edit_count: int = 0
    published_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    accepted_violations: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """What the organizer knowingly published against."""


class PlanPair(Row, table=True):
    """One judge on one entry. `fit` is in the plan's units; `components` say what it is made of, each in [0, 1]."""

    __tablename__ = "plan_pair"
    __table_args__ = (UniqueConstraint("plan_id", "entry_id", "judge_id"),)

    plan_id: UUID = Field(foreign_key="plan.id", ondelete="CASCADE")
    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    entry_id: UUID = Field(foreign_key="entry.id", ondelete="CASCADE", index=True)
    judge_id: UUID = Field(foreign_key="judge.id", ondelete="CASCADE", index=True)
    fit: int = Field(sa_type=BigInteger)
    components: dict[str, float] = Field(default_factory=dict, sa_type=JSONB)
    is_locked: bool = False
    origin: PairOrigin = Field(default=PairOrigin.MACHINE, sa_type=words(PairOrigin))


class JudgeTask(Row, table=True):
    """One entry a judge is told to judge; exists from publication on, and keeps judge and entry from being removed."""

    __tablename__ = "judge_task"
    __table_args__ = (UniqueConstraint("round_id", "judge_id", "entry_id"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE")
    plan_id: UUID = Field(foreign_key="plan.id", ondelete="CASCADE", index=True)
    judge_id: UUID = Field(foreign_key="judge.id", index=True)
    entry_id: UUID = Field(foreign_key="entry.id", index=True)


class AssignmentDefaults(VersionedRow, table=True):
    """The settings that a round's next assignment starts from, as its organizer saved them."""

    __tablename__ = "assignment_defaults"

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE", unique=True)
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)


class PlanEdit(Row, table=True):
    """One hand edit of a plan, with all that taking it back or doing it again needs.

    Pairs are whole: judge, entry, fit, components, lock and origin; locks are [judge, entry]. `loss` is what the edit
    cost, None where that was not known.
    """

    __tablename__ = "plan_edit"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    plan_id: UUID = Field(foreign_key="plan.id", ondelete="CASCADE")
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    number: int
    added: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    removed: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    locked: list[list[str]] = Field(default_factory=list, sa_type=JSONB)
    unlocked: list[list[str]] = Field(default_factory=list, sa_type=JSONB)
    value_before: int = Field(sa_type=BigInteger)
    value_after: int = Field(sa_type=BigInteger)
    loss: int | None = Field(default=None, sa_type=BigInteger)
    is_undone: bool = False
