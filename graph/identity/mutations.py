from datetime import datetime

import strawberry

from graph.identity.types import Account
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.references import node_ref
from services.identity import commands
from services.identity.commands import NewAccount, SignedIn
from services.identity.models import Locale
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.refusals import NotAllowed


@strawberry.input
class RegisterAccountInput:
    email: str
    name: str
    password: str
    locale: Locale = Locale.ZH


@strawberry.type
class RegisterAccountSuccess:
    account: Account


@strawberry.input
class SignInInput:
    email: str
    password: str
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


@mutation(permission=Permission.ANYONE, as_system=True, description="Sign up, and be signed in by a cookie.")
async def register_account(gesture: Gesture, input: RegisterAccountInput) -> RegisterAccountSuccess:  # noqa: A002 - the API's word
    new = NewAccount(email=input.email, name=input.name, password=input.password, locale=input.locale)
    account = await commands.register_account(gesture.tx, SYSTEM, new)
    _keep_cookie(gesture, await commands.open_session(gesture.tx, account))
    return RegisterAccountSuccess(account=node_ref(Account, account.id))


@mutation(permission=Permission.ANYONE, refusals=[NotAllowed], description="Open a session.")
async def sign_in(gesture: Gesture, input: SignInInput) -> SignInSuccess:  # noqa: A002 - the API's word
    await gesture.tx.rollback()  # gives the connection back: none may wait while a password is hashed
    context = gesture.context
    client = context.connection.client if context.connection else None
    signed = await commands.sign_in(
        context.database, input.email, input.password, address=client.host if client else ""
    )
    if input.wants_token:
        context.actor = Actor(account_id=signed.account.id)
    else:
        _keep_cookie(gesture, signed)
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


def _keep_cookie(gesture: Gesture, signed: SignedIn) -> None:
    seconds = round((signed.expires_at - now()).total_seconds())
    gesture.context.sign_in(Actor(account_id=signed.account.id), signed.token, max_age_seconds=seconds)
