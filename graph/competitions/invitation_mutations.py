"""How a person becomes a judge."""

import strawberry

from graph.competitions.types import Competition, Judge
from graph.kit.declare import bounded
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref, node_refs
from services.competitions import inviting
from services.competitions.inviting import AT_ONCE_LIMIT
from services.kit.refusals import NotFound, RuleBroken


@strawberry.input
class InviteJudgeInput:
    judge_id: strawberry.ID


@strawberry.type
class InviteJudgeSuccess:
    judge: Judge
    secret: str = strawberry.field(description="Whoever presents it while signed in becomes this judge. Shown once.")


@strawberry.input
class MailJudgeInvitationsInput:
    competition_id: strawberry.ID
    judge_ids: list[strawberry.ID] = strawberry.field(description=f"At most {AT_ONCE_LIMIT}.")


@strawberry.type
class MailJudgeInvitationsSuccess:
    judges: list[Judge] = bounded(AT_ONCE_LIMIT, description="Whom a mail goes to.")


@strawberry.input
class AcceptInvitationInput:
    secret: str


@strawberry.type
class AcceptInvitationSuccess:
    judge: Judge


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound])
async def invite_judge(gesture: Gesture, input: InviteJudgeInput) -> InviteJudgeSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Judge, input.judge_id, "judgeId")
    secret = await inviting.invite_judge(gesture.tx, gesture.actor, key)
    return InviteJudgeSuccess(judge=node_ref(Judge, key), secret=secret)


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound],
    description="Mail judges who have an address and no account a link each, all or none; earlier links stop working.",
)
async def mail_judge_invitations(gesture: Gesture, input: MailJudgeInvitationsInput) -> MailJudgeInvitationsSuccess:  # noqa: A002 - the API's word
    competition_id = uuid_of(Competition, input.competition_id, "competitionId")
    keys = [uuid_of(Judge, given, f"judgeIds.{place}") for place, given in enumerate(input.judge_ids)]
    database = await gesture.release()
    mailed = await inviting.mail_invitations(database, gesture.actor, competition_id, keys)
    return MailJudgeInvitationsSuccess(judges=node_refs(Judge, mailed))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, RuleBroken])
async def accept_invitation(gesture: Gesture, input: AcceptInvitationInput) -> AcceptInvitationSuccess:  # noqa: A002 - the API's word
    judge = await inviting.accept_invitation(gesture.tx, gesture.actor, input.secret)
    return AcceptInvitationSuccess(judge=node_ref(Judge, judge.id))
