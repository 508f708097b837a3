"""Use cases of a judge: write a sheet, hand it in, step back. Those of the organizer stand in rubrics.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.models import Round
from services.competitions.queries import get_round
from services.judging.conflicts import store_conflicts
from services.judging.models import ConflictSource, JudgeTask
from services.judging.queries import ConflictRow
from services.judging.values import ConflictKind
from services.kit import clock
from services.kit.actor import Actor
from services.kit.database import elevated
from services.kit.faults import InputFaults
from services.kit.refusals import RuleBroken
from services.kit.versions import require_version
from services.scoring.models import (
    TEXT_LIMIT,
    Recusal,
    Rubric,
    ScoreComment,
    ScoreMark,
    ScoreSeal,
    ScoreSheet,
    SheetState,
)
from services.scoring.queries import (
    count_seals,
    find_comment,
    find_recusal,
    find_rubric,
    find_sheet,
    get_own_task,
    hold_rubric,
    list_criteria,
    list_marks,
    scale_of,
)
from services.scoring.rules import (
    DEVICE_LIMIT,
    CommentInput,
    MarkInput,
    Scale,
    check_marks,
    digest_of,
    is_overwriting,
    require_open_round,
    require_total,
    sealed_text,
)


@dataclass(frozen=True, slots=True)
class SheetInput:
    """What a desk saves: any of the marks, the comments or not, and the key that the device made up for itself."""

    marks: Sequence[MarkInput] = ()
    comments: CommentInput | None = None
    device: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """The sheet after a save, and what was left as another device wrote it meanwhile."""

    sheet: ScoreSheet
    kept_marks: Sequence[ScoreMark]
    kept_comment: ScoreComment | None


@dataclass(slots=True)
class _Desk:
    """A task that may be written on, with the rubric it is scored by."""

    task: JudgeTask
    round: Round
    rubric: Rubric
    scales: Mapping[UUID, Scale]
    sheet: ScoreSheet | None


async def save_sheet(tx: AsyncSession, actor: Actor, task_id: UUID, given: SheetInput) -> Saved:
    """Keep what a judge wrote so far. Marks are merged one by one; said again it changes nothing.

    A mark that another device changed meanwhile is not overwritten: it stays, is given back, and the judge decides.
    """
    desk = await _open_desk(tx, actor, task_id)
    _require_valid(given, desk.scales)
    sheet = desk.sheet or await _begin(tx, desk.task)
    marks = await list_marks(tx, sheet.id)
    kept = [stored for each in given.marks if (stored := _merge_mark(tx, sheet, marks, each, given.device)) is not None]
    comment = None if given.comments is None else await _merge_comment(tx, sheet, given.comments, given.device)
    await tx.flush()
    return Saved(sheet, kept, comment)


async def submit_sheet(
    tx: AsyncSession, actor: Actor, task_id: UUID, version: int, skip_reason: str = ""
) -> ScoreSheet:
    """Hand the sheet in as the judge saw it: it is totalled, sealed and stands still from now on."""
    desk = await _open_desk(tx, actor, task_id)
    sheet = desk.sheet
    if sheet is None:
        raise RuleBroken("NOTHING_SCORED", count=len(desk.scales))
    require_version("SHEET_STALE", sheet, version)
    faults = InputFaults()
    faults.check_text("skip_reason", skip_reason, TEXT_LIMIT)
    faults.raise_if_any()
    marks, comment = await list_marks(tx, sheet.id), await find_comment(tx, sheet.id)
    points = {key: mark.points for key, mark in marks.items()}
    scales = list(desk.scales.values())
    sheet.total = total = require_total(scales, points, skip_reason)
    sheet.skip_reason = skip_reason.strip()
    sheet.submitted_at = clock.now()
    number = await count_seals(tx, sheet.id) + 1
    content = sealed_text(_content(desk, sheet, number, marks, comment))
    sheet.digest = digest_of(content)
    tx.add(
        ScoreSeal(
            competition_id=sheet.competition_id,
            judge_id=sheet.judge_id,
            sheet_id=sheet.id,
            number=number,
            total=total,
            digest=sheet.digest,
            content=content,
        )
    )
    await tx.flush()  # the seal is written while the sheet is open: afterwards its judge may write nothing
    sheet.state = SheetState.SUBMITTED
    sheet.version += 1
    await tx.flush()
    return sheet


async def recuse(tx: AsyncSession, actor: Actor, task_id: UUID, kind: ConflictKind, note: str = "") -> Recusal:
    """Step back from an entry: the conflict holds for every later plan, and the organizer sees what to repair."""
    task = await get_own_task(tx, actor, task_id)
    found = await get_round(tx, task.round_id)
    sheet = await find_sheet(tx, task)
    require_open_round(found.state, None, None, clock.now())
    if sheet is not None and sheet.state is SheetState.SUBMITTED:
        raise RuleBroken("SHEET_SEALED")
    faults = InputFaults()
    faults.check_text("note", note, TEXT_LIMIT)
    faults.raise_if_any()
    recusal = await find_recusal(tx, task)
    if recusal is not None:
        return recusal
    recusal = Recusal(
        competition_id=task.competition_id,
        round_id=task.round_id,
        judge_id=task.judge_id,
        entry_id=task.entry_id,
        kind=kind,
        note=note.strip(),
    )
    tx.add(recusal)
    async with elevated(tx, actor):  # conflicts are the organizer's; a judge states one of their own
        row = ConflictRow(task.judge_id, task.entry_id, kind.value, ConflictSource.DECLARED)
        await store_conflicts(tx, task.competition_id, [row], ConflictSource.DECLARED)
    return recusal


async def _open_desk(tx: AsyncSession, actor: Actor, task_id: UUID) -> _Desk:
    task = await get_own_task(tx, actor, task_id)
    await hold_rubric(tx, task.round_id, shared=True)
    found = await get_round(tx, task.round_id)
    rubric = await find_rubric(tx, task.round_id)
    if rubric is None:
        raise RuleBroken("NO_RUBRIC")
    if await find_recusal(tx, task) is not None:
        raise RuleBroken("TASK_RECUSED")
    sheet = await find_sheet(tx, task)
    if sheet is not None:
        sheet = await find_sheet(tx, task, to_change=True)
        if sheet is None or sheet.state is SheetState.SUBMITTED:
            raise RuleBroken("SHEET_SEALED")
    require_open_round(found.state, found.scores_due_at, sheet.state if sheet else None, clock.now())
    scales = {each.id: scale_of(each) for each in await list_criteria(tx, rubric.id)}
    return _Desk(task, found, rubric, scales, sheet)


def _require_valid(given: SheetInput, scales: Mapping[UUID, Scale]) -> None:
    faults = InputFaults()
    faults.check_text("device", given.device, DEVICE_LIMIT)
    if not given.marks and given.comments is None:
        faults.add("marks", "REQUIRED")
    check_marks(faults, scales, given.marks)
    if given.comments is not None:
        within = faults.within("comments")
        within.check_text("to_organizer", given.comments.to_organizer, TEXT_LIMIT)
        within.check_text("to_entrant", given.comments.to_entrant, TEXT_LIMIT)
    faults.raise_if_any()


async def _begin(tx: AsyncSession, task: JudgeTask) -> ScoreSheet:
    sheet = ScoreSheet(
        competition_id=task.competition_id,
        round_id=task.round_id,
        judge_id=task.judge_id,
        entry_id=task.entry_id,
    )
    tx.add(sheet)
    await tx.flush()
    return sheet


def _merge_mark(
    tx: AsyncSession, sheet: ScoreSheet, marks: Mapping[UUID, ScoreMark], given: MarkInput, device: str
) -> ScoreMark | None:
    """Store one mark; or what stands there, if another device wrote it after this one looked."""
    stored = marks.get(given.criterion_id)
    if stored is None:
        stored = ScoreMark(
            competition_id=sheet.competition_id,
            judge_id=sheet.judge_id,
            sheet_id=sheet.id,
            criterion_id=given.criterion_id,
            points=given.points,
            remark=given.remark,
            device=device,
            changed_at=clock.now(),
        )
        tx.add(stored)
        sheet.version += 1
        return None
    if (stored.points, stored.remark) == (given.points, given.remark):
        return None
    if is_overwriting(stored.version, stored.device, given.version, device):
        return stored
    stored.points, stored.remark, stored.device = given.points, given.remark, device
    stored.changed_at = clock.now()
    stored.version += 1
    sheet.version += 1
    return None


async def _merge_comment(tx: AsyncSession, sheet: ScoreSheet, given: CommentInput, device: str) -> ScoreComment | None:
    stored = await find_comment(tx, sheet.id)
    texts = (given.to_organizer, given.to_entrant)
    if stored is None:
        stored = ScoreComment(
            competition_id=sheet.competition_id,
            judge_id=sheet.judge_id,
            sheet_id=sheet.id,
            to_organizer=given.to_organizer,
            to_entrant=given.to_entrant,
            device=device,
        )
        tx.add(stored)
        sheet.version += 1
        return None
    if (stored.to_organizer, stored.to_entrant) == texts:
        return None
    if is_overwriting(stored.version, stored.device, given.version, device):
        return stored
    stored.to_organizer, stored.to_entrant = texts
    stored.device = device
    stored.version += 1
    sheet.version += 1
    return None


def _content(
    desk: _Desk, sheet: ScoreSheet, number: int, marks: Mapping[UUID, ScoreMark], comment: ScoreComment | None
) -> dict[str, Any]:
    """Everything that a seal holds fast, with the rubric as it was."""
    return {
        "round": str(sheet.round_id),
        "judge": str(sheet.judge_id),
        "entry": str(sheet.entry_id),
        "number": number,
        "submittedAt": sheet.submitted_at.isoformat() if sheet.submitted_at else None,
        "rubricVersion": desk.rubric.version,
        "criteria": [
            {
                "id": str(scale.id),
                "name": scale.name,
                "weight": str(scale.weight),
                "maxPoints": str(scale.max_points),
                "points": None if mark is None or mark.points is None else str(mark.points),
                "remark": "" if mark is None else mark.remark,
            }
            for scale in desk.scales.values()
            for mark in [marks.get(scale.id)]
        ],
        "skipReason": sheet.skip_reason,
        "toOrganizer": comment.to_organizer if comment else "",
        "toEntrant": comment.to_entrant if comment else "",
        "total": str(sheet.total),
    }
