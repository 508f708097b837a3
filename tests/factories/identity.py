"""Accounts for tests. Call them inside a transaction of the system."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.models import (
    Account,
    ApiToken,
    Delegation,
    DeputyGesture,
    Locale,
    SignInSession,
    TokenScope,
)
from services.kit.actor import Actor
from services.kit.clock import now, today
from services.kit.ids import new_id


async def make_account(
    tx: AsyncSession, *, email: str | None = None, name: str = "王小绿", locale: Locale = Locale.ZH
) -> Account:
    """An account without a password: it acts in tests without signing in."""
    account = Account(email=email or f"{new_id().hex}@greenbridge.example", name=name, locale=locale)
    tx.add(account)
    await tx.flush()
    return account


async def make_session(tx: AsyncSession, account: Account, *, agent: str = "Firefox") -> SignInSession:
    session = SignInSession(
        account_id=account.id, token_hash=new_id().bytes, expires_at=now() + timedelta(days=1), agent=agent
    )
    tx.add(session)
    await tx.flush()
    return session


async def make_api_token(
    tx: AsyncSession, account: Account, *, name: str = "导出程序", scope: TokenScope = TokenScope.READ
) -> ApiToken:
    token = ApiToken(
        account_id=account.id, name=name, scope=scope, token_hash=new_id().bytes, expires_at=now() + timedelta(days=1)
    )
    tx.add(token)
    await tx.flush()
    return token


async def make_delegation(tx: AsyncSession, account: Account, deputy: Account) -> Delegation:
    """A deputy for today, who did something already."""
    day = today()
    delegation = Delegation(account_id=account.id, deputy_id=deputy.id, starts_on=day, ends_on=day)
    tx.add_all([delegation, DeputyGesture(account_id=account.id, deputy_id=deputy.id, gesture="post_need")])
    await tx.flush()
    return delegation


def actor_of(account: Account) -> Actor:
    return Actor(account_id=account.id)
