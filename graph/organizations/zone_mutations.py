"""What organizations say of themselves later on, who asks to belong, and what the zone decides."""

import strawberry

from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.organizations.types import Membership, MembershipRequest, Organization, Zone
from services.kit.refusals import NotFound, RuleBroken, Stale
from services.organizations import commands, merging, requesting
from services.organizations.commands import OrganizationProfile
from services.organizations.models import MemberRole, Verification
from services.organizations.rules import uscc_warning


@strawberry.input
class EditOrganizationInput:
    organization_id: strawberry.ID
    version: int
    name: str
    province: str = ""
    uscc: str | None = None
    zone_id: strawberry.ID | None = None


@strawberry.type
class EditOrganizationSuccess:
    organization: Organization
    uscc_warning: str | None


@strawberry.input
class VerifyOrganizationInput:
    organization_id: strawberry.ID
    state: Verification
    note: str = strawberry.field(default="", description="A rejection says why.")


@strawberry.type
class VerifyOrganizationSuccess:
    organization: Organization


@strawberry.input
class RequestMembershipInput:
    organization_id: strawberry.ID
    message: str = ""


@strawberry.type
class RequestMembershipSuccess:
    request: MembershipRequest


@strawberry.input
class AcceptRequestInput:
    membership_request_id: strawberry.ID
    role: MemberRole = MemberRole.MEMBER


@strawberry.type
class AcceptRequestSuccess:
    membership: Membership | None = strawberry.field(description="Null for a zone that let the first person in.")


@strawberry.input
class DeclineRequestInput:
    membership_request_id: strawberry.ID


@strawberry.type
class DeclineRequestSuccess:
    membership_request_id: strawberry.ID


@strawberry.input
class MergeOrganizationsInput:
    organization_id: strawberry.ID = strawberry.field(description="The one that stays.")
    merged_organization_id: strawberry.ID


@strawberry.type
class MergeOrganizationsSuccess:
    organization: Organization


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale])
async def edit_organization(gesture: Gesture, input: EditOrganizationInput) -> EditOrganizationSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    zone_id = uuid_of(Zone, input.zone_id, "zoneId") if input.zone_id else None
    new = OrganizationProfile(input.name, input.province, input.uscc, zone_id)
    edited = await commands.edit_organization(gesture.tx, gesture.actor, organization_id, input.version, new)
    warning = uscc_warning(edited.uscc) if edited.uscc else None
    return EditOrganizationSuccess(organization=node_ref(Organization, edited.id), uscc_warning=warning)


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound],
    description="Say, for the administration of its zone, whether an organization is who it says.",
)
async def verify_organization(gesture: Gesture, input: VerifyOrganizationInput) -> VerifyOrganizationSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    await requesting.verify_organization(gesture.tx, gesture.actor, organization_id, input.state, input.note)
    return VerifyOrganizationSuccess(organization=node_ref(Organization, organization_id))


@mutation(
    permission=Permission.IN_PERSON,
    refusals=[NotFound, RuleBroken],
    description="Ask to belong to an organization that is here; its admins decide, or its zone where it has nobody.",
)
async def request_membership(gesture: Gesture, input: RequestMembershipInput) -> RequestMembershipSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    request = await requesting.request_membership(gesture.tx, gesture.actor, organization_id, input.message)
    return RequestMembershipSuccess(request=node_ref(MembershipRequest, request.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound], description="Let somebody in who asked.")
async def accept_request(gesture: Gesture, input: AcceptRequestInput) -> AcceptRequestSuccess:  # noqa: A002 - the API's word
    request_id = uuid_of(MembershipRequest, input.membership_request_id, "membershipRequestId")
    membership = await requesting.accept_request(gesture.tx, gesture.actor, request_id, input.role)
    return AcceptRequestSuccess(membership=node_ref(Membership, membership.id))


@mutation(
    permission=Permission.SIGNED_IN, refusals=[NotFound], description="Decline a request, or take one's own back."
)
async def decline_request(gesture: Gesture, input: DeclineRequestInput) -> DeclineRequestSuccess:  # noqa: A002 - the API's word
    request_id = uuid_of(MembershipRequest, input.membership_request_id, "membershipRequestId")
    await requesting.decline_request(gesture.tx, gesture.actor, request_id)
    return DeclineRequestSuccess(membership_request_id=input.membership_request_id)


@mutation(
    permission=Permission.IN_PERSON,
    refusals=[NotFound, RuleBroken],
    description="Make two organizations of a zone one, for its administration; every row of the other moves.",
)
async def merge_organizations(gesture: Gesture, input: MergeOrganizationsInput) -> MergeOrganizationsSuccess:  # noqa: A002 - the API's word
    kept_id = uuid_of(Organization, input.organization_id, "organizationId")
    merged_id = uuid_of(Organization, input.merged_organization_id, "mergedOrganizationId")
    kept = await merging.merge_organizations(gesture.tx, gesture.actor, kept_id, merged_id)
    return MergeOrganizationsSuccess(organization=node_ref(Organization, kept.id))
