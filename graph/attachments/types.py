from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, String, cast, literal, select
from sqlmodel import col

from graph.kit.declare import Node, column, node, one, sql
from services.attachments.models import Attachment as AttachmentRow
from services.files.models import FileState
from services.files.models import StoredFile as StoredFileRow

if TYPE_CHECKING:
    from graph.identity.types import Account

AccountType = Annotated["Account", strawberry.lazy("graph.identity.types")]


def _download_url(attachment: Any) -> ColumnElement[str]:
    return literal("/files/") + cast(attachment.file_id, String)


def _state(attachment: Any) -> ColumnElement[str]:
    found: Any = select(col(StoredFileRow.state)).where(col(StoredFileRow.id) == attachment.file_id).scalar_subquery()
    return cast(found, String)


@node(AttachmentRow, order_by={"CREATED": "id", "NAME": ["name", "id"]}, default_order="CREATED_ASC")
class Attachment(Node):
    """A file of an entry, a need, a package or an organization."""

    name: str
    size: int = column("byte_count", description="In bytes.")
    content_type: str = column("content_type", description="Told by the content.")
    is_blind: bool = column("is_blind", description="Judges of a blind round may see it.")
    version: int
    created_at: datetime
    state: FileState = sql(_state, default=FileState.CLEAN.value, description="Only clean files can be downloaded.")
    download_url: str = sql(_download_url, default="", description="For GET, with the session's cookie or a token.")
    attached_by: AccountType | None = one(lambda attachment, account: account.id == attachment.attached_by_id)
