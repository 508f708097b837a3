"""A small room over tables of its own: organizations, judges, entries and their scores, with row policies."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import strawberry
from sqlalchemy import JSON, BigInteger, ColumnElement, Numeric, String, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from graph.kit.declare import (
    Connection,
    Node,
    by_id,
    column,
    computed,
    descending,
    listing,
    many,
    node,
    one,
    part,
    same_row,
    single,
    sql,
)
from graph.kit.filters import any_of, at_least, contains, filter_input, is_set, refers_to, same, where
from graph.kit.scalars import Long
from services.kit.policies import Policy, RoomPolicies
from services.kit.tables import TIMESTAMP, words

REGISTRY = registry()
SORTED_BY_BYTES: Any = String(collation="C")
"""So that Python sorts the texts as this database does, whatever the collation of the server."""


class DemoRow(SQLModel, registry=REGISTRY):
    id: UUID = Field(primary_key=True)


class JudgeKind(StrEnum):
    TECHNICAL = "TECHNICAL"
    FINANCE = "FINANCE"


class EntryState(StrEnum):
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"


class OrganizationRow(DemoRow, table=True):
    __tablename__ = "demo_organization"

    name: str = Field(sa_type=SORTED_BY_BYTES)
    founded_on: date | None = None
    owner_id: UUID | None = None


class JudgeRow(DemoRow, table=True):
    __tablename__ = "demo_judge"

    name: str = Field(sa_type=SORTED_BY_BYTES)
    kind: JudgeKind = Field(sa_type=words(JudgeKind))
    organization_id: UUID | None = None
    fields: list[str] = Field(sa_type=ARRAY(String))
    fee: Decimal = Field(sa_type=Numeric(12, 2))
    seen_bytes: int = Field(sa_type=BigInteger)
    seniority: float | None = None
    settings: dict[str, Any] = Field(sa_type=JSON)
    is_active: bool = True


class EntryRow(DemoRow, table=True):
    __tablename__ = "demo_entry"

    title: str = Field(sa_type=SORTED_BY_BYTES)
    state: EntryState = Field(sa_type=words(EntryState))
    organization_id: UUID
    submitted_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    rank: int | None = None
    proof_value: int | None = None
    proof_bound: int | None = None


class ScoreRow(DemoRow, table=True):
    __tablename__ = "demo_score"

    judge_id: UUID
    entry_id: UUID
    points: int


POLICIES = RoomPolicies(
    policies=[
        Policy("demo_organization", "SELECT", "owner_id IS NULL OR owner_id = (SELECT actor_id())"),
        Policy("demo_judge", "SELECT", "true"),
        Policy("demo_entry", "SELECT", "state = 'SUBMITTED' OR (SELECT actor_id()) IS NOT NULL"),
        Policy("demo_entry", "UPDATE", "(SELECT actor_id()) IS NOT NULL"),
        Policy("demo_score", "SELECT", "true"),
    ]
)
METADATA = JudgeRow.metadata
TABLES = sorted(METADATA.tables)


@filter_input
class OrganizationFilter:
    name: str | None = contains("name")


@node(OrganizationRow, filter_by=OrganizationFilter, order_by={"NAME": "name", "FOUNDED": "founded_on"})
class Organization(Node):
    name: str
    founded_on: date | None
    judges: "Connection[Judge]" = many(lambda organization, judge: judge.organization_id == organization.id)
    first_entries: "list[Entry]" = many(
        lambda organization, entry: entry.organization_id == organization.id, limit=3, order="TITLE_ASC"
    )


@filter_input
class JudgeFilter:
    name: str | None = contains("name")
    kind: list[JudgeKind] | None = any_of("kind")
    is_active: bool | None = same("is_active")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")
    has_organization: bool | None = is_set("organization_id")


def _score_count(judge: Any) -> ColumnElement[int]:
    return select(func.count()).select_from(ScoreRow).where(ScoreRow.judge_id == judge.id).scalar_subquery()


def _greeting(judge: Mapping[str, Any]) -> str:
    return f"{judge['name']} ({judge['kind']})"


@node(
    JudgeRow,
    filter_by=JudgeFilter,
    order_by={
        "NAME": "name",
        "SENIORITY": ["seniority", descending(lambda judge: judge.name)],
        "KIND": ["kind", "name"],
    },
)
class Judge(Node):
    name: str
    kind: JudgeKind
    organization: Organization | None = one(lambda judge, organization: organization.id == judge.organization_id)
    fields: list[str]
    fee: Decimal
    seen: Long = column("seen_bytes")
    seniority: float | None
    settings: strawberry.scalars.JSON
    is_active: bool
    score_count: int = sql(_score_count, default=0)
    greeting: str = computed(_greeting, needs=("name", "kind"))
    scores: "Connection[Score]" = many(lambda judge, score: score.judge_id == judge.id)


@part
class Proof:
    value: int | None = column("proof_value")
    bound: int | None = column("proof_bound")


@filter_input
class EntryFilter:
    state: EntryState | None = same("state")
    title: str | None = contains("title")
    rank_at_least: int | None = at_least("rank")
    judged_by: strawberry.ID | None = refers_to(
        "Judge", lambda entry, judge_id: entry.id.in_(select(ScoreRow.entry_id).where(ScoreRow.judge_id == judge_id))
    )
    is_titled: str | None = where(lambda entry, title: entry.title == title)


@node(
    EntryRow,
    filter_by=EntryFilter,
    order_by={"TITLE": "title", "NEWEST": "submitted_at", "RANK": "rank"},
    default_order="NEWEST_DESC",
)
class Entry(Node):
    title: str
    state: EntryState
    submitted_at: datetime | None
    rank: int | None
    organization: Organization | None = one(lambda entry, organization: organization.id == entry.organization_id)
    scores: "Connection[Score]" = many(lambda entry, score: score.entry_id == entry.id)
    proof: Proof | None = same_row(when=lambda entry: entry.proof_value.is_not(None))


@node(ScoreRow, order_by={"POINTS": "points"})
class Score(Node):
    points: int
    judge: Judge | None = one(lambda score, judge: judge.id == score.judge_id)
    entry: Entry | None = one(lambda score, entry: entry.id == score.entry_id)


def titled(entry: Any, title: str) -> ColumnElement[bool]:
    matches: ColumnElement[bool] = entry.title == title
    return matches


@strawberry.type
class DemoQuery:
    node: Node | None = by_id()
    judge: Judge | None = by_id()
    entry: Entry | None = by_id()
    entry_titled: Entry | None = single(titled)
    judges: Connection[Judge] = listing()
    entries: Connection[Entry] = listing()
    organizations: Connection[Organization] = listing()
    top_entries: list[Entry] = listing(limit=5, order="RANK_ASC")

    @strawberry.field
    def version(self) -> str:
        return "1"


OWNER = UUID(int=900)
START = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)


def rows() -> list[SQLModel]:
    """Few rows with every hard value: ties, nulls, quotes, Chinese, hidden rows, references to hidden rows."""
    organizations = [
        OrganizationRow(
            id=UUID(int=100 + i),
            name=name,
            founded_on=date(2001, 2, 3 + i) if i % 2 else None,
            owner_id=OWNER if i == 2 else None,
        )
        for i, name in enumerate(['绿桥"光伏"', "100% Solar_Lab", "Hidden \\ Institute", "Empty"])
    ]
    judges = [
        JudgeRow(
            id=UUID(int=200 + i),
            name=f"评委 {i % 7}\n" if i % 5 else f"Judge{i}",
            kind=JudgeKind.TECHNICAL if i % 3 else JudgeKind.FINANCE,
            organization_id=UUID(int=100 + i % 3) if i % 4 else None,
            fields=["储能", 'a"b'][: i % 3],
            fee=Decimal("12.50") * i,
            seen_bytes=2**31 + i,
            seniority=i / 4 if i % 3 else None,
            settings={"zh": "中文", "n": [1, None, {"deep": True}]},
            is_active=bool(i % 2),
        )
        for i in range(23)
    ]
    entries = [
        EntryRow(
            id=UUID(int=300 + i),
            title=f"Entry {i % 11} 项目",
            state=EntryState.SUBMITTED if i % 4 else EntryState.DRAFT,
            organization_id=UUID(int=100 + i % 3),
            submitted_at=START + timedelta(hours=i // 2, microseconds=i % 3) if i % 4 else None,
            rank=i if i % 2 else None,
            proof_value=i if i % 3 == 0 else None,
            proof_bound=i + 1 if i % 3 == 0 else None,
        )
        for i in range(31)
    ]
    scores = [
        ScoreRow(id=UUID(int=400 + n), judge_id=judges[n % 23].id, entry_id=entries[(n * 7) % 31].id, points=n % 13)
        for n in range(90)
    ]
    return [*organizations, *judges, *entries, *scores]


def new_suffix() -> str:
    return uuid4().hex[:12]
