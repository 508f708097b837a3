"""The room's jobs."""

from uuid import UUID

from procrastinate import JobContext

from services.identity.tasks import UNTIL_SENT
from services.kit.jobs import MAIL_QUEUE, tasks
from services.organizations import inviting


@tasks.task(name=inviting.SEND_JOB, queue=MAIL_QUEUE, pass_context=True, retry=UNTIL_SENT)
async def send_invitation(context: JobContext, invitation_id: str) -> None:
    given = context.additional_context
    await inviting.send_invitation(given["database"], given["settings"], UUID(invitation_id))
