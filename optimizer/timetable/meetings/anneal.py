"""Idle slots removed by annealing: people move to another slot along Kempe chains, which disturbs one other person.

Every step keeps all meetings and all rules, so it can be stopped at any time. The count of steps is fixed by the
problem and the numbers are drawn from the seed, so that the same problem and seed give the same timetable.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from optimizer.progress import Phase

if TYPE_CHECKING:
    from random import Random

    from optimizer.timetable.heartbeat import TimetablePulse
    from optimizer.timetable.meetings.coloring import Coloring
    from optimizer.timetable.meetings.problem import Meetings

STEPS_EACH: Final = 15_000
"""Steps for each meeting in the first round; the others are shorter."""
HOT: Final = 0.4
WARM: Final = 0.2
COLD: Final = 0.1
ROUNDS: Final = 4
BEAT_STEPS: Final = 2_000
LARGEST_HELP: Final = 2


class IdleCount:
    """Counts the idle slots of a person from their busy slots, each set of slots once."""

    def __init__(self, meetings: Meetings, coloring: Coloring) -> None:
        self._days = [
            sum(1 << slot for slot, day in enumerate(meetings.day.tolist()) if day == which)
            for which in sorted(set(meetings.day.tolist()))
        ]
        self._free = coloring.free
        self._known: dict[tuple[int, int], int] = {}

    def __call__(self, person: int, busy: int) -> int:
        """Count the idle slots of a person who is busy in these."""
        key = (self._free[person], busy)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = sum(_idle_of(busy & day, key[0]) for day in self._days)
        return known


@dataclass
class Best:
    """The best placement so far."""

    idle: int
    slots: list[int]


class Cooling(NamedTuple):
    """One round: how much worsening is taken at its start, and how many steps it has."""

    start: float
    steps: int


def remove_idle(coloring: Coloring, idle_of: IdleCount, draw: Random, pulse: TimetablePulse, best: Best) -> None:
    """Move people until nobody waits or the rounds are spent; ``best`` always holds the best placement found."""
    steps = STEPS_EACH * len(coloring.ends)
    for turn in range(ROUNDS):
        if best.idle == 0:
            return
        cooling = Cooling(WARM, steps // 2) if turn else Cooling(HOT, steps)
        _anneal(coloring, idle_of, draw, pulse, best, cooling)


def _anneal(
    coloring: Coloring, idle_of: IdleCount, draw: Random, pulse: TimetablePulse, best: Best, cooling: Cooling
) -> None:
    busy, free, at = coloring.busy, coloring.free, coloring.at
    people = [person for person, slots in enumerate(busy) if slots]
    slot_count, person_count = len(coloring.tables), len(people)
    cost = [idle_of(person, slots) for person, slots in enumerate(busy)]
    total = sum(cost)
    random = draw.random
    heat = cooling.start
    for step in range(cooling.steps):
        if step % BEAT_STEPS == 0:
            pulse.value = best.idle
            pulse.beat(Phase.SOLVE)
            heat = cooling.start * (COLD / cooling.start) ** (step / cooling.steps)
        if not total:
            return
        person = people[int(random() * person_count)]
        slot, other = int(random() * slot_count), int(random() * slot_count)
        if at[person][slot] < 0:
            slot, other = other, slot
        if at[person][slot] < 0 or at[person][other] >= 0 or not (free[person] >> other) & 1:
            continue
        flip = (1 << slot) | (1 << other)
        own = idle_of(person, busy[person] ^ flip) - cost[person]
        most = -heat * math.log(1.0 - random())
        if own > most + LARGEST_HELP:
            continue  # the other end will hardly make up for it, so the chain need not be followed
        chain = coloring.find_chain(person, slot, other)
        if not coloring.may_exchange(chain):
            continue
        theirs = idle_of(chain.end, busy[chain.end] ^ flip) - cost[chain.end]
        if own + theirs > most:
            continue
        coloring.exchange(chain)
        cost[person] += own
        cost[chain.end] += theirs
        total += own + theirs
        if total < best.idle:
            best.idle, best.slots = total, coloring.slot.copy()


def _idle_of(busy: int, free: int) -> int:
    if not busy:
        return 0
    first, last = (busy & -busy).bit_length() - 1, busy.bit_length()
    between = (1 << last) - (1 << first)
    return (between & free & ~busy).bit_count()
