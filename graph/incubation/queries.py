import strawberry

from graph.incubation.types import CriterionCheck, Incubator, Residency, SelfCheck, Startup
from graph.kit.context import Context
from graph.kit.declare import Connection, by_id, listing
from graph.kit.node_ids import uuid_of
from services.incubation import rules
from services.incubation.commands import check_incubator
from services.incubation.queries import get_incubator


def self_check_of(checked: rules.SelfCheck) -> SelfCheck:
    return SelfCheck(
        pack_id=checked.pack_id,
        level=checked.level,
        checked_on=checked.checked_on,
        missed_count=checked.missed_count,
        unknown_count=checked.unknown_count,
        criteria=[
            CriterionCheck(
                code=each.code,
                unit=each.unit,
                value=each.value,
                threshold=each.threshold,
                gap=each.gap,
                standing=each.standing,
                group=each.group,
            )
            for each in checked.criteria
        ],
    )


@strawberry.type
class IncubationQuery:
    incubator: Incubator | None = by_id()
    incubators: Connection[Incubator] = listing(description="Incubators you belong to.")
    residency: Residency | None = by_id()
    residencies: Connection[Residency] = listing()
    startup: Startup | None = by_id()
    startups: Connection[Startup] = listing(description="Startups that stay in your incubators, and your own.")

    @strawberry.field(  # type: ignore[untyped-decorator]  # Strawberry gives Any for an async resolver
        description="Which recognition criteria an incubator misses, and by how much."
    )
    async def self_check(self, info: strawberry.Info[Context, None], incubator_id: strawberry.ID) -> SelfCheck | None:
        context = info.context
        key = uuid_of(Incubator, incubator_id, "incubatorId")
        async with context.database.transaction(context.actor) as tx:
            return self_check_of(await check_incubator(tx, await get_incubator(tx, key)))
