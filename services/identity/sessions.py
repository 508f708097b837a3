"""Who a session token belongs to: asked with every request, so it is one statement and remembered for a moment."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from cachetools import TTLCache

from services.identity.queries import SESSION_ACCOUNT
from services.kit.actor import NOBODY, Actor
from services.kit.clock import now
from services.kit.database import Database

TOKEN_BYTES: Final = 32
TOKEN_MAX_LENGTH: Final = 200
"""Longer ones are not ours and not worth hashing."""

REMEMBERED_SECONDS: Final = 5
"""How long a session that was ended elsewhere may still be taken for open."""

REMEMBERED_COUNT: Final = 20_000


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that was found open."""

    actor: Actor
    expires_at: datetime


_remembered: Final[TTLCache[bytes, OpenSession]] = TTLCache(REMEMBERED_COUNT, REMEMBERED_SECONDS)


def new_token() -> str:
    return token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """What is stored of a token. Tokens are random, so a plain digest is enough."""
    return sha256(token.encode()).digest()


async def authenticate(database: Database, token: str | None) -> Actor:
    """The actor a token stands for; an unknown, ended or expired one is nobody, who may sign in again."""
    if not token or len(token) > TOKEN_MAX_LENGTH:
        return NOBODY
    hashed = token_hash(token)
    session = _remembered.get(hashed)
    if session is None:
        session = await _find_open_session(database, hashed)
        if session is None:
            return NOBODY
        _remembered[hashed] = session
    return session.actor if session.expires_at > now() else NOBODY


def forget(hashed: bytes) -> None:
    """Make the next request with this token ask the database again."""
    _remembered.pop(hashed, None)


async def _find_open_session(database: Database, hashed: bytes) -> OpenSession | None:
    async with database.reads.connection() as connection:
        cursor = await connection.execute(SESSION_ACCOUNT, [hashed])
        row: tuple[UUID, datetime] | None = await cursor.fetchone()
    return OpenSession(Actor(account_id=row[0]), row[1]) if row else None
