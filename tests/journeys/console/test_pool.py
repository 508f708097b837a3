"""A pool from its rules to a decision: run, proven, read, asked, compared, published, accepted."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.console.browsing import Look, Window, ask, press_in_popup
from tests.journeys.console.conftest import Opener
from tests.journeys.console.looking import faults_of
from tests.journeys.console.test_needs import press

ALLIANCE = "alliance@greenbridge.example"
ENTERPRISE = "enterprise@greenbridge.example"

PROPOSED = """{ recommendations(first: 1, filter: {isForMyNeeds: true, isPublished: true, state: [PROPOSED]}) {
    nodes { id version } } }"""
DECLINE = """mutation ($input: DeclineRecommendationInput!) { declineRecommendation(input: $input) { __typename } }"""

WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "add": "添加规则",
        "template": "每项需求至多 1 个成果来自同一单位",
        "sentence": "每项需求的成果中，单位相同的至多 1 个",
        "near": "每项需求至少 1 个成果与它同地区",
        "unmet": "没有满足的需求",
        "below": "至少 1 个，实有 0 个（规则：每项需求的成果中，地区与需求地区相同的至少 1 个）",
        "kept": re.compile(r"2 条规则都没有超出上限；因为允许缺额，有 \d+ 处下限没有达到"),
        "sum": "这个方案的数值由哪些部分组成",
        "start": "开始匹配",
        "open": "打开方案",
        "proven": "已证明最优",
        "flow": "成果流向哪些需求",
        "limits": "什么限制了方案",
        "capacity": "最多承接",
        "why": "为什么",
        "chosen": "在可选的成果中排第",
        "need": "选择需求",
        "package": "选择成果",
        "why_not": "可以推荐|不是这项需求的候选|没有任何方案能安排|也可以推荐",
        "choose": "选择“",
        "compare": "比较所选方案",
        "compared": "比较方案",
        "changed": "规则",
        "recommend": "发布推荐",
        "published": "已发布",
        "recommended": "推荐成果",
        "accept": "接受",
        "accepted": "已接受",
        "lost": "已有 1 条推荐失效",
        "declined": "企业已谢绝",
        "repair": "计算补配方案",
        "strict": "成果不够时允许缺额",
        "share": "同一单位的成果总共至多推荐 10 次",
        "most": "至多",
        "held": "全部推荐中，单位相同的成果至多 1 次",
        "eased": "改为“全部推荐中，单位相同的成果至多",
        "short": "按这些要求排不出方案",
        "mend": "按勾选的 1 项改动重新计算",
        "missing": "允许缺额，先看缺在哪里",
    },
    "en": {
        "add": "Add a rule",
        "template": "A need gets at most 1 package per organization",
        "sentence": "Of each need’s packages, at most 1 of the same organization",
        "near": "A need gets at least 1 package of its own region",
        "unmet": "Needs that lack packages",
        "below": "0 of at least 1 (rule: Of each need’s packages, at least 1 whose region is the need’s region)",
        "kept": re.compile(
            r"No rule is exceeded \(2 in all\); as open places are allowed, \d+ minimums are not reached"
        ),
        "sum": "What this plan’s figure is made of",
        "start": "Match",
        "open": "Open the plan",
        "proven": "Proven best",
        "flow": "Which packages go to which needs",
        "limits": "What holds the plan back",
        "capacity": "serves at most",
        "why": "Why",
        "chosen": "rank",
        "need": "Choose a need",
        "package": "Choose a package",
        "why_not": "It could|no candidate|No plan can hold it",
        "choose": "Choose “",
        "compare": "Compare the chosen plans",
        "compared": "Compare plans",
        "changed": "Rules",
        "recommend": "Publish recommendations",
        "published": "Published",
        "recommended": "Recommended packages",
        "accept": "Accept",
        "accepted": "Accepted",
        "lost": "1 recommendation stands no more",
        "declined": "The enterprise declined",
        "repair": "Work out the repair",
        "strict": "Allow open places where packages are too few",
        "share": "One organization’s packages are recommended at most 10 times",
        "most": "At most",
        "held": "All together, at most 1 recommendations of packages of the same organization",
        "eased": "becomes “All together, at most",
        "short": "There is no plan that keeps all of this",
        "mend": "Run again with the chosen change",
        "missing": "Allow open places and see where they are",
    },
}
NEED = "印染高盐废水分盐回用与零排放"
"""A need of the enterprise of the sample."""

LOOKS = [Look("zh"), Look("en", is_phone=True)]


def run(page: Page, words: dict[str, Any]) -> None:
    """Start, watch until it is proven, and open the plan."""
    press(page, words["start"])
    page.wait_for_url("**/pool/runs/**")
    ended = page.get_by_role("alert").filter(has_text=words["proven"])
    expect(ended).to_be_visible(timeout=90_000)
    assert [*faults_of(page)] == []
    ended.get_by_role("button", name=words["open"]).click()
    page.wait_for_url("**/pool/plans/**")
    expect(page.get_by_role("heading", name=words["flow"])).to_be_visible()
    assert [*faults_of(page)] == []


def ask_why_and_why_not(page: Page, words: dict[str, Any]) -> None:
    page.get_by_role("button", name=words["why"], exact=True).first.click()
    answer = page.get_by_role("dialog")
    expect(answer.get_by_role("alert").filter(has_text=words["chosen"])).to_be_visible()
    page.keyboard.press("Escape")
    expect(answer).to_be_hidden()
    for label, at in ((words["need"], 0), (words["package"], 4)):
        page.get_by_role("combobox", name=label).click()
        options = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option")
        press_in_popup(options.nth(at))
    # The pair is one of several hundred: whichever answer it has, it is one of these.
    told = "|".join((words["why_not"], words["chosen"]))
    expect(page.locator(".ask .ant-alert")).to_have_text(re.compile(told))


def read_what_lacks(page: Page, words: dict[str, Any]) -> None:
    """Minimums of rules that are missed are told one by one, and the proof says what they take off."""
    unmet = page.locator(".ant-card").filter(has=page.get_by_role("heading", name=words["unmet"]))
    missed = unmet.get_by_role("listitem").filter(has_text=words["below"])
    expect(missed.first).to_be_visible()
    expect(page.locator(".proof-checks li").filter(has_text=words["kept"])).to_be_visible()
    *parts, left = [
        float(amount) for amount in page.get_by_role("table", name=words["sum"]).get_by_role("cell").all_inner_texts()
    ]
    assert sum(parts) == pytest.approx(left, abs=0.02)  # each is rounded
    assert parts[-1] == -missed.count()


def compare(page: Page, words: dict[str, Any]) -> None:
    """The two newest plans side by side."""
    for at in (0, 1):
        page.get_by_role("checkbox", name=words["choose"]).nth(at).check()
    press(page, words["compare"])
    expect(page.get_by_role("heading", name=words["compared"])).to_be_visible()
    expect(page.locator(".ant-tag").get_by_text(words["changed"], exact=True)).to_be_visible()
    assert [*faults_of(page)] == []


def decline_another(enterprise: Window) -> None:
    [offered] = ask(enterprise, PROPOSED)["recommendations"]["nodes"]
    given = {"recommendationId": offered["id"], "version": offered["version"], "reason": "TERMS"}
    told = ask(enterprise, DECLINE, input=given)["declineRecommendation"]
    assert told["__typename"] == "DeclineRecommendationSuccess", told


def repair(page: Page, words: dict[str, Any]) -> None:
    """What was declined is filled by a draft that changes little else."""
    expect(page.get_by_role("alert").filter(has_text=words["lost"])).to_be_visible()
    expect(page.locator(".ant-tag").get_by_text(words["declined"], exact=True)).to_be_visible()
    assert [*faults_of(page)] == []
    press(page, words["repair"])
    page.wait_for_url("**/pool/runs/**")
    ended = page.get_by_role("alert").filter(has_text=words["proven"])
    ended.get_by_role("button", name=words["open"]).click(timeout=90_000)
    page.wait_for_url("**/pool/plans/**")
    expect(page.get_by_role("heading", name=words["flow"])).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_pool_is_ruled_run_read_compared_and_published(open_window: Opener, look: Look) -> None:
    words = WORDS[look.language]
    alliance = open_window(look, ALLIANCE)
    page = alliance.go("/pool")
    run(page, words)
    limits = page.locator(".ant-card").filter(has=page.get_by_role("heading", name=words["limits"]))
    bar = limits.get_by_role("listitem").filter(has_text=words["capacity"]).first
    expect(bar).to_contain_text(re.compile(r"\+0\.\d"))
    expect(page.get_by_role("img", name=words["flow"])).to_have_attribute("aria-label", re.compile("→.*: [1-9]"))

    page = alliance.go("/pool")
    page.get_by_role("button", name=words["add"]).click()
    press_in_popup(page.get_by_role("menuitem", name=words["template"]))
    expect(page.get_by_text(words["sentence"])).to_be_visible()
    page.get_by_role("button", name=words["add"]).click()
    press_in_popup(page.get_by_role("menuitem", name=words["near"]))
    run(page, words)
    expect(page.get_by_text(words["sentence"], exact=True)).to_be_visible()
    read_what_lacks(page, words)
    ask_why_and_why_not(page, words)
    plan = page.url.removeprefix(alliance.address)
    compare(alliance.go("/pool"), words)

    page = alliance.go(plan)
    press(page, words["recommend"])
    page.get_by_role("dialog").get_by_role("button", name=words["recommend"]).click()
    expect(page.get_by_text(words["published"], exact=True)).to_be_visible()

    need = page.get_by_role("link", name=NEED).first.get_attribute("href")
    enterprise = open_window(look, ENTERPRISE)
    page = enterprise.go(str(need))
    expect(page.get_by_text(words["recommended"], exact=True)).to_be_visible()
    press(page, words["accept"])
    expect(page.get_by_text(words["accepted"], exact=True).first).to_be_visible()

    decline_another(enterprise)
    repair(alliance.go(f"{plan}/repair"), words)


def ask_too_much(page: Page, words: dict[str, Any]) -> None:
    """A package of each organization and no more, and yet all that the needs want."""
    page.get_by_role("switch", name=words["strict"]).click()
    page.get_by_role("button", name=words["add"]).click()
    press_in_popup(page.get_by_role("menuitem", name=words["share"]))
    most = page.get_by_role("spinbutton", name=words["most"], exact=True)
    most.fill("1")
    most.blur()
    press(page, words["start"])
    page.wait_for_url("**/pool/runs/**")
    expect(page.get_by_role("heading", name=words["short"])).to_be_visible(timeout=90_000)


@pytest.mark.parametrize("look", [Look("zh", is_phone=True), Look("en", is_dark=True)], ids=str)
def test_a_pool_that_asks_too_much_is_told_a_way_out_and_takes_it(open_window: Opener, look: Look) -> None:
    words = WORDS[look.language]
    page = open_window(look, ALLIANCE).go("/pool")
    ask_too_much(page, words)
    asked = page.url
    way = page.get_by_role("checkbox", name=words["eased"])
    expect(way).to_be_checked()
    expect(page.get_by_role("checkbox", name=words["held"])).to_have_count(1)
    assert [*faults_of(page)] == []
    way.uncheck()
    expect(page.get_by_role("button", name=words["mend"])).to_have_count(0)
    way.check()
    press(page, words["mend"])
    page.wait_for_url(lambda url: url != asked)
    expect(page.get_by_role("alert").filter(has_text=words["proven"])).to_be_visible(timeout=90_000)

    page.goto(asked)
    press(page, words["missing"])
    page.wait_for_url(lambda url: url != asked)
    ended = page.get_by_role("alert").filter(has_text=words["proven"])
    ended.get_by_role("button", name=words["open"]).click(timeout=90_000)
    expect(page.get_by_role("heading", name=words["flow"])).to_be_visible()
    limits = page.locator(".ant-card").filter(has=page.get_by_role("heading", name=words["limits"]))
    expect(limits.get_by_role("listitem").filter(has_text=words["held"]).first).to_be_visible()
    assert [*faults_of(page)] == []
