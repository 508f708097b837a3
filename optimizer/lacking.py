"""The pairs of a problem seen from one side: who lacks units, and who across could give any."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engines.candidates import Bounds, Candidates

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Units = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class LackingSide:
    """The pairs seen from the nodes that lack: what each requires, and what each node across can give."""

    node: NDArray[np.int32]
    across: NDArray[np.int32]
    required: Units
    limit: Units

    def available(self, among: Flags) -> int:
        """Most units that these nodes can get together."""
        return int(np.minimum(self.limit, self._offers(among)).sum())

    def lacking(self, among: Flags) -> int:
        """By how much these nodes require more than they can get."""
        return int(self.required[among].sum()) - self.available(among)

    def partners(self, among: Flags) -> Flags:
        """Nodes across that could give one of these anything."""
        return (self._offers(among) > 0) & (self.limit > 0)

    def units_lacking(self, chosen: Flags) -> Units:
        """Units each node lacks when these pairs are chosen."""
        lacking: Units = np.maximum(0, self.required - np.bincount(self.node[chosen], minlength=len(self.required)))
        return lacking

    def closure(self, chosen: Flags, start: int | None = None) -> Flags:
        """Nodes whose units would serve a lacking node: what it could still get is held by them, and so on."""
        reached = self.units_lacking(chosen) > 0
        if start is not None:
            reached = np.arange(len(self.required)) == start
        count = 0
        while count < int(np.count_nonzero(reached)):
            count = int(np.count_nonzero(reached))
            wanted = np.zeros(len(self.limit), np.bool_)
            wanted[self.across[reached[self.node] & ~chosen]] = True
            reached = reached.copy()
            reached[self.node[chosen & wanted[self.across]]] = True
        return reached

    def only(self, among: Flags) -> LackingSide:
        """The same side with the pairs and requirements of these nodes alone."""
        kept = among[self.node]
        return replace(self, node=self.node[kept], across=self.across[kept], required=self.required * among)

    def as_candidates(self) -> Candidates:
        """A problem in which only these requirements matter."""
        bounds = Bounds(np.zeros_like(self.limit), self.limit, self.required, self.required)
        return Candidates(self.across, self.node, np.zeros(len(self.node), np.int64), bounds, shortage_price=None)

    def _offers(self, among: Flags) -> Units:
        return np.bincount(self.across[among[self.node]], minlength=len(self.limit))
