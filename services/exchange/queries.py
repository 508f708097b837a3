"""Every select of the room."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, delete, select

from services.exchange.models import (
    FINISHED_STATES,
    ColumnMapping,
    Download,
    SheetImport,
    SheetImportContent,
    SheetImportFault,
)
from services.kit.clock import now
from services.kit.refusals import NotFound


async def get_import(tx: AsyncSession, import_id: UUID) -> SheetImport:
    """The import, for who belongs to its organization."""
    found = await tx.get(SheetImport, import_id)
    if found is None:
        raise NotFound("IMPORT_NOT_FOUND", id=str(import_id))
    return found


async def get_import_to_change(tx: AsyncSession, import_id: UUID) -> SheetImport:
    """The import as it is now, held until the transaction ends."""
    query = select(SheetImport).where(SheetImport.id == import_id)
    found: SheetImport | None = await tx.scalar(query.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound("IMPORT_NOT_FOUND", id=str(import_id))
    return found


async def is_import_open(tx: AsyncSession, import_id: UUID) -> bool:
    """Whether the import may still change."""
    return (await get_import(tx, import_id)).state not in FINISHED_STATES


async def get_content(tx: AsyncSession, import_id: UUID) -> bytes:
    """The bytes that are imported."""
    query = select(SheetImportContent.content).where(SheetImportContent.sheet_import_id == import_id)
    found: bytes | None = await tx.scalar(query)
    if found is None:
        raise NotFound("IMPORT_NOT_FOUND", id=str(import_id))
    return found


async def list_mappings(tx: AsyncSession, organization_id: UUID, kind: str) -> Mapping[str, Mapping[str, int]]:
    """How an organization mapped columns of files of this kind before, by the signature of their headers."""
    query = select(ColumnMapping.signature, ColumnMapping.positions).where(
        ColumnMapping.organization_id == organization_id, ColumnMapping.kind == kind
    )
    found = await tx.execute(query)
    return {row.signature: row.positions for row in found}


async def find_mapping(tx: AsyncSession, row: SheetImport) -> ColumnMapping | None:
    """The mapping remembered for files with the headers of this one."""
    query = select(ColumnMapping).where(
        ColumnMapping.organization_id == row.organization_id,
        ColumnMapping.kind == row.kind,
        ColumnMapping.signature == row.signature,
    )
    found: ColumnMapping | None = await tx.scalar(query.with_for_update())
    return found


async def list_fault_rows(tx: AsyncSession, import_id: UUID) -> list[SheetImportFault]:
    """The bad cells in the order of the file."""
    query = select(SheetImportFault).where(SheetImportFault.sheet_import_id == import_id)
    return list(await tx.scalars(query.order_by(col(SheetImportFault.row), col(SheetImportFault.id))))


async def delete_faults(tx: AsyncSession, import_id: UUID) -> None:
    """Forget what stood against an import before it is read again."""
    await tx.execute(delete(SheetImportFault).where(col(SheetImportFault.sheet_import_id) == import_id))


async def find_download(tx: AsyncSession, secret_hash: bytes) -> Download | None:
    """What somebody asked for under this secret, while it may be fetched."""
    query = select(Download).where(Download.secret_hash == secret_hash, Download.ends_at > now())
    found: Download | None = await tx.scalar(query)
    return found


async def delete_old(tx: AsyncSession, than: datetime, limit: int) -> int:
    """Remove imports begun before a time with their files, and downloads whose time is over; how many imports."""
    await tx.execute(delete(Download).where(col(Download.ends_at) < now()))
    old = select(SheetImport.id).where(SheetImport.created_at < than).limit(limit).with_for_update(skip_locked=True)
    removed = await tx.scalars(delete(SheetImport).where(col(SheetImport.id).in_(old)).returning(col(SheetImport.id)))
    return len(removed.all())
