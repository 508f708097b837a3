"""A judge at the desk: scores with the network cut in between, hands in, steps back from another entry."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.console.browsing import Look, Window
from tests.journeys.console.conftest import Opener

CUT = "net::ERR_INTERNET_DISCONNECTED"
WORDS = {
    "zh": {
        "offline": "没有网络",
        "saved": "已保存",
        "submit": "提交",
        "sealed": "已提交",
        "recuse": "申请回避",
        "sure": "确认回避",
    },
    "en": {
        "offline": "No connection",
        "saved": "Saved",
        "submit": "Submit",
        "sealed": "Submitted with",
        "recuse": "conflict of interest",
        "sure": "Step back",
    },
}


def open_first_waiting(desk: Window) -> str:
    """Open the first entry that waits; returns its title."""
    page = desk.go("/desk")
    task = page.locator(".desk-task").first
    title = task.locator("strong").first.inner_text()
    task.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    desk.settle()
    return title


@pytest.mark.parametrize(
    ("look", "email"),
    [
        (Look("zh", is_phone=True), "judge@greenbridge.example"),
        (Look("en", is_phone=False, is_dark=True), "judge2@greenbridge.example"),
    ],
    ids=str,
)
def test_a_judge_scores_while_the_line_breaks_hands_in_and_steps_back(
    open_window: Opener, look: Look, email: str
) -> None:
    words = WORDS[look.language]
    desk = open_window(look, email)
    title = open_first_waiting(desk)
    page, status = desk.page, desk.page.get_by_role("status")
    points = page.locator(".points input[type=number]")

    page.context.set_offline(True)
    points.last.fill("6.5")
    expect(status).to_contain_text(words["offline"])
    page.context.set_offline(False)
    expect(status).to_contain_text(words["saved"])
    assert {CUT in complaint for complaint in desk.complaints} == {True}
    desk.complaints.clear()

    page.reload()
    expect(points.last).to_have_value("6.5")
    for at in range(points.count()):
        points.nth(at).fill(str(7 + at / 2))
    expect(status).to_contain_text(words["saved"])
    page.get_by_role("button", name=words["submit"]).click()
    page.get_by_role("dialog").get_by_role("button", name=words["submit"]).click()
    expect(page.get_by_text(re.compile(words["sealed"] + r" ?[\d.]+"))).to_be_visible()
    expect(page.locator(".desk-digest")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    expect(points.first).to_be_disabled()

    other = open_first_waiting(desk)
    assert other != title
    page.get_by_role("button", name=words["recuse"]).click()
    page.get_by_role("dialog").get_by_role("button", name=words["sure"]).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    desk.go("/desk")
    expect(page.locator(".desk-task").first).not_to_contain_text(other)
