"""Who acts. The database sees the same actor through the setting `greenbridge.actor`, which row policies read."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

ACTOR_SETTING: Final = "greenbridge.actor"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in account, nobody, or the system itself (jobs, sign-in, seeding)."""

    account_id: UUID | None = None
    is_system: bool = False

    @property
    def setting(self) -> str:
        """The value of `greenbridge.actor`: an account id, `system`, or empty for nobody."""
        if self.is_system:
            return "system"
        return str(self.account_id) if self.account_id else ""


NOBODY: Final = Actor()
SYSTEM: Final = Actor(is_system=True)
