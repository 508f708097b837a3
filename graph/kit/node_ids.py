"""Node ids: `Type_uuid`, opaque to clients, the same everywhere; their former spelling is still read.

The database writes one for every row it shows: base64 of `Type:uuid` took longer than reading the key.
"""

from base64 import b64decode
from binascii import Error as BinasciiError
from typing import Any, Final
from uuid import UUID

import strawberry

from services.kit import ids
from services.kit.refusals import FieldFault, InvalidInput

node_id: Final = ids.node_id
"""The node id of a row; what is told to programs outside holds the same ids."""


def shown_id(type_name: str, key: UUID) -> strawberry.ID:
    """The node id of a row, for a field that a resolver fills."""
    return strawberry.ID(node_id(type_name, key))


def find_node_id(value: str) -> tuple[str, UUID] | None:
    """The type and the key inside a node id, or None when it is none."""
    try:
        type_name, _, key = value.rpartition("_") if "_" in value else _once(value)
        return type_name, UUID(key)
    except (BinasciiError, ValueError):
        return None


def find_row_id(type_name: str, value: str | None) -> UUID | None:
    """The key inside the node id of a `type_name`; None for any other text."""
    found = find_node_id(value) if value else None
    return found[1] if found and found[0] == type_name else None


def uuid_of(type_: type[Any], value: str, path: str) -> UUID:
    """The key inside a node id given as input at `path`; refuses anything else."""
    found = find_row_id(type_.__name__, value)
    if found is None:
        raise InvalidInput([FieldFault(path, "NOT_AN_ID", {"expected": type_.__name__})])
    return found


def _once(value: str) -> tuple[str, str, str]:
    return b64decode(value, validate=True).decode().partition(":")
