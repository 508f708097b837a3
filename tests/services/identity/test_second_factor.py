"""A second factor: asked for, taken once, recovered, and slow to guess."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from services.identity.commands import NewAccount, create_account, sign_in
from services.identity.models import Account
from services.identity.passwords import HASHER
from services.identity.queries import count_attempt
from services.identity.rules import SECOND_FACTOR
from services.identity.second_factor import (
    CODE_COUNT,
    confirm_second_factor,
    reseal,
    start_second_factor,
    stop_second_factor,
)
from services.kit.actor import NOBODY, SYSTEM
from services.kit.clock import now
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, RuleBroken
from services.kit.sealing import KEY_FILE, get_seal
from services.kit.settings import Environment, get_settings
from tests.factories.identity import actor_of

EMAIL = "li@greenbridge.example"
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A deployment in development with a key of its own."""
    monkeypatch.setenv("GREENBRIDGE_HOME", str(tmp_path))
    get_settings.cache_clear()
    yield tmp_path
    get_settings.cache_clear()


@pytest.fixture
async def person(database: Database) -> Account:
    async with database.transaction(SYSTEM) as tx:
        return await create_account(tx, SYSTEM, NewAccount(EMAIL, "李小绿"), HASHER.hash(PASSWORD))


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the authenticator shows, some steps of half a minute from now."""
    return pyotp.TOTP(secret).at(now() + timedelta(seconds=30 * steps))


async def turn_on(database: Database, person: Account) -> tuple[str, list[str]]:
    shared = await start_second_factor(database, actor_of(person))
    return shared.secret, await confirm_second_factor(database, actor_of(person), code_of(shared.secret, steps=-1))


async def refusal(database: Database, code: str) -> str:
    with pytest.raises(NotAllowed) as refused:
        await sign_in(database, EMAIL, PASSWORD, code=code)
    return refused.value.code


async def test_nothing_changes_before_a_code_is_shown(database: Database, person: Account) -> None:
    shared = await start_second_factor(database, actor_of(person))
    assert shared.address.startswith("otpauth://totp/GreenBridge:li%40greenbridge.example?secret=")
    with pytest.raises(InvalidInput) as refused:
        await confirm_second_factor(database, actor_of(person), code_of(shared.secret, steps=9))
    assert [fault.code for fault in refused.value.faults] == ["WRONG_CODE"]
    assert (await sign_in(database, EMAIL, PASSWORD)).account.id == person.id


async def test_signing_in_needs_a_code_that_is_taken_once(database: Database, person: Account) -> None:
    secret, _ = await turn_on(database, person)
    assert await refusal(database, "") == "SECOND_FACTOR_REQUIRED"
    assert await refusal(database, code_of(secret, steps=-1)) == "WRONG_CODE"  # it turned the factor on
    assert await refusal(database, code_of(secret, steps=9)) == "WRONG_CODE"
    shown = code_of(secret, steps=1)
    spaced = f" {shown[:3]} {shown[3:]}"
    assert (await sign_in(database, EMAIL, PASSWORD, code=spaced)).account.id == person.id
    assert await refusal(database, shown) == "WRONG_CODE"


async def test_a_wrong_password_is_told_before_any_code(database: Database, person: Account) -> None:
    secret, _ = await turn_on(database, person)
    with pytest.raises(NotAllowed, match="WRONG_EMAIL_OR_PASSWORD"):
        await sign_in(database, EMAIL, "wrong horse battery", code=code_of(secret))


async def test_a_recovery_code_stands_in_once(database: Database, person: Account) -> None:
    _, codes = await turn_on(database, person)
    assert len(set(codes)) == CODE_COUNT
    assert (await sign_in(database, EMAIL, PASSWORD, code=codes[3].upper().replace("-", " "))).account.id == person.id
    assert await refusal(database, codes[3]) == "WRONG_CODE"
    async with database.transaction(SYSTEM) as tx:
        stored = await tx.scalar(text("SELECT string_agg(r::text, ' ') FROM recovery_code r"))
    assert all(code not in stored for code in codes)


async def test_codes_are_slow_to_guess(database: Database, person: Account) -> None:
    secret, _ = await turn_on(database, person)
    async with database.transaction(SYSTEM) as tx:
        for _ in range(SECOND_FACTOR.count):
            await count_attempt(tx, SECOND_FACTOR.of(str(person.id)).key, SECOND_FACTOR.window)
    assert await refusal(database, code_of(secret)) == "TOO_MANY_ATTEMPTS"


async def test_it_is_turned_off_by_a_code(database: Database, person: Account) -> None:
    secret, _ = await turn_on(database, person)
    with pytest.raises(NotAllowed, match="WRONG_CODE"):
        await stop_second_factor(database, actor_of(person), "000000x")
    with pytest.raises(RuleBroken, match="SECOND_FACTOR_IS_ON"):
        await start_second_factor(database, actor_of(person))
    await stop_second_factor(database, actor_of(person), code_of(secret))
    assert (await sign_in(database, EMAIL, PASSWORD)).account.id == person.id
    with pytest.raises(RuleBroken, match="SECOND_FACTOR_NOT_STARTED"):
        await confirm_second_factor(database, actor_of(person), code_of(secret))


async def test_nobody_reads_secrets(database: Database, person: Account) -> None:
    await turn_on(database, person)
    for actor in (NOBODY, actor_of(person)):
        async with database.transaction(actor) as tx:
            assert await tx.scalar(text("SELECT count(*) FROM second_factor")) == 0
            assert await tx.scalar(text("SELECT count(*) FROM recovery_code")) == 0


async def stored_secret(database: Database) -> str:
    async with database.transaction(SYSTEM) as tx:
        found: str = (await tx.scalars(text("SELECT secret FROM second_factor"))).one()
    return found


async def test_the_secret_is_stored_sealed(database: Database, person: Account) -> None:
    shared = await start_second_factor(database, actor_of(person))
    stored = await stored_secret(database)
    assert shared.secret not in stored
    assert get_seal().open(stored) == shared.secret


async def test_what_was_stored_plainly_is_taken_and_sealed_anew(database: Database, person: Account) -> None:
    shared = await start_second_factor(database, actor_of(person))
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE second_factor SET secret = :plain"), {"plain": shared.secret})
    await confirm_second_factor(database, actor_of(person), code_of(shared.secret, steps=-1))
    counts = []
    for _ in range(2):
        async with database.transaction(SYSTEM) as tx:
            counts.append(await reseal(tx, get_seal(), 10))
    assert counts == [1, 0]
    assert get_seal().open(await stored_secret(database)) == shared.secret
    signed = await sign_in(database, EMAIL, PASSWORD, code=code_of(shared.secret))
    assert signed.account.id == person.id


async def test_keys_are_changed_without_anybody_noticing(
    database: Database, person: Account, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    shared = await start_second_factor(database, actor_of(person))
    old, new = (home / KEY_FILE).read_text(encoding="ascii"), Fernet.generate_key().decode()
    monkeypatch.setenv("GREENBRIDGE_SECRET_KEYS", f"{new},{old}")
    get_settings.cache_clear()
    await confirm_second_factor(database, actor_of(person), code_of(shared.secret, steps=-1))
    async with database.transaction(SYSTEM) as tx:
        assert await reseal(tx, get_seal(), 10) == 1
    monkeypatch.setenv("GREENBRIDGE_SECRET_KEYS", new)
    get_settings.cache_clear()
    signed = await sign_in(database, EMAIL, PASSWORD, code=code_of(shared.secret))
    assert signed.account.id == person.id


async def test_without_a_key_a_deployment_offers_no_second_factor(
    database: Database, person: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GREENBRIDGE_ENVIRONMENT", Environment.PRODUCTION.value)
    get_settings.cache_clear()
    with pytest.raises(RuleBroken, match="NO_SECRET_KEY"):
        await start_second_factor(database, actor_of(person))
