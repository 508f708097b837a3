"""The schema: every room adds itself to ROOMS, in the order in which the SDL shows them."""

from collections.abc import Sequence
from typing import Final

import strawberry

import graph.identity.mutations
import graph.organizations.mutations
from graph.files.queries import FilesQuery
from graph.identity.queries import IdentityQuery
from graph.kit.api import PlannedSchema
from graph.kit.assembly import Room, assemble
from graph.kit.declare import Node, by_id
from graph.organizations.queries import OrganizationsQuery


@strawberry.type
class KitQuery:
    node: Node | None = by_id(description="Anything by its id; null when there is none or you may not see it.")


ROOMS: Final[Sequence[Room]] = (
    Room(query=KitQuery),
    Room(query=IdentityQuery, mutations=graph.identity.mutations),
    Room(query=OrganizationsQuery, mutations=graph.organizations.mutations),
    Room(query=FilesQuery),
)


def build_schema(*, suggestions: bool = False) -> PlannedSchema:
    """The schema of all rooms; `suggestions` lets error messages name what might have been meant."""
    return assemble(ROOMS, suggestions=suggestions)
