"""An import from the file to the rows: guessed, shown, mended, written once, again without a change."""

from collections.abc import Mapping

import pytest

from services.cli.words import Language, words_in
from services.competitions.queries import list_judge_attributes, list_judge_emails, list_judges
from services.exchange import commands
from services.exchange.books import write_table
from services.exchange.commands import Mend, NewImport, NewMapping
from services.exchange.kinds import kind_of_target
from services.exchange.models import ImportState, SheetImport
from services.exchange.queries import get_import, list_fault_rows
from services.judging.people_sheets import JUDGES_IMPORT
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken, Stale
from tests.factories.competitions import Event, make_event
from tests.factories.files import make_file
from tests.factories.identity import actor_of, make_account
from tests.services.exchange.sheets import HEADERS, as_csv, as_xlsx, judge_rows, look, start


@pytest.fixture
async def event(database: Database) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx, judges=2, entries=0)


async def mend(database: Database, event: Event, row: SheetImport, *mends: Mend) -> SheetImport:
    async with database.transaction(event.actor) as tx:
        return await commands.mend_import_cells(tx, event.actor, row.id, row.version, mends)


async def commit(database: Database, event: Event, row: SheetImport) -> SheetImport:
    async with database.transaction(event.actor) as tx:
        return await commands.commit_import(tx, event.actor, row.id, row.version)


async def judges_of(database: Database, event: Event) -> dict[str, tuple[str, int]]:
    async with database.transaction(event.actor) as tx:
        return {judge.code: (judge.name, judge.version) for judge in await list_judges(tx, event.competition.id)}


@pytest.mark.parametrize(("make", "name"), [(as_csv, "评委.csv"), (as_xlsx, "评委.xlsx")])
async def test_a_file_is_shown_before_it_is_written_and_written_once(
    database: Database, event: Event, make: object, name: str
) -> None:
    assert callable(make)
    rows = [*judge_rows(3), ["J000", "评委000", "第000研究院", "", "", "", ""]]
    shown = await start(database, event, make(rows), name=name)
    assert (shown.state, shown.row_count, shown.created_count, shown.updated_count) == (ImportState.READY, 4, 3, 1)
    assert shown.preview[0] == {
        "row": 2,
        "cells": {
            "code": "A00000", "name": "评委0", "organization": "第0研究院", "kind": "INVESTOR",
            "fields": "节能环保; 清洁能源", "max_load": "3", "min_load": "0",
        },
    }  # fmt: skip
    assert set(await judges_of(database, event)) == {"J000", "J001"}
    done = await commit(database, event, shown)
    again = await commit(database, event, shown)
    assert (done.state, again.state, again.finished_at) == (ImportState.DONE, ImportState.DONE, done.finished_at)
    known = await judges_of(database, event)
    assert set(known) == {"A00000", "A00001", "A00002", "J000", "J001"}
    assert known["J001"] == ("评委001", 1)


async def test_addresses_of_judges_come_in_and_a_list_without_them_takes_none_away(
    database: Database, event: Event
) -> None:
    headers = ("编号", "姓名", "所属领域", "电子邮箱")
    rows = [["A1", "甲", "水", "nobody"], ["A2", "乙", "水", "Ｙi＠Example.org"], ["A3", "丙", "水", ""]]
    shown = await start(database, event, as_csv(rows, headers))
    _, faults = await look(database, event, shown.id)
    assert [(fault.row, fault.column, fault.code) for fault in faults] == [(2, "email", "NOT_AN_EMAIL")]
    await commit(database, event, await mend(database, event, shown, Mend(2, "email", "jia@example.org")))
    again = await start(database, event, as_csv([[*row[:3], ""] for row in rows], headers))
    assert (again.updated_count, again.unchanged_count) == (0, 3)
    async with database.transaction(event.actor) as tx:
        judges = await list_judges(tx, event.competition.id)
        emails = await list_judge_emails(tx, event.competition.id)
        assert [emails.get(judge.id) for judge in judges if judge.code in {"A1", "A2", "A3"}] == [
            "jia@example.org", "yi@example.org", None,
        ]  # fmt: skip
        assert {tuple(judge.fields) for judge in judges if judge.code in {"A1", "A2", "A3"}} == {("水",)}


async def test_the_same_file_twice_changes_nothing_and_edits_update(database: Database, event: Event) -> None:
    await commit(database, event, await start(database, event, as_csv(judge_rows(5))))
    before = await judges_of(database, event)
    again = await start(database, event, as_csv(judge_rows(5)))
    assert (again.created_count, again.updated_count, again.unchanged_count) == (0, 0, 5)
    await commit(database, event, again)
    assert await judges_of(database, event) == before
    edited = [["A00001", "换了名字"]]
    changed = await start(database, event, as_csv(edited, HEADERS[:2]))
    assert (changed.created_count, changed.updated_count, changed.unchanged_count) == (0, 1, 0)
    await commit(database, event, changed)
    after = await judges_of(database, event)
    assert after == before | {"A00001": ("换了名字", 2)}
    async with database.transaction(event.actor) as tx:
        judge = next(each for each in await list_judges(tx, event.competition.id) if each.code == "A00001")
    assert (judge.organization_name, judge.max_load) == ("第1研究院", 4)


async def test_every_bad_cell_is_named_at_once_and_mended_in_place(database: Database, event: Event) -> None:
    rows = judge_rows(4)
    rows[0][3], rows[1][5], rows[2][0], rows[3][6] = "头资", "许多", "A00001", "99"
    row = await start(database, event, as_csv(rows))
    found, faults = await look(database, event, row.id)
    assert (found.state, found.fault_count) == (ImportState.FAULTY, 4)
    assert [(bad.row, bad.column, bad.title, bad.code, bad.value, bad.nearest) for bad in faults] == [
        (2, "kind", "类别", "NOT_A_CHOICE", "头资", "投资"),
        (3, "max_load", "最多评审数", "NOT_A_NUMBER", "许多", ""),
        (4, "code", "评委编号", "DUPLICATE", "A00001", ""),
        (5, "min_load", "最少评审数", "MINIMUM_ABOVE_MAXIMUM", "99", ""),
    ]
    about = {"code": "A00001", "name": "评委1", "organization": "第1研究院", "fields": "节能环保；清洁能源"}
    assert faults[1].cells == about
    assert [bad.cells["name"] for bad in faults] == ["评委0", "评委1", "评委2", "评委3"]
    with pytest.raises(RuleBroken, match="IMPORT_NOT_READY"):
        await commit(database, event, row)
    half = await mend(database, event, row, Mend(2, "kind", "投资"), Mend(3, "max_load", "4"))
    assert (half.state, half.fault_count) == (ImportState.FAULTY, 2)
    with pytest.raises(Stale):
        await mend(database, event, row, Mend(4, "code", "A9"))
    async with database.transaction(event.actor) as tx:
        left = await commands.ignore_import_rows(tx, event.actor, row.id, half.version, ([5], []))
    ready = await mend(database, event, left, Mend(4, "code", "A9"))
    assert (ready.state, ready.fault_count, ready.row_count) == (ImportState.READY, 0, 3)
    assert not set(await judges_of(database, event)) & {"A00000", "A9"}
    await commit(database, event, ready)
    assert set(await judges_of(database, event)) == {"J000", "J001", "A00000", "A00001", "A9"}


async def test_columns_are_guessed_corrected_and_remembered(database: Database, event: Event) -> None:
    headers = ("工号", "评委的姓名", "所在的单位", "类別")
    content = as_csv([["K1", "张岚", "甲大学", "技术"]], headers)
    row = await start(database, event, content)
    positions = {each["name"]: (each["position"], each["isGuessed"]) for each in row.columns}
    assert (row.state, positions["code"]) == (ImportState.MAPPING, (None, False))
    assert positions["name"] == (1, True)
    _, faults = await look(database, event, row.id)
    assert [(bad.column, bad.code) for bad in faults] == [("code", "COLUMN_MISSING")]
    mapping = NewMapping(positions={"code": 0, "name": 1, "organization": 2})
    async with database.transaction(event.actor) as tx:
        ready = await commands.set_import_mapping(tx, event.actor, row.id, row.version, mapping)
    assert (ready.state, ready.created_count) == (ImportState.READY, 1)
    await commit(database, event, ready)
    again = await start(database, event, content)
    assert (again.state, again.unchanged_count) == (ImportState.READY, 1)
    assert {each["name"]: each["position"] for each in again.columns if each["position"] is not None} == {
        "code": 0,
        "name": 1,
        "organization": 2,
    }


async def own_columns(database: Database, event: Event) -> dict[str, Mapping[str, str | float]]:
    async with database.transaction(event.actor) as tx:
        codes = {judge.id: judge.code for judge in await list_judges(tx, event.competition.id)}
        return {codes[key]: each for key, each in (await list_judge_attributes(tx, event.competition.id)).items()}


async def test_columns_of_ones_own_come_in_stay_and_go_out(database: Database, event: Event) -> None:
    headers = ("评委编号", "姓名", "职称", "津贴")
    row = await start(database, event, as_csv([["K1", "张岚", "正高级", "1200.5"], ["K2", "李峰", "", "007"]], headers))
    assert (row.state, [each["name"] for each in row.columns if each["isOwn"]]) == (ImportState.READY, [])
    mapping = NewMapping(positions={"code": 0, "name": 1, "own:职称": 2, "own:津贴": 3})
    async with database.transaction(event.actor) as tx:
        row = await commands.set_import_mapping(tx, event.actor, row.id, row.version, mapping)
    assert [each["zh"] for each in row.columns if each["isOwn"]] == ["职称", "津贴"]
    await commit(database, event, row)
    known = {"K1": {"职称": "正高级", "津贴": 1200.5}, "K2": {"津贴": "007"}}
    assert await own_columns(database, event) == known

    promoted = as_csv([["K1", "副高级"], ["K2", ""]], ("编号", "职称"))
    again = await start(database, event, promoted)  # the column is found by its header
    assert (again.updated_count, again.unchanged_count) == (1, 1)
    await commit(database, event, again)
    assert await own_columns(database, event) == known | {"K1": {"职称": "副高级", "津贴": 1200.5}}
    await commit(database, event, await start(database, event, as_csv([["K1", "张兰"]], ("编号", "姓名"))))
    assert (await own_columns(database, event))["K1"] == {"职称": "副高级", "津贴": 1200.5}  # what a file lacks stays

    async with database.transaction(event.actor) as tx:
        kind = await kind_of_target(tx, JUDGES_IMPORT.name, event.competition.id)
        rows = await kind.list_rows(tx, event.actor, event.competition.id)
    out = write_table(kind, words_in(Language.ZH), "zh", "csv", rows)
    assert out.decode("utf-8-sig").splitlines()[0].endswith(",津贴,职称")  # as the database orders keys
    back = await start(database, event, out)
    assert (back.state, back.unchanged_count, back.row_count) == (ImportState.READY, 4, 4)


@pytest.mark.parametrize("name", ["own:", "own:  ", f"own:{'长' * 81}", "own:姓 名"])
async def test_a_column_of_ones_own_has_a_name_of_its_own(database: Database, event: Event, name: str) -> None:
    row = await start(database, event, as_csv([["K1", "张岚"]], ("评委编号", "备注")))
    mapping = NewMapping(positions={"code": 0, name: 1})
    async with database.transaction(event.actor) as tx:
        with pytest.raises(InvalidInput) as refused:
            await commands.set_import_mapping(tx, event.actor, row.id, row.version, mapping)
    assert [fault.path for fault in refused.value.faults] == ["columns.1.column"]


async def test_own_columns_are_few(database: Database, event: Event) -> None:
    names = [f"栏{at}" for at in range(31)]
    row = await start(database, event, as_csv([["K1", *("1" for _ in names)]], ("评委编号", *names)))
    positions = {"code": 0} | {f"own:{name}": at for at, name in enumerate(names, start=1)}
    async with database.transaction(event.actor) as tx:
        mapping = NewMapping(positions=positions)
        row = await commands.set_import_mapping(tx, event.actor, row.id, row.version, mapping)
    _, faults = await look(database, event, row.id)
    assert [(bad.row, bad.column, bad.code) for bad in faults] == [(2, "", "TOO_MANY")]


async def test_impossible_directions_are_refused_by_name(database: Database, event: Event) -> None:
    row = await start(database, event, as_csv(judge_rows(1)))
    wrong = NewMapping(sheet="没有", header_row=0, positions={"code": 0, "name": 0, "shoe": 3})
    async with database.transaction(event.actor) as tx:
        with pytest.raises(InvalidInput) as refused:
            await commands.set_import_mapping(tx, event.actor, row.id, row.version, wrong)
    assert {fault.path for fault in refused.value.faults} == {"sheet", "headerRow", "columns.2.column", "columns"}
    with pytest.raises(InvalidInput) as mended:
        await mend(database, event, row, Mend(1, "code", "A"), Mend(2, "shoe", "A"))
    assert [fault.path for fault in mended.value.faults] == ["cells.0.row", "cells.1.column"]


async def test_what_is_no_spreadsheet_fails_and_says_why(database: Database, event: Event) -> None:
    row = await start(database, event, b"%PDF-1.7 nothing", name="评委.xlsx")
    assert (row.state, row.failure_code, row.failure_params) == (
        ImportState.FAILED,
        "NOT_A_SPREADSHEET",
        {"found": "PDF"},
    )
    empty = await start(database, event, as_csv([]))
    assert (empty.state, empty.failure_code) == (ImportState.FAILED, "NO_ROWS")


async def test_an_import_can_be_given_up_and_then_stays_so(database: Database, event: Event) -> None:
    row = await start(database, event, as_csv(judge_rows(2)))
    async with database.transaction(event.actor) as tx:
        canceled = await commands.cancel_import(tx, row.id)
        assert (await commands.cancel_import(tx, row.id)).version == canceled.version
    with pytest.raises(RuleBroken, match="IMPORT_NOT_READY"):
        await commit(database, event, canceled)
    assert set(await judges_of(database, event)) == {"J000", "J001"}


async def test_imports_and_files_of_others_do_not_exist(database: Database, event: Event) -> None:
    row = await start(database, event, as_csv(judge_rows(2)))
    async with database.transaction(SYSTEM) as tx:
        other = await make_event(tx, judges=0, entries=0)
        stranger = actor_of(await make_account(tx))
    for actor in (other.actor, stranger):
        async with database.transaction(actor) as tx:
            with pytest.raises(NotFound, match="IMPORT_NOT_FOUND"):
                await get_import(tx, row.id)
            with pytest.raises(NotFound, match="IMPORT_NOT_FOUND"):
                await commands.commit_import(tx, actor, row.id, row.version)
            with pytest.raises(NotFound, match="IMPORT_NOT_FOUND"):
                await commands.cancel_import(tx, row.id)
            with pytest.raises(NotFound, match="IMPORT_NOT_FOUND"):
                await commands.mend_import_cells(tx, actor, row.id, row.version, [Mend(2, "code", "X")])
            assert await list_fault_rows(tx, row.id) == []
    async with database.transaction(event.actor) as tx:
        mine = await make_file(tx, event.actor, as_csv(judge_rows(1)))
    async with database.transaction(other.actor) as tx:
        with pytest.raises(NotFound, match="FILE_NOT_FOUND"):
            await commands.start_import(tx, other.actor, NewImport("JUDGES", other.competition.id, mine))
        with pytest.raises((NotFound, NotAllowed)):
            await commands.start_import(tx, other.actor, NewImport("JUDGES", event.competition.id, mine))
