"""Node ids: base64 of `Type:uuid`, opaque to clients, the same everywhere."""

from base64 import b64decode
from binascii import Error as BinasciiError
from typing import Any, Final
from uuid import UUID

from services.kit import ids
from services.kit.refusals import FieldFault, InvalidInput

_LINE_BYTES = 57
"""PostgreSQL's encode() breaks base64 after as many bytes."""


node_id: Final = ids.node_id
"""The node id of a row; what is told to programs outside holds the same ids."""


def find_node_id(value: str) -> tuple[str, UUID] | None:
    """The type and the key inside a node id, or None when it is none."""
    try:
        type_name, _, key = b64decode(value, validate=True).decode().partition(":")
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


def has_line_breaks(type_name: str) -> bool:
    """Whether PostgreSQL would break the id of this type into lines."""
    return len(type_name) + 1 + 36 > _LINE_BYTES
