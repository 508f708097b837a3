"""What the database itself shows of accounts and sessions."""

from sqlalchemy import text

from services.identity.commands import NewAccount, create_account, sign_in
from services.identity.passwords import HASHER
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database

PASSWORD = "correct horse battery"


async def counts(database: Database, actor: Actor) -> dict[str, int]:
    async with database.transaction(actor) as tx:
        tables = ("account", "account_password", "sign_in_session", "attempts", "familiar_address", "mailed_link")
        return {table: await tx.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in tables}  # noqa: S608 - literals


async def person(database: Database, email: str) -> Actor:
    async with database.transaction(SYSTEM) as tx:
        account = await create_account(tx, SYSTEM, NewAccount(email, "李小绿"), HASHER.hash(PASSWORD))
    await sign_in(database, email, PASSWORD)
    return Actor(account_id=account.id)


async def test_people_see_their_own_account_and_sessions_and_no_hash(database: Database) -> None:
    first = await person(database, "li@greenbridge.example")
    await person(database, "zhao@greenbridge.example")
    nothing = dict.fromkeys(await counts(database, SYSTEM), 0)
    assert await counts(database, NOBODY) == nothing
    assert await counts(database, first) == nothing | {"account": 1, "sign_in_session": 1}


async def test_people_change_and_end_only_what_is_theirs(database: Database) -> None:
    first = await person(database, "li@greenbridge.example")
    await person(database, "zhao@greenbridge.example")
    async with database.transaction(first) as tx:
        renamed = await tx.execute(text("UPDATE account SET name = '新名'"))
        ended = await tx.execute(text("DELETE FROM sign_in_session"))
        assert (renamed.rowcount, ended.rowcount) == (1, 1)  # type: ignore[attr-defined]  # CursorResults, typed as Result
        stolen = await tx.execute(text("UPDATE account_password SET password_hash = ''"))
        assert stolen.rowcount == 0  # type: ignore[attr-defined]  # same
