"""One box that looks everywhere: each kind answers by its own index, row policies say what of it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

TEXT_LIMIT: Final = 200
HIT_LIMIT: Final = 50

_NAMED: Final = "JOIN organization o ON o.id = t.organization_id"
_KINDS: Final = (
    ("Competition", "competition", "t.name", "t.edition_year::text", "", "competition", "t.id"),
    ("Entry", "entry", "t.title", "t.code", "", "entry", "t.id"),
    ("Judge", "judge", "t.name", "t.code", "", "judge", "t.id"),
    ("Need", "need", "t.title", "t.region", "", "need", "t.id"),
    ("TechnologyPackage", "technology_package", "t.title", "t.region", "", "technology_package", "t.id"),
    ("Startup", "startup", "o.name", "t.industry", _NAMED, "organization", "o.id"),
    ("Incubator", "incubator", "o.name", "t.main_industry", _NAMED, "organization", "o.id"),
    ("Organization", "organization", "t.name", "t.province", "", "organization", "t.id"),
)  # fmt: skip
"""Node type, table, title, detail, join, whose search finds it, and by which key."""


def _select(place: int, kind: Sequence[str]) -> str:
    node, table, title, detail, join, search, key = kind
    return f"""(SELECT '{node}' AS kind, t.id, {title} AS title, {detail} AS detail, {place} AS place,
    row_number() OVER (ORDER BY length({title}), {title}, t.id) AS nth
    FROM {table} t {join} WHERE {key} IN (SELECT search_{search}(:text)) ORDER BY nth LIMIT :first)"""  # noqa: S608 - names of ours


FIND: Final = f"""SELECT kind, id, title, detail FROM (
{" UNION ALL ".join(_select(place, kind) for place, kind in enumerate(_KINDS))}
) AS found ORDER BY nth, place LIMIT :first"""  # noqa: S608 - names of ours
"""The best of each kind first, then the second of each."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its node type, its key, and what to show of it."""

    kind: str
    id: UUID
    title: str
    detail: str


async def find_anything(tx: AsyncSession, given: str, first: int) -> list[Hit]:
    """What holds every word of the text, among everything the actor may see, shortest titles first."""
    wanted = given.replace("\x00", " ").strip()[:TEXT_LIMIT]
    if not wanted:
        return []
    rows = await tx.execute(text(FIND), {"text": wanted, "first": max(0, min(first, HIT_LIMIT))})
    return [Hit(*row) for row in rows]
