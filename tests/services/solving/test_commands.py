"""The states of a run without a worker: who holds it, who lost it, who may not."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotFound, RuleBroken
from services.organizations.models import Organization, OrganizationKind
from services.solving.commands import (
    NewRun,
    Signs,
    claim_run,
    end_without_result,
    find_held_run,
    give_back_run,
    is_wanted,
    note_signs,
    queue_run,
    request_cancel,
)
from services.solving.models import SolveRun, SolveState
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_organization
from tests.factories.solving import SMALL, queue_generated


@pytest.fixture
async def organization(database: Database) -> Organization:
    async with database.transaction(SYSTEM) as tx:
        return await make_organization(tx, kind=OrganizationKind.ORGANIZER)


@pytest.fixture
async def run(database: Database, organization: Organization) -> SolveRun:
    async with database.transaction(SYSTEM) as tx:
        return await queue_generated(tx, organization, SMALL)


async def test_a_run_and_its_job_are_queued_together(database: Database, run: SolveRun) -> None:
    async with database.transaction(SYSTEM) as tx:
        jobs = (await tx.execute(text("SELECT task_name, args FROM procrastinate_jobs"))).all()
    assert [tuple(job) for job in jobs] == [("solving.solve_run", {"run_id": str(run.id)})]
    assert (run.state, run.attempt_count, run.limit_seconds) == (SolveState.QUEUED, 0, 600)


@pytest.mark.parametrize("seconds", [0, -1, 601])
async def test_a_time_limit_has_bounds(database: Database, organization: Organization, seconds: int) -> None:
    new = NewRun("generated", organization.id, organization.id, limit_seconds=seconds)
    async with database.transaction(SYSTEM) as tx:
        with pytest.raises(InvalidInput) as refused:
            await queue_run(tx, SYSTEM, new)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [("settings.seconds", "OUT_OF_RANGE")]


async def test_signs_of_life_are_written_by_the_holder_only(database: Database, run: SolveRun) -> None:
    async with database.transaction(SYSTEM) as tx:
        await claim_run(tx, run.id)
        second = await claim_run(tx, run.id)
        assert second is not None
        assert second.attempt_count == 2
        assert await note_signs(tx, run.id, 1, Signs("SOLVE", 1, 2)) is False
        assert await note_signs(tx, run.id, 2, Signs("SOLVE", 5, 9)) is True
        assert (await is_wanted(tx, run.id, 1), await is_wanted(tx, run.id, 2)) == (False, True)
        assert await find_held_run(tx, run.id, 1) is None
        await end_without_result(tx, run.id, 1, "SOLVER_DIED", {})
        await give_back_run(tx, run.id, 1)
        held = await tx.get_one(SolveRun, run.id, populate_existing=True)
    assert (held.state, held.phase, held.value, held.bound) == (SolveState.RUNNING, "SOLVE", 5, 9)


async def test_a_given_back_run_waits_for_the_next_worker_and_counts_no_attempt(
    database: Database, run: SolveRun
) -> None:
    async with database.transaction(SYSTEM) as tx:
        await claim_run(tx, run.id)
        await give_back_run(tx, run.id, 1)
        jobs = await tx.scalar(text("SELECT count(*) FROM procrastinate_jobs"))
        back = await tx.get_one(SolveRun, run.id, populate_existing=True)
    assert (back.state, back.attempt_count, jobs) == (SolveState.QUEUED, 0, 2)


async def test_a_canceled_run_is_not_claimed_and_not_canceled_again(database: Database, run: SolveRun) -> None:
    async with database.transaction(SYSTEM) as tx:
        await claim_run(tx, run.id)
        asked = await request_cancel(tx, SYSTEM, run.id)
        assert (asked.state, asked.cancel_requested_at is not None) == (SolveState.RUNNING, True)
        assert await note_signs(tx, run.id, 1, Signs("SOLVE")) is False
        assert await claim_run(tx, run.id) is None
        with pytest.raises(RuleBroken, match="SOLVE_RUN_FINISHED"):
            await request_cancel(tx, SYSTEM, run.id)
        ended = await tx.get_one(SolveRun, run.id, populate_existing=True)
    assert (ended.state, ended.failure_code) == (SolveState.CANCELED, None)


async def test_a_failure_keeps_its_code_and_its_parameters(database: Database, run: SolveRun) -> None:
    async with database.transaction(SYSTEM) as tx:
        await claim_run(tx, run.id)
        await end_without_result(tx, run.id, 1, "TIME_LIMIT_EXCEEDED", {"seconds": 30})
        failed = await tx.get_one(SolveRun, run.id, populate_existing=True)
    assert (failed.state, failed.failure_code, failed.failure_params) == (
        SolveState.FAILED, "TIME_LIMIT_EXCEEDED", {"seconds": 30},
    )  # fmt: skip


async def test_a_run_of_others_is_neither_seen_nor_canceled_nor_started(
    database: Database, organization: Organization, run: SolveRun
) -> None:
    async with database.transaction(SYSTEM) as tx:
        stranger = actor_of(await make_account(tx))
    async with database.transaction(stranger) as tx:
        with pytest.raises(NotFound, match="SOLVE_RUN_NOT_FOUND"):
            await request_cancel(tx, stranger, run.id)
    with pytest.raises(DBAPIError, match="row-level security"):
        async with database.transaction(stranger) as tx:
            await queue_generated(tx, organization, SMALL, actor=stranger)
