"""Every select of the room."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.audit.rules import Origin, Sealed

_LINKS: Final = text("""
SELECT l.number, l.hash, l.id, e.id IS NOT NULL AS is_there,
       ARRAY[e.id::text, (extract(epoch FROM e.created_at) * 1000000)::bigint::text, e.transaction_number::text,
             e.done_by, e.actor_id::text, e.deputy_id::text, e.token_id::text, e.gesture, e.origin_id::text,
             e.operation, e.object_table, e.object_id::text, e.subject_table, e.subject_id::text,
             e.organization_id::text, e.account_id::text, e.is_overseen::text, e.before::text, e.after::text,
             e.row_count::text] AS content,
       e.origin_id, o.id IS NOT NULL AS has_origin, o.secret, o.account_id, o.address, o.agent
FROM audit_link l LEFT JOIN audit_entry e ON e.id = l.id LEFT JOIN audit_origin o ON o.id = e.origin_id
WHERE l.number > :after ORDER BY l.number LIMIT :limit
""")

_INSERTED: Final = text("""
SELECT e.id FROM audit_entry e
WHERE e.transaction_number < (SELECT transaction_number FROM audit_link ORDER BY number DESC LIMIT 1)
  AND NOT EXISTS (SELECT FROM audit_link l WHERE l.id = e.id)
ORDER BY e.transaction_number, e.created_at, e.id LIMIT 1
""")

_WAITING: Final = text("""
SELECT count(*) FROM audit_entry e
WHERE e.transaction_number >= coalesce((SELECT transaction_number FROM audit_link ORDER BY number DESC LIMIT 1), 0)
  AND NOT EXISTS (SELECT FROM audit_link l WHERE l.id = e.id)
""")


async def list_links(tx: AsyncSession, after: int, limit: int) -> Sequence[Sealed]:
    """The next links of the chain with their entries, in order."""
    rows = await tx.execute(_LINKS, {"after": after, "limit": limit})
    return [
        Sealed(
            number=row.number,
            hash=bytes(row.hash),
            entry_id=row.id,
            content=row.content if row.is_there else None,
            origin_id=row.origin_id,
            origin=Origin(bytes(row.secret), row.account_id, row.address, row.agent) if row.has_origin else None,
        )
        for row in rows
    ]


async def find_inserted(tx: AsyncSession) -> UUID | None:
    """An entry without a place in the chain though the chain went past its time."""
    found: UUID | None = await tx.scalar(_INSERTED)
    return found


async def count_waiting(tx: AsyncSession) -> int:
    """How many entries have no place in the chain yet."""
    return await tx.scalar(_WAITING) or 0
