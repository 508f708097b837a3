"""Real workers, real solver processes, real kills."""

import time
from uuid import UUID

import pytest

from optimizer import verify
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.organizations.models import Organization, OrganizationKind
from services.solving.commands import request_cancel
from services.solving.models import ProofWord, SolveRun, SolveState
from services.solving.queries import find_snapshot, get_solved
from services.solving.rules import ATTEMPT_LIMIT
from services.solving.snapshots import read_problem, read_result
from tests.factories.organizations import make_organization
from tests.factories.solving import (
    BROKEN,
    IMPOSSIBLE,
    LONG,
    SLOWLY_PREPARED,
    SMALL,
    generated_snapshot,
    is_finished,
    queue_generated,
    wait_for_run,
    worker_process,
)


@pytest.fixture
async def organization(database: Database) -> Organization:
    async with database.transaction(SYSTEM) as tx:
        return await make_organization(tx, kind=OrganizationKind.ORGANIZER)


async def queue(database: Database, organization: Organization, settings: object) -> UUID:
    async with database.transaction(SYSTEM) as tx:
        return (await queue_generated(tx, organization, settings)).id  # type: ignore[arg-type]  # one of the constants


def is_in_the_solver(run: SolveRun) -> bool:
    return run.state is SolveState.RUNNING and run.phase in {"SOLVE", "PRICE"}


async def test_a_run_is_solved_proven_and_kept_whole(
    database: Database, database_url: str, organization: Organization
) -> None:
    run_id = await queue(database, organization, SMALL)
    with worker_process(database_url):
        run = await wait_for_run(database, run_id, is_finished)
    async with database.transaction(SYSTEM) as tx:
        stored = await get_solved(tx, run_id)
    problem = read_problem(stored.snapshot.problem)
    verification = verify(problem, read_result(problem, stored.result))
    assert (run.state, run.proof, run.attempt_count) == (SolveState.PROVEN, ProofWord.VERIFIED, 1)
    assert (verification.value, verification.bound, verification.gap) == (run.value, run.bound, 0)
    assert problem.digest() == run.problem_digest == generated_snapshot(SMALL, 7).problem.digest()
    assert run.settings == {**SMALL, "completed_with": 60, "supplies": 15}
    assert (run.demand_count, run.supply_count, run.scale) == (20, 15, 1_000_000)


async def test_an_infeasible_run_names_who_lacks_whom(
    database: Database, database_url: str, organization: Organization
) -> None:
    run_id = await queue(database, organization, IMPOSSIBLE)
    with worker_process(database_url):
        run = await wait_for_run(database, run_id, is_finished)
    assert (run.state, run.value, run.failure_code) == (SolveState.INFEASIBLE, None, None)
    assert run.shortage is not None
    assert (run.shortage["code"], run.shortage["missing_units"]) == ("DEMANDS_LACK_SUPPLIES", 45)
    assert set(run.shortage["demands"]) <= {f"d{number}" for number in range(20)}
    assert sum(mend["units"] for mend in run.shortage["mends"]) == 45


async def test_a_problem_that_cannot_be_built_fails_with_its_code(
    database: Database, database_url: str, organization: Organization
) -> None:
    run_id = await queue(database, organization, BROKEN)
    with worker_process(database_url):
        run = await wait_for_run(database, run_id, is_finished)
    assert (run.state, run.failure_code) == (SolveState.FAILED, "NEGATIVE_UNITS")
    assert run.failure_params["field"] == "supply_hi"


async def test_a_queued_run_is_canceled_at_once(database: Database, organization: Organization) -> None:
    run_id = await queue(database, organization, SMALL)
    async with database.transaction(SYSTEM) as tx:
        run = await request_cancel(tx, SYSTEM, run_id)
    assert (run.state, run.finished_at is not None, run.started_at) == (SolveState.CANCELED, True, None)


async def test_a_running_solve_is_canceled_within_two_seconds(
    database: Database, database_url: str, organization: Organization
) -> None:
    run_id = await queue(database, organization, LONG)
    with worker_process(database_url) as worker:
        await wait_for_run(database, run_id, is_in_the_solver)
        worker.freeze_solver()
        async with database.transaction(SYSTEM) as tx:
            await request_cancel(tx, SYSTEM, run_id)
        asked = time.monotonic()
        run = await wait_for_run(database, run_id, is_finished)
        assert time.monotonic() - asked < 2
        assert (run.state, run.proof, run.value) == (SolveState.CANCELED, ProofWord.NONE, run.value)
        assert worker.lasting_processes() == []


async def test_a_run_in_preparation_is_canceled_within_two_seconds(
    database: Database, database_url: str, organization: Organization
) -> None:
    run_id = await queue(database, organization, SLOWLY_PREPARED)
    with worker_process(database_url):
        await wait_for_run(database, run_id, lambda run: run.state is SolveState.RUNNING)
        async with database.transaction(SYSTEM) as tx:
            await request_cancel(tx, SYSTEM, run_id)
        asked = time.monotonic()
        run = await wait_for_run(database, run_id, is_finished)
    assert time.monotonic() - asked < 2
    assert (run.state, run.problem_digest) == (SolveState.CANCELED, None)


async def test_kill_9_of_the_worker_ends_in_a_finished_run(
    database: Database, database_url: str, organization: Organization
) -> None:
    run_id = await queue(database, organization, LONG)
    with worker_process(database_url) as first:
        await wait_for_run(database, run_id, is_in_the_solver)
        first.freeze_solver()
        first.kill()
        assert first.lasting_processes() == []
    async with database.transaction(SYSTEM) as tx:
        before = await find_snapshot(tx, run_id)
    with worker_process(database_url):
        run = await wait_for_run(database, run_id, is_finished)
    async with database.transaction(SYSTEM) as tx:
        after = await find_snapshot(tx, run_id)
    assert (run.state, run.proof, run.attempt_count) == (SolveState.PROVEN, ProofWord.VERIFIED, 2)
    assert before is not None
    assert after is not None
    assert (before.id, before.problem) == (after.id, after.problem)


async def test_a_stopped_worker_gives_its_run_back(
    database: Database, database_url: str, organization: Organization
) -> None:
    run_id = await queue(database, organization, LONG)
    with worker_process(database_url) as first:
        await wait_for_run(database, run_id, is_in_the_solver)
        first.freeze_solver()
        assert first.stop() == 0
    async with database.transaction(SYSTEM) as tx:
        given_back = await tx.get_one(SolveRun, run_id)
    assert (given_back.state, given_back.attempt_count) == (SolveState.QUEUED, 0)
    assert first.lasting_processes() == []


async def test_a_run_that_kills_its_workers_fails_in_the_end(
    database: Database, database_url: str, organization: Organization
) -> None:
    run_id = await queue(database, organization, SMALL)
    async with database.transaction(SYSTEM) as tx:
        run = await tx.get_one(SolveRun, run_id)
        run.attempt_count = ATTEMPT_LIMIT
    with worker_process(database_url):
        run = await wait_for_run(database, run_id, is_finished)
    assert (run.state, run.failure_code) == (SolveState.FAILED, "TOO_MANY_ATTEMPTS")
