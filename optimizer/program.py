"""Choosing among yes and no in integers: the largest gain under rows that must stay below their limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Units = NDArray[np.int64]

OUT: Final = 0
IN: Final = 1
LEAF: Final = -1


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the weights of some columns, added up, stay at or below the limit."""

    columns: NDArray[np.int32]
    weights: NDArray[np.int64]
    limit: int


@dataclass(frozen=True, eq=False, slots=True)
class Program:
    """Maximize gain @ x over 0/1 vectors x whose rows stay within their limits; entries in coordinate form."""

    gain: NDArray[np.int64]
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    weight: NDArray[np.int64]
    limit: NDArray[np.int64]

    @classmethod
    def of(cls, gain: NDArray[np.int64], lines: Sequence[Line]) -> Program:
        """Stack the rows."""
        row = np.repeat(np.arange(len(lines), dtype=np.int32), [len(line.columns) for line in lines])
        column = np.concatenate([np.zeros(0, np.int32), *(line.columns for line in lines)])
        weight = np.concatenate([np.zeros(0, np.int64), *(line.weights for line in lines)])
        return cls(gain, row, column, weight, np.array([line.limit for line in lines], np.int64))

    def plus(self, lines: Iterable[Line]) -> Program:
        """Add rows below those there are."""
        extra = Program.of(self.gain, list(lines))
        return Program(
            self.gain,
            np.concatenate([self.row, extra.row + np.int32(len(self.limit))]),
            np.concatenate([self.column, extra.column]),
            np.concatenate([self.weight, extra.weight]),
            np.concatenate([self.limit, extra.limit]),
        )

    def gaining(self, gain: NDArray[np.int64]) -> Program:
        """Keep the rows and ask for something else."""
        return replace(self, gain=gain)

    def amounts(self, chosen: NDArray[np.int32]) -> NDArray[np.int64]:
        """Add up each row over the chosen columns."""
        taken = np.zeros(len(self.gain), np.bool_)
        taken[chosen] = True
        total = np.zeros(len(self.limit), np.int64)
        counted = taken[self.column]
        np.add.at(total, self.row[counted], self.weight[counted])
        return total


@dataclass(frozen=True, eq=False, slots=True)
class Certificate:
    """A tree of yes and no whose leaves each carry multipliers: anybody can recompute the bound from it.

    Attributes
    ----------
    branch
        The tree, a node before its children and yes before no: the column it branches on, or -1 for a leaf.
    multipliers
        One row per leaf, in the same order, one column per rule; never negative. A tree of one leaf is the plain
        Lagrangian bound.
    denominators
        What the multipliers of each leaf are parts of.
    """

    branch: NDArray[np.int32]
    multipliers: NDArray[np.int64]
    denominators: NDArray[np.int64]


def compute_leaf(program: Program, multipliers: NDArray[np.int64], denominator: int, fixed: dict[int, int]) -> int:
    """Compute what no plan with these columns fixed can exceed, in parts of the denominator.

    For multipliers y at or above 0 that is y @ limit plus, over the columns, the larger of 0 and gain less y @ weights;
    a fixed column counts as it is fixed. Python's integers carry it, so nothing overflows.
    """
    carried = multipliers.astype(object)
    reduced = program.gain.astype(object) * denominator
    np.subtract.at(reduced, program.column, carried[program.row] * program.weight.astype(object))
    total = int(sum(carried * program.limit.astype(object)))
    for column, left in enumerate(reduced.tolist()):
        side = fixed.get(column)
        if side == IN or (side is None and left > 0):
            total += left
    return total


def compute_bound(program: Program, certificate: Certificate) -> int | None:
    """Recompute the bound that a certificate proves for every plan, None where it is not well formed."""
    if not is_wellformed(program, certificate):
        return None
    best: int | None = None
    stack: list[dict[int, int]] = [{}]
    leaf = 0
    for column in certificate.branch.tolist():
        if not stack:
            return None
        fixed = stack.pop()
        if column == LEAF:
            denominator = int(certificate.denominators[leaf])
            bound = compute_leaf(program, certificate.multipliers[leaf], denominator, fixed) // denominator
            best = bound if best is None else max(best, bound)
            leaf += 1
        elif column in fixed:
            return None
        else:
            stack += [{**fixed, column: OUT}, {**fixed, column: IN}]
    return None if stack else best


def is_wellformed(program: Program, certificate: Certificate) -> bool:
    """Whether shapes and signs are those of a certificate of this program; the tree itself is read later."""
    leaves = int(np.count_nonzero(certificate.branch == LEAF))
    if certificate.branch.ndim != 1 or certificate.multipliers.shape != (leaves, len(program.limit)):
        return False
    if certificate.denominators.shape != (leaves,) or leaves == 0:
        return False
    if bool((certificate.branch < LEAF).any() or (certificate.branch >= len(program.gain)).any()):
        return False
    return bool((certificate.multipliers >= 0).all() and (certificate.denominators > 0).all())
