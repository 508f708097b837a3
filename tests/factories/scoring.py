"""A round under judgment: rubric, published plan, and a person behind a judge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.competitions.inviting import accept_invitation, invite_judge
from services.competitions.models import Judge
from services.judging.commands import publish_plan
from services.judging.models import JudgeTask
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.scoring.commands import SheetInput, save_sheet, submit_sheet
from services.scoring.models import Rubric, RubricCriterion, ScoreSheet
from services.scoring.queries import list_criteria
from services.scoring.rubrics import use_template
from services.scoring.rules import CommentInput, MarkInput
from tests.factories.competitions import Event, make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.judging import make_plan


@dataclass(frozen=True, slots=True)
class Panel:
    """A round that is judged, two of whose judges have come."""

    event: Event
    rubric: Rubric
    criteria: Sequence[RubricCriterion]
    people: Mapping[UUID, Actor]
    tasks: Sequence[JudgeTask]
    """Those of the judges who have come; the first two are of the first."""

    @property
    def judge(self) -> Actor:
        return self.people[self.tasks[0].judge_id]

    def full(self, points: str = "8") -> SheetInput:
        """A sheet with the same points everywhere."""
        marks = [MarkInput(each.id, Decimal(points)) for each in self.criteria]
        return SheetInput(marks, CommentInput("专家意见", "建议"))


async def link_judge(database: Database, event: Event, judge: Judge) -> Actor:
    async with database.transaction(SYSTEM) as tx:
        person = actor_of(await make_account(tx))
    async with database.transaction(event.actor) as tx:
        secret = await invite_judge(tx, event.actor, judge.id)
    async with database.transaction(person) as tx:
        await accept_invitation(tx, person, secret)
    return person


async def make_panel(database: Database, **round_changes: Any) -> Panel:
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx, judges=4, entries=4, **round_changes)
    async with database.transaction(event.actor) as tx:
        rubric = await use_template(tx, event.actor, event.round.id, "innovation")
        criteria = await list_criteria(tx, rubric.id)
    plan = await make_plan(database, event)
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, plan.id, plan.version)
    people = {judge.id: await link_judge(database, event, judge) for judge in event.judges[1:3]}
    async with database.transaction(SYSTEM) as tx:
        query = select(JudgeTask).where(col(JudgeTask.judge_id).in_(people)).order_by(col(JudgeTask.judge_id))
        tasks = (await tx.scalars(query)).all()
    return Panel(event, rubric, criteria, people, tasks)


async def write_sheet(database: Database, panel: Panel, task: JudgeTask, *, submit: bool = False) -> ScoreSheet:
    """A full sheet, handed in or not."""
    person = panel.people[task.judge_id]
    async with database.transaction(person) as tx:
        saved = await save_sheet(tx, person, task.id, replace(panel.full(), device="phone"))
        if submit:
            return await submit_sheet(tx, person, task.id, saved.sheet.version)
        return saved.sheet
