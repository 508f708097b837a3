"""The room's jobs."""

from uuid import UUID

from procrastinate import JobContext

from services.competitions import inviting, staffing
from services.identity.tasks import UNTIL_SENT
from services.kit.jobs import MAIL_QUEUE, tasks


@tasks.task(name=staffing.SEND_JOB, queue=MAIL_QUEUE, pass_context=True, retry=UNTIL_SENT)
async def send_invitation(context: JobContext, invitation_id: str) -> None:
    given = context.additional_context
    await staffing.send_invitation(given["database"], given["settings"], UUID(invitation_id))


@tasks.task(name=inviting.MAIL_JOB, queue=MAIL_QUEUE, pass_context=True, retry=UNTIL_SENT)
async def mail_judge_invitation(context: JobContext, judge_id: str, inviter_id: str) -> None:
    given = context.additional_context
    inviter = UUID(inviter_id) if inviter_id else None
    await inviting.mail_invitation(given["database"], given["settings"], UUID(judge_id), inviter)
