"""Writes recognized startups: new ones are entered, known ones brought up to date, untouched ones left alone."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.incubation.arrivals import Remark
from services.incubation.inputs import NewStartup, StartupsRegistered
from services.incubation.models import Residency, Startup
from services.incubation.queries import KnownStartup
from services.kit.clock import now
from services.kit.refusals import FieldFault, RuleBroken
from services.kit.tables import VersionedRow
from services.organizations.models import Organization, OrganizationKind


class Record:
    """What an incubator writes of its startups, and what it did."""

    def __init__(self, incubator: Organization, tended: frozenset[UUID] | None, asked: frozenset[UUID]) -> None:
        self.incubator = incubator
        self.asked = asked
        """Startups with people of their own, who agree to a stay before it counts."""
        self.tended = tended
        """Startups whose own record this incubator keeps; None: all of them (the system)."""
        self.warnings: list[Remark] = []
        self.residencies: list[Residency] = []
        self.created_count = self.updated_count = self.unchanged_count = 0

    def report(self, warnings: tuple[FieldFault, ...]) -> StartupsRegistered:
        return StartupsRegistered(
            self.created_count, self.updated_count, self.unchanged_count, warnings, tuple(self.residencies)
        )

    async def take_in(
        self, tx: AsyncSession, startups: Sequence[tuple[NewStartup, KnownStartup | None]], *, dry_run: bool
    ) -> None:
        """Write, or in a dry run only find out what would be written."""
        with tx.no_autoflush:
            rows = [self._take_one(position, given, known) for position, (given, known) in enumerate(startups)]
        organizations, residencies, profiles = ([row for row in kind if row] for kind in zip(*rows, strict=True))
        if dry_run:
            _forget_changes(tx, [*organizations, *residencies, *profiles])
            return
        try:
            for group in (organizations, residencies, profiles):  # each is allowed by the one before
                tx.add_all(group)
                await tx.flush()
        except IntegrityError as error:  # somebody took a name, a code or a startup since they were looked up
            raise RuleBroken("TAKEN_MEANWHILE") from error
        self.residencies = list(residencies)

    def _take_one(
        self, position: int, given: NewStartup, known: KnownStartup | None
    ) -> tuple[Organization | None, Residency, Startup | None]:
        organization = known.organization if known else self._new_organization(given)
        residency = self._residency(given, known, organization)
        is_kept = known is None or self._is_kept(known)
        changed = self._update_stay(given, residency)
        profile = (known.startup if known else None) or Startup(organization_id=organization.id)
        if is_kept:
            own = {"name": given.name, "uscc": given.uscc or organization.uscc, "province": given.province}
            changed |= _update(organization, own)
            changed |= _update(profile, {"founded_on": given.founded_on, "industry": given.industry})
        else:
            self.warnings.append(Remark(position, "name", "KEEPS_OWN_RECORD"))
        if residency.agreed_at is None:
            self.warnings.append(Remark(position, "name", "STARTUP_IS_ASKED"))
        self._count(is_new=not inspect(residency).has_identity, is_changed=changed)
        return organization, residency, profile if is_kept else None

    def _new_organization(self, given: NewStartup) -> Organization:
        """A startup is where its incubator is until it says otherwise."""
        return Organization(
            kind=OrganizationKind.STARTUP,
            name=given.name,
            province=self.incubator.province,
            zone_id=self.incubator.zone_id,
        )

    def _residency(self, given: NewStartup, known: KnownStartup | None, organization: Organization) -> Residency:
        stay = known.residency if known else None
        if stay is not None and (stay.left_on is None or stay.entered_on == given.entered_on):
            return stay
        entered_on = given.entered_on
        if entered_on is None:
            raise ValueError("a startup without a day of entry was let through")
        return Residency(
            organization_id=self.incubator.id,
            startup_organization_id=organization.id,
            entered_on=entered_on,
            agreed_at=None if organization.id in self.asked else now(),
        )

    def _is_kept(self, known: KnownStartup) -> bool:
        return self.tended is None or known.organization.id in self.tended

    def _update_stay(self, given: NewStartup, residency: Residency) -> bool:
        return _update(
            residency,
            {"entered_on": given.entered_on, "left_on": given.left_on, "special_field": given.special_field},
        )

    def _count(self, *, is_new: bool, is_changed: bool) -> None:
        if is_new:
            self.created_count += 1
        elif is_changed:
            self.updated_count += 1
        else:
            self.unchanged_count += 1


def _forget_changes(tx: AsyncSession, rows: Iterable[VersionedRow]) -> None:
    for row in rows:
        if inspect(row).has_identity:
            tx.expire(row)


def _update(row: VersionedRow, values: dict[str, Any]) -> bool:
    """Set what differs; an empty cell says nothing and leaves what is known."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value and value not in {None, ""}}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed and inspect(row).has_identity:
        row.version += 1
    return bool(changed)
