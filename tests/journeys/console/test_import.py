"""Spreadsheets with mistakes: what is wrong is said where it stands, mended there, and then all of it comes in."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.console.browsing import Look, Window, press_in_popup
from tests.journeys.console.conftest import Opener
from tests.journeys.console.looking import faults_of

ORGANIZER = "organizer@greenbridge.example"
COMPETITIONS = "{ competitions(first: 1) { nodes { id } } }"

WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "twice": "“{}”已出现在第 4 行",
        "no number": "不是数字",
        "a note": "像是注释或合计",
        "number": "第 3 行，最多评审数",
        "code": "第 5 行，评委编号",
        "kind": "改为“技术”",
        "leave out": "不导入第 6 行",
        "apply": "重新检查",
        "import": "导入 4 行",
        "import entries": "导入 2 行",
        "done": "导入完成",
        "counts": "新增 4 行，更新 0 行，不变 0 行",
        "again": "不变 2 行",
        "nothing": "没有变化，直接完成",
        "missing": "请指出这些列",
        "columns": "按此对应重新检查",
        "key": "项目编号",
        "needed": "第 3 行，所需评委数",
        "download": "下载表格",
        "corrected": "改正后的表格",
        "judges": "评委",
        "see": "查看",
        "imports": "表格导入",
    },
    "en": {
        "twice": "“{}” stands in row 4 already",
        "no number": "This is no number",
        "a note": "reads like a note",
        "number": "Row 3, Max load",
        "code": "Row 5, Judge code",
        "kind": "Use “技术”",
        "leave out": "Leave out row 6",
        "apply": "check again",
        "import": "Import 4 rows",
        "import entries": "Import 2 rows",
        "done": "The rows are in",
        "counts": "4 new, 0 changed, 0 unchanged",
        "again": "2 unchanged",
        "nothing": "Nothing changes; finish",
        "missing": "Please say where these are",
        "columns": "Check again with these columns",
        "key": "Entry code",
        "needed": "Row 3, Judges needed",
        "download": "Download the sheet",
        "corrected": "With your corrections",
        "judges": "Judges",
        "see": "See",
        "imports": "Imports",
    },
}
LOOKS = [Look("zh"), Look("en", is_phone=True)]


def some_mark() -> str:
    """Before codes of rows that nobody else has imported."""
    return uuid4().hex[:6].upper()


def judges_sheet(mark: str) -> bytes:
    lines = (
        "评委编号,姓名,单位,类别,领域,最多评审数",
        f"{mark}1,张岚,浙江大学,技术,节能环保; 清洁能源,12",
        f"{mark}2,李峰,宁波大学,科技,清洁能源,十二",
        f"{mark}3,王敏,之江实验室,投资,节能环保,8",
        f"{mark}3,赵宁{mark},江南大学,投资,节能环保,8",
        "合计,,,,,4",
    )
    return "\n".join(lines).encode("gb18030")


def entries_sheet(mark: str) -> bytes:
    lines = (
        f"登记{mark},项目名称,参赛单位,所需评委数",
        f"{mark}1,余热{mark},绿源科技,3",
        f"{mark}2,分盐{mark},清川环保,很多",
    )
    return "\n".join(lines).encode()


def competition_of(opened: Window) -> str:
    answer = opened.page.context.request.post(
        f"{opened.address}/graphql",
        headers={"X-GreenBridge-Client": "test"},
        data={"query": COMPETITIONS},
    )
    return str(answer.json()["data"]["competitions"]["nodes"][0]["id"])


def hand_in(opened: Window, kind: str, competition_id: str, content: bytes) -> Page:
    page = opened.go(f"/import/{kind}?target={competition_id}")
    file = FilePayload(name=f"{kind.lower()}.csv", mimeType="text/csv", buffer=content)
    page.locator("input[type=file]").set_input_files([file])
    page.wait_for_url("**/imports/*")
    return page


def check_again(page: Page, words: dict[str, Any]) -> None:
    page.locator(".import-faults").get_by_role("button", name=words["apply"]).click()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_judges_with_mistakes_are_mended_in_place(open_window: Opener, look: Look, tmp_path: Path) -> None:
    words, mark = WORDS[look.language], some_mark()
    opened = open_window(look, ORGANIZER)
    competition_id = competition_of(opened)
    page = hand_in(opened, "JUDGES", competition_id, judges_sheet(mark))
    faults = page.get_by_role("table").filter(has=page.get_by_label(words["number"]))
    for said in (words["no number"], words["twice"].format(f"{mark}3"), words["a note"]):
        expect(faults.get_by_text(said)).to_be_visible()

    expect(faults.get_by_text(f"{mark}2 · 李峰 · 宁波大学").first).to_be_visible()  # whom it is about
    assert [*faults_of(page)] == []

    page.get_by_label(words["number"]).fill("12")
    page.get_by_role("link", name=words["imports"]).first.click()  # what was typed and not sent yet waits
    page.get_by_role("link", name="judges.csv").first.click()
    expect(page.get_by_label(words["number"])).to_have_value("12")
    page.reload()
    expect(page.get_by_label(words["number"])).to_have_value("12")
    page.get_by_role("button", name=words["kind"]).click()
    page.get_by_label(words["code"]).fill(f"{mark}4")
    check_again(page, words)
    expect(page.get_by_label(words["number"])).to_have_count(0)
    address = page.url
    opened.go("/imports")  # who goes away comes back to the same place
    page.get_by_role("link", name="judges.csv").first.click()
    page.wait_for_url(address)
    page.get_by_role("button", name=words["leave out"]).click()
    expect(page.get_by_role("button", name=words["import"], exact=True)).to_be_visible()

    page.get_by_role("button", name=words["download"]).click()
    with page.expect_download() as coming:
        press_in_popup(page.get_by_role("menuitem", name=words["corrected"]))
    coming.value.save_as(tmp_path / "corrected.xlsx")
    assert (tmp_path / "corrected.xlsx").read_bytes()[:2] == b"PK"

    page.get_by_role("button", name=words["import"], exact=True).click()
    expect(page.get_by_text(words["done"], exact=True)).to_be_visible()
    expect(page.get_by_text(words["counts"])).to_be_visible()
    page.get_by_role("button", name=words["see"]).click()
    page.wait_for_url(f"**/competitions/{competition_id}?tab=judges")
    opened.go(f"/competitions/{competition_id}?tab=judges&name=赵宁{mark}")
    expect(page.get_by_text(f"{mark}4", exact=True)).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_column_is_named_by_hand_and_the_same_file_changes_nothing(open_window: Opener, look: Look) -> None:
    words, mark = WORDS[look.language], some_mark()
    opened = open_window(look, ORGANIZER)
    competition_id = competition_of(opened)
    page = hand_in(opened, "ENTRIES", competition_id, entries_sheet(mark))
    expect(page.get_by_role("alert").filter(has_text=words["missing"])).to_be_visible()
    page.get_by_role("combobox", name=words["key"]).click()
    page.get_by_title(f"登记{mark}").last.click()
    page.get_by_role("button", name=words["columns"]).click()
    page.get_by_label(words["needed"]).fill("3")
    page.get_by_label(words["needed"]).press("Enter")
    page.get_by_role("button", name=words["import entries"], exact=True).click()
    expect(page.get_by_text(words["done"], exact=True)).to_be_visible()

    again = entries_sheet(mark).replace("很多".encode(), b"3")
    page = hand_in(opened, "ENTRIES", competition_id, again)  # how the columns were named is remembered
    page.get_by_role("button", name=words["nothing"]).click()
    expect(page.get_by_text(words["again"])).to_be_visible()
    opened.go(f"/competitions/{competition_id}?tab=entries&title=分盐{mark}")
    expect(page.get_by_text(f"{mark}2", exact=True)).to_be_visible()
