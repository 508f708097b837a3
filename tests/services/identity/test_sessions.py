"""Sessions of a person and tokens of their programs: listed, ended, and how far each reaches."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services.identity.api_tokens import COUNT_LIMIT, PREFIX, create_api_token, revoke_api_token
from services.identity.commands import NewAccount, create_account, end_session, sign_in, sign_out_everywhere
from services.identity.links import change_password
from services.identity.models import Account, TokenScope
from services.identity.passwords import HASHER
from services.identity.sessions import authenticate, forget, token_hash
from services.kit.actor import NOBODY, SYSTEM, Actor, Origin, Reach
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken
from tests.factories.identity import actor_of, make_account, make_api_token

EMAIL = "li@greenbridge.example"
PASSWORD = "correct horse battery"


@pytest.fixture
async def person(database: Database) -> Account:
    async with database.transaction(SYSTEM) as tx:
        return await create_account(tx, SYSTEM, NewAccount(EMAIL, "李小绿"), HASHER.hash(PASSWORD))


async def test_a_session_says_from_where_it_is(database: Database, person: Account) -> None:
    await sign_in(database, EMAIL, PASSWORD, Origin("2001:db8::1", "Firefox" + "x" * 1000))
    async with database.transaction(actor_of(person)) as tx:
        address, agent = (await tx.execute(text("SELECT address, agent FROM sign_in_session"))).one()
    assert (address, agent[:7], len(agent)) == ("2001:db8::1", "Firefox", 200)


async def test_one_of_many_sessions_is_ended(database: Database, person: Account) -> None:
    lost, kept = [await sign_in(database, EMAIL, PASSWORD) for _ in range(2)]
    assert await authenticate(database, lost.token) == actor_of(person)
    actor = actor_of(person)
    async with database.transaction(actor) as tx:
        row = await tx.scalar(
            text("SELECT id FROM sign_in_session WHERE token_hash = :key"), {"key": token_hash(lost.token)}
        )
        await end_session(tx, actor, row)
    assert [await authenticate(database, signed.token) for signed in (lost, kept)] == [NOBODY, actor]


async def test_nobody_ends_another_persons_session(database: Database, person: Account) -> None:
    signed = await sign_in(database, EMAIL, PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        other = actor_of(await make_account(tx))
        row = await tx.scalar(text("SELECT id FROM sign_in_session"))
    async with database.transaction(other) as tx:
        with pytest.raises(NotFound, match="SESSION_NOT_FOUND"):
            await end_session(tx, other, row)
        assert await sign_out_everywhere(tx, other) == 0
    assert await authenticate(database, signed.token) == actor_of(person)


@pytest.mark.parametrize("keeps", [True, False])
async def test_signing_out_everywhere(database: Database, person: Account, *, keeps: bool) -> None:
    signed = [await sign_in(database, EMAIL, PASSWORD) for _ in range(3)]
    actor = actor_of(person)
    async with database.transaction(actor) as tx:
        ended_count = await sign_out_everywhere(tx, actor, but_token=signed[0].token if keeps else None)
    assert ended_count == (2 if keeps else 3)
    assert [await authenticate(database, each.token) for each in signed] == [actor if keeps else NOBODY, NOBODY, NOBODY]


async def test_use_is_noted_now_and_then(database: Database, person: Account) -> None:
    signed = await sign_in(database, EMAIL, PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE sign_in_session SET used_at = now() - interval '11 minutes'"))
    ages = []
    for _ in range(2):
        forget(token_hash(signed.token))
        await authenticate(database, signed.token)
        async with database.transaction(SYSTEM) as tx:
            ages.append(await tx.scalar(text("SELECT used_at FROM sign_in_session")))
    assert ages[0] == ages[1]
    assert ages[0] - signed.account.created_at > timedelta(0)
    assert await authenticate(database, signed.token) == actor_of(person)


async def test_changing_the_password_asks_for_the_old_one_and_ends_the_rest(
    database: Database, person: Account
) -> None:
    here, elsewhere = [await sign_in(database, EMAIL, PASSWORD) for _ in range(2)]
    actor = actor_of(person)
    with pytest.raises(NotAllowed, match="WRONG_PASSWORD"):
        await change_password(database, actor, "wrong horse battery", "another horse battery")
    with pytest.raises(InvalidInput):
        await change_password(database, actor, PASSWORD, "short")
    await change_password(database, actor, PASSWORD, "another horse battery", token=here.token)
    assert [await authenticate(database, signed.token) for signed in (here, elsewhere)] == [actor, NOBODY]
    assert (await sign_in(database, EMAIL, "another horse battery")).account.id == person.id


@pytest.mark.parametrize(("scope", "reach"), [(TokenScope.READ, Reach.READ), (TokenScope.WRITE, Reach.WRITE)])
async def test_a_token_is_the_account_as_far_as_it_reaches(
    database: Database, person: Account, scope: TokenScope, reach: Reach
) -> None:
    actor = actor_of(person)
    async with database.transaction(actor) as tx:
        issued = await create_api_token(tx, actor, " 导出  程序 ", scope, 30)
    assert issued.text.startswith(PREFIX)
    assert (issued.row.name, issued.row.expires_at - issued.row.created_at > timedelta(days=29)) == ("导出 程序", True)
    assert await authenticate(database, issued.text) == Actor(account_id=person.id, reach=reach, token_id=issued.row.id)
    async with database.transaction(SYSTEM) as tx:
        stored, used_at = (await tx.execute(text("SELECT t::text, used_at FROM api_token t"))).one()
    assert issued.text not in stored
    assert used_at is not None
    async with database.transaction(actor) as tx:
        await revoke_api_token(tx, actor, issued.row.id)
    assert await authenticate(database, issued.text) == NOBODY


async def test_a_token_ends_by_itself(database: Database, person: Account) -> None:
    actor = actor_of(person)
    async with database.transaction(actor) as tx:
        issued = await create_api_token(tx, actor, "程序", TokenScope.READ, 1)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE api_token SET expires_at = now()"))
    assert await authenticate(database, issued.text) == NOBODY


async def test_tokens_have_a_name_an_end_and_a_number(database: Database, person: Account) -> None:
    actor = actor_of(person)
    async with database.transaction(actor) as tx:
        for days in (0, 367):
            with pytest.raises(InvalidInput) as refused:
                await create_api_token(tx, actor, " ", TokenScope.READ, days)
            assert [fault.path for fault in refused.value.faults] == ["name", "days"]
        for _ in range(COUNT_LIMIT):
            await make_api_token(tx, person)
        with pytest.raises(RuleBroken, match="TOO_MANY_TOKENS"):
            await create_api_token(tx, actor, "程序", TokenScope.READ, 1)


async def test_tokens_are_their_owners(database: Database, person: Account) -> None:
    async with database.transaction(SYSTEM) as tx:
        token = await make_api_token(tx, person)
        other = actor_of(await make_account(tx))
    async with database.transaction(other) as tx:
        assert await tx.scalar(text("SELECT count(*) FROM api_token")) == 0
        with pytest.raises(NotFound, match="API_TOKEN_NOT_FOUND"):
            await revoke_api_token(tx, other, token.id)
