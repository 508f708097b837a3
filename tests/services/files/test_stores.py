"""The same of a folder and of a bucket. The bucket needs a server that speaks S3: name it to run these."""

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.files.stores import FileStore, file_store
from services.kit.clock import now
from services.kit.ids import new_id
from services.kit.refusals import NotFound
from services.kit.settings import Settings

ENDPOINT = os.environ.get("GREENBRIDGE_TEST_S3")
"""Such as http://127.0.0.1:5000; it has a bucket `greenbridge-test` that may be filled."""

LARGE = bytes(range(256)) * 48_000
"""Some twelve megabytes: a bucket takes it in parts."""

S3 = pytest.param(
    "s3", marks=pytest.mark.skipif(not ENDPOINT, reason="no S3 server: GREENBRIDGE_TEST_S3 names one to try it")
)


@pytest.fixture(params=["folder", S3])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    settings = Settings(home=tmp_path)
    if request.param == "s3":
        settings = Settings(
            home=tmp_path,
            s3_bucket="greenbridge-test",
            s3_endpoint=ENDPOINT,
            s3_access_key_id="test",
            s3_secret_access_key="test",
        )
    return file_store(settings)


async def put(store: FileStore, path: Path, content: bytes) -> UUID:
    await asyncio.to_thread(path.write_bytes, content)
    key = new_id()
    await store.put(key, path)
    return key


@pytest.mark.parametrize("content", [b"x", LARGE], ids=["small", "large"])
async def test_what_was_put_is_read_whole_and_in_parts(store: FileStore, tmp_path: Path, content: bytes) -> None:
    key = await put(store, tmp_path / "given", content)
    assert await store.read(key) == content
    for start, end in ((0, 1), (0, len(content)), (len(content) // 2, len(content))):
        assert b"".join([piece async for piece in store.stream(key, start, end)]) == content[start:end]


async def test_what_is_gone_is_not_found(store: FileStore, tmp_path: Path) -> None:
    key = await put(store, tmp_path / "given", b"x")
    await store.remove([key, new_id()])
    with pytest.raises(NotFound, match="FILE_NOT_FOUND"):
        await store.read(key)


async def test_contents_are_listed_by_their_age(store: FileStore, tmp_path: Path) -> None:
    keys = {await put(store, tmp_path / "given", b"x") for _ in range(3)}
    later = [key async for page in store.list_older(now() + timedelta(hours=1)) for key in page]
    before = [key async for page in store.list_older(now() - timedelta(hours=1)) for key in page]
    assert keys <= set(later)
    assert not keys & set(before)


async def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    store = file_store(Settings(home=tmp_path))
    for name in ("readme.txt", f"ab/{new_id()}.part", str(new_id())):
        path = tmp_path / "files" / name
        await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
        await asyncio.to_thread(path.write_bytes, b"x")
    assert [key async for page in store.list_older(now() + timedelta(hours=1)) for key in page] == []
