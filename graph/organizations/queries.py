import strawberry

from graph.kit.context import Context
from graph.kit.declare import Connection, by_id, listing
from graph.kit.node_ids import shown_id, uuid_of
from graph.kit.specs import LIMIT
from graph.organizations.types import (
    MembershipRequest,
    Organization,
    OrganizationMerge,
    Restriction,
    SimilarOrganization,
    Zone,
)
from services.kit.refusals import NotFound
from services.organizations import merging


@strawberry.type
class OrganizationsQuery:
    zone: Zone | None = by_id()
    zones: Connection[Zone] = listing()
    organization: Organization | None = by_id()
    organizations: Connection[Organization] = listing()
    organization_merges: Connection[OrganizationMerge] = listing(description="Organizations that became another.")
    restriction: Restriction | None = by_id()
    restrictions: Connection[Restriction] = listing()
    membership_requests: Connection[MembershipRequest] = listing(
        description="Requests of yours, and those that you decide."
    )

    @strawberry.field(  # type: ignore[untyped-decorator]  # Strawberry gives Any for an async resolver
        description="Organizations of the same kind that may be this one under another name, nearest first.",
        metadata={LIMIT: merging.SIMILAR_LIMIT},
    )
    async def similar_organizations(
        self, info: strawberry.Info[Context, None], organization_id: strawberry.ID
    ) -> list[SimilarOrganization] | None:
        context = info.context
        key = uuid_of(Organization, organization_id, "organizationId")
        try:
            async with context.database.transaction(context.actor) as tx:
                found = await merging.find_similar(tx, key)
        except NotFound:  # it was merged itself
            return None
        return [
            SimilarOrganization(
                organization_id=shown_id("Organization", each.organization_id),
                name=each.name,
                score=each.score,
            )
            for each in found
        ]
