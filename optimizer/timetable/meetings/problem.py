"""One-to-one meetings between two sides, startups and investors, in slots at tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze
from optimizer.problem import DEFAULT_SCALE, LARGEST_SUM
from optimizer.timetable.intake import digest_of_fields, require_order, scale_grid, to_counts, to_labels, to_mask

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

MOST_SLOTS: Final = 512


@dataclass(frozen=True, eq=False)
class MeetingSide:
    """The people of one side.

    Attributes
    ----------
    free : bool, shape (n, n_slot)
        Who is there when. Nobody has two meetings in one slot.
    lo, hi : int64, shape (n,)
        Fewest and most meetings of each.
    """

    free: NDArray[np.bool_]
    lo: NDArray[np.int64]
    hi: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.hi)

    @cached_property
    def most(self) -> NDArray[np.int64]:
        """Most meetings of each that also have a slot; int64, shape (n,)."""
        most: NDArray[np.int64] = freeze(np.minimum(self.hi, self.free.sum(axis=1)))
        return most


@dataclass(frozen=True, eq=False)
class Meetings:
    """Who would meet whom, when and where; build it with :meth:`build`.

    Attributes
    ----------
    startups, investors : MeetingSide
    fit : int64, shape (n_startup, n_investor)
        Worth of a meeting to both, integer units from 0.
    allowed, requested : bool, same shape
        Pairs that may meet, and pairs that must.
    tables : int64, shape (n_slot,)
        Tables in each slot.
    day : int32, shape (n_slot,)
        Day of each slot, ascending; idle slots are counted within a day.
    fund : int32, shape (n_investor,)
        Fund that an investor comes from, -1 for none. As nobody has two meetings in one slot, no two of one fund ever
        meet the same startup in the same slot.
    fund_cap : int, optional
        Most investors of one fund that meet the same startup, None for any number.
    is_elastic : bool
        Whether requests and minimums may be missed; then as few as possible are.
    scale : int
        Integer units per unit of fit as it was given.
    """

    startups: MeetingSide
    investors: MeetingSide
    fit: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    requested: NDArray[np.bool_]
    tables: NDArray[np.int64]
    day: NDArray[np.int32]
    fund: NDArray[np.int32]
    fund_cap: int | None
    is_elastic: bool
    scale: int

    @classmethod
    def build(  # noqa: PLR0913 - the parts of a problem, all by keyword
        cls,
        *,
        fit: ArrayLike,
        tables: ArrayLike,
        startup_hi: ArrayLike,
        investor_hi: ArrayLike,
        startup_lo: ArrayLike = 0,
        investor_lo: ArrayLike = 0,
        startup_free: ArrayLike | None = None,
        investor_free: ArrayLike | None = None,
        allowed: ArrayLike | None = None,
        requested: ArrayLike | None = None,
        day: ArrayLike | None = None,
        fund: ArrayLike | None = None,
        fund_cap: int | None = None,
        is_elastic: bool = False,
        scale: int = DEFAULT_SCALE,
    ) -> Meetings:
        """Build the problem.

        Parameters
        ----------
        fit
            Shape (n_startup, n_investor), from 0. Floats are multiplied by ``scale`` and rounded once; integers are
            taken as they are.
        tables
            Tables in each slot, shape (n_slot,).
        startup_hi, investor_hi, startup_lo, investor_lo
            Most and fewest meetings, one number for all or one for each.
        startup_free, investor_free
            Who is there when, shape (n, n_slot); everybody always when left out.
        allowed
            Pairs that may meet, shape of ``fit``; all when left out.
        requested
            Pairs that must meet, shape of ``fit``.
        day
            Day of each slot, shape (n_slot,), ascending; one day when left out.
        fund, fund_cap
            Fund of each investor, -1 for none, and how many of one fund a startup meets at most.
        is_elastic
            Miss as few requests and minimums as possible instead of refusing.
        scale
            Integer units per 1 of fit, where fits are floats.

        Returns
        -------
        Meetings
            Immutable, in integers.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_a_number``, ``not_whole``, ``negative_units``, ``too_many_units``, ``lo_above_hi``,
            ``index_out_of_range``, ``negative_fit``, ``fit_too_large``, ``not_sorted``, ``requested_pair_forbidden``,
            ``too_many_slots``, ``bad_cap`` or ``bad_scale``, each with field and place.
        """
        scaled, used_scale = scale_grid(fit, scale, "(n_startup, n_investor)")
        slot_tables = to_counts(tables, "tables", np.asarray(tables).size)
        shape, slot_count = scaled.shape, len(slot_tables)
        if slot_count > MOST_SLOTS:
            raise ProblemError("too_many_slots", field="tables", count=slot_count, limit=MOST_SLOTS)
        if fund_cap is not None and (type(fund_cap) is not int or fund_cap < 0):
            raise ProblemError("bad_cap", field="fund_cap", value=repr(fund_cap))
        built = cls(
            startups=_to_side("startup", shape[0], slot_count, (startup_free, startup_lo, startup_hi)),
            investors=_to_side("investor", shape[1], slot_count, (investor_free, investor_lo, investor_hi)),
            fit=scaled,
            allowed=to_mask(allowed, "allowed", shape),
            requested=to_mask(requested, "requested", shape, default=False),
            tables=slot_tables,
            day=_to_days(day, slot_count),
            fund=to_labels(fund, "fund", shape[1]),
            fund_cap=fund_cap,
            is_elastic=is_elastic,
            scale=used_scale,
        )
        _require_sound(built)
        return built

    @property
    def slot_count(self) -> int:
        """Count the slots."""
        return len(self.tables)

    @property
    def required_units(self) -> int:
        """Requests and minimum meetings, all together."""
        return int(self.requested.sum() + self.startups.lo.sum() + self.investors.lo.sum())

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """Most meetings that each slot can hold by its tables and by who is there; int64, shape (n_slot,)."""
        there = np.minimum(self.startups.free.sum(axis=0), self.investors.free.sum(axis=0))
        return freeze(np.minimum(self.tables, there))

    @cached_property
    def pairs(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Startups and investors of the pairs that may meet and have a slot in common, by startup, then investor."""
        common = (self.startups.free.astype(np.float32) @ self.investors.free.T.astype(np.float32)) > 0
        startup, investor = np.nonzero(self.allowed & common)
        return freeze(startup.astype(np.int32)), freeze(investor.astype(np.int32))

    def digest(self) -> str:
        """Return the SHA-256 of the content: equal problems have equal digests on every machine."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return digest_of_fields("meetings", self, ("startups", "investors"))


def _to_side(
    name: str, count: int, slot_count: int, given: tuple[ArrayLike | None, ArrayLike, ArrayLike]
) -> MeetingSide:
    free, lo, hi = given
    side = MeetingSide(
        to_mask(free, f"{name}_free", (count, slot_count)),
        to_counts(lo, f"{name}_lo", count),
        to_counts(hi, f"{name}_hi", count),
    )
    require_order(side.lo, side.hi, name)
    return side


def _to_days(day: ArrayLike | None, count: int) -> NDArray[np.int32]:
    days = to_labels(np.zeros(count, np.int32) if day is None else day, "day", count)
    back = np.flatnonzero(np.diff(days) < 0)
    if back.size:
        raise ProblemError("not_sorted", field="day", index=int(back[0]) + 1)
    return days


def _require_sound(meetings: Meetings) -> None:
    barred = np.argwhere(meetings.requested & ~meetings.allowed)
    if len(barred):
        startup, investor = barred[0].tolist()
        raise ProblemError("requested_pair_forbidden", startup=startup, investor=investor)
    largest = int(meetings.fit.max()) if meetings.fit.size else 0
    held = int(meetings.places.sum())
    weight = (held * largest + 1) * (meetings.required_units + held + 1)
    limit = LARGEST_SUM // max(1, sum(meetings.fit.shape) * 2 + 4)
    if weight > limit:
        raise ProblemError("fit_too_large", field="fit", largest=largest, limit=limit)
