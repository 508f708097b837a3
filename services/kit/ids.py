"""Identifiers: UUID version 7, so that keys grow with time and indexes stay dense."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    return uuid7()


def node_id(type_name: str, row_id: UUID) -> str:
    """The id by which the API knows a row: `Type_uuid`, opaque to clients, the same everywhere."""
    return f"{type_name}_{row_id}"
