from datetime import datetime

import strawberry

from graph.identity.types import Account
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.references import node_ref
from services.identity import commands, links
from services.identity.commands import NewAccount, SignedIn
from services.identity.models import Locale
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.refusals import NotAllowed, NotFound


@strawberry.input
class RegisterAccountInput:
    email: str
    name: str
    locale: Locale = Locale.ZH


@strawberry.type
class RegisterAccountSuccess:
    email: str = strawberry.field(description="Where the message went, whether or not the address has an account.")


@strawberry.input
class ConfirmAccountInput:
    token: str
    password: str


@strawberry.type
class ConfirmAccountSuccess:
    account: Account
    expires_at: datetime


@strawberry.input
class RequestPasswordResetInput:
    email: str


@strawberry.type
class RequestPasswordResetSuccess:
    email: str = strawberry.field(description="Where a message goes if the address has an account.")


@strawberry.input
class ResetPasswordInput:
    token: str
    password: str


@strawberry.type
class ResetPasswordSuccess:
    email: str


@strawberry.input
class RequestEmailChangeInput:
    email: str
    password: str


@strawberry.type
class RequestEmailChangeSuccess:
    email: str


@strawberry.input
class ConfirmEmailChangeInput:
    token: str


@strawberry.type
class ConfirmEmailChangeSuccess:
    email: str


@strawberry.input
class SignInInput:
    email: str
    password: str
    code: str = strawberry.field(
        default="", description="Of the authenticator, or a recovery code, where the account has a second factor."
    )
    wants_token: bool = strawberry.field(
        default=False, description="For programs: answers with a token for `Authorization: Bearer` and sets no cookie."
    )


@strawberry.type
class SignInSuccess:
    account: Account
    expires_at: datetime
    token: str | None


@strawberry.type
class SignOutSuccess:
    was_signed_in: bool


@mutation(
    permission=Permission.ANYONE,
    refusals=[NotAllowed],
    description="Sign up: a link goes to the address, and `confirmAccount` makes the account.",
)
async def register_account(gesture: Gesture, input: RegisterAccountInput) -> RegisterAccountSuccess:  # noqa: A002 - the API's word
    new = NewAccount(email=input.email, name=input.name, locale=input.locale)
    database = await gesture.release()
    return RegisterAccountSuccess(email=await links.register_account(database, new, gesture.context.origin))


@mutation(
    permission=Permission.ANYONE,
    refusals=[NotFound],
    description="Follow the link of signing up, choose a password, and be signed in by a cookie.",
)
async def confirm_account(gesture: Gesture, input: ConfirmAccountInput) -> ConfirmAccountSuccess:  # noqa: A002 - the API's word
    database = await gesture.release()
    signed = await links.confirm_account(database, input.token, input.password, gesture.context.origin)
    keep_cookie(gesture, signed)
    return ConfirmAccountSuccess(account=node_ref(Account, signed.account.id), expires_at=signed.expires_at)


@mutation(permission=Permission.ANYONE, refusals=[NotAllowed], description="Ask for a link to choose a new password.")
async def request_password_reset(gesture: Gesture, input: RequestPasswordResetInput) -> RequestPasswordResetSuccess:  # noqa: A002 - the API's word
    database = await gesture.release()
    email = await links.request_password_reset(database, input.email, gesture.context.origin)
    return RequestPasswordResetSuccess(email=email)


@mutation(
    permission=Permission.ANYONE,
    refusals=[NotFound],
    description="Follow the link to a new password. Every session and token ends; sign in with the new one.",
)
async def reset_password(gesture: Gesture, input: ResetPasswordInput) -> ResetPasswordSuccess:  # noqa: A002 - the API's word
    database = await gesture.release()
    account = await links.reset_password(database, input.token, input.password, gesture.context.origin)
    return ResetPasswordSuccess(email=account.email)


@mutation(
    permission=Permission.IN_PERSON,
    description="Ask for a link to another e-mail address, which becomes the account's when it is followed.",
)
async def request_email_change(gesture: Gesture, input: RequestEmailChangeInput) -> RequestEmailChangeSuccess:  # noqa: A002 - the API's word
    database, origin = await gesture.release(), gesture.context.origin
    await commands.require_password(database, gesture.actor, input.password, origin)
    email = await links.request_email_change(database, gesture.actor, input.email, origin)
    return RequestEmailChangeSuccess(email=email)


@mutation(
    permission=Permission.ANYONE,
    refusals=[NotFound],
    as_system=True,
    description="Follow the link to a new e-mail address; the old one is told.",
)
async def confirm_email_change(gesture: Gesture, input: ConfirmEmailChangeInput) -> ConfirmEmailChangeSuccess:  # noqa: A002 - the API's word
    account = await links.confirm_email_change(gesture.tx, SYSTEM, input.token)
    return ConfirmEmailChangeSuccess(email=account.email)


@mutation(permission=Permission.ANYONE, refusals=[NotAllowed], description="Open a session.")
async def sign_in(gesture: Gesture, input: SignInInput) -> SignInSuccess:  # noqa: A002 - the API's word
    database, context = await gesture.release(), gesture.context
    signed = await commands.sign_in(database, input.email, input.password, context.origin, code=input.code)
    if input.wants_token:
        context.actor = Actor(account_id=signed.account.id)
    else:
        keep_cookie(gesture, signed)
    return SignInSuccess(
        account=node_ref(Account, signed.account.id),
        expires_at=signed.expires_at,
        token=signed.token if input.wants_token else None,
    )


@mutation(permission=Permission.ANYONE, description="End this session and forget its cookie.")
async def sign_out(gesture: Gesture) -> SignOutSuccess:
    context = gesture.context
    was_signed_in = context.token is not None and gesture.actor.account_id is not None
    if context.token is not None and was_signed_in:
        await commands.sign_out(gesture.tx, gesture.actor, context.token)
    context.sign_out()
    return SignOutSuccess(was_signed_in=was_signed_in)


def keep_cookie(gesture: Gesture, signed: SignedIn) -> None:
    """Let the browser that asked carry the session."""
    seconds = round((signed.expires_at - now()).total_seconds())
    gesture.context.sign_in(Actor(account_id=signed.account.id), signed.token, max_age_seconds=seconds)
