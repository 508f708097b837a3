"""Subscriptions: a bell, then the row read again; state is sent, never a delta.

@subscription(permission=Permission.SIGNED_IN)
async def solve_run(watch: Watch, id: strawberry.ID) -> AsyncIterator[SolveRun | None]:
    key = uuid_of(SolveRun, id, "id")
    async for _ in watch.rings("solve_run", str(key)):
        yield node_ref(SolveRun, key)
"""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Any

import strawberry

from graph.kit.context import Context
from graph.kit.gestures import PERMISSION, Permission
from services.kit.actor import Actor
from services.kit.database import Database
from services.kit.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Watch:
    """What a subscription gets: who watches, the database, the bells."""

    actor: Actor
    database: Database
    context: Context

    def rings(self, channel: str, payload: str) -> AsyncIterator[None]:
        """Yields at once and then whenever the row may have changed."""
        if self.context.bell is None:
            raise RuntimeError("this context hears no bells")
        return self.context.bell.rings(channel, payload)


def subscription(
    *, permission: Permission, description: str | None = None
) -> Callable[[Callable[..., AsyncIterator[Any]]], Any]:
    """Declare a subscription. Its first parameter is the watch, the others become arguments.

    There is no result union here: a refusal ends the subscription with an error that carries its code.
    """

    def declare(run: Callable[..., AsyncIterator[Any]]) -> Any:
        given = signature(run, eval_str=True)

        async def resolve(info: strawberry.Info[Context, None], **arguments: Any) -> AsyncGenerator[Any, None]:
            context = info.context
            if permission is Permission.SIGNED_IN and context.actor.account_id is None:
                raise NotAllowed("SIGN_IN_REQUIRED")
            async for state in run(Watch(context.actor, context.database, context), **arguments):
                if not await context.is_still_acting():
                    raise NotAllowed("SESSION_ENDED")
                yield state

        resolve.__name__ = run.__name__
        resolve.__signature__ = given.replace(  # type: ignore[attr-defined]  # a function takes attributes
            parameters=[
                Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info),
                *(each.replace(kind=Parameter.KEYWORD_ONLY) for each in list(given.parameters.values())[1:]),
            ]
        )
        return strawberry.subscription(resolver=resolve, description=description, metadata={PERMISSION: permission})

    return declare
