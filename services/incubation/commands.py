"""Registering an incubator and its startups."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.incubation.arrivals import (
    Arrivals,
    Register,
    Remark,
    find_own_faults,
    is_coming,
    list_warnings,
    normal_startup,
    recognize,
)
from services.incubation.inputs import IncubatorProfile, NewIncubator, NewStartup, StartupsRegistered
from services.incubation.models import Incubator
from services.incubation.packs import get_pack, get_residency_terms
from services.incubation.queries import (
    count_incubatees,
    find_known_startups,
    find_organizations,
    get_incubator,
    list_resident_elsewhere,
    list_tended,
    list_with_people,
)
from services.incubation.record import Record
from services.incubation.rules import FIGURES, Figures, SelfCheck, self_check
from services.kit import clock
from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.kit.refusals import FieldFault, InvalidInput
from services.kit.versions import require_version
from services.organizations.commands import NewOrganization, create_organization
from services.organizations.models import MemberRole, Organization, OrganizationKind
from services.organizations.queries import get_organization, list_restricted, require_member
from services.organizations.rules import Subject, uscc_warning

STARTUP_LIMIT: Final = 2_000
LARGEST_COUNT: Final = 10_000_000
EARLIEST: Final = date(1949, 10, 1)


async def register_incubator(tx: AsyncSession, actor: Actor, new: NewIncubator) -> tuple[Incubator, list[FieldFault]]:
    """Found the incubator's organization with its figures; the second value are warnings that stand against nothing."""
    _require_profile(new.profile)
    organization = await create_organization(
        tx,
        actor,
        NewOrganization(
            OrganizationKind.INCUBATOR, new.name, province=new.province, uscc=new.uscc, zone_id=new.zone_id
        ),
    )
    incubator = Incubator(organization_id=organization.id, kind=new.profile.kind)
    _take_profile(incubator, new.profile)
    tx.add(incubator)
    await tx.flush()
    return incubator, _uscc_warnings(organization)


async def edit_incubator(
    tx: AsyncSession, actor: Actor, incubator_id: UUID, version: int, profile: IncubatorProfile
) -> Incubator:
    """Replace what the incubator says of itself."""
    incubator = await get_incubator(tx, incubator_id)
    await require_member(tx, actor, incubator.organization_id, role=MemberRole.ADMIN)
    await tx.refresh(incubator, with_for_update=True)
    require_version("INCUBATOR_STALE", incubator, version)
    _require_profile(profile)
    _take_profile(incubator, profile)
    incubator.version += 1
    await tx.flush()
    return incubator


async def check_incubator(tx: AsyncSession, incubator: Incubator) -> SelfCheck:
    """Hold the incubator against the pack in force. Startups that are here count where no number was declared."""
    declared = {name: getattr(incubator, name) for name in FIGURES}
    if declared["incubatee_count"] is None:
        declared["incubatee_count"] = await count_incubatees(tx, incubator.organization_id) or None
    today = clock.today()
    return self_check(
        Figures(**declared),
        incubator.kind,
        pack=get_pack(today),
        on=today,
        is_hardship_region=incubator.is_hardship_region,
    )


async def register_startups(
    tx: AsyncSession, actor: Actor, incubator_id: UUID, startups: Sequence[NewStartup], *, dry_run: bool = False
) -> StartupsRegistered:
    """Enter startups and their stays, all or none; one that is known already is brought up to date."""
    incubator = await get_tended_incubator(tx, actor, incubator_id)
    if not 0 < len(startups) <= STARTUP_LIMIT:
        fault = FieldFault("startups", "OUT_OF_RANGE", {"minimum": 1, "maximum": STARTUP_LIMIT, "value": len(startups)})
        raise InvalidInput([fault])
    recorded = await record_startups(tx, actor, incubator, startups, dry_run=dry_run)
    if recorded.faults:
        raise InvalidInput([_at_path(fault) for fault in recorded.faults])
    return recorded.registered


async def get_tended_incubator(tx: AsyncSession, actor: Actor, incubator_id: UUID) -> Incubator:
    """The incubator, for those who belong to it."""
    incubator = await get_incubator(tx, incubator_id)
    await require_member(tx, actor, incubator.organization_id)
    return incubator


@dataclass(frozen=True, slots=True)
class Recorded:
    """What entering startups did, with what stands against them and what to look at again."""

    registered: StartupsRegistered
    faults: Sequence[Remark]
    warnings: Sequence[Remark]


async def record_startups(
    tx: AsyncSession, actor: Actor, incubator: Incubator, given: Sequence[NewStartup], *, dry_run: bool
) -> Recorded:
    """Enter startups where nothing stands against any of them."""
    today = clock.today()
    startups = [normal_startup(each) for each in given]
    faults = find_own_faults(startups, today)
    arrivals = recognize(startups, await _load_register(tx, incubator.organization_id, startups))
    faults += arrivals.faults
    faults = [*faults, *await _list_restricted(tx, arrivals)]
    tended = None if actor.is_system else await list_tended(tx)
    asked = await list_with_people(tx, [known.organization.id for _, known in arrivals.startups if known])
    record = Record(await get_organization(tx, incubator.organization_id), tended, asked)
    if not faults:
        await record.take_in(tx, arrivals.startups, dry_run=dry_run)
    warnings = (*list_warnings(startups, get_residency_terms(today), today), *record.warnings)
    return Recorded(record.report(tuple(_at_path(warning) for warning in warnings)), faults, warnings)


async def _list_restricted(tx: AsyncSession, arrivals: Arrivals) -> list[Remark]:
    """Who of those that come may not; who is here already may stay, and leave."""
    coming = {place: startup for place, (startup, known) in enumerate(arrivals.startups) if is_coming(startup, known)}
    subjects = [Subject(startup.name, startup.uscc, startup.industry) for startup in coming.values()]
    restricted = await list_restricted(tx, subjects)
    places = list(coming)
    return [Remark(places[at], "name", "RESTRICTED", found.params) for at, found in restricted.items()]


async def _load_register(tx: AsyncSession, organization_id: UUID, startups: Sequence[NewStartup]) -> Register:
    organizations = await find_organizations(
        tx, {each.name for each in startups}, {each.uscc for each in startups if each.uscc}
    )
    known = await find_known_startups(tx, organization_id, organizations)
    return Register(known, await list_resident_elsewhere(tx, organization_id, known))


def _take_profile(incubator: Incubator, profile: IncubatorProfile) -> None:
    incubator.kind, incubator.level = profile.kind, profile.level
    incubator.is_hardship_region, incubator.main_industry = profile.is_hardship_region, profile.main_industry.strip()
    for name, value in asdict(profile.figures).items():
        setattr(incubator, name, value)


def _require_profile(profile: IncubatorProfile) -> None:
    faults = InputFaults()
    faults.check_text("mainIndustry", profile.main_industry.strip(), 80)
    figures = profile.figures
    faults.check_date("figures.foundedOn", figures.founded_on, EARLIEST, clock.today())
    for name in FIGURES:
        if name != "founded_on":
            faults.check_range(f"figures.{camel(name)}", getattr(figures, name), 0, LARGEST_COUNT)
    for part, whole in PARTS:
        _check_part(faults, figures, part, whole)
    faults.raise_if_any()


PARTS: Final = (
    ("incubatee_area_m2", "area_m2"),
    ("professional_count", "staff_count"),
    ("funded_count", "incubatee_count"),
    ("patent_applicant_count", "incubatee_count"),
    ("ip_holder_count", "incubatee_count"),
    ("main_industry_count", "incubatee_count"),
)
"""Figures that count a part of another."""


def _check_part(faults: InputFaults, figures: Figures, part: str, whole: str) -> None:
    share, total = getattr(figures, part), getattr(figures, whole)
    if share is not None and total is not None and share > total:
        faults.add(f"figures.{camel(part)}", "ABOVE_WHOLE", value=share, whole=camel(whole), maximum=total)


def _uscc_warnings(organization: Organization) -> list[FieldFault]:
    code = uscc_warning(organization.uscc) if organization.uscc else None
    return [FieldFault("uscc", code, {"value": organization.uscc or ""})] if code else []


def _at_path(remark: Remark) -> FieldFault:
    return FieldFault(f"startups.{remark.position}.{remark.path}", remark.code, remark.params)


def camel(name: str) -> str:
    """A field's name as people who call the API write it."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
