"""A need on its way: a draft that says too little, published, matched in the pool, and a recommendation accepted."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.console.browsing import Look, press_in_popup
from tests.journeys.console.conftest import Opener

ENTERPRISE = "enterprise@greenbridge.example"
ALLIANCE = "alliance@greenbridge.example"
PROBLEM = (
    "定型机排气温度一百四十到一百八十度，含油烟和纤维绒，换热器常被油垢堵塞，每两周停机清洗一次。"
    "需要能自清洁的余热回收装置，热量用于预热新风和染缸热水，同时让油烟排放稳定达标。"
)

WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "title": "需求标题",
        "problem": "问题描述",
        "draft": "保存草稿",
        "publish": "发布",
        "missing": "还不能发布",
        "needed": "量化指标：此处必填。",
        "edit": "编辑",
        "add": "添加指标",
        "name": "指标",
        "target": "目标值",
        "unit": "单位",
        "category": "类别",
        "modes": "合作方式",
        "deadline": "截止日期",
        "chain": "产业链环节",
        "fields": "绿色领域",
        "decides": "决策人",
        "contact": "联系人",
        "email": "邮箱",
        "save": "保存",
        "published": "已发布",
        "upgrade": "技术改造",
        "energy": "节能环保",
        "find": "重新查找",
        "start": "开始匹配",
        "open": "打开方案",
        "recommend": "发布推荐",
        "accept": "接受",
        "accepted": "已接受",
        "recommended": "推荐成果",
    },
    "en": {
        "title": "Title",
        "problem": "Problem",
        "draft": "Save draft",
        "publish": "Publish",
        "missing": "It cannot be published yet",
        "needed": "Indicators: This is required.",
        "edit": "Edit",
        "add": "Add an indicator",
        "name": "Indicator",
        "target": "Target",
        "unit": "Unit",
        "category": "Category",
        "modes": "Ways to work together",
        "deadline": "Deadline",
        "chain": "Value chain nodes",
        "fields": "Green fields",
        "decides": "Who decides",
        "contact": "Contact",
        "email": "E-mail",
        "save": "Save",
        "published": "Published",
        "upgrade": "Upgrade",
        "energy": "Energy saving and environment",
        "find": "Look again",
        "start": "Match",
        "open": "Open the plan",
        "recommend": "Publish recommendations",
        "accept": "Accept",
        "accepted": "Accepted",
        "recommended": "Recommended packages",
    },
}
LOOKS = [Look("zh"), Look("en", is_phone=True)]


def press(page: Page, name: str) -> None:
    """Press a button; two Chinese signs stand apart in one."""
    spaced = f"{name[0]} {name[1]}" if len(name) == 2 else name
    page.get_by_role("button", name=name, exact=True).or_(
        page.get_by_role("button", name=spaced, exact=True)
    ).first.click()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    press_in_popup(page.locator(f".ant-select-item-option[title='{option}']").last)
    page.keyboard.press("Escape")


def complete(page: Page, words: dict[str, Any]) -> None:
    """Say what publishing asks for."""
    press(page, words["edit"])
    page.get_by_role("button", name=words["add"]).click()
    page.get_by_label(words["name"], exact=True).fill("余热回收率")
    page.get_by_label(words["target"], exact=True).fill("65")
    page.get_by_label(words["unit"], exact=True).fill("%")
    choose(page, words["category"], words["upgrade"])
    choose(page, words["fields"], words["energy"])
    page.get_by_role("combobox", name=words["modes"]).click()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    deadline = page.get_by_label(words["deadline"], exact=True)
    deadline.fill("2099-12-31")
    deadline.press("Tab")  # Enter would save the form
    page.get_by_label(words["decides"], exact=True).fill("总工程师")
    page.get_by_label(words["contact"], exact=True).fill("陈立衡")
    page.get_by_label(words["email"], exact=True).fill(ENTERPRISE)
    press(page, words["save"])


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_need_is_posted_matched_and_its_recommendation_accepted(open_window: Opener, look: Look) -> None:
    words, title = WORDS[look.language], f"定型机余热回收 {look}"
    enterprise = open_window(look, ENTERPRISE)
    page = enterprise.go("/needs/new")
    page.get_by_label(words["title"], exact=True).fill(title)
    page.get_by_label(words["problem"], exact=True).fill(PROBLEM)
    press(page, words["draft"])
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    address = page.url.removeprefix(enterprise.address)
    press(page, words["publish"])
    alert = page.get_by_role("alert").filter(has_text=words["missing"])
    expect(alert.get_by_text(words["needed"])).to_be_visible()
    complete(page, words)
    press(page, words["publish"])
    expect(page.get_by_text(words["published"], exact=True)).to_be_visible()
    press(page, words["find"])
    expect(page.locator(".fitting").first).to_be_visible(timeout=60_000)

    alliance = open_window(look, ALLIANCE)
    pool = alliance.go("/pool")
    press(pool, words["start"])
    pool.wait_for_url("**/pool/runs/**")
    pool.get_by_role("button", name=words["open"]).click(timeout=60_000)
    pool.wait_for_url("**/pool/plans/**")
    press(pool, words["recommend"])
    pool.get_by_role("dialog").get_by_role("button", name=words["recommend"]).click()
    expect(pool.get_by_text(words["published"], exact=True)).to_be_visible()

    page = enterprise.go(address)
    expect(page.get_by_text(words["recommended"], exact=True)).to_be_visible()
    press(page, words["accept"])
    expect(page.get_by_text(words["accepted"], exact=True).first).to_be_visible()
