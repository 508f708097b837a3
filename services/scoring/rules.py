"""What a rubric must be, what a sheet is worth and what its seal says; pure functions over values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from hashlib import sha256
from json import dumps
from typing import Any, Final
from uuid import UUID

from services.competitions.models import RoundState
from services.kit.faults import InputFaults
from services.kit.refusals import RuleBroken
from services.scoring.models import NAME_LIMIT, TEXT_LIMIT, SheetState

CRITERION_LIMIT: Final = 30
WORD_COUNT_LIMIT: Final = 20
WORD_LIMIT: Final = 40
DEVICE_LIMIT: Final = 40
FULL: Final = Decimal(100)
CENT: Final = Decimal("0.01")
MOST_POINTS: Final = Decimal(1000)


@dataclass(frozen=True, slots=True)
class CriterionInput:
    """A criterion as an organizer writes it; `id` names one that exists."""

    name: str
    weight: Decimal
    max_points: Decimal
    step: Decimal = Decimal(1)
    help: str = ""
    scale_words: tuple[str, ...] = ()
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MarkInput:
    """A judge's word on one criterion; `version` is that of the mark it was written over, 0 over none."""

    criterion_id: UUID
    points: Decimal | None
    remark: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class CommentInput:
    """A judge's word on the whole; `version` is that of the comment it was written over, 0 over none."""

    to_organizer: str = ""
    to_entrant: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """What a total and a check of points need of a criterion."""

    id: UUID
    name: str
    weight: Decimal
    max_points: Decimal
    step: Decimal
    word_count: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """Points and remark as they are stored or sealed."""

    points: Decimal | None
    remark: str


def require_valid_rubric(criteria: Sequence[CriterionInput]) -> None:
    faults = InputFaults()
    if not 1 <= len(criteria) <= CRITERION_LIMIT:
        faults.add("criteria", "OUT_OF_RANGE", value=str(len(criteria)), minimum="1", maximum=str(CRITERION_LIMIT))
    for position, criterion in enumerate(criteria[:CRITERION_LIMIT]):
        _check_criterion(faults.within(f"criteria.{position}"), criterion)
    names = [criterion.name.strip() for criterion in criteria]
    _check_names(faults, names)
    faults.raise_if_any()
    total = sum((criterion.weight for criterion in criteria), Decimal(0))
    if total != FULL:
        faults.add("criteria", "WEIGHTS_NOT_100", total=str(total))
    faults.raise_if_any()


def _check_names(faults: InputFaults, names: Sequence[str]) -> None:
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            faults.add(f"criteria.{position}.name", "NOT_UNIQUE", value=name[:WORD_LIMIT])
        seen.add(name)


def _check_criterion(faults: InputFaults, given: CriterionInput) -> None:
    faults.require_text("name", given.name, NAME_LIMIT)
    faults.check_text("help", given.help, TEXT_LIMIT)
    faults.check_range("weight", given.weight, CENT, FULL)
    faults.check_range("max_points", given.max_points, CENT, MOST_POINTS)
    faults.check_range("step", given.step, CENT, MOST_POINTS)
    for path in ("weight", "max_points", "step"):
        value = getattr(given, path)
        if value.is_finite() and _is_finer_than_cents(value):
            faults.add(path, "TOO_FINE", value=str(value), step=str(CENT))
    if _are_sound(given) and given.max_points % given.step:
        faults.add("step", "DOES_NOT_DIVIDE", step=str(given.step), maximum=str(given.max_points))
    faults.check_terms("scale_words", given.scale_words, WORD_COUNT_LIMIT, WORD_LIMIT)


def _are_sound(given: CriterionInput) -> bool:
    values = (given.max_points, given.step)
    return all(value.is_finite() and value > 0 for value in values)


def _is_finer_than_cents(value: Decimal) -> bool:
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent < CENT.as_tuple().exponent  # type: ignore[operator]  # a finite one has a number


def require_only_texts(stored: Sequence[Scale], given: Sequence[CriterionInput]) -> None:
    """Once somebody scored, criteria may be said better, not changed."""
    before = [(each.id, each.weight, each.max_points, each.step, each.word_count) for each in stored]
    after = [(each.id, each.weight, each.max_points, each.step, len(each.scale_words)) for each in given]
    if before != after:
        raise RuleBroken("RUBRIC_IN_USE")


def check_marks(faults: InputFaults, scales: Mapping[UUID, Scale], marks: Sequence[MarkInput]) -> None:
    """Name marks of criteria that are not in the rubric, points off the scale, and remarks that are too long."""
    if len(marks) > CRITERION_LIMIT:
        faults.add("marks", "TOO_MANY", count=len(marks), maximum=CRITERION_LIMIT)
    seen: set[UUID] = set()
    for position, mark in enumerate(marks[:CRITERION_LIMIT]):
        within = faults.within(f"marks.{position}")
        scale = scales.get(mark.criterion_id)
        if scale is None:
            within.add("criterion_id", "UNKNOWN_VALUE")
        elif mark.points is not None:
            _check_points(within, mark.points, scale)
        if mark.criterion_id in seen:
            within.add("criterion_id", "NOT_UNIQUE")
        seen.add(mark.criterion_id)
        within.check_text("remark", mark.remark, TEXT_LIMIT)


def _check_points(faults: InputFaults, points: Decimal, scale: Scale) -> None:
    faults.check_range("points", points, Decimal(0), scale.max_points)
    if points.is_finite() and 0 <= points <= scale.max_points and points % scale.step:
        faults.add("points", "OFF_STEP", value=str(points), step=str(scale.step))


def weighted_total(scales: Iterable[Scale], points: Mapping[UUID, Decimal | None]) -> Decimal | None:
    """The sheet's total of 100, in two decimals, halves up; what was skipped is missing and its weight falls out."""
    earned, weight = Fraction(0), Fraction(0)
    for scale in scales:
        given = points.get(scale.id)
        if given is not None:
            earned += Fraction(scale.weight) * Fraction(given) / Fraction(scale.max_points)
            weight += Fraction(scale.weight)
    if not weight:
        return None
    exact = earned / weight * 100
    cents = (exact * 100 + Fraction(1, 2)).__floor__()
    return (Decimal(cents) / 100).quantize(CENT, rounding=ROUND_HALF_UP)


def require_total(scales: Sequence[Scale], points: Mapping[UUID, Decimal | None], skip_reason: str) -> Decimal:
    """The total, when every criterion has points or the judge says why one has not; no point at all judges nothing."""
    total = weighted_total(scales, points)
    missing = [scale.name for scale in scales if points.get(scale.id) is None]
    if total is None:
        raise RuleBroken("NOTHING_SCORED", count=len(missing))
    if missing and not skip_reason.strip():
        raise RuleBroken("CRITERIA_MISSING", count=len(missing), names="、".join(missing)[:500])
    return total


def require_open_round(
    state: RoundState, due_at: datetime | None, sheet_state: SheetState | None, now: datetime
) -> None:
    """Sheets are written until they are due; one that was sent back may be mended until the round is closed."""
    if state is RoundState.CLOSED:
        raise RuleBroken("ROUND_CLOSED")
    if due_at is not None and now > due_at and sheet_state is not SheetState.RETURNED:
        raise RuleBroken("SCORES_DUE_PASSED", due_at=due_at.isoformat())


def is_overwriting(stored_version: int, stored_device: str, given_version: int, device: str) -> bool:
    """Whether a save would replace what another device wrote meanwhile.

    What the same device wrote before, whose answer it perhaps never heard, it may replace.
    """
    return stored_version > given_version and not (device and stored_device == device)


def sealed_text(content: Mapping[str, Any]) -> str:
    """One text for one content: names in order, nothing but what is there."""
    return dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()
