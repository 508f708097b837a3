import strawberry

from graph.kit.declare import Connection, by_id, listing
from graph.organizations.types import Organization, Zone


@strawberry.type
class OrganizationsQuery:
    zone: Zone | None = by_id()
    zones: Connection[Zone] = listing()
    organization: Organization | None = by_id()
    organizations: Connection[Organization] = listing()
