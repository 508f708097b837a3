"""The wizard's way over the wire: hand in, see what is wrong, mend, commit, watch; and what comes back as a file."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi import FastAPI

from graph.exchange.guide import column_tables
from graph.exchange.mutations import SheetKind
from services.exchange.kinds import list_import_kinds
from services.kit.sheets import folded
from tests.journeys.deployment import Person, served
from tests.journeys.judging import CREATE_COMPETITION, CREATE_ORGANIZATION

SHOWN = """
fragment Shown on SheetImport {
  id kind state version rowCount createdCount updatedCount unchangedCount faultCount fileName failureCode
  columns preview warnings finishedAt organization { name } account { name }
  faults(first: 50) { totalCount nodes { row column title code params value nearest } }
}
"""
START = """
mutation ($input: StartImportInput!) {
  startImport(input: $input) {
    __typename
    ... on StartImportSuccess { sheetImport { ...Shown } }
    ... on Refused { code }
    ... on InvalidInput { faults { path code } }
  }
}
"""
MEND = """
mutation ($input: MendImportCellsInput!) {
  mendImportCells(input: $input) {
    __typename
    ... on MendImportCellsSuccess { sheetImport { ...Shown } }
    ... on Stale { currentVersion }
    ... on InvalidInput { faults { path code } }
  }
}
"""
COMMIT = """
mutation ($input: CommitImportInput!) {
  commitImport(input: $input) {
    __typename
    ... on CommitImportSuccess { sheetImport { ...Shown } }
    ... on Refused { code }
  }
}
"""
FILE = """
mutation ($input: DownloadImportInput!) {
  downloadImport(input: $input) {
    __typename
    ... on DownloadImportSuccess { download { url fileName endsAt } }
    ... on Refused { code }
  }
}
"""
TEMPLATE = """
mutation ($input: ImportTemplateInput!) {
  importTemplate(input: $input) { ... on ImportTemplateSuccess { download { url fileName } } }
}
"""
WATCH = "subscription ($id: ID!) { sheetImport(id: $id) { state rowCount } }"
BAD = "评委编号,姓名,类别,最多评审数\nJ1,张岚,头资,5\nJ2,李工,技术,许多\n"


async def organize(person: Person, email: str) -> str:
    """A competition of the person's own; its node id."""
    await person.register(email)
    founded = await person.gesture(CREATE_ORGANIZATION, input={"kind": "ORGANIZER", "name": f"{email}组委会"})
    given = {"name": "大赛", "kind": "COMPETITION", "editionYear": 2026}
    made = await person.gesture(CREATE_COMPETITION, input=given | {"organizationId": founded["organization"]["id"]})
    competition_id: str = made["competition"]["id"]
    return competition_id


async def begin(person: Person, competition_id: str, content: bytes, name: str = "评委.csv") -> Any:
    file_id = await person.hand_in(name, content)
    given = {"kind": "JUDGES", "targetId": competition_id, "fileId": file_id}
    return (await person.gesture(START + SHOWN, input=given))["sheetImport"]


async def fetch(person: Person, url: str) -> tuple[bytes, str]:
    """What a browser saves, without any header of ours."""
    answer = await person.http.get(url, headers={"X-GreenBridge-Client": ""})
    assert answer.status_code == 200, answer.text
    return answer.content, answer.headers["content-disposition"]


async def test_from_a_bad_file_to_judges(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as person:
        competition_id = await organize(person, "o@greenbridge.example")
        shown = await begin(person, competition_id, BAD.encode("gbk"))
        assert (shown["state"], shown["faultCount"], shown["faults"]["totalCount"]) == ("FAULTY", 2, 2)
        first, second = shown["faults"]["nodes"]
        assert (first["row"], first["column"], first["value"], first["nearest"]) == (2, "kind", "头资", "投资")
        assert (second["title"], second["code"]) == ("最多评审数", "NOT_A_NUMBER")
        code = next(each for each in shown["columns"] if each["name"] == "code")
        assert (code["zh"], code["en"], code["position"], code["required"]) == ("评委编号", "Judge code", 0, True)
        cells = [
            {"row": 2, "column": "kind", "value": first["nearest"]},
            {"row": 3, "column": "max_load", "value": "4"},
        ]
        mended = await person.gesture(
            MEND + SHOWN, input={"importId": shown["id"], "version": shown["version"], "cells": cells}
        )
        stale = await person.gesture(
            MEND + SHOWN, input={"importId": shown["id"], "version": shown["version"], "cells": cells}
        )
        ready = mended["sheetImport"]
        assert (ready["state"], ready["createdCount"]) == ("READY", 2)
        assert (stale["__typename"], stale["currentVersion"]) == ("Stale", ready["version"])
        for _ in range(2):
            done = await person.gesture(COMMIT + SHOWN, input={"importId": ready["id"], "version": ready["version"]})
            assert (done["sheetImport"]["state"], done["sheetImport"]["createdCount"]) == ("DONE", 2)
        async with person.watch(WATCH, id=shown["id"]) as states:
            assert [state["sheetImport"]["state"] async for state in states] == ["DONE"]


async def test_the_file_comes_back_mended_or_marked(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as person, Person(url) as stranger:
        competition_id = await organize(person, "o@greenbridge.example")
        shown = await begin(person, competition_id, BAD.encode())
        mend = {"importId": shown["id"], "version": shown["version"]}
        await person.gesture(MEND + SHOWN, input=mend | {"cells": [{"row": 2, "column": "kind", "value": "投资"}]})
        books = {}
        for form in ("CORRECTED", "MARKED"):
            made = await person.gesture(FILE, input={"importId": shown["id"], "form": form, "language": "EN"})
            content, disposition = await fetch(person, made["download"]["url"])
            assert made["download"]["fileName"] == f"评委-{form.lower()}.xlsx"
            assert "attachment" in disposition
            books[form] = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert [[cell.value for cell in row] for row in books["CORRECTED"].rows] == [
            ["评委编号", "姓名", "类别", "最多评审数"],
            ["J1", "张岚", "投资", "5"],
            ["J2", "李工", "技术", "许多"],
        ]
        marked = books["MARKED"]["D3"]
        assert (marked.value, marked.fill.fgColor.rgb) == ("许多", "FFFFC7CE")
        assert "许多" in marked.comment.text
        assert books["MARKED"]["A2"].comment is None
        await stranger.register("s@greenbridge.example")
        refused = await stranger.gesture(FILE, input={"importId": shown["id"]})
        assert (refused["__typename"], refused["code"]) == ("NotFound", "IMPORT_NOT_FOUND")
        gone = await person.http.get("/downloads/nothing")
        assert (gone.status_code, "DOWNLOAD_OVER" in gone.text) == (404, True)


@pytest.mark.parametrize("form", ["XLSX", "CSV"])
@pytest.mark.parametrize("language", ["ZH", "EN"])
async def test_templates_are_read_by_the_import_they_are_for(app: FastAPI, form: str, language: str) -> None:
    async with served(app) as url, Person(url) as person:
        await person.register("o@greenbridge.example")
        for kind in list_import_kinds():
            given = {"kind": kind.name, "format": form, "language": language}
            made = await person.gesture(TEMPLATE, input=given)
            content, _ = await fetch(person, made["download"]["url"])
            if form == "CSV":
                rows: list[list[Any]] = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            else:
                book = openpyxl.load_workbook(io.BytesIO(content))
                rows = [[cell.value for cell in row] for row in book.worksheets[0].rows]
                assert len(book.worksheets[1]["A"]) == len(kind.table.columns) + 1
            for column, header in zip(kind.table.columns, rows[0], strict=True):
                assert folded(str(header)) in column.known_headers, (kind.name, column.name, header)


async def test_nobody_begins_what_is_not_theirs(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as person, Person(url) as other:
        competition_id = await organize(person, "o@greenbridge.example")
        await organize(other, "p@greenbridge.example")
        file_id = await other.hand_in("评委.csv", BAD.encode())
        given = {"kind": "JUDGES", "targetId": competition_id, "fileId": file_id}
        refused = await other.gesture(START + SHOWN, input=given)
        assert refused["__typename"] in {"NotFound", "NotAllowed"}
        wrong = await other.gesture(START + SHOWN, input=given | {"kind": "NEEDS"})
        assert wrong["faults"] == [{"path": "targetId", "code": "NOT_AN_ID"}]


def test_every_kind_has_a_word_in_the_api_and_every_column_a_guide() -> None:
    kinds = list_import_kinds()
    assert {kind.name for kind in kinds} == {each.value for each in SheetKind}
    for kind in kinds:
        assert set(kind.guides) == {column.name for column in kind.table.columns}
        assert all(guide.zh and guide.en for guide in kind.guides.values())


def test_the_page_for_people_shows_the_columns_there_are() -> None:
    page = (Path(__file__).parents[3] / "docs" / "import.md").read_text(encoding="utf-8")
    assert page.partition("## Columns\n\n")[2] == column_tables()
