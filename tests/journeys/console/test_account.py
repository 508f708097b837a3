"""What comes by an invitation or a ruling: to the effect, from the pages where each begins."""

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.console.browsing import Look, Window
from tests.journeys.console.conftest import Opener
from tests.journeys.console.test_people import PASSWORD, fresh_email, link_to

LOOKS: Final = [Look("zh"), Look("en", is_phone=True)]
SUBMIT: Final = "button[type=submit]"


def choose_unlinked_judges(page: Page, window: Window) -> None:
    """From the line of the home that says how many have not accepted, to the list of just these."""
    page.locator("a[href*='isLinked=false']").last.click()
    window.settle()
    for place in (0, 1):
        page.locator("tbody .ant-checkbox-input").nth(place).click()


def test_two_judges_are_invited_at_once_and_one_without_account_becomes_one(open_window: Opener, home: Path) -> None:
    organizer = open_window(Look("zh"), "organizer@greenbridge.example")
    page = organizer.go("/")
    choose_unlinked_judges(page, organizer)
    page.locator(".list-bulk button").first.click()
    page.get_by_role("dialog").get_by_role("button", name="生成邀请链接").click()
    links = page.get_by_role("dialog").locator("li code")
    expect(links).to_have_count(2)
    guest, email = open_window(Look("en", is_phone=True)), fresh_email("zhu")
    guest.page.goto(links.first.inner_text().strip())
    expect(guest.page.get_by_text("You are invited")).to_be_visible()
    guest.page.get_by_role("link", name="Create an account").click()
    guest.page.locator("input[autocomplete=name]").fill("朱评委")
    guest.page.locator("input[type=email]").fill(email)
    guest.page.locator(SUBMIT).click()
    expect(guest.page.get_by_role("link", name="Open the outbox")).to_be_visible()
    guest.page.goto(link_to(home, email))
    guest.page.locator("input[type=password]").fill(PASSWORD)
    guest.page.locator(SUBMIT).click()
    guest.page.get_by_role("button", name="Accept").click()
    guest.page.locator("a[href='/desk']").last.click()
    guest.page.wait_for_url("**/desk")


def test_a_judge_with_an_address_is_invited_by_mail(open_window: Opener, home: Path) -> None:
    organizer = open_window(Look("zh"), "organizer@greenbridge.example")
    page, email = organizer.go("/"), fresh_email("judge")
    page.locator("a[href*='isLinked=false']").last.click()
    page.locator("tbody a[href^='/judges/']").last.click()
    page.get_by_role("button", name="编辑").click()
    page.get_by_label("邮箱").fill(email)
    page.locator(f"form {SUBMIT}").click()
    page.get_by_role("button", name=re.compile("邀请$")).click()
    page.get_by_role("button", name="发送邀请邮件").click()
    expect(page.get_by_text("已邀请")).to_be_visible()
    guest = open_window(Look("en", is_phone=True))
    guest.page.goto(link_to(home, email))
    expect(guest.page.get_by_text("You are invited")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_restricted_enterprise_appeals_and_is_heard(open_window: Opener, look: Look) -> None:
    zone = open_window(look, "zone@greenbridge.example")
    ruling = zone.go("/restrictions/new")
    ruling.locator("form input[type=text], form .ant-input").first.fill("云泽印染集团有限公司")
    ruling.locator("form textarea").fill("环保处罚未整改")
    ruling.locator(f"form {SUBMIT}").click()
    ruling.wait_for_url(re.compile(r"/restrictions/Restriction_"))
    enterprise = open_window(look, "enterprise@greenbridge.example")
    page = enterprise.go(ruling.url.removeprefix(zone.address))
    page.locator("form textarea").fill("已完成整改。")
    page.locator(f"form {SUBMIT}").click()
    expect(page.locator("form textarea")).to_have_count(0)  # one appeal at a time
    zone.go("/").locator("a[href*='hasOpenAppeal']").first.click()
    ruling.locator("a[href^='/restrictions/Restriction_']").first.click()
    ruling.get_by_role("main").locator("textarea").fill("整改属实。")
    ruling.get_by_role("button", name="申诉成立" if look.language == "zh" else "Grant it").click()
    enterprise.go(page.url.removeprefix(zone.address))
    expect(page.get_by_text("整改属实。")).to_be_visible()
