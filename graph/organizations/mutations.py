import strawberry

from graph.identity.types import Account
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.organizations.types import Membership, Organization, Zone
from services.kit.refusals import NotFound, RuleBroken, Stale
from services.organizations import commands
from services.organizations.commands import NewOrganization
from services.organizations.models import MemberRole, OrganizationKind
from services.organizations.rules import uscc_warning


@strawberry.input
class CreateOrganizationInput:
    kind: OrganizationKind
    name: str
    province: str = ""
    uscc: str | None = strawberry.field(default=None, description="The unified social credit code, if it has one.")
    zone_id: strawberry.ID | None = None


@strawberry.type
class CreateOrganizationSuccess:
    organization: Organization
    uscc_warning: str | None = strawberry.field(
        description="Why the code looks wrong under GB 32100; it was taken all the same."
    )


@strawberry.input
class ChangeMemberRoleInput:
    organization_id: strawberry.ID
    account_id: strawberry.ID
    version: int = strawberry.field(description="Of the membership.")
    role: MemberRole


@strawberry.type
class ChangeMemberRoleSuccess:
    membership: Membership


@strawberry.input
class RemoveMemberInput:
    organization_id: strawberry.ID
    account_id: strawberry.ID


@strawberry.type
class RemoveMemberSuccess:
    organization: Organization


@mutation(permission=Permission.SIGNED_IN, description="Found an organization and become its first admin.")
async def create_organization(gesture: Gesture, input: CreateOrganizationInput) -> CreateOrganizationSuccess:  # noqa: A002 - the API's word
    zone_id = uuid_of(Zone, input.zone_id, "zoneId") if input.zone_id else None
    new = NewOrganization(input.kind, input.name, input.province, input.uscc, zone_id)
    organization = await commands.create_organization(gesture.tx, gesture.actor, new)
    return CreateOrganizationSuccess(
        organization=node_ref(Organization, organization.id),
        uscc_warning=uscc_warning(organization.uscc) if organization.uscc else None,
    )


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def change_member_role(gesture: Gesture, input: ChangeMemberRoleInput) -> ChangeMemberRoleSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    account_id = uuid_of(Account, input.account_id, "accountId")
    membership = await commands.change_member_role(
        gesture.tx, gesture.actor, organization_id, account_id, version=input.version, role=input.role
    )
    return ChangeMemberRoleSuccess(membership=node_ref(Membership, membership.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, RuleBroken])
async def remove_member(gesture: Gesture, input: RemoveMemberInput) -> RemoveMemberSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    account_id = uuid_of(Account, input.account_id, "accountId")
    await commands.remove_member(gesture.tx, gesture.actor, organization_id, account_id)
    return RemoveMemberSuccess(organization=node_ref(Organization, organization_id))
