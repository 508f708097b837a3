"""Every select of the room."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import case, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, delete, select, update

from services.identity.models import Account, AccountPassword, SignInAttempts, SignInSession
from services.kit.clock import now
from services.kit.ids import new_id
from services.kit.refusals import NotFound

SESSION_ACCOUNT: Final = "SELECT account_id, expires_at FROM session_account(%s)"
"""Runs outside a transaction and without an actor: the function looks behind the row policies by one token only."""


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
    """Count one more attempt to sign in, in one statement; returns how many there were and when they are forgotten."""
    opened = now()
    is_over = col(SignInAttempts.ends_at) <= opened
    fresh = insert(SignInAttempts).values(
        id=new_id(), created_at=opened, key=key, attempt_count=1, ends_at=opened + window
    )
    counted = fresh.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "attempt_count": case((is_over, 1), else_=col(SignInAttempts.attempt_count) + 1),
            "ends_at": case((is_over, opened + window), else_=col(SignInAttempts.ends_at)),
        },
    ).returning(col(SignInAttempts.attempt_count), col(SignInAttempts.ends_at))
    row = (await tx.execute(counted)).one()
    return row[0], row[1]


async def forget_attempts(tx: AsyncSession, key: bytes) -> None:
    await tx.execute(delete(SignInAttempts).where(col(SignInAttempts.key) == key))


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


async def delete_expired(tx: AsyncSession, limit: int) -> int:
    """Remove sessions and counted attempts whose time is over, at most `limit` of each; returns how many."""
    removed = 0
    for table, ends_at in ((SignInSession, SignInSession.expires_at), (SignInAttempts, SignInAttempts.ends_at)):
        expired = select(table.id).where(col(ends_at) <= func.now()).limit(limit).with_for_update(skip_locked=True)
        ended = await tx.scalars(delete(table).where(col(table.id).in_(expired)).returning(col(table.id)))
        removed += len(ended.all())
    return removed
