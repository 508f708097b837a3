"""The mails of notices: one event in its own words, several as a list."""

from collections.abc import Sequence
from typing import Final

from services.identity.mails import SIGNED
from services.identity.models import Account, Locale
from services.kit.mail import Mail
from services.kit.settings import Settings
from services.notices.models import Notice
from services.notices.words import GREETING, MORE, PAGE, SENTENCES, SUBJECT, say

MOST_LINES: Final = 50
SUBJECT_LENGTH: Final = 150


def notice_mail(settings: Settings, account: Account, notices: Sequence[Notice]) -> Mail:
    """What a person is told at once; `notices` is not empty."""
    locale = account.locale
    sentences = [say(locale, SENTENCES[notice.kind], notice.params) for notice in notices[:MOST_LINES]]
    if len(notices) > MOST_LINES:
        sentences.append(say(locale, MORE, {"count": len(notices) - MOST_LINES}))
    subject = sentences[0] if len(notices) == 1 else say(locale, SUBJECT, {"count": len(notices)})
    lines = sentences if len(notices) == 1 else [f"* {sentence}" for sentence in sentences]
    address = settings.public_url.rstrip("/")
    page = say(locale, PAGE, {"page": f"{address}/notices", "choices": f"{address}/account/notices"})
    sender = SIGNED[0 if locale is Locale.EN else 1]
    greeting = say(locale, GREETING, {"name": account.name})
    text = "\n\n".join([greeting, "\n".join(lines), page, f"-- \n{sender}\n"])
    return Mail(account.email, f"{sender}: {_one_line(subject)}", text)


def _one_line(text: str) -> str:
    """A subject holds no line break, which would end it and begin another header."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SUBJECT_LENGTH else f"{flat[: SUBJECT_LENGTH - 1]}…"
