"""Imports: a file on its way into a room, what is wrong with it, and how its columns were mapped last time."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.kit.tables import TIMESTAMP, Row, VersionedRow, words


class ImportState(StrEnum):
    """Where an import stands. READY may be written; MAPPING lacks columns, FAULTY has cells that cannot stand."""

    READING = "READING"
    MAPPING = "MAPPING"
    FAULTY = "FAULTY"
    READY = "READY"
    WRITING = "WRITING"
    DONE = "DONE"
    CANCELED = "CANCELED"
    FAILED = "FAILED"


OPEN_STATES: Final = frozenset({ImportState.MAPPING, ImportState.FAULTY, ImportState.READY})
"""In these a person may map, mend, commit or cancel."""
FINISHED_STATES: Final = frozenset({ImportState.DONE, ImportState.CANCELED, ImportState.FAILED})


class SheetImport(VersionedRow, table=True):
    """One file on its way into a room. `version` grows with what a person decides; what is written is what it showed.

    `attempt_count` fences: a worker that lost the import to another writes nothing.
    """

    __tablename__ = "sheet_import"
    __table_args__ = (Index(None, "organization_id", "kind"),)

    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE")
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    deputy_id: UUID | None = None
    kind: str = Field(max_length=40)
    target_id: UUID
    publishes: bool = False
    state: ImportState = Field(default=ImportState.READING, sa_type=words(ImportState))
    file_name: str = Field(max_length=255)
    file_sha256: str = Field(max_length=64)
    byte_count: int

    sheet: str = Field(default="", max_length=255)
    sheets: list[str] = Field(default_factory=list, sa_type=JSONB)
    header_row: int | None = None
    signature: str = Field(default="", max_length=64)
    file_columns: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    columns: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    directions: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    preview: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    warnings: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)

    row_count: int = 0
    created_count: int = 0
    updated_count: int = 0
    unchanged_count: int = 0
    fault_count: int = 0

    phase: str = Field(default="", max_length=20)
    handled_count: int = 0
    attempt_count: int = 0
    cancel_requested_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    finished_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    failure_code: str | None = Field(default=None, max_length=60)
    failure_params: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)


class SheetImportContent(Row, table=True):
    """The bytes that were shown: an upload may be gone before its import is written."""

    __tablename__ = "sheet_import_content"

    sheet_import_id: UUID = Field(foreign_key="sheet_import.id", ondelete="CASCADE", unique=True)
    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    content: bytes = Field(sa_type=LargeBinary)


class SheetImportFault(Row, table=True):
    """One cell that cannot stand, or with no column a whole row. `row` is the number people see in their file."""

    __tablename__ = "sheet_import_fault"
    __table_args__ = (Index(None, "sheet_import_id", "row"),)

    sheet_import_id: UUID = Field(foreign_key="sheet_import.id", ondelete="CASCADE")
    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    row: int
    column: str = Field(max_length=100)
    title: str = Field(max_length=300)
    code: str = Field(max_length=60)
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    value: str = Field(max_length=200)
    nearest: str = Field(default="", max_length=200)
    cells: dict[str, str] = Field(default_factory=dict, sa_type=JSONB)
    """Whom the row is about: its key and the first columns beside it, as they stand."""


class ColumnMapping(Row, table=True):
    """How an organization mapped the columns of files with these headers last time: declared column to position."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("organization_id", "kind", "signature"),)

    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE")
    kind: str = Field(max_length=40)
    signature: str = Field(max_length=64)
    positions: dict[str, int] = Field(default_factory=dict, sa_type=JSONB)


class Download(Row, table=True):
    """Something to be made and sent to whoever shows the secret in time, as far as the one who asked may see it."""

    __tablename__ = "download"

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    deputy_id: UUID | None = None
    secret_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    token_hash: bytes = Field(sa_type=LargeBinary)
    """Of the session or token that asked: with it the download ends."""
    what: str = Field(max_length=40)
    file_name: str = Field(max_length=255)
    given: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    ends_at: datetime = Field(sa_type=TIMESTAMP, index=True)
