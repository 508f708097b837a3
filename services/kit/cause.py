"""What a change is written down to: the gesture or the job that makes it, by whom and from where.

Whoever begins a gesture or a job says so once; every transaction below carries it, also those that commands open
themselves, and those that run as the system for a few steps.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

import orjson

from services.kit.actor import NOWHERE, Actor, Origin, Reach

CAUSE_SETTING: Final = "greenbridge.cause"

ADDRESS_LENGTH: Final = 64
AGENT_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class Cause:
    """One gesture of one actor, or one job."""

    name: str
    actor: Actor | None = None
    """Nobody is named for a job: it is the system's."""
    origin: Origin = NOWHERE


_current: Final[ContextVar[Cause | None]] = ContextVar("cause", default=None)


@contextmanager
def because(cause: Cause) -> Iterator[None]:
    """Write every change in this block down to `cause`."""
    token = _current.set(cause)
    try:
        yield
    finally:
        _current.reset(token)


def cause_setting(actor: Actor) -> str:
    """The value of `greenbridge.cause` for a transaction of `actor`; members that say nothing are left out."""
    cause = _current.get()
    given: dict[str, str] = {}
    if cause is not None:
        actor = cause.actor or actor
        given = {
            "name": cause.name,
            "address": _plain(cause.origin.address, ADDRESS_LENGTH),
            "agent": _plain(cause.origin.agent, AGENT_LENGTH),
        }
    given["by"] = _word_of(actor)
    given["account"] = str(actor.account_id or "")
    given["deputy"] = str(actor.deputy_id or "")
    given["token"] = str(actor.token_id or "")
    return orjson.dumps({name: value for name, value in given.items() if value}).decode()


def _plain(text: str, length: int) -> str:
    """What a browser says of itself, without what PostgreSQL takes for no text."""
    return text[:length].replace("\0", "").encode(errors="replace").decode()


def _word_of(actor: Actor) -> str:
    if actor.is_system:
        return "SYSTEM"
    if actor.account_id is None:
        return "NOBODY"
    return "PERSON" if actor.reach is Reach.PERSON else "PROGRAM"
