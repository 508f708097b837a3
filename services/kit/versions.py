"""Edits name the version that their person saw."""

from services.kit.refusals import Stale
from services.kit.tables import VersionedRow


def require_version(code: str, row: VersionedRow, seen: int) -> None:
    """Refuse an edit of a row that somebody changed since it was read. The row must be locked."""
    if row.version != seen:
        raise stale(code, row)


def stale(code: str, row: VersionedRow) -> Stale:
    """The refusal, with the row's key under its name, so that the current state can be shown beside the draft."""
    return Stale(code, current_version=row.version, **{f"{row.__tablename__}_id": str(row.id)})
