"""Settings of an assignment: rules and aims that plans keep, exceptions, what is refused, and what is saved."""

from collections import Counter
from typing import Any

import pytest

from services.competitions.commands import put_entries, put_judges
from services.competitions.rules import EntryInput, JudgeInput
from services.judging.commands import save_assignment_settings, start_assignment
from services.judging.editing import list_violations
from services.judging.models import Plan
from services.judging.queries import find_defaults, list_pairs
from services.judging.settings import AssignmentInput, merge_patch
from services.judging.stating import describe_columns, require_stated
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotFound
from services.solving.mends import combine
from services.solving.models import SolveRun, SolveState
from tests.factories.competitions import Event, make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.judging import make_plan


@pytest.fixture
async def event(database: Database) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx)


async def run_of(database: Database, plan: Plan) -> SolveRun:
    async with database.transaction(SYSTEM) as tx:
        return await tx.get_one(SolveRun, plan.solve_run_id)


async def fields_met(database: Database, event: Event, plan: Plan) -> Counter[Any]:
    """How many judges of an entry's own field each entry has."""
    async with database.transaction(SYSTEM) as tx:
        pairs = await list_pairs(tx, plan.id)
    fields = {judge.id: set(judge.fields) for judge in event.judges}
    asked = {entry.id: set(entry.fields) for entry in event.entries}
    return Counter(pair.entry_id for pair in pairs if fields[pair.judge_id] & asked[pair.entry_id])


async def test_a_plan_keeps_its_rules_and_says_what_they_cost(database: Database, event: Event) -> None:
    free = await make_plan(database, event)
    rule = {"shared": {"column": "fields", "sharedWith": "fields", "atMost": 1}}
    kept = await make_plan(database, event, rules=[rule], name="一个同行")
    assert max((await fields_met(database, event, free)).values()) == 2
    assert max((await fields_met(database, event, kept)).values()) == 1
    assert kept.value < free.value
    run = await run_of(database, kept)
    assert (run.name, run.state, run.settings["rules"]) == ("一个同行", SolveState.PROVEN, [rule])
    async with database.transaction(event.actor) as tx:
        assert await list_violations(tx, kept) == []


async def test_aims_are_told_one_by_one(database: Database, event: Event) -> None:
    plan = await make_plan(database, event, aims=[{"kind": "WORST_SERVED"}, {"kind": "TOTAL_FIT"}])
    run = await run_of(database, plan)
    assert [stage["name"] for stage in run.stages] == ["worst_served", "total_fit"]
    assert all(stage["value"] == stage["bound"] and stage["proof"] == "VERIFIED" for stage in run.stages)
    assert run.stages[1]["value"] == plan.value


async def test_a_run_that_changes_hands_keeps_its_aims(database: Database, event: Event) -> None:
    plan = await make_plan(database, event, by_second_worker=True, aims=[{"kind": "BALANCE"}])
    assert [stage["name"] for stage in (await run_of(database, plan)).stages] == ["balance"]


async def test_exceptions_hold_for_those_they_name(database: Database, event: Event) -> None:
    given: dict[str, Any] = {
        "judge_loads": [{"judge": "J001", "maxLoad": 1}],
        "entry_needs": [{"entry": "E003", "judgesNeeded": 4}],
        "allowed_pairs": [{"judge": "J000", "entry": "E000"}],
        "rules": [{"pairs": {"pairs": [{"supply": "J000", "demand": "E000"}], "atLeast": 1}}],
    }
    plan = await make_plan(database, event, **given)
    async with database.transaction(SYSTEM) as tx:
        pairs = await list_pairs(tx, plan.id)
    load = Counter(pair.judge_id for pair in pairs)
    served = Counter(pair.entry_id for pair in pairs)
    assert load[event.judges[1].id] <= 1
    assert served[event.entries[3].id] == 4
    assert (event.judges[0].id, event.entries[0].id) in {(pair.judge_id, pair.entry_id) for pair in pairs}


async def test_an_aim_at_an_earlier_plan_keeps_its_pairs(database: Database, event: Event) -> None:
    first = await make_plan(database, event)
    aims = [{"kind": "FEWEST_CHANGES", "plan": first.number}, {"kind": "TOTAL_FIT"}]
    second = await make_plan(database, event, max_load=3, aims=aims)
    async with database.transaction(SYSTEM) as tx:
        both = [{(pair.judge_id, pair.entry_id) for pair in await list_pairs(tx, key)} for key in (first.id, second.id)]
    over = sum(max(0, count - 3) for count in Counter(judge for judge, _ in both[0]).values())
    assert len(both[0] - both[1]) == over


async def test_settings_that_cannot_stand_are_refused_by_their_place(database: Database, event: Event) -> None:
    given = AssignmentInput(
        rules=[
            {"count": {"column": "seniority", "atMost": 1}},
            {"count": {"column": "organization", "atLeast": 3, "atMost": 1}},
        ],
    )
    assert await refused(database, event, given) == [("settings.rules.1.count.at_least", "MINIMUM_ABOVE_MAXIMUM")]
    given = AssignmentInput(rules=[{"count": {"column": "seniority", "atMost": 1}}, {"floor": {"fitTotal": 0.1}}])
    assert await refused(database, event, given) == [("settings.rules.0.count.column", "RULE_COLUMN_MISSING")]
    given = AssignmentInput(rules=[{"sum": {"column": "code", "atMostColumn": "budget"}}])
    assert await refused(database, event, given) == [
        ("settings.rules.0.sum.column", "RULE_CELL_BAD"),
        ("settings.rules.0.sum.at_most", "RULE_COLUMN_MISSING"),
    ]
    given = AssignmentInput(aims=[{"kind": "PRIORITY", "column": "urgency"}, {"kind": "TOTAL_FIT"}])
    assert await refused(database, event, given) == [("settings.aims.0.column", "RULE_COLUMN_MISSING")]
    weighted = {"kind": "WEIGHTED", "parts": [{"weight": 1.0, "aim": {"kind": "LEXIMIN"}}]}
    assert await refused(database, event, AssignmentInput(aims=[weighted])) == [
        ("settings.aims.0.parts.0.aim", "OBJECTIVE_NOT_LINEAR")
    ]
    given = AssignmentInput(aims=[{"kind": "COMPARABILITY"}, {"kind": "TOTAL_FIT"}])
    assert await refused(database, event, given) == [("settings.aims", "OBJECTIVE_CANNOT_BE_HELD")]
    given = AssignmentInput(aims=[{"kind": "FEWEST_CHANGES", "plan": 9}])
    assert await refused(database, event, given) == [("settings.aims", "PLAN_NUMBER_UNKNOWN")]
    given = AssignmentInput(judge_loads=[{"judge": "J900", "maxLoad": 1}], max_load=0)
    assert [path for path, _ in await refused(database, event, given)] == ["settings.max_load"]
    given = AssignmentInput(judge_loads=[{"judge": "J900", "maxLoad": 1}])
    assert await refused(database, event, given) == [("settings.judge_loads.0.judge", "UNKNOWN_VALUE")]


async def refused(database: Database, event: Event, given: AssignmentInput) -> list[tuple[str, str]]:
    async with database.transaction(event.actor) as tx:
        with pytest.raises(InvalidInput) as wrong:
            await start_assignment(tx, event.actor, event.round.id, given)
    return [(fault.path, fault.code) for fault in wrong.value.faults]


async def test_columns_are_offered_with_their_values_to_whoever_runs_the_event(
    database: Database, event: Event
) -> None:
    async with database.transaction(event.actor) as tx:
        found = await describe_columns(tx, event.actor, event.round.id)
    columns = {column.name: column for column in found.judges}
    assert [(each.value, each.count) for each in columns["fields"].values] == [
        ("节能环保", 2), ("清洁能源", 2), ("资源回收利用", 2),
    ]  # fmt: skip
    assert (columns["region"].blank_count, columns["region"].value_count) == (6, 0)
    assert [column.name for column in found.entries][:3] == ["code", "organization", "track"]
    async with database.transaction(SYSTEM) as tx:
        stranger = actor_of(await make_account(tx))
    async with database.transaction(stranger) as tx:
        with pytest.raises(NotFound):
            await describe_columns(tx, stranger, event.round.id)


async def test_rules_may_name_the_organizers_own_columns(database: Database, event: Event) -> None:
    ranks = ["正高级", "正高级", "正高级", "中级", "中级", "中级"]
    judges = [
        JudgeInput(code=each.code, name=each.name, attributes={"职称": rank, "津贴": 100.0 * at})
        for at, (each, rank) in enumerate(zip(event.judges, ranks, strict=True))
    ]
    entries = [EntryInput(code=each.code, title=each.title, attributes={"预算": 300.0}) for each in event.entries]
    async with database.transaction(event.actor) as tx:
        await put_judges(tx, event.actor, event.competition.id, judges)
        await put_entries(tx, event.actor, event.competition.id, entries)
        found = await describe_columns(tx, event.actor, event.round.id)
    columns = {column.name: column for column in found.judges}
    assert [(each.value, each.count) for each in columns["职称"].values] == [("正高级", 3), ("中级", 3)]
    assert (columns["津贴"].is_numeric, columns["职称"].is_numeric) == (True, False)
    assert [column.name for column in found.entries][-1] == "预算"
    rules = [
        {"count": {"column": "职称", "values": ["正高级"], "atLeast": 1}},
        {"sum": {"column": "津贴", "per": "DEMAND", "atMostColumn": "预算"}},
    ]
    async with database.transaction(event.actor) as tx:
        await require_stated(tx, event.round, AssignmentInput(per_entry=2, rules=rules))
    wrong = AssignmentInput(per_entry=2, rules=[{"count": {"column": "级别", "atLeast": 1}}])
    assert [code for _, code in await refused(database, event, wrong)] == ["RULE_COLUMN_MISSING"]


async def test_saved_settings_are_what_the_next_assignment_starts_from(database: Database, event: Event) -> None:
    given = AssignmentInput(per_entry=1, name="甲", rules=[{"count": {"column": "organization", "atMost": 1}}])
    async with database.transaction(event.actor) as tx:
        await save_assignment_settings(tx, event.actor, event.round.id, given)
        again = await save_assignment_settings(tx, event.actor, event.round.id, given)
    async with database.transaction(event.actor) as tx:
        kept = await find_defaults(tx, event.round.id)
    assert kept is not None
    assert (kept.id, kept.version, kept.settings["name"]) == (again.id, 2, "甲")
    assert AssignmentInput.of_stated(kept.settings).rules == list(given.rules)


def test_patches_change_what_they_name_and_of_two_limits_the_generous_one_holds() -> None:
    stated = {"rules": [{"count": {"column": "a", "atMost": 1}}], "judgeLoads": [{"judge": "J1", "minLoad": 1}]}
    patches = [
        {"rules": [{"at": 0, "atMost": 3}]},
        {"rules": [{"at": 0, "atMost": 2}], "judgeLoads": [{"judge": "J1", "maxLoad": 5}]},
        {"judgeLoads": [{"judge": "J2", "maxLoad": 2}]},
    ]
    assert merge_patch(stated, combine(patches)) == {
        "rules": [{"count": {"column": "a", "atMost": 3}}],
        "judgeLoads": [{"judge": "J1", "minLoad": 1, "maxLoad": 5}, {"judge": "J2", "maxLoad": 2}],
    }
    assert stated["rules"] == [{"count": {"column": "a", "atMost": 1}}]
