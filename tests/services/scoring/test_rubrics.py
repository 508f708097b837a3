"""A round's rubric: begun from a template or another round, changed while nobody scored, and said better afterwards."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import text

from services.identity.models import Locale
from services.judging.values import ConflictKind
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken, Stale
from services.scoring.commands import recuse, save_sheet, submit_sheet
from services.scoring.models import RubricCriterion
from services.scoring.queries import find_sheet, list_criteria
from services.scoring.rubrics import copy_rubric, edit_rubric, remove_rubric, use_template
from services.scoring.rules import CriterionInput
from tests.factories.competitions import Event, make_event, make_round
from tests.factories.scoring import make_panel, write_sheet

PLACE = ("id", "competition_id", "round_id", "plan_id", "judge_id", "entry_id")


@pytest.fixture
async def event(database: Database) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx)


def given_of(rows: list[RubricCriterion]) -> list[CriterionInput]:
    return [
        CriterionInput(row.name, row.weight, row.max_points, row.step, row.help, tuple(row.scale_words), row.id)
        for row in rows
    ]


async def test_a_rubric_is_written_changed_and_taken_back_while_nobody_scored(database: Database, event: Event) -> None:
    actor, key = event.actor, event.round.id
    first = [CriterionInput("技术", Decimal(60), Decimal(10)), CriterionInput("市场", Decimal(40), Decimal(10))]
    async with database.transaction(actor) as tx:
        with pytest.raises(Stale):
            await edit_rubric(tx, actor, key, 3, first)
        rubric = await edit_rubric(tx, actor, key, 0, first)
        rows = list(await list_criteria(tx, rubric.id))
        with pytest.raises(Stale):
            await edit_rubric(tx, actor, key, 0, first)
        kept = replace(given_of(rows)[1], weight=Decimal(70))
        changed = [kept, CriterionInput("团队", Decimal(30), Decimal(5), Decimal("0.5"))]
        rubric = await edit_rubric(tx, actor, key, 1, changed)
        after = await list_criteria(tx, rubric.id)
        assert [(row.name, row.weight) for row in after] == [("市场", 70), ("团队", 30)]
        assert (after[0].id, rubric.version) == (rows[1].id, 2)
        with pytest.raises(InvalidInput):
            await edit_rubric(tx, actor, key, 2, [replace(changed[0], id=rows[0].id), changed[1]])
        await remove_rubric(tx, actor, key, 2)
        with pytest.raises(NotFound):
            await remove_rubric(tx, actor, key, 2)


async def test_a_template_begins_a_rubric_in_either_language_and_another_round_lends_its_own(
    database: Database, event: Event
) -> None:
    actor = event.actor
    async with database.transaction(SYSTEM) as tx:
        second = await make_round(tx, event.competition, name="决赛", ordinal=2)
        other = await make_event(tx)
    async with database.transaction(actor) as tx:
        with pytest.raises(NotFound):
            await use_template(tx, actor, event.round.id, "nothing")
        with pytest.raises(NotFound):
            await copy_rubric(tx, actor, second.id, event.round.id)
        english = await use_template(tx, actor, event.round.id, "innovation", Locale.EN)
        assert [row.name for row in await list_criteria(tx, english.id)] == [
            "Technology", "Market", "Team", "Green effect",
        ]  # fmt: skip
        copied = await copy_rubric(tx, actor, second.id, event.round.id)
        assert next(row.name for row in await list_criteria(tx, copied.id)) == "Technology"
        assert copied.id != english.id
        again = await use_template(tx, actor, event.round.id, "challenge")
        assert (again.id, again.version, again.template_code) == (english.id, 2, "challenge")
    for act in (
        lambda tx: use_template(tx, other.actor, event.round.id, "simple"),
        lambda tx: copy_rubric(tx, other.actor, other.round.id, event.round.id),
        lambda tx: edit_rubric(tx, other.actor, event.round.id, 2, []),
    ):
        async with database.transaction(other.actor) as tx:
            with pytest.raises(NotFound):
                await act(tx)


async def test_once_somebody_scored_only_texts_change_and_judges_change_nothing(database: Database) -> None:
    panel = await make_panel(database)
    actor, key = panel.event.actor, panel.event.round.id
    await write_sheet(database, panel, panel.tasks[0])
    async with database.transaction(actor) as tx:
        rows = given_of(list(await list_criteria(tx, panel.rubric.id)))
        for act in (
            use_template(tx, actor, key, "simple"),
            remove_rubric(tx, actor, key, 1),
            edit_rubric(tx, actor, key, 1, [replace(rows[0], step=Decimal(1)), *rows[1:]]),
        ):
            with pytest.raises(RuleBroken, match="RUBRIC_IN_USE"):
                await act
        better = await edit_rubric(tx, actor, key, 1, [replace(rows[0], name="技术先进性", help="看示范"), *rows[1:]])
        assert better.version == 2
    async with database.transaction(panel.judge) as tx:
        with pytest.raises(NotAllowed):
            await edit_rubric(tx, panel.judge, key, 2, rows)


async def test_a_task_that_a_new_plan_takes_away_takes_nothing_that_was_written(database: Database) -> None:
    panel = await make_panel(database)
    task = panel.tasks[0]
    sheet = await write_sheet(database, panel, task)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("DELETE FROM judge_task WHERE id = :id"), {"id": task.id})
    async with database.transaction(panel.judge) as tx:
        with pytest.raises(NotFound, match="TASK_NOT_FOUND"):
            await save_sheet(tx, panel.judge, task.id, panel.full("9"))
        with pytest.raises(NotFound, match="TASK_NOT_FOUND"):
            await recuse(tx, panel.judge, task.id, ConflictKind.KIN)
        assert await tx.scalar(text("SELECT count(*) FROM score_mark")) == 4
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(
            text(
                "INSERT INTO judge_task (id, created_at, competition_id, round_id, plan_id, judge_id, entry_id) VALUES "
                "(:id, now(), :competition_id, :round_id, :plan_id, :judge_id, :entry_id)"
            ),
            {name: getattr(task, name) for name in PLACE},
        )
    async with database.transaction(panel.judge) as tx:
        found = await find_sheet(tx, task)
        assert found is not None
        assert found.id == sheet.id
        assert (await submit_sheet(tx, panel.judge, task.id, found.version)).total == Decimal("80.00")
