"""What the database itself shows of accounts and sessions."""

from sqlalchemy import text

from services.identity.commands import NewAccount, register_account, sign_in
from services.kit.actor import NOBODY, Actor
from services.kit.database import Database

PASSWORD = "correct horse battery"


async def counts(database: Database, actor: Actor) -> dict[str, int]:
    async with database.transaction(actor) as tx:
        tables = ("account", "account_password", "sign_in_session", "sign_in_attempts")
        return {table: await tx.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in tables}  # noqa: S608 - literals


async def person(database: Database, email: str) -> Actor:
    async with database.transaction(NOBODY) as tx:
        account = await register_account(tx, NOBODY, NewAccount(email, "李小绿", PASSWORD))
    await sign_in(database, email, PASSWORD)
    return Actor(account_id=account.id)


async def test_people_see_their_own_account_and_sessions_and_no_hash(database: Database) -> None:
    first = await person(database, "li@greenbridge.example")
    await person(database, "zhao@greenbridge.example")
    nothing = {"account": 0, "account_password": 0, "sign_in_session": 0, "sign_in_attempts": 0}
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
