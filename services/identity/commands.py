"""Signing up, in and out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.models import Account, AccountPassword, Locale, SignInSession
from services.identity.passwords import check_password_hash, hash_password
from services.identity.queries import (
    count_attempt,
    delete_oldest_sessions,
    delete_session,
    find_account_by_email,
    find_password,
    forget_attempts,
    replace_password_hash,
)
from services.identity.rules import (
    NAME_LENGTH,
    PASSWORD_MAX_LENGTH,
    check_email,
    check_password,
    normal_email,
    normal_password,
    require_account,
    require_attempt_left,
)
from services.identity.sessions import forget, new_token, token_hash
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database, elevated
from services.kit.faults import InputFaults
from services.kit.refusals import FieldFault, InvalidInput, NotAllowed
from services.kit.settings import get_settings

ATTEMPT_WINDOW: Final = timedelta(minutes=15)
SESSION_COUNT: Final = 50
"""A person's newest sessions stay; older ones end."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a person says of themselves when they sign up."""

    email: str
    name: str
    password: str
    locale: Locale = Locale.ZH


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session. The token is shown this once."""

    account: Account
    token: str
    expires_at: datetime


async def register_account(tx: AsyncSession, actor: Actor, new: NewAccount) -> Account:
    """Sign up: anyone may, and nothing is theirs before they found or join an organization."""
    account = Account(email=normal_email(new.email), name=" ".join(new.name.split()), locale=new.locale)
    password = normal_password(new.password)
    faults = InputFaults()
    check_email(faults, account.email)
    faults.require_text("name", account.name, NAME_LENGTH)
    check_password(faults, password, email=account.email, name=account.name)
    faults.raise_if_any()
    password_hash = await hash_password(password)
    try:
        async with tx.begin_nested(), elevated(tx, actor):  # there is no account yet that could act
            tx.add(account)
            await tx.flush()
            tx.add(AccountPassword(account_id=account.id, password_hash=password_hash))
    except IntegrityError as refused:
        raise InvalidInput([FieldFault("email", "NOT_UNIQUE")]) from refused
    return account


async def sign_in(database: Database, email: str, password: str, *, address: str = "") -> SignedIn:
    """Open a session; one answer for a wrong password and an unknown e-mail address, after the same time.

    Takes the database and no transaction: the attempt is counted even when it is refused, and no connection waits
    while the password is hashed.
    """
    email, password = normal_email(email), normal_password(password)
    attempts_key = sha256(f"{email}\n{address}".encode()).digest()
    account, stored = await _find_credentials(database, email, attempts_key)
    can_be_right = len(password) <= PASSWORD_MAX_LENGTH
    is_right, newer_hash = await check_password_hash(
        password if can_be_right else "", stored.password_hash if stored else None
    )
    if account is None or stored is None or not is_right:
        raise NotAllowed("WRONG_EMAIL_OR_PASSWORD")
    async with database.transaction(SYSTEM) as tx:
        await forget_attempts(tx, attempts_key)
        if newer_hash:
            await replace_password_hash(tx, stored, newer_hash)
        return await open_session(tx, account)


async def open_session(tx: AsyncSession, account: Account) -> SignedIn:
    """Start a session for an account that has proven who it is; only the system can."""
    await delete_oldest_sessions(tx, account.id, SESSION_COUNT - 1)
    token = new_token()
    expires_at = now() + timedelta(days=get_settings().session_days)
    tx.add(SignInSession(account_id=account.id, token_hash=token_hash(token), expires_at=expires_at))
    await tx.flush()
    return SignedIn(account, token, expires_at)


async def sign_out(tx: AsyncSession, actor: Actor, token: str) -> None:
    """End the actor's session, here at once and in other processes within seconds."""
    require_account(actor)
    hashed = token_hash(token)
    await delete_session(tx, hashed)
    forget(hashed)


async def _find_credentials(
    database: Database, email: str, attempts_key: bytes
) -> tuple[Account | None, AccountPassword | None]:
    """Count the attempt, then look for the account and its hash."""
    async with database.transaction(SYSTEM) as tx:
        attempt_count, ends_at = await count_attempt(tx, attempts_key, ATTEMPT_WINDOW)
    require_attempt_left(attempt_count, ends_at)
    faults = InputFaults()
    check_email(faults, email)
    if faults.found:
        return None, None
    async with database.transaction(SYSTEM) as tx:
        account = await find_account_by_email(tx, email)
        return account, await find_password(tx, account.id) if account else None
