import strawberry

from graph.catalog.types import Need, TechnologyPackage
from graph.kit.declare import Connection, by_id, listing


@strawberry.type
class CatalogQuery:
    need: Need | None = by_id()
    needs: Connection[Need] = listing(description="Published needs as far as they are shown, and your own.")
    technology_package: TechnologyPackage | None = by_id()
    technology_packages: Connection[TechnologyPackage] = listing()
