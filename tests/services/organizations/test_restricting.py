"""The restricted list: who rules it, whom it stops, for how long, and how one appeals."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.clock import today
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken, Stale
from services.organizations.models import AppealState, Organization, OrganizationKind, Restriction
from services.organizations.queries import list_restricted
from services.organizations.restricting import (
    AppealAnswer,
    appeal_restriction,
    decide_appeal,
    lift_restriction,
    restrict,
)
from services.organizations.rules import NewRestriction, Restricted, Subject
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_membership, make_organization, make_restriction

CODE = "91990000MAGB00101G"
TODAY = today()
RULED = NewRestriction(reason="重大环境事件", starts_on=TODAY, name="黑烟焦化有限公司")


class Cast:
    """An administration, the company it restricts, and somebody else."""

    zone: Actor
    company: Actor
    other: Actor
    administration: Organization
    subject: Organization


@pytest.fixture
async def cast(database: Database) -> Cast:
    made = Cast()
    async with database.transaction(SYSTEM) as tx:
        accounts = [await make_account(tx) for _ in range(3)]
        made.zone, made.company, made.other = map(actor_of, accounts)
        kind = OrganizationKind.ZONE_ADMIN
        made.administration = await make_organization(tx, kind=kind, admin=accounts[0])
        made.subject = await make_organization(tx, name=RULED.name, admin=accounts[1])
        made.subject.uscc = CODE
        await make_organization(tx, admin=accounts[2])
    return made


async def rule(database: Database, cast: Cast, new: NewRestriction = RULED) -> Restriction:
    async with database.transaction(cast.zone) as tx:
        return await restrict(tx, cast.zone, cast.administration.id, new)


async def stopped(database: Database, actor: Actor, *subjects: Subject) -> dict[int, Restricted]:
    async with database.transaction(actor) as tx:
        return dict(await list_restricted(tx, subjects))


@pytest.mark.parametrize(
    ("ruled", "subject"),
    [
        (NewRestriction("x", TODAY, name=" 黑烟焦化有限公司 "), Subject("黑烟焦化有限公司")),
        (NewRestriction("x", TODAY, uscc=CODE.lower()), Subject("改了名的公司", CODE)),
        (NewRestriction("x", TODAY, uscc=CODE), Subject("黑烟焦化有限公司")),  # by the code that is known of this name
        (NewRestriction("x", TODAY, industry="焦化"), Subject("新公司", None, "焦化")),
    ],
)
async def test_the_gate_knows_by_name_code_and_industry(
    database: Database, cast: Cast, ruled: NewRestriction, subject: Subject
) -> None:
    await rule(database, cast, ruled)
    free = Subject("清水科技", "91990000MAGB00102K", "水处理")
    assert await stopped(database, cast.other, free, subject, free) == {1: Restricted("x", None)}


async def test_everybody_meets_the_gate_and_few_see_the_list(database: Database, cast: Cast) -> None:
    await rule(database, cast)
    subject = Subject(RULED.name)
    for actor in (NOBODY, SYSTEM, cast.other, cast.company, cast.zone):
        assert list(await stopped(database, actor, subject)) == [0]
    seen = {}
    for name, actor in (("zone", cast.zone), ("company", cast.company), ("other", cast.other), ("nobody", NOBODY)):
        async with database.transaction(actor) as tx:
            seen[name] = await tx.scalar(text("SELECT count(*) FROM restriction"))
    assert seen == {"zone": 1, "company": 1, "other": 0, "nobody": 0}


@pytest.mark.parametrize(
    ("starts", "ends", "is_stopped"), [(0, 0, True), (-9, None, True), (1, None, False), (-9, -1, False)]
)
async def test_a_restriction_holds_from_its_first_day_to_its_last(
    database: Database, cast: Cast, starts: int, ends: int | None, *, is_stopped: bool
) -> None:
    starts_on = TODAY + timedelta(days=starts)
    ends_on = None if ends is None else TODAY + timedelta(days=ends)
    await rule(database, cast, replace(RULED, starts_on=starts_on, ends_on=ends_on))
    assert bool(await stopped(database, cast.other, Subject(RULED.name))) is is_stopped


async def test_the_longest_of_several_is_told(database: Database, cast: Cast) -> None:
    for ends_on in (TODAY, TODAY + timedelta(days=9), TODAY + timedelta(days=3)):
        await rule(database, cast, replace(RULED, ends_on=ends_on))
    assert (await stopped(database, NOBODY, Subject(RULED.name)))[0].ends_on == TODAY + timedelta(days=9)


async def test_thousands_are_asked_at_once(database: Database, cast: Cast) -> None:
    await rule(database, cast)
    subjects = [Subject(f"公司{number}") for number in range(5_000)] + [Subject(RULED.name)]
    assert list(await stopped(database, cast.other, *subjects)) == [5_000]
    assert await stopped(database, cast.other) == {}


async def test_only_administrations_rule(database: Database, cast: Cast) -> None:
    async with database.transaction(cast.company) as tx:
        with pytest.raises(NotAllowed, match="WRONG_KIND"):
            await restrict(tx, cast.company, cast.subject.id, RULED)
        with pytest.raises(NotAllowed, match="NOT_A_MEMBER"):
            await restrict(tx, cast.company, cast.administration.id, RULED)


async def test_a_ruling_names_somebody_a_reason_and_a_period(database: Database, cast: Cast) -> None:
    bad = NewRestriction(reason=" ", starts_on=TODAY, ends_on=TODAY - timedelta(days=1), uscc="9" * 19)
    for new, paths in (
        (bad, ["uscc", "reason", "endsOn"]),
        (NewRestriction(reason="x", starts_on=TODAY), ["name"]),
    ):
        with pytest.raises(InvalidInput) as refused:
            await rule(database, cast, new)
        assert [fault.path for fault in refused.value.faults] == paths


async def test_lifting_ends_it_and_keeps_the_record(database: Database, cast: Cast) -> None:
    restriction = await rule(database, cast)
    async with database.transaction(cast.zone) as tx:
        with pytest.raises(Stale):
            await lift_restriction(tx, cast.zone, restriction.id, 7)
        lifted = await lift_restriction(tx, cast.zone, restriction.id, 1)
    assert (lifted.version, lifted.lifted_at is not None) == (2, True)
    assert await stopped(database, NOBODY, Subject(RULED.name)) == {}
    async with database.transaction(cast.company) as tx:
        with pytest.raises(NotAllowed, match="NOT_A_MEMBER"):
            await lift_restriction(tx, cast.company, restriction.id, 2)
    async with database.transaction(cast.other) as tx:
        with pytest.raises(NotFound, match="RESTRICTION_NOT_FOUND"):
            await lift_restriction(tx, cast.other, restriction.id, 2)


async def appeal(database: Database, cast: Cast, restriction_id: UUID, grounds: str = "已完成整改") -> UUID:
    async with database.transaction(cast.company) as tx:
        return (await appeal_restriction(tx, cast.company, restriction_id, cast.subject.id, grounds)).id


@pytest.mark.parametrize(("is_granted", "state"), [(True, AppealState.GRANTED), (False, AppealState.REFUSED)])
async def test_an_appeal_is_answered_once(
    database: Database, cast: Cast, state: AppealState, *, is_granted: bool
) -> None:
    restriction = await rule(database, cast)
    appeal_id = await appeal(database, cast, restriction.id)
    async with database.transaction(cast.company) as tx:
        with pytest.raises(NotAllowed, match="NOT_A_MEMBER"):
            await decide_appeal(tx, cast.company, appeal_id, 1, AppealAnswer(is_granted=True, answer="x"))
    async with database.transaction(cast.zone) as tx:
        with pytest.raises(InvalidInput):
            await decide_appeal(tx, cast.zone, appeal_id, 1, AppealAnswer(is_granted=is_granted, answer=" "))
        with pytest.raises(Stale, match="RESTRICTION_APPEAL_STALE"):
            await decide_appeal(tx, cast.zone, appeal_id, 2, AppealAnswer(is_granted=is_granted, answer="现场复核"))
        decided = await decide_appeal(
            tx, cast.zone, appeal_id, 1, AppealAnswer(is_granted=is_granted, answer="现场复核")
        )
        with pytest.raises(RuleBroken, match="APPEAL_DECIDED"):
            await decide_appeal(tx, cast.zone, appeal_id, 1, AppealAnswer(is_granted=True, answer="x"))
    assert (decided.state, decided.answer) == (state, "现场复核")
    assert bool(await stopped(database, NOBODY, Subject(RULED.name))) is not is_granted


async def test_only_the_subject_appeals_and_once_at_a_time(database: Database, cast: Cast) -> None:
    restriction = await rule(database, cast)
    outcomes = await asyncio.gather(*(appeal(database, cast, restriction.id) for _ in range(3)), return_exceptions=True)
    assert sorted(str(each) for each in outcomes if isinstance(each, RuleBroken)) == ["APPEAL_IS_OPEN"] * 2
    async with database.transaction(SYSTEM) as tx:
        industry = await make_restriction(tx, cast.administration, industry="焦化")
        member = await make_account(tx)
        await make_membership(tx, member, cast.subject)
    async with database.transaction(cast.other) as tx:
        with pytest.raises(NotFound):
            await appeal_restriction(tx, cast.other, restriction.id, cast.subject.id, "x")
    async with database.transaction(actor_of(member)) as tx:
        with pytest.raises(NotAllowed, match="ADMIN_REQUIRED"):
            await appeal_restriction(tx, actor_of(member), restriction.id, cast.subject.id, "x")
    async with database.transaction(cast.zone) as tx:
        with pytest.raises(NotAllowed, match="NOT_THE_SUBJECT"):
            await appeal_restriction(tx, cast.zone, industry.id, cast.administration.id, "x")


async def test_nothing_lifted_is_appealed(database: Database, cast: Cast) -> None:
    restriction = await rule(database, cast, replace(RULED, starts_on=date(2026, 1, 1)))
    async with database.transaction(cast.zone) as tx:
        await lift_restriction(tx, cast.zone, restriction.id, 1)
    with pytest.raises(RuleBroken, match="RESTRICTION_LIFTED"):
        await appeal(database, cast, restriction.id)
