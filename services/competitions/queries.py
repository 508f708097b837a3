"""Every select of this room, and the guard by which other rooms ask whether someone runs a competition."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.competitions.models import (
    Competition,
    CompetitionInvitation,
    CompetitionRole,
    Entry,
    EntryAttributes,
    EntryIdentity,
    EventRole,
    Judge,
    JudgeAttributes,
    JudgeContact,
    Round,
)
from services.competitions.rules import Attributes, require_event_role
from services.kit.actor import Actor
from services.kit.clock import now
from services.kit.refusals import NotFound
from services.kit.versions import require_version
from services.organizations.models import OrganizationKind
from services.organizations.queries import require_member

Versioned = TypeVar("Versioned", Competition, Round, Entry, Judge)


@dataclass(frozen=True, slots=True)
class IdentifiedEntry:
    """An entry with who is behind it; the identity is None where the actor may not see it."""

    entry: Entry
    identity: EntryIdentity | None


async def get_competition(tx: AsyncSession, competition_id: UUID) -> Competition:
    competition = await tx.get(Competition, competition_id)
    if competition is None:
        raise NotFound("COMPETITION_NOT_FOUND", id=str(competition_id))
    return competition


async def require_organizer(
    tx: AsyncSession, actor: Actor, competition_id: UUID, *, at_least: EventRole = EventRole.STAFF
) -> Competition:
    """The competition, when the actor helps to run it: by a role of its own, or of the organization behind it."""
    competition = await get_competition(tx, competition_id)
    role = await find_event_role(tx, competition_id) if actor.account_id else None
    if role is None:
        await require_member(tx, actor, competition.organization_id, kinds=[OrganizationKind.ORGANIZER])
    else:
        require_event_role(role, at_least=at_least, competition=competition.name)
    return competition


async def find_event_role(tx: AsyncSession, competition_id: UUID) -> EventRole | None:
    """What the actor is at this event; members of its organization are organizers, and viewers of it observers."""
    found: str | None = await tx.scalar(select(func.actor_event_role(competition_id)))
    return EventRole(found) if found else None


async def get_competition_role(tx: AsyncSession, role_id: UUID) -> CompetitionRole:
    role = await tx.get(CompetitionRole, role_id)
    if role is None:
        raise NotFound("EVENT_ROLE_NOT_FOUND", id=str(role_id))
    return role


async def find_competition_role(tx: AsyncSession, competition_id: UUID, account_id: UUID) -> CompetitionRole | None:
    found: CompetitionRole | None = await tx.scalar(
        select(CompetitionRole).where(
            col(CompetitionRole.competition_id) == competition_id, col(CompetitionRole.account_id) == account_id
        )
    )
    return found


async def get_competition_invitation(tx: AsyncSession, invitation_id: UUID) -> CompetitionInvitation:
    invitation = await tx.get(CompetitionInvitation, invitation_id)
    if invitation is None:
        raise NotFound("INVITATION_NOT_FOUND", id=str(invitation_id))
    return invitation


async def find_open_competition_invitation(
    tx: AsyncSession, competition_id: UUID, email: str
) -> CompetitionInvitation | None:
    found: CompetitionInvitation | None = await tx.scalar(
        select(CompetitionInvitation).where(
            col(CompetitionInvitation.competition_id) == competition_id,
            col(CompetitionInvitation.email) == email,
            col(CompetitionInvitation.accepted_at).is_(None),
        )
    )
    return found


async def find_competition_invitation(tx: AsyncSession, token_hash: bytes) -> CompetitionInvitation | None:
    """The invitation that this secret opens, locked: it works once."""
    found: CompetitionInvitation | None = await tx.scalar(
        select(CompetitionInvitation)
        .where(
            col(CompetitionInvitation.token_hash) == token_hash,
            col(CompetitionInvitation.accepted_at).is_(None),
            col(CompetitionInvitation.ends_at) > now(),
        )
        .with_for_update()
    )
    return found


async def get_round(tx: AsyncSession, round_id: UUID) -> Round:
    found = await tx.get(Round, round_id)
    if found is None:
        raise NotFound("ROUND_NOT_FOUND", id=str(round_id))
    return found


async def get_round_to_change(tx: AsyncSession, round_id: UUID) -> Round:
    """The round, locked until the transaction ends, as it stands now."""
    found = await tx.get(Round, round_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("ROUND_NOT_FOUND", id=str(round_id))
    return found


async def get_entry(tx: AsyncSession, entry_id: UUID) -> Entry:
    entry = await tx.get(Entry, entry_id)
    if entry is None:
        raise NotFound("ENTRY_NOT_FOUND", id=str(entry_id))
    return entry


async def get_judge(tx: AsyncSession, judge_id: UUID) -> Judge:
    judge = await tx.get(Judge, judge_id)
    if judge is None:
        raise NotFound("JUDGE_NOT_FOUND", id=str(judge_id))
    return judge


async def find_judge_to_link(tx: AsyncSession, invitation_hash: bytes) -> Judge | None:
    """The judge of an invitation, locked: who comes second with the same one finds that it is used up."""
    return await tx.scalar(
        select(Judge)
        .join(JudgeContact, col(JudgeContact.judge_id) == col(Judge.id))
        .where(col(JudgeContact.invitation_hash) == invitation_hash)
        .with_for_update()
    )


async def get_contact(tx: AsyncSession, judge_id: UUID) -> JudgeContact:
    contact = await tx.scalar(select(JudgeContact).where(col(JudgeContact.judge_id) == judge_id))
    if contact is None:
        raise NotFound("JUDGE_NOT_FOUND", id=str(judge_id))
    return contact


async def list_judges_with_contacts(
    tx: AsyncSession, competition_id: UUID, judge_ids: Collection[UUID]
) -> list[tuple[Judge, JudgeContact]]:
    """Those of these judges that belong to the competition, with how to reach them."""
    found = await tx.execute(
        select(Judge, JudgeContact)
        .join(JudgeContact, col(JudgeContact.judge_id) == col(Judge.id))
        .where(col(Judge.competition_id) == competition_id, col(Judge.id).in_(judge_ids))
        .order_by(col(Judge.code))
    )
    return [(judge, contact) for judge, contact in found]


async def find_contact_to_mail(tx: AsyncSession, judge_id: UUID) -> tuple[Judge, JudgeContact] | None:
    """A judge who has an address and no account, with the contact locked."""
    found = await tx.execute(
        select(Judge, JudgeContact)
        .join(JudgeContact, col(JudgeContact.judge_id) == col(Judge.id))
        .where(col(Judge.id) == judge_id, col(Judge.account_id).is_(None), col(JudgeContact.email) != "")
        .with_for_update(of=JudgeContact)
    )
    row = found.one_or_none()
    return None if row is None else (row[0], row[1])


async def list_judges(tx: AsyncSession, competition_id: UUID) -> list[Judge]:
    """All judges of a competition by code; at most PEOPLE_LIMIT by the rules of adding them."""
    found = await tx.scalars(select(Judge).where(col(Judge.competition_id) == competition_id).order_by(col(Judge.code)))
    return list(found)


async def list_entries(tx: AsyncSession, competition_id: UUID) -> list[IdentifiedEntry]:
    """All entries of a competition by code, with who is behind them."""
    found = await tx.execute(
        select(Entry, EntryIdentity)
        .outerjoin(EntryIdentity, col(EntryIdentity.entry_id) == col(Entry.id))
        .where(col(Entry.competition_id) == competition_id)
        .order_by(col(Entry.code))
    )
    return [IdentifiedEntry(entry, identity) for entry, identity in found]


async def list_judge_attributes(tx: AsyncSession, competition_id: UUID) -> dict[UUID, Attributes]:
    """What stands in the organizer's own columns, by the key of the judge."""
    of = select(col(JudgeAttributes.judge_id), col(JudgeAttributes.attributes))
    found = await tx.execute(of.where(col(JudgeAttributes.competition_id) == competition_id))
    return {row.judge_id: row.attributes for row in found}


async def list_entry_attributes(tx: AsyncSession, competition_id: UUID) -> dict[UUID, Attributes]:
    """What stands in the organizer's own columns, by the key of the entry."""
    of = select(col(EntryAttributes.entry_id), col(EntryAttributes.attributes))
    found = await tx.execute(of.where(col(EntryAttributes.competition_id) == competition_id))
    return {row.entry_id: row.attributes for row in found}


async def list_judge_emails(tx: AsyncSession, competition_id: UUID) -> dict[UUID, str]:
    """Where judges are reached, by their keys; only of those who gave an address."""
    of = select(col(JudgeContact.judge_id), col(JudgeContact.email))
    found = await tx.execute(
        of.where(col(JudgeContact.competition_id) == competition_id, col(JudgeContact.email) != "")
    )
    return {row.judge_id: row.email for row in found}


async def list_judge_codes(tx: AsyncSession, competition_id: UUID) -> set[str]:
    return set(await tx.scalars(select(col(Judge.code)).where(col(Judge.competition_id) == competition_id)))


async def list_entry_codes(tx: AsyncSession, competition_id: UUID) -> set[str]:
    return set(await tx.scalars(select(col(Entry.code)).where(col(Entry.competition_id) == competition_id)))


async def count_judges(tx: AsyncSession, competition_id: UUID) -> int:
    counted = select(func.count()).select_from(Judge).where(col(Judge.competition_id) == competition_id)
    return await tx.scalar(counted) or 0


async def count_entries(tx: AsyncSession, competition_id: UUID) -> int:
    counted = select(func.count()).select_from(Entry).where(col(Entry.competition_id) == competition_id)
    return await tx.scalar(counted) or 0


async def lock_version(tx: AsyncSession, row: Versioned, version: int) -> Versioned:
    """The row, locked until the transaction ends, if it is still the version the actor saw."""
    kind = type(row)
    locked = await tx.get(kind, row.id, with_for_update=True, populate_existing=True)
    if locked is None:
        raise NotFound(f"{kind.__name__.upper()}_NOT_FOUND", id=str(row.id))
    require_version(f"{kind.__name__.upper()}_STALE", locked, version)
    return locked


async def list_named_judges(tx: AsyncSession, judge_ids: Sequence[UUID]) -> dict[UUID, Judge]:
    found = await tx.scalars(select(Judge).where(col(Judge.id).in_(judge_ids)))
    return {judge.id: judge for judge in found}


async def list_named_entries(tx: AsyncSession, entry_ids: Sequence[UUID]) -> dict[UUID, Entry]:
    found = await tx.scalars(select(Entry).where(col(Entry.id).in_(entry_ids)))
    return {entry.id: entry for entry in found}
