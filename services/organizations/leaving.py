"""Leaving the platform: with all that is kept of one, and without a trace but a pseudonym."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.commands import require_password
from services.identity.portable import as_document, collect, erase, pseudonym_of
from services.identity.queries import delete_sessions, get_account
from services.identity.rules import require_account
from services.identity.sessions import forget
from services.kit.actor import NOWHERE, SYSTEM, Actor, Origin
from services.kit.clock import now
from services.kit.database import Database
from services.kit.refusals import RuleBroken
from services.organizations.queries import find_orphan_to_be, lock_memberships_of

DELETE_LINKS = text("DELETE FROM mailed_link WHERE email = :email")
DELETE_INVITATIONS = text("DELETE FROM invitation WHERE email = :email")


async def export_account(database: Database, actor: Actor) -> str:
    """All that is kept of the actor, in every room, as JSON; secrets and the files they handed in stay."""
    account_id = require_account(actor)
    async with database.transaction(SYSTEM) as tx:
        return as_document(await collect(tx, account_id))


async def erase_account(database: Database, actor: Actor, password: str, origin: Origin = NOWHERE) -> None:
    """Take the actor off the platform: what is theirs goes, what they did for others names a pseudonym.

    Who alone speaks for others hands over first.
    """
    account_id = require_account(actor)
    await require_password(database, actor, password, origin)
    async with database.transaction(SYSTEM) as tx:
        await _require_may_go(tx, account_id)
        account = await get_account(tx, account_id)
        for statement in (DELETE_LINKS, DELETE_INVITATIONS):
            await tx.execute(statement, {"email": account.email})
        ended = await delete_sessions(tx, account_id)
        await erase(tx, account_id)
        account.name, account.email = pseudonym_of(account_id)
        account.second_factor_since, account.erased_at, account.version = None, now(), account.version + 1
    for hashed in ended:
        forget(hashed)


async def _require_may_go(tx: AsyncSession, account_id: UUID) -> None:
    await lock_memberships_of(tx, account_id)
    orphan = await find_orphan_to_be(tx, account_id)
    if orphan:
        raise RuleBroken("ONLY_ADMIN", organization=orphan.name)
