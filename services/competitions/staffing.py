"""Who helps to run one event, whichever organization they belong to: asked by mail, in a role for this event alone."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.mails import invitation as invitation_mail
from services.competitions.models import CompetitionInvitation, CompetitionRole, EventRole
from services.competitions.queries import (
    find_competition_invitation,
    find_competition_role,
    find_open_competition_invitation,
    get_competition,
    get_competition_invitation,
    get_competition_role,
    require_organizer,
)
from services.competitions.rules import RANK
from services.identity.attempts import take_attempts
from services.identity.links import page_address
from services.identity.models import Account, Locale
from services.identity.rules import LINKS_TO, AttemptLimit, check_email, normal_email, require_account
from services.identity.sessions import new_token, token_hash
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database, elevated
from services.kit.faults import InputFaults
from services.kit.jobs import defer
from services.kit.mail import send_mail
from services.kit.refusals import NotFound
from services.kit.settings import Settings
from services.kit.versions import require_version

SEND_JOB: Final = "competitions.send_invitation"
OPEN_FOR: Final = timedelta(days=7)
INVITATIONS_OF: Final = AttemptLimit("event invitations of", 300, timedelta(days=1))
"""By one event."""


async def invite_staff(
    database: Database, actor: Actor, competition_id: UUID, email: str, role: EventRole
) -> CompetitionInvitation:
    """Ask whoever reads this address to help at an event; an earlier invitation of theirs is renewed."""
    email = normal_email(email)
    async with database.transaction(actor) as tx:
        await require_organizer(tx, actor, competition_id, at_least=EventRole.ORGANIZER)
    faults = InputFaults()
    check_email(faults, email)
    faults.raise_if_any()
    await take_attempts(database, LINKS_TO.of("event invitation", email), INVITATIONS_OF.of(str(competition_id)))
    async with database.transaction(actor) as tx:
        invitation = await find_open_competition_invitation(tx, competition_id, email) or CompetitionInvitation(
            competition_id=competition_id, email=email, role=role, ends_at=now()
        )
        inviter = await tx.get(Account, actor.account_id) if actor.account_id else None
        invitation.role, invitation.ends_at, invitation.invited_by_id = role, now() + OPEN_FOR, actor.account_id
        invitation.locale = inviter.locale if inviter else Locale.ZH
        tx.add(invitation)
        await tx.flush()
        await defer(tx, SEND_JOB, invitation_id=str(invitation.id))
    return invitation


async def revoke_invitation(tx: AsyncSession, actor: Actor, invitation_id: UUID) -> str:
    """Take an invitation back; its link stops working. Returns the address it went to."""
    invitation = await get_competition_invitation(tx, invitation_id)
    await require_organizer(tx, actor, invitation.competition_id, at_least=EventRole.ORGANIZER)
    await tx.delete(invitation)
    await tx.flush()
    return invitation.email


async def accept_role(tx: AsyncSession, actor: Actor, token: str) -> CompetitionRole:
    """Help at the event that asked; it works once, for whoever holds the secret. A greater role is never lost by it."""
    account_id = require_account(actor)
    async with elevated(tx, actor):  # the event is invisible to the account until then
        invitation = await find_competition_invitation(tx, token_hash(token))
        if invitation is None:
            raise NotFound("LINK_NOT_FOUND")
        invitation.accepted_at = now()
        held = await find_competition_role(tx, invitation.competition_id, account_id)
        if held is None:
            held = CompetitionRole(
                competition_id=invitation.competition_id, account_id=account_id, role=invitation.role
            )
            tx.add(held)
        elif RANK[invitation.role] > RANK[held.role]:
            held.role = invitation.role
            held.version += 1
        await tx.flush()
    return held


async def change_event_role(
    tx: AsyncSession, actor: Actor, role_id: UUID, version: int, role: EventRole
) -> CompetitionRole:
    held = await _to_change(tx, actor, role_id)
    require_version("EVENT_ROLE_STALE", held, version)
    held.role = role
    held.version += 1
    await tx.flush()
    return held


async def remove_event_role(tx: AsyncSession, actor: Actor, role_id: UUID) -> None:
    """End somebody's help: its organizers anybody's, everybody their own."""
    held = await get_competition_role(tx, role_id)
    if held.account_id != actor.account_id:
        held = await _to_change(tx, actor, role_id)
    await tx.delete(held)
    await tx.flush()


async def _to_change(tx: AsyncSession, actor: Actor, role_id: UUID) -> CompetitionRole:
    held = await get_competition_role(tx, role_id)
    await require_organizer(tx, actor, held.competition_id, at_least=EventRole.ORGANIZER)
    await tx.refresh(held, with_for_update=True)
    return held


async def send_invitation(database: Database, settings: Settings, invitation_id: UUID) -> None:
    """Make an invitation's secret and send it; one that was sent before stops working."""
    token = new_token()
    async with database.transaction(SYSTEM) as tx:
        invitation = await tx.get(CompetitionInvitation, invitation_id, with_for_update=True)
        if invitation is None or invitation.accepted_at is not None:
            return
        invitation.token_hash = token_hash(token)
        competition = await get_competition(tx, invitation.competition_id)
        inviter = await tx.get(Account, invitation.invited_by_id) if invitation.invited_by_id else None
        mail = invitation_mail(
            invitation.locale,
            invitation.email,
            competition=competition.name,
            inviter=inviter.name if inviter else competition.name,
            page=page_address(settings, "event-invitation", token),
        )
    await send_mail(settings, mail)
