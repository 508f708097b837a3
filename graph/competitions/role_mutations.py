"""Who helps to run one event."""

import strawberry

from graph.competitions.role_types import CompetitionInvitation, CompetitionRole
from graph.competitions.types import Competition
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from services.competitions import staffing
from services.competitions.models import EventRole
from services.kit.refusals import NotFound, Stale


@strawberry.input
class InviteStaffInput:
    competition_id: strawberry.ID
    email: str
    role: EventRole = EventRole.STAFF


@strawberry.type
class InviteStaffSuccess:
    invitation: CompetitionInvitation


@strawberry.input
class RevokeStaffInvitationInput:
    competition_invitation_id: strawberry.ID


@strawberry.type
class RevokeStaffInvitationSuccess:
    email: str


@strawberry.input
class AcceptEventRoleInput:
    token: str


@strawberry.type
class AcceptEventRoleSuccess:
    role: CompetitionRole
    competition: Competition | None


@strawberry.input
class ChangeEventRoleInput:
    competition_role_id: strawberry.ID
    version: int
    role: EventRole


@strawberry.type
class ChangeEventRoleSuccess:
    role: CompetitionRole


@strawberry.input
class RemoveEventRoleInput:
    competition_role_id: strawberry.ID


@strawberry.type
class RemoveEventRoleSuccess:
    removed_id: strawberry.ID


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound],
    description="Mail somebody a link to help at an event: a colleague, or anybody else.",
)
async def invite_staff(gesture: Gesture, input: InviteStaffInput) -> InviteStaffSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Competition, input.competition_id, "competitionId")
    database = await gesture.release()
    invitation = await staffing.invite_staff(database, gesture.actor, key, input.email, input.role)
    return InviteStaffSuccess(invitation=node_ref(CompetitionInvitation, invitation.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound], description="Take such an invitation back.")
async def revoke_staff_invitation(gesture: Gesture, input: RevokeStaffInvitationInput) -> RevokeStaffInvitationSuccess:  # noqa: A002 - the API's word
    key = uuid_of(CompetitionInvitation, input.competition_invitation_id, "competitionInvitationId")
    return RevokeStaffInvitationSuccess(email=await staffing.revoke_invitation(gesture.tx, gesture.actor, key))


@mutation(permission=Permission.IN_PERSON, refusals=[NotFound], description="Help at the event that asked by mail.")
async def accept_event_role(gesture: Gesture, input: AcceptEventRoleInput) -> AcceptEventRoleSuccess:  # noqa: A002 - the API's word
    held = await staffing.accept_role(gesture.tx, gesture.actor, input.token)
    competition = node_ref(Competition, held.competition_id)
    return AcceptEventRoleSuccess(role=node_ref(CompetitionRole, held.id), competition=competition)


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale])
async def change_event_role(gesture: Gesture, input: ChangeEventRoleInput) -> ChangeEventRoleSuccess:  # noqa: A002 - the API's word
    key = uuid_of(CompetitionRole, input.competition_role_id, "competitionRoleId")
    held = await staffing.change_event_role(gesture.tx, gesture.actor, key, input.version, input.role)
    return ChangeEventRoleSuccess(role=node_ref(CompetitionRole, held.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound], description="End somebody's help, or one's own.")
async def remove_event_role(gesture: Gesture, input: RemoveEventRoleInput) -> RemoveEventRoleSuccess:  # noqa: A002 - the API's word
    key = uuid_of(CompetitionRole, input.competition_role_id, "competitionRoleId")
    await staffing.remove_event_role(gesture.tx, gesture.actor, key)
    return RemoveEventRoleSuccess(removed_id=input.competition_role_id)
