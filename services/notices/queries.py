"""Every select of notices, and the statement that makes them: one for a batch of events, however many are told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Row, Text, Uuid, bindparam, func, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.events.models import Event
from services.identity.models import Account
from services.kit.brief import Executes
from services.kit.refusals import NotFound
from services.notices.models import Notice, NoticePreference, NoticeSchedule
from services.notices.rules import DEFAULT_DIGEST_HOUR, DEFAULT_TIME_ZONE, RULES

TELL: Final = text(f"""
INSERT INTO notice (id, created_at, account_id, event_id, kind, subject_type, subject_id, organization_id,
                    competition_id, params, mail_due_at, mail_attempt_count)
SELECT gen_random_uuid(), e.created_at, told.account_id, e.id, e.kind, e.subject_type, e.subject_id,
       e.organization_id, e.competition_id, e.params,
       CASE wished.choice WHEN 'MAIL' THEN now()
                          WHEN 'DIGEST' THEN wished.digest_at + CASE WHEN wished.digest_at <= now()
                                                                     THEN interval '1 day' ELSE interval '0' END END, 0
FROM event e
JOIN unnest(:kinds, :audiences, :choices) AS rule (kind, audience, choice) ON rule.kind = e.kind
CROSS JOIN LATERAL (
    SELECT e.account_id WHERE rule.audience = 'ACCOUNT'
    UNION ALL
    SELECT m.account_id FROM membership m WHERE m.organization_id = e.organization_id
       AND (rule.audience = 'MEMBERS' OR (rule.audience = 'ADMINS' AND m.role = 'ADMIN'))
    UNION ALL
    SELECT h.account_id FROM competition_role h
    WHERE rule.audience = 'HELPERS' AND h.competition_id = e.competition_id) AS told
JOIN account a ON a.id = told.account_id AND a.erased_at IS NULL
LEFT JOIN notice_preference p ON p.account_id = a.id AND p.kind = e.kind
LEFT JOIN notice_schedule s ON s.account_id = a.id
CROSS JOIN LATERAL (SELECT coalesce(s.time_zone, '{DEFAULT_TIME_ZONE}') AS name) AS zone
CROSS JOIN LATERAL (
    SELECT coalesce(p.choice, rule.choice) AS choice,
           (date_trunc('day', now() AT TIME ZONE zone.name)
            + make_interval(hours => coalesce(s.digest_hour, {DEFAULT_DIGEST_HOUR}))) AT TIME ZONE zone.name
           AS digest_at) AS wished
WHERE e.id = ANY (:events) AND wished.choice <> 'NONE' AND told.account_id IS DISTINCT FROM e.actor_id
ON CONFLICT (account_id, event_id) DO NOTHING
RETURNING account_id, mail_due_at
""").bindparams(  # noqa: S608 - constants of ours
    bindparam("kinds", type_=ARRAY(Text)),
    bindparam("audiences", type_=ARRAY(Text)),
    bindparam("choices", type_=ARRAY(Text)),
    bindparam("events", type_=ARRAY(Uuid)),
)
"""A digest is due at the reader's own hour; what is due at one time becomes one mail."""

RING: Final = text("SELECT pg_notify(:channel, account) FROM unnest(:accounts) AS account").bindparams(
    bindparam("accounts", type_=ARRAY(Text))
)

CLAIM: Final = text("""
WITH due AS (
    SELECT account_id FROM notice WHERE mail_due_at <= now()
    GROUP BY account_id ORDER BY min(mail_due_at), account_id LIMIT :limit
), claimed AS (
    SELECT n.id FROM notice n JOIN due USING (account_id) WHERE n.mail_due_at <= now() FOR UPDATE OF n SKIP LOCKED
)
UPDATE notice SET mail_due_at = now() + make_interval(secs => :lease_seconds),
                  mail_attempt_count = mail_attempt_count + 1
WHERE id IN (SELECT id FROM claimed) RETURNING id
""")


async def tell(tx: AsyncSession, events: Sequence[Event]) -> Sequence[Row[tuple[UUID, datetime | None]]]:
    """Make the notices of events; returns who was told, and when mails are due."""
    rules = [(kind, audience, rule.choice) for kind, rule in RULES.items() for audience in rule.audiences]
    given = {
        "kinds": [kind.value for kind, _, _ in rules],
        "audiences": [audience.value for _, audience, _ in rules],
        "choices": [choice.value for _, _, choice in rules],
        "events": [event.id for event in events],
    }
    return (await tx.execute(TELL, given)).all()


async def ring_all(tx: AsyncSession, channel: str, account_ids: Sequence[UUID]) -> None:
    """Wake whoever of these people watches, once this transaction commits."""
    await tx.execute(RING, {"channel": channel, "accounts": [str(key) for key in account_ids]})


async def claim_due(tx: AsyncSession, limit: int, lease_seconds: int) -> Sequence[UUID]:
    """The notices whose mails are due, of so many people; nobody else takes them until the lease ends."""
    return (await tx.scalars(CLAIM, {"limit": limit, "lease_seconds": lease_seconds})).all()


async def list_notices(tx: AsyncSession, notice_ids: Sequence[UUID]) -> Sequence[tuple[Account, Notice]]:
    found = await tx.execute(
        select(Account, Notice)
        .join(Notice, col(Notice.account_id) == col(Account.id))
        .where(col(Notice.id).in_(notice_ids))
        .order_by(col(Account.id), col(Notice.created_at), col(Notice.id))
    )
    return [(account, notice) for account, notice in found]


async def set_mail_due(tx: AsyncSession, notice_ids: Sequence[UUID], due_at: datetime | None) -> None:
    await tx.execute(update(Notice).where(col(Notice.id).in_(notice_ids)).values(mail_due_at=due_at))


_UNREAD: Final = (
    update(Notice)
    .where(col(Notice.account_id) == bindparam("reader_id"), col(Notice.read_at).is_(None))
    .values(read_at=func.now())
)
_THESE: Final = col(Notice.id) == func.any(bindparam("notice_ids", type_=ARRAY(Uuid)))
_UNREAD_OF_THESE: Final = _UNREAD.where(_THESE)
_KNOWN: Final = select(func.count()).where(_THESE, col(Notice.account_id) == bindparam("reader_id"))


async def read_notices(tx: Executes, account_id: UUID, notice_ids: Sequence[UUID] | None) -> int:
    """Set notices to read, all of them if none are named; returns how many were unread."""
    if notice_ids is None:
        done = await tx.execute(_UNREAD, {"reader_id": account_id})
    else:
        done = await tx.execute(_UNREAD_OF_THESE, {"reader_id": account_id, "notice_ids": [*notice_ids]})
    return int(done.rowcount)


async def count_known(tx: Executes, account_id: UUID, notice_ids: Sequence[UUID]) -> int:
    found = await tx.execute(_KNOWN, {"reader_id": account_id, "notice_ids": [*notice_ids]})
    return int(found.scalar_one())


async def require_notices(tx: Executes, account_id: UUID, notice_ids: Sequence[UUID]) -> None:
    if await count_known(tx, account_id, notice_ids) < len(set(notice_ids)):
        raise NotFound("NOTICE_NOT_FOUND")


async def newest_state(tx: AsyncSession, account_id: UUID) -> tuple[int, datetime | None]:
    """What changes with every notice that comes or is read; each part by an index."""
    mine = col(Notice.account_id) == account_id
    unread = select(func.count()).where(mine, col(Notice.read_at).is_(None)).scalar_subquery()
    newest = select(Notice.created_at).where(mine).order_by(col(Notice.created_at).desc()).limit(1).scalar_subquery()
    count, created_at = (await tx.execute(select(unread, newest))).one()
    return count, created_at


async def list_preferences(tx: AsyncSession, account_id: UUID) -> Sequence[NoticePreference]:
    return (await tx.scalars(select(NoticePreference).where(NoticePreference.account_id == account_id))).all()


async def find_schedule(tx: AsyncSession, account_id: UUID) -> NoticeSchedule | None:
    return (await tx.scalars(select(NoticeSchedule).where(NoticeSchedule.account_id == account_id))).first()


async def knows_time_zone(tx: AsyncSession, name: str) -> bool:
    """Whether the database can tell the time there."""
    known = "SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = :name)"
    return bool(await tx.scalar(text(known), {"name": name}))
