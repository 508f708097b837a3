"""The chain as anybody can compute it, without trusting a function of the database."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import UUID

BEGINNING: Final = bytes(32)
"""The hash before the first link."""


class ChainFault(StrEnum):
    """How a record shows that somebody tampered with it."""

    ENTRY_CHANGED = "AUDIT_ENTRY_CHANGED"
    """The entry, its place or a hash is not what it was when it was sealed."""
    ENTRY_REMOVED = "AUDIT_ENTRY_REMOVED"
    LINK_REMOVED = "AUDIT_LINK_REMOVED"
    ENTRY_INSERTED = "AUDIT_ENTRY_INSERTED"
    """An entry claims to be of a time whose entries were sealed without it."""
    ORIGIN_CHANGED = "AUDIT_ORIGIN_CHANGED"
    HEAD_MISSING = "AUDIT_HEAD_MISSING"
    """The record once ended with a hash that no link of it has: its end was cut off, or all was written anew."""


@dataclass(frozen=True, slots=True)
class BadEntry:
    """The first entry that is wrong: its place in the chain (0: it has none) and its id, where there is one."""

    fault: ChainFault
    number: int
    entry_id: UUID | None


@dataclass(frozen=True, slots=True)
class Origin:
    """From where an entry came, with what hides it in its digest."""

    secret: bytes
    account_id: UUID
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """One link with its entry, as the database keeps them; an entry that is gone has no content."""

    number: int
    hash: bytes
    entry_id: UUID
    content: Sequence[str | None] | None
    origin_id: UUID | None
    origin: Origin | None


def content_of(values: Sequence[str | None]) -> bytes:
    """The bytes of an entry that its hash is over: the JSON that PostgreSQL writes of its columns as texts."""
    return json.dumps(list(values), ensure_ascii=False).encode()


def link_hash(before: bytes, content: bytes) -> bytes:
    return sha256(before + content).digest()


def origin_id(origin: Origin) -> UUID:
    """The key of an origin, which an entry names: a digest that its secret keeps from being guessed."""
    said = content_of([str(origin.account_id), origin.address, origin.agent])
    return UUID(bytes=sha256(origin.secret + said).digest()[:16])


def find_fault(link: Sealed, number: int, before: bytes) -> BadEntry | None:
    """What is wrong with the link that should stand at `number` after the hash `before`."""
    if link.number != number:
        return BadEntry(ChainFault.LINK_REMOVED, number, None)
    if link.content is None:
        return BadEntry(ChainFault.ENTRY_REMOVED, number, link.entry_id)
    if link_hash(before, content_of(link.content)) != link.hash:
        return BadEntry(ChainFault.ENTRY_CHANGED, number, link.entry_id)
    if link.origin is not None and origin_id(link.origin) != link.origin_id:
        return BadEntry(ChainFault.ORIGIN_CHANGED, number, link.entry_id)
    return None
