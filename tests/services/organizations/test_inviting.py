"""Invitations: who may send one, what it opens, and for how long."""

import asyncio
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from services.identity.models import Account, Locale
from services.identity.rules import LINKS_TO
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound
from services.kit.settings import Settings
from services.organizations.inviting import (
    accept_membership,
    invite_member,
    open_invitation,
    revoke_invitation,
    sign_up_by_invitation,
)
from services.organizations.models import MemberRole, Membership, Organization
from tests.factories.identity import actor_of, make_account
from tests.factories.mail import secret_in, take_mail
from tests.factories.organizations import make_membership, make_organization

EMAIL = "zhao@greenbridge.example"
PASSWORD = "correct horse battery"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.fixture
async def admin(database: Database) -> Account:
    async with database.transaction(SYSTEM) as tx:
        return await make_account(tx, name="李小绿")


@pytest.fixture
async def organization(database: Database, admin: Account) -> Organization:
    async with database.transaction(SYSTEM) as tx:
        return await make_organization(tx, name="青禾研究院", admin=admin)


async def secrets(database: Database, settings: Settings) -> list[str]:
    return [secret_in(mail) for mail in await take_mail(database, settings) if "#" in mail.text]  # notices have none


async def roles(database: Database, organization_id: UUID) -> list[str]:
    async with database.transaction(SYSTEM) as tx:
        rows = await tx.scalars(select(Membership.role).where(col(Membership.organization_id) == organization_id))
        return sorted(rows)


async def accept(database: Database, person: Account, token: str) -> Membership:
    async with database.transaction(actor_of(person)) as tx:
        return await accept_membership(tx, actor_of(person), token)


@pytest.mark.parametrize(("locale", "said"), [(Locale.ZH, "邀请您加入"), (Locale.EN, "invites you")])
async def test_the_message_names_who_invites_in_their_language(
    database: Database, settings: Settings, admin: Account, organization: Organization, locale: Locale, said: str
) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE account SET locale = :locale"), {"locale": locale.value})
    await invite_member(database, actor_of(admin), organization.id, " Zhao@GreenBridge.example", MemberRole.MEMBER)
    [mail] = [each for each in await take_mail(database, settings) if "#" in each.text]
    assert (mail.to, said in mail.subject, "青禾研究院" in mail.subject, "李小绿" in mail.text) == (
        EMAIL,
        True,
        True,
        True,
    )


async def test_who_is_invited_joins_once(
    database: Database, settings: Settings, admin: Account, organization: Organization
) -> None:
    async with database.transaction(SYSTEM) as tx:
        person = await make_account(tx)
    await invite_member(database, actor_of(admin), organization.id, EMAIL, MemberRole.MEMBER)
    [secret] = await secrets(database, settings)
    outcomes = await asyncio.gather(*(accept(database, person, secret) for _ in range(3)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Membership", "NotFound", "NotFound"]
    assert await roles(database, organization.id) == ["ADMIN", "MEMBER"]


async def test_a_newcomer_is_signed_up_and_belongs_or_neither(
    database: Database, settings: Settings, admin: Account, organization: Organization
) -> None:
    await invite_member(database, actor_of(admin), organization.id, EMAIL, MemberRole.ADMIN)
    [secret] = await secrets(database, settings)
    with pytest.raises(InvalidInput):
        await sign_up_by_invitation(database, secret, " ", PASSWORD)
    signed, membership = await sign_up_by_invitation(database, secret, "赵小桥", PASSWORD)
    assert (signed.account.email, membership.role) == (EMAIL, MemberRole.ADMIN)
    with pytest.raises(NotFound, match="LINK_NOT_FOUND"):
        await sign_up_by_invitation(database, secret, "赵小桥", PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        assert await tx.scalar(text("SELECT count(*) FROM account")) == 2


async def test_inviting_again_renews_the_link(
    database: Database, settings: Settings, admin: Account, organization: Organization
) -> None:
    for role in (MemberRole.MEMBER, MemberRole.ADMIN):
        await invite_member(database, actor_of(admin), organization.id, EMAIL, role)
    old, new = await secrets(database, settings)
    async with database.transaction(SYSTEM) as tx:
        assert await tx.scalar(text("SELECT count(*) FROM invitation")) == 1
        with pytest.raises(NotFound):
            await open_invitation(tx, old)
        assert (await open_invitation(tx, new)).invitation.role is MemberRole.ADMIN


@pytest.mark.parametrize("how", ["revoked", "ended"])
async def test_an_invitation_ends(
    database: Database, settings: Settings, admin: Account, organization: Organization, how: str
) -> None:
    invitation = await invite_member(database, actor_of(admin), organization.id, EMAIL, MemberRole.MEMBER)
    [secret] = await secrets(database, settings)
    async with database.transaction(actor_of(admin)) as tx:
        if how == "revoked":
            assert await revoke_invitation(tx, actor_of(admin), invitation.id) == EMAIL
        else:
            await tx.execute(text("UPDATE invitation SET ends_at = now()"))
    with pytest.raises(NotFound, match="LINK_NOT_FOUND"):
        await accept(database, admin, secret)


async def test_a_member_stays_what_they_are_or_rises(
    database: Database, settings: Settings, admin: Account, organization: Organization
) -> None:
    await invite_member(database, actor_of(admin), organization.id, EMAIL, MemberRole.MEMBER)
    [secret] = await secrets(database, settings)
    assert (await accept(database, admin, secret)).role is MemberRole.ADMIN
    assert await roles(database, organization.id) == ["ADMIN"]


async def test_only_admins_invite(database: Database, organization: Organization) -> None:
    async with database.transaction(SYSTEM) as tx:
        member, stranger = [await make_account(tx) for _ in range(2)]
        await make_membership(tx, member, organization)
    for person, code in ((actor_of(member), "ADMIN_REQUIRED"), (actor_of(stranger), "NOT_A_MEMBER")):
        with pytest.raises(NotAllowed, match=code):
            await invite_member(database, person, organization.id, "no address", MemberRole.MEMBER)
    with pytest.raises(NotAllowed, match="SIGN_IN_REQUIRED"):
        await invite_member(database, Actor(), organization.id, EMAIL, MemberRole.MEMBER)


async def test_only_admins_see_invitations(database: Database, admin: Account, organization: Organization) -> None:
    invitation = await invite_member(database, actor_of(admin), organization.id, EMAIL, MemberRole.MEMBER)
    async with database.transaction(SYSTEM) as tx:
        member, stranger = [await make_account(tx) for _ in range(2)]
        await make_membership(tx, member, organization)
    for person, count in ((admin, 1), (member, 0), (stranger, 0)):
        async with database.transaction(actor_of(person)) as tx:
            assert await tx.scalar(text("SELECT count(*) FROM invitation")) == count
    async with database.transaction(actor_of(member)) as tx:
        with pytest.raises(NotFound, match="INVITATION_NOT_FOUND"):
            await revoke_invitation(tx, actor_of(member), invitation.id)


async def test_a_member_is_not_invited_and_a_mailbox_is_not_filled(
    database: Database, admin: Account, organization: Organization
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await invite_member(database, actor_of(admin), organization.id, admin.email, MemberRole.MEMBER)
    assert [fault.code for fault in refused.value.faults] == ["ALREADY_A_MEMBER"]
    for _ in range(LINKS_TO.count):
        await invite_member(database, actor_of(admin), organization.id, EMAIL, MemberRole.MEMBER)
    with pytest.raises(NotAllowed, match="TOO_MANY_ATTEMPTS"):
        await invite_member(database, actor_of(admin), organization.id, EMAIL, MemberRole.MEMBER)
