"""Many entries or judges in one statement: an import of thousands of rows costs one round trip.

COPY would be faster still, but PostgreSQL does not let it pass row policies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.rules import EntryInput, JudgeInput
from services.kit.ids import new_id

INSERT_ENTRIES: Final = """
INSERT INTO entry (id, created_at, version, competition_id, code, title, summary, track, fields, region, judges_needed)
SELECT id, now(), 1, :competition_id, code, title, summary, track, fields, region, judges_needed
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given(
    id uuid, code text, title text, summary text, track text, fields text[], region text, judges_needed integer)
"""
OR_UPDATE_ENTRIES: Final = """
ON CONFLICT (competition_id, code) DO UPDATE SET
    title = excluded.title, summary = excluded.summary, track = excluded.track, fields = excluded.fields,
    region = excluded.region, judges_needed = excluded.judges_needed, version = entry.version + 1
"""
INSERT_IDENTITIES: Final = """
INSERT INTO entry_identity (id, created_at, entry_id, competition_id, organization_name, contact, related, advisors)
SELECT id, now(), entry_id, :competition_id, organization_name, contact, related, advisors
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given(
    id uuid, entry_id uuid, organization_name text, contact text, related jsonb, advisors text[])
ON CONFLICT (entry_id) DO UPDATE SET
    organization_name = excluded.organization_name, contact = excluded.contact, related = excluded.related,
    advisors = excluded.advisors
"""
INSERT_JUDGES: Final = """
INSERT INTO judge (id, created_at, version, competition_id, code, name, organization_name, kind, region, fields,
    expertise, min_load, max_load)
SELECT id, now(), 1, :competition_id, code, name, organization_name, kind, region, fields, expertise, min_load, max_load
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given(
    id uuid, code text, name text, organization_name text, kind text, region text, fields text[], expertise text,
    min_load integer, max_load integer)
"""
OR_UPDATE_JUDGES: Final = """
ON CONFLICT (competition_id, code) DO UPDATE SET
    name = excluded.name, organization_name = excluded.organization_name, kind = excluded.kind,
    region = excluded.region, fields = excluded.fields, expertise = excluded.expertise, min_load = excluded.min_load,
    max_load = excluded.max_load, version = judge.version + 1
"""
INSERT_CONTACTS: Final = """
INSERT INTO judge_contact (id, created_at, judge_id, competition_id, email)
SELECT id, now(), judge_id, :competition_id, email
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given(id uuid, judge_id uuid, email text)
ON CONFLICT (judge_id) DO UPDATE SET email = coalesce(nullif(excluded.email, ''), judge_contact.email)
"""
INSERT_JUDGE_ATTRIBUTES: Final = """
INSERT INTO judge_attributes (id, created_at, judge_id, competition_id, attributes)
SELECT id, now(), judge_id, :competition_id, attributes
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given(id uuid, judge_id uuid, attributes jsonb)
ON CONFLICT (judge_id) DO UPDATE SET attributes = excluded.attributes
"""
INSERT_ENTRY_ATTRIBUTES: Final = """
INSERT INTO entry_attributes (id, created_at, entry_id, competition_id, attributes)
SELECT id, now(), entry_id, :competition_id, attributes
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given(id uuid, entry_id uuid, attributes jsonb)
ON CONFLICT (entry_id) DO UPDATE SET attributes = excluded.attributes
"""
OR_SKIP: Final = " ON CONFLICT (competition_id, code) DO NOTHING"
RETURNING: Final = " RETURNING id, code, xmax = 0 AS is_new"


@dataclass(frozen=True, slots=True)
class Stored:
    """The keys of the rows by code, and how many of them are new."""

    ids: Mapping[str, UUID]
    created_count: int

    @property
    def updated_count(self) -> int:
        return len(self.ids) - self.created_count


async def store_entries(
    tx: AsyncSession, competition_id: UUID, entries: Sequence[EntryInput], *, updates: bool
) -> Stored:
    """Insert entries with their identities; a code that exists is updated, or left out of the answer."""
    rows = [{"id": new_id(), **asdict(entry)} for entry in entries]
    statement = INSERT_ENTRIES + (OR_UPDATE_ENTRIES if updates else OR_SKIP) + RETURNING
    stored = await _store(tx, statement, competition_id, rows)
    identities = [_of_owner(row, "entry_id", stored) for row in rows if row["code"] in stored.ids]
    await _execute(tx, INSERT_IDENTITIES, competition_id, identities)
    await _store_attributes(tx, INSERT_ENTRY_ATTRIBUTES, competition_id, identities)
    return stored


async def store_judges(
    tx: AsyncSession, competition_id: UUID, judges: Sequence[JudgeInput], *, updates: bool
) -> Stored:
    """Insert judges with their contacts; a code that exists is updated, or left out of the answer."""
    rows = [{"id": new_id(), **asdict(judge)} for judge in judges]
    statement = INSERT_JUDGES + (OR_UPDATE_JUDGES if updates else OR_SKIP) + RETURNING
    stored = await _store(tx, statement, competition_id, rows)
    contacts = [_of_owner(row, "judge_id", stored) for row in rows if row["code"] in stored.ids]
    await _execute(tx, INSERT_CONTACTS, competition_id, contacts)
    await _store_attributes(tx, INSERT_JUDGE_ATTRIBUTES, competition_id, contacts)
    return stored


async def _store_attributes(
    tx: AsyncSession, statement: str, competition_id: UUID, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Most rows have no columns of the organizer's own: then nothing is asked of the database."""
    told = [row for row in rows if row["attributes"] is not None]
    if told:
        await _execute(tx, statement, competition_id, [{**row, "id": new_id()} for row in told])


def _of_owner(row: Mapping[str, Any], owner: str, stored: Stored) -> Mapping[str, Any]:
    return {**row, "id": new_id(), owner: stored.ids[row["code"]]}


async def _store(tx: AsyncSession, statement: str, competition_id: UUID, rows: Sequence[Mapping[str, Any]]) -> Stored:
    found = (await _execute(tx, statement, competition_id, rows)).all()
    return Stored({row.code: row.id for row in found}, sum(row.is_new for row in found))


async def _execute(tx: AsyncSession, statement: str, competition_id: UUID, rows: Sequence[Mapping[str, Any]]) -> Any:
    await tx.flush()
    parameters = {"competition_id": competition_id, "rows": orjson.dumps(rows).decode()}
    return await tx.execute(text(statement), parameters)
