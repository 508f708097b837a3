from datetime import datetime

from graph.kit.declare import Node, node
from services.files.models import StoredFile as StoredFileRow


@node(StoredFileRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class StoredFile(Node):
    name: str
    byte_count: int
    sha256: str
    created_at: datetime
