"""A second factor: asked for, taken once, recovered, and slow to guess."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import text

from services.identity.commands import NewAccount, create_account, sign_in
from services.identity.models import Account
from services.identity.passwords import HASHER
from services.identity.queries import count_attempt
from services.identity.rules import SECOND_FACTOR
from services.identity.second_factor import (
    CODE_COUNT,
    confirm_second_factor,
    start_second_factor,
    stop_second_factor,
)
from services.kit.actor import NOBODY, SYSTEM
from services.kit.clock import now
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, RuleBroken
from tests.factories.identity import actor_of

EMAIL = "li@greenbridge.example"
PASSWORD = "correct horse battery"


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
