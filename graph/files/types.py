from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, literal

from graph.kit.declare import Node, column, node, sql
from services.files.models import FilePurpose, FileState
from services.files.models import StoredFile as StoredFileRow


def _download_url(file: Any) -> ColumnElement[str]:
    return literal("/files/") + cast(file.id, String)


@node(StoredFileRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class StoredFile(Node):
    name: str
    byte_count: int
    purpose: FilePurpose
    content_type: str = column("content_type", description="Told by the content, whatever the name says.")
    state: FileState
    scanned_at: datetime | None = column("scanned_at", description="Null where no scanner is set up, or not yet.")
    download_url: str = sql(_download_url, default="", description="For GET, with the session's cookie or a token.")
    sha256: str
    created_at: datetime
