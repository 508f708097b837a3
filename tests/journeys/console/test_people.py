"""People at the console: coming in by a mailed link, belonging to an organization, a second factor, going out."""

import re
import time
from pathlib import Path
from typing import Final

import pyotp
import pytest
from playwright.sync_api import Page, expect

from services.kit.ids import new_id
from services.kit.mail import read_outbox
from services.kit.settings import Settings
from tests.journeys.console.browsing import SAMPLE_PASSWORD, Look, press_in_popup
from tests.journeys.console.conftest import Opener

PASSWORD: Final = "correct horse battery"
LOOKS: Final = [Look("zh"), Look("en", is_phone=True)]
WAIT_SECONDS: Final = 30

SAYS: Final = {
    "zh": {
        "send": "发送确认邮件",
        "outbox": "打开发件箱",
        "finish": "完成注册并登录",
        "too easy": "太容易猜到",
        "used": "链接无效",
        "wrong": "邮箱或密码不正确",
        "sign out": "退出登录",
        "sign in": "登录",
        "begin": "查找我的组织",
        "start": "开启两步验证",
        "next": "下一步",
        "turn on": "开启",
        "kept": "我已保存",
        "is on": "已于",
        "asks code": "动态验证码",
        "invite": "邀请成员",
        "send invitation": "发送邀请",
        "join": "注册并加入",
    },
    "en": {
        "send": "Send me the link",
        "outbox": "Open the outbox",
        "finish": "Finish and sign in",
        "too easy": "easy to guess",
        "used": "used already",
        "wrong": "do not match",
        "sign out": "Sign out",
        "sign in": "Sign in",
        "begin": "Find my organization",
        "start": "Turn on",
        "next": "Next",
        "turn on": "Turn on",
        "kept": "I have kept them",
        "is on": "On since",
        "asks code": "code of your authenticator",
        "invite": "Invite",
        "send invitation": "Send the invitation",
        "join": "Sign up and join",
    },
}


def link_to(home: Path, email: str) -> str:
    """The link of the newest message to somebody, once the worker wrote it."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        for kept in read_outbox(Settings(home=home), 20):
            if kept.mail.to == email:
                [link] = [line for line in kept.mail.text.splitlines() if line.startswith("http")]
                return link
        time.sleep(0.1)
    raise AssertionError(email)


def fresh_email(name: str) -> str:
    return f"{name}-{new_id().hex[-8:]}@greenbridge.example"


def press(page: Page, name: str) -> None:
    """Press the button of this name, whatever its icon is called; two Chinese characters stand apart on a button."""
    spaced = r"\s?".join(map(re.escape, name))
    page.get_by_role("button", name=re.compile(rf"(^|\s){spaced}$")).last.click()


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    page.goto(f"{address}/sign-in")
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(password)
    page.locator("button[type=submit]").click()


def sign_out(page: Page, says: dict[str, str], name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    press_in_popup(page.get_by_role("menuitem", name=says["sign out"]))
    page.wait_for_url("**/sign-in")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_mailed_link_ends_in_an_account(open_window: Opener, home: Path, look: Look) -> None:
    says, email = SAYS[look.language], fresh_email("li")
    window = open_window(look)
    page = window.go("/register")
    page.locator("input[autocomplete=name]").fill("李小绿")
    page.locator("input[type=email]").fill(email)
    press(page, says["send"])
    expect(page.get_by_role("link", name=says["outbox"])).to_be_visible()
    link = link_to(home, email)
    assert link.startswith(f"{window.address}/confirm#")
    page.goto(link)
    password = page.locator("input[type=password]")
    password.fill(email)
    press(page, says["finish"])
    expect(page.get_by_text(says["too easy"])).to_be_visible()
    password.fill(PASSWORD)
    press(page, says["finish"])
    page.wait_for_url(f"{window.address}/")
    expect(page.get_by_text(says["begin"])).to_be_visible()
    sign_out(page, says, "李小绿")
    page.goto(link)
    page.locator("input[type=password]").fill(PASSWORD)
    press(page, says["finish"])
    expect(page.get_by_role("alert")).to_contain_text(says["used"])
    sign_in(page, window.address, email, "wrong horse battery")
    expect(page.get_by_role("alert")).to_contain_text(says["wrong"])
    sign_in(page, window.address, email, PASSWORD)
    page.wait_for_url(f"{window.address}/")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_wrong_invitation_says_so(open_window: Opener, look: Look) -> None:
    page = open_window(look).go("/invitation#nonsense")
    expect(page.get_by_role("alert")).to_contain_text(SAYS[look.language]["used"])
    expect(page.locator("form")).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_somebody_invited_belongs(open_window: Opener, home: Path, look: Look) -> None:
    says, email = SAYS[look.language], fresh_email("zhao")
    admin = open_window(look, "enterprise2@greenbridge.example")
    page = admin.go("/organizations?isMine=true")
    page.locator("a[href^='/organizations/']:not([href$='/new'])").first.click()
    press(page, says["invite"])
    page.get_by_role("dialog").locator("input[type=email]").fill(email)
    press(page, says["send invitation"])
    expect(page.get_by_text(email).first).to_be_visible()
    guest = open_window(look)
    guest.page.goto(link_to(home, email))
    guest.page.locator("input[autocomplete=name]").fill("赵小桥")
    guest.page.locator("input[type=password]").fill(PASSWORD)
    press(guest.page, says["join"])
    guest.page.wait_for_url(f"{guest.address}/")
    page.reload()
    expect(page.locator("#members").get_by_text(email)).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_second_factor_is_set_up_and_asked_for(open_window: Opener, home: Path, look: Look) -> None:
    says, email = SAYS[look.language], fresh_email("qian")
    window = open_window(look)
    page = window.go("/register")
    page.locator("input[autocomplete=name]").fill("钱小桥")
    page.locator("input[type=email]").fill(email)
    press(page, says["send"])
    page.goto(link_to(home, email))
    page.locator("input[type=password]").fill(PASSWORD)
    press(page, says["finish"])
    page.wait_for_url(f"{window.address}/")
    window.go("/account/security")
    press(page, says["start"])
    dialog = page.get_by_role("dialog")
    dialog.locator("input[type=password]").fill(PASSWORD)
    press(page, says["next"])
    secret = re.sub(r"\W", "", dialog.locator(".secret code").inner_text())
    dialog.locator("input[autocomplete=one-time-code]").fill(pyotp.TOTP(secret).now())
    press(page, says["turn on"])
    code = dialog.locator(".recovery-codes code").first.inner_text()
    press(page, says["kept"])
    expect(page.get_by_text(says["is on"])).to_be_visible()
    sign_out(page, says, "钱小桥")
    sign_in(page, window.address, email, PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text(says["asks code"])
    page.locator("input[autocomplete=one-time-code]").fill(code)
    page.locator("button[type=submit]").click()
    page.wait_for_url(f"{window.address}/")


def test_the_sample_judge_signs_in_with_the_printed_password(open_window: Opener) -> None:
    window = open_window(Look("zh", is_phone=True, is_dark=True))
    sign_in(window.page, window.address, "judge@greenbridge.example", SAMPLE_PASSWORD)
    window.page.wait_for_url(f"{window.address}/")
