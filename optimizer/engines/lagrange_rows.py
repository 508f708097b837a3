"""Rows that cross what a flow can keep: which they are, and what each asks of the pairs in it.

The flow keeps the minimums that nest. Of a rule that crosses them and has maximums alone it keeps what it can: each of
its sets is cut into pieces that nest, and no piece may hold more than the set. What the pieces of a set hold together
is left to a price of the whole set, and so are all rules that the flow cannot keep at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engines.laminar_tree import Limits, are_nested, side_of
from optimizer.result import Certificate
from optimizer.rules.rule import OUTSIDE
from optimizer.rules.side import Multipliers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates
    from optimizer.problem import Problem

    Units = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def can_price(problem: Problem) -> bool:
    """Whether all rules count pairs one by one, so that the price of a unit says it all."""
    return all(side_of(rule) is not None for rule in problem.side.rules)


def split_rules(problem: Problem) -> Limits:
    """Choose the rules that the flow keeps: minimums as long as they nest, and all that have none, in pieces."""
    rules = problem.side.rules
    kept: list[int] = []
    for at, rule in enumerate(rules):
        if rule.required_rows().size and are_nested([rules[each] for each in (*kept, at)]):
            kept.append(at)
    bare = [at for at, rule in enumerate(rules) if not rule.required_rows().size]
    return Limits.of(problem, [*kept, *bare], kept)


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """The rows that some candidate could break, numbered from 0; ``place`` has a line for each layer of the rules.

    Attributes
    ----------
    row
        The row of the problem that each is, ascending.
    place
        Number of the row of each candidate, or one behind the last; shape (n_layers, n_candidates).
    least, most
        Limits, what locks use up taken off.
    is_loose
        Whether the flow leaves any of its limits to a price.
    """

    row: Units
    place: NDArray[np.int32]
    least: Units
    most: Units
    is_loose: Flags

    @classmethod
    def of(cls, problem: Problem, kept: Limits, candidates: Candidates) -> Rows:
        """Find the rows of all candidates."""
        side = problem.side
        layers = [
            np.where(row == OUTSIDE, OUTSIDE, row + start)
            for start, row, _ in side.layers(candidates.supply, candidates.demand)
        ]
        rows, place = np.unique(np.stack(layers), return_inverse=True)
        place = place.reshape(len(layers), -1)
        least, most = Limits.of(problem, range(len(side.rules))).find(np.maximum(rows, 0))
        binds = ((least > 0) | (most < np.bincount(place.ravel(), minlength=len(rows)))) & (rows != OUTSIDE)
        number = np.where(binds, np.cumsum(binds) - 1, int(binds.sum()))
        is_loose = ~np.isin(side.rule_of(rows[binds]), list(kept.first))
        return cls(rows[binds], number[place].astype(np.int32), least[binds], most[binds], is_loose)

    def __len__(self) -> int:
        return len(self.row)

    def charge(self, price: Units, at: Units | slice = slice(None)) -> Units:
        """Add up what candidates are asked at these prices of the rows."""
        paid = np.append(price, 0)
        total: Units = np.sum([paid[layer[at]] for layer in self.place], axis=0, dtype=np.int64)
        return total

    def count(self, at: Units) -> Units:
        """Count these candidates in each row."""
        return np.bincount(self.place[:, at].ravel(), minlength=len(self) + 1)[: len(self)]

    def find_most(self, values: Units, at: Units) -> Units:
        """Find the largest value of these candidates in each row; the smallest integer where there is none."""
        found = np.full(len(self) + 1, np.iinfo(np.int64).min)
        for layer in self.place:
            np.maximum.at(found, layer[at], values)
        return found[:-1]

    def read(self, certificate: Certificate) -> Units:
        """Read the multipliers of these rows off a certificate of the flow."""
        price = np.zeros(len(self), np.int64)
        at = np.searchsorted(self.row, certificate.rows.row)
        inside = at < len(self)
        inside[inside] = self.row[at[inside]] == certificate.rows.row[inside]
        price[at[inside]] = certificate.rows.value[inside]
        return price

    def write(self, certificate: Certificate, price: Units) -> Certificate:
        """Put these prices in place of the multipliers of the flow; rows without any candidate keep theirs."""
        others = ~np.isin(certificate.rows.row, self.row)
        row = np.concatenate((self.row, certificate.rows.row[others]))
        value = np.concatenate((price, certificate.rows.value[others]))
        order = np.argsort(row)
        at = order[value[order] != 0]
        return Certificate(certificate.supply, certificate.demand, Multipliers(row[at], value[at]))
