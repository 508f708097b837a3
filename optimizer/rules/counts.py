"""Rules that count pairs: groups, kinds and caseloads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze, require_length
from optimizer.rules.rule import (
    NO_LIMIT,
    OUTSIDE,
    Layer,
    OneLimitEach,
    Owner,
    Rule,
    name_group,
    require_order,
    require_shape,
    spread,
    to_labels,
    to_limits,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from optimizer.store import Store

    Array = NDArray[Any]
    Rows = NDArray[np.int64]
    Nodes = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class GroupLimit(Rule):
    """How many of each group every demand takes: one judge per organization, at most two per region, a senior.

    With ``per="supply"`` the other way round: how many demands of each group every supply gives to, as where a package
    is sold exclusively, once per region.

    Attributes
    ----------
    group : int32, shape (n,) or (n, m)
        Group of each supply (of each demand with ``per="supply"``), -1 for none; with ``m`` columns a member of up to
        ``m`` groups, no group twice.
    lo, hi : int64, shape (), (n_groups,) or (n_owners, n_groups)
        Least and most of each group.
    per
        Whose groups they are: every demand takes from them, or every supply gives to them.
    groups
        What the groups are called, for whoever reads of a broken rule; none where numbers will do.
    """

    group: NDArray[np.int32]
    lo: Rows
    hi: Rows
    per: Owner = "demand"
    groups: tuple[str, ...] = ()

    kind: ClassVar[str] = "group_limit"

    @classmethod
    def of(
        cls, name: str, group: ArrayLike, *, lo: ArrayLike = 0, hi: ArrayLike = NO_LIMIT, per: Owner = "demand"
    ) -> GroupLimit:
        """Make the rule from labels and limits as anybody writes them.

        Parameters
        ----------
        name
            What the rule is called in violations and explanations.
        group, lo, hi, per
            As the attributes; whole numbers of any kind.

        Returns
        -------
        GroupLimit
            Not yet bound to a problem.

        Raises
        ------
        ProblemError
            ``limit_too_large``, ``negative_units`` or ``not_whole``.
        """
        limits = to_limits(lo, f"{name}.lo"), to_limits(hi, f"{name}.hi")
        return cls(name, to_labels(group, f"{name}.group"), *limits, per)

    @property
    def owner(self) -> Owner | None:
        """Whose rows they are."""
        return self.per

    def bind(self, store: Store, supply_count: int, demand_count: int) -> Self:
        """Spread the limits over all owners and groups."""
        del store
        owners, members = (demand_count, supply_count) if self.per == "demand" else (supply_count, demand_count)
        width = self.group.shape[1] if self.group.ndim > 1 else 1
        require_shape(self.group, f"{self.name}.group", (members,), (members, width))
        groups = int(self.group.max(initial=OUTSIDE)) + 1
        groups = max([groups, 1, *(limit.shape[-1] for limit in (self.lo, self.hi) if limit.ndim)])
        lo, hi = (spread(limit, (owners, groups), f"{self.name}.limits") for limit in (self.lo, self.hi))
        require_order(lo, hi, self.name)
        _require_distinct(self.group, self.name)
        return replace(self, lo=lo, hi=hi)

    def row_count(self) -> int:
        """Count the rows: one per owner and group."""
        return self.lo.size

    def layers(self, store: Store, supply: Nodes, demand: Nodes) -> Sequence[Layer]:
        """Find owner * n_groups + group of each pair, once per column of groups."""
        del store
        member, owner = (supply, demand) if self.per == "demand" else (demand, supply)
        columns = self.group[:, None] if self.group.ndim == 1 else self.group
        start = owner.astype(np.int64) * self.lo.shape[1]
        labels = (column[member] for column in columns.T)
        return [Layer(np.where(label == OUTSIDE, OUTSIDE, start + label)) for label in labels]

    def limits(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the least and the most of these rows."""
        at = np.divmod(rows, self.lo.shape[1])
        return self.lo[at], self.hi[at]

    def required_rows(self) -> Rows:
        """List the rows whose minimum is above 0."""
        owner, group = np.nonzero(self.lo > 0)
        rows: Rows = owner * self.lo.shape[1] + group
        return rows

    def owner_of(self, rows: Rows) -> Rows:
        """Find the node that owns each row."""
        owners: Rows = rows // self.lo.shape[1]
        return owners

    def describe(self, row: int) -> Mapping[str, int | str]:
        """Return the owner and the group."""
        owner, group = divmod(row, self.lo.shape[1])
        return {self.per: owner, "group": name_group(self.groups, group)}

    def arrays(self) -> dict[str, Array]:
        """Return labels and limits."""
        return {"group": self.group, "lo": self.lo, "hi": self.hi}

    def head(self) -> dict[str, Any]:
        """Return name and owner."""
        return {**super().head(), "per": self.per, "groups": list(self.groups)}


@dataclass(frozen=True, eq=False)
class KindLimit(OneLimitEach):
    """How many supplies of the kind that a demand asks for it takes: at least one expert of the entry's own field.

    Attributes
    ----------
    member : bool, shape (n_supply, n_kinds)
        What each supply is; any number of kinds.
    wanted : int32, shape (n_demand,)
        The kind each demand asks for, -1 for none.
    lo, hi : int64, shape () or (n_demand,)
        Least and most of that kind.
    groups
        What the kinds are called.
    """

    member: NDArray[np.bool_]
    wanted: NDArray[np.int32]
    lo: Rows
    hi: Rows
    groups: tuple[str, ...] = ()

    kind: ClassVar[str] = "kind_limit"

    @classmethod
    def of(
        cls, name: str, member: ArrayLike, wanted: ArrayLike, *, lo: ArrayLike = 0, hi: ArrayLike = NO_LIMIT
    ) -> KindLimit:
        """Make the rule from flags, kinds and limits as anybody writes them.

        Parameters
        ----------
        name
            What the rule is called in violations and explanations.
        member, wanted, lo, hi
            As the attributes; flags and whole numbers of any kind.

        Returns
        -------
        KindLimit
            Not yet bound to a problem.

        Raises
        ------
        ProblemError
            ``limit_too_large``, ``negative_units`` or ``not_whole``.
        """
        limits = to_limits(lo, f"{name}.lo"), to_limits(hi, f"{name}.hi")
        return cls(name, freeze(np.asarray(member, np.bool_)), to_labels(wanted, f"{name}.wanted"), *limits)

    @property
    def owner(self) -> Owner | None:
        """Whose rows they are."""
        return "demand"

    def bind(self, store: Store, supply_count: int, demand_count: int) -> Self:
        """Spread the limits over the demands."""
        del store
        kinds = self.member.shape[1] if self.member.ndim > 1 else 0
        require_shape(self.member, f"{self.name}.member", (supply_count, kinds))
        require_length(self.wanted, f"{self.name}.wanted", demand_count)
        if self.wanted.max(initial=OUTSIDE) >= kinds:
            at = int(np.argmax(self.wanted))
            value = int(self.wanted[at])
            raise ProblemError("index_out_of_range", field=f"{self.name}.wanted", index=at, value=value, count=kinds)
        lo, hi = (spread(limit, (demand_count,), f"{self.name}.limits") for limit in (self.lo, self.hi))
        lo = np.where(self.wanted == OUTSIDE, 0, lo)
        require_order(lo, hi, self.name)
        return replace(self, lo=lo, hi=hi)

    def layers(self, store: Store, supply: Nodes, demand: Nodes) -> Sequence[Layer]:
        """Find the demand of each pair whose supply is of its kind."""
        del store
        wanted = self.wanted[demand]
        is_in = (wanted != OUTSIDE) & self.member[supply, wanted]
        return [Layer(np.where(is_in, demand.astype(np.int64), OUTSIDE))]

    def describe(self, row: int) -> Mapping[str, int | str]:
        """Return the demand and the kind it asks for."""
        return {"demand": row, "group": name_group(self.groups, int(self.wanted[row]))}

    def arrays(self) -> dict[str, Array]:
        """Return flags, kinds and limits."""
        return {"member": self.member, "wanted": self.wanted, "lo": self.lo, "hi": self.hi}

    def head(self) -> dict[str, Any]:
        """Return the names."""
        return {**super().head(), "groups": list(self.groups)}


@dataclass(frozen=True, eq=False)
class Caseload(OneLimitEach):
    """How many pairs each third party looks after: a broker of packages (or of needs) has a capacity of its own.

    Attributes
    ----------
    label : int32, shape (n_supply,) or, with ``by="demand"``, (n_demand,)
        Who looks after each supply (demand), -1 for nobody.
    lo, hi : int64, shape () or (n_labels,)
        Least and most that each looks after.
    by
        Whether supplies or demands are looked after.
    groups
        Who they are.
    """

    label: NDArray[np.int32]
    lo: Rows
    hi: Rows
    by: Owner = "supply"
    groups: tuple[str, ...] = ()

    kind: ClassVar[str] = "caseload"

    @classmethod
    def of(
        cls, name: str, label: ArrayLike, *, lo: ArrayLike = 0, hi: ArrayLike = NO_LIMIT, by: Owner = "supply"
    ) -> Caseload:
        """Make the rule from labels and limits as anybody writes them.

        Parameters
        ----------
        name
            What the rule is called in violations and explanations.
        label, lo, hi, by
            As the attributes; whole numbers of any kind.

        Returns
        -------
        Caseload
            Not yet bound to a problem.

        Raises
        ------
        ProblemError
            ``limit_too_large``, ``negative_units`` or ``not_whole``.
        """
        limits = to_limits(lo, f"{name}.lo"), to_limits(hi, f"{name}.hi")
        return cls(name, to_labels(label, f"{name}.label"), *limits, by)

    def bind(self, store: Store, supply_count: int, demand_count: int) -> Self:
        """Spread the limits over the labels."""
        del store
        require_length(self.label, f"{self.name}.label", supply_count if self.by == "supply" else demand_count)
        labels = int(self.label.max(initial=OUTSIDE)) + 1
        labels = max([labels, *(limit.shape[0] for limit in (self.lo, self.hi) if limit.ndim)])
        lo, hi = (spread(limit, (labels,), f"{self.name}.limits") for limit in (self.lo, self.hi))
        require_order(lo, hi, self.name)
        return replace(self, lo=lo, hi=hi)

    def layers(self, store: Store, supply: Nodes, demand: Nodes) -> Sequence[Layer]:
        """Find the label of each pair."""
        del store
        label = self.label[supply if self.by == "supply" else demand]
        return [Layer(np.broadcast_to(label, np.broadcast_shapes(supply.shape, demand.shape)).astype(np.int64))]

    def describe(self, row: int) -> Mapping[str, int | str]:
        """Return the label."""
        return {"group": name_group(self.groups, row)}

    def arrays(self) -> dict[str, Array]:
        """Return labels and limits."""
        return {"label": self.label, "lo": self.lo, "hi": self.hi}

    def head(self) -> dict[str, Any]:
        """Return name and side."""
        return {**super().head(), "by": self.by, "groups": list(self.groups)}


def _require_distinct(group: NDArray[np.int32], name: str) -> None:
    """A member of one group twice would count twice."""
    if group.ndim == 1:
        return
    ordered = np.sort(group, axis=1)
    wrong = np.flatnonzero(((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] != OUTSIDE)).any(axis=1))
    if wrong.size:
        raise ProblemError("duplicate_group", field=f"{name}.group", index=int(wrong[0]))
