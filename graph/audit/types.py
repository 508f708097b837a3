"""The record of changes, as the administration of whose rows it tells may read it."""

from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_, func, or_, select
from strawberry.scalars import JSON

from graph.audit.names import names_in
from graph.identity.types import Account
from graph.kit.declare import Node, column, node, one, sql
from graph.kit.filters import any_of, filter_input, refers_to, same, where
from graph.kit.json_text import constant, node_id_text
from graph.organizations.types import Organization
from services.audit.models import AuditEntry as AuditEntryRow
from services.audit.models import AuditOperation, AuditOrigin, DoneBy
from services.identity.models import Account as AccountRow

strawberry.enum(
    DoneBy, description="A person, a person's program, the system, somebody unknown, or a database's owner."
)
strawberry.enum(AuditOperation)


def _node_id(table: Any, key: Any) -> ColumnElement[Any]:
    """The node id of a row, by its table: types are called like their tables."""
    name = func.replace(func.initcap(func.replace(table, "_", " ")), " ", "")
    return node_id_text(name, key)


def _origin(column: str) -> Any:
    """Of the actor's own people only: other rows of the table are hidden."""

    def value(entry: Any) -> ColumnElement[Any]:
        origin = AuditOrigin.__table__  # type: ignore[attr-defined]  # SQLModel makes it
        return select(origin.c[column]).where(origin.c.id == entry.origin_id).scalar_subquery()

    return value


def _by(entry: Any, key: Any) -> ColumnElement[bool]:
    """By an account or its deputy, as long as the account can be seen: others cannot be looked for."""
    account = AccountRow.__table__  # type: ignore[attr-defined]  # SQLModel makes it
    seen = select(account.c.id).where(account.c.id == key).exists()
    return and_(or_(entry.actor_id == key, entry.deputy_id == key), seen)


@filter_input
class AuditEntryFilter:
    table: list[str] | None = any_of("object_table")
    operation: list[AuditOperation] | None = any_of("operation")
    done_by: list[DoneBy] | None = any_of("done_by")
    actor: strawberry.ID | None = refers_to("Account", _by)
    gesture: str | None = same("gesture")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")
    since: datetime | None = where(
        lambda entry, moment: and_(entry.created_at >= moment, entry.id >= func.audit_id_at(moment, constant(-1)))
    )
    until: datetime | None = where(
        lambda entry, moment: and_(entry.created_at <= moment, entry.id <= func.audit_id_at(moment, constant(1)))
    )


@node(AuditEntryRow, filter_by=AuditEntryFilter, order_by={"AT": "id"}, default_order="AT_DESC")
class AuditEntry(Node):
    at: datetime = column("created_at")
    done_by: DoneBy
    actor: Account | None = one(lambda entry, account: account.id == entry.actor_id)
    deputy: Account | None = one(lambda entry, account: account.id == entry.deputy_id)
    gesture: str = column("gesture", description="The mutation or the job; empty where neither began the change.")
    address: str | None = sql(_origin("address"), description="Of the actor; shown to their own organizations.")
    agent: str | None = sql(_origin("agent"))
    operation: AuditOperation
    table: str = column("object_table")
    object_id: str | None = sql(
        lambda entry: _node_id(entry.object_table, entry.object_id),
        description="The node id of the changed row; null where an entry stands for many.",
    )
    subject_id: str = sql(
        lambda entry: _node_id(entry.subject_table, entry.subject_id),
        default="",
        description="The node id of the whole that the row is a part of, or of the row itself: ask `history` for it.",
    )
    organization: Organization | None = one(lambda entry, organization: organization.id == entry.organization_id)
    before: JSON | None = column(
        "before",
        description="Columns as they were; of a change only what it changed. Names of people are `{veiled}`, large "
        "content is `{bytes, sha256}`, secrets are `{secret}`.",
    )
    after: JSON | None
    names: JSON | None = sql(
        names_in, description="What keys in `before` and `after` stand for, by key: names of rows that you may see."
    )
    row_count: int
