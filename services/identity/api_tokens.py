"""Tokens by which programs act for an account."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.models import ApiToken, TokenScope
from services.identity.queries import count_api_tokens, get_api_token
from services.identity.rules import NAME_LENGTH, require_account
from services.identity.sessions import forget, new_token, token_hash
from services.kit.actor import Actor
from services.kit.clock import now
from services.kit.faults import InputFaults
from services.kit.refusals import RuleBroken

PREFIX: Final = "gbt_"
"""Lets a person, and a scanner of repositories, see what it is."""

LONGEST_DAYS: Final = 366
COUNT_LIMIT: Final = 50


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A fresh token. Its text is shown this once."""

    row: ApiToken
    text: str


async def create_api_token(tx: AsyncSession, actor: Actor, name: str, scope: TokenScope, days: int) -> IssuedToken:
    """Make a token for a program of the actor's, which ends by itself."""
    account_id, name = require_account(actor), " ".join(name.split())
    faults = InputFaults()
    faults.require_text("name", name, NAME_LENGTH)
    faults.check_range("days", days, 1, LONGEST_DAYS)
    faults.raise_if_any()
    if await count_api_tokens(tx, account_id) >= COUNT_LIMIT:
        raise RuleBroken("TOO_MANY_TOKENS", maximum=COUNT_LIMIT)
    text = PREFIX + new_token()
    row = ApiToken(
        account_id=account_id,
        name=name,
        scope=scope,
        token_hash=token_hash(text),
        expires_at=now() + timedelta(days=days),
    )
    tx.add(row)
    await tx.flush()
    return IssuedToken(row, text)


async def revoke_api_token(tx: AsyncSession, actor: Actor, token_id: UUID) -> None:
    """End a token, here at once and in other processes within seconds."""
    require_account(actor)
    row = await get_api_token(tx, token_id)
    await tx.delete(row)
    await tx.flush()
    forget(row.token_hash)
