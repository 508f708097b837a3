"""A first placement: every meeting into a slot, along Kempe chains where no slot is free for both."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from optimizer.progress import Phase
from optimizer.timetable.meetings.coloring import FREE, Coloring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from optimizer.pulse import Pulse

EJECTIONS_EACH: Final = 40


def place_all(coloring: Coloring, draw: Random, pulse: Pulse) -> list[int]:
    """Place the meetings; returns those for which no slot was found, ascending.

    People with the least freedom come first. A meeting that fits nowhere takes a slot all the same and throws out what
    stands in its way, a bounded number of times.
    """
    waiting = deque(sorted(range(len(coloring.ends)), key=lambda meeting: (_freedom(coloring, meeting), meeting)))
    ejections = EJECTIONS_EACH * len(waiting)
    while waiting:
        pulse.beat(Phase.PREPARE)
        meeting = waiting.popleft()
        if _place_freely(coloring, meeting) or _place_by_chain(coloring, meeting):
            continue
        thrown = _place_by_force(coloring, meeting, draw) if ejections > 0 else []
        ejections -= 1
        waiting.extend(thrown)
    return [meeting for meeting, slot in enumerate(coloring.slot) if slot == FREE]


def _freedom(coloring: Coloring, meeting: int) -> int:
    first, second = coloring.ends[meeting]
    return (coloring.free[first] & coloring.free[second]).bit_count()


def _place_freely(coloring: Coloring, meeting: int) -> bool:
    first, second = coloring.ends[meeting]
    open_slots = coloring.free[first] & coloring.free[second] & ~coloring.busy[first] & ~coloring.busy[second]
    for slot in _bits(open_slots):
        if coloring.held[slot] < coloring.tables[slot]:
            coloring.place(meeting, slot)
            return True
    return False


def _place_by_chain(coloring: Coloring, meeting: int) -> bool:
    """Free a slot of one person for the other by exchanging two slots along a chain."""
    first, second = coloring.ends[meeting]
    for person, other in ((first, second), (second, first)):
        wanted = coloring.free[person] & ~coloring.busy[person] & coloring.free[other] & coloring.busy[other]
        for slot in _bits(wanted):
            for spare in _bits(coloring.free[other] & ~coloring.busy[other]):
                chain = coloring.find_chain(other, slot, spare)
                leaves_room = coloring.held[slot] - chain.is_odd < coloring.tables[slot]
                if chain.end != person and leaves_room and coloring.may_exchange(chain):
                    coloring.exchange(chain)
                    coloring.place(meeting, slot)
                    return True
    return False


def _place_by_force(coloring: Coloring, meeting: int, draw: Random) -> list[int]:
    first, second = coloring.ends[meeting]
    slots = [slot for slot in _bits(coloring.free[first] & coloring.free[second]) if coloring.tables[slot]]
    if not slots:
        return []
    slot = slots[draw.randrange(len(slots))]
    thrown = sorted({coloring.at[first][slot], coloring.at[second][slot]} - {FREE})
    for each in thrown:
        coloring.remove(each)
    if coloring.held[slot] >= coloring.tables[slot]:
        there = [each for each, when in enumerate(coloring.slot) if when == slot]
        thrown.append(there[draw.randrange(len(there))])
        coloring.remove(thrown[-1])
    coloring.place(meeting, slot)
    return thrown


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
