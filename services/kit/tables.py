"""What every table shares: a key that grows with time, when the row came to be, and the version that guards edits."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Enum, MetaData
from sqlmodel import Field, SQLModel

from services.kit.clock import now
from services.kit.ids import new_id

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

TIMESTAMP: Any = DateTime(timezone=True)


def words(kind: type[StrEnum]) -> Any:
    """A column type for an enumeration: text with a check, so that a new word needs no lock on the table."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
        values_callable=lambda choices: [choice.value for choice in choices],
    )


class Row(SQLModel):
    """A table row with its key."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    created_at: datetime = Field(default_factory=now, sa_type=TIMESTAMP, nullable=False)


class VersionedRow(Row):
    """A row that people edit: `version` grows with every change, and an edit names the version it saw."""

    version: int = Field(default=1, nullable=False)
