"""The tables of the benchmark with their row policies, and rows of any size made by the database itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import psycopg
from sqlalchemy import Index, create_engine
from sqlalchemy.orm import registry
from sqlmodel import Field, Session, SQLModel

from services.identity.models import Account, SignInSession
from services.kit.clock import now
from services.kit.database import driver_url
from services.kit.policies import Policy, RoomPolicies, declaration_sql
from services.kit.tables import TIMESTAMP

REGISTRY = registry()
ACTOR: Final = UUID(int=7)
"""Who asks: the owner of every twentieth startup and of its entries."""

COUNTS: Final = {"incubator": 500, "startup": 20_000, "entry": 30_000, "score": 90_000}


class BenchmarkRow(SQLModel, registry=REGISTRY):
    """A row of the benchmark.

    What policies ask for stands first and texts stand last: a policy is asked of every row that is counted, and
    PostgreSQL finds a column only by walking over those before it.
    """


class IncubatorRow(BenchmarkRow, table=True):
    """Everybody sees an incubator."""

    __tablename__ = "bench_incubator"
    __table_args__ = (Index("ix_bench_incubator_name", "name", "id"),)

    id: UUID = Field(primary_key=True)
    name: str
    city: str
    founded_on: date


class StartupRow(BenchmarkRow, table=True):
    """A startup is seen when it is public, and by its owner."""

    __tablename__ = "bench_startup"
    __table_args__ = (
        Index("ix_bench_startup_name", "name", "id"),
        Index("ix_bench_startup_incubator", "incubator_id", "name", "id"),
    )

    is_public: bool
    owner_id: UUID
    id: UUID = Field(primary_key=True)
    incubator_id: UUID = Field(foreign_key="bench_incubator.id")
    version: int = 1
    founded_on: date
    employee_count: int
    name: str
    city: str
    field: str


class EntryRow(BenchmarkRow, table=True):
    """An entry is seen once it is submitted, and by its owner."""

    __tablename__ = "bench_entry"
    __table_args__ = (Index("ix_bench_entry_startup", "startup_id", "title", "id"),)

    owner_id: UUID
    id: UUID = Field(primary_key=True)
    startup_id: UUID = Field(foreign_key="bench_startup.id")
    submitted_at: datetime = Field(sa_type=TIMESTAMP)
    state: str
    title: str


class ScoreRow(BenchmarkRow, table=True):
    """A score is seen once it is released, and by its judge."""

    __tablename__ = "bench_score"
    __table_args__ = (Index("ix_bench_score_entry", "entry_id", "id"),)

    is_released: bool
    judge_id: UUID
    id: UUID = Field(primary_key=True)
    entry_id: UUID = Field(foreign_key="bench_entry.id")
    points: int
    remark: str


TABLES: Final = tuple(f"bench_{name}" for name in COUNTS)
POLICIES: Final = RoomPolicies(
    policies=[
        Policy("bench_incubator", "SELECT", "true"),
        Policy("bench_startup", "SELECT", "is_public OR owner_id = (SELECT actor_id())"),
        Policy("bench_startup", "UPDATE", "owner_id = (SELECT actor_id())"),
        Policy("bench_entry", "SELECT", "state = 'SUBMITTED' OR owner_id = (SELECT actor_id())"),
        Policy("bench_score", "SELECT", "is_released OR judge_id = (SELECT actor_id())"),
    ]
)

_KEY: Final = "('00000000-0000-4000-{kind}-' || lpad(to_hex({number}), 12, '0'))::uuid"


def key(kind: str, number: str) -> str:
    """SQL for the key of row `number`; kinds keep the keys of tables apart."""
    return _KEY.format(
        kind={"incubator": "8001", "startup": "8002", "entry": "8003", "score": "8004"}[kind], number=number
    )


def fill_sql(times: int) -> list[str]:
    """Statements that make the rows; the same on every machine."""
    count = {name: number * times for name, number in COUNTS.items()}
    owner = f"CASE WHEN {{n}} % 20 = 0 THEN '{ACTOR}'::uuid ELSE gen_random_uuid() END"
    startup_of_entry = f"(n::bigint * 7919) % {count['startup']}"
    return [
        f"""INSERT INTO bench_incubator (id, name, city, founded_on)
            SELECT {key("incubator", "n")}, '绿桥孵化器 ' || md5(n::text), 'City ' || n % 40, date '2001-01-01' + n
            FROM generate_series(0, {count["incubator"] - 1}) n""",  # noqa: S608 - built from constants of ours
        f"""INSERT INTO bench_startup
            SELECT n % 10 <> 3, {owner.format(n="n")}, {key("startup", "n")},
                {key("incubator", f"((n::bigint * 104729) % {count['incubator']})")}, 1,
                date '2015-01-01' + n % 3000, n % 300,
                '光伏 "Solar" ' || md5(n::text), 'City ' || n % 40, 'field ' || n % 7
            FROM generate_series(0, {count["startup"] - 1}) n""",  # noqa: S608 - built from constants of ours
        f"""INSERT INTO bench_entry
            SELECT {owner.format(n=f"({startup_of_entry})")}, {key("entry", "n")}, {key("startup", startup_of_entry)},
                timestamptz '2026-01-01 08:00Z' + n * interval '1 minute',
                CASE WHEN n % 8 = 5 THEN 'DRAFT' ELSE 'SUBMITTED' END, 'Entry 储能 ' || md5(n::text)
            FROM generate_series(0, {count["entry"] - 1}) n""",  # noqa: S608 - built from constants of ours
        f"""INSERT INTO bench_score
            SELECT n % 6 <> 1, gen_random_uuid(), {key("score", "n")}, {key("entry", f"(n % {count['entry']})")},
                n % 100, 'remark ' || md5(n::text)
            FROM generate_series(0, {count["score"] - 1}) n""",  # noqa: S608 - built from constants of ours
    ]


def make(url: str, times: int, token_hash: bytes) -> None:
    """Create the tables in a migrated database, fill them, and sign the actor in."""
    engine = create_engine(driver_url(url))
    IncubatorRow.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Account(id=ACTOR, email="benchmark@example.org", name="Benchmark"))
        session.flush()
        session.add(SignInSession(account_id=ACTOR, token_hash=token_hash, expires_at=now() + timedelta(days=1)))
        session.commit()
    engine.dispose()
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in fill_sql(times):
            connection.execute(statement)
        script: Any = declaration_sql([POLICIES], TABLES)
        connection.execute(script)
        connection.execute("VACUUM ANALYZE")


def tidy(url: str) -> None:
    """Rid the startups of what renaming left, so that every round finds them as they were filled.

    A table rewritten has no page marked as seen by all, which costs every scan until the next vacuum: hence the second.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM FULL bench_startup")
        connection.execute("VACUUM (ANALYZE) bench_startup")
