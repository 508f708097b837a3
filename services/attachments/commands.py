"""Attaching files that were handed in to what they belong to."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.attachments.models import Attachment
from services.attachments.queries import count_attachments, get_attachment, give_away, lock_attachment
from services.catalog.queries import get_need, get_package
from services.competitions.queries import get_entry, require_organizer
from services.files.models import FilePurpose, FileState
from services.files.queries import get_row
from services.kit.actor import Actor
from services.kit.refusals import FieldFault, InvalidInput, NotFound, RuleBroken
from services.organizations.models import MemberRole
from services.organizations.queries import require_member

MOST: Final = 50
"""Files of one object."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a file is attached to: its column and key."""

    column: str
    key: UUID


async def attach_entry_file(
    tx: AsyncSession, actor: Actor, entry_id: UUID, file_id: UUID, *, is_blind: bool
) -> Attachment:
    """Make a file one of an entry's materials, for its organizer."""
    entry = await get_entry(tx, entry_id)
    await require_organizer(tx, actor, entry.competition_id)
    return await _attach(tx, actor, file_id, Subject("entry_id", entry_id), is_blind=is_blind)


async def attach_need_file(tx: AsyncSession, actor: Actor, need_id: UUID, file_id: UUID) -> Attachment:
    """Show a file to whoever may read the need whole, for its enterprise."""
    need = await get_need(tx, need_id)
    await require_member(tx, actor, need.organization_id)
    return await _attach(tx, actor, file_id, Subject("need_id", need_id))


async def attach_package_file(tx: AsyncSession, actor: Actor, package_id: UUID, file_id: UUID) -> Attachment:
    """Show a file to whoever may read the package whole, for its institute."""
    package = await get_package(tx, package_id)
    await require_member(tx, actor, package.organization_id)
    return await _attach(tx, actor, file_id, Subject("technology_package_id", package_id))


async def attach_organization_file(tx: AsyncSession, actor: Actor, organization_id: UUID, file_id: UUID) -> Attachment:
    """Keep a paper with an organization, for its admins; its people and its zone see it."""
    await require_member(tx, actor, organization_id, role=MemberRole.ADMIN)
    return await _attach(tx, actor, file_id, Subject("organization_id", organization_id))


async def edit_attachment(
    tx: AsyncSession, actor: Actor, attachment_id: UUID, version: int, *, is_blind: bool
) -> Attachment:
    """Say whether judges of a blind round may see an entry's file."""
    attachment = await _to_change(tx, actor, attachment_id, version)
    if attachment.entry_id is None:
        raise RuleBroken("NOT_AN_ENTRYS_FILE")
    attachment.is_blind = is_blind
    attachment.version += 1
    await tx.flush()
    return attachment


async def remove_attachment(tx: AsyncSession, actor: Actor, attachment_id: UUID, version: int) -> None:
    """Take a file off; its content goes within the hour."""
    await tx.delete(await _to_change(tx, actor, attachment_id, version))
    await tx.flush()


async def _attach(
    tx: AsyncSession, actor: Actor, file_id: UUID, subject: Subject, *, is_blind: bool = False
) -> Attachment:
    file = await get_row(tx, file_id)
    if file.account_id is None or file.account_id != actor.account_id:
        raise NotFound("FILE_NOT_FOUND", id=str(file_id))
    if file.purpose is not FilePurpose.MATERIAL:
        raise InvalidInput([FieldFault("fileId", "FILE_FOR_OTHER_PURPOSE", {"purpose": file.purpose.value})])
    if file.state is FileState.REFUSED:
        raise InvalidInput([FieldFault("fileId", "FILE_REFUSED")])
    if await count_attachments(tx, subject.column, subject.key) >= MOST:
        raise RuleBroken("TOO_MANY_FILES", maximum=MOST)
    attachment = Attachment(
        file_id=file.id,
        is_blind=is_blind,
        name=file.name,
        byte_count=file.byte_count,
        content_type=file.content_type,
        attached_by_id=actor.account_id,
    )
    setattr(attachment, subject.column, subject.key)
    tx.add(attachment)
    await tx.flush()
    await give_away(tx, file.id)
    return attachment


async def _to_change(tx: AsyncSession, actor: Actor, attachment_id: UUID, version: int) -> Attachment:
    """The attachment, locked, when the actor runs what it is attached to."""
    attachment = await get_attachment(tx, attachment_id)
    if attachment.entry_id:
        entry = await get_entry(tx, attachment.entry_id)
        await require_organizer(tx, actor, entry.competition_id)
    elif attachment.need_id:
        await require_member(tx, actor, (await get_need(tx, attachment.need_id)).organization_id)
    elif attachment.technology_package_id:
        await require_member(tx, actor, (await get_package(tx, attachment.technology_package_id)).organization_id)
    elif attachment.organization_id:
        await require_member(tx, actor, attachment.organization_id, role=MemberRole.ADMIN)
    return await lock_attachment(tx, attachment, version)
