import strawberry

from graph.attachments.types import Attachment
from graph.kit.declare import by_id


@strawberry.type
class AttachmentsQuery:
    attachment: Attachment | None = by_id()
