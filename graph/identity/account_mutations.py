"""What concerns the account itself: its password, its sessions, its tokens."""

import strawberry

from graph.identity.types import Account, ApiToken, SignInSession
from graph.kit.declare import bounded
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from services.identity import api_tokens, commands, links, second_factor
from services.identity.models import Locale, TokenScope
from services.identity.rules import require_account
from services.identity.second_factor import CODE_COUNT
from services.kit.refusals import NotFound, RuleBroken, Stale


@strawberry.input
class EditAccountInput:
    version: int
    name: str
    locale: Locale


@strawberry.type
class EditAccountSuccess:
    account: Account


@strawberry.input
class ChangePasswordInput:
    current_password: str
    password: str


@strawberry.type
class ChangePasswordSuccess:
    account: Account


@strawberry.input
class EndSessionInput:
    session_id: strawberry.ID


@strawberry.type
class EndSessionSuccess:
    account: Account


@strawberry.input
class SignOutEverywhereInput:
    keeps_this: bool = strawberry.field(default=True, description="Whether the session that asks goes on.")


@strawberry.type
class SignOutEverywhereSuccess:
    ended_count: int


@strawberry.input
class CreateApiTokenInput:
    name: str
    scope: TokenScope
    days: int = 90


@strawberry.type
class CreateApiTokenSuccess:
    api_token: ApiToken
    text: str = strawberry.field(description="For `Authorization: Bearer`; shown this once.")


@strawberry.input
class RevokeApiTokenInput:
    api_token_id: strawberry.ID


@strawberry.type
class RevokeApiTokenSuccess:
    account: Account


@strawberry.input
class StartSecondFactorInput:
    password: str


@strawberry.type
class StartSecondFactorSuccess:
    secret: str
    address: str = strawberry.field(description="The otpauth:// address that authenticators read from a square code.")


@strawberry.input
class ConfirmSecondFactorInput:
    code: str


@strawberry.type
class ConfirmSecondFactorSuccess:
    recovery_codes: list[str] = bounded(
        CODE_COUNT, description="Each stands in once for a lost authenticator; shown this once."
    )


@strawberry.input
class StopSecondFactorInput:
    code: str


@strawberry.type
class StopSecondFactorSuccess:
    account: Account


@mutation(
    permission=Permission.IN_PERSON,
    refusals=[RuleBroken],
    description="Make a secret for an authenticator; nothing changes before a code of it is shown.",
)
async def start_second_factor(gesture: Gesture, input: StartSecondFactorInput) -> StartSecondFactorSuccess:  # noqa: A002 - the API's word
    database = await gesture.release()
    await commands.require_password(database, gesture.actor, input.password, gesture.context.origin)
    shared = await second_factor.start_second_factor(database, gesture.actor)
    return StartSecondFactorSuccess(secret=shared.secret, address=shared.address)


@mutation(permission=Permission.IN_PERSON, refusals=[RuleBroken], description="Turn the second factor on by a code.")
async def confirm_second_factor(gesture: Gesture, input: ConfirmSecondFactorInput) -> ConfirmSecondFactorSuccess:  # noqa: A002 - the API's word
    database = await gesture.release()
    codes = await second_factor.confirm_second_factor(database, gesture.actor, input.code)
    return ConfirmSecondFactorSuccess(recovery_codes=codes)


@mutation(permission=Permission.IN_PERSON, description="Turn the second factor off, by a code of it.")
async def stop_second_factor(gesture: Gesture, input: StopSecondFactorInput) -> StopSecondFactorSuccess:  # noqa: A002 - the API's word
    database = await gesture.release()
    await second_factor.stop_second_factor(database, gesture.actor, input.code)
    return StopSecondFactorSuccess(account=_viewer(gesture))


@mutation(
    permission=Permission.IN_PERSON,
    refusals=[NotFound, Stale],
    description="Change your name, and the language you are written to in.",
)
async def edit_account(gesture: Gesture, input: EditAccountInput) -> EditAccountSuccess:  # noqa: A002 - the API's word
    account = await commands.edit_account(gesture.tx, gesture.actor, input.version, input.name, input.locale)
    return EditAccountSuccess(account=node_ref(Account, account.id))


@mutation(permission=Permission.IN_PERSON, description="Replace the password; every other session ends.")
async def change_password(gesture: Gesture, input: ChangePasswordInput) -> ChangePasswordSuccess:  # noqa: A002 - the API's word
    database, context = await gesture.release(), gesture.context
    account = await links.change_password(
        database, gesture.actor, input.current_password, input.password, token=context.token, origin=context.origin
    )
    return ChangePasswordSuccess(account=node_ref(Account, account.id))


@mutation(permission=Permission.IN_PERSON, refusals=[NotFound], description="End one of your sessions.")
async def end_session(gesture: Gesture, input: EndSessionInput) -> EndSessionSuccess:  # noqa: A002 - the API's word
    await commands.end_session(gesture.tx, gesture.actor, uuid_of(SignInSession, input.session_id, "sessionId"))
    return EndSessionSuccess(account=_viewer(gesture))


@mutation(permission=Permission.IN_PERSON, description="End all your sessions, or all but this one.")
async def sign_out_everywhere(gesture: Gesture, input: SignOutEverywhereInput) -> SignOutEverywhereSuccess:  # noqa: A002 - the API's word
    kept = gesture.context.token if input.keeps_this else None
    ended_count = await commands.sign_out_everywhere(gesture.tx, gesture.actor, but_token=kept)
    if not input.keeps_this:
        gesture.context.sign_out()
    return SignOutEverywhereSuccess(ended_count=ended_count)


@mutation(permission=Permission.IN_PERSON, refusals=[RuleBroken], description="Make a token for a program.")
async def create_api_token(gesture: Gesture, input: CreateApiTokenInput) -> CreateApiTokenSuccess:  # noqa: A002 - the API's word
    issued = await api_tokens.create_api_token(gesture.tx, gesture.actor, input.name, input.scope, input.days)
    return CreateApiTokenSuccess(api_token=node_ref(ApiToken, issued.row.id), text=issued.text)


@mutation(permission=Permission.IN_PERSON, refusals=[NotFound], description="End a program's token.")
async def revoke_api_token(gesture: Gesture, input: RevokeApiTokenInput) -> RevokeApiTokenSuccess:  # noqa: A002 - the API's word
    await api_tokens.revoke_api_token(gesture.tx, gesture.actor, uuid_of(ApiToken, input.api_token_id, "apiTokenId"))
    return RevokeApiTokenSuccess(account=_viewer(gesture))


def _viewer(gesture: Gesture) -> Account:
    return node_ref(Account, require_account(gesture.actor))
