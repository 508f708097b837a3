"""Entering many needs or packages at once, all or none: new codes are posted, known ones brought up to date."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.catalog.inputs import NeedContent, PackageContent
from services.catalog.models import Need, NeedState, PackageState, TechnologyPackage
from services.catalog.queries import list_need_contents, list_package_contents, lock_catalog
from services.catalog.records import normal_need, normal_package
from services.catalog.rules import (
    EDITABLE_NEEDS,
    NEED_OWNERS,
    PACKAGE_OWNERS,
    find_consent_faults,
    find_need_faults,
    find_package_faults,
)
from services.catalog.saving import insert_needs, insert_packages, list_pool_runners, update_needs, update_packages
from services.kit import clock
from services.kit.actor import Actor
from services.kit.refusals import FieldFault, InvalidInput
from services.organizations.queries import require_member

AT_ONCE_LIMIT: Final = 20_000

Content = TypeVar("Content", NeedContent, PackageContent)
Written = TypeVar("Written", Need, TechnologyPackage)


@dataclass(frozen=True, slots=True)
class Listing:
    """Whose list it is and how it is to be entered."""

    organization_id: UUID
    publish: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class EntryFault:
    """What stands against the entry at a position of the list, counted from 0."""

    position: int
    fault: FieldFault


@dataclass(frozen=True, slots=True)
class Entered:
    """What entering a list did, or in a dry run would do. With faults nothing was written."""

    created_count: int
    updated_count: int
    unchanged_count: int
    faults: tuple[EntryFault, ...] = ()


@dataclass(slots=True)
class _Entry(Generic[Content, Written]):
    """One position of the list: what it says, the row it is written to, and what that row says now."""

    content: Content
    row: Written | None
    known: Content | None
    is_public: bool

    @property
    def is_changed(self) -> bool:
        return self.known is None or self.known != self.content


async def enter_needs(tx: AsyncSession, actor: Actor, listing: Listing, contents: Sequence[NeedContent]) -> Entered:
    """Enter the needs of an organization; each carries the code by which it is known again."""
    await require_member(tx, actor, listing.organization_id, kinds=NEED_OWNERS)
    await lock_catalog(tx, listing.organization_id)
    given = [normal_need(content) for content in contents]
    known = await list_need_contents(tx, listing.organization_id, _require_codes(given))
    entries = _match(given, known, listing)
    faults = await _list_faults(tx, entries, find_need_faults)
    faults += [
        EntryFault(position, FieldFault("code", "NEED_NOT_EDITABLE", {"state": entry.row.state.value}))
        for position, entry in enumerate(entries)
        if entry.row is not None and entry.row.state not in EDITABLE_NEEDS
    ]
    if not faults and not listing.dry_run:
        changed = [_advance(entry, NeedState.PUBLISHED) for entry in entries if entry.row is not None]
        await update_needs(tx, [each for each in changed if each is not None])
        state = NeedState.PUBLISHED if listing.publish else NeedState.DRAFT
        await insert_needs(tx, _new(entries), _common(listing, state))
    return _report(entries, faults)


async def enter_packages(
    tx: AsyncSession, actor: Actor, listing: Listing, contents: Sequence[PackageContent]
) -> Entered:
    """The same for packages."""
    await require_member(tx, actor, listing.organization_id, kinds=PACKAGE_OWNERS)
    await lock_catalog(tx, listing.organization_id)
    given = [normal_package(content) for content in contents]
    known = await list_package_contents(tx, listing.organization_id, _require_codes(given))
    entries = _match(given, known, listing)
    faults = await _list_faults(tx, entries, find_package_faults)
    if not faults and not listing.dry_run:
        changed = [_advance(entry, PackageState.PUBLISHED) for entry in entries if entry.row is not None]
        await update_packages(tx, [each for each in changed if each is not None])
        state = PackageState.PUBLISHED if listing.publish else PackageState.DRAFT
        await insert_packages(tx, _new(entries), _common(listing, state))
    return _report(entries, faults)


def _require_codes(contents: Sequence[NeedContent] | Sequence[PackageContent]) -> list[str]:
    if not 0 < len(contents) <= AT_ONCE_LIMIT:
        params = {"value": len(contents), "minimum": 1, "maximum": AT_ONCE_LIMIT}
        raise InvalidInput([FieldFault("entries", "OUT_OF_RANGE", params)])
    codes = [content.code or "" for content in contents]
    missing = [FieldFault(f"entries.{at}.code", "REQUIRED") for at, code in enumerate(codes) if not code]
    if missing or len(set(codes)) < len(codes):
        raise InvalidInput(missing or [FieldFault("entries", "NOT_UNIQUE")])
    return codes


def _match(
    given: Sequence[Content], known: Mapping[str, tuple[Written, Content]], listing: Listing
) -> list[_Entry[Content, Written]]:
    entries = []
    for content in given:
        row, old = known.get(content.code or "", (None, None))
        is_public = listing.publish or (row is not None and row.state.value == "PUBLISHED")
        entries.append(_Entry(content, row, old, is_public))
    return entries


def _new(entries: Sequence[_Entry[Content, Written]]) -> list[Content]:
    return [entry.content for entry in entries if entry.row is None]


def _common(listing: Listing, state: NeedState | PackageState) -> dict[str, Any]:
    """What all new rows of a list share."""
    published_at = clock.now() if listing.publish else None
    return {"organization_id": listing.organization_id, "state": state, "published_at": published_at}


async def _list_faults(
    tx: AsyncSession, entries: Sequence[_Entry[Content, Written]], find: Callable[..., list[FieldFault]]
) -> list[EntryFault]:
    today = clock.today()
    asked = frozenset(each for entry in entries for each in entry.content.consented_organization_ids)
    runners = await list_pool_runners(tx, asked)
    found: list[EntryFault] = []
    for position, entry in enumerate(entries):
        faults = find(entry.content, today, is_public=entry.is_public)
        faults += find_consent_faults(entry.content, runners)
        found += [EntryFault(position, fault) for fault in faults]
    return found


def _advance(entry: _Entry[Content, Written], published: NeedState | PackageState) -> tuple[Written, Content] | None:
    """Count the version of a known row that changes, publish it if it is to be seen; the row if it must be written."""
    row = entry.row
    if row is None:
        return None
    is_new_step = entry.is_public and row.state is not published
    if entry.is_changed or is_new_step:
        row.version += 1
    if is_new_step:
        row.state = published  # type: ignore[assignment]  # the state of the row's own kind
        row.published_at = clock.now()
    return (row, entry.content) if entry.is_changed or is_new_step else None


def _report(entries: Sequence[_Entry[Content, Written]], faults: Sequence[EntryFault]) -> Entered:
    created_count = sum(entry.known is None for entry in entries)
    changed_count = sum(entry.is_changed for entry in entries)
    return Entered(created_count, changed_count - created_count, len(entries) - changed_count, tuple(faults))
