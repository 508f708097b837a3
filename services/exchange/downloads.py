"""What people fetch by an address of its own, so that a browser saves it as it comes.

The address holds a secret and ends soon, and at once with the session or token that asked for it; what it brings is
made as whoever asked, under their row policies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from services.exchange.models import Download
from services.exchange.queries import find_download
from services.identity.sessions import authenticate_hash, token_hash
from services.kit import clock
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from services.kit.refusals import NotAllowed

OPEN_FOR: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Ticket:
    """The secret to fetch a download with, and until when."""

    secret: str
    file_name: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made, under which name it is saved, and with which particulars."""

    what: str
    file_name: str
    given: Mapping[str, Any]


async def create_download(tx: AsyncSession, actor: Actor, token: str | None, wish: Wish) -> Ticket:
    """Note what somebody asked for by a session or a token; whoever has the secret fetches it while that is open."""
    if actor.account_id is None or token is None:
        raise NotAllowed("SIGN_IN_REQUIRED")
    secret, ends_at = token_urlsafe(32), clock.now() + OPEN_FOR
    row = Download(
        account_id=actor.account_id,
        deputy_id=actor.deputy_id,
        secret_hash=_hash(secret),
        token_hash=token_hash(token),
        what=wish.what,
        file_name=wish.file_name,
        given=dict(wish.given),
        ends_at=ends_at,
    )
    tx.add(row)
    await tx.flush()
    return Ticket(secret, wish.file_name, ends_at)


async def open_download(database: Database, secret: str) -> tuple[Actor, Download] | None:
    """What the secret stands for and as whom it is made; None when it stands for nothing any more."""
    async with database.transaction(SYSTEM) as tx:
        found = await find_download(tx, _hash(secret))
    if found is None:
        return None
    actor = await authenticate_hash(database, found.token_hash, found.account_id if found.deputy_id else None)
    return None if actor == NOBODY else (actor, found)


def _hash(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
