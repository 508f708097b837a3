"""Competitions, rounds, entries and judges: what is taken, what is refused, and by whom."""

import pytest

from services.competitions.commands import (
    add_entries,
    add_judges,
    create_competition,
    create_round,
    edit_competition,
    edit_entry,
    edit_judge,
    edit_round,
    open_judging,
    put_entries,
    remove_entry,
    remove_judge,
)
from services.competitions.models import CompetitionKind, JudgeKind, RoundState
from services.competitions.models import JudgeKind as StoredJudgeKind
from services.competitions.queries import get_contact, list_entries, list_entry_codes, list_judge_codes
from services.competitions.rules import CompetitionInput, EntryInput, JudgeInput, RoundInput
from services.judging.values import JudgeKind as JudgingJudgeKind
from services.kit.actor import NOBODY, SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken, Stale
from services.organizations.models import OrganizationKind
from tests.factories.competitions import Event, make_event, some_entries, some_judges
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_organization, make_restriction

EDITION = CompetitionInput("绿色技术创新大赛", CompetitionKind.COMPETITION, 2026)


@pytest.fixture
async def event(database: Database) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx, judges=2, entries=2)


def codes(refused: InvalidInput) -> list[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in refused.faults]


async def test_an_organizer_opens_an_edition_once(database: Database, event: Event) -> None:
    async with database.transaction(event.actor) as tx:
        made = await create_competition(tx, event.actor, event.organization.id, EDITION)
        with pytest.raises(InvalidInput) as refused:
            await create_competition(tx, event.actor, event.organization.id, EDITION)
    assert (made.version, made.time_zone, codes(refused.value)) == (1, "Asia/Shanghai", [("name", "NOT_UNIQUE")])


async def test_every_fault_of_an_edition_and_a_round_is_named(database: Database, event: Event) -> None:
    async with database.transaction(event.actor) as tx:
        given = CompetitionInput(" ", CompetitionKind.EXPRESS, 1800, "Mars/Olympus")
        with pytest.raises(InvalidInput) as refused:
            await create_competition(tx, event.actor, event.organization.id, given)
        assert codes(refused.value) == [
            ("name", "REQUIRED"), ("edition_year", "OUT_OF_RANGE"), ("time_zone", "UNKNOWN_VALUE"),
        ]  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            await create_round(tx, event.actor, event.competition.id, RoundInput("", 0, 2, per_entry=0, min_load=3))
        assert codes(refused.value) == [
            ("name", "REQUIRED"), ("ordinal", "OUT_OF_RANGE"), ("per_entry", "OUT_OF_RANGE"),
            ("min_load", "OUT_OF_RANGE"),
        ]  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            await create_round(tx, event.actor, event.competition.id, RoundInput("又一轮", 1, 2))
        assert codes(refused.value) == [("ordinal", "NOT_UNIQUE")]


async def test_edits_name_the_version_they_saw(database: Database, event: Event) -> None:
    async with database.transaction(event.actor) as tx:
        edited = await edit_competition(tx, event.actor, event.competition.id, 1, EDITION)
        assert (edited.version, edited.name) == (2, EDITION.name)
        with pytest.raises(Stale) as stale:
            await edit_competition(tx, event.actor, event.competition.id, 1, EDITION)
        assert stale.value.current_version == 2


async def test_a_round_stands_still_once_judges_were_told(database: Database, event: Event) -> None:
    async with database.transaction(event.actor) as tx:
        changed = await edit_round(tx, event.actor, event.round.id, 1, RoundInput("复赛", 1, 9, is_blind=True))
        assert (changed.version, changed.max_load, changed.is_blind) == (2, 9, True)
        assert (await open_judging(tx, event.actor, event.round.id)).state is RoundState.JUDGING
        with pytest.raises(RuleBroken, match="ROUND_ALREADY_JUDGED"):
            await edit_round(tx, event.actor, event.round.id, 3, RoundInput("终赛", 1, 9))


async def test_entries_come_all_or_none(database: Database, event: Event) -> None:
    new = EntryInput("E9", "余热回收", organization_name="丙公司", contact="李")
    async with database.transaction(event.actor) as tx:
        with pytest.raises(InvalidInput) as refused:
            await add_entries(tx, event.actor, event.competition.id, [new, EntryInput("E9"), EntryInput("")])
    assert codes(refused.value) == [("entries.1.code", "NOT_UNIQUE"), ("entries.2.code", "REQUIRED")]

    async def add_taken() -> None:
        async with database.transaction(event.actor) as tx:
            await add_entries(tx, event.actor, event.competition.id, [new, *some_entries(2)])

    with pytest.raises(InvalidInput) as refused:
        await add_taken()
    assert codes(refused.value) == [("entries.1.code", "NOT_UNIQUE"), ("entries.2.code", "NOT_UNIQUE")]
    async with database.transaction(event.actor) as tx:
        assert await list_entry_codes(tx, event.competition.id) == {"E000", "E001"}
        assert (await add_entries(tx, event.actor, event.competition.id, [new])).created_count == 1
        found = {each.entry.code: each for each in await list_entries(tx, event.competition.id)}
    identity = found["E9"].identity
    assert identity is not None
    assert (identity.organization_name, identity.contact) == ("丙公司", "李")


async def test_who_is_restricted_enters_no_contest(database: Database, event: Event) -> None:
    async with database.transaction(SYSTEM) as tx:
        zone = await make_organization(tx, kind=OrganizationKind.ZONE_ADMIN)
        await make_restriction(tx, zone, name="黑烟焦化")
    given = [
        EntryInput("E901", "余热", organization_name="清水科技"),
        EntryInput("E902", "焦炉", organization_name="黑烟焦化"),
    ]
    async with database.transaction(event.actor) as tx:
        for take in (add_entries, put_entries):
            with pytest.raises(InvalidInput) as refused:
                await take(tx, event.actor, event.competition.id, given)
            assert codes(refused.value) == [("entries.1.organization_name", "RESTRICTED")]
        renamed = EntryInput(event.entries[0].code, "焦炉", organization_name="黑烟焦化")
        with pytest.raises(InvalidInput):
            await edit_entry(tx, event.actor, event.entries[0].id, event.entries[0].version, renamed)
        assert (await put_entries(tx, event.actor, event.competition.id, given[:1])).created_count == 1


async def test_entries_and_judges_are_edited_and_removed(database: Database, event: Event) -> None:
    entry, judge = event.entries[0], event.judges[0]
    async with database.transaction(event.actor) as tx:
        edited = await edit_entry(tx, event.actor, entry.id, 1, EntryInput("E000", "新名称"))
        assert (edited.title, edited.version) == ("新名称", 2)
        given = JudgeInput("J000", "新名", kind=JudgeKind.POLICY, email="j@greenbridge.example")
        changed = await edit_judge(tx, event.actor, judge.id, 1, given)
        assert (changed.name, changed.kind, changed.version) == ("新名", JudgeKind.POLICY, 2)
        assert (await get_contact(tx, judge.id)).email == "j@greenbridge.example"
        with pytest.raises(InvalidInput) as refused:
            await edit_judge(tx, event.actor, judge.id, 2, JudgeInput("J9"))
        assert codes(refused.value) == [("judges.0.code", "IMMUTABLE")]
        await remove_entry(tx, event.actor, entry.id, 2)
        await remove_judge(tx, event.actor, judge.id, 2)
        assert await list_entry_codes(tx, event.competition.id) == {"E001"}
        assert await list_judge_codes(tx, event.competition.id) == {"J001"}


async def test_a_judge_with_impossible_loads_is_refused(database: Database, event: Event) -> None:
    async with database.transaction(event.actor) as tx:
        with pytest.raises(InvalidInput) as refused:
            await add_judges(tx, event.actor, event.competition.id, [JudgeInput("J9", min_load=3, max_load=2)])
    assert codes(refused.value) == [("judges.0.min_load", "OUT_OF_RANGE")]


async def test_others_do_none_of_it(database: Database, event: Event) -> None:
    async with database.transaction(SYSTEM) as tx:
        stranger = actor_of(await make_account(tx))
        other = await make_event(tx)
        incubator_admin = await make_account(tx)
        incubator = await make_organization(tx, kind=OrganizationKind.INCUBATOR, admin=incubator_admin)
    for actor in (NOBODY, stranger, other.actor):
        async with database.transaction(actor) as tx:
            for gesture in (
                create_competition(tx, actor, event.organization.id, EDITION),
                create_round(tx, actor, event.competition.id, RoundInput("复赛", 2, 3)),
                add_judges(tx, actor, event.competition.id, some_judges(1)),
                edit_judge(tx, actor, event.judges[0].id, 1, JudgeInput("J000")),
                remove_entry(tx, actor, event.entries[0].id, 1),
            ):
                with pytest.raises((NotFound, NotAllowed)):
                    await gesture
    actor = actor_of(incubator_admin)
    async with database.transaction(actor) as tx:
        with pytest.raises(NotAllowed, match="WRONG_KIND"):
            await create_competition(tx, actor, incubator.id, EDITION)


def test_kinds_of_judges_are_the_same_words_in_both_rooms() -> None:
    assert [kind.value for kind in StoredJudgeKind] == [kind.value for kind in JudgingJudgeKind]
