"""What an account may look like, and who is signed in."""

import re
import unicodedata
from datetime import datetime
from typing import Final
from uuid import UUID

from services.kit.actor import Actor
from services.kit.clock import now
from services.kit.faults import InputFaults
from services.kit.refusals import NotAllowed

NAME_LENGTH: Final = 80
EMAIL_LENGTH: Final = 254
LOCAL_PART_LENGTH: Final = 64
PASSWORD_MIN_LENGTH: Final = 10
PASSWORD_MAX_LENGTH: Final = 128
"""Long enough for any passphrase, short enough that hashing it costs nothing extra."""

ATTEMPT_LIMIT: Final = 10
"""Attempts to sign in before one has to wait."""

EMAIL: Final = re.compile(r"[^\s\x00-\x20@<>()\[\],;:\\\"]+@[\w-]+(\.[\w-]+)+")
"""Rough on purpose: whether an address works is only known when a message arrives."""


def require_account(actor: Actor) -> UUID:
    """The account that acts; refuses nobody and the system."""
    if actor.account_id is None:
        raise NotAllowed("SIGN_IN_REQUIRED")
    return actor.account_id


def normal_email(email: str) -> str:
    """The form in which addresses are stored and compared."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def normal_password(password: str) -> str:
    """The same password whichever keyboard composed its characters."""
    return unicodedata.normalize("NFKC", password)


def check_email(faults: InputFaults, email: str) -> None:
    """Name what is wrong with a normal e-mail address."""
    faults.require_text("email", email, EMAIL_LENGTH)
    if email and (not EMAIL.fullmatch(email) or len(email.partition("@")[0]) > LOCAL_PART_LENGTH):
        faults.add("email", "NOT_AN_EMAIL")


def check_password(faults: InputFaults, password: str, *, email: str, name: str) -> None:
    """Length counts, recipes of characters do not (NIST SP 800-63B); what everyone knows of the person is refused."""
    if len(password) < PASSWORD_MIN_LENGTH:
        faults.add("password", "TOO_SHORT", min_length=PASSWORD_MIN_LENGTH)
    elif len(password) > PASSWORD_MAX_LENGTH:
        faults.add("password", "TOO_LONG", length=len(password), max_length=PASSWORD_MAX_LENGTH)
    elif len(set(password)) == 1 or password.casefold() in {email, email.partition("@")[0], name.casefold()}:
        faults.add("password", "TOO_EASY")


def require_attempt_left(attempt_count: int, ends_at: datetime) -> None:
    """Guessing is slowed down per e-mail and network address, so that nobody is locked out by a stranger elsewhere."""
    if attempt_count > ATTEMPT_LIMIT:
        wait_seconds = max(1, round((ends_at - now()).total_seconds()))
        raise NotAllowed("TOO_MANY_ATTEMPTS", wait_seconds=wait_seconds)
