"""Needs and packages of a file in one gesture, all or none; what was imported before is brought up to date by code."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.catalog.entering import Entered, Listing
from services.exchange.at_once import import_at_once
from services.exchange.kinds import ImportKind
from services.kit.actor import Actor
from services.matching.catalog_sheets import NEEDS_IMPORT, PACKAGES_IMPORT


async def import_needs(tx: AsyncSession, actor: Actor, listing: Listing, file_id: UUID) -> Entered:
    """Enter the needs of a sheet; published ones have their candidates at once."""
    return await _import(tx, actor, NEEDS_IMPORT, listing, file_id)


async def import_packages(tx: AsyncSession, actor: Actor, listing: Listing, file_id: UUID) -> Entered:
    """Enter the packages of a sheet; open needs meet the published ones soon after."""
    return await _import(tx, actor, PACKAGES_IMPORT, listing, file_id)


async def _import(tx: AsyncSession, actor: Actor, kind: ImportKind, listing: Listing, file_id: UUID) -> Entered:
    target = (listing.organization_id, file_id)
    taken = await import_at_once(tx, actor, kind, target, dry_run=listing.dry_run, publishes=listing.publish)
    return Entered(taken.created_count, taken.updated_count, taken.unchanged_count)
