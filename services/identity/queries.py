"""Every select of the room."""

from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from services.identity.models import Account, AccountPassword
from services.kit.refusals import NotFound

SESSION_ACCOUNT: Final = "SELECT account_id, expires_at FROM session_account(%b)"
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
