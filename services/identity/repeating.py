"""Gestures that come with an idempotency key: done once, answered as often as they are repeated.

The key never reaches the database. What is stored is its digest, a fingerprint of the gesture keyed by it, and the
answer sealed with it: a copy of the database tells neither what was asked nor a secret that was shown once.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as keyed_digest
from typing import Final
from uuid import UUID

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.models import RememberedGesture
from services.identity.queries import claim_gesture, delete_claim, find_remembered, store_answer
from services.kit.actor import Actor
from services.kit.clock import now
from services.kit.refusals import Refusal

KEPT_FOR: Final = timedelta(hours=24)
LONGEST_ANSWER: Final = 64 * 1024
"""Bytes; of a longer one only that it was given is remembered."""

MOST_KEPT: Final = 10_000
"""Of one account; the sweep takes the oldest beyond."""


class RepetitionRefused(Refusal):
    """A key that was used for something else, or whose first use has no answer to repeat.

    No gesture declares it: it tells of the program that calls, not of the person, and comes out as an error.
    """


@dataclass(frozen=True, slots=True)
class Repetition:
    """One gesture under one key, of one account."""

    account_id: UUID
    deputy_id: UUID | None
    key: str
    gesture: str
    place: str
    """Which of several gestures in one request."""
    asked: bytes
    """What was asked, in a form that is the same for the same."""

    @property
    def key_hash(self) -> bytes:
        return sha256("\n".join((self.key, str(self.deputy_id), self.place)).encode()).digest()

    @property
    def fingerprint(self) -> bytes:
        return keyed_digest(self.key.encode(), self.gesture.encode() + b"\n" + self.asked, "sha256")

    def seal(self, answer: bytes) -> bytes:
        return self._box.encrypt(answer)

    def open(self, sealed: bytes) -> bytes:
        return self._box.decrypt(sealed)

    @property
    def _box(self) -> Fernet:
        derived = HKDF(SHA256(), 32, salt=self.account_id.bytes, info=b"remembered gesture").derive(self.key.encode())
        return Fernet(urlsafe_b64encode(derived))


def repetition_of(actor: Actor, key: str, gesture: str, place: str, asked: bytes) -> Repetition | None:
    """The gesture under its key; nobody's gestures are not remembered, there being nobody to answer again."""
    if actor.account_id is None:
        return None
    return Repetition(actor.account_id, actor.deputy_id, key, gesture, place, asked)


async def begin(tx: AsyncSession, repetition: Repetition) -> bytes | None:
    """Take the key for this transaction, or answer what was answered under it before.

    Who comes second while the first is at it waits for its end.
    """
    oldest = now() - KEPT_FOR
    if await claim_gesture(tx, _row_of(repetition), oldest):
        return None
    found = await find_remembered(tx, repetition.account_id, repetition.key_hash)
    if found is None:  # swept between the two statements
        raise RepetitionRefused("IDEMPOTENCY_KEY_IN_USE", gesture=repetition.gesture)
    if not compare_digest(found.fingerprint, repetition.fingerprint):
        raise RepetitionRefused("IDEMPOTENCY_KEY_REUSED", gesture=found.gesture)
    if not found.is_done:
        raise RepetitionRefused("IDEMPOTENCY_KEY_IN_USE", gesture=found.gesture)
    if found.sealed_answer is None:
        raise RepetitionRefused("DONE_BEFORE", gesture=found.gesture)
    return repetition.open(found.sealed_answer)


async def remember(tx: AsyncSession, repetition: Repetition, answer: bytes) -> None:
    """Keep an answer, in the transaction of the deed."""
    sealed = repetition.seal(answer) if len(answer) <= LONGEST_ANSWER else None
    await store_answer(tx, repetition.account_id, repetition.key_hash, sealed)


async def forget(tx: AsyncSession, repetition: Repetition) -> None:
    """Give a key back whose gesture was refused."""
    await delete_claim(tx, repetition.account_id, repetition.key_hash)


def _row_of(repetition: Repetition) -> RememberedGesture:
    return RememberedGesture(
        account_id=repetition.account_id,
        key_hash=repetition.key_hash,
        gesture=repetition.gesture,
        fingerprint=repetition.fingerprint,
    )
