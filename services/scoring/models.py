"""How entries are scored: the rubric of a round, what a judge wrote on a sheet, and the seals of what was handed in."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Index, Text, UniqueConstraint
from sqlmodel import Field

from services.judging.values import ConflictKind
from services.kit.tables import TIMESTAMP, Row, VersionedRow, words

NAME_LIMIT: Final = 120
TEXT_LIMIT: Final = 5_000
DIGEST_LENGTH: Final = 64
WORD_LIST: Final[Any] = ARRAY(Text)


class SheetState(StrEnum):
    """A sheet is written, handed in and sealed, and perhaps sent back by the organizer."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"


class TaskState(StrEnum):
    """Where a judge's task stands: that of its sheet, or nothing written yet, or the judge stepped back."""

    OPEN = "OPEN"
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    RECUSED = "RECUSED"


class Rubric(VersionedRow, table=True):
    """By what the entries of a round are scored (评分表)."""

    __tablename__ = "rubric"

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE", unique=True)
    template_code: str | None = Field(default=None, max_length=80)
    """The template it began as; people may have changed it since."""


class RubricCriterion(Row, table=True):
    """One thing that is scored (评分项), from 0 to `max_points` in steps; its weight is a share of 100."""

    __tablename__ = "rubric_criterion"
    __table_args__ = (Index(None, "rubric_id", "position"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    rubric_id: UUID = Field(foreign_key="rubric.id", ondelete="CASCADE")
    position: int
    name: str = Field(max_length=NAME_LIMIT)
    help: str = Field(default="", max_length=TEXT_LIMIT)
    weight: Decimal = Field(max_digits=5, decimal_places=2)
    max_points: Decimal = Field(max_digits=6, decimal_places=2)
    step: Decimal = Field(max_digits=6, decimal_places=2)
    scale_words: list[str] = Field(default_factory=list, sa_type=WORD_LIST, nullable=False)
    """Words for the scale from least to most, spread evenly over the points; none is fine."""


class ScoreSheet(VersionedRow, table=True):
    """A judge's sheet for an entry of a round (评分单); exists from the first word on.

    It hangs on judge and entry, not on the task: a plan published anew may take the task away, never what was written.
    """

    __tablename__ = "score_sheet"
    __table_args__ = (UniqueConstraint("round_id", "judge_id", "entry_id"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE")
    judge_id: UUID = Field(foreign_key="judge.id", index=True)
    entry_id: UUID = Field(foreign_key="entry.id", index=True)
    state: SheetState = Field(default=SheetState.DRAFT, sa_type=words(SheetState))
    total: Decimal | None = Field(default=None, max_digits=5, decimal_places=2)
    """Of 100; only while the sheet is sealed."""
    digest: str | None = Field(default=None, max_length=DIGEST_LENGTH)
    skip_reason: str = Field(default="", max_length=TEXT_LIMIT)
    submitted_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    return_reason: str = Field(default="", max_length=TEXT_LIMIT)
    returned_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)


class ScoreMark(VersionedRow, table=True):
    """Points and remark for one criterion; without points the criterion is missing, which is not zero."""

    __tablename__ = "score_mark"
    __table_args__ = (UniqueConstraint("sheet_id", "criterion_id"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    judge_id: UUID = Field(foreign_key="judge.id", index=True)
    sheet_id: UUID = Field(foreign_key="score_sheet.id", ondelete="CASCADE")
    criterion_id: UUID = Field(foreign_key="rubric_criterion.id", index=True)
    points: Decimal | None = Field(default=None, max_digits=6, decimal_places=2)
    remark: str = Field(default="", max_length=TEXT_LIMIT)
    device: str = Field(default="", max_length=40)
    """Which device wrote it last, by a key that the device made up."""
    changed_at: datetime = Field(sa_type=TIMESTAMP)


class ScoreComment(VersionedRow, table=True):
    """What a judge says of an entry as a whole, apart from the sheet because a draft is the judge's own."""

    __tablename__ = "score_comment"

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    judge_id: UUID = Field(foreign_key="judge.id", index=True)
    sheet_id: UUID = Field(foreign_key="score_sheet.id", ondelete="CASCADE", unique=True)
    to_organizer: str = Field(default="", max_length=TEXT_LIMIT)
    to_entrant: str = Field(default="", max_length=TEXT_LIMIT)
    device: str = Field(default="", max_length=40)


class ScoreSeal(Row, table=True):
    """What a judge handed in, word for word, with its SHA-256; a sheet that came back gets another one."""

    __tablename__ = "score_seal"
    __table_args__ = (UniqueConstraint("sheet_id", "number"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    judge_id: UUID = Field(foreign_key="judge.id", index=True)
    sheet_id: UUID = Field(foreign_key="score_sheet.id", ondelete="CASCADE")
    number: int
    total: Decimal = Field(max_digits=5, decimal_places=2)
    digest: str = Field(max_length=DIGEST_LENGTH)
    content: str


class Recusal(Row, table=True):
    """A judge steps back from an entry (回避) and says why; it outlives the task."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("round_id", "judge_id", "entry_id"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE")
    judge_id: UUID = Field(foreign_key="judge.id", ondelete="CASCADE", index=True)
    entry_id: UUID = Field(foreign_key="entry.id", ondelete="CASCADE", index=True)
    kind: ConflictKind = Field(sa_type=words(ConflictKind))
    note: str = Field(default="", max_length=TEXT_LIMIT)
