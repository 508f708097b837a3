"""Organizations that are one and the same: finding them by their names, and making them one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from rapidfuzz import fuzz, process
from sqlalchemy import ARRAY, Column, Uuid, any_, func, literal
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col, delete, select, update

from services.kit.actor import Actor
from services.kit.database import elevated
from services.kit.refusals import RuleBroken
from services.organizations.models import MemberRole, Membership, Organization, OrganizationMerge
from services.organizations.queries import (
    get_organization,
    list_names,
    lock_memberships,
    require_zone_of,
)

SIMILAR_LIMIT: Final = 10
LEAST_SCORE: Final = 70
FORMS: Final = re.compile(r"股份有限公司|有限责任公司|有限公司|集团|公司|\(.*?\)|（.*?）|[\s·,，.。-]+")
"""What the names of most companies share, and where they are: it says nothing of who they are."""

GIVES_WAY: Final = frozenset({"membership", "membership_request", "invitation", "organization_verification"})
"""Tables in which the kept organization's row stands for both."""


@dataclass(frozen=True, slots=True)
class Similar:
    """An organization whose name is near another's, and how near, up to 100."""

    organization_id: UUID
    name: str
    score: float


def core_of(name: str) -> str:
    """What of a name tells one organization from another."""
    return FORMS.sub("", name).casefold() or name.casefold()


def rank_similar(name: str, others: Mapping[UUID, str]) -> list[Similar]:
    """The names nearest to one, nearest first."""
    cores = {key: core_of(other) for key, other in others.items()}
    found = process.extract(core_of(name), cores, scorer=fuzz.ratio, limit=SIMILAR_LIMIT, score_cutoff=LEAST_SCORE)
    return [Similar(key, others[key], round(score, 1)) for _, score, key in found]


async def find_similar(tx: AsyncSession, organization_id: UUID) -> list[Similar]:
    """Organizations of the same kind that may be this one under another name."""
    organization = await get_organization(tx, organization_id)
    others = {key: name for key, name in (await list_names(tx, organization.kind)).items() if key != organization_id}
    return rank_similar(organization.name, others)


async def merge_organizations(tx: AsyncSession, actor: Actor, kept_id: UUID, merged_id: UUID) -> Organization:
    """Make two organizations one, for the administration of their zone: every row of the other moves to the kept one.

    Where both have a row of which there can be one, nothing is merged; a person has to choose first.
    """
    kept = await require_zone_of(tx, actor, kept_id)
    merged = await require_zone_of(tx, actor, merged_id)
    if kept_id == merged_id or kept.kind is not merged.kind:
        raise RuleBroken("NOT_THE_SAME", kept=kept.name, merged=merged.name)
    async with elevated(tx, actor):
        for organization_id in sorted((kept_id, merged_id)):
            await lock_memberships(tx, organization_id)
        record = OrganizationMerge(
            organization_id=kept_id,
            merged_id=merged_id,
            merged_name=merged.name,
            merged_uscc=merged.uscc,
            account_id=actor.account_id,
        )
        tx.add(record)
        await tx.flush()  # people are told of it by their memberships, before these move
        await _keep_admins(tx, kept_id, merged_id)
        for column in _references():
            await _move(tx, column, kept_id, merged_id)
        await tx.delete(merged)
        await tx.flush()
        kept.uscc, kept.version = kept.uscc or record.merged_uscc, kept.version + 1
    return kept


async def _keep_admins(tx: AsyncSession, kept_id: UUID, merged_id: UUID) -> None:
    """Who was an admin of either is an admin of both."""
    admins = select(Membership.account_id).where(
        Membership.organization_id == merged_id, Membership.role == MemberRole.ADMIN
    )
    here = col(Membership.organization_id) == kept_id
    await tx.execute(
        update(Membership).where(here, col(Membership.account_id).in_(admins)).values(role=MemberRole.ADMIN)
    )


def _references() -> list[Column[Any]]:
    """Every column of every room that names organizations, alone or in a list."""
    columns = [column for table in SQLModel.metadata.sorted_tables for column in table.c]
    return [column for column in columns if _names_one(column) or _names_several(column)]


def _names_one(column: Column[Any]) -> bool:
    return any(key.target_fullname == "organization.id" for key in column.foreign_keys)


def _names_several(column: Column[Any]) -> bool:
    is_list = isinstance(column.type, ARRAY) and isinstance(column.type.item_type, Uuid)
    return is_list and column.name.endswith("organization_ids")


async def _move(tx: AsyncSession, column: Column[Any], kept_id: UUID, merged_id: UUID) -> None:
    table = column.table
    if _names_several(column):
        replaced = func.array_replace(column, merged_id, kept_id)
        await tx.execute(update(table).where(literal(merged_id) == any_(column)).values({column.name: replaced}))
        return
    if table.name in GIVES_WAY:
        await _move_what_is_new(tx, column, kept_id, merged_id)
        return
    try:
        async with tx.begin_nested():
            await tx.execute(update(table).where(column == merged_id).values({column.name: kept_id}))
    except IntegrityError as refused:
        raise RuleBroken("BOTH_HAVE_ONE", table=table.name) from refused


async def _move_what_is_new(tx: AsyncSession, column: Column[Any], kept_id: UUID, merged_id: UUID) -> None:
    """Move the rows the kept organization lacks, drop the others."""
    table: Any = column.table
    keys = [key for key in (table.c.get("account_id"), table.c.get("email")) if key is not None]
    mine = table.alias()
    same = [mine.c[key.name] == key for key in keys]
    present = mine.select().where(mine.c[column.name] == kept_id, *same).exists()
    await tx.execute(delete(table).where(column == merged_id, present))
    await tx.execute(update(table).where(column == merged_id).values({column.name: kept_id}))
