"""Helping at one event: asked by mail, colleague or not, in a role that counts there alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from services.competitions.commands import edit_competition, edit_entry
from services.competitions.inviting import invite_judge
from services.competitions.models import CompetitionKind, CompetitionRole, EventRole
from services.competitions.queries import find_event_role
from services.competitions.rules import CompetitionInput, EntryInput
from services.competitions.staffing import (
    accept_role,
    change_event_role,
    invite_staff,
    remove_event_role,
    revoke_invitation,
    send_invitation,
)
from services.identity.models import Account
from services.judging.commands import publish_plan
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.mail import read_outbox
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, Stale
from services.kit.settings import Settings
from tests.factories.competitions import Event, make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.judging import make_plan


@pytest.fixture
async def event(database: Database) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx, judges=3, entries=4, per_entry=1)


@pytest.fixture
async def outsider(database: Database) -> Account:
    async with database.transaction(SYSTEM) as tx:
        return await make_account(tx)


async def help_as(database: Database, event: Event, account: Account, role: EventRole) -> Actor:
    async with database.transaction(SYSTEM) as tx:
        tx.add(CompetitionRole(competition_id=event.competition.id, account_id=account.id, role=role))
    return actor_of(account)


async def secret_of(database: Database, event: Event, settings: Settings, role: EventRole = EventRole.STAFF) -> str:
    """The secret in the mail that follows an invitation."""
    asked = await invite_staff(database, event.actor, event.competition.id, "help@greenbridge.example", role)
    await send_invitation(database, settings, asked.id)
    text = read_outbox(settings, 1)[0].mail.text
    return text.partition("/event-invitation#")[2].split()[0]


async def test_whoever_holds_the_secret_helps_and_it_works_once(
    database: Database, event: Event, outsider: Account, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path)
    secret, actor = await secret_of(database, event, settings), actor_of(outsider)
    async with database.transaction(actor) as tx:
        assert await find_event_role(tx, event.competition.id) is None
        held = await accept_role(tx, actor, secret)
    assert (held.role, held.account_id) == (EventRole.STAFF, outsider.id)
    async with database.transaction(actor) as tx:
        assert await find_event_role(tx, event.competition.id) is EventRole.STAFF
        with pytest.raises(NotFound, match="LINK_NOT_FOUND"):
            await accept_role(tx, actor, secret)


async def test_a_later_invitation_takes_nothing_away(
    database: Database, event: Event, outsider: Account, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path)
    actor = await help_as(database, event, outsider, EventRole.STAFF)
    for role, expected in ((EventRole.OBSERVER, EventRole.STAFF), (EventRole.ORGANIZER, EventRole.ORGANIZER)):
        secret = await secret_of(database, event, settings, role)
        async with database.transaction(actor) as tx:
            assert (await accept_role(tx, actor, secret)).role is expected


async def test_an_invitation_is_renewed_and_can_be_taken_back(
    database: Database, event: Event, outsider: Account, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path)
    first = await secret_of(database, event, settings)
    second = await secret_of(database, event, settings)
    actor = actor_of(outsider)
    async with database.transaction(actor) as tx:
        with pytest.raises(NotFound, match="LINK_NOT_FOUND"):
            await accept_role(tx, actor, first)
    asked = await invite_staff(database, event.actor, event.competition.id, "help@greenbridge.example", EventRole.STAFF)
    async with database.transaction(event.actor) as tx:
        assert await revoke_invitation(tx, event.actor, asked.id) == "help@greenbridge.example"
    async with database.transaction(actor) as tx:
        with pytest.raises(NotFound, match="LINK_NOT_FOUND"):
            await accept_role(tx, actor, second)


async def test_only_its_organizers_ask_and_only_addresses(database: Database, event: Event, outsider: Account) -> None:
    staff = await help_as(database, event, outsider, EventRole.STAFF)
    with pytest.raises(NotAllowed, match="EVENT_ROLE_REQUIRED"):
        await invite_staff(database, staff, event.competition.id, "x@greenbridge.example", EventRole.STAFF)
    with pytest.raises(InvalidInput):
        await invite_staff(database, event.actor, event.competition.id, "no address", EventRole.STAFF)


async def test_staff_of_another_house_run_an_assignment_and_decide_nothing_about_the_event(
    database: Database, event: Event, outsider: Account
) -> None:
    staff = await help_as(database, event, outsider, EventRole.STAFF)
    plan = await make_plan(database, replace(event, organizer=outsider))
    async with database.transaction(staff) as tx:
        await publish_plan(tx, staff, plan.id, plan.version)
        await invite_judge(tx, staff, event.judges[0].id)
        with pytest.raises(NotAllowed, match="EVENT_ROLE_REQUIRED"):
            await edit_competition(
                tx, staff, event.competition.id, 1, CompetitionInput("改名", CompetitionKind.COMPETITION, 2026)
            )


async def test_who_looks_on_is_refused_by_the_rules_too(database: Database, event: Event, outsider: Account) -> None:
    observer, entry = await help_as(database, event, outsider, EventRole.OBSERVER), event.entries[0]
    async with database.transaction(observer) as tx:
        with pytest.raises(NotAllowed, match="EVENT_ROLE_REQUIRED"):
            await edit_entry(tx, observer, entry.id, 1, EntryInput(entry.code, "改"))


async def test_a_role_is_changed_as_it_was_seen_and_given_up_by_its_holder(
    database: Database, event: Event, outsider: Account
) -> None:
    actor = await help_as(database, event, outsider, EventRole.STAFF)
    async with database.transaction(SYSTEM) as tx:
        held = (await tx.scalars(select(CompetitionRole))).one()
    async with database.transaction(actor) as tx:
        with pytest.raises(NotAllowed, match="EVENT_ROLE_REQUIRED"):
            await change_event_role(tx, actor, held.id, 1, EventRole.ORGANIZER)
    async with database.transaction(event.actor) as tx:
        await change_event_role(tx, event.actor, held.id, 1, EventRole.OBSERVER)
        with pytest.raises(Stale) as stale:
            await change_event_role(tx, event.actor, held.id, 1, EventRole.STAFF)
    assert stale.value.current_version == 2
    async with database.transaction(actor) as tx:
        await remove_event_role(tx, actor, held.id)
    async with database.transaction(actor) as tx:
        assert await find_event_role(tx, event.competition.id) is None
