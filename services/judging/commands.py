"""Use cases of judging: start an assignment, declare conflicts, publish a plan. Hand edits stand in editing.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.competitions.commands import open_judging
from services.competitions.models import Round
from services.competitions.queries import (
    count_entries,
    count_judges,
    get_entry,
    get_judge,
    get_round,
    get_round_to_change,
    require_organizer,
)
from services.judging import repairing
from services.judging.conflicts import refresh_derived_conflicts, store_conflicts
from services.judging.editing import PlanViolation, list_violations, require_draft
from services.judging.models import AssignmentDefaults, Conflict, ConflictSource, JudgeTask, Plan, PlanState
from services.judging.queries import (
    ConflictRow,
    find_defaults,
    find_published_plan,
    get_conflict,
    get_conflict_between,
    get_plan,
    get_plan_to_change,
)
from services.judging.settings import NAME_LIMIT, AssignmentInput, merge_patch, require_valid
from services.judging.solved import load_solved
from services.judging.stating import require_stated
from services.judging.values import ConflictKind
from services.kit import clock
from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.kit.refusals import FieldFault, InvalidInput, NotFound, RuleBroken
from services.solving.commands import NewRun, queue_run
from services.solving.mends import chosen_patches, combine
from services.solving.models import SolveRun
from services.solving.queries import find_open_run, get_run

KIND: Final = "judging"
"""The name under which this room's problems are solved."""

INSERT_TASKS: Final = """
INSERT INTO judge_task (id, created_at, competition_id, round_id, plan_id, judge_id, entry_id)
SELECT gen_random_uuid(), now(), competition_id, :round_id, plan_id, judge_id, entry_id
FROM plan_pair WHERE plan_id = :plan_id
ON CONFLICT (round_id, judge_id, entry_id) DO UPDATE SET plan_id = excluded.plan_id
"""


@dataclass(frozen=True, slots=True)
class MendedSettings:
    """Settings after mends, and the run that was started with them."""

    settings: Mapping[str, Any]
    run: SolveRun | None


class PlanBroken(RuleBroken):
    """A plan that breaks rules is published only when the organizer accepts each of them."""

    def __init__(self, violations: list[PlanViolation]) -> None:
        codes = " ".join(sorted({violation.code for violation in violations}))
        super().__init__("PLAN_BREAKS_RULES", violation_count=len(violations), codes=codes)
        self.violations = tuple(violations)


async def start_assignment(tx: AsyncSession, actor: Actor, round_id: UUID, given: AssignmentInput) -> SolveRun:
    """Queue an assignment of the competition's judges to its entries."""
    found = await get_round(tx, round_id)
    competition = await require_organizer(tx, actor, found.competition_id)
    found = await get_round_to_change(tx, round_id)  # of two who start at once the second sees the first's run
    require_valid(given, found.max_load)
    await _require_people(tx, found)
    await require_stated(tx, found, given)
    new = NewRun(
        KIND, round_id, competition.organization_id, given.seed, given.seconds, given.as_stated(), given.name.strip()
    )
    return await _queue(tx, actor, new)


async def repair_plan(
    tx: AsyncSession, actor: Actor, plan_id: UUID, version: int, given: repairing.RepairInput
) -> SolveRun:
    """Queue a run for a draft that changes as few pairs of a plan as possible after what happened."""
    plan = await get_plan(tx, plan_id)
    competition = await require_organizer(tx, actor, plan.competition_id)
    await get_round_to_change(tx, plan.round_id)
    plan = await get_plan_to_change(tx, plan_id, version)
    faults = InputFaults()
    faults.check_text("name", given.name, NAME_LIMIT)
    faults.raise_if_any()
    stated = repairing.stated_repair(plan, await load_solved(tx, plan.solve_run_id), given)
    earlier = await get_run(tx, plan.solve_run_id)
    settings = {**earlier.settings, "elastic": given.elastic or bool(earlier.settings.get("elastic"))}
    settings[repairing.KEY] = stated
    new = NewRun(
        KIND, plan.round_id, competition.organization_id, earlier.seed, given.seconds, settings, given.name.strip()
    )
    return await _queue(tx, actor, new)


async def save_assignment_settings(
    tx: AsyncSession, actor: Actor, round_id: UUID, given: AssignmentInput
) -> AssignmentDefaults:
    """Keep settings as what the round's next assignment starts from; they are checked as those of a run are."""
    found = await get_round(tx, round_id)
    await require_organizer(tx, actor, found.competition_id)
    found = await get_round_to_change(tx, round_id)
    require_valid(given, found.max_load)
    await require_stated(tx, found, given)
    kept = await find_defaults(tx, round_id)
    if kept is None:
        kept = AssignmentDefaults(competition_id=found.competition_id, round_id=round_id, version=0)
        tx.add(kept)
    kept.settings = {**given.as_stated(), "name": given.name, "seed": given.seed, "seconds": given.seconds}
    kept.version += 1
    await tx.flush()
    return kept


async def apply_mends(
    tx: AsyncSession, actor: Actor, run_id: UUID, mend_ids: Sequence[int] | None, *, starts_run: bool
) -> MendedSettings:
    """The settings of a run without a plan after mends (all of them when none are named); on request run with them."""
    run = await get_run(tx, run_id)
    if run.kind != KIND:
        raise NotFound("SOLVE_RUN_NOT_FOUND", id=str(run_id))
    found = await get_round(tx, run.subject_id)
    await require_organizer(tx, actor, found.competition_id)
    patches = chosen_patches(run, mend_ids)
    stated = merge_patch(run.settings, combine(patches))
    if repairing.KEY in stated:
        new = NewRun(KIND, found.id, run.organization_id, run.seed, run.limit_seconds, stated, run.name)
        return MendedSettings(stated, await _queue(tx, actor, new) if starts_run else None)
    given = AssignmentInput.of_stated(stated, name=run.name, seed=run.seed, seconds=run.limit_seconds)
    started = await start_assignment(tx, actor, found.id, given) if starts_run else None
    return MendedSettings(stated, started)


async def publish_plan(
    tx: AsyncSession, actor: Actor, plan_id: UUID, version: int, *, accepts_violations: bool = False
) -> Plan:
    """Make a draft the plan of its round: judges see their tasks, the plan before it is replaced."""
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id)
    await get_round_to_change(tx, plan.round_id)  # of two drafts published at once the second replaces the first
    plan = await get_plan_to_change(tx, plan_id, version)
    require_draft(plan)
    await open_judging(tx, actor, plan.round_id)
    await refresh_derived_conflicts(tx, plan.competition_id)
    violations = await list_violations(tx, plan)
    if violations and not accepts_violations:
        raise PlanBroken(violations)
    await _replace_published(tx, plan.round_id)
    plan.state, plan.published_at = PlanState.PUBLISHED, clock.now()
    plan.accepted_violations = [violation.as_json() for violation in violations]
    plan.version += 1
    await tx.flush()
    await _hand_out_tasks(tx, plan)
    return plan


async def declare_conflict(
    tx: AsyncSession, actor: Actor, judge_id: UUID, entry_id: UUID, kind: ConflictKind
) -> Conflict:
    """State that a judge may not judge an entry; holds from the next assignment or publication on."""
    judge, entry = await get_judge(tx, judge_id), await get_entry(tx, entry_id)
    await require_organizer(tx, actor, judge.competition_id)
    if entry.competition_id != judge.competition_id:
        raise InvalidInput([FieldFault("entry_id", "OTHER_COMPETITION")])
    row = ConflictRow(judge_id, entry_id, kind.value, ConflictSource.DECLARED)
    await store_conflicts(tx, judge.competition_id, [row], ConflictSource.DECLARED)
    return await get_conflict_between(tx, judge_id, entry_id)


async def withdraw_conflict(tx: AsyncSession, actor: Actor, conflict_id: UUID) -> None:
    """Take back what somebody stated; what is derived from rows goes when the rows change."""
    conflict = await get_conflict(tx, conflict_id)
    await require_organizer(tx, actor, conflict.competition_id)
    if conflict.source is ConflictSource.DERIVED:
        raise RuleBroken("CONFLICT_IS_DERIVED", kind=conflict.kind.value)
    await tx.delete(conflict)
    await tx.flush()


async def _queue(tx: AsyncSession, actor: Actor, new: NewRun) -> SolveRun:
    """One run of a round at a time; the round is locked."""
    running = await find_open_run(tx, KIND, new.subject_id)
    if running is not None:
        raise RuleBroken("ALREADY_SOLVING", solve_run_id=str(running.id))
    return await queue_run(tx, actor, new)


async def _require_people(tx: AsyncSession, found: Round) -> None:
    if not await count_judges(tx, found.competition_id):
        raise RuleBroken("NO_JUDGES")
    if not await count_entries(tx, found.competition_id):
        raise RuleBroken("NO_ENTRIES")


async def _replace_published(tx: AsyncSession, round_id: UUID) -> None:
    earlier = await find_published_plan(tx, round_id)
    if earlier is not None:
        earlier.state = PlanState.REPLACED
        earlier.version += 1
        await tx.flush()


async def _hand_out_tasks(tx: AsyncSession, plan: Plan) -> None:
    """Tasks that the plan before it gave out already stay the rows they are."""
    await tx.execute(text(INSERT_TASKS), {"round_id": plan.round_id, "plan_id": plan.id})
    await tx.execute(
        delete(JudgeTask).where(col(JudgeTask.round_id) == plan.round_id, col(JudgeTask.plan_id) != plan.id)
    )
