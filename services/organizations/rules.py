"""What an organization may look like, and who decides about its members."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.kit.refusals import NotAllowed, Param, RuleBroken
from services.organizations.models import MemberRole, OrganizationKind

NAME_LENGTH: Final = 120
PROVINCE_LENGTH: Final = 40
USCC_LENGTH: Final = 18
USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"

RANK: Final[Mapping[MemberRole, int]] = {MemberRole.VIEWER: 0, MemberRole.MEMBER: 1, MemberRole.ADMIN: 2}

SYSTEM_KINDS: Final = frozenset({OrganizationKind.ZONE_ADMIN})
"""Kinds that speak with public authority: nobody can found one for themselves."""


def uscc_warning(code: str) -> str | None:
    """Why a unified social credit code looks wrong under GB 32100, or None.

    A warning and never a refusal: old codes of some cities fail the check and are legal.
    """
    if len(code) != USCC_LENGTH:
        return "USCC_LENGTH"
    if any(character not in USCC_ALPHABET for character in code):
        return "USCC_CHARACTER"
    if code[-1] != uscc_check_character(code[:-1]):
        return "USCC_CHECK_CHARACTER"
    return None


def uscc_check_character(body: str) -> str:
    """The last character that GB 32100 gives to the first seventeen."""
    size = len(USCC_ALPHABET)
    total = sum(USCC_ALPHABET.index(character) * pow(3, place, size) for place, character in enumerate(body))
    return USCC_ALPHABET[-total % size]


def normal_uscc(code: str | None) -> str | None:
    return normal_name(code or "").replace(" ", "").upper() or None


def normal_name(name: str) -> str:
    """Single spaces between words, and no NUL, which the database cannot even compare."""
    return " ".join(name.replace("\x00", " ").split())


def check_organization(faults: InputFaults, name: str, province: str, uscc: str | None) -> None:
    """Name what is wrong with the normal form of these fields."""
    faults.require_text("name", name, NAME_LENGTH)
    faults.check_text("province", province, PROVINCE_LENGTH)
    faults.check_text("uscc", uscc or "", USCC_LENGTH)


def require_may_found(actor: Actor, kind: OrganizationKind) -> None:
    if actor.is_system:
        return
    if actor.account_id is None:
        raise NotAllowed("SIGN_IN_REQUIRED")
    if kind in SYSTEM_KINDS:
        raise NotAllowed("KIND_NEEDS_VERIFICATION", kind=kind)


def require_role(role: MemberRole | None, *, at_least: MemberRole | None, organization: str) -> None:
    """Refuse who is no member, no admin where one is wanted, or only looks where nothing else was said."""
    if role is None:
        raise NotAllowed("NOT_A_MEMBER", organization=organization)
    if role is MemberRole.VIEWER and at_least is not MemberRole.VIEWER:
        raise NotAllowed("VIEWER_ONLY", organization=organization)
    if at_least is MemberRole.ADMIN and role is not MemberRole.ADMIN:
        raise NotAllowed("ADMIN_REQUIRED", organization=organization)


def require_may_remove(actor: Actor, actor_role: MemberRole | None, account_id: UUID) -> None:
    """Admins decide who belongs; everybody may leave."""
    if actor.is_system or actor.account_id == account_id or actor_role is MemberRole.ADMIN:
        return
    raise NotAllowed("ADMIN_REQUIRED")


def require_admin_remains(other_admin_count: int) -> None:
    """An organization that nobody speaks for could never be mended from within."""
    if not other_admin_count:
        raise RuleBroken("LAST_ADMIN")


REASON_LENGTH: Final = 500
INDUSTRY_LENGTH: Final = 80
GROUNDS_LENGTH: Final = 2000
LONGEST_DAYS: Final = 3660


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody who is to be admitted somewhere, as far as they are known there."""

    name: str
    uscc: str | None = None
    industry: str = ""


@dataclass(frozen=True, slots=True)
class Restricted:
    """Why somebody may not enter, and until when if that is known."""

    reason: str
    ends_on: date | None

    @property
    def params(self) -> Mapping[str, Param]:
        ends_on = {"ends_on": self.ends_on.isoformat()} if self.ends_on else {}
        return {"reason": self.reason, **ends_on}


@dataclass(frozen=True, slots=True)
class NewRestriction:
    """Whom a zone administration restricts, why, and for how long."""

    reason: str
    starts_on: date
    ends_on: date | None = None
    name: str = ""
    uscc: str | None = None
    industry: str = ""


def check_restriction(faults: InputFaults, new: NewRestriction) -> None:
    """Name what is wrong with the normal form of a restriction."""
    if not (new.name or new.uscc or new.industry):
        faults.add("name", "REQUIRED")
    faults.check_text("name", new.name, NAME_LENGTH)
    faults.check_text("uscc", new.uscc or "", USCC_LENGTH)
    faults.check_text("industry", new.industry, INDUSTRY_LENGTH)
    faults.require_text("reason", new.reason, REASON_LENGTH)
    faults.check_date("endsOn", new.ends_on, new.starts_on, new.starts_on + timedelta(days=LONGEST_DAYS))


def stands_for(name: str | None, uscc: str | None, *, organization_name: str, organization_uscc: str | None) -> bool:
    """Whether a restriction's subject is this organization by name or code."""
    return (name is not None and name == organization_name) or (uscc is not None and uscc == organization_uscc)
