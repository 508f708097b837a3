"""Who acts. The database sees the same actor through the setting `greenbridge.actor`, which row policies read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

ACTOR_SETTING: Final = "greenbridge.actor"
DEPUTY_SETTING: Final = "greenbridge.deputy"
ELEVATED_SETTING: Final = "greenbridge.elevated_for"
"""Whose account it is for which a command acts as the system for a few steps."""


class Reach(StrEnum):
    """How far the credentials of an actor go: a person's session everywhere, a program's token less far."""

    PERSON = "PERSON"
    WRITE = "WRITE"
    READ = "READ"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in account, nobody, or the system itself (jobs, sign-in, seeding)."""

    account_id: UUID | None = None
    is_system: bool = False
    reach: Reach = Reach.PERSON
    deputy_id: UUID | None = None
    """Who acts on behalf of the account, where that is not its owner."""
    token_id: UUID | None = None
    """By which of the account's programs' tokens."""

    @property
    def setting(self) -> str:
        """The value of `greenbridge.actor`: an account id, `system`, or empty for nobody."""
        if self.is_system:
            return "system"
        return str(self.account_id) if self.account_id else ""

    @property
    def is_in_person(self) -> bool:
        """Whether the account's owner sits at the other end, and no program and no deputy."""
        return self.account_id is not None and self.reach is Reach.PERSON and self.deputy_id is None


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a gesture comes: a network address and what the browser or program calls itself."""

    address: str = ""
    agent: str = ""


NOBODY: Final = Actor()
SYSTEM: Final = Actor(is_system=True)
NOWHERE: Final = Origin()
