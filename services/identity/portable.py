"""All that is kept of a person, in every room: to hand it out, and to erase it."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import Column, Table, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

ROW_LIMIT: Final = 10_000
"""Of one table."""

WITHHELD: Final = (
    "password_hash",
    "token_hash",
    "code_hash",
    "secret",
    "secret_hash",
    "digest",
    "content",
    "key_hash",
    "fingerprint",
    "sealed_answer",
)
"""Columns that open doors or are copies of what the person handed in: never part of what is handed out."""

PSEUDONYM_DOMAIN: Final = "erased.invalid"


async def collect(tx: AsyncSession, account_id: UUID) -> dict[str, list[Any]]:
    """Every row of every table that names the account, for the system's transaction."""
    found = {"account": await _rows(tx, SQLModel.metadata.tables["account"], ["id"], account_id)}
    for table, columns in _tables():
        rows = await _rows(tx, table, [column.name for column in columns], account_id)
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
    return f"已注销用户 {short}", f"{account_id.hex}@{PSEUDONYM_DOMAIN}"


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


async def _rows(tx: AsyncSession, table: Table, columns: Sequence[str], account_id: UUID) -> list[Any]:
    named = " OR ".join(f'"{column}" = :account' for column in columns)
    query = f'SELECT to_jsonb(t) - CAST(:withheld AS text[]) FROM "{table.name}" t WHERE {named} LIMIT :limit'  # noqa: S608 - names of ours
    given = {"account": account_id, "withheld": list(WITHHELD), "limit": ROW_LIMIT}
    return list(await tx.scalars(text(query), given))


def as_document(found: dict[str, list[Any]]) -> str:
    """What was collected, as people and programs can read it."""
    return orjson.dumps(found, option=orjson.OPT_INDENT_2).decode()
