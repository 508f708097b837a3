"""Spreadsheets into the catalog: read whole, refused with every bad cell, written all or nothing.

What was imported before is brought up to date by its code; a dry run says what would happen.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.catalog.entering import AT_ONCE_LIMIT, Entered, Listing, enter_needs, enter_packages
from services.catalog.inputs import NeedContent, PackageContent
from services.files.queries import get_file
from services.kit.actor import Actor
from services.kit.jobs import defer
from services.kit.sheets import Faults, Row, SheetSource, Table, read_table
from services.matching.candidates import refresh_candidates
from services.matching.commands import REFRESH_JOB
from services.matching.queries import list_published_by_code
from services.matching.sheets import (
    NEED_PATHS,
    NEED_TABLE,
    PACKAGE_PATHS,
    PACKAGE_TABLE,
    need_content,
    package_content,
    unknown_modes,
)

AT_ONCE_NEEDS = 200
"""Up to so many imported needs meet their candidates in the import itself; more of them soon after."""

Content = TypeVar("Content", NeedContent, PackageContent)


async def import_needs(tx: AsyncSession, actor: Actor, listing: Listing, file_id: UUID) -> Entered:
    """Enter the needs of a sheet; published ones have their candidates at once."""
    source, rows, contents = await _read(tx, file_id, NEED_TABLE, need_content, "cooperation_modes")
    entered = await enter_needs(tx, actor, listing, contents)
    _refuse_cells(source, rows, entered, NEED_TABLE, NEED_PATHS)
    if listing.publish and not listing.dry_run:
        codes = [content.code or "" for content in contents]
        await _match(tx, await list_published_by_code(tx, listing.organization_id, codes))
    return entered


async def import_packages(tx: AsyncSession, actor: Actor, listing: Listing, file_id: UUID) -> Entered:
    """Enter the packages of a sheet; open needs meet the published ones soon after."""
    source, rows, contents = await _read(tx, file_id, PACKAGE_TABLE, package_content, "transfer_modes")
    entered = await enter_packages(tx, actor, listing, contents)
    _refuse_cells(source, rows, entered, PACKAGE_TABLE, PACKAGE_PATHS)
    if listing.publish and not listing.dry_run:
        await defer(tx, REFRESH_JOB)
    return entered


async def _read(
    tx: AsyncSession, file_id: UUID, table: Table, content_of: Callable[[Row], Content], modes: str
) -> tuple[SheetSource, Sequence[Row], Sequence[Content]]:
    """The file, its rows, and what they say; reading runs in a thread, since it takes seconds for large files."""
    stored = await get_file(tx, file_id)
    source = SheetSource(stored.name, stored.content)
    rows = await asyncio.to_thread(read_table, source, _bounded(table))
    faults = Faults(source.name)
    for row in rows:
        for word in unknown_modes(row, modes):
            faults.add(row.number, _title(table, modes), "UNKNOWN_VALUE", {"value": word})
    faults.raise_if_any()
    return source, rows, [content_of(row) for row in rows]


async def _match(tx: AsyncSession, need_ids: Sequence[UUID]) -> None:
    if len(need_ids) > AT_ONCE_NEEDS:
        await defer(tx, REFRESH_JOB)
    else:
        await refresh_candidates(tx, need_ids)


def _refuse_cells(
    source: SheetSource, rows: Sequence[Row], entered: Entered, table: Table, paths: Mapping[str, str]
) -> None:
    faults = Faults(source.name)
    for each in entered.faults:
        path = each.fault.path if each.fault.path in paths else each.fault.path.split(".")[0]
        column = _title(table, paths[path]) if path in paths else path
        faults.add(rows[each.position].number, column, each.fault.code, each.fault.params)
    faults.raise_if_any()


def _title(table: Table, column: str) -> str:
    return next(each.headers[0] for each in table.columns if each.name == column)


def _bounded(table: Table) -> Table:
    return Table(table.name, table.headers, table.columns, AT_ONCE_LIMIT)
