"""Files that belong to something: an entry's materials, a need's drawings, an organization's papers."""

from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from services.kit.tables import VersionedRow


class Attachment(VersionedRow, table=True):
    """One file of one object, seen by whoever may see the object whole."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(entry_id, need_id, technology_package_id, organization_id) = 1", name="one_subject"
        ),
    )

    file_id: UUID = Field(foreign_key="stored_file.id", ondelete="CASCADE", unique=True)
    entry_id: UUID | None = Field(default=None, foreign_key="entry.id", ondelete="CASCADE", index=True)
    need_id: UUID | None = Field(default=None, foreign_key="need.id", ondelete="CASCADE", index=True)
    technology_package_id: UUID | None = Field(
        default=None, foreign_key="technology_package.id", ondelete="CASCADE", index=True
    )
    organization_id: UUID | None = Field(default=None, foreign_key="organization.id", ondelete="CASCADE", index=True)
    is_blind: bool = False
    """Nothing in it tells who is behind the entry: judges of a blind round see such files only."""
    name: str = Field(max_length=255)
    byte_count: int
    content_type: str = Field(max_length=100)
    attached_by_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
