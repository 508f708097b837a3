from hashlib import sha256

import pytest
from sqlalchemy import text

from services.files.commands import KEPT_COUNT, REMOVED_AT_ONCE, remove_old_files, store_file
from services.files.models import FilePurpose, StoredFile
from services.files.queries import get_file
from services.files.rules import ReceivedFile, plain_name
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from services.kit.refusals import NotAllowed, NotFound
from tests.factories.identity import actor_of, make_account

CONTENT = "项目,单位\n".encode("gbk")


async def person(database: Database) -> Actor:
    async with database.transaction(SYSTEM) as tx:
        return actor_of(await make_account(tx))


async def stored(database: Database, actor: Actor, name: str = "entries.csv") -> StoredFile:
    received = ReceivedFile(name, CONTENT, sha256(CONTENT).hexdigest())
    async with database.transaction(actor) as tx:
        return await store_file(tx, actor, received)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("评委.xlsx", "评委.xlsx"),
        ("C:\\桌面\\评委.xlsx", "评委.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\x00.csv", "ab.csv"),
        ("", "file"),
        ("..", "file"),
        ("x" * 300 + ".csv", "x" * 251 + ".csv"),
    ],
)
def test_a_name_is_only_a_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


async def test_a_file_is_read_again_only_by_its_sender(database: Database) -> None:
    owner, other = await person(database), await person(database)
    kept = await stored(database, owner)
    async with database.transaction(owner) as tx:
        again = await get_file(tx, kept.id)
        assert (again.name, again.content) == ("entries.csv", CONTENT)
        assert again.sha256 == sha256(CONTENT).hexdigest()
    for stranger in (other, NOBODY):
        async with database.transaction(stranger) as tx:
            with pytest.raises(NotFound, match="FILE_NOT_FOUND"):
                await get_file(tx, kept.id)
            assert await tx.scalar(text("SELECT count(*) FROM stored_file")) == 0


async def test_nobody_stores_nothing(database: Database) -> None:
    with pytest.raises(NotAllowed, match="SIGN_IN_REQUIRED"):
        await stored(database, NOBODY)


async def test_the_newest_files_of_each_person_stay(database: Database) -> None:
    owner, other = await person(database), await person(database)
    await stored(database, other, "other.csv")
    for number in range(KEPT_COUNT[FilePurpose.SHEET] + 2):
        await stored(database, owner, f"{number}.csv")
    async with database.transaction(SYSTEM) as tx:
        names = (await tx.scalars(text("SELECT name FROM stored_file ORDER BY id"))).all()
    assert names == ["other.csv", *(f"{number}.csv" for number in range(2, KEPT_COUNT[FilePurpose.SHEET] + 2))]


async def test_files_go_after_a_day(database: Database) -> None:
    owner = await person(database)
    old, new = await stored(database, owner), await stored(database, owner)
    async with database.transaction(SYSTEM) as tx:
        age = text("UPDATE stored_file SET created_at = now() - interval '25 hours' WHERE id = :id")
        await tx.execute(age, {"id": old.id})
    assert await remove_old_files(database) == 1
    async with database.transaction(SYSTEM) as tx:
        assert (await tx.scalars(text("SELECT id FROM stored_file"))).all() == [new.id]


async def test_removing_goes_on_until_nothing_old_is_left(database: Database) -> None:
    owner = await person(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(
            text(
                "INSERT INTO stored_file (id, created_at, account_id, name, byte_count, sha256, content, purpose, "
                "content_type, state) SELECT "
                "gen_random_uuid(), now() - n * interval '2 days', :account, n, 0, '', '', 'SHEET', '', 'CLEAN' FROM "
                "generate_series(0, :count) n"
            ),
            {"account": owner.account_id, "count": REMOVED_AT_ONCE + 1},
        )
    assert await remove_old_files(database) == REMOVED_AT_ONCE + 1
    async with database.transaction(SYSTEM) as tx:
        assert (await tx.scalars(text("SELECT name FROM stored_file"))).all() == ["0"]
