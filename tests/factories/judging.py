"""Assignments solved in the test's own process, for tests about what comes after a solve."""

from dataclasses import replace
from typing import Any

from optimizer import Limits, solve
from services.judging import tasks  # noqa: F401 - makes the kind known
from services.judging.commands import start_assignment
from services.judging.models import Plan
from services.judging.queries import find_plan_of_run
from services.judging.settings import AssignmentInput
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.solving import commands
from services.solving.kinds import get_kind
from services.solving.models import SolveRun
from services.solving.snapshots import read_problem, write_problem, write_result
from tests.factories.competitions import Event


async def make_plan(database: Database, event: Event, *, by_second_worker: bool = False, **settings: Any) -> Plan:
    """The draft of a fresh assignment of the event's round; a second worker has only what the first one stored."""
    async with database.transaction(event.actor) as tx:
        run = await start_assignment(tx, event.actor, event.round.id, AssignmentInput(**settings))
    await solve_here(database, run, by_second_worker=by_second_worker)
    async with database.transaction(event.actor) as tx:
        plan = await find_plan_of_run(tx, run.id)
    assert plan is not None
    return plan


async def solve_here(database: Database, run: SolveRun, *, by_second_worker: bool = False) -> None:
    """The steps of a worker, without its processes."""
    async with database.transaction(SYSTEM) as tx:
        claimed = await commands.claim_run(tx, run.id)
        assert claimed is not None
        build = await get_kind(claimed.kind).prepare(tx, claimed)
        snapshot = build()
        await commands.store_snapshot(tx, run.id, snapshot, write_problem(snapshot.problem))
        if by_second_worker:
            snapshot = replace(snapshot, problem=read_problem(write_problem(snapshot.problem)), origin=None)
        result = solve(snapshot.problem, objective=snapshot.objective, limits=Limits(seconds=20), seed=run.seed)
        await commands.end_run(tx, claimed, result, write_result(result), None)
        await get_kind(claimed.kind).complete(tx, claimed, snapshot, result)
