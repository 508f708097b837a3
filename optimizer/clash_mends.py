"""The smallest set of changes after which limits and rules can hold together, as one 0/1 program.

Every limit can give way by units that cost one each, every forbidden pair can be allowed for one; where a row adds up
money or fit, that it gives way at all costs one, and by how much is made least afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.clash import LEAST, MOST
from optimizer.program import Line, Program

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from optimizer.clash import System

    Numbers = NDArray[np.int64]
    Maximize = Callable[[Program], list[int] | None]

# Among changes of equal size people would rather be asked for these, in this order.
PREFERENCES: Final = (
    "raise_capacity",
    "raise_limit",
    "allow_pair",
    "raise_rule_maximum",
    "lower_rule_minimum",
    "lower_minimum",
    "lower_requirement",
)


@dataclass(frozen=True, eq=False)
class Relief:
    """By how much each element gives way (positions in ``system.elements``), and the columns that are allowed."""

    element: Numbers
    amount: Numbers
    allowed: Numbers


@dataclass(frozen=True, eq=False)
class Relaxation:
    """The program: pairs, then for each element the bits of what it gives way by, then switches of sums.

    Attributes
    ----------
    forbidden
        Which columns stand for pairs that are forbidden.
    counts
        Per row of the system, whether it counts units.
    code
        Per element, the place of its change in PREFERENCES.
    """

    system: System
    forbidden: NDArray[np.bool_]
    counts: NDArray[np.bool_]
    code: Numbers

    @cached_property
    def bits(self) -> tuple[Numbers, Numbers]:
        """Element and amount of every bit."""
        rows, senses = self.system.elements
        reach = self._reach(rows, senses)
        lengths = np.array([int(most).bit_length() for most in reach.tolist()], np.int64)
        element = np.repeat(np.arange(len(rows)), lengths)
        exponent = np.arange(len(element)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return element, np.left_shift(np.int64(1), exponent)

    @cached_property
    def switched(self) -> Numbers:
        """Elements whose amounts are no units; each has a switch."""
        return np.flatnonzero(~self.counts[self.system.elements[0]])

    def relieve(self, maximize: Maximize) -> Relief | None:
        """Find the smallest set of changes; None when nothing helps."""
        cost = self._costs()
        chosen = maximize(self._program(-cost, []))
        if chosen is None:
            return None
        if self.switched.size:
            spent = int(cost[chosen].sum())
            everything = np.arange(len(cost), dtype=np.int32)
            chosen = maximize(self._program(-self._amounts(), [Line(everything, cost, spent)]))
            if chosen is None:
                raise AssertionError("the plan of the first step keeps its own cost")
        return self._read(np.array(chosen, np.int64))

    def _reach(self, rows: Numbers, senses: Numbers) -> Numbers:
        """By how much each element can be broken at worst."""
        weight = self.system.entry_weight
        ups, downs = np.zeros(len(self.system.lo), np.int64), np.zeros(len(self.system.lo), np.int64)
        np.add.at(ups, self.system.entry_row, np.maximum(0, weight))
        np.add.at(downs, self.system.entry_row, np.minimum(0, weight))
        reach: Numbers = np.where(senses == LEAST, self.system.lo[rows] - downs[rows], ups[rows] - self.system.hi[rows])
        return reach

    def _costs(self) -> Numbers:
        """One per unit, allowed pair and switch, with the preferences far below."""
        element, amount = self.bits
        counted = self.counts[self.system.elements[0]]
        base = len(PREFERENCES) * (1 + int(amount[counted[element]].sum()) + len(self.switched) + len(self.forbidden))
        pairs = np.where(self.forbidden, base + PREFERENCES.index("allow_pair"), 0)
        bits = np.where(counted[element], amount * (base + self.code[element]), 0)
        return np.concatenate((pairs, bits, base + self.code[self.switched]))

    def _amounts(self) -> Numbers:
        element, amount = self.bits
        counted = self.counts[self.system.elements[0]]
        none = np.zeros(len(self.forbidden), np.int64)
        return np.concatenate((none, np.where(counted[element], 0, amount), np.zeros(len(self.switched), np.int64)))

    def _program(self, gain: Numbers, extra: list[Line]) -> Program:
        rows, senses = self.system.elements
        which, places = self.system.entries_of(rows)
        element, amount = self.bits
        width = len(self.forbidden)
        row = np.concatenate((which, element)).astype(np.int32)
        column = np.concatenate((self.system.entry_column[places], width + np.arange(len(element)))).astype(np.int32)
        weight = np.concatenate((-senses[which] * self.system.entry_weight[places], -amount))
        order = np.argsort(row, kind="stable")
        limit = np.where(senses == LEAST, -self.system.lo[rows], self.system.hi[rows])
        program = Program(gain, row[order], column[order], weight[order], limit)
        return program.plus([*self._switch_lines(), *extra])

    def _switch_lines(self) -> list[Line]:
        """A sum gives way only where its switch is on."""
        element, amount = self.bits
        first = len(self.forbidden) + len(element)
        lines = []
        for place, at in enumerate(self.switched.tolist()):
            bits = np.flatnonzero(element == at)
            columns = np.append(len(self.forbidden) + bits, first + place).astype(np.int32)
            lines.append(Line(columns, np.append(amount[bits], -int(amount[bits].sum())), 0))
        return lines

    def _read(self, chosen: Numbers) -> Relief:
        width = len(self.forbidden)
        element, amount = self.bits
        bits = chosen[(chosen >= width) & (chosen < width + len(element))] - width
        given = np.zeros(len(self.system.elements[0]), np.int64)
        np.add.at(given, element[bits], amount[bits])
        relieved = np.flatnonzero(given)
        pairs = chosen[chosen < width]
        return Relief(relieved, given[relieved], pairs[self.forbidden[pairs]])


def code_elements(system: System, demand_count: int) -> Numbers:
    """Place in PREFERENCES of the change that relieves each element."""
    rows, senses = system.elements
    names = np.where(
        rows < demand_count,
        np.where(senses == MOST, "raise_limit", "lower_requirement"),
        np.where(
            rows < system.node_count,
            np.where(senses == MOST, "raise_capacity", "lower_minimum"),
            np.where(senses == MOST, "raise_rule_maximum", "lower_rule_minimum"),
        ),
    )
    return np.array([PREFERENCES.index(name) for name in names.tolist()], np.int64)
