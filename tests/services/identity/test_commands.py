import asyncio
from datetime import timedelta

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text

from services.identity.commands import SESSION_COUNT, NewAccount, SignedIn, create_account, sign_in, sign_out
from services.identity.models import Account, Locale
from services.identity.passwords import HASHER
from services.identity.queries import count_attempt, delete_expired
from services.identity.rules import SIGN_IN_AS, SIGN_IN_FROM, SIGN_IN_HERE
from services.identity.sessions import authenticate, forget, token_hash
from services.kit.actor import NOBODY, NOWHERE, SYSTEM, Actor, Origin
from services.kit.database import Database
from services.kit.refusals import FieldFault, InvalidInput, NotAllowed

EMAIL = "li@greenbridge.example"
PASSWORD = "correct horse battery"
NEW = NewAccount(email=EMAIL, name="李小绿", locale=Locale.EN)


async def registered(database: Database, new: NewAccount = NEW) -> Account:
    async with database.transaction(SYSTEM) as tx:
        return await create_account(tx, SYSTEM, new, HASHER.hash(PASSWORD))


async def refusal_of_sign_in(database: Database, password: str, *, email: str = EMAIL, origin: Origin = NOWHERE) -> str:
    with pytest.raises(NotAllowed) as refused:
        await sign_in(database, email, password, origin)
    return refused.value.code


async def test_an_account_keeps_a_hash_and_no_password(database: Database) -> None:
    account = await registered(database, NewAccount(" Li@GreenBridge.example", " 李  小绿 "))
    assert (account.email, account.name, account.locale) == (EMAIL, "李 小绿", Locale.ZH)
    async with database.transaction(SYSTEM) as tx:
        stored = await tx.scalar(text("SELECT password_hash FROM account_password"))
    assert stored.startswith("$argon2id$")
    assert PasswordHash.recommended().verify(PASSWORD, stored) is True


async def test_an_address_has_one_account(database: Database) -> None:
    await registered(database)
    with pytest.raises(InvalidInput) as refused:
        await registered(database)
    assert refused.value.faults == (FieldFault("email", "NOT_UNIQUE"),)


async def test_people_make_no_accounts(database: Database) -> None:
    for actor in (NOBODY, Actor(account_id=(await registered(database)).id)):
        async with database.transaction(actor) as tx:
            with pytest.raises(NotAllowed, match="SYSTEM_REQUIRED"):
                await create_account(tx, actor, NewAccount("x@greenbridge.example", "X"), None)


async def test_a_token_is_the_account_until_it_signs_out(database: Database) -> None:
    account = await registered(database)
    first = await sign_in(database, " LI@greenbridge.example", PASSWORD)
    second = await sign_in(database, EMAIL, PASSWORD)
    actor = Actor(account_id=account.id)
    assert [await authenticate(database, signed.token) for signed in (first, second)] == [actor, actor]
    async with database.transaction(actor) as tx:
        await sign_out(tx, actor, first.token)
    assert [await authenticate(database, signed.token) for signed in (first, second)] == [NOBODY, actor]


async def test_the_token_itself_is_stored_nowhere(database: Database) -> None:
    await registered(database)
    signed = await sign_in(database, EMAIL, PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        stored = (await tx.execute(text("SELECT token_hash, t::text FROM sign_in_session t"))).one()
    assert stored[0] == token_hash(signed.token)
    assert signed.token not in stored[1]


@pytest.mark.parametrize("token", [None, "", "unknown", "x" * 100_000, "绿桥"])
async def test_any_other_token_is_nobody(database: Database, token: str | None) -> None:
    assert await authenticate(database, token) == NOBODY


async def test_an_expired_session_is_nobody(database: Database) -> None:
    await registered(database)
    signed = await sign_in(database, EMAIL, PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE sign_in_session SET expires_at = now() - interval '1 second'"))
    assert await authenticate(database, signed.token) == NOBODY
    async with database.transaction(SYSTEM) as tx:
        assert await delete_expired(tx, limit=10) == 1
        assert await delete_expired(tx, limit=10) == 0


async def test_a_remembered_session_ends_within_seconds_when_ended_elsewhere(database: Database) -> None:
    account = await registered(database)
    signed = await sign_in(database, EMAIL, PASSWORD)
    assert await authenticate(database, signed.token) == Actor(account_id=account.id)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("DELETE FROM sign_in_session"))
    assert await authenticate(database, signed.token) == Actor(account_id=account.id)
    forget(token_hash(signed.token))  # as time does
    assert await authenticate(database, signed.token) == NOBODY


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "wrong horse battery"),
        (EMAIL, ""),
        (EMAIL, "x" * 1_000_000),
        ("unknown@greenbridge.example", PASSWORD),
        ("no address", PASSWORD),
        ("nul\x00@greenbridge.example", PASSWORD),
    ],
)
async def test_every_wrong_sign_in_gets_the_same_answer(database: Database, email: str, password: str) -> None:
    await registered(database)
    assert await refusal_of_sign_in(database, password, email=email) == "WRONG_EMAIL_OR_PASSWORD"


async def test_an_account_without_a_password_cannot_sign_in(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        tx.add(Account(email=EMAIL, name="李小绿"))
    assert await refusal_of_sign_in(database, "") == "WRONG_EMAIL_OR_PASSWORD"


async def test_guessing_has_to_wait_even_when_it_guesses_right(database: Database) -> None:
    await registered(database)
    guesses = await asyncio.gather(
        *(
            refusal_of_sign_in(database, "wrong horse battery", origin=Origin("192.0.2.1"))
            for _ in range(SIGN_IN_HERE.count + 2)
        )
    )
    assert sorted(guesses) == ["TOO_MANY_ATTEMPTS"] * 2 + ["WRONG_EMAIL_OR_PASSWORD"] * SIGN_IN_HERE.count
    assert await refusal_of_sign_in(database, PASSWORD, origin=Origin("192.0.2.1")) == "TOO_MANY_ATTEMPTS"
    assert (await sign_in(database, EMAIL, PASSWORD, origin=Origin("192.0.2.2"))).account.email == EMAIL


async def test_waiting_ends(database: Database) -> None:
    await registered(database)
    for _ in range(SIGN_IN_HERE.count + 1):
        await refusal_of_sign_in(database, "wrong horse battery")
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE attempts SET ends_at = now()"))
    assert (await sign_in(database, EMAIL, PASSWORD)).account.email == EMAIL


async def test_signing_in_forgets_the_wrong_attempts(database: Database) -> None:
    await registered(database)
    for _ in range(SIGN_IN_HERE.count - 1):
        await refusal_of_sign_in(database, "wrong horse battery")
    await sign_in(database, EMAIL, PASSWORD)
    assert await refusal_of_sign_in(database, "wrong horse battery") == "WRONG_EMAIL_OR_PASSWORD"


async def guess_from_everywhere(database: Database) -> None:
    """As many wrong attempts from as many addresses as the account bears, without the time they take to hash."""
    async with database.transaction(SYSTEM) as tx:
        for _ in range(SIGN_IN_AS.count):
            await count_attempt(tx, SIGN_IN_AS.of(EMAIL).key, SIGN_IN_AS.window)


async def test_strangers_elsewhere_lock_nobody_out_where_they_are_familiar(database: Database) -> None:
    await registered(database)
    await sign_in(database, EMAIL, PASSWORD, origin=Origin("192.0.2.1"))
    await guess_from_everywhere(database)
    assert await refusal_of_sign_in(database, PASSWORD, origin=Origin("192.0.2.2")) == "TOO_MANY_ATTEMPTS"
    assert (await sign_in(database, EMAIL, PASSWORD, origin=Origin("192.0.2.1"))).account.email == EMAIL
    async with database.transaction(SYSTEM) as tx:
        longest = await tx.scalar(text("SELECT max(ends_at) - now() FROM attempts"))
    assert longest <= timedelta(minutes=15)


async def test_one_address_tries_so_many_names(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        for _ in range(SIGN_IN_FROM.count):
            await count_attempt(tx, SIGN_IN_FROM.of("2001:db8::/64").key, SIGN_IN_FROM.window)
    assert await refusal_of_sign_in(database, PASSWORD, origin=Origin("2001:db8::7")) == "TOO_MANY_ATTEMPTS"
    assert await refusal_of_sign_in(database, PASSWORD, origin=Origin("2001:db8:0:1::7")) == "WRONG_EMAIL_OR_PASSWORD"


async def test_an_old_hash_is_renewed_when_its_owner_signs_in(database: Database) -> None:
    await registered(database)
    old = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8192, parallelism=1),)).hash(PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE account_password SET password_hash = :old"), {"old": old})
    await sign_in(database, EMAIL, PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        renewed = await tx.scalar(text("SELECT password_hash FROM account_password"))
    assert Argon2Hasher().check_needs_rehash(renewed) is False
    assert (await sign_in(database, EMAIL, PASSWORD)).account.email == EMAIL


async def test_sessions_are_bounded_and_the_newest_stay(database: Database) -> None:
    account = await registered(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(
            text(
                "INSERT INTO sign_in_session "
                "(id, created_at, account_id, token_hash, expires_at, used_at, address, agent) "
                "SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, now(), :account, "
                "sha256(n::text::bytea), now() + interval '1 day', now(), '', '' FROM generate_series(1, :count) n"
            ),
            {"account": account.id, "count": SESSION_COUNT},
        )
    signed = await sign_in(database, EMAIL, PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        assert await tx.scalar(text("SELECT count(*) FROM sign_in_session")) == SESSION_COUNT
    assert await authenticate(database, signed.token) == Actor(account_id=account.id)


async def test_signing_in_does_not_hold_the_event_loop(database: Database) -> None:
    await registered(database)
    loop = asyncio.get_running_loop()
    pauses: list[float] = []

    async def tick() -> None:
        while True:
            before = loop.time()
            await asyncio.sleep(0.001)
            pauses.append(loop.time() - before)

    ticking = asyncio.create_task(tick())
    signed: list[SignedIn] = await asyncio.gather(*(sign_in(database, EMAIL, PASSWORD) for _ in range(4)))
    ticking.cancel()
    assert len({one.token for one in signed}) == 4
    assert len(pauses) >= 20
    assert signed[0].expires_at - signed[0].account.created_at > timedelta(days=13)


async def test_nobody_ends_the_session_of_another(database: Database) -> None:
    await registered(database)
    other = Actor(account_id=(await registered(database, NewAccount("zhao@greenbridge.example", "赵"))).id)
    signed = await sign_in(database, EMAIL, PASSWORD)
    async with database.transaction(other) as tx:
        await sign_out(tx, other, signed.token)
    assert await authenticate(database, signed.token) == Actor(account_id=signed.account.id)
