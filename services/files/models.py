"""Files people hand in, such as the spreadsheets of an import."""

from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field

from services.kit.tables import Row


class StoredFile(Row, table=True):
    """One uploaded file of bounded size; only the one who uploaded it reads it again."""

    __tablename__ = "stored_file"

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=255)
    byte_count: int
    sha256: str = Field(max_length=64)
    content: bytes = Field(sa_type=LargeBinary)
