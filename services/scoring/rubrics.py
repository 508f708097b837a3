"""Use cases of an organizer: the rubric of a round, when scores are due, and sheets sent back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.models import Round, RoundState
from services.competitions.queries import get_round, lock_version, require_organizer
from services.identity.models import Locale
from services.kit import clock
from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.kit.refusals import FieldFault, InvalidInput, NotFound, RuleBroken, Stale
from services.kit.versions import require_version
from services.scoring.models import TEXT_LIMIT, Rubric, RubricCriterion, ScoreSheet, SheetState
from services.scoring.queries import (
    count_sheets,
    find_recusal,
    find_rubric,
    find_rubric_to_change,
    get_sheet,
    get_sheet_to_change,
    get_task,
    hold_rubric,
    list_criteria,
    scale_of,
)
from services.scoring.rules import CriterionInput, require_only_texts, require_valid_rubric
from services.scoring.templates import get_template


async def edit_rubric(
    tx: AsyncSession, actor: Actor, round_id: UUID, version: int, criteria: Sequence[CriterionInput]
) -> Rubric:
    """Write the round's rubric; version 0 is none yet. Once somebody scored, only its texts may change."""
    found = await _require_round(tx, actor, round_id)
    criteria = [replace(each, name=each.name.strip(), help=each.help.strip()) for each in criteria]
    require_valid_rubric(criteria)
    await hold_rubric(tx, round_id)
    rubric = await find_rubric_to_change(tx, round_id)
    if rubric is not None:
        require_version("RUBRIC_STALE", rubric, version)
    elif version:
        raise Stale("RUBRIC_STALE", current_version=0, round_id=str(round_id))
    stored = list(await list_criteria(tx, rubric.id)) if rubric else []
    _require_known(stored, criteria)
    if await count_sheets(tx, round_id):
        require_only_texts([scale_of(each) for each in stored], criteria)
    if rubric is None:
        rubric = Rubric(competition_id=found.competition_id, round_id=round_id)
        tx.add(rubric)
    else:
        rubric.version += 1
    await tx.flush()
    await _write(tx, rubric, stored, criteria)
    return rubric


async def use_template(tx: AsyncSession, actor: Actor, round_id: UUID, code: str, locale: Locale = Locale.ZH) -> Rubric:
    """Begin the round's rubric with a template, in place of what it was; not once somebody scored."""
    template = get_template(code, clock.today())
    rubric = await _begin_anew(tx, actor, round_id, template.criteria[locale])
    rubric.template_code = template.code
    await tx.flush()
    return rubric


async def copy_rubric(tx: AsyncSession, actor: Actor, round_id: UUID, source_id: UUID) -> Rubric:
    """Begin the round's rubric with that of another round the actor runs."""
    source = await _require_round(tx, actor, source_id)
    copied = await find_rubric(tx, source.id)
    if copied is None:
        raise NotFound("RUBRIC_NOT_FOUND", id=str(source_id))
    criteria = [
        CriterionInput(each.name, each.weight, each.max_points, each.step, each.help, tuple(each.scale_words))
        for each in await list_criteria(tx, copied.id)
    ]
    rubric = await _begin_anew(tx, actor, round_id, criteria)
    rubric.template_code = copied.template_code
    await tx.flush()
    return rubric


async def remove_rubric(tx: AsyncSession, actor: Actor, round_id: UUID, version: int) -> None:
    """Take the rubric away, as long as nobody scored by it."""
    await _require_round(tx, actor, round_id)
    await hold_rubric(tx, round_id)
    rubric = await find_rubric_to_change(tx, round_id)
    if rubric is None:
        raise NotFound("RUBRIC_NOT_FOUND", id=str(round_id))
    require_version("RUBRIC_STALE", rubric, version)
    if await count_sheets(tx, round_id):
        raise RuleBroken("RUBRIC_IN_USE")
    await tx.delete(rubric)
    await tx.flush()


async def set_scores_due(
    tx: AsyncSession, actor: Actor, round_id: UUID, version: int, due_at: datetime | None
) -> Round:
    """Say until when judges may write; unlike how a round is judged, this may change while it is."""
    found = await _require_round(tx, actor, round_id)
    found = await lock_version(tx, found, version)
    if due_at is not None and due_at <= clock.now():
        raise InvalidInput([FieldFault("scores_due_at", "IN_THE_PAST", {"value": due_at.isoformat()})])
    found.scores_due_at = due_at
    found.version += 1
    await tx.flush()
    return found


async def reopen_sheet(tx: AsyncSession, actor: Actor, sheet_id: UUID, version: int, reason: str) -> ScoreSheet:
    """Send a sealed sheet back to its judge and say why; what was sealed is kept."""
    sheet = await get_sheet(tx, sheet_id)
    await _require_round(tx, actor, sheet.round_id)
    faults = InputFaults()
    faults.require_text("reason", reason, TEXT_LIMIT)
    faults.raise_if_any()
    if sheet.state is not SheetState.SUBMITTED:
        raise RuleBroken("SHEET_NOT_SEALED", state=sheet.state.value)
    sheet = await get_sheet_to_change(tx, sheet_id)
    require_version("SHEET_STALE", sheet, version)
    sheet.state, sheet.total, sheet.digest = SheetState.RETURNED, None, None
    sheet.return_reason, sheet.returned_at = reason.strip(), clock.now()
    sheet.version += 1
    await tx.flush()
    return sheet


async def dismiss_recusal(tx: AsyncSession, actor: Actor, task_id: UUID) -> None:
    """Take a judge's stepping back as not said, such as by mistake; a conflict that was declared is withdrawn apart."""
    task = await get_task(tx, task_id)
    await require_organizer(tx, actor, task.competition_id)
    recusal = await find_recusal(tx, task)
    if recusal is None:
        raise RuleBroken("NOT_RECUSED")
    await tx.delete(recusal)
    await tx.flush()


async def _require_round(tx: AsyncSession, actor: Actor, round_id: UUID) -> Round:
    found = await get_round(tx, round_id)
    await require_organizer(tx, actor, found.competition_id)
    if found.state is RoundState.CLOSED:
        raise RuleBroken("ROUND_CLOSED")
    return found


async def _begin_anew(tx: AsyncSession, actor: Actor, round_id: UUID, criteria: Sequence[CriterionInput]) -> Rubric:
    found = await _require_round(tx, actor, round_id)
    await hold_rubric(tx, round_id)
    if await count_sheets(tx, round_id):
        raise RuleBroken("RUBRIC_IN_USE")
    rubric = await find_rubric_to_change(tx, round_id)
    stored: Sequence[RubricCriterion] = []
    if rubric is None:
        rubric = Rubric(competition_id=found.competition_id, round_id=round_id)
        tx.add(rubric)
    else:
        stored = await list_criteria(tx, rubric.id)
        rubric.version += 1
    await tx.flush()
    await _write(tx, rubric, stored, criteria)
    return rubric


def _require_known(stored: Sequence[RubricCriterion], given: Sequence[CriterionInput]) -> None:
    known = {each.id for each in stored}
    ids = [each.id for each in given if each.id is not None]
    faults = InputFaults()
    for position, each in enumerate(given):
        if each.id is not None and (each.id not in known or ids.count(each.id) > 1):
            faults.add(f"criteria.{position}.id", "UNKNOWN_VALUE")
    faults.raise_if_any()


async def _write(
    tx: AsyncSession, rubric: Rubric, stored: Sequence[RubricCriterion], given: Sequence[CriterionInput]
) -> None:
    """Bring the stored criteria to what is given: those that are named are changed, the others go or come."""
    rows = {each.id: each for each in stored}
    kept = {each.id for each in given if each.id is not None}
    for row in stored:
        if row.id not in kept:
            await tx.delete(row)
    for position, each in enumerate(given):
        values: dict[str, Any] = {
            "position": position,
            "name": each.name,
            "help": each.help,
            "weight": each.weight,
            "max_points": each.max_points,
            "step": each.step,
            "scale_words": list(each.scale_words),
        }
        if each.id is None:
            tx.add(RubricCriterion(competition_id=rubric.competition_id, rubric_id=rubric.id, **values))
        else:
            rows[each.id].sqlmodel_update(values)
    await tx.flush()
