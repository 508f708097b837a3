from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement
from strawberry.scalars import JSON

from graph.kit.declare import Node, node, one, sql
from graph.kit.filters import any_of, filter_input, is_set
from graph.kit.json_text import node_id_text
from services.events.kinds import EventKind
from services.notices.models import Notice as NoticeRow
from services.notices.models import NoticeChoice

if TYPE_CHECKING:
    from graph.organizations.types import Organization

OrganizationType = Annotated["Organization", strawberry.lazy("graph.organizations.types")]


def subject_id(row: Any) -> ColumnElement[Any]:
    """The node id of what a row with `subject_type` and `subject_id` is about."""
    return node_id_text(row.subject_type, row.subject_id)


@filter_input
class NoticeFilter:
    is_read: bool | None = is_set("read_at")
    kind: list[EventKind] | None = any_of("kind")


@node(NoticeRow, filter_by=NoticeFilter, order_by={"CREATED": "created_at"}, default_order="CREATED_DESC")
class Notice(Node):
    """Something that happened and concerns you; what to say of it follows from `kind` and `params`."""

    kind: EventKind
    subject_type: str
    subject_id: str = sql(
        subject_id, default="", description="What it is about; ask `node(id:)`, which is null when you may not see it."
    )
    params: JSON
    created_at: datetime
    read_at: datetime | None
    organization: OrganizationType | None = one(lambda notice, organization: organization.id == notice.organization_id)


@strawberry.type(description="How you hear of a kind of event, by choice or by default.")
class NoticePreference:
    kind: EventKind
    choice: NoticeChoice


@strawberry.type(description="When your digest comes.")
class NoticeSchedule:
    time_zone: str
    digest_hour: int
