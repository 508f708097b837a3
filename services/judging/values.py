"""Judging as values: what the rules and the translation into a problem look at, wherever the rows came from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

DEFAULT_PER_ENTRY: Final = 3
LOAD_LIMIT: Final = 100_000
"""Nobody is asked for more."""
ELASTIC_PRICE: Final = 100.0
"""A missing judge costs as much as a hundred best fits: first as few as possible lack, then the fit counts."""


class ConflictKind(StrEnum):
    """Why a judge may not judge an entry."""

    SAME_ORG = "SAME_ORG"
    TEACHER_STUDENT = "TEACHER_STUDENT"
    KIN = "KIN"
    STAKE = "STAKE"
    ADVISOR = "ADVISOR"
    CO_WORK = "CO_WORK"
    COMPETITOR = "COMPETITOR"
    SELF_DECLARED = "SELF_DECLARED"


class JudgeKind(StrEnum):
    """What a judge is asked for."""

    INVESTOR = "INVESTOR"
    TECHNICAL = "TECHNICAL"
    INDUSTRY = "INDUSTRY"
    FINANCE = "FINANCE"
    POLICY = "POLICY"


class Unscored(StrEnum):
    """What becomes of pairs that a given list of scores leaves out."""

    NEVER = "never"
    ZERO = "zero"


Own = tuple[tuple[str, str], ...]
"""What stands in columns of the organizer's own, as (header, label)."""


@dataclass(frozen=True, slots=True)
class JudgeValue:
    """A judge. `organization` may name several, separated by semicolons; loads can only narrow the setting's."""

    code: str
    name: str = ""
    organization: str = ""
    kind: JudgeKind | None = None
    fields: tuple[str, ...] = ()
    region: str = ""
    text: str = ""
    max_load: int | None = None
    min_load: int | None = None
    own: Own = ()


@dataclass(frozen=True, slots=True)
class RelatedOrganization:
    """An organization tied to an entry, and the conflict its people have with it."""

    name: str
    kind: ConflictKind


@dataclass(frozen=True, slots=True)
class EntryValue:
    """An entry. `advisors` are names of people who mentor it."""

    code: str
    title: str = ""
    summary: str = ""
    organization: str = ""
    track: str = ""
    fields: tuple[str, ...] = ()
    region: str = ""
    judges_needed: int | None = None
    related: tuple[RelatedOrganization, ...] = ()
    advisors: tuple[str, ...] = ()
    own: Own = ()


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """A pair that must not meet, by codes."""

    judge: str
    entry: str
    kind: ConflictKind


@dataclass(frozen=True, slots=True)
class ScoreValue:
    """A fit somebody gave for a pair, by codes."""

    judge: str
    entry: str
    score: float


@dataclass(frozen=True, eq=False, slots=True)
class ScoreTable:
    """Given fits as columns: row numbers of judge and entry, and the score; each pair once."""

    judge: NDArray[np.int32]
    entry: NDArray[np.int32]
    score: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.score)


@dataclass(frozen=True, slots=True)
class JudgingSettings:
    """How an assignment is to be made; stored with the run."""

    per_entry: int = DEFAULT_PER_ENTRY
    max_load: int | None = None
    min_load: int = 0
    elastic: bool = False
    shortage_price: float = ELASTIC_PRICE
    unscored: Unscored = Unscored.NEVER


@dataclass(frozen=True, slots=True)
class Judging:
    """Everything an assignment of judges to entries is made from."""

    judges: Sequence[JudgeValue]
    entries: Sequence[EntryValue]
    conflicts: Sequence[ConflictValue] = ()
    scores: ScoreTable | None = None
    settings: JudgingSettings = field(default_factory=JudgingSettings)
