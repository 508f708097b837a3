"""Inviting people to an organization, and following an invitation."""

from datetime import datetime

import strawberry

from graph.identity.mutations import keep_cookie
from graph.identity.types import Account
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.organizations.types import Invitation, Membership, Organization
from services.kit.refusals import NotAllowed, NotFound
from services.organizations import inviting
from services.organizations.models import MemberRole


@strawberry.input
class InviteMemberInput:
    organization_id: strawberry.ID
    email: str
    role: MemberRole = MemberRole.MEMBER


@strawberry.type
class InviteMemberSuccess:
    invitation: Invitation


@strawberry.input
class RevokeInvitationInput:
    invitation_id: strawberry.ID


@strawberry.type
class RevokeInvitationSuccess:
    email: str


@strawberry.input
class OpenInvitationInput:
    token: str


@strawberry.type
class OpenInvitationSuccess:
    organization_name: str
    email: str
    role: MemberRole
    ends_at: datetime
    has_account: bool = strawberry.field(description="Whether to sign in and accept, or to sign up by the invitation.")


@strawberry.input
class AcceptMembershipInput:
    token: str


@strawberry.type
class AcceptMembershipSuccess:
    membership: Membership


@strawberry.input
class SignUpByInvitationInput:
    token: str
    name: str
    password: str


@strawberry.type
class SignUpByInvitationSuccess:
    account: Account
    membership: Membership
    expires_at: datetime


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound],
    description="Mail somebody a link to belong to an organization; an earlier link to the same address stops working.",
)
async def invite_member(gesture: Gesture, input: InviteMemberInput) -> InviteMemberSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    database = await gesture.release()
    invitation = await inviting.invite_member(database, gesture.actor, organization_id, input.email, input.role)
    return InviteMemberSuccess(invitation=node_ref(Invitation, invitation.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound], description="Take an invitation back.")
async def revoke_invitation(gesture: Gesture, input: RevokeInvitationInput) -> RevokeInvitationSuccess:  # noqa: A002 - the API's word
    invitation_id = uuid_of(Invitation, input.invitation_id, "invitationId")
    email = await inviting.revoke_invitation(gesture.tx, gesture.actor, invitation_id)
    return RevokeInvitationSuccess(email=email)


@mutation(
    permission=Permission.ANYONE,
    refusals=[NotFound],
    as_system=True,
    description="What an invitation is about, for whoever holds its secret; it stays open.",
)
async def open_invitation(gesture: Gesture, input: OpenInvitationInput) -> OpenInvitationSuccess:  # noqa: A002 - the API's word
    opened = await inviting.open_invitation(gesture.tx, input.token)
    return OpenInvitationSuccess(
        organization_name=opened.organization.name,
        email=opened.invitation.email,
        role=opened.invitation.role,
        ends_at=opened.invitation.ends_at,
        has_account=opened.has_account,
    )


@mutation(permission=Permission.IN_PERSON, refusals=[NotFound], description="Belong to the organization that invited.")
async def accept_membership(gesture: Gesture, input: AcceptMembershipInput) -> AcceptMembershipSuccess:  # noqa: A002 - the API's word
    membership = await inviting.accept_membership(gesture.tx, gesture.actor, input.token)
    return AcceptMembershipSuccess(membership=node_ref(Membership, membership.id))


@mutation(
    permission=Permission.ANYONE,
    refusals=[NotFound, NotAllowed],
    description="Sign up by an invitation and belong to the organization, signed in by a cookie.",
)
async def sign_up_by_invitation(gesture: Gesture, input: SignUpByInvitationInput) -> SignUpByInvitationSuccess:  # noqa: A002 - the API's word
    database = await gesture.release()
    signed, membership = await inviting.sign_up_by_invitation(
        database, input.token, input.name, input.password, gesture.context.origin
    )
    keep_cookie(gesture, signed)
    return SignUpByInvitationSuccess(
        account=node_ref(Account, signed.account.id),
        membership=node_ref(Membership, membership.id),
        expires_at=signed.expires_at,
    )
