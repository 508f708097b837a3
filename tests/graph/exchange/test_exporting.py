"""Any list as a table: what the one who asks sees of it, with its filter and order, as people read it."""

import csv
import io
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from graph.exchange import lists
from graph.exchange.cells import writers
from graph.exchange.lists import ListColumn, lists_of
from graph.exchange.titles import has_title, title
from graph.kit.api import Api
from graph.schema import build_schema
from services.cli.words import Language, words_in
from services.kit.actor import SYSTEM
from services.kit.database import Database
from tests.graph.exchange.test_importing import BAD, COMMIT, SHOWN, begin, fetch, organize
from tests.journeys.deployment import Person, served

EXPORT = """
mutation ($input: ExportListInput!) {
  exportList(input: $input) {
    __typename
    ... on ExportListSuccess { rowCount download { url fileName } }
    ... on Refused { code params { name value } }
    ... on InvalidInput { faults { path code params { name value } } }
  }
}
"""
GOOD = BAD.replace("头资", "投资").replace("许多", "3").replace("李工", "=1+1")


async def with_judges(person: Person, email: str) -> str:
    competition_id = await organize(person, email)
    shown = await begin(person, competition_id, GOOD.encode())
    await person.gesture(COMMIT + SHOWN, input={"importId": shown["id"], "version": shown["version"]})
    return competition_id


async def export(person: Person, **given: Any) -> list[list[Any]]:
    """The rows of an export, its header first."""
    made = await person.gesture(EXPORT, input=given)
    assert made["__typename"] == "ExportListSuccess", made
    content, _ = await fetch(person, made["download"]["url"])
    if given.get("format") == "CSV":
        rows: list[list[Any]] = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.rows]
    assert len(rows) == made["rowCount"] + 1
    return rows


async def test_a_list_is_exported_as_its_reader_sees_it(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as person, Person(url) as other:
        competition_id = await with_judges(person, "o@greenbridge.example")
        await with_judges(other, "p@greenbridge.example")
        columns = ["code", "name", "kind", "maxLoad", "competition.name", "competition.organization.name"]
        rows = await export(person, list="judges", columns=columns, orderBy="CODE_DESC")
        assert rows == [
            ["评委编号", "姓名", "类别", "最多评审数", "赛事 · 名称", "赛事 · 单位 · 单位名称"],
            ["J2", "=1+1", "TECHNICAL", 3, "大赛", "o@greenbridge.example组委会"],
            ["J1", "张岚", "INVESTOR", 5, "大赛", "o@greenbridge.example组委会"],
        ]
        english = await export(
            person, list="judges", of=competition_id, columns=["code", "name"], format="CSV", language="EN",
            filter={"kind": ["TECHNICAL"]},
        )  # fmt: skip
        assert english == [["Code", "Name"], ["J2", "'=1+1"]]
        nothing = await export(other, list="judges", of=competition_id, columns=["code"])
        assert nothing == [["评委编号"]]


async def test_times_are_told_in_the_zone_asked_for(app: FastAPI, database: Database) -> None:
    async with served(app) as url, Person(url) as person:
        await organize(person, "o@greenbridge.example")
        async with database.transaction(SYSTEM) as tx:
            await tx.execute(text("UPDATE competition SET created_at = '2026-11-22 20:30:00+00'"))
        given = {"list": "competitions", "columns": ["createdAt", "editionYear"], "format": "CSV"}
        assert (await export(person, **given))[1] == ["2026-11-23 04:30:00", "2026"]
        assert (await export(person, **given, timeZone="UTC"))[1] == ["2026-11-22 20:30:00", "2026"]


async def test_what_cannot_be_exported_is_named(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as person:
        await organize(person, "o@greenbridge.example")
        wrong: Sequence[tuple[dict[str, Any], str]] = [
            ({"list": "viewer"}, "list"),
            ({"list": "judges", "of": "nothing"}, "list"),
            ({"list": "judges", "columns": ["code", "shoe", "contact.shoe"]}, "columns.1"),
            ({"list": "judges", "columns": []}, "columns"),
            ({"list": "judges", "filter": {"shoe": 1}}, "filter"),
            ({"list": "judges", "filter": [1]}, "filter"),
            ({"list": "judges", "orderBy": "SHOE_ASC"}, "orderBy"),
            ({"list": "judges", "timeZone": "Mars/Olympus"}, "timeZone"),
        ]
        for given, path in wrong:
            refused = await person.gesture(EXPORT, input=given)
            assert refused["faults"][0]["path"] == path, (given, refused)


async def test_a_list_longer_than_a_page_comes_whole_and_one_too_long_is_told(
    app: FastAPI, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(app) as url, Person(url) as person:
        await with_judges(person, "o@greenbridge.example")
        async with database.transaction(SYSTEM) as tx:
            await tx.execute(
                text(
                    "INSERT INTO judge SELECT (jsonb_populate_record(j, jsonb_build_object("
                    "'id', gen_random_uuid(), 'code', 'K' || n))).* "
                    "FROM judge j, generate_series(1, 2500) n WHERE code = 'J1'"
                )
            )
        for form in ("CSV", "XLSX"):
            rows = await export(person, list="judges", columns=["code"], orderBy="CODE_ASC", format=form)
            assert len({row[0] for row in rows[1:]}) == 2502
        monkeypatch.setattr("graph.exchange.download_mutations.ROW_LIMIT", 100)
        refused = await person.gesture(EXPORT, input={"list": "judges"})
        assert (refused["code"], {each["name"]: each["value"] for each in refused["params"]}) == (
            "EXPORT_TOO_LONG",
            {"count": "2502", "limit": "100"},
        )


async def test_an_address_ends(app: FastAPI, database: Database) -> None:
    async with served(app) as url, Person(url) as person:
        await organize(person, "o@greenbridge.example")
        made = await person.gesture(EXPORT, input={"list": "competitions"})
        await fetch(person, made["download"]["url"])
        async with database.transaction(SYSTEM) as tx:
            await tx.execute(text("UPDATE download SET ends_at = now()"))
        assert (await person.http.get(made["download"]["url"])).status_code == 404


async def test_every_list_of_the_api_can_be_exported(database: Database) -> None:
    known = lists_of(Api(build_schema()))
    assert len(known.names) > 20
    for name, owner in known.names:
        columns = known.find_columns(name, owner)
        assert [column.name for column in columns if not has_title(column)] == [], (owner, name)
        if owner is None and columns:
            prepared = known.prepare(lists.ListOrder(name))
            assert await prepared.count(database, SYSTEM) == 0
            assert [page async for page in prepared.rows(database, SYSTEM)] == [[]]


def test_a_header_says_of_whom() -> None:
    column = ListColumn(("competition", "createdAt"), ("Judge", "Competition"), "DateTime")
    assert (title(column, "zh"), title(column, "en")) == ("赛事 · 创建时间", "Competition · Created at")


def test_cells_are_what_spreadsheets_hold() -> None:
    columns = [ListColumn((kind,), ("X",), kind) for kind in ("Decimal", "Boolean", "String", "Decimal")]
    write = writers(columns, words_in(Language.ZH), ZoneInfo("UTC"))
    cells = [
        each(value) for each, value in zip(write, ["1.50", True, ["水", "气"], "0.12345678901234567"], strict=True)
    ]
    assert cells == [1.5, "是", "水; 气", "0.12345678901234567"]


async def test_a_download_ends_with_the_session_that_asked(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as person:
        await with_judges(person, "o@greenbridge.example")
        made = await person.gesture(EXPORT, input={"list": "judges"})
        address = made["download"]["url"]
        await fetch(person, address)
        await fetch(person, address)  # a connection that broke asks again
        await person.ask("mutation { signOut { __typename } }")
        gone = await person.http.get(address)
        assert (gone.status_code, "DOWNLOAD_OVER" in gone.text) == (404, True)
