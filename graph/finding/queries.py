import strawberry

from graph.kit.context import Context
from graph.kit.node_ids import shown_id
from graph.kit.specs import LIMIT
from services.finding.queries import HIT_LIMIT, find_anything

DEFAULT_FIRST = 20


@strawberry.type(description="Something that was found; ask `node(id:)` for more of it.")
class SearchHit:
    kind: str = strawberry.field(description="Its type: Organization, Startup, Need, Competition, Entry, ...")
    id: strawberry.ID
    title: str
    detail: str = strawberry.field(description="What tells it from others of the same title: a code, a year, a region.")


@strawberry.type
class FindingQuery:
    @strawberry.field(  # type: ignore[untyped-decorator]  # Strawberry gives Any for an async resolver
        description="Everything you may see that holds every word of the text, Chinese or English.",
        metadata={LIMIT: HIT_LIMIT},
    )
    async def search(
        self, info: strawberry.Info[Context, None], text: str, first: int = DEFAULT_FIRST
    ) -> list[SearchHit]:
        context = info.context
        async with context.database.transaction(context.actor) as tx:
            hits = await find_anything(tx, text, first)
        return [
            SearchHit(kind=hit.kind, id=shown_id(hit.kind, hit.id), title=hit.title, detail=hit.detail) for hit in hits
        ]
