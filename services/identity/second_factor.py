"""A second factor beside the password: an authenticator's codes (TOTP), and recovery codes for when it is lost."""

from dataclasses import dataclass
from hashlib import sha256
from secrets import choice
from typing import Final
from uuid import UUID

import pyotp
from pyotp.exceptions import OTPVerificationError
from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.attempts import take_attempts
from services.identity.models import RecoveryCode, SecondFactor
from services.identity.queries import (
    delete_second_factor,
    find_second_factor,
    forget_attempts,
    get_account,
    list_secrets,
    use_recovery_code,
)
from services.identity.rules import SECOND_FACTOR, require_account
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database
from services.kit.refusals import FieldFault, InvalidInput, NotAllowed, RuleBroken
from services.kit.sealing import Seal, find_seal, get_seal

ISSUER: Final = "GreenBridge"
STEPS_ASIDE: Final = 1
"""Clocks may differ by half a minute."""

CODE_COUNT: Final = 10
CODE_PARTS: Final = 4
CODE_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters that are read as others."""


@dataclass(frozen=True, slots=True)
class SharedSecret:
    """What the owner's authenticator is given, once."""

    secret: str
    address: str
    """The otpauth:// address that authenticators read from a square code."""


async def start_second_factor(database: Database, actor: Actor) -> SharedSecret:
    """Make a secret for the actor's authenticator; nothing changes before a code of it is shown."""
    account_id = require_account(actor)
    secret, seal = pyotp.random_base32(), get_seal()
    async with database.transaction(SYSTEM) as tx:
        account = await get_account(tx, account_id)
        if account.second_factor_since:
            raise RuleBroken("SECOND_FACTOR_IS_ON")
        await delete_second_factor(tx, account_id)
        tx.add(SecondFactor(account_id=account_id, secret=seal.seal(secret)))
    return SharedSecret(secret, pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=ISSUER))


async def confirm_second_factor(database: Database, actor: Actor, code: str) -> list[str]:
    """Turn the second factor on by a first code; returns the recovery codes, which are shown this once."""
    account_id = require_account(actor)
    await take_attempts(database, SECOND_FACTOR.of(str(account_id)))
    codes = [_new_recovery_code() for _ in range(CODE_COUNT)]
    async with database.transaction(SYSTEM) as tx:
        account, factor = await get_account(tx, account_id), await find_second_factor(tx, account_id)
        if factor is None or account.second_factor_since:
            raise RuleBroken("SECOND_FACTOR_NOT_STARTED")
        if not _take_code(factor, code):
            raise InvalidInput([FieldFault("code", "WRONG_CODE")])
        account.second_factor_since = now()
        tx.add_all(RecoveryCode(account_id=account_id, code_hash=_hash(code)) for code in codes)
    return codes


async def stop_second_factor(database: Database, actor: Actor, code: str) -> None:
    """Turn the second factor off, by a code of it."""
    account_id = require_account(actor)
    await take_second_factor(database, account_id, code)
    async with database.transaction(SYSTEM) as tx:
        account = await get_account(tx, account_id)
        account.second_factor_since = None
        await delete_second_factor(tx, account_id)


async def take_second_factor(database: Database, account_id: UUID, code: str) -> None:
    """Refuse unless the code is right; it is used up then."""
    if not code.strip():
        raise NotAllowed("SECOND_FACTOR_REQUIRED")
    attempt = SECOND_FACTOR.of(str(account_id))
    await take_attempts(database, attempt)
    async with database.transaction(SYSTEM) as tx:
        if not await _is_right(tx, account_id, code):
            raise NotAllowed("WRONG_CODE")
        await forget_attempts(tx, attempt.key)


async def _is_right(tx: AsyncSession, account_id: UUID, code: str) -> bool:
    factor = await find_second_factor(tx, account_id)
    if factor is not None and _take_code(factor, code):
        return True
    return await use_recovery_code(tx, account_id, _hash(code))


async def reseal(tx: AsyncSession, seal: Seal, limit: int) -> int:
    """Seal with the first key what is not, for the system's transaction; returns how many secrets that were."""
    stored = await list_secrets(tx, limit)
    stale = [factor for factor in stored if not seal.is_fresh(factor.secret)]
    for factor in stale:
        factor.secret = seal.seal(seal.open(factor.secret))
    await tx.flush()
    return len(stale)


def _take_code(factor: SecondFactor, code: str) -> bool:
    """Whether an authenticator's code is right and newer than the last one taken."""
    digits, seal = "".join(code.split()), find_seal()
    secret = seal.open(factor.secret) if seal else factor.secret
    try:
        step = pyotp.TOTP(secret).verify_and_get_timecode(digits, valid_window=STEPS_ASIDE)
    except OTPVerificationError:
        return False
    if factor.last_timecode is not None and step <= factor.last_timecode:
        return False
    factor.last_timecode = step
    return True


def _new_recovery_code() -> str:
    return "-".join("".join(choice(CODE_LETTERS) for _ in range(4)) for _ in range(CODE_PARTS))


def _hash(code: str) -> bytes:
    """Recovery codes are random enough for a plain digest, and people write them as they like."""
    return sha256("".join(code.split()).replace("-", "").lower().encode()).digest()
