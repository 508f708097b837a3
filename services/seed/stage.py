"""One transaction in which the people of the sample act one after another."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.kit.actor import SYSTEM, Actor
from services.kit.database import SET_ACTOR


@dataclass(slots=True)
class Stage:
    """Who and what the sample has so far, by the names that the data files use."""

    tx: AsyncSession
    today: date
    actors: dict[str, Actor] = field(default_factory=dict)
    zones: dict[str, UUID] = field(default_factory=dict)
    organizations: dict[str, UUID] = field(default_factory=dict)
    admins: dict[str, str] = field(default_factory=dict)
    """The e-mail address of the admin of each organization."""

    async def enter(self, email: str) -> Actor:
        """Let the person with this address act from here on, under their own row policies."""
        return await self._enter(self.actors[email])

    async def become(self, actor: Actor) -> Actor:
        """Let this actor act from here on."""
        return await self._enter(actor)

    async def enter_admin(self, organization: str) -> Actor:
        """Let the admin of an organization act from here on."""
        return await self.enter(self.admins[organization])

    async def enter_system(self) -> Actor:
        return await self._enter(SYSTEM)

    async def _enter(self, actor: Actor) -> Actor:
        await self.tx.flush()
        await self.tx.execute(SET_ACTOR, {"actor": actor.setting})
        return actor
