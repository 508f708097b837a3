"""Use cases of notices: telling of events, reading, choosing how to hear of what, and the mails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.events.kinds import EventKind
from services.events.models import Event
from services.identity.models import Account
from services.identity.rules import require_account
from services.kit.actor import SYSTEM, Actor
from services.kit.brief import Executes
from services.kit.clock import now
from services.kit.database import Database, ring
from services.kit.faults import InputFaults
from services.kit.ids import new_id
from services.kit.jobs import defer
from services.kit.mail import send_mail
from services.kit.settings import Settings
from services.notices.mails import notice_mail
from services.notices.models import Notice, NoticeChoice, NoticePreference, NoticeSchedule
from services.notices.queries import (
    claim_due,
    find_schedule,
    knows_time_zone,
    list_notices,
    list_preferences,
    read_notices,
    require_notices,
    ring_all,
    set_mail_due,
    tell,
)
from services.notices.rules import DEFAULT_DIGEST_HOUR, DEFAULT_TIME_ZONE, RULES

BELL: Final = "notice"
"""The channel that rings with an account's id whenever its notices changed."""

MAIL_JOB: Final = "notices.send_mails"
READ_LIMIT: Final = 500
PEOPLE_AT_ONCE: Final = 20
LEASE_SECONDS: Final = 600
"""After so long the mails of a worker that died are somebody else's."""

MAIL_ATTEMPTS: Final = 6
FIRST_WAIT: Final = timedelta(minutes=1)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a person reads the digest."""

    time_zone: str = DEFAULT_TIME_ZONE
    digest_hour: int = DEFAULT_DIGEST_HOUR


async def take_events(tx: AsyncSession, events: Sequence[Event]) -> None:
    """Tell of events whomever they concern; an event that comes twice is told once."""
    told = await tell(tx, events)
    await ring_all(tx, BELL, sorted({row.account_id for row in told}))
    if any(row.mail_due_at is not None and row.mail_due_at <= now() for row in told):
        await defer(tx, MAIL_JOB)


async def mark_notices_read(tx: Executes, actor: Actor, notice_ids: Sequence[UUID] | None) -> int:
    """Read some notices, or all; returns how many were unread."""
    account_id = require_account(actor)
    if notice_ids is not None:
        faults = InputFaults()
        if len(notice_ids) > READ_LIMIT:
            faults.add("noticeIds", "TOO_MANY", count=len(notice_ids), maximum=READ_LIMIT)
        faults.raise_if_any()
        await require_notices(tx, account_id, notice_ids)
    count = await read_notices(tx, account_id, notice_ids)
    await ring(tx, BELL, str(account_id))
    return count


async def set_preference(tx: AsyncSession, actor: Actor, kind: EventKind, choice: NoticeChoice) -> None:
    """Choose how to hear of a kind of event from now on."""
    given = {"id": new_id(), "created_at": now(), "account_id": require_account(actor), "kind": kind, "choice": choice}
    stored = insert(NoticePreference).values(given)
    await tx.execute(stored.on_conflict_do_update(index_elements=["account_id", "kind"], set_={"choice": choice}))


async def list_choices(tx: AsyncSession, actor: Actor) -> Mapping[EventKind, NoticeChoice]:
    """How the actor hears of every kind, by choice or by default."""
    chosen = {each.kind: each.choice for each in await list_preferences(tx, require_account(actor))}
    return {kind: chosen.get(kind, rule.choice) for kind, rule in RULES.items()}


async def get_schedule(tx: AsyncSession, actor: Actor) -> Schedule:
    kept = await find_schedule(tx, require_account(actor))
    return Schedule(kept.time_zone, kept.digest_hour) if kept else Schedule()


async def set_schedule(tx: AsyncSession, actor: Actor, given: Schedule) -> None:
    """Say when the digest is to come."""
    account_id = require_account(actor)
    faults = InputFaults()
    faults.check_range("digestHour", given.digest_hour, 0, 23)
    if not await knows_time_zone(tx, given.time_zone.replace("\x00", "")):
        faults.add("timeZone", "UNKNOWN_VALUE", value=given.time_zone)
    faults.raise_if_any()
    kept = await find_schedule(tx, account_id) or NoticeSchedule(
        account_id=account_id, time_zone=given.time_zone, digest_hour=given.digest_hour
    )
    kept.time_zone, kept.digest_hour = given.time_zone, given.digest_hour
    tx.add(kept)
    await tx.flush()


async def send_due_mails(database: Database, settings: Settings) -> int:
    """Send what is due, one mail a person; returns how many were sent."""
    sent = 0
    while True:
        async with database.transaction(SYSTEM) as tx:
            claimed = await claim_due(tx, PEOPLE_AT_ONCE, LEASE_SECONDS)
        if not claimed:
            return sent
        async with database.transaction(SYSTEM) as tx:
            due = await list_notices(tx, claimed)
        for account, group in groupby(due, key=lambda pair: pair[0]):
            sent += await _send(database, settings, account, [notice for _, notice in group])


async def _send(database: Database, settings: Settings, account: Account, notices: Sequence[Notice]) -> bool:
    """Send one person's mail; what was read meanwhile needs none."""
    unread = [notice for notice in notices if notice.read_at is None]
    due_at = None
    is_sent = False
    if unread and account.erased_at is None:
        try:
            await send_mail(settings, notice_mail(settings, account, unread))
            is_sent = True
        except OSError as error:  # of the network, and of SMTP too
            attempts = max(notice.mail_attempt_count for notice in unread)
            due_at = now() + FIRST_WAIT * 4 ** (attempts - 1) if attempts < MAIL_ATTEMPTS else None
            log.warning("a mail was not sent", account=str(account.id), reason=str(error), gives_up=due_at is None)
    async with database.transaction(SYSTEM) as tx:
        await set_mail_due(tx, [notice.id for notice in notices], due_at)
    return is_sent
