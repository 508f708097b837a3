"""A judge's sheet: written in pieces from two devices, handed in, sealed, sent back, stepped back from."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

import orjson
import pytest
from sqlalchemy import select, text

from services.judging.models import Conflict, ConflictSource
from services.judging.values import ConflictKind
from services.kit import clock
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken, Stale
from services.scoring.commands import SheetInput, recuse, save_sheet, submit_sheet
from services.scoring.models import ScoreSeal, SheetState
from services.scoring.queries import find_comment, find_sheet, list_marks
from services.scoring.rubrics import dismiss_recusal, reopen_sheet, set_scores_due
from services.scoring.rules import CommentInput, MarkInput
from tests.factories.scoring import Panel, make_panel, write_sheet


@pytest.fixture
async def panel(database: Database) -> Panel:
    return await make_panel(database)


async def save(database: Database, panel: Panel, device: str, *marks: MarkInput) -> list[Decimal | None]:
    """Save as the first judge; returns the points that stood against it."""
    async with database.transaction(panel.judge) as tx:
        saved = await save_sheet(tx, panel.judge, panel.tasks[0].id, SheetInput(marks, device=device))
        return [mark.points for mark in saved.kept_marks]


async def stored(database: Database, panel: Panel) -> list[tuple[Decimal | None, int]]:
    """Points and version of each criterion of the first task, in the order of the rubric."""
    async with database.transaction(panel.judge) as tx:
        sheet = await find_sheet(tx, panel.tasks[0])
        assert sheet is not None
        marks = await list_marks(tx, sheet.id)
    return [(marks[each.id].points, marks[each.id].version) for each in panel.criteria if each.id in marks]


async def test_two_devices_fill_one_sheet_and_none_overwrites_the_other_unseen(
    database: Database, panel: Panel
) -> None:
    first, second, third, _ = (each.id for each in panel.criteria)
    assert await save(database, panel, "phone", MarkInput(first, Decimal(7))) == []
    assert await save(database, panel, "laptop", MarkInput(second, Decimal(5)), MarkInput(first, Decimal(9))) == [7]
    assert await stored(database, panel) == [(7, 1), (5, 1)]
    assert await save(database, panel, "laptop", MarkInput(first, Decimal(9), version=1)) == []
    assert await save(
        database, panel, "phone", MarkInput(first, Decimal(6), version=1), MarkInput(third, Decimal(4))
    ) == [9]
    assert await stored(database, panel) == [(9, 2), (5, 1), (4, 1)]


async def test_a_device_whose_answer_was_lost_saves_again_and_goes_on(database: Database, panel: Panel) -> None:
    first = panel.criteria[0].id
    for points in (7, 7, 8):  # the answers to the first two never arrived: the device still knows no version
        assert await save(database, panel, "phone", MarkInput(first, Decimal(points))) == []
    assert await stored(database, panel) == [(8, 2)]
    async with database.transaction(panel.judge) as tx:
        sheet = await find_sheet(tx, panel.tasks[0])
        before = sheet.version if sheet else 0
    assert await save(database, panel, "laptop", MarkInput(first, Decimal(8))) == []  # it says the same
    async with database.transaction(panel.judge) as tx:
        sheet = await find_sheet(tx, panel.tasks[0])
    assert (sheet.version if sheet else -1, await stored(database, panel)) == (before, [(8, 2)])


async def test_comments_are_kept_like_marks(database: Database, panel: Panel) -> None:
    task = panel.tasks[0]
    async with database.transaction(panel.judge) as tx:
        given = SheetInput(comments=CommentInput("给主办方", "给选手"), device="phone")
        await save_sheet(tx, panel.judge, task.id, given)
    async with database.transaction(panel.judge) as tx:
        other = SheetInput(comments=CommentInput("另一台", "设备"), device="laptop")
        saved = await save_sheet(tx, panel.judge, task.id, other)
        assert saved.kept_comment is not None
        assert saved.kept_comment.to_organizer == "给主办方"
        chosen = replace(other, comments=CommentInput("另一台", "设备", version=1))
        assert (await save_sheet(tx, panel.judge, task.id, chosen)).kept_comment is None
        comment = await find_comment(tx, saved.sheet.id)
    assert comment is not None
    assert (comment.to_organizer, comment.version) == ("另一台", 2)


async def test_a_bad_save_names_every_fault_and_writes_nothing(database: Database, panel: Panel) -> None:
    first, second, *_ = (each.id for each in panel.criteria)
    marks = [
        MarkInput(first, Decimal("10.5")),
        MarkInput(second, Decimal("0.3")),
        MarkInput(second, Decimal("NaN")),
        MarkInput(panel.event.round.id, Decimal(1), "x" * 6000),
    ]
    async with database.transaction(panel.judge) as tx:
        with pytest.raises(InvalidInput) as refused:
            await save_sheet(tx, panel.judge, panel.tasks[0].id, SheetInput(marks))
        with pytest.raises(InvalidInput):
            await save_sheet(tx, panel.judge, panel.tasks[0].id, SheetInput())
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("marks.0.points", "OUT_OF_RANGE"),
        ("marks.1.points", "OFF_STEP"),
        ("marks.2.points", "OUT_OF_RANGE"),
        ("marks.2.criterion_id", "NOT_UNIQUE"),
        ("marks.3.criterion_id", "UNKNOWN_VALUE"),
        ("marks.3.remark", "TOO_LONG"),
    ]
    async with database.transaction(panel.judge) as tx:
        assert await find_sheet(tx, panel.tasks[0]) is None


async def test_what_is_handed_in_is_sealed_word_for_word(database: Database, panel: Panel) -> None:
    sheet = await write_sheet(database, panel, panel.tasks[0], submit=True)
    assert (sheet.state, sheet.total) == (SheetState.SUBMITTED, Decimal("80.00"))
    async with database.transaction(panel.judge) as tx:
        seal = (await tx.scalars(select(ScoreSeal))).one()
        assert seal.digest == sheet.digest == sha256(seal.content.encode()).hexdigest()
        for act in (
            save_sheet(tx, panel.judge, panel.tasks[0].id, panel.full("9")),
            submit_sheet(tx, panel.judge, panel.tasks[0].id, sheet.version),
            recuse(tx, panel.judge, panel.tasks[0].id, ConflictKind.KIN),
        ):
            with pytest.raises(RuleBroken, match="SHEET_SEALED"):
                await act
    content = orjson.loads(seal.content)
    assert [each["points"] for each in content["criteria"]] == ["8.00"] * 4
    assert (content["total"], content["toEntrant"]) == ("80.00", "建议")


async def test_a_skipped_criterion_needs_a_reason_and_is_missing_not_zero(database: Database, panel: Panel) -> None:
    task = panel.tasks[0]
    async with database.transaction(panel.judge) as tx:
        with pytest.raises(RuleBroken, match="NOTHING_SCORED"):
            await submit_sheet(tx, panel.judge, task.id, 1)
        only = SheetInput(
            [MarkInput(panel.criteria[0].id, Decimal(6)), MarkInput(panel.criteria[1].id, None, "无法判断")]
        )
        sheet = (await save_sheet(tx, panel.judge, task.id, only)).sheet
        with pytest.raises(Stale) as refused:
            await submit_sheet(tx, panel.judge, task.id, sheet.version - 1)
        assert refused.value.current_version == sheet.version
        with pytest.raises(RuleBroken, match="CRITERIA_MISSING"):
            await submit_sheet(tx, panel.judge, task.id, sheet.version, "  ")
        done = await submit_sheet(tx, panel.judge, task.id, sheet.version, "材料不足")
    assert (done.total, done.skip_reason) == (Decimal("60.00"), "材料不足")


async def test_a_sheet_sent_back_is_mended_and_sealed_again_and_the_first_seal_stays(
    database: Database, panel: Panel
) -> None:
    sheet = await write_sheet(database, panel, panel.tasks[0], submit=True)
    organizer = panel.event.actor
    async with database.transaction(panel.judge) as tx:
        with pytest.raises(NotAllowed):
            await reopen_sheet(tx, panel.judge, sheet.id, sheet.version, "想改")
    async with database.transaction(organizer) as tx:
        with pytest.raises(InvalidInput):
            await reopen_sheet(tx, organizer, sheet.id, sheet.version, " ")
        with pytest.raises(Stale):
            await reopen_sheet(tx, organizer, sheet.id, sheet.version - 1, "评语缺失")
        back = await reopen_sheet(tx, organizer, sheet.id, sheet.version, "评语缺失")
        assert (back.state, back.total, back.digest) == (SheetState.RETURNED, None, None)
        with pytest.raises(RuleBroken, match="SHEET_NOT_SEALED"):
            await reopen_sheet(tx, organizer, sheet.id, back.version, "再来")
    await save(database, panel, "phone", MarkInput(panel.criteria[0].id, Decimal(10), version=1))
    async with database.transaction(panel.judge) as tx:
        current = await find_sheet(tx, panel.tasks[0])
        assert current is not None
        done = await submit_sheet(tx, panel.judge, panel.tasks[0].id, current.version)
        seals = (await tx.scalars(select(ScoreSeal).order_by(ScoreSeal.number))).all()
    assert [(seal.number, seal.total) for seal in seals] == [(1, Decimal("80.00")), (2, Decimal("86.00"))]
    assert done.digest == seals[1].digest != seals[0].digest


async def test_after_the_hour_drafts_are_kept_and_only_returned_sheets_are_written(
    database: Database, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    organizer, now = panel.event.actor, clock.now()
    await write_sheet(database, panel, panel.tasks[0])
    sealed = await write_sheet(database, panel, panel.tasks[1], submit=True)
    async with database.transaction(organizer) as tx:
        version = await tx.scalar(text("SELECT version FROM round"))
        with pytest.raises(InvalidInput):
            await set_scores_due(tx, organizer, panel.event.round.id, version or 0, now - timedelta(hours=1))
        await set_scores_due(tx, organizer, panel.event.round.id, version or 0, now + timedelta(hours=1))
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=2))
    async with database.transaction(panel.judge) as tx:
        with pytest.raises(RuleBroken, match="SCORES_DUE_PASSED"):
            await save_sheet(tx, panel.judge, panel.tasks[0].id, panel.full("9"))
    assert [points for points, _ in await stored(database, panel)] == [8, 8, 8, 8]
    async with database.transaction(organizer) as tx:
        await reopen_sheet(tx, organizer, sealed.id, sealed.version, "请补充评语")
    async with database.transaction(panel.judge) as tx:
        assert (await save_sheet(tx, panel.judge, panel.tasks[1].id, panel.full("9"))).sheet.id == sealed.id


async def test_who_steps_back_leaves_a_conflict_that_later_plans_keep(database: Database, panel: Panel) -> None:
    task, organizer = panel.tasks[0], panel.event.actor
    async with database.transaction(panel.judge) as tx:
        recusal = await recuse(tx, panel.judge, task.id, ConflictKind.KIN, "表亲")
        again = await recuse(tx, panel.judge, task.id, ConflictKind.STAKE)
        assert (again.id, again.kind) == (recusal.id, ConflictKind.KIN)
        with pytest.raises(RuleBroken, match="TASK_RECUSED"):
            await save_sheet(tx, panel.judge, task.id, panel.full())
        assert (await tx.scalar(text("SELECT actor_is_system()"))) is False
    async with database.transaction(organizer) as tx:
        query = select(Conflict).where(Conflict.judge_id == task.judge_id, Conflict.entry_id == task.entry_id)
        conflict = (await tx.scalars(query)).one()
        assert (conflict.kind, conflict.source) == (ConflictKind.KIN, ConflictSource.DECLARED)
        await dismiss_recusal(tx, organizer, task.id)
        with pytest.raises(RuleBroken, match="NOT_RECUSED"):
            await dismiss_recusal(tx, organizer, task.id)
    async with database.transaction(panel.judge) as tx:
        await save_sheet(tx, panel.judge, task.id, panel.full())


async def test_nobody_scores_in_a_judges_name(database: Database, panel: Panel) -> None:
    others = [person for key, person in panel.people.items() if key != panel.tasks[0].judge_id]
    for actor, refusal in ((panel.event.actor, NotAllowed), (others[0], NotFound), (SYSTEM, NotAllowed)):
        for act in (
            lambda tx, actor: save_sheet(tx, actor, panel.tasks[0].id, panel.full()),
            lambda tx, actor: submit_sheet(tx, actor, panel.tasks[0].id, 1),
            lambda tx, actor: recuse(tx, actor, panel.tasks[0].id, ConflictKind.KIN),
        ):
            async with database.transaction(actor) as tx:
                with pytest.raises(refusal):
                    await act(tx, actor)
