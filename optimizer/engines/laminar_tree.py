"""Rules whose sets of pairs are nested or disjoint: the tree that they are on each side of the pairs.

On its way from a supply to a demand a unit passes the sets of the supply's side from the widest to the narrowest, the
pair itself, and the sets of the demand's side from the narrowest to the widest. As long as the sets of either side are
nested or disjoint, each is one node that the unit passes, and a limit on the set is a limit on an arc.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.rules import Caseload, GroupLimit, KindLimit
from optimizer.rules.rule import OUTSIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates
    from optimizer.problem import Problem
    from optimizer.rules import Side
    from optimizer.rules.rule import Owner, Rule

    Units = NDArray[np.int64]
    Indices = NDArray[np.int32]

HUB: Final = -1
ROW_BITS: Final = 37
FIRST: Final = 1 << 25  # wider than any set
MOST_LABELS: Final = 1 << 25  # kinds wanted together times supplies: beyond it the question costs more than it saves


@dataclass(frozen=True, eq=False, slots=True)
class Tree:
    """The nodes of one side: sets around the supplies or demands, these themselves, then the sets within them.

    Attributes
    ----------
    parent
        The node that holds each node, HUB where none does; parents come before their children.
    row
        The row of the rules that each node stands for, -1 for supplies and demands themselves.
    lo, hi
        Limits of each node; what locks use up is already taken off.
    own
        Node of each supply or demand.
    leaf
        Innermost node of each candidate.
    """

    parent: Indices
    row: Units
    lo: Units
    hi: Units
    own: Indices
    leaf: Indices

    def __len__(self) -> int:
        return len(self.parent)


def is_laminar(problem: Problem) -> bool:
    """Whether all rules count pairs in sets that are nested or disjoint on each side, judged by their labels alone."""
    rules = problem.side.rules
    return all(side_of(rule) is not None for rule in rules) and are_nested(rules)


def are_nested(rules: Sequence[Rule]) -> bool:
    """Whether the sets of these rules, which count pairs, are nested or disjoint on each side."""
    sides: tuple[Owner, Owner] = ("supply", "demand")
    return all(_is_nested([rule for rule in rules if side_of(rule) == side]) for side in sides)


def side_of(rule: Rule) -> Owner | None:
    """Which side the sets of a rule lie on; None where they are no sets of pairs that count one each."""
    if isinstance(rule, GroupLimit):
        return rule.per
    if isinstance(rule, Caseload):
        return rule.by
    return "demand" if isinstance(rule, KindLimit) else None


def _is_nested(rules: Sequence[Rule]) -> bool:
    """Whether the labels of rules of one side are nested, those around a supply or demand and those within it."""
    around = [_drop_inert(rule.label[:, None], rule.lo, rule.hi) for rule in rules if isinstance(rule, Caseload)]
    within = [_drop_inert(_as_columns(rule), rule.lo, rule.hi) for rule in rules if isinstance(rule, GroupLimit)]
    kinds = [rule for rule in rules if isinstance(rule, KindLimit)]
    if not kinds:
        return _do_nest(around) and _do_nest(within)
    wanted = np.unique(np.column_stack([rule.wanted for rule in kinds]), axis=0)
    if wanted.size * len(kinds[0].member) > MOST_LABELS:
        return False
    members = [[_list_members(rule, kind) for rule, kind in zip(kinds, line, strict=True)] for line in wanted.tolist()]
    return _do_nest(around) and all(_do_nest([*within, *line]) for line in members)


def _as_columns(rule: GroupLimit) -> Indices:
    return rule.group[:, None] if rule.group.ndim == 1 else rule.group


def _list_members(rule: KindLimit, kind: int) -> Indices:
    """Label 0 for supplies of this kind."""
    if kind == OUTSIDE:
        return np.zeros((len(rule.member), 0), np.int32)
    return np.where(rule.member[:, kind, None], 0, OUTSIDE).astype(np.int32)


def _drop_inert(labels: Indices, lo: Units, hi: Units) -> Indices:
    """Leave out labels that limit nothing: no minimum, and no more members than the maximum."""
    if not labels.size:
        return labels
    # Limits that are the same for all owners are spread without a copy: one line tells all.
    low, high = (limit[:1] if limit.ndim > 1 and limit.strides[0] == 0 else limit for limit in (lo, hi))
    least = low.max(axis=0, initial=0) if low.ndim > 1 else low
    most = high.min(axis=0, initial=len(labels)) if high.ndim > 1 else high
    if lo.ndim == 1:
        is_inert = (least <= 0) & (most >= np.iinfo(np.int32).max)
    else:
        members = np.bincount(labels[labels != OUTSIDE], minlength=len(least))
        is_inert = (least <= 0) & (most >= members)
    # -1 reads the last one.
    return np.where(np.append(is_inert, True)[labels], OUTSIDE, labels).astype(np.int32)


def _do_nest(families: Sequence[Indices]) -> bool:
    """Whether the labels of all families of columns together are nested; labels of different families differ."""
    width = sum(family.shape[1] for family in families)
    if width < 2:  # noqa: PLR2004 - one set cannot cross itself
        return True
    starts = np.cumsum([0, *(int(family.max(initial=OUTSIDE)) + 1 for family in families)])
    rows = np.column_stack(
        [np.where(family == OUTSIDE, OUTSIDE, family + start) for family, start in zip(families, starts, strict=False)]
    ).astype(np.int64)
    sizes = np.append(np.bincount(rows[rows != OUTSIDE], minlength=int(starts[-1])), 0)
    grown = _Growth(np.zeros(len(rows), np.int64), 1)
    for column in _sort_chains(rows, sizes[rows]).T:
        grown.add(column)
    return grown.has_one_node_per_row()


def _sort_chains(rows: Units, weight: Units) -> Units:
    """Sort the rows of each member from the widest to the narrowest, -1 last; ties in one order for all."""
    if rows.shape[1] < 2:  # noqa: PLR2004 - nothing to sort
        return rows
    key = np.where(rows == OUTSIDE, -1, (weight << ROW_BITS) | np.maximum(rows, 0))
    return np.take_along_axis(rows, np.argsort(-key, axis=1), axis=1)


class _Growth:
    """Nodes that come to be as chains of rows are followed inward: one for each row under each node."""

    def __init__(self, leaf: Units, count: int) -> None:
        self.leaf = leaf
        self.count = count
        self.parents: list[Units] = []
        self.rows: list[Units] = []

    def add(self, column: Units) -> None:
        """Take one more row of each member, -1 for none."""
        at = np.flatnonzero(column != OUTSIDE)
        if not at.size:
            return
        span = int(column.max()) + 1
        keys, place = np.unique((self.leaf[at] + 1) * span + column[at], return_inverse=True)
        parent, row = np.divmod(keys, span)
        self.leaf = self.leaf.copy()
        self.leaf[at] = self.count + place
        self.parents.append(parent - 1)
        self.rows.append(row)
        self.count += len(keys)

    def add_own(self, nodes: Units) -> None:
        """Take the supplies or demands themselves, each under the leaf it has so far."""
        self.parents.append(self.leaf)
        self.rows.append(np.full(len(nodes), OUTSIDE, np.int64))
        self.count += len(nodes)

    def add_missing(self, required: Units) -> None:
        """Give rows with a minimum but without any candidate a node that no unit can reach."""
        rows = np.setdiff1d(required, np.concatenate(self.rows))
        self.parents.append(np.full(len(rows), HUB, np.int64))
        self.rows.append(rows)
        self.count += len(rows)

    def has_one_node_per_row(self) -> bool:
        """Whether no row had to be cut into several nodes because it crosses another."""
        rows = np.concatenate([np.zeros(0, np.int64), *self.rows])
        return len(np.unique(rows)) == len(rows)


@dataclass(frozen=True, eq=False, slots=True)
class Limits:
    """Limits of rows after locks, looked up; which rules count, and which of them are widest whatever their size."""

    side: Side
    locked_rows: Units
    locked_units: Units
    rules: Collection[int]
    first: Collection[int] = ()

    @classmethod
    def of(cls, problem: Problem, rules: Collection[int], first: Collection[int] = ()) -> Limits:
        """Prepare the limits of these rules of a problem, by their places."""
        return cls(problem.side, *problem.side.activity(*problem.store.locks()), rules, first)

    def find(self, rows: Units) -> tuple[Units, Units]:
        """Return the least and the most of these rows besides what is locked; the most may be negative."""
        low, high = self.side.limits(rows)
        used = np.zeros(len(rows), np.int64)
        if self.locked_rows.size:
            at = np.minimum(np.searchsorted(self.locked_rows, rows), len(self.locked_rows) - 1)
            used = np.where(self.locked_rows[at] == rows, self.locked_units[at], 0)
        return np.maximum(0, low - used), high - used

    def list_rules(self, side: Owner) -> list[tuple[int, Rule]]:
        """List the rules of one side that count, with their places."""
        return [(at, self.side.rules[at]) for at in self.rules if side_of(self.side.rules[at]) == side]

    def find_overfull(self) -> Units:
        """List the rows whose locks exceed their most."""
        rows = self.locked_rows[np.isin(self.side.rule_of(self.locked_rows), list(self.rules))]
        return rows[self.find(rows)[1] < 0]

    def required(self, side: Owner) -> Units:
        """List the rows of one side that have a minimum."""
        rows = self.side.required_rows()
        return rows[np.isin(self.side.rule_of(rows), [at for at, _ in self.list_rules(side)])]


def grow_tree(candidates: Candidates, limits: Limits, side: Owner) -> Tree:
    """Build the tree of one side over these candidates; rows that cannot bind among them are left out."""
    bounds, is_supply = candidates.bounds, side == "supply"
    own = candidates.supply if is_supply else candidates.demand
    low, high = (bounds.supply_lo, bounds.supply_hi) if is_supply else (bounds.demand_lo, bounds.demand_hi)
    grown = _Growth(np.full(len(low), HUB, np.int64), 0)
    for column in _chain_around(limits, side, np.bincount(own, minlength=len(low))).T:
        grown.add(column)
    nodes = grown.count + np.arange(len(low))
    grown.add_own(nodes)
    grown.leaf = nodes[own]
    for column in _chain_within(candidates, limits, side).T:
        grown.add(column)
    grown.add_missing(limits.required(side))
    parent, row = np.concatenate(grown.parents), np.concatenate(grown.rows)
    lo, hi = limits.find(np.maximum(row, 0)) if limits.rules else (np.zeros_like(row), np.zeros_like(row))
    lo[nodes], hi[nodes] = low, high
    return Tree(
        parent=parent.astype(np.int32),
        row=row,
        lo=lo,
        hi=np.minimum(hi, len(own) + 1),  # one more than can come, so that none seems full
        own=nodes.astype(np.int32),
        leaf=grown.leaf.astype(np.int32),
    )


def _chain_around(limits: Limits, side: Owner, pair_counts: Units) -> Units:
    """Rows around each supply or demand, the widest first."""
    columns, weights = [], []
    for at, rule in limits.list_rules(side):
        if isinstance(rule, Caseload):
            column, weight = _keep_binding(limits, at, rule.label.astype(np.int64), pair_counts)
            columns.append(column)
            weights.append(weight)
    return _stack_chains(columns, weights, len(pair_counts))


def _chain_within(candidates: Candidates, limits: Limits, side: Owner) -> Units:
    """Rows of each candidate within its supply or demand, the widest first."""
    columns, weights = [], []
    for at, rule in limits.list_rules(side):
        if isinstance(rule, Caseload):
            continue
        layers = rule.layers(limits.side.store, candidates.supply, candidates.demand)
        rows = np.stack([layer.row for layer in layers])
        column, weight = _keep_binding(limits, at, rows, np.ones(len(candidates), np.int64))
        columns += list(column)
        weights += list(weight)
    return _stack_chains(columns, weights, len(candidates))


def _stack_chains(columns: list[Units], weights: list[Units], count: int) -> Units:
    if not columns:
        return np.zeros((count, 0), np.int64)
    return _sort_chains(np.column_stack(columns), np.column_stack(weights))


def _keep_binding(limits: Limits, at: int, rows: Units, pair_counts: Units) -> tuple[Units, Units]:
    """Leave out rows of one rule, told by its own count, that cannot bind among the candidates.

    Returns the rest, numbered through, and how wide each is.
    """
    start = int(limits.side.starts[at])
    inside = rows != OUTSIDE
    counts = np.zeros(limits.side.rules[at].row_count() + 1, np.int64)  # the last, which -1 reads, stays 0
    np.add.at(counts, rows[inside], np.broadcast_to(pair_counts, rows.shape)[inside])
    touched = np.flatnonzero(counts)
    lo, hi = limits.find(touched + start)
    binds = np.zeros(len(counts), np.bool_)
    binds[touched] = (lo > 0) | (hi < counts[touched])
    kept = inside & binds[rows]
    return np.where(kept, rows + start, OUTSIDE), np.where(kept, counts[rows] + FIRST * (at in limits.first), 0)
