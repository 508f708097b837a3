"""Mutations: one gesture, one command, one transaction, one named result union.

@mutation(permission=Permission.SIGNED_IN, refusals=[NotAllowed, NotFound, Stale])
async def publish_plan(gesture: Gesture, input: PublishPlanInput) -> PublishPlanSuccess:
    plan = await judging.publish_plan(gesture.tx, gesture.actor, uuid_of(Plan, input.plan_id, "planId"))
    return PublishPlanSuccess(plan=node_ref(Plan, plan.id))
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, Final, Union

import psycopg
import strawberry
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from graph.kit.context import Context
from graph.kit.limits import BadRequest
from graph.kit.refusals import MEMBERS, member_of
from graph.kit.repeats import AnsweredBefore, Repeats, repeats_of
from graph.kit.returning import wanted_row
from services.identity.delegating import note_gesture
from services.kit.actor import SYSTEM, Actor, Reach
from services.kit.brief import Executes
from services.kit.cause import Cause, because
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, Refusal

PERMISSION: Final = "greenbridge-permission"

RACES: Final = frozenset({"40001", "40P01", "23503", "23505"})
"""SQLSTATEs of who was second: serialization failure, deadlock, a row that just went, a row that just came."""

ATTEMPT_COUNT: Final = 3


class Permission(StrEnum):
    """Who may try at all; what they may do to which object is a rule of the room."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    IN_PERSON = "in person"
    """Signed in by a session, no program and no deputy: what concerns the account itself."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a mutation gets: the open transaction, who acts, and the context for cookies."""

    tx: AsyncSession
    actor: Actor
    context: Context
    name: str = ""
    repeats: Repeats | None = None
    """The idempotency key it came with."""

    async def release(self) -> Database:
        """Give the connection back, for a command that opens its transactions itself: none may wait for a hash."""
        await self.tx.rollback()
        if self.repeats:
            await self.repeats.begin_apart()
        if self.actor.deputy_id:
            async with self.context.database.transaction(self.actor) as tx:
                await note_gesture(tx, self.actor, self.name)
        return self.context.database


@dataclass(frozen=True, slots=True)
class BriefGesture:
    """What a brief mutation gets: a transaction that only executes."""

    tx: Executes
    actor: Actor
    context: Context


@dataclass(frozen=True, slots=True)
class _Asked:
    """One mutation of one request: as whom it runs, under which name and key."""

    context: Context
    actor: Actor
    name: str
    repeats: Repeats | None
    info: strawberry.Info[Context, None]
    is_brief: bool

    def gesture(self, tx: AsyncSession) -> Gesture | BriefGesture:
        if self.is_brief:
            return BriefGesture(tx, self.context.actor, self.context)
        return Gesture(tx, self.context.actor, self.context, self.name, self.repeats)


def mutation(
    *,
    permission: Permission,
    refusals: Sequence[type[Refusal]] = (),
    as_system: bool = False,
    is_brief: bool = False,
    description: str | None = None,
) -> Callable[[Callable[..., Awaitable[Any]]], Any]:
    """Declare a mutation. Its first parameter is the gesture, the others become arguments.

    It runs inside one transaction as the actor. A refusal rolls back and becomes a member of the result union, which
    holds the success, the declared refusals, and what every mutation may answer. Nodes in the success are given as
    `node_ref` and are read after the commit. With `as_system` the transaction is the system's: for people who cannot
    be known yet, such as one who signs in. A request that came with an idempotency key is done once.

    With `is_brief` it gets a `BriefGesture`: what many people do all day in a statement or two goes without a session.
    """

    def declare(run: Callable[..., Awaitable[Any]]) -> Any:
        given = signature(run, eval_str=True)
        kinds = dict.fromkeys([InvalidInput, *([NotAllowed] if permission is not Permission.ANYONE else []), *refusals])
        resolve = _resolver(_Declared(run, permission, tuple(kinds), SYSTEM if as_system else None, is_brief))
        resolve.__signature__ = _resolver_signature(given)  # type: ignore[attr-defined]  # a function takes attributes
        union = _union(run.__name__, given.return_annotation, list(kinds))
        return strawberry.mutation(
            resolver=resolve, graphql_type=union, description=description, metadata={PERMISSION: permission}
        )

    return declare


@dataclass(frozen=True, slots=True)
class _Declared:
    """A mutation as its room wrote it down."""

    run: Callable[..., Awaitable[Any]]
    permission: Permission
    kinds: tuple[type[Refusal], ...]
    system: Actor | None
    is_brief: bool


def _resolver(declared: _Declared) -> Callable[..., Awaitable[Any]]:
    run, name = declared.run, declared.run.__name__

    async def resolve(info: strawberry.Info[Context, None], **arguments: Any) -> Any:
        context = info.context
        try:
            _require(declared.permission, context.actor)
            repeats = repeats_of(context, name, str(info.path.key), arguments)
            asked = _Asked(context, declared.system or context.actor, name, repeats, info, declared.is_brief)
            with because(Cause(name, context.actor, context.origin)):
                return await _transact(asked, lambda given: run(given, **arguments))
        except declared.kinds as refusal:
            return member_of(refusal)

    resolve.__name__ = name
    return resolve


def _require(permission: Permission, actor: Actor) -> None:
    if permission is Permission.ANYONE:
        return
    if actor.account_id is None:
        raise NotAllowed("SIGN_IN_REQUIRED")
    if actor.reach is Reach.READ or (permission is Permission.IN_PERSON and actor.reach is not Reach.PERSON):
        raise NotAllowed("TOKEN_REACHES_LESS", reach=actor.reach)
    if permission is Permission.IN_PERSON and not actor.is_in_person:
        raise NotAllowed("OWNER_REQUIRED")


Run = Callable[[Any], Awaitable[Any]]


async def _transact(asked: _Asked, run: Run) -> Any:
    """Run in one transaction; who lost a race runs again and meets, as anyone later would, what the winner left."""
    for attempt in range(1, ATTEMPT_COUNT + 1):
        try:
            return await _attempt(asked, run)
        except AnsweredBefore as before:
            asked.context.was_repeated = True
            return before.answer
        except Refusal:
            if asked.repeats:
                await asked.repeats.give_back()
            raise
        except (DBAPIError, psycopg.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if isinstance(cause, psycopg.DataError):  # what no rule foresaw, such as a NUL in a text that is looked up
                raise BadRequest("BAD_VALUE", reason=str(cause).partition("\n")[0]) from error
            if attempt == ATTEMPT_COUNT or getattr(cause, "sqlstate", None) not in RACES:
                raise
            if asked.repeats:
                await asked.repeats.give_back()
    raise AssertionError("the last attempt returns or raises")


async def _attempt(asked: _Asked, run: Run) -> Any:
    context, repeats = asked.context, asked.repeats
    if asked.is_brief and repeats is None and context.actor.deputy_id is None:
        return await _attempt_briefly(asked, run)
    async with context.database.transaction(asked.actor) as tx:
        if repeats:
            await repeats.begin(tx)
        await note_gesture(tx, context.actor, asked.name)
        answer = await run(asked.gesture(tx))
        if repeats:
            await repeats.end(tx, answer)
        return answer


async def _attempt_briefly(asked: _Asked, run: Run) -> Any:
    """What needs no session, its one row read in the same trip as the commit."""
    context = asked.context
    async with context.database.brief(asked.actor) as tx:
        answer = await run(BriefGesture(tx, context.actor, context))
        wanted = wanted_row(asked.info, answer)
        text = await tx.commit(wanted.request if wanted else None)
    return wanted.put_into(answer, text) if wanted and text is not None else answer


def _resolver_signature(given: Signature) -> Signature:
    info = Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info)
    arguments = [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in list(given.parameters.values())[1:]]
    return given.replace(parameters=[info, *arguments])


def _union(name: str, success: type, kinds: Sequence[type[Refusal]]) -> Any:
    camel = "".join(word.capitalize() for word in name.split("_"))
    members = (success, *(MEMBERS[kind] for kind in kinds))
    return Annotated[Union[members], strawberry.union(f"{camel}Result")]  # noqa: UP007 - a union of computed members
