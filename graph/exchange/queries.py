import strawberry

from graph.exchange.types import SheetImport
from graph.kit.declare import Connection, by_id, listing


@strawberry.type
class ExchangeQuery:
    sheet_import: SheetImport | None = by_id()
    sheet_imports: Connection[SheetImport] = listing(description="Imports of your organizations, newest first.")
