"""Use cases of a competition: its rounds, its entries and its judges."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.models import Competition, Entry, EventRole, Judge, Round, RoundState
from services.competitions.queries import (
    get_entry,
    get_judge,
    get_round,
    get_round_to_change,
    lock_version,
    require_organizer,
)
from services.competitions.rules import (
    CompetitionInput,
    EntryInput,
    JudgeInput,
    RoundInput,
    require_planning,
    require_valid_competition,
    require_valid_entries,
    require_valid_judges,
    require_valid_round,
)
from services.competitions.storing import Stored, store_entries, store_judges
from services.kit.actor import Actor
from services.kit.refusals import FieldFault, InvalidInput, RuleBroken
from services.organizations.models import OrganizationKind
from services.organizations.queries import list_restricted, require_member
from services.organizations.rules import Subject, normal_name


async def create_competition(
    tx: AsyncSession, actor: Actor, organization_id: UUID, given: CompetitionInput
) -> Competition:
    """Open an edition of an event for an organizer the actor belongs to."""
    await require_member(tx, actor, organization_id, kinds=[OrganizationKind.ORGANIZER])
    require_valid_competition(given)
    competition = Competition(organization_id=organization_id, **asdict(given))
    await _save(tx, competition, FieldFault("name", "NOT_UNIQUE"))
    return competition


async def edit_competition(
    tx: AsyncSession, actor: Actor, competition_id: UUID, version: int, given: CompetitionInput
) -> Competition:
    competition = await require_organizer(tx, actor, competition_id, at_least=EventRole.ORGANIZER)
    competition = await lock_version(tx, competition, version)
    require_valid_competition(given)
    await _change(tx, competition, asdict(given), FieldFault("name", "NOT_UNIQUE"))
    return competition


async def create_round(tx: AsyncSession, actor: Actor, competition_id: UUID, given: RoundInput) -> Round:
    await require_organizer(tx, actor, competition_id)
    require_valid_round(given)
    created = Round(competition_id=competition_id, **asdict(given))
    await _save(tx, created, FieldFault("ordinal", "NOT_UNIQUE"))
    return created


async def edit_round(tx: AsyncSession, actor: Actor, round_id: UUID, version: int, given: RoundInput) -> Round:
    """Change how a round is judged, as long as no plan was published."""
    found = await get_round(tx, round_id)
    await require_organizer(tx, actor, found.competition_id)
    found = await lock_version(tx, found, version)
    require_planning(found.state)
    require_valid_round(given)
    await _change(tx, found, asdict(given), FieldFault("ordinal", "NOT_UNIQUE"))
    return found


async def open_judging(tx: AsyncSession, actor: Actor, round_id: UUID) -> Round:
    """Note that the judges of a round were told; the judging room calls it when it publishes a plan."""
    found = await get_round(tx, round_id)
    await require_organizer(tx, actor, found.competition_id)
    found = await get_round_to_change(tx, round_id)
    if found.state is RoundState.CLOSED:
        raise RuleBroken("ROUND_CLOSED")
    if found.state is RoundState.PLANNING:
        found.state = RoundState.JUDGING
        found.version += 1
        await tx.flush()
    return found


async def add_entries(tx: AsyncSession, actor: Actor, competition_id: UUID, entries: Sequence[EntryInput]) -> Stored:
    """Add entries, all or none; their codes must be new."""
    await require_organizer(tx, actor, competition_id)
    require_valid_entries(entries)
    await require_unrestricted(tx, entries)
    stored = await store_entries(tx, competition_id, entries, updates=False)
    _require_all_new("entries", [entry.code for entry in entries], stored)
    return stored


async def put_entries(tx: AsyncSession, actor: Actor, competition_id: UUID, entries: Sequence[EntryInput]) -> Stored:
    """Add entries, or update those whose code exists; all or none."""
    await require_organizer(tx, actor, competition_id)
    require_valid_entries(entries)
    await require_unrestricted(tx, entries)
    return await store_entries(tx, competition_id, entries, updates=True)


async def edit_entry(tx: AsyncSession, actor: Actor, entry_id: UUID, version: int, given: EntryInput) -> Entry:
    entry = await get_entry(tx, entry_id)
    await require_organizer(tx, actor, entry.competition_id)
    entry = await lock_version(tx, entry, version)
    require_valid_entries([given])
    if given.code != entry.code:
        raise InvalidInput([FieldFault("entries.0.code", "IMMUTABLE", {"value": entry.code})])
    await require_unrestricted(tx, [given])
    await store_entries(tx, entry.competition_id, [given], updates=True)
    await tx.refresh(entry)
    return entry


async def remove_entry(tx: AsyncSession, actor: Actor, entry_id: UUID, version: int) -> None:
    entry = await get_entry(tx, entry_id)
    await require_organizer(tx, actor, entry.competition_id)
    entry = await lock_version(tx, entry, version)
    await _remove(tx, entry)


async def add_judges(tx: AsyncSession, actor: Actor, competition_id: UUID, judges: Sequence[JudgeInput]) -> Stored:
    """Add judges, all or none; their codes must be new."""
    await require_organizer(tx, actor, competition_id)
    require_valid_judges(judges)
    stored = await store_judges(tx, competition_id, judges, updates=False)
    _require_all_new("judges", [judge.code for judge in judges], stored)
    return stored


async def put_judges(tx: AsyncSession, actor: Actor, competition_id: UUID, judges: Sequence[JudgeInput]) -> Stored:
    """Add judges, or update those whose code exists; all or none."""
    await require_organizer(tx, actor, competition_id)
    require_valid_judges(judges)
    return await store_judges(tx, competition_id, judges, updates=True)


async def edit_judge(tx: AsyncSession, actor: Actor, judge_id: UUID, version: int, given: JudgeInput) -> Judge:
    judge = await get_judge(tx, judge_id)
    await require_organizer(tx, actor, judge.competition_id)
    judge = await lock_version(tx, judge, version)
    require_valid_judges([given])
    if given.code != judge.code:
        raise InvalidInput([FieldFault("judges.0.code", "IMMUTABLE", {"value": judge.code})])
    await store_judges(tx, judge.competition_id, [given], updates=True)
    await tx.refresh(judge)
    return judge


async def remove_judge(tx: AsyncSession, actor: Actor, judge_id: UUID, version: int) -> None:
    judge = await get_judge(tx, judge_id)
    await require_organizer(tx, actor, judge.competition_id)
    judge = await lock_version(tx, judge, version)
    await _remove(tx, judge)


async def require_unrestricted(tx: AsyncSession, entries: Sequence[EntryInput]) -> None:
    """No entry of an organization on the restricted list is taken."""
    restricted = await list_restricted(tx, [Subject(normal_name(entry.organization_name)) for entry in entries])
    faults = [
        FieldFault(f"entries.{place}.organization_name", "RESTRICTED", found.params)
        for place, found in restricted.items()
    ]
    if faults:
        raise InvalidInput(faults)


def _require_all_new(path: str, codes: Sequence[str], stored: Stored) -> None:
    taken = [position for position, code in enumerate(codes) if code not in stored.ids]
    if taken:
        raise InvalidInput([FieldFault(f"{path}.{position}.code", "NOT_UNIQUE") for position in taken])


async def _remove(tx: AsyncSession, row: Entry | Judge) -> None:
    """Rooms above keep tasks that refer to entries and judges; such a row stays."""
    try:
        async with tx.begin_nested():
            await tx.delete(row)
    except IntegrityError as refused:
        raise RuleBroken("STILL_ASSIGNED", row_code=row.code) from refused


async def _change(tx: AsyncSession, row: Competition | Round, values: dict[str, object], if_taken: FieldFault) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    await _save(tx, row, if_taken)


async def _save(tx: AsyncSession, row: Competition | Round, if_taken: FieldFault) -> None:
    try:
        async with tx.begin_nested():
            tx.add(row)
    except IntegrityError as refused:
        raise InvalidInput([if_taken]) from refused
