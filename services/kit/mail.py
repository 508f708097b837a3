"""Mail: by SMTP where a deployment has a server, else into a folder that a person can look into."""

import asyncio
import os
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Final

from services.kit.clock import now
from services.kit.ids import new_id
from services.kit.settings import MailSecurity, Settings

TIMEOUT_SECONDS: Final = 30
OUTBOX: Final = "outbox"


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one address."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A message that was written into the outbox, there being no server to send it by."""

    mail: Mail
    written_at: datetime


async def send_mail(settings: Settings, mail: Mail) -> None:
    """Hand a message to the server of this deployment, or keep it in the outbox; raises what went wrong."""
    message = _message(settings, mail)
    deliver = _submit if settings.smtp_host else _keep
    await asyncio.to_thread(deliver, settings, message)


def outbox_folder(settings: Settings) -> Path:
    return settings.home / OUTBOX


def read_outbox(settings: Settings, limit: int) -> list[KeptMail]:
    """The newest messages of the outbox."""
    files = sorted(outbox_folder(settings).glob("*.eml"), reverse=True)[:limit]
    return [_kept(path) for path in files]


def _message(settings: Settings, mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTPUTF8)
    message["From"], message["To"], message["Subject"] = settings.mail_from, mail.to, mail.subject
    message["Date"], message["Message-ID"] = format_datetime(now()), make_msgid(domain="greenbridge.invalid")
    message["Auto-Submitted"] = "auto-generated"  # so that no absent person's answer comes back
    message.set_content(mail.text)
    return message


def _submit(settings: Settings, message: EmailMessage) -> None:
    context = ssl.create_default_context()
    address = (settings.smtp_host or "", settings.smtp_port)
    is_wrapped = settings.smtp_security is MailSecurity.TLS
    with (
        smtplib.SMTP_SSL(*address, timeout=TIMEOUT_SECONDS, context=context)
        if is_wrapped
        else smtplib.SMTP(*address, timeout=TIMEOUT_SECONDS)
    ) as server:
        if settings.smtp_security is MailSecurity.STARTTLS:
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        server.send_message(message)


def _keep(settings: Settings, message: EmailMessage) -> None:
    """Write the message whole or not at all: a reader may look at any moment."""
    folder = outbox_folder(settings)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # its links open accounts
    name = new_id().hex  # names that grow with time
    half = folder / f"{name}.half"
    half.write_bytes(bytes(message))
    os.replace(half, folder / f"{name}.eml")  # noqa: PTH105 - replaces in one step


def _kept(path: Path) -> KeptMail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    text = str(message.get_content()).replace("\r\n", "\n")
    written_at = message["Date"].datetime
    return KeptMail(Mail(str(message["To"]), str(message["Subject"]), text), written_at)
