"""Edits taken back and done again, locks in bulk, swaps, prices under rules, and plans repaired."""

from collections import Counter
from typing import Any

import pytest

from services.judging.commands import publish_plan, repair_plan
from services.judging.comparing import compare_plans
from services.judging.edit_history import LockScope, lock_pairs, redo_edit, suggest_swaps, undo_edit
from services.judging.editing import EditInput, EditOutcome, PairInput, edit_plan
from services.judging.explaining import explain_pair
from services.judging.models import Plan, PlanPair
from services.judging.pricing import PriceState
from services.judging.queries import find_plan_of_run, list_pairs
from services.judging.repairing import NewConflict, RepairInput
from services.judging.values import ConflictKind
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotFound, RuleBroken, Stale
from services.solving.models import SolveRun, SolveState
from tests.factories.competitions import Event, make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.judging import make_plan, solve_here


@pytest.fixture
async def event(database: Database) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx)


@pytest.fixture
async def plan(database: Database, event: Event) -> Plan:
    return await make_plan(database, event)


def whole(pair: PlanPair) -> tuple[Any, ...]:
    return pair.judge_id, pair.entry_id, pair.fit, pair.origin, pair.is_locked, str(sorted(pair.components.items()))


async def stand_of(database: Database, plan: Plan) -> set[tuple[Any, ...]]:
    async with database.transaction(SYSTEM) as tx:
        return {whole(pair) for pair in await list_pairs(tx, plan.id)}


async def edit(database: Database, event: Event, plan: Plan, given: EditInput) -> EditOutcome:
    async with database.transaction(event.actor) as tx:
        return await edit_plan(tx, event.actor, plan.id, given)


async def free_pair(database: Database, event: Event, plan: Plan, entry: int) -> PairInput:
    taken = {(one[0], one[1]) for one in await stand_of(database, plan)}
    key = event.entries[entry].id
    return PairInput(next(judge.id for judge in event.judges if (judge.id, key) not in taken), key)


async def test_edits_go_back_step_by_step_and_forth_again(database: Database, event: Event, plan: Plan) -> None:
    stands = [await stand_of(database, plan)]
    first, second = [await free_pair(database, event, plan, entry) for entry in (5, 6)]
    gone = PairInput(*next((one[0], one[1]) for one in stands[0] if one[1] == event.entries[7].id))
    for version, given in enumerate(
        [
            EditInput(1, add=[first], lock=[first]),
            EditInput(2, lock=[gone]),
            EditInput(3, add=[second], remove=[gone], unlock=[gone, first]),
        ],
        start=2,
    ):
        done = await edit(database, event, plan, given)
        assert done.plan.version == version
        stands.append(await stand_of(database, plan))
    version = 4
    for stand in reversed(stands[:-1]):
        async with database.transaction(event.actor) as tx:
            undone = await undo_edit(tx, event.actor, plan.id, version)
        version += 1
        assert (await stand_of(database, plan), undone.plan.version) == (stand, version)
    assert (undone.value, undone.plan.edit_count, undone.violations) == (plan.value, 0, [])
    async with database.transaction(event.actor) as tx:
        with pytest.raises(RuleBroken, match="NOTHING_TO_UNDO"):
            await undo_edit(tx, event.actor, plan.id, version)
    for stand in stands[1:]:
        async with database.transaction(event.actor) as tx:
            again = await redo_edit(tx, event.actor, plan.id, version)
        version += 1
        assert await stand_of(database, plan) == stand
    assert again.plan.edit_count == 3
    async with database.transaction(event.actor) as tx:
        with pytest.raises(RuleBroken, match="NOTHING_TO_REDO"):
            await redo_edit(tx, event.actor, plan.id, version)


async def test_a_new_edit_ends_what_could_be_done_again(database: Database, event: Event, plan: Plan) -> None:
    await edit(database, event, plan, EditInput(1, add=[await free_pair(database, event, plan, 5)]))
    async with database.transaction(event.actor) as tx:
        await undo_edit(tx, event.actor, plan.id, 2)
    await edit(database, event, plan, EditInput(3, add=[await free_pair(database, event, plan, 6)]))
    async with database.transaction(event.actor) as tx:
        with pytest.raises(RuleBroken, match="NOTHING_TO_REDO"):
            await redo_edit(tx, event.actor, plan.id, 4)
        with pytest.raises(Stale):
            await undo_edit(tx, event.actor, plan.id, 3)


async def test_pairs_are_locked_in_bulk_and_that_too_goes_back(database: Database, event: Event, plan: Plan) -> None:
    judge = event.judges[2].id
    async with database.transaction(event.actor) as tx:
        done = await lock_pairs(tx, event.actor, plan.id, 1, LockScope(is_locked=True, judge_id=judge))
        none = await lock_pairs(tx, event.actor, plan.id, 2, LockScope(is_locked=True, judge_id=judge))
    assert (done.is_applied, none.is_applied, none.plan.version) == (True, False, 2)
    locked = {one[0] for one in await stand_of(database, plan) if one[4]}
    assert locked == {judge}
    async with database.transaction(event.actor) as tx:
        await lock_pairs(tx, event.actor, plan.id, 2, LockScope(is_locked=True))
    assert all(one[4] for one in await stand_of(database, plan))
    async with database.transaction(event.actor) as tx:
        await undo_edit(tx, event.actor, plan.id, 3)
        await undo_edit(tx, event.actor, plan.id, 4)
    assert not any(one[4] for one in await stand_of(database, plan))


async def test_suggested_swaps_gain_what_they_say_and_break_nothing(
    database: Database, event: Event, plan: Plan
) -> None:
    entry = event.entries[3].id
    judge = next(one[0] for one in await stand_of(database, plan) if one[1] == entry)
    async with database.transaction(event.actor) as tx:
        swaps = await suggest_swaps(tx, event.actor, plan.id, (judge, entry), 10)
    assert [swap.gain for swap in swaps] == sorted((swap.gain for swap in swaps), reverse=True)
    assert {len(swap.add) for swap in swaps} == {1, 2}
    for swap in swaps:
        add, remove = [[PairInput(one.judge_id, one.entry_id) for one in side] for side in (swap.add, swap.remove)]
        tried = await edit(database, event, plan, EditInput(1, add, remove, dry_run=True))
        assert tried.violations == []
        assert (tried.value - tried.value_before) / plan.scale == pytest.approx(swap.gain)
        assert PairInput(judge, entry) in remove
    async with database.transaction(event.actor) as tx:
        with pytest.raises(InvalidInput):
            await suggest_swaps(tx, event.actor, plan.id, (entry, judge))


async def test_under_rules_a_dry_run_has_a_price_and_an_edit_is_done_without(database: Database, event: Event) -> None:
    rules = [{"shared": {"column": "fields", "sharedWith": "fields", "atMost": 1}}]
    plan = await make_plan(database, event, rules=rules)
    pairs = {(one[0], one[1]) for one in await stand_of(database, plan)}
    gone = PairInput(*min(pairs, key=str))
    tried = await edit(database, event, plan, EditInput(1, remove=[gone], dry_run=True))
    done = await edit(database, event, plan, EditInput(1, remove=[gone]))
    assert (tried.price_state, done.price_state, done.loss) == (PriceState.KNOWN, PriceState.NOT_ASKED, None)
    assert tried.loss is not None
    without = await make_plan(
        database,
        event,
        rules=[*rules, {"pairs": {"pairs": [codes(event, gone)], "atMost": 0}}],
    )
    assert plan.value - tried.loss == without.value
    same_field = next(
        PairInput(judge.id, entry.id)
        for entry in event.entries
        for judge in event.judges
        if set(judge.fields) & set(entry.fields) and (judge.id, entry.id) not in pairs and judge.code != "J000"
    )
    over = await edit(database, event, plan, EditInput(2, add=[same_field], dry_run=True))
    assert [each.params["rule_at"] for each in over.violations if each.code == "RULE_OVER"] == [0]
    async with database.transaction(event.actor) as tx:
        why = await explain_pair(tx, event.actor, plan.id, same_field.judge_id, same_field.entry_id)
    assert {0} == {reason.params["rule_at"] for reason in why.reasons if reason.code == "RULE_FULL"}


def codes(event: Event, pair: PairInput) -> dict[str, str]:
    judge = next(judge.code for judge in event.judges if judge.id == pair.judge_id)
    return {"supply": judge, "demand": next(entry.code for entry in event.entries if entry.id == pair.entry_id)}


async def test_a_price_with_several_aims_tells_what_becomes_of_each(database: Database, event: Event) -> None:
    plan = await make_plan(database, event, aims=[{"kind": "WORST_SERVED"}, {"kind": "TOTAL_FIT"}])
    gone = PairInput(*min(((one[0], one[1]) for one in await stand_of(database, plan)), key=str))
    tried = await edit(database, event, plan, EditInput(1, remove=[gone], dry_run=True))
    assert tried.price_state is PriceState.KNOWN
    assert {aim.name for aim in tried.aims} <= {"worst_served", "total_fit"}
    async with database.transaction(event.actor) as tx:
        why = await explain_pair(tx, event.actor, plan.id, gone.judge_id, gone.entry_id)
    told = {reason.params["aim"]: reason.params for reason in why.reasons if reason.code == "AIM"}
    assert told.keys() == {aim.name for aim in tried.aims} != set()
    for aim in tried.aims:  # in the aim's own unit, as the price tells it
        params = told[aim.name]
        assert (params["before"], params["after"]) == (aim.before / aim.scale, aim.after / aim.scale)


async def repaired(database: Database, event: Event, plan: Plan, given: RepairInput) -> tuple[SolveRun, Plan | None]:
    async with database.transaction(event.actor) as tx:
        current = await tx.get_one(Plan, plan.id)
        run = await repair_plan(tx, event.actor, plan.id, current.version, given)
    await solve_here(database, run)
    async with database.transaction(SYSTEM) as tx:
        return await tx.get_one(SolveRun, run.id, populate_existing=True), await find_plan_of_run(tx, run.id)


async def test_a_repair_changes_what_it_must_and_nothing_else(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, plan.id, 1)
    before = {(one[0], one[1]) for one in await stand_of(database, plan)}
    ill = Counter(judge for judge, _ in before).most_common(1)[0][0]
    barred = next(pair for pair in sorted(before, key=str) if pair[0] != ill)
    conflict = NewConflict(*barred, ConflictKind.KIN)
    run, draft = await repaired(database, event, plan, RepairInput([ill], conflicts=[conflict], name="评委病了"))
    assert draft is not None
    assert (run.state, run.name, [stage["name"] for stage in run.stages][-1]) == (
        SolveState.PROVEN, "评委病了", run.stages[-1]["name"],
    )  # fmt: skip
    after = {(one[0], one[1]) for one in await stand_of(database, draft)}
    lost = {pair for pair in before if pair[0] == ill or pair == barred}
    assert before - after == lost
    assert len(after - before) == len(lost)
    assert ill not in {judge for judge, _ in after}
    async with database.transaction(event.actor) as tx:
        found = await compare_plans(tx, event.actor, plan.id, draft.id)
    assert (found.added_count, found.removed_count) == (len(lost), len(lost))


async def test_a_repair_that_cannot_be_says_so_and_an_elastic_one_lists_what_lacks(
    database: Database, event: Event, plan: Plan
) -> None:
    ill = [judge.id for judge in event.judges[:3]]
    run, draft = await repaired(database, event, plan, RepairInput(ill))
    assert (run.state, draft) == (SolveState.INFEASIBLE, None)
    run, draft = await repaired(database, event, plan, RepairInput(ill, elastic=True))
    assert draft is not None
    assert (run.state, draft.missing_count) == (SolveState.PROVEN, 4)


async def test_who_does_not_run_the_event_changes_nothing(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(SYSTEM) as tx:
        stranger = actor_of(await make_account(tx))
    pair = event.judges[0].id, event.entries[0].id
    async with database.transaction(stranger) as tx:
        for ask in (
            lambda: undo_edit(tx, stranger, plan.id, 1),
            lambda: redo_edit(tx, stranger, plan.id, 1),
            lambda: lock_pairs(tx, stranger, plan.id, 1, LockScope(is_locked=True)),
            lambda: suggest_swaps(tx, stranger, plan.id, pair),
            lambda: repair_plan(tx, stranger, plan.id, 1, RepairInput()),
        ):
            with pytest.raises(NotFound):
                await ask()
