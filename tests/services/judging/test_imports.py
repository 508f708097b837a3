"""Spreadsheets into a competition: dry run, every bad cell, all or nothing, again by code."""

from uuid import UUID

import numpy as np
import pytest

from services.competitions.queries import list_entries, list_judges
from services.files.models import StoredFile
from services.judging.imports import ImportReport, import_conflicts, import_entries, import_judges, import_scores
from services.judging.models import ConflictSource
from services.judging.queries import find_scores, list_conflicts
from services.judging.score_store import read_scores, write_scores
from services.judging.values import ScoreTable
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import NotAllowed, NotFound, SheetRefused
from tests.factories.competitions import Event, make_event
from tests.factories.identity import actor_of, make_account

JUDGES = "编号,姓名,单位,类别,领域,最多评审数\nA1,张评委,甲大学,投资,节能环保;清洁能源,5\nA2,李评委,乙公司,技术,,\n"
ENTRIES = "项目编号,项目名称,参赛单位,投资方,导师\nP1,余热回收,丙公司,丁基金,张评委\nP2,生物降解,戊公司,,\n"


@pytest.fixture
async def event(database: Database) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx, judges=2, entries=2)


async def hand_in(database: Database, event: Event, content: str, name: str = "table.csv") -> UUID:
    raw = content.encode("gbk")
    async with database.transaction(event.actor) as tx:
        file = StoredFile(account_id=event.organizer.id, name=name, byte_count=len(raw), sha256="0" * 64, content=raw)
        tx.add(file)
    return file.id


async def test_judges_come_in_and_again_by_code(database: Database, event: Event) -> None:
    file = await hand_in(database, event, JUDGES + "J000,换了名字,丙院,,,\n")
    async with database.transaction(event.actor) as tx:
        tried = await import_judges(tx, event.actor, event.competition.id, file, dry_run=True)
        before = await list_judges(tx, event.competition.id)
        done = await import_judges(tx, event.actor, event.competition.id, file, dry_run=False)
        tx.expire_all()
        after = await list_judges(tx, event.competition.id)
    assert (tried, done) == (ImportReport(3, 2, 1, is_dry_run=True), ImportReport(3, 2, 1, is_dry_run=False))
    assert (len(before), [judge.code for judge in after]) == (2, ["A1", "A2", "J000", "J001"])
    first, _, third, _ = after
    assert (first.name, first.organization_name, first.kind, first.fields, first.max_load) == (
        "张评委", "甲大学", "INVESTOR", ["节能环保", "清洁能源"], 5,
    )  # fmt: skip
    assert (third.name, third.version) == ("换了名字", 2)


async def test_entries_bring_who_is_behind_them(database: Database, event: Event) -> None:
    file = await hand_in(database, event, ENTRIES)
    async with database.transaction(event.actor) as tx:
        done = await import_entries(tx, event.actor, event.competition.id, file, dry_run=False)
        found = {each.entry.code: each for each in await list_entries(tx, event.competition.id)}
    identity = found["P1"].identity
    assert done == ImportReport(2, 2, 0, is_dry_run=False)
    assert identity is not None
    assert (identity.organization_name, identity.related, identity.advisors) == (
        "丙公司", [{"name": "丁基金", "kind": "STAKE"}], ["张评委"],
    )  # fmt: skip


async def test_every_bad_cell_is_named_and_nothing_is_written(database: Database, event: Event) -> None:
    file = await hand_in(database, event, "编号,类别,上限\nA1,诗人,多\nA1,投资,3\n", "评委.csv")
    for dry_run in (True, False):
        async with database.transaction(event.actor) as tx:
            with pytest.raises(SheetRefused) as refused:
                await import_judges(tx, event.actor, event.competition.id, file, dry_run=dry_run)
        assert [(fault.row, fault.column, fault.code) for fault in refused.value.faults] == [
            (2, "类别", "NOT_A_CHOICE"),
            (2, "上限", "NOT_A_NUMBER"),
            (3, "编号", "DUPLICATE"),
        ]
    async with database.transaction(event.actor) as tx:
        assert len(await list_judges(tx, event.competition.id)) == 2


async def test_conflicts_and_scores_refer_to_codes(database: Database, event: Event) -> None:
    conflicts = await hand_in(database, event, "评委,项目,原因\nJ000,E001,亲属\nJ001,E001,\n")
    wrong = await hand_in(database, event, "评委,项目,原因\nJ000,E001,亲属\nJ9,E001,亲属\n")
    async with database.transaction(event.actor) as tx:
        with pytest.raises(SheetRefused) as refused:
            await import_conflicts(tx, event.actor, event.competition.id, wrong, dry_run=False)
        done = await import_conflicts(tx, event.actor, event.competition.id, conflicts, dry_run=False)
        again = await import_conflicts(tx, event.actor, event.competition.id, conflicts, dry_run=False)
        stored = await list_conflicts(tx, event.competition.id)
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(3, "judge")]
    assert (done.created_count, done.updated_count) == (2, 0)
    assert (again.created_count, again.updated_count) == (0, 2)
    assert sorted((row.kind, row.source) for row in stored) == [
        ("KIN", ConflictSource.IMPORTED),
        ("SELF_DECLARED", ConflictSource.IMPORTED),
    ]
    scores = await hand_in(database, event, "项目,评委,得分\nE000,J001,0.5\nE001,J000,0.25\n")
    async with database.transaction(event.actor) as tx:
        assert (await import_scores(tx, event.actor, event.round.id, scores, dry_run=True)).row_count == 2
        assert await find_scores(tx, event.round.id) is None
        await import_scores(tx, event.actor, event.round.id, scores, dry_run=False)
        await import_scores(tx, event.actor, event.round.id, scores, dry_run=False)
        kept = await find_scores(tx, event.round.id)
    assert kept is not None
    table = read_scores(kept, {event.judges[1].id: 7}, {event.entries[0].id: 3, event.entries[1].id: 4})
    assert (table.judge.tolist(), table.entry.tolist(), table.score.tolist()) == ([7], [3], [0.5])


async def test_files_of_others_are_not_found_and_strangers_import_nothing(database: Database, event: Event) -> None:
    file = await hand_in(database, event, JUDGES)
    async with database.transaction(SYSTEM) as tx:
        other = await make_event(tx)
        stranger = actor_of(await make_account(tx))
    async with database.transaction(other.actor) as tx:
        with pytest.raises(NotFound, match="FILE_NOT_FOUND"):
            await import_judges(tx, other.actor, other.competition.id, file, dry_run=False)
        with pytest.raises(NotFound, match="COMPETITION_NOT_FOUND"):
            await import_judges(tx, other.actor, event.competition.id, file, dry_run=False)
    async with database.transaction(stranger) as tx:
        with pytest.raises((NotFound, NotAllowed)):
            await import_scores(tx, stranger, event.round.id, file, dry_run=False)


def test_two_million_scores_fit_in_a_few_megabytes() -> None:
    random = np.random.default_rng(3)
    entry, judge = np.divmod(np.arange(911 * 2710), 2710)
    score = np.round(random.random(len(entry)), 4)
    content = write_scores(ScoreTable(judge.astype(np.int32), entry.astype(np.int32), score))
    assert len(content) < 12_000_000
