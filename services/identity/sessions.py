"""Who a session token belongs to: asked with every request, so it is one statement and remembered for a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from cachetools import TTLCache

from services.identity.queries import ACTS_FOR, BEARER, touch_token
from services.kit.actor import NOBODY, SYSTEM, Actor, Reach
from services.kit.clock import now, today
from services.kit.database import Database

TOKEN_BYTES: Final = 32
TOKEN_MAX_LENGTH: Final = 200
"""Longer ones are not ours and not worth hashing."""

REMEMBERED_SECONDS: Final = 5
"""How long a session that was ended elsewhere may still be taken for open."""

REMEMBERED_COUNT: Final = 20_000

TOUCHED_AFTER: Final = timedelta(minutes=10)
"""How much older than the truth the time of last use may be: writing it with every request would cost more."""


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


async def authenticate(database: Database, token: str | None, on_behalf_of: UUID | None = None) -> Actor:
    """The actor a token stands for, itself or for somebody who lets them; an unknown one is nobody."""
    actor = await _find_actor(database, token)
    return await _deputy(database, actor, on_behalf_of) if on_behalf_of else actor


async def authenticate_hash(database: Database, hashed: bytes, on_behalf_of: UUID | None = None) -> Actor:
    """The actor that a token of which only the hash was kept stands for now; the database is always asked."""
    session = await _find_open_session(database, hashed)
    actor = session.actor if session and session.expires_at > now() else NOBODY
    return await _deputy(database, actor, on_behalf_of) if on_behalf_of else actor


async def _find_actor(database: Database, token: str | None) -> Actor:
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


async def _deputy(database: Database, deputy: Actor, principal_id: UUID) -> Actor:
    """Somebody for whom this person acts today; nobody when they may not. Programs are no deputies."""
    if not deputy.is_in_person:
        return NOBODY
    async with database.reads.connection() as connection:
        cursor = await connection.execute(ACTS_FOR, [deputy.account_id, principal_id, today()])
        [may] = await cursor.fetchone() or [False]
    return Actor(account_id=principal_id, deputy_id=deputy.account_id) if may else NOBODY


def forget(hashed: bytes) -> None:
    """Make the next request with this token ask the database again."""
    _remembered.pop(hashed, None)


async def _find_open_session(database: Database, hashed: bytes) -> OpenSession | None:
    async with database.reads.connection() as connection:
        cursor = await connection.execute(BEARER, [hashed])
        row: tuple[UUID, datetime, str, datetime | None, UUID | None] | None = await cursor.fetchone()
    if row is None:
        return None
    account_id, expires_at, reach, used_at, token_id = row
    if used_at is None or used_at < now() - TOUCHED_AFTER:
        async with database.transaction(SYSTEM) as tx:
            await touch_token(tx, hashed)
    return OpenSession(Actor(account_id=account_id, reach=Reach(reach), token_id=token_id), expires_at)
