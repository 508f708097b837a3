"""Files people hand in, such as the spreadsheets of an import and the materials of an entry."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field

from services.kit.tables import TIMESTAMP, Row, words


class FilePurpose(StrEnum):
    """What a file is handed in for; it decides how large it may be and of which types."""

    SHEET = "SHEET"
    MATERIAL = "MATERIAL"


class FileState(StrEnum):
    """Whether a file may be opened: not before the scanner of this deployment has found nothing in it."""

    QUARANTINED = "QUARANTINED"
    CLEAN = "CLEAN"
    REFUSED = "REFUSED"


class StoredFile(Row, table=True):
    """One file of bounded size; who uploaded it reads it, and who may see what it is attached to."""

    __tablename__ = "stored_file"

    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE", index=True)
    """Who uploaded it, for a day; None once it is attached to something and stays with that."""
    name: str = Field(max_length=255)
    byte_count: int
    sha256: str = Field(max_length=64)
    purpose: FilePurpose = Field(default=FilePurpose.SHEET, sa_type=words(FilePurpose))
    content_type: str = Field(default="application/octet-stream", max_length=100)
    """Told by its content, whatever its name says."""
    state: FileState = Field(default=FileState.CLEAN, sa_type=words(FileState))
    scanned_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """None where no scanner is set up, or it has not looked yet."""
    content: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Of what was made here; what came in lies in the file store under the row's key."""
