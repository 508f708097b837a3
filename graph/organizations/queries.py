import strawberry

from graph.kit.declare import Connection, by_id, listing
from graph.organizations.types import Organization, Restriction, Zone


@strawberry.type
class OrganizationsQuery:
    zone: Zone | None = by_id()
    zones: Connection[Zone] = listing()
    organization: Organization | None = by_id()
    organizations: Connection[Organization] = listing()
    restriction: Restriction | None = by_id()
    restrictions: Connection[Restriction] = listing()
