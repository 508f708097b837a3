"""Every room that keeps tables, in the order in which policies may use each other's functions."""

from collections.abc import Sequence
from typing import Final

from sqlmodel import SQLModel

from services.kit.policies import RoomPolicies

ROOM_POLICIES: Final[Sequence[RoomPolicies]] = ()

METADATA: Final = SQLModel.metadata


def table_names() -> list[str]:
    return sorted(METADATA.tables)
