import strawberry

from graph.files.types import StoredFile
from graph.kit.declare import Connection, by_id, listing


@strawberry.type
class FilesQuery:
    stored_file: StoredFile | None = by_id()
    stored_files: Connection[StoredFile] = listing(
        description="What you handed in within a day, and files of what you may see; newest first."
    )
