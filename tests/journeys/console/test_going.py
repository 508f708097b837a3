"""Who acts for whom, and who goes: a deputy for a while, an account erased, two organizations that become one."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from services.kit import clock
from tests.journeys.console.browsing import Look, Window, ask, press_in_popup
from tests.journeys.console.conftest import Opener
from tests.journeys.console.looking import faults_of
from tests.journeys.console.test_people import PASSWORD, fresh_email, link_to, press, sign_in

LOOKS: Final = [Look("zh"), Look("en", is_phone=True)]
ENTERPRISE: Final = "enterprise@greenbridge.example"
ORGANIZATION: Final = "云泽印染集团有限公司"
ORGANIZATIONS: Final = "query ($name: String!) { organizations(first: 5, filter: {name: $name}) { nodes { id name } } }"
INVITE: Final = "mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { __typename } }"
JOIN: Final = "mutation ($input: SignUpByInvitationInput!) { signUpByInvitation(input: $input) { __typename } }"
NEEDS: Final = "{ needs(first: 50, filter: {isMine: true}) { nodes { id visibility organization { name } } } }"
FILES: Final = "query ($id: ID!) { need(id: $id) { attachments(first: 50) { nodes { id } } } }"
VIEWER: Final = "{ viewer { name } }"
FOUND: Final = """mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) {
  __typename ... on CreateOrganizationSuccess { organization { id } } } }"""
ZONES: Final = "{ zones(first: 5) { nodes { id } } }"

SAYS: Final = {
    "zh": {
        "account": "我的账号",
        "delegation": "委托代办",
        "give": "委托他人",
        "deputy": "代办人",
        "ends": "结束日期（含当天）",
        "reason": "事由",
        "act": "代其办理",
        "acting": "您正在代 {} 办理",
        "edit": "编辑",
        "province": "省份",
        "save": "保存",
        "history": "变更记录",
        "by": "{deputy}（代{person}）",
        "gesture": "编辑组织信息",
        "back": "回到自己的账号",
        "end": "结束委托",
        "yes": "是",
        "ended": "已结束",
        "in force": "生效中",
        "step down": "不再代办",
        "over": "您已回到自己的账号",
        "to organization": "组织",
        "leaving": "数据与注销",
        "export": "下载",
        "erase": "注销账号",
        "erase go": "确认注销",
        "wrong": "密码",
        "erased": "账号已注销",
        "no match": "邮箱或密码不正确",
        "pseudonym": "已注销账号 ",
        "duplicates": "可能重复的组织",
        "merge": "合并到本组织",
        "became": "已并入",
        "notices": "通知",
    },
    "en": {
        "account": "My account",
        "delegation": "Deputies",
        "give": "Name a deputy",
        "deputy": "Deputy",
        "ends": "To, that day included",
        "reason": "Reason",
        "act": "Act for them",
        "acting": "You are acting for {}",
        "edit": "Edit",
        "province": "Province",
        "save": "Save",
        "history": "History",
        "by": "{deputy}, for {person}",
        "gesture": "Edited an organization",
        "back": "Back to my account",
        "end": "End it",
        "yes": "Yes",
        "ended": "Ended",
        "in force": "In force",
        "step down": "Step down",
        "over": "This is your own account",
        "to organization": "Organizations",
        "leaving": "Data and leaving",
        "export": "Download",
        "erase": "Delete the account",
        "erase go": "Delete for good",
        "wrong": "password",
        "erased": "The account was deleted",
        "no match": "do not match",
        "pseudonym": "Deleted account ",
        "duplicates": "Possible duplicates",
        "merge": "Merge into this one",
        "became": "became part of",
        "notices": "Notices",
    },
}


def organization_id(opened: Window, name: str = ORGANIZATION) -> str:
    found = ask(opened, ORGANIZATIONS, name=name)["organizations"]["nodes"]
    return next(str(each["id"]) for each in found if each["name"] == name)


def join(home: Path, admin: Window, guest: Window, name: str) -> str:
    """Let the guest's window be a new member's of the organization; returns their address."""
    email = fresh_email("join")
    given = {"organizationId": organization_id(admin), "email": email, "role": "ADMIN"}
    assert ask(admin, INVITE, input=given)["inviteMember"]["__typename"] == "InviteMemberSuccess"
    secret = link_to(home, email).partition("#")[2]
    joined = ask(guest, JOIN, input={"token": secret, "name": name, "password": PASSWORD})
    assert joined["signUpByInvitation"]["__typename"] == "SignUpByInvitationSuccess"
    return email


def open_account(page: Page, says: dict[str, str], name: str, part: str, look: Look) -> None:
    """By the menu of the person, to a part of their account."""
    page.get_by_role("button", name=name, exact=True).click()
    press_in_popup(page.get_by_role("menuitem", name=says["account"]))
    if look.is_phone:
        page.locator(".section-choice").click()
        press_in_popup(page.locator(".ant-select-item-option").filter(has_text=part))
    else:
        page.get_by_role("tab", name=part).click()


def open_list(page: Page, says: dict[str, str], look: Look) -> None:
    """By the navigation, to the organizations."""
    if look.is_phone:
        page.locator(".shell-head button").first.click()
    page.get_by_role("navigation").get_by_role("link", name=says["to organization"], exact=True).last.click()
    page.wait_for_url("**/organizations")


def give_today(page: Page, says: dict[str, str], email: str) -> None:
    """Let the person of this address act until today."""
    page.get_by_role("button", name=says["give"]).click()
    form = page.get_by_role("dialog")
    form.get_by_label(says["deputy"]).click()
    press_in_popup(page.locator(".ant-select-item-option").filter(has_text=email))
    form.get_by_label(says["ends"]).click()
    press_in_popup(page.locator(f"td[title='{clock.today()}']").last)
    form.get_by_label(says["reason"]).fill("年假")
    form.get_by_role("button", name=says["give"]).click()
    expect(form).to_have_count(0)


def hand_in_and_fetch(page: Page, deputy: Window, person: Window, name: str) -> None:
    """While acting, put a file to a need of an organization that is not the deputy's own, and take it out again."""
    needs = ask(person, NEEDS)["needs"]["nodes"]
    shut = [each for each in needs if each["visibility"] == "PARTIAL" and each["organization"]["name"] != ORGANIZATION]
    need = shut[0]["id"]
    deputy.go(f"/needs/{need}")
    content = "只有代办期间可以下载。".encode()
    given: Any = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.locator(".ant-card input[type=file]").set_input_files(given)
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).click()
    assert coming.value.suggested_filename == name
    assert coming.value.path().read_bytes() == content
    assert ask(deputy, FILES, id=need)["need"]["attachments"]["nodes"] == []
    own = page.context.request.get(coming.value.url.partition("?")[0])
    assert own.status == 404


def change_province(page: Page, says: dict[str, str], province: str) -> None:
    press(page, says["edit"])
    page.get_by_label(says["province"]).fill(province)
    press(page, says["save"])
    page.wait_for_url(re.compile(r"/organizations/Organization_[0-9a-f-]+$"))


def step_down(deputy: Window, says: dict[str, str], person: str, name: str) -> None:
    """As the deputy of this name: see what is held and what was done, and lay the office down."""
    page = deputy.go("/account/delegation")
    done = page.locator("tbody tr, li").filter(has_text=says["gesture"]).filter(has_text=person)
    expect(done.filter(has_text=name)).to_be_visible()
    office = page.locator("tbody tr, li").filter(has_text="年假").filter(has_text=says["in force"])
    expect(office).to_contain_text(person)
    office.get_by_role("button", name=says["step down"]).click()
    press_in_popup(page.get_by_role("tooltip").get_by_role("button", name=says["yes"], exact=True))
    expect(office).to_have_count(0)
    expect(page.locator("tbody tr, li").filter(has_text=says["ended"])).to_have_count(2)
    expect(page.get_by_role("button", name=says["act"])).to_have_count(0)
    assert [*faults_of(page)] == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_deputy_acts_for_a_while_and_on_record(open_window: Opener, home: Path, look: Look) -> None:
    says = SAYS[look.language]
    person, deputy = open_window(look, ENTERPRISE), open_window(look)
    name, other = str(ask(person, VIEWER)["viewer"]["name"]), f"代{fresh_email('x')[2:6]}"
    email = join(home, person, deputy, other)
    mine, theirs = person.go("/"), deputy.go("/")
    open_account(mine, says, name, says["delegation"], look)
    give_today(mine, says, email)

    open_account(theirs, says, other, says["delegation"], look)
    theirs.get_by_role("button", name=says["act"]).click()
    banner = theirs.get_by_role("status").filter(has_text=says["acting"].format(name))
    expect(banner).to_be_visible()
    expect(theirs.get_by_role("button", name=name, exact=True)).to_be_visible()
    hand_in_and_fetch(theirs, deputy, person, f"说明{other}.txt")
    open_list(theirs, says, look)
    theirs.get_by_role("link", name=ORGANIZATION).first.click()
    change_province(theirs, says, f"江苏{other}")
    theirs.get_by_role("button", name=says["history"]).click()
    expect(theirs.get_by_text(says["by"].format(deputy=other, person=name)).first).to_be_visible()
    theirs.locator(".ant-drawer-close").last.click()
    expect(theirs.locator(".change")).to_have_count(0)
    assert [*faults_of(theirs)] == []
    theirs.reload()  # this tab acts on
    banner.get_by_role("button", name=says["back"]).click()
    expect(theirs.get_by_role("button", name=other, exact=True)).to_be_visible()
    theirs.get_by_role("button", name=says["act"]).click()
    expect(banner).to_be_visible()

    mine.reload()
    row = mine.locator("tbody tr, li").filter(has_text=says["gesture"])
    expect(row.filter(has_text=other)).to_be_visible()
    mine.locator("tbody tr, li").filter(has_text=other).get_by_role("button", name=says["end"]).click()
    press_in_popup(mine.get_by_role("tooltip").get_by_role("button", name=says["yes"], exact=True))
    given = mine.locator("tbody tr, li").filter(has_text=other).filter(has_text=says["ended"])
    expect(given).to_be_visible()
    open_list(theirs, says, look)
    expect(theirs.get_by_role("alert").filter(has_text=says["over"])).to_be_visible()
    expect(theirs.get_by_role("button", name=other, exact=True)).to_be_visible()
    deputy.complaints[:] = [each for each in deputy.complaints if "403" not in each]  # the one that said it is over

    give_today(mine, says, email)
    step_down(deputy, says, name, other)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_who_leaves_takes_the_data_along_and_stays_a_pseudonym(
    open_window: Opener, home: Path, look: Look, tmp_path: Path
) -> None:
    says, name = SAYS[look.language], f"郑{fresh_email('x')[2:6]}"
    admin, leaver = open_window(look, ENTERPRISE), open_window(look)
    email = join(home, admin, leaver, name)
    page = leaver.go(f"/organizations/{organization_id(leaver)}")
    change_province(page, says, f"安徽{name}")
    open_account(page, says, name, says["leaving"], look)
    with page.expect_download() as coming:
        page.get_by_role("button", name=says["export"]).click()
    coming.value.save_as(tmp_path / "mine.json")
    kept: dict[str, Any] = json.loads((tmp_path / "mine.json").read_bytes())
    assert [each["email"] for each in kept["account"]] == [email]
    assert [each["organization"] for each in kept["membership"]] == [ORGANIZATION]

    page.get_by_role("button", name=says["erase"]).click()
    dialog = page.get_by_role("dialog")
    dialog.locator("input[type=password]").fill("wrong horse battery")
    dialog.get_by_role("button", name=says["erase go"]).click()
    expect(dialog.get_by_role("alert")).to_contain_text(says["wrong"])
    assert [*faults_of(page)] == []
    dialog.locator("input[type=password]").fill(PASSWORD)
    dialog.get_by_role("button", name=says["erase go"]).click()
    page.wait_for_url("**/sign-in")
    expect(page.get_by_text(says["erased"])).to_be_visible()
    assert ask(leaver, VIEWER) == {"viewer": None}
    sign_in(page, leaver.address, email, PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text(says["no match"])

    seen = admin.go(f"/organizations/{organization_id(admin)}")
    expect(seen.locator("#members").get_by_text(name)).to_have_count(0)
    seen.get_by_role("button", name=says["history"]).click()
    change = seen.locator(".change").filter(has_text=f"安徽{name}").filter(has_text=says["pseudonym"])
    expect(change.first).to_be_visible()
    assert name not in change.first.inner_text().replace(f"安徽{name}", "")
    assert [*faults_of(seen)] == []


def found(opened: Window, name: str) -> str:
    """Found an enterprise of the sample's zone; returns its id."""
    zone = ask(opened, ZONES)["zones"]["nodes"][0]["id"]
    given = {"name": name, "kind": "ENTERPRISE", "zoneId": zone, "province": "浙江"}
    return str(ask(opened, FOUND, input=given)["createOrganization"]["organization"]["id"])


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_two_organizations_become_one(open_window: Opener, look: Look) -> None:
    says, mark = SAYS[look.language], fresh_email("x")[2:8]
    kept_name, other_name = f"青岚{mark}环境科技有限公司", f"青岚{mark}环境科技股份公司"
    first, second = (
        open_window(look, "enterprise2@greenbridge.example"),
        open_window(look, "judge2@greenbridge.example"),
    )
    found(first, kept_name)
    theirs = second.go(f"/organizations/{found(second, other_name)}")

    zone = open_window(look, "zone@greenbridge.example")
    page = zone.go("/")
    open_list(page, says, look)
    page.locator(".list-filters input[type=search], .list-filters input").first.fill(mark)
    page.locator(".list-filters input").first.press("Enter")
    page.get_by_role("link", name=kept_name).click()
    similar = page.locator(".ant-card").filter(has_text=says["duplicates"])
    expect(similar.get_by_role("link", name=other_name)).to_be_visible()
    similar.get_by_role("button", name=says["merge"]).click()
    press_in_popup(page.get_by_role("tooltip").get_by_role("button", name=says["yes"], exact=True))
    expect(similar).to_have_count(0)
    expect(page.get_by_role("main").get_by_text(other_name)).to_be_visible()
    page.get_by_role("button", name=says["history"]).click()
    expect(page.locator(".change").filter(has_text=other_name)).to_be_visible()
    theirs.reload()  # the old address leads on
    expect(theirs.get_by_text(says["became"])).to_be_visible()
    theirs.get_by_role("main").get_by_role("link").click()
    expect(theirs.get_by_role("heading", name=kept_name)).to_be_visible()
    expect(theirs.locator("#members").get_by_text("judge2@greenbridge.example")).to_be_visible()

    second.go("/")  # and a notice says so, too
    theirs.get_by_role("button", name=re.compile(f"^{says['notices']}")).click()
    told = theirs.locator(".bell-line").filter(has_text=other_name).filter(has_text=says["became"])
    press_in_popup(told.get_by_role("link", name=kept_name))
    expect(theirs.get_by_role("heading", name=kept_name)).to_be_visible()
    assert [*faults_of(theirs)] == []
