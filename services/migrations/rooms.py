"""Every room that keeps tables, in the order in which policies may use each other's functions."""

from collections.abc import Sequence
from typing import Final

from sqlmodel import SQLModel

import services.catalog.models
import services.catalog.policies
import services.competitions.models
import services.competitions.policies
import services.files.models
import services.files.policies
import services.identity.models
import services.identity.policies
import services.incubation.models
import services.incubation.policies
import services.judging.models
import services.judging.policies
import services.matching.models
import services.matching.policies
import services.organizations.models
import services.organizations.policies
import services.solving.models
import services.solving.policies
from services.kit.policies import RoomPolicies

ROOM_POLICIES: Final[Sequence[RoomPolicies]] = (
    services.identity.policies.POLICIES,
    services.files.policies.POLICIES,
    services.organizations.policies.POLICIES,
    services.incubation.policies.POLICIES,
    services.catalog.policies.POLICIES,
    services.competitions.policies.POLICIES,
    services.solving.policies.POLICIES,
    services.judging.policies.POLICIES,
    services.matching.policies.POLICIES,
)

METADATA: Final = SQLModel.metadata


def table_names() -> list[str]:
    return sorted(METADATA.tables)
