"""The worker's turn in a test: queued jobs run, messages lie in the outbox."""

import re
from collections.abc import Sequence

import services.worker  # noqa: F401 - registers every room's jobs
from services.kit.database import Database
from services.kit.jobs import connected
from services.kit.mail import Mail, read_outbox
from services.kit.settings import Settings


async def run_jobs(database: Database, settings: Settings) -> None:
    """Run what is queued, and come back."""
    with connected(database.conninfo) as app:
        async with app.open_async():
            await app.run_worker_async(
                wait=False,
                install_signal_handlers=False,
                listen_notify=False,
                additional_context={"database": database, "settings": settings},
            )


async def take_mail(database: Database, settings: Settings) -> Sequence[Mail]:
    """Let the worker send what is queued; the messages of the outbox, oldest first."""
    await run_jobs(database, settings)
    return [kept.mail for kept in reversed(read_outbox(settings, 100))]


def secret_in(mail: Mail) -> str:
    """What follows the # of the one link in a message."""
    [secret] = re.findall(r"#(\S+)", mail.text)
    return str(secret)
