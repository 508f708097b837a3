import strawberry

from graph.kit.context import Context
from graph.kit.declare import by_id
from graph.kit.specs import LIMIT
from graph.notices.types import Notice, NoticePreference, NoticeSchedule
from services.events.kinds import EventKind
from services.notices import commands


@strawberry.type
class NoticesQuery:
    notice: Notice | None = by_id()

    @strawberry.field(  # type: ignore[untyped-decorator]  # Strawberry gives Any for an async resolver
        description="How you hear of every kind of event; null for nobody.", metadata={LIMIT: len(EventKind)}
    )
    async def notice_preferences(self, info: strawberry.Info[Context, None]) -> list[NoticePreference] | None:
        context = info.context
        if context.actor.account_id is None:
            return None
        async with context.database.transaction(context.actor) as tx:
            choices = await commands.list_choices(tx, context.actor)
        return [NoticePreference(kind=kind, choice=choice) for kind, choice in choices.items()]

    @strawberry.field(  # type: ignore[untyped-decorator]  # Strawberry gives Any for an async resolver
        description="When your digest comes; null for nobody."
    )
    async def notice_schedule(self, info: strawberry.Info[Context, None]) -> NoticeSchedule | None:
        context = info.context
        if context.actor.account_id is None:
            return None
        async with context.database.transaction(context.actor) as tx:
            schedule = await commands.get_schedule(tx, context.actor)
        return NoticeSchedule(time_zone=schedule.time_zone, digest_hour=schedule.digest_hour)
