"""Every select of the room."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, delete, select, update

from services.identity.models import (
    Account,
    AccountPassword,
    ApiToken,
    Attempts,
    Delegation,
    FamiliarAddress,
    LinkPurpose,
    MailedLink,
    OutsideIdentity,
    RecoveryCode,
    RememberedGesture,
    SecondFactor,
    SignInSession,
)
from services.kit.clock import now
from services.kit.ids import new_id
from services.kit.refusals import NotFound

BEARER: Final = "SELECT account_id, expires_at, reach, used_at, token_id FROM token_bearer(%s)"
"""Runs outside a transaction and without an actor: the function looks behind the row policies by one token only."""


ACTS_FOR: Final = "SELECT acts_for(%s, %s, %s)"
"""Whether somebody is another's deputy on a day; asked before there is an actor."""


async def find_account_by_email(tx: AsyncSession, email: str) -> Account | None:
    """The account with this normal e-mail address, as far as the actor sees it; the system sees all."""
    found: Account | None = await tx.scalar(select(Account).where(Account.email == email))
    return found


async def get_account(tx: AsyncSession, account_id: UUID) -> Account:
    account = await tx.get(Account, account_id)
    if account is None:
        raise NotFound("ACCOUNT_NOT_FOUND", id=str(account_id))
    return account


async def find_password(tx: AsyncSession, account_id: UUID) -> AccountPassword | None:
    """The stored hash; only the system sees it."""
    found: AccountPassword | None = await tx.scalar(
        select(AccountPassword).where(AccountPassword.account_id == account_id)
    )
    return found


async def replace_password_hash(tx: AsyncSession, stored: AccountPassword, newer_hash: str) -> None:
    """Store the same password's newer hash, unless the password was changed meanwhile."""
    await tx.execute(
        update(AccountPassword)
        .where(col(AccountPassword.id) == stored.id, col(AccountPassword.password_hash) == stored.password_hash)
        .values(password_hash=newer_hash)
    )


async def count_attempt(tx: AsyncSession, key: bytes, window: timedelta) -> tuple[int, datetime]:
    """Count one more attempt, in one statement; returns how many there were and when they are forgotten."""
    opened = now()
    is_over = col(Attempts.ends_at) <= opened
    fresh = insert(Attempts).values(id=new_id(), created_at=opened, key=key, attempt_count=1, ends_at=opened + window)
    counted = fresh.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "attempt_count": case((is_over, 1), else_=col(Attempts.attempt_count) + 1),
            "ends_at": case((is_over, opened + window), else_=col(Attempts.ends_at)),
        },
    ).returning(col(Attempts.attempt_count), col(Attempts.ends_at))
    row = (await tx.execute(counted)).one()
    return row[0], row[1]


async def forget_attempts(tx: AsyncSession, key: bytes) -> None:
    await tx.execute(delete(Attempts).where(col(Attempts.key) == key))


async def delete_oldest_sessions(tx: AsyncSession, account_id: UUID, kept_count: int) -> None:
    """End all but the newest sessions of an account."""
    newest = (
        select(SignInSession.id)
        .where(SignInSession.account_id == account_id)
        .order_by(col(SignInSession.id).desc())
        .limit(kept_count)
    )
    surplus = delete(SignInSession).where(
        col(SignInSession.account_id) == account_id, col(SignInSession.id).not_in(newest)
    )
    await tx.execute(surplus)


async def delete_session(tx: AsyncSession, token_hash: bytes) -> None:
    await tx.execute(delete(SignInSession).where(col(SignInSession.token_hash) == token_hash))


async def get_session(tx: AsyncSession, session_id: UUID) -> SignInSession:
    session = await tx.get(SignInSession, session_id)
    if session is None:
        raise NotFound("SESSION_NOT_FOUND", id=str(session_id))
    return session


async def get_api_token(tx: AsyncSession, token_id: UUID) -> ApiToken:
    token = await tx.get(ApiToken, token_id)
    if token is None:
        raise NotFound("API_TOKEN_NOT_FOUND", id=str(token_id))
    return token


async def count_api_tokens(tx: AsyncSession, account_id: UUID) -> int:
    return await tx.scalar(select(func.count()).where(col(ApiToken.account_id) == account_id)) or 0


async def delete_api_tokens(tx: AsyncSession, account_id: UUID) -> list[bytes]:
    """End the tokens of an account's programs; returns their digests."""
    ended = delete(ApiToken).where(col(ApiToken.account_id) == account_id)
    return list(await tx.scalars(ended.returning(col(ApiToken.token_hash))))


async def touch_token(tx: AsyncSession, token_hash: bytes) -> None:
    """Note that a session or a token is in use."""
    for table in (SignInSession, ApiToken):
        await tx.execute(update(table).where(col(table.token_hash) == token_hash).values(used_at=now()))


async def is_familiar_address(tx: AsyncSession, email: str, digest: bytes) -> bool:
    """Whether the account with this e-mail address, if there is one, signed in from there before."""
    query = (
        select(FamiliarAddress.id)
        .join(Account, col(Account.id) == col(FamiliarAddress.account_id))
        .where(Account.email == email, FamiliarAddress.digest == digest, col(FamiliarAddress.ends_at) > now())
    )
    return await tx.scalar(query) is not None


async def remember_address(tx: AsyncSession, account_id: UUID, digest: bytes, ends_at: datetime) -> None:
    seen = insert(FamiliarAddress).values(
        id=new_id(), created_at=now(), account_id=account_id, digest=digest, ends_at=ends_at
    )
    await tx.execute(seen.on_conflict_do_update(index_elements=["account_id", "digest"], set_={"ends_at": ends_at}))


async def find_link(
    tx: AsyncSession, token_hash: bytes, purpose: LinkPurpose, *, locks: bool = False
) -> MailedLink | None:
    """The link that this secret opens, as long as it can be followed."""
    query = select(MailedLink).where(
        MailedLink.token_hash == token_hash, MailedLink.purpose == purpose, col(MailedLink.ends_at) > now()
    )
    found: MailedLink | None = await tx.scalar(query.with_for_update() if locks else query)
    return found


async def delete_links(tx: AsyncSession, email: str, purpose: LinkPurpose) -> None:
    """Let no other link of this kind to an address be followed: one was."""
    await tx.execute(delete(MailedLink).where(col(MailedLink.email) == email, col(MailedLink.purpose) == purpose))


async def get_delegation(tx: AsyncSession, delegation_id: UUID) -> Delegation:
    delegation = await tx.get(Delegation, delegation_id)
    if delegation is None:
        raise NotFound("DELEGATION_NOT_FOUND", id=str(delegation_id))
    return delegation


async def find_second_factor(tx: AsyncSession, account_id: UUID) -> SecondFactor | None:
    """The shared secret, locked, so that a code is taken once."""
    found: SecondFactor | None = await tx.scalar(
        select(SecondFactor).where(SecondFactor.account_id == account_id).with_for_update()
    )
    return found


async def list_secrets(tx: AsyncSession, limit: int) -> list[SecondFactor]:
    """Shared secrets, locked, those that nobody else holds at this moment."""
    query = select(SecondFactor).order_by(col(SecondFactor.id)).limit(limit).with_for_update(skip_locked=True)
    return list(await tx.scalars(query))


async def delete_second_factor(tx: AsyncSession, account_id: UUID) -> None:
    for table in (SecondFactor, RecoveryCode):
        await tx.execute(delete(table).where(col(table.account_id) == account_id))


async def use_recovery_code(tx: AsyncSession, account_id: UUID, code_hash: bytes) -> bool:
    """Take a recovery code away; tells whether there was one."""
    taken = delete(RecoveryCode).where(
        col(RecoveryCode.account_id) == account_id, col(RecoveryCode.code_hash) == code_hash
    )
    return (await tx.scalar(taken.returning(col(RecoveryCode.id)))) is not None


async def find_account_by_outside_identity(tx: AsyncSession, issuer: str, subject: str) -> Account | None:
    query = (
        select(Account)
        .join(OutsideIdentity, col(OutsideIdentity.account_id) == col(Account.id))
        .where(OutsideIdentity.issuer == issuer, OutsideIdentity.subject == subject)
    )
    found: Account | None = await tx.scalar(query)
    return found


async def store_password_hash(tx: AsyncSession, account_id: UUID, password_hash: str) -> None:
    """Give an account a password, its first or another."""
    made = insert(AccountPassword).values(
        id=new_id(), created_at=now(), account_id=account_id, password_hash=password_hash
    )
    await tx.execute(made.on_conflict_do_update(index_elements=["account_id"], set_={"password_hash": password_hash}))


async def delete_sessions(tx: AsyncSession, account_id: UUID, *, but: bytes | None = None) -> list[bytes]:
    """End the sessions of an account, all or all but one; returns the digests of their tokens."""
    ended = delete(SignInSession).where(col(SignInSession.account_id) == account_id)
    if but is not None:
        ended = ended.where(col(SignInSession.token_hash) != but)
    return list(await tx.scalars(ended.returning(col(SignInSession.token_hash))))


async def claim_gesture(tx: AsyncSession, row: RememberedGesture, oldest: datetime) -> bool:
    """Take a key for this transaction, also one whose time is over; tells whether it was free."""
    given = row.model_dump()
    made = insert(RememberedGesture).values(given)
    claimed = made.on_conflict_do_update(
        index_elements=["account_id", "key_hash"],
        set_={name: value for name, value in given.items() if name != "id"},
        where=col(RememberedGesture.created_at) < oldest,
    )
    return (await tx.scalar(claimed.returning(col(RememberedGesture.id)))) is not None


async def find_remembered(tx: AsyncSession, account_id: UUID, key_hash: bytes) -> RememberedGesture | None:
    found: RememberedGesture | None = await tx.scalar(select(RememberedGesture).where(*_under(account_id, key_hash)))
    return found


async def store_answer(tx: AsyncSession, account_id: UUID, key_hash: bytes, sealed: bytes | None) -> None:
    done = update(RememberedGesture).where(*_under(account_id, key_hash)).values(is_done=True, sealed_answer=sealed)
    await tx.execute(done.execution_options(synchronize_session=False))


async def delete_claim(tx: AsyncSession, account_id: UUID, key_hash: bytes) -> None:
    gone = delete(RememberedGesture).where(*_under(account_id, key_hash), col(RememberedGesture.is_done).is_(False))
    await tx.execute(gone)


async def delete_remembered(tx: AsyncSession, oldest: datetime, most_kept: int, limit: int) -> int:
    """Forget gestures that are older, or of which their account has more than it may keep; returns how many."""
    rank = func.row_number().over(
        partition_by=col(RememberedGesture.account_id), order_by=col(RememberedGesture.created_at).desc()
    )
    ranked = select(RememberedGesture.id, RememberedGesture.created_at, rank.label("rank")).subquery()
    old = select(ranked.c.id).where((ranked.c.created_at < oldest) | (ranked.c.rank > most_kept)).limit(limit)
    gone = delete(RememberedGesture).where(col(RememberedGesture.id).in_(old)).returning(col(RememberedGesture.id))
    return len((await tx.scalars(gone)).all())


def _under(account_id: UUID, key_hash: bytes) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(RememberedGesture.account_id) == account_id, col(RememberedGesture.key_hash) == key_hash


EXPIRING: Final = (
    (SignInSession, SignInSession.expires_at),
    (ApiToken, ApiToken.expires_at),
    (Attempts, Attempts.ends_at),
    (FamiliarAddress, FamiliarAddress.ends_at),
    (MailedLink, MailedLink.ends_at),
)


async def delete_expired(tx: AsyncSession, limit: int) -> int:
    """Remove what had its time, at most `limit` rows of each table; returns how many."""
    removed = 0
    table: Any
    for table, ends_at in EXPIRING:
        expired = select(table.id).where(col(ends_at) <= func.now()).limit(limit).with_for_update(skip_locked=True)
        ended = await tx.scalars(delete(table).where(col(table.id).in_(expired)).returning(col(table.id)))
        removed += len(ended.all())
    return removed
