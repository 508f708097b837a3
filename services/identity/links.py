"""What is done by following a link that was mailed: signing up, a new password, a new e-mail address.

Nobody learns here whether an e-mail address has an account: every request gets the same answer, and only the job that
sends the message looks.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.attempts import take_attempts
from services.identity.commands import (
    NewAccount,
    SignedIn,
    create_account,
    open_session,
    require_password,
    require_valid_account,
    welcome,
)
from services.identity.mails import (
    Happening,
    confirmation,
    email_change,
    happened,
    known_account,
    password_reset,
)
from services.identity.models import Account, LinkPurpose, Locale, MailedLink
from services.identity.passwords import hash_password
from services.identity.queries import (
    delete_api_tokens,
    delete_links,
    delete_sessions,
    find_account_by_email,
    find_link,
    get_account,
    store_password_hash,
)
from services.identity.rules import (
    LINKS_FROM,
    LINKS_TO,
    check_email,
    check_password,
    network_of,
    normal_email,
    normal_password,
    require_account,
    require_system,
)
from services.identity.sessions import forget, new_token, token_hash
from services.kit.actor import NOWHERE, SYSTEM, Actor, Origin
from services.kit.clock import now
from services.kit.database import Database
from services.kit.faults import InputFaults
from services.kit.jobs import defer
from services.kit.mail import Mail, send_mail
from services.kit.refusals import FieldFault, InvalidInput, NotFound
from services.kit.settings import Settings

SEND_JOB: Final = "identity.send_link"
TELL_JOB: Final = "identity.tell"
CONFIRM_FOR: Final = timedelta(days=1)
RESET_FOR: Final = timedelta(hours=1)


async def register_account(database: Database, new: NewAccount, origin: Origin = NOWHERE) -> str:
    """Sign up: a link goes to the e-mail address, and there is no account before it is followed."""
    new = new.normal
    require_valid_account(new)
    await _take_link(database, new.email, origin, LinkPurpose.CONFIRM_ACCOUNT)
    link = MailedLink(
        purpose=LinkPurpose.CONFIRM_ACCOUNT,
        email=new.email,
        name=new.name,
        locale=new.locale,
        ends_at=now() + CONFIRM_FOR,
    )
    await _queue(database, link)
    return new.email


async def confirm_account(database: Database, token: str, password: str, origin: Origin = NOWHERE) -> SignedIn:
    """Follow the link of signing up and choose a password: the account comes to be, and is signed in.

    The password is chosen here and not before, so that nobody waits with a password of theirs for the owner of an
    address to confirm it.
    """
    link = await _get_link(database, token, LinkPurpose.CONFIRM_ACCOUNT)
    password_hash = await hash_new_password(password, email=link.email, name=link.name)
    async with database.transaction(SYSTEM) as tx:
        await _follow(tx, token, LinkPurpose.CONFIRM_ACCOUNT)
        new = NewAccount(link.email, link.name, link.locale)
        account = await create_account(tx, SYSTEM, new, password_hash)
        await welcome(tx, account, network_of(origin.address))
        return await open_session(tx, account, origin)


async def request_password_reset(database: Database, email: str, origin: Origin = NOWHERE) -> str:
    """Ask for a link by which a new password is chosen; it is sent if the address has an account."""
    email = _valid_email(email)
    await _take_link(database, email, origin, LinkPurpose.RESET_PASSWORD)
    await _queue(database, MailedLink(purpose=LinkPurpose.RESET_PASSWORD, email=email, ends_at=now() + RESET_FOR))
    return email


async def reset_password(database: Database, token: str, password: str, origin: Origin = NOWHERE) -> Account:
    """Follow the link to a new password. Every session and token ends; this place is familiar from now on."""
    link = await _get_link(database, token, LinkPurpose.RESET_PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        known = await find_account_by_email(tx, link.email)
    password_hash = await hash_new_password(password, email=link.email, name=known.name if known else "")
    async with database.transaction(SYSTEM) as tx:
        await _follow(tx, token, LinkPurpose.RESET_PASSWORD)
        account = await find_account_by_email(tx, link.email)
        if account is None:  # it changed its address since the link was sent
            raise NotFound("LINK_NOT_FOUND")
        await store_password_hash(tx, account.id, password_hash)
        await welcome(tx, account, network_of(origin.address))
        await tell(tx, account, Happening.PASSWORD_CHANGED)
        ended = [*await delete_sessions(tx, account.id), *await delete_api_tokens(tx, account.id)]
    for hashed in ended:
        forget(hashed)
    return account


async def change_password(
    database: Database, actor: Actor, current: str, password: str, *, token: str | None = None, origin: Origin = NOWHERE
) -> Account:
    """Replace the actor's password, knowing the current one; every other session ends."""
    account_id = require_account(actor)
    await require_password(database, actor, current, origin)
    async with database.transaction(SYSTEM) as tx:
        account = await get_account(tx, account_id)
    password_hash = await hash_new_password(password, email=account.email, name=account.name)
    async with database.transaction(SYSTEM) as tx:
        await store_password_hash(tx, account_id, password_hash)
        await tell(tx, account, Happening.PASSWORD_CHANGED)
        ended = await delete_sessions(tx, account_id, but=token_hash(token) if token else None)
    for hashed in ended:
        forget(hashed)
    return account


async def request_email_change(database: Database, actor: Actor, email: str, origin: Origin = NOWHERE) -> str:
    """Ask for a link to another e-mail address of the actor's, which becomes the account's when it is followed."""
    account_id, email = require_account(actor), _valid_email(email)
    await _take_link(database, email, origin, LinkPurpose.CHANGE_EMAIL)
    async with database.transaction(actor) as tx:
        locale = (await get_account(tx, account_id)).locale
    link = MailedLink(
        purpose=LinkPurpose.CHANGE_EMAIL, email=email, locale=locale, account_id=account_id, ends_at=now() + CONFIRM_FOR
    )
    await _queue(database, link)
    return email


async def confirm_email_change(tx: AsyncSession, actor: Actor, token: str) -> Account:
    """Follow the link to a new e-mail address, as the system: the link says whose; the old address is told."""
    require_system(actor)
    link = await _follow(tx, token, LinkPurpose.CHANGE_EMAIL)
    if link.account_id is None or await find_account_by_email(tx, link.email):
        raise InvalidInput([FieldFault("email", "NOT_UNIQUE")])
    account = await get_account(tx, link.account_id)
    await tell(tx, account, Happening.EMAIL_CHANGED)
    account.email, account.version = link.email, account.version + 1
    await tx.flush()
    return account


async def tell(tx: AsyncSession, account: Account, happening: Happening) -> None:
    """Let the owner of an account hear of what happened to it, at the address it has now."""
    await defer(tx, TELL_JOB, account_id=str(account.id), to=account.email, happening=happening.value)


async def send_happening(
    database: Database, settings: Settings, account_id: UUID, to: str, happening: Happening
) -> None:
    async with database.transaction(SYSTEM) as tx:
        account = await tx.get(Account, account_id)
    if account:
        await send_mail(settings, happened(happening, account.locale, to, account.name, settings.public_url))


async def send_link(database: Database, settings: Settings, link_id: UUID) -> None:
    """Make a link's secret and send it; one that was sent before stops working."""
    token = new_token()
    async with database.transaction(SYSTEM) as tx:
        link = await tx.get(MailedLink, link_id, with_for_update=True)
        if link is None:
            return
        known = await find_account_by_email(tx, link.email)
        mail = _mail(settings, link, known, token)
        link.token_hash = token_hash(token) if mail else None
    if mail:
        await send_mail(settings, mail)


async def hash_new_password(password: str, *, email: str, name: str) -> str:
    """The hash of a password that somebody chooses, when it may be chosen."""
    password = normal_password(password)
    faults = InputFaults()
    check_password(faults, password, email=email, name=name)
    faults.raise_if_any()
    return await hash_password(password)


def _mail(settings: Settings, link: MailedLink, known: Account | None, token: str) -> Mail | None:
    """What to send; nothing where nobody could use it."""
    match link.purpose:
        case LinkPurpose.CONFIRM_ACCOUNT if known is None:
            return confirmation(link.locale, link.email, link.name, page_address(settings, "confirm", token))
        case LinkPurpose.RESET_PASSWORD:
            page = page_address(settings, "reset", token)
            return password_reset(known.locale, link.email, known.name, page) if known else None
        case LinkPurpose.CHANGE_EMAIL if known is None:
            return email_change(link.locale, link.email, page_address(settings, "change-email", token))
    locale: Locale = known.locale if known else link.locale
    return known_account(locale, link.email, settings.public_url)


def page_address(settings: Settings, page: str, token: str) -> str:
    """The address of a page that takes a secret; behind the # it reaches no log and no other site."""
    return f"{settings.public_url.rstrip('/')}/{page}#{token}"


async def _take_link(database: Database, email: str, origin: Origin, purpose: LinkPurpose) -> None:
    await take_attempts(database, LINKS_FROM.of(network_of(origin.address)), LINKS_TO.of(purpose, email))


async def _queue(database: Database, link: MailedLink) -> None:
    async with database.transaction(SYSTEM) as tx:
        tx.add(link)
        await tx.flush()
        await defer(tx, SEND_JOB, link_id=str(link.id))


async def _get_link(database: Database, token: str, purpose: LinkPurpose) -> MailedLink:
    async with database.transaction(SYSTEM) as tx:
        link = await find_link(tx, token_hash(token), purpose)
    if link is None:
        raise NotFound("LINK_NOT_FOUND")
    return link


async def _follow(tx: AsyncSession, token: str, purpose: LinkPurpose) -> MailedLink:
    """Take a link once; the others of its kind to the same address end with it."""
    link = await find_link(tx, token_hash(token), purpose, locks=True)
    if link is None:
        raise NotFound("LINK_NOT_FOUND")
    await delete_links(tx, link.email, purpose)
    return link


def _valid_email(email: str) -> str:
    email = normal_email(email)
    faults = InputFaults()
    check_email(faults, email)
    faults.raise_if_any()
    return email
