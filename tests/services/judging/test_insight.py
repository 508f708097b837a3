"""What is told of a plan: its matrix, loads, the worst served, limits, comparisons, previews, proofs."""

import io
import zipfile
from collections import Counter

import numpy as np
import pytest

from services.competitions.models import CompetitionRole, EventRole
from services.judging.commands import publish_plan
from services.judging.comparing import compare_plans
from services.judging.edit_history import LockScope, lock_pairs, redo_edit, undo_edit
from services.judging.editing import EditInput, PairInput, edit_plan
from services.judging.insight import list_limits, read_insight
from services.judging.matrix import BY_HAND, LOCKED, read_matrix
from services.judging.models import Plan, PlanPair
from services.judging.previewing import preview_publication
from services.judging.proving import export_proof, prove_plan
from services.judging.queries import get_plan, list_pairs
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound
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


async def pairs_of(database: Database, plan: Plan) -> list[PlanPair]:
    async with database.transaction(SYSTEM) as tx:
        return await list_pairs(tx, plan.id)


async def test_the_matrix_holds_every_fit_conflict_and_pair(database: Database, event: Event, plan: Plan) -> None:
    pairs = await pairs_of(database, plan)
    async with database.transaction(event.actor) as tx:
        found = await read_matrix(tx, event.actor, plan.id)
    solved, window = found.standing.solved, found.window
    levels = window.levels.reshape(8, 6).astype(float)
    told = window.lowest + (levels - 1) / 254 * (window.highest - window.lowest)
    judge, entry = np.meshgrid(np.arange(6, dtype=np.int32), np.arange(8, dtype=np.int32))
    fits = solved.problem.store.find(judge.ravel(), entry.ravel()).fit.reshape(8, 6)
    assert np.abs(told - fits).max() <= (window.highest - window.lowest) / 254 / 2 + 1
    [cell] = found.forbidden.tolist()
    assert (solved.entry_codes[cell // 6], solved.judge_codes[cell % 6]) == ("E000", "J000")
    assert found.reasons[found.forbidden_reason[0] - 1] == "SAME_ORG"
    chosen = {(solved.judge_ids[cell % 6], solved.entry_ids[cell // 6]) for cell in found.chosen.tolist()}
    assert chosen == {(pair.judge_id, pair.entry_id) for pair in pairs}
    assert not found.chosen_flags.any()


async def test_a_window_of_the_matrix_counts_its_cells_from_its_own_first(
    database: Database, event: Event, plan: Plan
) -> None:
    async with database.transaction(event.actor) as tx:
        whole = await read_matrix(tx, event.actor, plan.id)
        part = await read_matrix(tx, event.actor, plan.id, 3, 2)
        beyond = await read_matrix(tx, event.actor, plan.id, 99)
    inside = (whole.chosen >= 18) & (whole.chosen < 30)
    assert (part.chosen + 18).tolist() == whole.chosen[inside].tolist()
    assert (part.window.first_row, part.window.row_count, len(part.window.levels)) == (3, 2, 12)
    assert (beyond.window.row_count, len(beyond.chosen)) == (0, 0)


async def test_hand_edits_and_later_conflicts_show_in_the_matrix(database: Database, event: Event, plan: Plan) -> None:
    taken = {(pair.judge_id, pair.entry_id) for pair in await pairs_of(database, plan)}
    entry = event.entries[5].id
    judge = next(judge.id for judge in event.judges if (judge.id, entry) not in taken)
    pair = PairInput(judge, entry)
    async with database.transaction(event.actor) as tx:
        await edit_plan(tx, event.actor, plan.id, EditInput(1, [pair], lock=[pair]))
    async with database.transaction(event.actor) as tx:
        found = await read_matrix(tx, event.actor, plan.id)
    solved = found.standing.solved
    at = found.chosen.tolist().index(solved.entry_index[entry] * 6 + solved.judge_index[judge])
    assert found.chosen_flags[at] == LOCKED + BY_HAND
    assert (np.delete(found.chosen_flags, at) == 0).all()


async def test_the_worst_served_come_first_with_their_judges(database: Database, event: Event, plan: Plan) -> None:
    pairs = await pairs_of(database, plan)
    totals, loads = Counter[object](), Counter(pair.judge_id for pair in pairs)
    for pair in pairs:
        totals[pair.entry_id] += pair.fit
    async with database.transaction(event.actor) as tx:
        found = await read_insight(tx, event.actor, plan.id, 3, 2)
        whole = await read_insight(tx, event.actor, plan.id, 8)
    assert [each.rank for each in found.entries] == [3, 4, 5]
    assert list(found.entries) == list(whole.entries[2:5])
    assert [each.total_fit for each in whole.entries] == sorted(total / plan.scale for total in totals.values())
    assert all(each.total_fit <= each.best_fit for each in whole.entries)
    assert {(each.load, each.judge_count) for each in found.loads} == set(Counter(loads.values()).items())
    assert all(judge.load == loads[judge.judge_id] for each in whole.entries for judge in each.judges)
    assert whole.worst_fit == whole.entries[0].total_fit == whole.quantiles[0][1]


async def test_limits_are_told_with_their_worth_and_under_rules_with_the_most_of_it(
    database: Database, event: Event
) -> None:
    tight = await make_plan(database, event, max_load=3)
    ruled = await make_plan(database, event, rules=[{"count": {"column": "fields", "atMost": 1}}])
    async with database.transaction(event.actor) as tx:
        exact = await list_limits(tx, event.actor, tight.id, 5)
        estimated = await list_limits(tx, event.actor, ruled.id, 50)
    assert exact[0].code == "RAISE_CAPACITY"
    assert exact[0].worth is not None
    assert 0 < exact[0].worth <= exact[0].worth_at_most
    assert str(exact[0].params["judge"]).startswith("J")
    assert {each.worth for each in estimated} == {None}
    assert "RAISE_RULE_MAXIMUM" in {each.code for each in estimated}
    more = await make_plan(database, event, max_load=3, judge_loads=[{"judge": exact[0].params["judge"], "maxLoad": 4}])
    assert (more.value - tight.value) / tight.scale == pytest.approx(exact[0].worth)


async def test_two_plans_are_compared_pair_by_pair(database: Database, event: Event, plan: Plan) -> None:
    other = await make_plan(database, event, max_load=3, name="均衡些")
    before, after = [
        {(pair.judge_id, pair.entry_id) for pair in await pairs_of(database, each)} for each in (plan, other)
    ]
    async with database.transaction(event.actor) as tx:
        found = await compare_plans(tx, event.actor, plan.id, other.id)
        same = await compare_plans(tx, event.actor, plan.id, plan.id)
    assert found.changed_settings == ["maxLoad"]
    assert (found.kept_count, found.added_count, found.removed_count) == (
        len(before & after), len(after - before), len(before - after),
    )  # fmt: skip
    added = {(each.judge_id, each.entry_id) for each in found.changes if each.is_added}
    assert added == after - before
    assert found.second.run.name == "均衡些"
    assert found.second.highest_load <= 3
    gained = sum(each.after - each.before for each in found.entries)
    assert gained == pytest.approx(found.second.total_fit - found.first.total_fit)
    assert (same.added_count, same.removed_count, same.entries) == (0, 0, [])
    async with database.transaction(SYSTEM) as tx:
        elsewhere = await make_event(tx)
    foreign = await make_plan(database, elsewhere)
    async with database.transaction(SYSTEM) as tx:
        with pytest.raises(InvalidInput):
            await compare_plans(tx, SYSTEM, plan.id, foreign.id)


async def test_a_preview_tells_each_judge_what_publishing_does(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(event.actor) as tx:
        first = await preview_publication(tx, event.actor, plan.id)
        await publish_plan(tx, event.actor, plan.id, 1)
    assert (first.task_count, first.new_count, first.gone_count, first.replaces_a_plan) == (16, 16, 0, False)
    assert {each.code for each in first.warnings} == {"JUDGES_WITHOUT_ACCOUNT"}
    second = await make_plan(database, event, max_load=3)
    async with database.transaction(event.actor) as tx:
        found = await preview_publication(tx, event.actor, second.id)
    kept = {(p.judge_id, p.entry_id) for p in await pairs_of(database, plan)}
    planned = {(p.judge_id, p.entry_id) for p in await pairs_of(database, second)}
    assert (found.new_count, found.kept_count, found.gone_count) == (
        len(planned - kept), len(planned & kept), len(kept - planned),
    )  # fmt: skip
    assert sum(each.gone_count for each in found.judges) == found.gone_count
    assert all(each.count == each.new_count + each.kept_count for each in found.judges)
    assert found.replaces_a_plan


async def test_a_proof_is_checked_again_and_can_be_taken_away(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(event.actor) as tx:
        found = await prove_plan(tx, event.actor, plan.id)
        content = await export_proof(tx, event.actor, plan.id)
    assert (found.proof.is_valid, found.proof.gap, found.proof.vouched_by) == (True, 0, "VERIFIED")
    assert found.proof.value == found.proof.bound == plan.value / plan.scale
    assert all(check.is_good for check in found.proof.checks)
    assert found.proof.problem_digest == found.run.problem_digest
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert set(archive.namelist()) == {"names.json", "settings.json", "pairs.json", "problem", "result"}


async def test_who_looks_on_sees_it_and_edits_nothing(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(SYSTEM) as tx:
        observer = actor_of(await make_account(tx))
        tx.add(
            CompetitionRole(
                competition_id=event.competition.id, account_id=observer.account_id, role=EventRole.OBSERVER
            )
        )
    async with database.transaction(observer) as tx:
        matrix = await read_matrix(tx, observer, plan.id)
        insight = await read_insight(tx, observer, plan.id, 5)
        limits = await list_limits(tx, observer, plan.id, 5)
        proof = await prove_plan(tx, observer, plan.id)
        same = await compare_plans(tx, observer, plan.id, plan.id)
        preview = await preview_publication(tx, observer, plan.id)
        assert (len(matrix.chosen), len(insight.entries), proof.proof.is_valid) == (16, 5, True)
        assert (same.kept_count, preview.task_count, len(limits) <= 5) == (16, 16, True)
        assert await export_proof(tx, observer, plan.id)
    changes = [
        lambda tx: edit_plan(tx, observer, plan.id, EditInput(1)),
        lambda tx: undo_edit(tx, observer, plan.id, 1),
        lambda tx: redo_edit(tx, observer, plan.id, 1),
        lambda tx: lock_pairs(tx, observer, plan.id, 1, LockScope(is_locked=True)),
        lambda tx: publish_plan(tx, observer, plan.id, 1),
    ]
    for change in changes:
        async with database.transaction(observer) as tx:
            with pytest.raises(NotAllowed):
                await change(tx)


async def test_none_of_it_is_for_anybody_else(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(SYSTEM) as tx:
        stranger = actor_of(await make_account(tx))
    async with database.transaction(event.actor) as tx:  # warm: what is kept in memory must not leak either
        await get_plan(tx, plan.id)
        await read_matrix(tx, event.actor, plan.id)
        await prove_plan(tx, event.actor, plan.id)
    async with database.transaction(stranger) as tx:
        for ask in (
            lambda: read_matrix(tx, stranger, plan.id),
            lambda: read_insight(tx, stranger, plan.id, 5),
            lambda: list_limits(tx, stranger, plan.id, 5),
            lambda: compare_plans(tx, stranger, plan.id, plan.id),
            lambda: preview_publication(tx, stranger, plan.id),
            lambda: prove_plan(tx, stranger, plan.id),
            lambda: export_proof(tx, stranger, plan.id),
        ):
            with pytest.raises(NotFound):
                await ask()
