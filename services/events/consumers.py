"""Who takes events: rooms above register here, and take each event in one transaction with what they make of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from services.events.models import Event
from services.events.sources import CONSUMERS


@dataclass(frozen=True, slots=True)
class Consumer:
    """`take` writes what follows from events, in their order. What it writes is lost if it raises, and asked again."""

    name: str
    take: Callable[[AsyncSession, Sequence[Event]], Awaitable[None]]


_REGISTERED: Final[dict[str, Consumer]] = {}


def register_consumer(consumer: Consumer) -> None:
    if consumer.name not in CONSUMERS:
        raise ValueError(f"no events are kept for {consumer.name}")
    _REGISTERED[consumer.name] = consumer


def list_consumers() -> list[Consumer]:
    """Those of this process."""
    return [_REGISTERED[name] for name in CONSUMERS if name in _REGISTERED]
