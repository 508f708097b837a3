"""Inviting people to an organization by a mailed link, without learning who of them has an account."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.attempts import take_attempts
from services.identity.commands import NewAccount, SignedIn, create_account, open_session, welcome
from services.identity.links import hash_new_password, page_address
from services.identity.models import Account, Locale
from services.identity.queries import find_account_by_email
from services.identity.rules import LINKS_TO, AttemptLimit, check_email, network_of, normal_email, require_account
from services.identity.sessions import new_token, token_hash
from services.kit.actor import NOWHERE, SYSTEM, Actor, Origin
from services.kit.clock import now
from services.kit.database import Database, elevated
from services.kit.faults import InputFaults
from services.kit.jobs import defer
from services.kit.mail import send_mail
from services.kit.refusals import FieldFault, InvalidInput, NotFound
from services.kit.settings import Settings
from services.organizations.mails import invitation as invitation_mail
from services.organizations.models import Invitation, MemberRole, Membership, Organization
from services.organizations.queries import (
    find_invitation_by_token,
    find_member_by_email,
    find_membership,
    find_open_invitation,
    get_invitation,
    get_organization,
    lock_memberships,
    require_member,
)
from services.organizations.rules import RANK

SEND_JOB: Final = "organizations.send_invitation"
OPEN_FOR: Final = timedelta(days=7)
INVITATIONS_OF: Final = AttemptLimit("invitations of", 300, timedelta(days=1))
"""By one organization: enough for a faculty, too few for a mailing."""


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """What whoever holds the secret of an invitation may know before accepting it."""

    invitation: Invitation
    organization: Organization
    has_account: bool
    """Whether its e-mail address has one, so that the page asks for the right thing; only its reader gets here."""


async def invite_member(
    database: Database, actor: Actor, organization_id: UUID, email: str, role: MemberRole
) -> Invitation:
    """Ask whoever reads this address to belong to the organization; an earlier invitation of theirs is renewed."""
    email = normal_email(email)
    async with database.transaction(actor) as tx:
        await require_member(tx, actor, organization_id, role=MemberRole.ADMIN)
        faults = InputFaults()
        check_email(faults, email)
        faults.raise_if_any()
        if await find_member_by_email(tx, organization_id, email):
            raise InvalidInput([FieldFault("email", "ALREADY_A_MEMBER")])
    await take_attempts(database, LINKS_TO.of("invitation", email), INVITATIONS_OF.of(str(organization_id)))
    async with database.transaction(actor) as tx:
        await lock_memberships(tx, organization_id)
        invitation = await find_open_invitation(tx, organization_id, email) or Invitation(
            organization_id=organization_id, email=email, role=role, ends_at=now()
        )
        invitation.role, invitation.ends_at, invitation.invited_by_id = role, now() + OPEN_FOR, actor.account_id
        invitation.locale = await _locale_of(tx, actor)
        tx.add(invitation)
        await tx.flush()
        await defer(tx, SEND_JOB, invitation_id=str(invitation.id))
    return invitation


async def revoke_invitation(tx: AsyncSession, actor: Actor, invitation_id: UUID) -> str:
    """Take an invitation back; its link stops working. Returns the address it went to."""
    invitation = await get_invitation(tx, invitation_id)
    await require_member(tx, actor, invitation.organization_id, role=MemberRole.ADMIN)
    await tx.delete(invitation)
    await tx.flush()
    return invitation.email


async def open_invitation(tx: AsyncSession, token: str) -> OpenInvitation:
    """What an invitation is about, for the system's transaction: the secret is the right to know."""
    invitation = await _get_by_token(tx, token)
    organization = await get_organization(tx, invitation.organization_id)
    known = await find_account_by_email(tx, invitation.email)
    return OpenInvitation(invitation, organization, has_account=known is not None)


async def accept_membership(tx: AsyncSession, actor: Actor, token: str) -> Membership:
    """Belong to the organization that invited; it works once, for whoever holds the secret."""
    account_id = require_account(actor)
    async with elevated(tx, actor):
        return await _join(tx, token, account_id)


async def sign_up_by_invitation(
    database: Database, token: str, name: str, password: str, origin: Origin = NOWHERE
) -> tuple[SignedIn, Membership]:
    """Sign up and belong in one step: who holds the secret reads the mail of the address it was sent to."""
    async with database.transaction(SYSTEM) as tx:
        invitation = await _get_by_token(tx, token)
    password_hash = await hash_new_password(password, email=invitation.email, name=name)
    async with database.transaction(SYSTEM) as tx:
        new = NewAccount(invitation.email, name, invitation.locale)
        account = await create_account(tx, SYSTEM, new, password_hash)
        membership = await _join(tx, token, account.id)
        await welcome(tx, account, network_of(origin.address))
        return await open_session(tx, account, origin), membership


async def send_invitation(database: Database, settings: Settings, invitation_id: UUID) -> None:
    """Make an invitation's secret and send it; one that was sent before stops working."""
    token = new_token()
    async with database.transaction(SYSTEM) as tx:
        invitation = await tx.get(Invitation, invitation_id, with_for_update=True)
        if invitation is None or invitation.accepted_at is not None:
            return
        invitation.token_hash = token_hash(token)
        organization = await get_organization(tx, invitation.organization_id)
        inviter = await tx.get(Account, invitation.invited_by_id) if invitation.invited_by_id else None
        mail = invitation_mail(
            invitation.locale,
            invitation.email,
            organization=organization.name,
            inviter=inviter.name if inviter else organization.name,
            page=page_address(settings, "invitation", token),
        )
    await send_mail(settings, mail)


async def _join(tx: AsyncSession, token: str, account_id: UUID) -> Membership:
    invitation = await _get_by_token(tx, token, locks=True)
    await lock_memberships(tx, invitation.organization_id)
    invitation.accepted_at = now()
    membership = await find_membership(tx, invitation.organization_id, account_id)
    if membership is None:
        membership = Membership(account_id=account_id, organization_id=invitation.organization_id, role=invitation.role)
        tx.add(membership)
    elif RANK[invitation.role] > RANK[membership.role]:
        membership.role = invitation.role
        membership.version += 1
    await tx.flush()
    return membership


async def _get_by_token(tx: AsyncSession, token: str, *, locks: bool = False) -> Invitation:
    invitation = await find_invitation_by_token(tx, token_hash(token), locks=locks)
    if invitation is None:
        raise NotFound("LINK_NOT_FOUND")
    return invitation


async def _locale_of(tx: AsyncSession, actor: Actor) -> Locale:
    """Colleagues are written to in the language of whoever invites them."""
    account = await tx.get(Account, actor.account_id) if actor.account_id else None
    return account.locale if account else Locale.ZH
