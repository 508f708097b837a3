"""An upload on its way to the store, through quarantine, and out again."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.files.commands import remove_orphans, store_upload
from services.files.models import FilePurpose, FileState, StoredFile
from services.files.queries import get_file
from services.files.receiving import INCOMING, receiving
from services.files.scanning import ScannerFailedError, scan_file
from services.files.stores import FileStore, file_store
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database
from services.kit.ids import new_id
from services.kit.refusals import InvalidInput, NotFound
from services.kit.settings import Settings, get_settings
from tests.factories.contents import PDF, PROGRAM
from tests.factories.identity import actor_of, make_account


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("GREENBRIDGE_HOME", str(tmp_path))
    get_settings.cache_clear()
    return get_settings()


@pytest.fixture
def store(settings: Settings) -> FileStore:
    return file_store(settings)


async def person(database: Database) -> Actor:
    async with database.transaction(SYSTEM) as tx:
        return actor_of(await make_account(tx))


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def keep(database: Database, settings: Settings, actor: Actor, *parts: bytes) -> StoredFile:
    async with receiving(settings, "../报告.pdf", pieces(*parts), FilePurpose.MATERIAL) as upload:
        return await store_upload(database, file_store(settings), settings, actor, upload)


def left(settings: Settings, folder: str) -> list[Path]:
    return [path for path in (settings.home / folder).rglob("*") if path.is_file()]


async def test_an_upload_is_hashed_measured_and_kept(database: Database, settings: Settings) -> None:
    owner = await person(database)
    stored = await keep(database, settings, owner, PDF[:9], b"", PDF[9:])
    assert (stored.name, stored.byte_count, stored.sha256) == ("报告.pdf", len(PDF), sha256(PDF).hexdigest())
    assert (stored.content_type, stored.state, stored.content) == ("application/pdf", FileState.CLEAN, None)
    async with database.transaction(owner) as tx:
        assert (await get_file(tx, stored.id)).content == PDF
    assert left(settings, INCOMING) == []


async def test_receiving_stops_at_the_first_piece_too_many(settings: Settings) -> None:
    settings = settings.model_copy(update={"material_bytes": 25})
    taken = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            taken.append(b"x" * 10)
            yield taken[-1]

    with pytest.raises(InvalidInput) as refused:
        async with receiving(settings, "a.txt", endless(), FilePurpose.MATERIAL):
            raise AssertionError("it was too long")
    assert (refused.value.faults[0].code, refused.value.faults[0].params) == ("FILE_TOO_LARGE", {"limit_bytes": 25})
    assert len(taken) == 3
    assert left(settings, INCOMING) == []


@pytest.mark.parametrize(("content", "code"), [(b"", "FILE_EMPTY"), (PROGRAM, "FILE_TYPE_NOT_ALLOWED")])
async def test_what_is_not_taken_leaves_nothing(settings: Settings, content: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        async with receiving(settings, "a.pdf", pieces(content), FilePurpose.MATERIAL):
            raise AssertionError("it was taken")
    assert refused.value.faults[0].code == code
    assert left(settings, INCOMING) == []


@pytest.mark.parametrize("content", [b"code,name\n1,\x00\n", b"\x00" * 9, "编号\n\x00".encode("gb18030")])
async def test_a_table_that_is_no_text_is_told_so(settings: Settings, content: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        async with receiving(settings, "judges.csv", pieces(content), FilePurpose.SHEET):
            raise AssertionError("it was taken")
    assert refused.value.faults[0].code == "FILE_IS_NO_TEXT"
    assert left(settings, INCOMING) == []


async def test_an_upload_whose_row_cannot_be_written_leaves_no_content(database: Database, settings: Settings) -> None:
    with pytest.raises(IntegrityError):
        await keep(database, settings, Actor(account_id=new_id()), PDF)
    assert left(settings, "files") == []


async def test_contents_without_a_row_are_swept_once_they_are_settled(
    database: Database, settings: Settings, store: FileStore
) -> None:
    owner = await person(database)
    kept, gone, fresh = [await keep(database, settings, owner, PDF) for _ in range(3)]
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("DELETE FROM stored_file WHERE id = ANY (:ids)"), {"ids": [gone.id, fresh.id]})
    old = (now() - timedelta(hours=2)).timestamp()
    for path in left(settings, "files"):
        if path.name != str(fresh.id):
            await asyncio.to_thread(os.utime, path, (old, old))
    assert await remove_orphans(database, store) == 1
    assert {path.name for path in left(settings, "files")} == {str(kept.id), str(fresh.id)}


SCANNER = """import sys
content = open(sys.argv[1], "rb").read()
sys.exit(1 if b"EICAR" in content else 3 if b"away" in content else 0)
"""


@pytest.fixture
def guarded(settings: Settings, tmp_path: Path) -> Settings:
    """A deployment with a scanner, which is a program."""
    program = tmp_path / "scanner.py"
    program.write_text(SCANNER, encoding="utf-8")
    return settings.model_copy(update={"scan_command": f"{sys.executable} {program}"})


async def test_a_file_is_closed_until_the_scanner_has_looked(
    database: Database, guarded: Settings, store: FileStore
) -> None:
    owner = await person(database)
    clean, bad = await keep(database, guarded, owner, PDF), await keep(database, guarded, owner, PDF, b"EICAR")
    for stored in (clean, bad):
        with pytest.raises(InvalidInput) as refused:
            async with database.transaction(owner) as tx:
                await get_file(tx, stored.id)
        assert refused.value.faults[0].code == "FILE_QUARANTINED"
    async with database.transaction(SYSTEM) as tx:
        jobs = await tx.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'files.scan'"))
    assert jobs == 2
    assert await scan_file(database, store, guarded, clean.id) is FileState.CLEAN
    assert await scan_file(database, store, guarded, bad.id) is FileState.REFUSED
    assert await scan_file(database, store, guarded, clean.id) is None
    async with database.transaction(owner) as tx:
        assert (await get_file(tx, clean.id)).content == PDF
        with pytest.raises(InvalidInput) as refused:
            await get_file(tx, bad.id)
    assert refused.value.faults[0].code == "FILE_REFUSED"
    with pytest.raises(NotFound):
        await store.read(bad.id)


async def test_a_scanner_that_is_away_is_asked_again(database: Database, guarded: Settings, store: FileStore) -> None:
    stored = await keep(database, guarded, await person(database), PDF, b"away")
    with pytest.raises(ScannerFailedError):
        await scan_file(database, store, guarded, stored.id)
    async with database.transaction(SYSTEM) as tx:
        row = await tx.get_one(StoredFile, stored.id)
    assert (row.state, row.scanned_at) == (FileState.QUARANTINED, None)
