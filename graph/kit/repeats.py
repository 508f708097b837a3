"""What a mutation does with an idempotency key: see services.identity.repeating."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from graph.kit.context import Context
from graph.kit.packing import pack, unpack
from services.identity import repeating
from services.identity.repeating import Repetition, repetition_of


class AnsweredBefore(Exception):
    """Ends a gesture that was made before under its key; holds what it answered."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


@dataclass(slots=True)
class Repeats:
    """The key of one gesture, from its first statement to its answer."""

    context: Context
    repetition: Repetition
    is_apart: bool = False
    """The gesture opens transactions of its own: the key is taken before them and the answer kept after them."""

    async def begin(self, tx: AsyncSession) -> None:
        """Take the key in the gesture's transaction; raises AnsweredBefore where it was taken."""
        kept = await repeating.begin(tx, self.repetition)
        if kept is not None:
            raise AnsweredBefore(unpack(kept))

    async def begin_apart(self) -> None:
        """Take the key in a transaction of its own, for a gesture that gives its own back."""
        async with self.context.database.transaction(self.context.actor) as tx:
            await self.begin(tx)
        self.is_apart = True

    async def end(self, tx: AsyncSession, answer: Any) -> None:
        """Keep the answer, with the deed where they share a transaction."""
        packed = pack(answer)
        if not self.is_apart:
            await repeating.remember(tx, self.repetition, packed)
            return
        async with self.context.database.transaction(self.context.actor) as own:
            await repeating.remember(own, self.repetition, packed)

    async def give_back(self) -> None:
        """Let the key be used again after a refusal; what was taken with the deed went with the deed."""
        if self.is_apart:
            self.is_apart = False
            async with self.context.database.transaction(self.context.actor) as tx:
                await repeating.forget(tx, self.repetition)


def repeats_of(context: Context, gesture: str, place: str, arguments: Mapping[str, Any]) -> Repeats | None:
    """The key of a gesture, if its request came with one and somebody is signed in."""
    if context.idempotency_key is None:
        return None
    asked = orjson.dumps(arguments, default=str, option=orjson.OPT_SORT_KEYS)
    repetition = repetition_of(context.actor, context.idempotency_key, gesture, place, asked)
    return Repeats(context, repetition) if repetition else None
