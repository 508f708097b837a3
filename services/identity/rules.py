"""What an account may look like, and who is signed in."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network
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

EMAIL: Final = re.compile(r"[^\s\x00-\x20@<>()\[\],;:\\\"]+@[\w-]+(\.[\w-]+)+")
"""Rough on purpose: whether an address works is only known when a message arrives."""


def require_account(actor: Actor) -> UUID:
    """The account that acts; refuses nobody and the system."""
    if actor.account_id is None:
        raise NotAllowed("SIGN_IN_REQUIRED")
    return actor.account_id


def require_system(actor: Actor) -> None:
    if not actor.is_system:
        raise NotAllowed("SYSTEM_REQUIRED")


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


@dataclass(frozen=True, slots=True)
class AttemptLimit:
    """How often something may be tried in a window of time; `purpose` keeps the counts apart."""

    purpose: str
    count: int
    window: timedelta

    def of(self, *whose: str) -> "Attempt":
        return Attempt(self, sha256("\n".join((self.purpose, *whose)).encode()).digest())


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of somebody, to be counted under `key`."""

    limit: AttemptLimit
    key: bytes


SIGN_IN_HERE: Final = AttemptLimit("sign-in here", 10, timedelta(minutes=15))
"""As one e-mail address from one network address: the wait that people meet."""

SIGN_IN_FROM: Final = AttemptLimit("sign-in from", 100, timedelta(minutes=15))
"""From one network address, whoever's name is tried: offices share one."""

SIGN_IN_AS: Final = AttemptLimit("sign-in as", 50, timedelta(minutes=15))
"""As one e-mail address, from all addresses where its account is not familiar: guessing from many at once.

Its owner is not locked out where they signed in before, and elsewhere for a quarter of an hour at most, or until they
reset their password by mail.
"""

LINKS_FROM: Final = AttemptLimit("links from", 30, timedelta(hours=1))
LINKS_TO: Final = AttemptLimit("links to", 5, timedelta(hours=1))
"""Of one kind to one address: nobody's mailbox is filled by us, and whoever meets this limit has five fresh links of
that kind to follow. Strangers who ask for another kind stand in nobody's way."""


SECOND_FACTOR: Final = AttemptLimit("second factor", 20, timedelta(days=1))
"""Of one account, whose password was right: a code has six digits."""


def network_of(address: str) -> str:
    """What counts as one place: an IPv4 address, or the /64 that one IPv6 household gets."""
    try:
        given = ip_address(address)
    except ValueError:
        return address
    return str(given) if given.version == 4 else str(ip_network((given, 64), strict=False))  # noqa: PLR2004 - IPv4


def require_attempt_left(attempt: Attempt, attempt_count: int, ends_at: datetime) -> None:
    if attempt_count > attempt.limit.count:
        wait_seconds = max(1, round((ends_at - now()).total_seconds()))
        raise NotAllowed("TOO_MANY_ATTEMPTS", wait_seconds=wait_seconds)
