"""Who throws: a session of somebody of the sample, the ids there are, and what of it they may not read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID
from zoneinfo import available_timezones

from graphql import GraphQLObjectType
from sqlalchemy import select, text
from sqlmodel import col

from graph.kit.node_ids import node_id
from graph.kit.specs import find_node_spec
from graph.schema import build_schema
from services.identity.models import Account, SignInSession
from services.identity.sessions import new_token, token_hash
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database
from services.migrations.rooms import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.ext.asyncio import AsyncSession

SHORTEST: Final = 6
"""Texts below this length occur by chance."""
LONG: Final = 40
"""No word of the schema is as long, but ids are."""
ZONES: Final = available_timezones()


def _node_tables() -> dict[str, str]:
    """The table behind every node type."""
    types = build_schema()._schema.type_map.values()  # noqa: SLF001 - Strawberry shows it nowhere else
    specs = {it.name: find_node_spec(it) for it in types if isinstance(it, GraphQLObjectType)}
    return {name: spec.table.name for name, spec in specs.items() if spec}


NODE_TABLES: Final = _node_tables()


async def make_actor(url: str, email: str) -> dict[str, Any]:
    """Everything that the process of an actor must know."""
    async with Database(url, pool_size=2) as database:
        async with database.transaction(SYSTEM) as tx:
            account = (await tx.scalars(select(Account).where(col(Account.email) == email))).one()
            token = _sign_in(tx, account.id)
        everything, own = await _texts(database, SYSTEM), await _texts(database, Actor(account_id=account.id))
        return {
            "email": email,
            "account": str(account.id),
            "token": token,
            "ids": await _ids(database),
            "hidden": sorted(everything - own),
        }


async def come_in_again(url: str, account_id: UUID) -> str:
    """The token of a new session."""
    async with Database(url, pool_size=2) as database, database.transaction(SYSTEM) as tx:
        return _sign_in(tx, account_id)


def _sign_in(tx: AsyncSession, account_id: UUID) -> str:
    token = new_token()
    expires_at = now() + timedelta(days=1)
    tx.add(SignInSession(account_id=account_id, token_hash=token_hash(token), expires_at=expires_at))
    return token


async def hidden_still(url: str, account_id: UUID, candidates: set[str]) -> set[str]:
    """Those of the texts that the actor cannot read now either: what they did may have opened some."""
    async with Database(url, pool_size=2) as database:
        return candidates - await _texts(database, Actor(account_id=account_id))


async def _ids(database: Database) -> dict[str, list[str]]:
    """The ids of some rows of every type, whosever they are."""
    found = {}
    async with database.transaction(SYSTEM) as tx:
        for name, table in NODE_TABLES.items():
            keys = await tx.scalars(text(f'SELECT id FROM "{table}" ORDER BY id LIMIT 40'))  # noqa: S608 - a table of ours
            found[name] = [node_id(name, key) for key in keys]
    return found


async def _texts(database: Database, actor: Actor) -> set[str]:
    """Every telling text in every row that the actor reads, and the ids by which the API names the rows."""
    found: set[str] = set()
    for table in METADATA.sorted_tables:
        names = [name for name, each in NODE_TABLES.items() if each == table.name]
        async with database.transaction(actor) as tx:
            allowed = text("SELECT has_table_privilege(current_user, :name, 'SELECT')")
            if await tx.scalar(allowed, {"name": table.name}):
                rows = list(await tx.scalars(text(f'SELECT to_jsonb(t) FROM "{table.name}" t')))  # noqa: S608 - a table of ours
                found.update(each for row in rows for each in _strings(row))
                found.update(node_id(name, UUID(row["id"])) for name in names for row in rows)
    return {each for each in found if _tells(each)}


def _strings(value: Any) -> Iterator[str]:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for member in members:
        yield from [member] if isinstance(member, str) else _strings(member)


def _tells(word: str) -> bool:
    """Words of the schema, dates, moments and time zones occur everywhere."""
    is_date = word[:4].isdigit() and word[4:5] == "-"
    is_word = word.replace("_", "").isupper() or (word.isascii() and word.isidentifier() and len(word) < LONG)
    return len(word) >= SHORTEST and not is_date and not is_word and word not in ZONES
