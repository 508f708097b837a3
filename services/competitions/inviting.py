"""How a person becomes a judge: by a secret link, mailed by the platform or handed over by the organizer.

A link that was sent to the judge proves more than an e-mail address that anybody may have signed up with.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.mails import judge_invitation
from services.competitions.models import Judge, JudgeContact
from services.competitions.queries import (
    find_contact_to_mail,
    find_judge_to_link,
    get_competition,
    get_contact,
    get_judge,
    list_judges_with_contacts,
    require_organizer,
)
from services.identity.attempts import take_attempts
from services.identity.links import page_address
from services.identity.models import Account, Locale
from services.identity.rules import LINKS_TO, AttemptLimit, require_account
from services.identity.sessions import new_token, token_hash
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database, elevated
from services.kit.faults import InputFaults
from services.kit.jobs import defer
from services.kit.mail import send_mail
from services.kit.refusals import NotFound, RuleBroken
from services.kit.settings import Settings

MAIL_JOB: Final = "competitions.mail_judge_invitation"
AT_ONCE_LIMIT: Final = 500
MAILINGS_OF: Final = AttemptLimit("judge mailings of", 100, timedelta(days=1))
"""By one event; each address is counted besides."""


async def invite_judge(tx: AsyncSession, actor: Actor, judge_id: UUID) -> str:
    """Make the secret by which a person becomes this judge; an earlier one stops working."""
    judge = await get_judge(tx, judge_id)
    await require_organizer(tx, actor, judge.competition_id)
    secret = new_token()
    contact = await get_contact(tx, judge_id)
    contact.invitation_hash = token_hash(secret)
    await tx.flush()
    return secret


async def mail_invitations(
    database: Database, actor: Actor, competition_id: UUID, judge_ids: Sequence[UUID]
) -> Sequence[UUID]:
    """Mail each of these judges a link of their own, all or none; a link that they had stops working."""
    _require_few(judge_ids)
    async with database.transaction(actor) as tx:
        await require_organizer(tx, actor, competition_id)
        found = await list_judges_with_contacts(tx, competition_id, judge_ids)
    contacts = {judge.id: contact for judge, contact in found}
    _require_reachable(judge_ids, {judge.id: judge for judge, _ in found}, contacts)
    addresses = {contact.email for contact in contacts.values()}
    await take_attempts(
        database,
        MAILINGS_OF.of(str(competition_id)),
        *(LINKS_TO.of("judge invitation", email) for email in sorted(addresses)),
    )
    async with database.transaction(actor) as tx:
        for _, contact in await list_judges_with_contacts(tx, competition_id, judge_ids):
            contact.invited_at = now()
            await defer(tx, MAIL_JOB, judge_id=str(contact.judge_id), inviter_id=str(actor.account_id or ""))
    return list(contacts)


def _require_few(judge_ids: Sequence[UUID]) -> None:
    faults = InputFaults()
    if len(judge_ids) > AT_ONCE_LIMIT:
        faults.add("judge_ids", "TOO_MANY", count=len(judge_ids), maximum=AT_ONCE_LIMIT)
    if len(set(judge_ids)) < len(judge_ids):
        faults.add("judge_ids", "NOT_UNIQUE")
    faults.raise_if_any()


def _require_reachable(
    judge_ids: Sequence[UUID], judges: dict[UUID, Judge], contacts: dict[UUID, JudgeContact]
) -> None:
    faults = InputFaults()
    for position, judge_id in enumerate(judge_ids):
        if judge_id not in judges:
            faults.add(f"judge_ids.{position}", "UNKNOWN_VALUE")
        elif judges[judge_id].account_id is not None:
            faults.add(f"judge_ids.{position}", "JUDGE_HAS_ACCOUNT", judge=judges[judge_id].code)
        elif not contacts[judge_id].email:
            faults.add(f"judge_ids.{position}", "JUDGE_WITHOUT_EMAIL", judge=judges[judge_id].code)
    faults.raise_if_any()


async def mail_invitation(database: Database, settings: Settings, judge_id: UUID, inviter_id: UUID | None) -> None:
    """Make a judge's secret and send it; nothing goes to who became the judge or lost the address meanwhile."""
    secret = new_token()
    async with database.transaction(SYSTEM) as tx:
        found = await find_contact_to_mail(tx, judge_id)
        if found is None:
            return
        judge, contact = found
        contact.invitation_hash = token_hash(secret)
        competition = await get_competition(tx, judge.competition_id)
        inviter = await tx.get(Account, inviter_id) if inviter_id else None
        mail = judge_invitation(
            inviter.locale if inviter else Locale.ZH,
            contact.email,
            judge=judge.name or judge.code,
            competition=competition.name,
            inviter=inviter.name if inviter else competition.name,
            page=page_address(settings, "judge-invitation", secret),
        )
    await send_mail(settings, mail)


async def accept_invitation(tx: AsyncSession, actor: Actor, secret: str) -> Judge:
    """Become the judge the invitation is for; it works once."""
    account_id = require_account(actor)
    async with elevated(tx, actor):  # the judge is invisible to the account until it is linked
        judge = await find_judge_to_link(tx, token_hash(secret))
        if judge is None:
            raise NotFound("INVITATION_NOT_FOUND")
        try:
            async with tx.begin_nested():
                judge.account_id = account_id
                judge.version += 1
        except IntegrityError as refused:
            raise RuleBroken("ALREADY_A_JUDGE_HERE") from refused
        contact = await get_contact(tx, judge.id)
        contact.invitation_hash = None
    return judge
