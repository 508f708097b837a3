"""Meetings placed in slots: a proper edge coloring of a bipartite graph that changes along Kempe chains.

A meeting is an edge between a startup and an investor, a slot is a color. The meetings of two slots form paths and
cycles; exchanging the two slots along a path keeps every person's other slots and changes only the two ends. So a
person can be moved from one slot to another at the price of one other person's move, however full the day is (Koenig
1916).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.timetable.meetings.problem import Meetings

FREE = -1


class Chain(NamedTuple):
    """A path of meetings that alternate between two slots, from one person to another."""

    start: int
    end: int
    first_slot: int
    other_slot: int
    meetings: list[int]

    @property
    def is_odd(self) -> bool:
        """Whether the first slot loses a meeting to the other when the chain is exchanged."""
        return len(self.meetings) % 2 == 1


@dataclass
class Coloring:
    """Which meeting each person has in each slot; people are startups, then investors.

    Attributes
    ----------
    ends
        The two people of each meeting.
    at
        Meeting of a person in a slot, FREE where there is none; a list for each person.
    busy, free
        Slots with a meeting, and slots of presence, of each person, as bits.
    held, tables
        Meetings in each slot, and how many it can hold.
    slot
        Slot of each meeting, FREE while it has none.
    """

    ends: list[tuple[int, int]]
    at: list[list[int]]
    free: list[int]
    tables: list[int]
    busy: list[int] = field(init=False)
    held: list[int] = field(init=False)
    slot: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.busy = [0] * len(self.at)
        self.held = [0] * len(self.tables)
        self.slot = [FREE] * len(self.ends)

    @classmethod
    def of(cls, meetings: Meetings, startup: NDArray[np.int32], investor: NDArray[np.int32]) -> Coloring:
        """Start with no meeting placed."""
        offset = len(meetings.startups)
        ends = list(zip(startup.tolist(), (investor + offset).tolist(), strict=True))
        present = np.concatenate((meetings.startups.free, meetings.investors.free))
        free = [sum(1 << slot for slot in np.flatnonzero(row).tolist()) for row in present]
        empty = [[FREE] * meetings.slot_count for _ in free]
        return cls(ends, empty, free, meetings.tables.tolist())

    def place(self, meeting: int, slot: int) -> None:
        """Put a meeting into a slot that is free for both."""
        for person in self.ends[meeting]:
            self.at[person][slot] = meeting
            self.busy[person] |= 1 << slot
        self.held[slot] += 1
        self.slot[meeting] = slot

    def remove(self, meeting: int) -> None:
        """Take a meeting out of its slot."""
        slot = self.slot[meeting]
        for person in self.ends[meeting]:
            self.at[person][slot] = FREE
            self.busy[person] &= ~(1 << slot)
        self.held[slot] -= 1
        self.slot[meeting] = FREE

    def find_chain(self, person: int, slot: int, other: int) -> Chain:
        """Follow the meetings from a person who is busy in one slot and free in the other."""
        at, ends = self.at, self.ends
        path: list[int] = []
        now, following, reached = slot, other, person
        meeting = at[reached][now]
        while meeting != FREE:
            path.append(meeting)
            first, second = ends[meeting]
            reached = second if first == reached else first
            now, following = following, now
            meeting = at[reached][now]
        return Chain(person, reached, slot, other, path)

    def may_exchange(self, chain: Chain) -> bool:
        """Whether both ends are there in their new slot and the tables suffice."""
        slot, other = chain.first_slot, chain.other_slot
        gained = other if chain.is_odd else slot
        if not (self.free[chain.start] >> other) & 1 or not (self.free[chain.end] >> gained) & 1:
            return False
        return not chain.is_odd or self.held[other] < self.tables[other]

    def exchange(self, chain: Chain) -> None:
        """Exchange the two slots along the chain."""
        at, ends, slots = self.at, self.ends, self.slot
        slot, other = chain.first_slot, chain.other_slot
        for person in (chain.start, chain.end):
            at[person][slot] = at[person][other] = FREE
            self.busy[person] ^= (1 << slot) | (1 << other)
        now, following = other, slot
        for meeting in chain.meetings:
            first, second = ends[meeting]
            at[first][now] = at[second][now] = meeting
            slots[meeting] = now
            now, following = following, now
        if chain.is_odd:
            self.held[slot] -= 1
            self.held[other] += 1
