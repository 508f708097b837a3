"""An event under judgment: a published plan, a rubric, and desks on which work has begun."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlmodel import col, select

from optimizer import Limits, solve
from services.competitions.commands import (
    add_entries,
    add_judges,
    create_competition,
    create_round,
)
from services.competitions.inviting import accept_invitation, invite_judge
from services.competitions.models import CompetitionKind, Entry, Judge, JudgeKind, Round
from services.competitions.queries import list_judges
from services.competitions.rules import CompetitionInput, EntryInput, JudgeInput, RoundInput
from services.judging import tasks  # noqa: F401 - makes the kind known
from services.judging.commands import publish_plan, start_assignment
from services.judging.models import JudgeTask
from services.judging.queries import find_plan_of_run
from services.judging.settings import AssignmentInput
from services.judging.values import ConflictKind
from services.kit import clock
from services.kit.actor import Actor
from services.scoring.commands import SheetInput, recuse, save_sheet, submit_sheet
from services.scoring.models import RubricCriterion
from services.scoring.queries import find_rubric, list_criteria
from services.scoring.rubrics import reopen_sheet, set_scores_due, use_template
from services.scoring.rules import CommentInput, MarkInput
from services.seed.data_files import Record, read_toml
from services.seed.stage import Stage
from services.solving import commands as solving
from services.solving.kinds import get_kind
from services.solving.models import SolveRun
from services.solving.snapshots import write_problem, write_result

POINTS: Final = (Decimal("8.5"), Decimal(7), Decimal("7.5"), Decimal(9))
REMARKS: Final = ("技术路线清晰，已有示范数据。", "客户集中，需说明推广计划。", "", "减排量有第三方检测报告。")


async def judge_challenge(stage: Stage) -> None:
    record = read_toml("judged.toml")
    found = await _prepare(stage, record)
    await _publish(stage, record, found)
    judges = await _invite(stage, record, found.competition_id)
    for desk in record["desk"]:
        email = record["accounts"][desk["judge"]]
        for task, step in zip(await _tasks(stage, judges[desk["judge"]]), desk["steps"], strict=False):
            await _take_step(stage, record, stage.actors[email], task, step)


async def _prepare(stage: Stage, record: Record) -> Round:
    """The competition with its people, its round and rubric, and the day the sheets are due."""
    actor = await stage.enter_admin(record["organizer"])
    given = CompetitionInput(record["name"], CompetitionKind(record["kind"]), record["edition_year"])
    competition = await create_competition(stage.tx, actor, stage.organizations[record["organizer"]], given)
    found = await create_round(stage.tx, actor, competition.id, RoundInput(**record["round"]))
    await add_judges(stage.tx, actor, competition.id, [_judge(each) for each in record["judge"]])
    await add_entries(stage.tx, actor, competition.id, [_entry(each) for each in record["entry"]])
    await use_template(stage.tx, actor, found.id, record["template"])
    due_at = clock.now() + timedelta(days=record["due_days"])
    return await set_scores_due(stage.tx, actor, found.id, found.version, due_at)


def _judge(record: Record) -> JudgeInput:
    return JudgeInput(**{**record, "kind": JudgeKind(record["kind"]), "fields": tuple(record["fields"])})


def _entry(record: Record) -> EntryInput:
    return EntryInput(**{**record, "fields": tuple(record["fields"])})


async def _publish(stage: Stage, record: Record, found: Round) -> None:
    """Assign as a worker would, and tell the judges."""
    organizer = await stage.enter_admin(record["organizer"])
    run = await start_assignment(stage.tx, organizer, found.id, AssignmentInput())
    await stage.enter_system()
    await _solve(stage, run.id)
    organizer = await stage.enter_admin(record["organizer"])
    plan = await find_plan_of_run(stage.tx, run.id)
    if plan is None:
        raise LookupError("the sample's assignment has no plan")
    await publish_plan(stage.tx, organizer, plan.id, plan.version)


async def _solve(stage: Stage, run_id: UUID) -> None:
    """A run of sixteen pairs is solved on the spot; the job that was queued for it finds it done."""
    tx = stage.tx
    run: SolveRun | None = await solving.claim_run(tx, run_id)
    if run is None:
        raise LookupError("the sample's assignment cannot be taken up")
    kind = get_kind(run.kind)
    snapshot = (await kind.prepare(tx, run))()
    await solving.store_snapshot(tx, run_id, snapshot, write_problem(snapshot.problem))
    limits = Limits(seconds=20)
    result = await asyncio.to_thread(
        solve, snapshot.problem, objective=snapshot.objective, limits=limits, seed=run.seed
    )
    await solving.end_run(tx, run, result, write_result(result), None)
    await kind.complete(tx, run, snapshot, result)


async def _invite(stage: Stage, record: Record, competition_id: UUID) -> dict[str, UUID]:
    """Let the judges with a sample account accept; returns every judge by code."""
    await stage.enter_admin(record["organizer"])
    judges = {judge.code: judge.id for judge in await list_judges(stage.tx, competition_id)}
    for code, email in record["accounts"].items():
        organizer = await stage.enter_admin(record["organizer"])
        secret = await invite_judge(stage.tx, organizer, judges[code])
        await accept_invitation(stage.tx, await stage.enter(email), secret)
    return judges


async def _tasks(stage: Stage, judge_id: UUID) -> Sequence[JudgeTask]:
    await stage.enter_system()
    query = select(JudgeTask).join(Entry, col(Entry.id) == col(JudgeTask.entry_id))
    of_judge = query.join(Judge, col(Judge.id) == col(JudgeTask.judge_id)).where(col(Judge.id) == judge_id)
    return (await stage.tx.scalars(of_judge.order_by(col(Entry.code)))).all()


async def _take_step(stage: Stage, record: Record, actor: Actor, task: JudgeTask, step: str) -> None:
    await stage.become(actor)
    if step == "RECUSED":
        await recuse(stage.tx, actor, task.id, ConflictKind.SELF_DECLARED, "曾为该单位提供咨询，申请回避。")
        return
    criteria = await _criteria(stage, task.round_id)
    done = criteria[:2] if step == "DRAFT" else criteria
    marks = [MarkInput(each.id, POINTS[place % 4], REMARKS[place % 4]) for place, each in enumerate(done)]
    comments = CommentInput("" if step == "DRAFT" else "建议进入下一轮。", "数据扎实，建议补充经济性测算。")
    saved = await save_sheet(stage.tx, actor, task.id, SheetInput(marks, comments, "sample"))
    if step in {"SUBMITTED", "RETURNED"}:
        sheet = await submit_sheet(stage.tx, actor, task.id, saved.sheet.version)
        if step == "RETURNED":
            organizer = await stage.enter_admin(record["organizer"])
            await reopen_sheet(stage.tx, organizer, sheet.id, sheet.version, "绿色效益的评分与评语不一致，请核对。")


async def _criteria(stage: Stage, round_id: UUID) -> Sequence[RubricCriterion]:
    rubric = await find_rubric(stage.tx, round_id)
    return await list_criteria(stage.tx, rubric.id) if rubric else ()
