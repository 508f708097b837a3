import strawberry
from strawberry.scalars import JSON

from graph.competitions.types import Entry, Judge, Round
from graph.judging.types import AssignmentColumns, JudgeTask, PairExplanation, PairReason, Plan
from graph.kit.context import Context
from graph.kit.declare import Connection, by_id, listing
from graph.kit.node_ids import uuid_of
from graph.solving.columns import shown_columns
from services.judging.explaining import explain_pair
from services.judging.stating import describe_columns


@strawberry.type
class JudgingQuery:
    plan: Plan | None = by_id()
    plans: Connection[Plan] = listing(description="Plans of rounds you run; filter by solveRun for the one of a run.")
    judge_tasks: Connection[JudgeTask] = listing(description="Tasks of judges; filter by isMine for your own.")

    @strawberry.field(  # type: ignore[untyped-decorator]  # as below
        description="The columns of judges and entries with their values, for forms that state rules."
    )
    async def assignment_columns(
        self, info: strawberry.Info[Context, None], round_id: strawberry.ID
    ) -> AssignmentColumns | None:
        context = info.context
        key = uuid_of(Round, round_id, "roundId")
        async with context.database.transaction(context.actor) as tx:
            found = await describe_columns(tx, context.actor, key)
        return AssignmentColumns(judges=shown_columns(found.judges), entries=shown_columns(found.entries))

    @strawberry.field(  # type: ignore[untyped-decorator]  # JSON is untyped in Strawberry
        description="Why this judge, or why not that one: for any judge and entry of a plan."
    )
    async def explain_pair(
        self,
        info: strawberry.Info[Context, None],
        plan_id: strawberry.ID,
        judge_id: strawberry.ID,
        entry_id: strawberry.ID,
    ) -> PairExplanation | None:
        context = info.context
        keys = (
            uuid_of(Plan, plan_id, "planId"),
            uuid_of(Judge, judge_id, "judgeId"),
            uuid_of(Entry, entry_id, "entryId"),
        )
        async with context.database.transaction(context.actor) as tx:
            found = await explain_pair(tx, context.actor, *keys)
        return PairExplanation(
            is_in_plan=found.is_in_plan,
            origin=found.origin,
            is_locked=found.is_locked,
            fit=found.fit,
            components=JSON(dict(found.components)),
            reasons=[PairReason(code=reason.code, params=JSON(dict(reason.params))) for reason in found.reasons],
        )
