"""The room's jobs."""

from uuid import UUID

from procrastinate import JobContext

from services.competitions import staffing
from services.identity.tasks import UNTIL_SENT
from services.kit.jobs import MAIL_QUEUE, tasks


@tasks.task(name=staffing.SEND_JOB, queue=MAIL_QUEUE, pass_context=True, retry=UNTIL_SENT)
async def send_invitation(context: JobContext, invitation_id: str) -> None:
    given = context.additional_context
    await staffing.send_invitation(given["database"], given["settings"], UUID(invitation_id))
