"""One acts for another: while it is agreed, by a session, and on record."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from services.identity.api_tokens import create_api_token
from services.identity.commands import open_session
from services.identity.delegating import NewDelegation, delegate, end_delegation, note_gesture
from services.identity.models import Account, DeputyGesture, TokenScope
from services.identity.sessions import authenticate
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.clock import today
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_membership, make_organization

TODAY = today()


class Cast:
    """Somebody, their colleague, and a stranger."""

    principal: Account
    deputy: Account
    stranger: Account
    token: str


@pytest.fixture
async def cast(database: Database) -> Cast:
    made = Cast()
    async with database.transaction(SYSTEM) as tx:
        made.principal, made.deputy, made.stranger = [await make_account(tx) for _ in range(3)]
        await make_membership(tx, made.deputy, await make_organization(tx, admin=made.principal))
        made.token = (await open_session(tx, made.deputy)).token
    return made


async def agree(database: Database, cast: Cast, first: int = 0, last: int = 7) -> None:
    actor = actor_of(cast.principal)
    new = NewDelegation(cast.deputy.id, TODAY + timedelta(days=first), TODAY + timedelta(days=last), "年假")
    async with database.transaction(actor) as tx:
        await delegate(tx, actor, new)


@pytest.mark.parametrize(("first", "last", "acts"), [(0, 0, True), (-3, 5, True), (1, 5, False)])
async def test_a_deputy_acts_from_the_first_day_to_the_last(
    database: Database, cast: Cast, first: int, last: int, *, acts: bool
) -> None:
    await agree(database, cast, first, last)
    expected = Actor(account_id=cast.principal.id, deputy_id=cast.deputy.id) if acts else NOBODY
    assert await authenticate(database, cast.token, cast.principal.id) == expected
    assert await authenticate(database, cast.token) == actor_of(cast.deputy)


async def test_nobody_acts_without_being_asked_or_the_other_way_round(database: Database, cast: Cast) -> None:
    assert await authenticate(database, cast.token, cast.principal.id) == NOBODY
    await agree(database, cast)
    async with database.transaction(SYSTEM) as tx:
        token = (await open_session(tx, cast.principal)).token
    assert await authenticate(database, token, cast.deputy.id) == NOBODY
    assert await authenticate(database, cast.token, cast.stranger.id) == NOBODY


async def test_a_program_is_no_deputy(database: Database, cast: Cast) -> None:
    await agree(database, cast)
    actor = actor_of(cast.deputy)
    async with database.transaction(actor) as tx:
        issued = await create_api_token(tx, actor, "程序", TokenScope.WRITE, 1)
    assert await authenticate(database, issued.text, cast.principal.id) == NOBODY


@pytest.mark.parametrize("who", ["principal", "deputy"])
async def test_either_side_ends_it(database: Database, cast: Cast, who: str) -> None:
    await agree(database, cast)
    actor = actor_of(getattr(cast, who))
    async with database.transaction(actor) as tx:
        key = await tx.scalar(text("SELECT id FROM delegation"))
        await end_delegation(tx, actor, key)
        with pytest.raises(RuleBroken, match="DELEGATION_ENDED"):
            await end_delegation(tx, actor, key)
    assert await authenticate(database, cast.token, cast.principal.id) == NOBODY
    async with database.transaction(actor_of(cast.stranger)) as tx:
        with pytest.raises(NotFound, match="DELEGATION_NOT_FOUND"):
            await end_delegation(tx, actor_of(cast.stranger), key)


async def test_one_delegates_to_people_one_knows_and_for_a_time(database: Database, cast: Cast) -> None:
    actor = actor_of(cast.principal)
    async with database.transaction(actor) as tx:
        with pytest.raises(NotFound, match="ACCOUNT_NOT_FOUND"):
            await delegate(tx, actor, NewDelegation(cast.stranger.id, TODAY, TODAY))
        with pytest.raises(NotAllowed, match="DEPUTY_IS_SELF"):
            await delegate(tx, actor, NewDelegation(cast.principal.id, TODAY, TODAY))
        for days in (-1, 367):
            with pytest.raises(InvalidInput) as refused:
                await delegate(tx, actor, NewDelegation(cast.deputy.id, TODAY, TODAY + timedelta(days=days)))
            assert [fault.path for fault in refused.value.faults] == ["endsOn"]


async def test_what_a_deputy_does_is_on_record_and_stays(database: Database, cast: Cast) -> None:
    await agree(database, cast)
    acting = await authenticate(database, cast.token, cast.principal.id)
    async with database.transaction(acting) as tx:
        assert await tx.scalar(text("SELECT deputy_id()")) == cast.deputy.id
        assert await tx.scalar(text("SELECT actor_id()")) == cast.principal.id
        await note_gesture(tx, acting, "post_need")
    for person, count in ((cast.principal, 1), (cast.deputy, 1), (cast.stranger, 0)):
        async with database.transaction(actor_of(person)) as tx:
            assert await tx.scalar(text("SELECT count(*) FROM deputy_gesture")) == count
            changed = await tx.execute(text("DELETE FROM deputy_gesture"))
            assert changed.rowcount == 0  # type: ignore[attr-defined]  # a CursorResult, typed as Result


async def test_nobody_puts_a_false_deputy_on_record(database: Database, cast: Cast) -> None:
    row = DeputyGesture(account_id=cast.principal.id, deputy_id=cast.deputy.id, gesture="post_need")
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with database.transaction(actor_of(cast.principal)) as tx:
            tx.add(row)


async def test_a_deputy_leaves_nothing_behind_on_a_connection(database: Database, cast: Cast) -> None:
    await agree(database, cast)
    acting = await authenticate(database, cast.token, cast.principal.id)
    for actor, deputy in ((acting, cast.deputy.id), (actor_of(cast.principal), None)) * 5:
        async with database.transaction(actor) as tx:
            assert await tx.scalar(text("SELECT deputy_id()")) == deputy
