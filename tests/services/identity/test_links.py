"""Links by mail: what they open, for how long, and that no answer tells who has an account."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from services.identity.commands import NewAccount, create_account, sign_in
from services.identity.links import confirm_account, register_account, request_password_reset, reset_password
from services.identity.models import Account, Locale
from services.identity.passwords import HASHER
from services.identity.queries import count_attempt
from services.identity.rules import LINKS_TO, SIGN_IN_AS
from services.kit.actor import NOBODY, SYSTEM, Origin
from services.kit.database import Database
from services.kit.mail import Mail
from services.kit.refusals import InvalidInput, NotAllowed, NotFound
from services.kit.settings import Settings
from tests.factories.identity import make_api_token
from tests.factories.mail import secret_in, take_mail

EMAIL = "li@greenbridge.example"
PASSWORD = "correct horse battery"
OTHER = "another horse battery"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, public_url="https://greenbridge.example/")


@pytest.fixture
async def known(database: Database) -> Account:
    async with database.transaction(SYSTEM) as tx:
        return await create_account(tx, SYSTEM, NewAccount(EMAIL, "李小绿"), HASHER.hash(PASSWORD))


async def newest(database: Database, settings: Settings) -> Mail:
    return (await take_mail(database, settings))[-1]


@pytest.mark.parametrize(("locale", "said"), [(Locale.ZH, "请确认您的邮箱"), (Locale.EN, "Confirm your e-mail")])
async def test_the_message_speaks_the_language_and_leads_to_the_page(
    database: Database, settings: Settings, locale: Locale, said: str
) -> None:
    await register_account(database, NewAccount(EMAIL, "李小绿", locale))
    mail = await newest(database, settings)
    assert mail.to == EMAIL
    assert said in mail.subject
    assert "李小绿" in mail.text
    assert "https://greenbridge.example/confirm#" in mail.text


async def test_no_account_is_before_the_link_is_followed(database: Database, settings: Settings) -> None:
    await register_account(database, NewAccount(EMAIL, "李小绿"))
    mail = await newest(database, settings)
    async with database.transaction(SYSTEM) as tx:
        assert await tx.scalar(text("SELECT count(*) FROM account")) == 0
        stored = await tx.scalar(text("SELECT string_agg(l::text, '') FROM mailed_link l"))
        queued = await tx.scalar(text("SELECT string_agg(args::text, '') FROM procrastinate_jobs"))
    assert secret_in(mail) not in stored + queued
    signed = await confirm_account(database, secret_in(mail), PASSWORD)
    assert (signed.account.email, signed.account.name) == (EMAIL, "李小绿")
    assert (await sign_in(database, EMAIL, PASSWORD)).account.id == signed.account.id


async def test_a_link_works_once_and_ends_the_others_to_its_address(database: Database, settings: Settings) -> None:
    for _ in range(2):
        await register_account(database, NewAccount(EMAIL, "李小绿"))
    first, second = [secret_in(mail) for mail in await take_mail(database, settings)]
    outcomes = await asyncio.gather(
        *(confirm_account(database, first, PASSWORD) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotFound", "SignedIn"]
    with pytest.raises(NotFound, match="LINK_NOT_FOUND"):
        await confirm_account(database, second, PASSWORD)


async def test_a_link_ends(database: Database, settings: Settings) -> None:
    await register_account(database, NewAccount(EMAIL, "李小绿"))
    secret = secret_in(await newest(database, settings))
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE mailed_link SET ends_at = now()"))
    with pytest.raises(NotFound, match="LINK_NOT_FOUND"):
        await confirm_account(database, secret, PASSWORD)


async def test_a_link_of_one_kind_opens_nothing_else(database: Database, settings: Settings, known: Account) -> None:
    await request_password_reset(database, known.email)
    with pytest.raises(NotFound, match="LINK_NOT_FOUND"):
        await confirm_account(database, secret_in(await newest(database, settings)), PASSWORD)


async def test_a_password_is_chosen_under_the_rules(database: Database, settings: Settings) -> None:
    await register_account(database, NewAccount(EMAIL, "李小绿"))
    secret = secret_in(await newest(database, settings))
    for password, code in (("short", "TOO_SHORT"), (EMAIL, "TOO_EASY")):
        with pytest.raises(InvalidInput) as refused:
            await confirm_account(database, secret, password)
        assert [fault.code for fault in refused.value.faults] == [code]
    assert (await confirm_account(database, secret, PASSWORD)).account.email == EMAIL


async def test_an_address_with_an_account_is_told_so_by_mail_only(
    database: Database, settings: Settings, known: Account
) -> None:
    assert await register_account(database, NewAccount(known.email, "X")) == known.email
    mail = await newest(database, settings)
    assert "您已有账号" in mail.subject
    assert "#" not in mail.text


async def test_an_address_without_an_account_gets_no_reset(database: Database, settings: Settings) -> None:
    assert await request_password_reset(database, " Nobody@GreenBridge.example ") == "nobody@greenbridge.example"
    assert await take_mail(database, settings) == []


async def test_a_new_password_ends_the_old_one_and_every_session(
    database: Database, settings: Settings, known: Account
) -> None:
    await sign_in(database, EMAIL, PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        await make_api_token(tx, known)
    await request_password_reset(database, EMAIL)
    account = await reset_password(database, secret_in(await newest(database, settings)), OTHER)
    assert account.id == known.id
    async with database.transaction(SYSTEM) as tx:
        assert await tx.scalar(text("SELECT count(*) FROM sign_in_session")) == 0
        assert await tx.scalar(text("SELECT count(*) FROM api_token")) == 0
    with pytest.raises(NotAllowed, match="WRONG_EMAIL_OR_PASSWORD"):
        await sign_in(database, EMAIL, PASSWORD)
    assert (await sign_in(database, EMAIL, OTHER)).account.id == known.id
    assert "密码已更改" in (await newest(database, settings)).subject


async def test_a_reset_opens_the_door_where_strangers_locked_it(
    database: Database, settings: Settings, known: Account
) -> None:
    async with database.transaction(SYSTEM) as tx:
        for _ in range(SIGN_IN_AS.count):
            await count_attempt(tx, SIGN_IN_AS.of(EMAIL).key, SIGN_IN_AS.window)
    with pytest.raises(NotAllowed, match="TOO_MANY_ATTEMPTS"):
        await sign_in(database, EMAIL, PASSWORD, origin=Origin("192.0.2.1"))
    await request_password_reset(database, EMAIL)
    await reset_password(database, secret_in(await newest(database, settings)), OTHER, origin=Origin("192.0.2.1"))
    assert (await sign_in(database, EMAIL, OTHER, origin=Origin("192.0.2.1"))).account.id == known.id


async def test_nobodys_mailbox_is_filled(database: Database, settings: Settings, known: Account) -> None:
    for number in range(LINKS_TO.count):
        await request_password_reset(database, known.email, origin=Origin(f"192.0.2.{number}"))
    with pytest.raises(NotAllowed, match="TOO_MANY_ATTEMPTS"):
        await request_password_reset(database, known.email, origin=Origin("192.0.2.77"))
    await register_account(database, NewAccount(known.email, "X"), Origin("192.0.2.77"))  # a kind of its own
    assert len(await take_mail(database, settings)) == LINKS_TO.count + 1


async def test_people_see_no_links(database: Database) -> None:
    await register_account(database, NewAccount(EMAIL, "李小绿"))
    async with database.transaction(NOBODY) as tx:
        assert await tx.scalar(text("SELECT count(*) FROM mailed_link")) == 0
