"""Judges are asked by mail: each a link of their own, all or none, and nobody who is there already."""

from pathlib import Path

import pytest

from services.competitions.commands import put_judges
from services.competitions.inviting import (
    AT_ONCE_LIMIT,
    accept_invitation,
    invite_judge,
    mail_invitation,
    mail_invitations,
)
from services.competitions.queries import get_contact
from services.competitions.rules import JudgeInput
from services.identity.models import Account
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.mail import read_outbox
from services.kit.refusals import InvalidInput, NotAllowed, NotFound
from services.kit.settings import Settings
from tests.factories.competitions import Event, make_event
from tests.factories.identity import actor_of, make_account


@pytest.fixture
async def event(database: Database) -> Event:
    """Three judges; the first two can be reached by mail."""
    async with database.transaction(SYSTEM) as tx:
        made = await make_event(tx, judges=3, entries=1, per_entry=1)
    given = [JudgeInput(judge.code, judge.name, email=f"{judge.code}@greenbridge.example") for judge in made.judges[:2]]
    async with database.transaction(made.actor) as tx:
        await put_judges(tx, made.actor, made.competition.id, given)
    return made


@pytest.fixture
async def guest(database: Database) -> Account:
    async with database.transaction(SYSTEM) as tx:
        return await make_account(tx)


async def test_each_gets_a_link_that_makes_them_the_judge(
    database: Database, event: Event, guest: Account, tmp_path: Path
) -> None:
    settings, judges = Settings(home=tmp_path), event.judges[:2]
    async with database.transaction(event.actor) as tx:
        old = await invite_judge(tx, event.actor, judges[0].id)
    ids = [judge.id for judge in judges]
    assert set(await mail_invitations(database, event.actor, event.competition.id, ids)) == set(ids)
    for judge in judges:
        await mail_invitation(database, settings, judge.id, event.actor.account_id)
    mails = {sent.mail.to: sent.mail for sent in read_outbox(settings, 9)}
    assert set(mails) == {f"{judge.code}@greenbridge.example" for judge in judges}
    text = mails[f"{judges[0].code}@greenbridge.example"].text
    assert event.competition.name in text
    secret = text.partition("/judge-invitation#")[2].split()[0]
    actor = actor_of(guest)
    async with database.transaction(actor) as tx:
        with pytest.raises(NotFound, match="INVITATION_NOT_FOUND"):
            await accept_invitation(tx, actor, old)
        assert (await accept_invitation(tx, actor, secret)).id == judges[0].id
    await mail_invitation(database, settings, judges[0].id, event.actor.account_id)
    assert len(read_outbox(settings, 9)) == 2  # nothing more to who is there
    async with database.transaction(event.actor) as tx:
        assert (await get_contact(tx, judges[1].id)).invited_at is not None
    with pytest.raises(InvalidInput) as refused:
        await mail_invitations(database, event.actor, event.competition.id, ids)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [("judge_ids.0", "JUDGE_HAS_ACCOUNT")]


async def test_one_without_address_stops_all(database: Database, event: Event) -> None:
    ids = [judge.id for judge in event.judges]
    with pytest.raises(InvalidInput) as refused:
        await mail_invitations(database, event.actor, event.competition.id, [*ids, event.competition.id])
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("judge_ids.2", "JUDGE_WITHOUT_EMAIL"),
        ("judge_ids.3", "UNKNOWN_VALUE"),
    ]
    async with database.transaction(event.actor) as tx:
        assert (await get_contact(tx, ids[0])).invited_at is None


async def test_too_many_and_the_same_twice_are_refused_unread(database: Database, event: Event) -> None:
    with pytest.raises(InvalidInput) as refused:
        await mail_invitations(database, event.actor, event.competition.id, [event.judges[0].id] * (AT_ONCE_LIMIT + 1))
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("judge_ids", "TOO_MANY"),
        ("judge_ids", "NOT_UNIQUE"),
    ]


async def test_only_who_runs_the_event_may_ask(database: Database, event: Event, guest: Account) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        await mail_invitations(database, actor_of(guest), event.competition.id, [event.judges[0].id])
