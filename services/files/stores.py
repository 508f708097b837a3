"""Where the contents of files lie: a folder of this deployment, or a bucket that speaks S3. One library for both."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

import obstore
from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, ObjectStore, S3Store

from services.kit.refusals import NotFound
from services.kit.settings import Settings, get_settings

FOLDER: Final = "files"
CHUNK_BYTES: Final = 256 * 1024
LISTED_AT_ONCE: Final = 500
PARTS_AT_ONCE: Final = 3
"""Of five megabytes each: no upload takes more memory."""


class FileStore:
    """Contents by the key of their row."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    async def put(self, key: UUID, path: Path) -> None:
        """Take over the content of a file, in parts where it is large."""
        await obstore.put_async(self._store, _path_of(key), path, max_concurrency=PARTS_AT_ONCE)

    async def read(self, key: UUID) -> bytes:
        """The whole content; only for files that are read as a whole anyway."""
        return b"".join([chunk async for chunk in self.stream(key)])

    async def stream(self, key: UUID, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `start` to before `end`."""
        given: obstore.GetOptions = {} if end is None else {"range": (start, end)}
        try:
            found = await obstore.get_async(self._store, _path_of(key), options=given)
        except (NotFoundError, FileNotFoundError) as gone:
            raise NotFound("FILE_NOT_FOUND", id=str(key)) from gone
        async for chunk in found.stream(min_chunk_size=CHUNK_BYTES):
            yield bytes(chunk)

    async def remove(self, keys: Sequence[UUID]) -> None:
        """Remove contents; what is gone already is no matter."""
        for key in keys:
            with suppress(NotFoundError, FileNotFoundError):
                await obstore.delete_async(self._store, _path_of(key))

    async def list_older(self, than: datetime) -> AsyncIterator[list[UUID]]:
        """The keys of everything that was put here before a time, page by page; what is not ours is left out."""
        async for page in obstore.list(self._store, chunk_size=LISTED_AT_ONCE):
            found = [_key_of(each["path"]) for each in page if each["last_modified"] < than]
            yield [key for key in found if key is not None]


def file_store(settings: Settings | None = None) -> FileStore:
    """The store of this deployment."""
    settings = settings or get_settings()
    if settings.s3_bucket is None:
        return FileStore(LocalStore(settings.home.absolute() / FOLDER, mkdir=True))
    secret = settings.s3_secret_access_key.get_secret_value()
    place = (settings.s3_bucket, settings.s3_prefix, settings.s3_endpoint, settings.s3_region)
    return _bucket(place, settings.s3_access_key_id, secret)


@cache
def _bucket(place: tuple[str, str, str | None, str], key_id: str, secret: str) -> FileStore:
    """One client, with its connections, for as long as the process runs."""
    bucket, prefix, endpoint, region = place
    store = S3Store(
        bucket,
        prefix=prefix,
        endpoint=endpoint,
        region=region,
        access_key_id=key_id,
        secret_access_key=secret,
        virtual_hosted_style_request=False,
        client_options={"allow_http": bool(endpoint and endpoint.startswith("http://"))},
    )
    return FileStore(store)


def _path_of(key: UUID) -> str:
    """Spread over folders: the last digits of a key are random, its first are the time."""
    return f"{key.hex[-2:]}/{key}"


def _key_of(path: str) -> UUID | None:
    name = Path(path).name
    try:
        key = UUID(name)
    except ValueError:
        return None
    return key if path.endswith(_path_of(key)) else None
