"""What an account may look like, and who is signed in."""

import re
import unicodedata
from typing import Final
from uuid import UUID

from services.kit.actor import Actor
from services.kit.refusals import FieldFault, NotAllowed

NAME_LENGTH: Final = 80
EMAIL_LENGTH: Final = 254
LOCAL_PART_LENGTH: Final = 64
PASSWORD_MIN_LENGTH: Final = 10
PASSWORD_MAX_LENGTH: Final = 128
"""Long enough for any passphrase, short enough that hashing it costs nothing extra."""

EMAIL: Final = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@.<>()\[\],;:\\\"]+(\.[^\s@.<>()\[\],;:\\\"]+)+")
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


def email_faults(email: str) -> list[FieldFault]:
    """What is wrong with a normal e-mail address."""
    if not email:
        return [FieldFault("email", "REQUIRED")]
    if len(email) > EMAIL_LENGTH or len(email.partition("@")[0]) > LOCAL_PART_LENGTH:
        return [FieldFault("email", "TOO_LONG", {"max_length": EMAIL_LENGTH})]
    if not EMAIL.fullmatch(email):
        return [FieldFault("email", "NOT_AN_EMAIL")]
    return []


def name_faults(name: str) -> list[FieldFault]:
    if not name:
        return [FieldFault("name", "REQUIRED")]
    if len(name) > NAME_LENGTH:
        return [FieldFault("name", "TOO_LONG", {"max_length": NAME_LENGTH})]
    return []


def password_faults(password: str, *, email: str, name: str) -> list[FieldFault]:
    """Length counts, recipes of characters do not (NIST SP 800-63B); what everyone knows of the person is refused."""
    if len(password) < PASSWORD_MIN_LENGTH:
        return [FieldFault("password", "TOO_SHORT", {"min_length": PASSWORD_MIN_LENGTH})]
    if len(password) > PASSWORD_MAX_LENGTH:
        return [FieldFault("password", "TOO_LONG", {"max_length": PASSWORD_MAX_LENGTH})]
    if password.casefold() in {email, email.partition("@")[0], name.casefold()} or len(set(password)) == 1:
        return [FieldFault("password", "TOO_EASY")]
    return []
