"""The assignment studio: assign, explain, edit with its price, undo, publish; and the way out of an impossible wish."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.console.browsing import Look, Window, ask, press_in_popup
from tests.journeys.console.conftest import Opener
from tests.journeys.console.looking import faults_of
from tests.journeys.judging import CREATE_ROUND

ORGANIZER = "organizer@greenbridge.example"
COMPETITIONS = "{ competitions(first: 20) { nodes { id judges { totalCount } entries { totalCount } } } }"

WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "start": "开始指派",
        "open": "打开方案",
        "proven": "已证明最优",
        "entries": "按项目",
        "why": "为什么选中",
        "remove": "从方案中去掉",
        "falls": "总匹配度减少",
        "confirm": "确认改动",
        "missing": "还有 1 个评委名额没有安排",
        "undo": "撤销",
        "redo": "重做",
        "proof": "为什么是最好的",
        "none_better": "已证明：没有更好的方案",
        "certificate": "下载证书",
        "publish": "发布",
        "tasks": "评审任务",
        "published": "已发布",
        "to_rubric": "制定评分表",
        "template": "套用模板",
        "no_rubric": "还没有评分表",
        "most": "每位评委最多评",
        "name": "名称",
        "impossible": "按这些要求排不出方案",
        "ways": "选一个办法，马上重新计算",
        "way": re.compile(r"每位评委最多评 (\d+) 个（现为 6 个）"),
        "rule": "添加规则",
        "one_each": "每个项目至多 1 位评委来自同一单位",
        "sentence": "每个项目的评委中，单位相同的至多 1 位",
        "unrule": "删除第 1 条规则",
        "insight": "负荷与薄弱处",
        "loads": "评审量的分布",
        "lock": "批量锁定",
        "lock_shown": re.compile("锁定当前列出的"),
        "locked": re.compile(r"已锁定 \d+ 对"),
        "unlock_all": re.compile("解锁整个方案"),
        "search": "按编号或名称找项目",
        "compare": "比较所选方案",
        "figures": "关键数字",
        "too_few": "本轮次的方案不足两个，无法比较。",
        "sum": "某一列的合计有上下限",
        "sum_sentence": "合计至多 10",
        "aims": "更改目标",
        "aim": "目标 1",
        "saved": "乘积合计最大",
        "times": "乘以项目的数值列",
    },
    "en": {
        "start": "Assign judges",
        "open": "Open the plan",
        "proven": "Proven best",
        "entries": "By entry",
        "why": "Why it was chosen",
        "remove": "Take out of the plan",
        "falls": "The total fit falls by",
        "confirm": "Make this change",
        "missing": "1 judge is still missing",
        "undo": "Undo",
        "redo": "Redo",
        "proof": "Why it is the best",
        "none_better": "Proven: there is no better plan",
        "certificate": "Download the certificate",
        "publish": "Publish",
        "tasks": "Judge tasks",
        "published": "Published",
        "to_rubric": "Write the rubric",
        "template": "template",
        "no_rubric": "no rubric yet",
        "most": "Most entries for a judge",
        "name": "Name",
        "impossible": "There is no plan that keeps all of this",
        "ways": "Choose a way out and run again",
        "way": re.compile(r"Every judge takes up to (\d+) entries \(now 6\)"),
        "rule": "Add a rule",
        "one_each": "An entry gets at most 1 judge per organization",
        "unrule": "Remove rule 1",
        "sentence": "Of each entry’s judges, at most 1 of the same organization",
        "insight": "Loads and weak points",
        "loads": "How loads are spread",
        "lock": "Lock many",
        "lock_shown": re.compile("^Lock all that are shown"),
        "locked": re.compile(r"\d+ pairs? (is|are) locked now"),
        "unlock_all": re.compile("^Unlock the whole plan"),
        "search": "Find an entry by code or title",
        "compare": "Compare the two",
        "figures": "Key figures",
        "too_few": "There are fewer than two plans to compare.",
        "sum": "What a column adds up to is limited",
        "sum_sentence": "adds up to at most 10",
        "aims": "Choose other aims",
        "aim": "Aim 1",
        "saved": "Largest sum of products",
        "times": "Times the entries’ number",
    },
}
LOOKS = [Look("zh"), Look("en", is_phone=True), Look("zh", is_phone=True, is_dark=True), Look("en")]


def make_round(studio: Window, look: Look, *, offset: int = 0) -> str:
    """A round of its own in the largest competition of the sample; returns its id."""
    found = ask(studio, COMPETITIONS)["competitions"]["nodes"]
    competition = max(found, key=lambda each: each["entries"]["totalCount"])
    ordinal = 10 + LOOKS.index(look) + offset
    given = {"name": f"studio {look} {offset}", "ordinal": ordinal, "perEntry": 3, "minLoad": 0, "maxLoad": 10}
    made = ask(studio, CREATE_ROUND, input={"competitionId": competition["id"], "round": given})
    assert made["createRound"]["__typename"] == "CreateRoundSuccess", made
    return str(made["createRound"]["round"]["id"])


def assign(studio: Window, words: dict[str, Any]) -> Page:
    """Start from the settings as they stand and watch the run to its end."""
    page = studio.page
    page.get_by_role("button", name=words["start"], exact=True).click()
    page.wait_for_url("**/runs/**")
    expect(page.locator("#settings")).to_have_count(0)
    return page


def open_plan(studio: Window, words: dict[str, Any]) -> Page:
    page = studio.page
    expect(page.get_by_role("alert").filter(has_text=words["proven"])).to_be_visible(timeout=60_000)
    assert [*faults_of(page)] == []
    page.get_by_role("button", name=words["open"]).click()
    page.wait_for_url("**/plans/**")
    return page


def publish_without_a_rubric(studio: Window, words: dict[str, Any], plan: str) -> None:
    """Judges could not score: that is told before, and can be mended after."""
    page = studio.page
    page.goto(f"{plan}/publish")
    expect(page.get_by_text(words["tasks"], exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=words["to_rubric"])).to_be_visible()  # nothing to score by yet
    page.get_by_role("button", name=words["publish"], exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=words["publish"], exact=True).click()
    expect(page.locator(".ant-result-title")).to_have_text(words["published"])
    studio.go(plan.removeprefix(studio.address).split("/plans/", maxsplit=1)[0])  # it may still be given a rubric
    page.get_by_role("button", name=words["template"]).click()
    press_in_popup(page.get_by_role("menuitem").first)
    expect(page.get_by_text(words["no_rubric"])).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS[:2], ids=str)
def test_an_organizer_assigns_asks_why_changes_undoes_and_publishes(open_window: Opener, look: Look) -> None:
    words = WORDS[look.language]
    studio = open_window(look, ORGANIZER)
    round_id = make_round(studio, look)
    studio.go(f"/rounds/{round_id}/studio")
    assign(studio, words)
    page = open_plan(studio, words)
    plan = page.url.split("?", maxsplit=1)[0]

    if not look.is_phone:  # the matrix is walked by keys, and its cell is told in words
        matrix = page.get_by_role("grid")
        matrix.focus()
        before = page.locator("#matrix-cursor").inner_text()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#matrix-cursor")).not_to_have_text(before)
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("reason")).to_be_visible()

    page.goto(f"{plan}?view=entries")
    page.locator(".people-list .serving button").first.click()
    expect(page.get_by_role("heading", name=words["why"])).to_be_visible()
    expect(page.locator(".bars").first).to_be_visible()

    page.get_by_role("button", name=words["remove"]).click()
    expect(page.get_by_test_id("price")).to_contain_text(words["falls"])
    expect(page.get_by_role("alert").filter(has_text=words["missing"])).to_have_count(0)  # nothing is done yet
    page.get_by_role("button", name=words["confirm"]).click()
    expect(page.get_by_role("alert").filter(has_text=words["missing"])).to_be_visible()

    page.goto(f"{plan}?view=entries")
    page.get_by_role("button", name=words["undo"]).click()
    expect(page.get_by_role("alert").filter(has_text=words["missing"])).to_have_count(0)
    expect(page.get_by_role("button", name=words["redo"])).to_be_enabled()

    page.get_by_role("tab", name=words["insight"]).click()
    expect(page.get_by_role("img", name=words["loads"])).to_be_visible()

    page.get_by_role("button", name=words["proof"]).click()
    expect(page.get_by_text(words["none_better"], exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name=words["certificate"]).click()
    assert download.value.suggested_filename.endswith(".proof")

    publish_without_a_rubric(studio, words, plan)


@pytest.mark.parametrize("look", LOOKS[2:], ids=str)
def test_an_organizer_is_led_out_of_an_impossible_wish(open_window: Opener, look: Look) -> None:
    words = WORDS[look.language]
    studio = open_window(look, ORGANIZER)
    round_id = make_round(studio, look)
    page = studio.go(f"/rounds/{round_id}/studio")
    page.get_by_label(words["most"]).fill("6")
    page.get_by_role("button", name=words["rule"]).click()
    press_in_popup(page.get_by_role("menuitem", name=words["one_each"]))
    expect(page.get_by_text(words["sentence"])).to_be_visible()
    page.get_by_role("button", name=words["unrule"]).click()
    expect(page.get_by_text(words["sentence"])).to_have_count(0)
    assign(studio, words)

    expect(page.get_by_role("heading", name=words["impossible"])).to_be_visible(timeout=60_000)
    first = page.url
    way = page.get_by_role("region", name=words["ways"]).get_by_role("button").first  # more for all, as little as does
    expect(way).to_have_text(words["way"])
    load = words["way"].search(way.inner_text())[1]
    way.click()
    page.wait_for_url(lambda url: "/runs/" in url and url != first)
    expect(page.locator(".ant-descriptions-item").filter(has_text=words["most"])).to_contain_text(load)
    open_plan(studio, words)
    expect(page.get_by_role("tab", name=words["entries"])).to_be_visible()
    studio.settle()


def plan_of(studio: Window, words: dict[str, Any], round_id: str) -> str:
    """A plan of the round, made from the settings as they stand; returns its address without a view."""
    studio.go(f"/rounds/{round_id}/studio")
    assign(studio, words)
    return open_plan(studio, words).url.split("?", maxsplit=1)[0]


@pytest.mark.parametrize("look", [Look("zh"), Look("en", is_phone=True)], ids=str)
def test_an_organizer_drags_locks_many_redoes_later_and_compares(open_window: Opener, look: Look) -> None:
    words = WORDS[look.language]
    studio = open_window(look, ORGANIZER)
    round_id = make_round(studio, look, offset=10)
    page = studio.go(f"/rounds/{round_id}/compare")
    expect(page.get_by_text(words["too_few"])).to_be_visible()

    page = studio.go(f"/rounds/{round_id}/studio")
    state_everything(page, words)
    plan = plan_of(studio, words, round_id)
    page.goto(f"{plan}?view=entries")
    lines = page.locator(".people-list > li")
    if not look.is_phone:
        drag_a_judge(page, words)

    page.goto(f"{plan}?view=entries")
    shown = lines.first.locator(".people-name strong").inner_text()
    page.get_by_label(words["search"]).fill(shown)
    expect(lines).to_have_count(1)
    page.get_by_role("button", name=words["lock"]).click()
    press_in_popup(page.get_by_role("menuitem", name=words["lock_shown"]))
    expect(page.get_by_text(words["locked"])).to_be_visible()
    expect(page.locator(".serving .anticon-lock")).to_have_count(lines.first.locator(".chip").count())

    page.get_by_role("button", name=words["undo"]).click()
    expect(page.locator(".serving .anticon-lock")).to_have_count(0)
    studio.go(f"/rounds/{round_id}/studio")
    page.goto(f"{plan}?view=entries")
    page.get_by_role("button", name=words["redo"]).click()  # what was taken back is known after leaving, too
    expect(page.locator(".serving .anticon-lock").first).to_be_visible()
    page.get_by_role("button", name=words["lock"]).click()
    press_in_popup(page.get_by_role("menuitem", name=words["unlock_all"]))
    expect(page.locator(".serving .anticon-lock")).to_have_count(0)

    plan_of(studio, words, round_id)
    studio.go(f"/rounds/{round_id}/compare")
    page.get_by_role("button", name=words["compare"]).click()
    expect(page.get_by_role("heading", name=words["figures"])).to_be_visible()
    assert [*faults_of(page)] == []


def state_everything(page: Page, words: dict[str, Any]) -> None:
    """A rule about a sum and an aim about products are stated in words like every other."""
    page.get_by_role("button", name=words["rule"]).click()
    press_in_popup(page.get_by_role("menuitem", name=words["sum"]))
    expect(page.locator(".rule-sentence").filter(has_text=words["sum_sentence"])).to_be_visible()
    page.get_by_role("button", name=words["aims"]).click()
    page.get_by_label(words["aim"], exact=True).click()
    press_in_popup(page.locator(".ant-select-item-option").filter(has_text=words["saved"]))
    expect(page.get_by_label(words["times"])).to_be_visible()


def drag_a_judge(page: Page, words: dict[str, Any]) -> None:
    """A judge of the first entry goes to one that may have them: nothing is done before the price was seen."""
    lines = page.locator(".people-list > li")
    chip = lines.first.locator(".chip").first
    judge = chip.inner_text()
    grip = chip.bounding_box()
    assert grip is not None
    page.mouse.move(grip["x"] + 5, grip["y"] + 12)
    page.mouse.down()
    page.mouse.move(grip["x"] + 30, grip["y"] + 40, steps=4)
    target = page.locator(".people-list > li.drop-open").nth(1)
    target.hover()
    page.mouse.move(0, 2)
    target.hover()
    page.mouse.up()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_test_id("price")).to_be_visible()
    expect(lines.first.locator(".chip").first).to_have_text(judge)  # not done yet
    dialog.get_by_role("button", name=words["confirm"]).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("alert").filter(has_text=words["missing"])).to_be_visible()
