"""Accounts for tests. Call them inside a transaction of the system."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.models import Account, Locale
from services.kit.actor import Actor
from services.kit.ids import new_id


async def make_account(
    tx: AsyncSession, *, email: str | None = None, name: str = "王小绿", locale: Locale = Locale.ZH
) -> Account:
    """An account without a password: it acts in tests without signing in."""
    account = Account(email=email or f"{new_id().hex}@greenbridge.example", name=name, locale=locale)
    tx.add(account)
    await tx.flush()
    return account


def actor_of(account: Account) -> Actor:
    return Actor(account_id=account.id)
