"""Accounts, and signing in and out of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.attempts import take_attempts
from services.identity.models import Account, AccountPassword, Locale, SignInSession
from services.identity.passwords import check_password_hash
from services.identity.queries import (
    delete_oldest_sessions,
    delete_session,
    delete_sessions,
    find_account_by_email,
    find_password,
    forget_attempts,
    get_account,
    get_session,
    is_familiar_address,
    remember_address,
    replace_password_hash,
    store_password_hash,
)
from services.identity.rules import (
    NAME_LENGTH,
    PASSWORD_MAX_LENGTH,
    SIGN_IN_AS,
    SIGN_IN_FROM,
    SIGN_IN_HERE,
    check_email,
    network_of,
    normal_email,
    normal_password,
    require_account,
    require_system,
)
from services.identity.second_factor import take_second_factor
from services.identity.sessions import forget, new_token, token_hash
from services.kit.actor import NOWHERE, SYSTEM, Actor, Origin
from services.kit.clock import now
from services.kit.database import Database
from services.kit.faults import InputFaults
from services.kit.refusals import FieldFault, InvalidInput, NotAllowed
from services.kit.settings import get_settings
from services.kit.versions import require_version

SESSION_COUNT: Final = 50
"""A person's newest sessions stay; older ones end."""

ADDRESS_LENGTH: Final = 64
AGENT_LENGTH: Final = 200

FAMILIAR_FOR: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a person says of themselves when they sign up."""

    email: str
    name: str
    locale: Locale = Locale.ZH

    @property
    def normal(self) -> "NewAccount":
        return NewAccount(normal_email(self.email), " ".join(self.name.split()), self.locale)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session. The token is shown this once."""

    account: Account
    token: str
    expires_at: datetime


def require_valid_account(new: NewAccount) -> None:
    """Refuse what no account can be; `new` is in its normal form."""
    faults = InputFaults()
    check_email(faults, new.email)
    faults.require_text("name", new.name, NAME_LENGTH)
    faults.raise_if_any()


async def create_account(tx: AsyncSession, actor: Actor, new: NewAccount, password_hash: str | None) -> Account:
    """Enter an account whose e-mail address is known to be its owner's; only the system does."""
    require_system(actor)
    new = new.normal
    require_valid_account(new)
    account = Account(email=new.email, name=new.name, locale=new.locale)
    try:
        async with tx.begin_nested():
            tx.add(account)
    except IntegrityError as refused:
        raise InvalidInput([FieldFault("email", "NOT_UNIQUE")]) from refused
    if password_hash:
        await store_password_hash(tx, account.id, password_hash)
    return account


async def edit_account(tx: AsyncSession, actor: Actor, version: int, name: str, locale: Locale) -> Account:
    """Change what the person goes by, and the language they are written to in."""
    account = await get_account(tx, require_account(actor))
    await tx.refresh(account, with_for_update=True)
    require_version("ACCOUNT_STALE", account, version)
    name = " ".join(name.split())
    faults = InputFaults()
    faults.require_text("name", name, NAME_LENGTH)
    faults.raise_if_any()
    account.name, account.locale = name, locale
    account.version += 1
    await tx.flush()
    return account


async def sign_in(
    database: Database, email: str, password: str, origin: Origin = NOWHERE, *, code: str = ""
) -> SignedIn:
    """Open a session; one answer for a wrong password and an unknown e-mail address, after the same time.

    An account with a second factor needs `code` too: of its authenticator, or one of its recovery codes.

    Takes the database and no transaction: the attempt is counted even when it is refused, and no connection waits
    while the password is hashed.
    """
    email, password, network = normal_email(email), normal_password(password), network_of(origin.address)
    await _take_attempts(database, email, network)
    account, stored = await _find_credentials(database, email)
    can_be_right = len(password) <= PASSWORD_MAX_LENGTH
    is_right, newer_hash = await check_password_hash(
        password if can_be_right else "", stored.password_hash if stored else None
    )
    if account is None or stored is None or not is_right:
        raise NotAllowed("WRONG_EMAIL_OR_PASSWORD")
    if account.second_factor_since:
        await take_second_factor(database, account.id, code)
    async with database.transaction(SYSTEM) as tx:
        if newer_hash:
            await replace_password_hash(tx, stored, newer_hash)
        await welcome(tx, account, network)
        return await open_session(tx, account, origin)


async def require_password(database: Database, actor: Actor, password: str, origin: Origin = NOWHERE) -> None:
    """Refuse unless who acts knows the account's password again; an account that has none passes by its session."""
    account_id = require_account(actor)
    async with database.transaction(SYSTEM) as tx:
        account, stored = await get_account(tx, account_id), await find_password(tx, account_id)
    if stored is None:
        return
    here = SIGN_IN_HERE.of(account.email, network_of(origin.address))
    await take_attempts(database, here)
    password = normal_password(password)
    is_right, _ = await check_password_hash(password[:PASSWORD_MAX_LENGTH], stored.password_hash)
    if not is_right or len(password) > PASSWORD_MAX_LENGTH:
        raise NotAllowed("WRONG_PASSWORD")
    async with database.transaction(SYSTEM) as tx:
        await forget_attempts(tx, here.key)


async def welcome(tx: AsyncSession, account: Account, network: str) -> None:
    """Note that an account proved itself at a place: that is familiar now, and wrong attempts there are forgotten."""
    here = SIGN_IN_HERE.of(account.email, network)
    await forget_attempts(tx, here.key)
    await remember_address(tx, account.id, here.key, now() + FAMILIAR_FOR)


async def open_session(tx: AsyncSession, account: Account, origin: Origin = NOWHERE) -> SignedIn:
    """Start a session for an account that has proven who it is; only the system can."""
    await delete_oldest_sessions(tx, account.id, SESSION_COUNT - 1)
    token = new_token()
    expires_at = now() + timedelta(days=get_settings().session_days)
    session = SignInSession(
        account_id=account.id,
        token_hash=token_hash(token),
        expires_at=expires_at,
        address=origin.address[:ADDRESS_LENGTH],
        agent=origin.agent[:AGENT_LENGTH],
    )
    tx.add(session)
    await tx.flush()
    return SignedIn(account, token, expires_at)


async def sign_out(tx: AsyncSession, actor: Actor, token: str) -> None:
    """End the actor's session, here at once and in other processes within seconds."""
    require_account(actor)
    hashed = token_hash(token)
    await delete_session(tx, hashed)
    forget(hashed)


async def end_session(tx: AsyncSession, actor: Actor, session_id: UUID) -> None:
    """End one of the actor's sessions, such as that of a telephone that was lost."""
    require_account(actor)
    session = await get_session(tx, session_id)
    await tx.delete(session)
    await tx.flush()
    forget(session.token_hash)


async def sign_out_everywhere(tx: AsyncSession, actor: Actor, *, but_token: str | None = None) -> int:
    """End every session of the actor, or every other one; returns how many."""
    ended = await delete_sessions(tx, require_account(actor), but=token_hash(but_token) if but_token else None)
    for hashed in ended:
        forget(hashed)
    return len(ended)


async def _take_attempts(database: Database, email: str, network: str) -> None:
    here = SIGN_IN_HERE.of(email, network)
    async with database.transaction(SYSTEM) as tx:
        is_familiar = _is_email(email) and await is_familiar_address(tx, email, here.key)
    anywhere = () if is_familiar else (SIGN_IN_AS.of(email),)
    await take_attempts(database, here, SIGN_IN_FROM.of(network), *anywhere)


async def _find_credentials(database: Database, email: str) -> tuple[Account | None, AccountPassword | None]:
    if not _is_email(email):
        return None, None
    async with database.transaction(SYSTEM) as tx:
        account = await find_account_by_email(tx, email)
        return account, await find_password(tx, account.id) if account else None


def _is_email(email: str) -> bool:
    faults = InputFaults()
    check_email(faults, email)
    return not faults.found
