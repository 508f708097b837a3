"""Events become notices: for whom they concern, as each of them wishes, and nobody else sees them."""

import string
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from services.events.commands import dispatch_events
from services.events.kinds import EventKind
from services.identity.models import Locale
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database
from services.kit.mail import read_outbox
from services.kit.refusals import InvalidInput, NotFound
from services.kit.settings import Settings
from services.migrations.rooms import EVENT_SOURCES
from services.notices.commands import (
    Schedule,
    list_choices,
    mark_notices_read,
    send_due_mails,
    set_preference,
    set_schedule,
)
from services.notices.models import Notice, NoticeChoice
from services.notices.queries import newest_state
from services.notices.rules import RULES
from services.notices.tasks import take_events
from services.notices.words import SENTENCES, say
from services.organizations.models import MemberRole, Organization
from services.organizations.requesting import request_membership
from tests.factories.events import make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_membership, make_organization

K, C = EventKind, NoticeChoice


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, public_url="https://green.example/")


async def notices_of(database: Database, actor: Actor) -> list[Notice]:
    async with database.transaction(actor) as tx:
        return list(await tx.scalars(select(Notice).order_by(col(Notice.created_at))))


class Company:
    """An organization with an admin and a member, and somebody outside."""

    organization: Organization
    admin: Actor
    member: Actor
    outsider: Actor


@pytest.fixture
async def company(database: Database) -> Company:
    made = Company()
    async with database.transaction(SYSTEM) as tx:
        admin, member, outsider = [await make_account(tx, name=name) for name in ("管理员", "成员", "路人")]
        made.organization = await make_organization(tx, name="绿源公司", admin=admin)
        await make_membership(tx, member, made.organization, role=MemberRole.MEMBER)
        made.admin, made.member, made.outsider = map(actor_of, (admin, member, outsider))
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("DELETE FROM event"))
    return made


async def happen(database: Database, company: Company, kind: EventKind = K.NEED_PUBLISHED, count: int = 1) -> None:
    async with database.transaction(SYSTEM) as tx:
        for _ in range(count):
            await make_event(tx, kind=kind, organization_id=company.organization.id)
    await dispatch_events(database)


async def test_a_request_is_told_to_admins_and_to_nobody_else(database: Database, company: Company) -> None:
    async with database.transaction(company.outsider) as tx:
        await request_membership(tx, company.outsider, company.organization.id)
    await dispatch_events(database)
    [told] = await notices_of(database, company.admin)
    assert (told.kind, told.subject_type, told.params["person"]) == (
        K.MEMBERSHIP_REQUESTED,
        "MembershipRequest",
        "路人",
    )
    assert await notices_of(database, company.member) == await notices_of(database, company.outsider) == []


async def test_who_did_it_is_not_told(database: Database, company: Company) -> None:
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx, organization_id=company.organization.id)
        event.actor_id = company.member.account_id
    await dispatch_events(database)
    assert [len(await notices_of(database, actor)) for actor in (company.admin, company.member)] == [1, 0]


async def test_an_event_that_comes_twice_is_told_once(database: Database, company: Company) -> None:
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx, organization_id=company.organization.id)
        for _ in range(2):
            await take_events(tx, [event])
    assert len(await notices_of(database, company.admin)) == 1


async def test_thousands_are_told_in_a_few_statements(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(
            text(
                "INSERT INTO account (id, created_at, email, name, locale, version) "
                "SELECT gen_random_uuid(), now(), n || '@judges.example', '评委', 'ZH', 1 "
                "FROM generate_series(1, 2710) AS n"
            )
        )
        await tx.execute(
            text(
                "INSERT INTO event (id, created_at, kind, subject_type, subject_id, account_id, params) "
                "SELECT gen_random_uuid(), now(), 'JUDGE_TASKS_GIVEN', 'Judge', gen_random_uuid(), id, '{}' "
                "FROM account"
            )
        )
    await dispatch_events(database)
    async with database.transaction(SYSTEM) as tx:
        told = await tx.scalar(text("SELECT count(DISTINCT account_id) FROM notice"))
        jobs = await tx.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notices.send_mails'"))
    assert told == 2710
    assert jobs == 6, "one for a batch"


async def test_each_hears_as_they_wish(database: Database, company: Company) -> None:
    for actor, choice in ((company.admin, C.NONE), (company.member, C.DIGEST)):
        async with database.transaction(actor) as tx:
            await set_preference(tx, actor, K.NEED_PUBLISHED, C.MAIL)
            await set_preference(tx, actor, K.NEED_PUBLISHED, choice)
            assert (await list_choices(tx, actor))[K.NEED_PUBLISHED] is choice
    await happen(database, company)
    assert await notices_of(database, company.admin) == []
    [told] = await notices_of(database, company.member)
    assert told.mail_due_at is not None
    local = told.mail_due_at.astimezone(ZoneInfo("Asia/Shanghai"))
    assert (local.hour, local.minute) == (8, 0)
    assert timedelta(0) < told.mail_due_at - now() <= timedelta(days=1)


async def test_the_digest_comes_at_the_readers_own_hour(database: Database, company: Company) -> None:
    async with database.transaction(company.member) as tx:
        await set_preference(tx, company.member, K.NEED_PUBLISHED, C.DIGEST)
        await set_schedule(tx, company.member, Schedule("America/New_York", 17))
        await set_schedule(tx, company.member, Schedule("Asia/Kolkata", 6))
        for wrong in (Schedule("Mars/Olympus", 6), Schedule("Asia/Kolkata", 24)):
            with pytest.raises(InvalidInput):
                await set_schedule(tx, company.member, wrong)
    await happen(database, company)
    [told] = await notices_of(database, company.member)
    assert told.mail_due_at is not None
    local: datetime = told.mail_due_at.astimezone(ZoneInfo("Asia/Kolkata"))
    assert (local.hour, local.minute) == (6, 0)


async def test_what_is_due_goes_in_one_mail_in_the_readers_language(
    database: Database, company: Company, settings: Settings
) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE account SET locale = 'EN' WHERE id = :id"), {"id": company.member.account_id})
    for actor in (company.admin, company.member):
        async with database.transaction(actor) as tx:
            await set_preference(tx, actor, K.NEED_PUBLISHED, C.MAIL)
    await happen(database, company, count=2)
    assert await send_due_mails(database, settings) == 2
    assert await send_due_mails(database, settings) == 0
    chinese, english = sorted((kept.mail for kept in read_outbox(settings, 10)), key=lambda mail: "Hello" in mail.text)
    assert chinese.subject.endswith("2 条通知")
    assert chinese.text.count("技术需求“印染废水脱色”已发布。") == 2
    assert "The need “印染废水脱色” was published." in english.text
    assert "https://green.example/notices\n" in english.text


async def test_what_was_read_before_its_mail_needs_none(
    database: Database, company: Company, settings: Settings
) -> None:
    async with database.transaction(company.member) as tx:
        await set_preference(tx, company.member, K.NEED_PUBLISHED, C.MAIL)
    await happen(database, company)
    async with database.transaction(company.member) as tx:
        assert await mark_notices_read(tx, company.member, None) == 1
    assert await send_due_mails(database, settings) == 0
    assert [notice.mail_due_at for notice in await notices_of(database, company.member)] == [None]


async def test_a_mail_that_nobody_takes_is_tried_again_and_given_up(
    database: Database, company: Company, settings: Settings
) -> None:
    nowhere = settings.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": 1})
    async with database.transaction(company.member) as tx:
        await set_preference(tx, company.member, K.NEED_PUBLISHED, C.MAIL)
    await happen(database, company)
    waits = []
    for _ in range(6):
        assert await send_due_mails(database, nowhere) == 0
        [told] = await notices_of(database, company.member)
        waits.append(told.mail_due_at)
        async with database.transaction(SYSTEM) as tx:
            await tx.execute(text("UPDATE notice SET mail_due_at = now() WHERE mail_due_at IS NOT NULL"))
    assert [wait is None for wait in waits] == [False] * 5 + [True]


async def test_people_read_their_own_notices(database: Database, company: Company) -> None:
    await happen(database, company, count=3)
    [first, *_] = await notices_of(database, company.member)
    async with database.transaction(company.admin) as tx:
        with pytest.raises(NotFound):
            await mark_notices_read(tx, company.admin, [first.id])
    async with database.transaction(company.member) as tx:
        assert company.member.account_id is not None
        before = await newest_state(tx, company.member.account_id)
        assert await mark_notices_read(tx, company.member, [first.id]) == 1
        assert await mark_notices_read(tx, company.member, [first.id]) == 0
        after = await newest_state(tx, company.member.account_id)
    assert (before[0], after[0]) == (3, 2)


async def test_nobody_writes_a_notice_or_speaks_for_another(database: Database, company: Company) -> None:
    await happen(database, company)
    stolen = "UPDATE notice SET account_id = :to"
    hidden = "UPDATE notice SET read_at = now() WHERE account_id = :of"
    async with database.transaction(company.admin) as tx:
        assert company.member.account_id is not None
        changed = await tx.execute(text(hidden), {"of": company.member.account_id})
        assert changed.rowcount == 0  # type: ignore[attr-defined]  # a result of DML has it
    with pytest.raises(Exception, match="row-level security"):
        async with database.transaction(company.admin) as tx:
            await tx.execute(text(stolen), {"to": company.member.account_id})
    with pytest.raises(Exception, match="row-level security"):
        await _forge(database, company.admin)


async def _forge(database: Database, actor: Actor) -> None:
    """Write oneself a notice."""
    assert actor.account_id is not None
    async with database.transaction(actor) as tx:
        forged = {"kind": K.NEED_PUBLISHED, "subject_type": "Need", "subject_id": UUID(int=1)}
        tx.add(Notice(account_id=actor.account_id, event_id=UUID(int=1), **forged))
        await tx.flush()


async def test_who_left_is_told_nothing(database: Database, company: Company) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE account SET erased_at = now() WHERE id = :id"), {"id": company.member.account_id})
    await happen(database, company)
    assert await notices_of(database, company.member) == []


def test_every_kind_has_a_rule_and_words_whose_holes_are_told() -> None:
    assert set(RULES) == set(SENTENCES) == set(EventKind)
    told = {source.kind: set(source.params) for source in EVENT_SOURCES}
    for kind, sentences in SENTENCES.items():
        holes = [{name for _, name, _, _ in string.Formatter().parse(sentence) if name} for sentence in sentences]
        assert holes[0] == holes[1], kind
        assert holes[0] <= told[kind], kind


def test_a_missing_name_is_no_reason_to_say_nothing() -> None:
    assert say(Locale.EN, SENTENCES[K.NEED_PUBLISHED], {}) == "The need “…” was published."
