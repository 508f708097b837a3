"""All that is kept of a person, in every room: to hand it out, and to erase it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import Column, Table, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

ROW_LIMIT: Final = 10_000
"""Of one table."""

HANDED_OUT: Final[Mapping[str, Sequence[str]]] = {
    "account": ("email", "name", "locale", "second_factor_since"),
    "api_token": ("name", "scope", "expires_at", "used_at"),
    "attachment": ("name", "byte_count", "content_type"),
    "audit_origin": ("address", "agent"),
    "competition_invitation": ("competition_id", "role", "accepted_at"),
    "competition_role": ("competition_id", "role"),
    "delegation": ("reason", "starts_on", "ends_on", "ended_at"),
    "deputy_gesture": ("gesture",),
    "download": ("what", "file_name", "ends_at"),
    "familiar_address": ("ends_at",),
    "invitation": ("organization_id", "role", "accepted_at"),
    "judge": (
        "competition_id", "code", "name", "organization_name", "kind", "region", "fields", "expertise", "min_load",
        "max_load",
    ),
    "mailed_link": ("purpose", "email", "name", "locale", "ends_at"),
    "membership": ("organization_id", "role"),
    "membership_request": ("organization_id", "message"),
    "notice": ("kind", "read_at"),
    "notice_preference": ("kind", "choice"),
    "notice_schedule": ("time_zone", "digest_hour"),
    "organization_merge": ("organization_id", "merged_name"),
    "organization_verification": ("organization_id", "state", "note", "decided_at"),
    "outside_identity": ("issuer", "subject"),
    "plan_edit": ("competition_id", "number"),
    "second_factor": (),
    "sheet_import": ("organization_id", "kind", "file_name", "byte_count", "state", "row_count", "finished_at"),
    "sign_in_session": ("expires_at", "used_at", "address", "agent"),
    "solve_run": ("organization_id", "kind", "name", "state", "started_at", "finished_at"),
    "stored_file": ("name", "byte_count", "sha256", "purpose", "content_type", "state"),
}  # fmt: skip
"""What tells of the person, by table; `created_at` goes with every row. Organizations and competitions go by name."""

KEPT_BACK: Final[Mapping[str, str]] = {
    "account_password": "is a digest that opens a door",
    "recovery_code": "is a digest that opens a door",
    "remembered_gesture": "is a sealed answer for a repeated request",
    "event": "is the platform's own post between rooms; what concerned the person reached them as a notice",
}

_NAMED: Final = {"organization_id": "organization", "competition_id": "competition"}
"""Columns that are handed out as the name of what they refer to."""

PSEUDONYM_DOMAIN: Final = "erased.invalid"


async def collect(tx: AsyncSession, account_id: UUID) -> dict[str, list[Any]]:
    """What every room keeps of the person, for the system's transaction: no key and nobody else is in it."""
    found = {"account": await _rows(tx, "account", ["id"], account_id)}
    for table, columns in _tables():
        rows = await _rows(tx, table.name, [column.name for column in columns], account_id)
        if rows:
            found[f"{table.name}"] = rows  # a plain text: SQLAlchemy's own kind of name is no key of JSON
    return found


async def erase(tx: AsyncSession, account_id: UUID) -> None:
    """Remove what is the person's own; what they did for others stays, and names a pseudonym."""
    for table, columns in _tables():
        for column in columns:
            if _is_own(column):
                query = f'DELETE FROM "{table.name}" WHERE "{column.name}" = :account'  # noqa: S608 - names of ours
                await tx.execute(text(query), {"account": account_id})


def pseudonym_of(account_id: UUID) -> tuple[str, str]:
    """The name and the address by which an erased account goes on."""
    short = account_id.hex[-8:]
    return f"已注销账号 {short}", f"{account_id.hex}@{PSEUDONYM_DOMAIN}"


def _tables() -> Iterator[tuple[Table, Sequence[Column[Any]]]]:
    """Every table of every room that names accounts, parts before wholes."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        columns = [column for column in table.c if any(_is_account(key) for key in column.foreign_keys)]
        if columns:
            yield table, columns


def _is_account(key: Any) -> bool:
    return bool(key.target_fullname == "account.id")


def _is_own(column: Column[Any]) -> bool:
    """Rows that would go with the account are the person's own."""
    return any(_is_account(key) and key.ondelete == "CASCADE" for key in column.foreign_keys)


async def _rows(tx: AsyncSession, table: str, columns: Sequence[str], account_id: UUID) -> list[Any]:
    """The rows that name the account. Where several columns can, `as` says in which part the person stands there."""
    shown = HANDED_OUT.get(table)
    if shown is None:
        return []
    told = ["'created_at'", "t.created_at"]
    if len(columns) > 1:
        parts = " ".join(f"WHEN t.\"{name}\" = :account THEN '{name.removesuffix('_id')}'" for name in columns)
        told += ["'as'", f"CASE {parts} END"]
    for name in shown:
        of = _NAMED.get(name)
        told += [f"'{of or name}'", f'(SELECT r.name FROM "{of}" r WHERE r.id = t."{name}")' if of else f't."{name}"']  # noqa: S608 - names of ours
    named = " OR ".join(f't."{name}" = :account' for name in columns)
    query = f'SELECT jsonb_build_object({", ".join(told)}) FROM "{table}" t WHERE {named} ORDER BY t.id LIMIT :limit'  # noqa: S608 - names of ours
    return list(await tx.scalars(text(query), {"account": account_id, "limit": ROW_LIMIT}))


def as_document(found: dict[str, list[Any]]) -> str:
    """What was collected, as people and programs can read it."""
    return orjson.dumps(found, option=orjson.OPT_INDENT_2).decode()
