"""From a solved run to a published plan: what is stored, edited, refused and seen."""

import asyncio

import pytest
from sqlalchemy import text

from services.competitions.commands import remove_entry
from services.judging.commands import (
    PlanBroken,
    declare_conflict,
    publish_plan,
    start_assignment,
    withdraw_conflict,
)
from services.judging.editing import EditInput, PairInput, edit_plan, list_violations
from services.judging.explaining import explain_pair
from services.judging.models import ConflictSource, PairOrigin, Plan, PlanState
from services.judging.queries import list_conflicts, list_pairs, list_tasks
from services.judging.settings import AssignmentInput
from services.judging.solved import load_solved
from services.judging.values import ConflictKind
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken, Stale
from services.solving.models import ProofWord
from tests.factories.competitions import Event, make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.judging import make_plan


@pytest.fixture
async def event(database: Database) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx)


@pytest.fixture
async def plan(database: Database, event: Event) -> Plan:
    return await make_plan(database, event)


async def keys_of(database: Database, plan: Plan) -> set[tuple[object, object]]:
    async with database.transaction(SYSTEM) as tx:
        return {(pair.judge_id, pair.entry_id) for pair in await list_pairs(tx, plan.id)}


async def swap_for(database: Database, event: Event, plan: Plan) -> tuple[PairInput, PairInput]:
    """A pair to add and one to remove, both of the last entry, such that no rule breaks."""
    entry = event.entries[-1].id
    async with database.transaction(SYSTEM) as tx:
        pairs = await list_pairs(tx, plan.id)
    serving = {pair.judge_id for pair in pairs if pair.entry_id == entry}
    load = {judge.id: sum(pair.judge_id == judge.id for pair in pairs) for judge in event.judges}
    idle = min((judge.id for judge in event.judges if judge.id not in serving), key=lambda key: load[key])
    return PairInput(idle, entry), PairInput(min(serving), entry)


async def test_a_plan_is_the_result_of_its_run(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(event.actor) as tx:
        solved = await load_solved(tx, plan.solve_run_id)
        pairs = await list_pairs(tx, plan.id)
        violations = await list_violations(tx, plan)
    assignment = solved.result.assignment
    assert assignment is not None
    chosen = {(solved.judge_ids[judge], solved.entry_ids[entry]) for judge, entry in assignment.pairs()}
    assert {(pair.judge_id, pair.entry_id) for pair in pairs} == chosen
    assert (len(pairs), sum(pair.fit for pair in pairs), plan.value) == (16, plan.value, solved.result.value)
    assert (plan.bound, plan.proof, plan.state, plan.number) == (plan.value, ProofWord.VERIFIED, PlanState.DRAFT, 1)
    assert {pair.origin for pair in pairs} == {PairOrigin.MACHINE}
    assert all(0 <= share <= 1 for pair in pairs for share in pair.components.values())
    assert all(pair.components for pair in pairs)
    assert violations == []


async def test_a_second_worker_explains_fits_as_the_first_would(database: Database, event: Event, plan: Plan) -> None:
    other = await make_plan(database, event, by_second_worker=True)
    async with database.transaction(event.actor) as tx:
        both = [await list_pairs(tx, key) for key in (plan.id, other.id)]
    first, second = [{(pair.judge_id, pair.entry_id): (pair.fit, pair.components) for pair in pairs} for pairs in both]
    assert first == second


async def test_colleagues_are_kept_apart_and_the_rows_say_so(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(event.actor) as tx:
        conflicts = await list_conflicts(tx, event.competition.id)
    assert [(row.judge_id, row.entry_id, row.kind, row.source) for row in conflicts] == [
        (event.judges[0].id, event.entries[0].id, "SAME_ORG", ConflictSource.DERIVED)
    ]
    assert (event.judges[0].id, event.entries[0].id) not in await keys_of(database, plan)


async def test_an_edit_says_what_it_costs_and_a_dry_run_changes_nothing(
    database: Database, event: Event, plan: Plan
) -> None:
    add, remove = await swap_for(database, event, plan)
    before = await keys_of(database, plan)
    async with database.transaction(event.actor) as tx:
        tried = await edit_plan(tx, event.actor, plan.id, EditInput(1, [add], [remove], dry_run=True))
    assert (tried.is_applied, await keys_of(database, plan)) == (False, before)
    async with database.transaction(event.actor) as tx:
        done = await edit_plan(tx, event.actor, plan.id, EditInput(1, [add], [remove], lock=[add]))
    assert (done.is_applied, done.violations, done.value_before) == (True, [], plan.value)
    assert (done.value, done.loss) == (tried.value, tried.loss)
    assert done.loss is not None
    assert 0 <= done.loss <= plan.value - done.value
    assert await keys_of(database, plan) == (before | {add.key}) - {remove.key}
    async with database.transaction(event.actor) as tx:
        stored = await tx.get_one(Plan, plan.id)
        [hand] = [pair for pair in await list_pairs(tx, plan.id) if pair.origin is PairOrigin.HAND]
    assert (stored.version, stored.edit_count, stored.value) == (2, 1, done.value)
    assert ((hand.judge_id, hand.entry_id), hand.is_locked, bool(hand.components)) == (add.key, True, True)


async def test_broken_rules_are_told_and_published_only_when_accepted(
    database: Database, event: Event, plan: Plan
) -> None:
    forbidden = PairInput(event.judges[0].id, event.entries[0].id)
    async with database.transaction(event.actor) as tx:
        done = await edit_plan(tx, event.actor, plan.id, EditInput(1, [forbidden]))
    told = [(violation.code, violation.judge_code, violation.entry_code) for violation in done.violations]
    assert told == [("PAIR_FORBIDDEN", "J000", "E000"), ("ENTRY_OVER", None, "E000")]
    assert done.loss is None
    async with database.transaction(event.actor) as tx:
        with pytest.raises(PlanBroken, match="PLAN_BREAKS_RULES"):
            await publish_plan(tx, event.actor, plan.id, 2)
    async with database.transaction(event.actor) as tx:
        published = await publish_plan(tx, event.actor, plan.id, 2, accepts_violations=True)
    assert [each["code"] for each in published.accepted_violations] == ["PAIR_FORBIDDEN", "ENTRY_OVER"]


async def test_a_conflict_declared_after_the_solve_stops_publication(
    database: Database, event: Event, plan: Plan
) -> None:
    judge_id, entry_id = min(await keys_of(database, plan), key=str)
    async with database.transaction(event.actor) as tx:
        conflict = await declare_conflict(tx, event.actor, judge_id, entry_id, ConflictKind.KIN)  # type: ignore[arg-type]  # keys of rows
    async with database.transaction(event.actor) as tx:
        with pytest.raises(PlanBroken) as refused:
            await publish_plan(tx, event.actor, plan.id, 1)
    [violation] = refused.value.violations
    assert (violation.code, violation.judge_id, violation.entry_id) == ("PAIR_FORBIDDEN", judge_id, entry_id)
    assert violation.params == {"reason": "KIN"}
    async with database.transaction(event.actor) as tx:
        await withdraw_conflict(tx, event.actor, conflict.id)
        assert (await publish_plan(tx, event.actor, plan.id, 1)).state is PlanState.PUBLISHED


async def test_publishing_hands_out_tasks_and_replaces_the_plan_before(
    database: Database, event: Event, plan: Plan
) -> None:
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, plan.id, 1)
    async with database.transaction(event.actor) as tx:
        first = {(task.judge_id, task.entry_id): task.id for task in await list_tasks(tx, event.round.id)}
    assert set(first) == await keys_of(database, plan)
    second = await make_plan(database, event, per_entry=3)
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, second.id, 1)
        states = [row.state for row in [await tx.get_one(Plan, key) for key in (plan.id, second.id)]]
        after = {(task.judge_id, task.entry_id): task.id for task in await list_tasks(tx, event.round.id)}
    assert states == [PlanState.REPLACED, PlanState.PUBLISHED]
    assert (second.number, set(after)) == (2, await keys_of(database, second))
    assert {key: after[key] for key in set(first) & set(after)} == {key: first[key] for key in set(first) & set(after)}


async def test_who_has_tasks_is_not_removed(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, plan.id, 1)
        with pytest.raises(RuleBroken, match="STILL_ASSIGNED"):
            await remove_entry(tx, event.actor, event.entries[0].id, 1)
    assert len(await keys_of(database, plan)) == 16


async def test_of_two_who_start_at_once_one_is_told_of_the_other(database: Database, event: Event) -> None:
    async def start() -> str:
        try:
            async with database.transaction(event.actor) as tx:
                run = await start_assignment(tx, event.actor, event.round.id, AssignmentInput())
                await asyncio.sleep(0.05)
        except RuleBroken as refused:
            return refused.code
        return run.state.value

    assert sorted(await asyncio.gather(start(), start())) == ["ALREADY_SOLVING", "QUEUED"]


async def test_locked_pairs_hold_in_the_next_assignment(database: Database, event: Event, plan: Plan) -> None:
    add, remove = await swap_for(database, event, plan)
    async with database.transaction(event.actor) as tx:
        await edit_plan(tx, event.actor, plan.id, EditInput(1, [add], [remove], lock=[add]))
    second = await make_plan(database, event)
    async with database.transaction(event.actor) as tx:
        [locked] = [pair for pair in await list_pairs(tx, second.id) if pair.is_locked]
    assert (locked.judge_id, locked.entry_id) == add.key


async def test_an_edit_of_nothing_leaves_the_plan_as_it_is(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(event.actor) as tx:
        outcome = await edit_plan(tx, event.actor, plan.id, EditInput(1))
    assert (outcome.is_applied, outcome.plan.version, outcome.plan.edit_count) == (False, 1, 0)
    assert (outcome.value, outcome.loss) == (outcome.value_before, None)


async def test_edits_that_cannot_be_meant_are_refused_with_their_place(
    database: Database, event: Event, plan: Plan
) -> None:
    present = PairInput(*min(await keys_of(database, plan), key=str))  # type: ignore[arg-type]  # keys of rows
    absent = PairInput(event.judges[0].id, event.entries[0].id)
    stranger = PairInput(event.entries[0].id, event.judges[0].id)
    given = EditInput(1, add=[present, stranger], remove=[absent], lock=[absent], unlock=[absent])
    async with database.transaction(event.actor) as tx:
        with pytest.raises(InvalidInput) as refused:
            await edit_plan(tx, event.actor, plan.id, given)
        assert [(fault.path, fault.code) for fault in refused.value.faults] == [
            ("add.0", "ALREADY_IN_PLAN"),
            ("add.1.judge_id", "UNKNOWN_VALUE"),
            ("add.1.entry_id", "UNKNOWN_VALUE"),
            ("remove.0", "NOT_IN_PLAN"),
            ("lock.0", "NOT_IN_PLAN"),
            ("unlock.0", "NOT_IN_PLAN"),
            ("unlock", "CONTRADICTS"),
        ]
        with pytest.raises(Stale):
            await edit_plan(tx, event.actor, plan.id, EditInput(7, remove=[present]))


async def test_a_published_plan_is_not_edited(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, plan.id, 1)
        with pytest.raises(RuleBroken, match="PLAN_NOT_DRAFT"):
            await edit_plan(tx, event.actor, plan.id, EditInput(2))


async def test_every_pair_is_explained(database: Database, event: Event, plan: Plan) -> None:
    chosen = min(await keys_of(database, plan), key=str)
    async with database.transaction(event.actor) as tx:
        why = await explain_pair(tx, event.actor, plan.id, *chosen)  # type: ignore[arg-type]  # keys of rows
        why_not = await explain_pair(tx, event.actor, plan.id, event.judges[0].id, event.entries[0].id)
    assert (why.is_in_plan, why.origin, why.reasons[0].code) == (True, PairOrigin.MACHINE, "CHOSEN")
    assert why.fit > 0
    assert (why_not.is_in_plan, why_not.reasons[0].code) == (False, "FORBIDDEN")
    assert why_not.reasons[0].params == {"judge": "J000", "entry": "E000", "reason": "SAME_ORG"}
    assert why_not.components["field"] == 1


async def test_a_round_is_assigned_once_at_a_time_and_within_bounds(database: Database, event: Event) -> None:
    async with database.transaction(event.actor) as tx:
        with pytest.raises(InvalidInput) as refused:
            await start_assignment(tx, event.actor, event.round.id, AssignmentInput(0, 2, 3, -1, 10**6))
        assert [(fault.path, fault.code) for fault in refused.value.faults] == [
            ("settings.per_entry", "OUT_OF_RANGE"),
            ("settings.min_load", "OUT_OF_RANGE"),
            ("settings.seed", "OUT_OF_RANGE"),
        ]
        await start_assignment(tx, event.actor, event.round.id, AssignmentInput())
        with pytest.raises(RuleBroken, match="ALREADY_SOLVING"):
            await start_assignment(tx, event.actor, event.round.id, AssignmentInput())


async def test_strangers_start_edit_and_publish_nothing(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(SYSTEM) as tx:
        stranger = actor_of(await make_account(tx))
        other = await make_event(tx)
    for actor in (stranger, other.actor):
        async with database.transaction(actor) as tx:
            for gesture in (
                start_assignment(tx, actor, event.round.id, AssignmentInput()),
                edit_plan(tx, actor, plan.id, EditInput(1)),
                publish_plan(tx, actor, plan.id, 1),
                explain_pair(tx, actor, plan.id, event.judges[0].id, event.entries[0].id),
                declare_conflict(tx, actor, event.judges[0].id, event.entries[0].id, ConflictKind.KIN),
            ):
                with pytest.raises((NotFound, NotAllowed)):
                    await gesture
            assert (
                await tx.scalar(
                    text("SELECT count(*) FROM solve_run WHERE organization_id = :id"), {"id": event.organization.id}
                )
                == 0
            )
