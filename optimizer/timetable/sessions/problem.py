"""Entries heard in sessions by panels: rooms, slots, judges, and who must not hear whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.problem import DEFAULT_SCALE
from optimizer.timetable.intake import digest_of_fields, require_order, scale_grid, to_counts, to_labels, to_mask

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

LARGEST_TOTAL: Final = 2**50


@dataclass(frozen=True, eq=False)
class Judges:
    """Who may sit on panels.

    Attributes
    ----------
    free : bool, shape (n_judge, n_slot)
        Who is there when.
    hi : int64, shape (n_judge,)
        Most sessions of each.
    kinds : bool, shape (n_judge, n_kind)
        Which kinds each counts as, such as investor.
    expert : bool, shape (n_judge, n_track)
        In which tracks each is an expert of the field.
    conflict : bool, shape (n_judge, n_entry)
        A judge is on no panel that hears such an entry.
    fit : int64, shape (n_judge, n_entry)
        How well each fits each entry, integer units from 0.
    """

    free: NDArray[np.bool_]
    hi: NDArray[np.int64]
    kinds: NDArray[np.bool_]
    expert: NDArray[np.bool_]
    conflict: NDArray[np.bool_]
    fit: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.hi)


@dataclass(frozen=True, eq=False)
class Panels:
    """What a panel must be made of.

    Attributes
    ----------
    size : int64, shape (n_session,)
        Members of each.
    kind_lo : int64, shape (n_kind,)
        Fewest members of each kind.
    expert_lo : int
        Fewest experts of the track.
    """

    size: NDArray[np.int64]
    kind_lo: NDArray[np.int64]
    expert_lo: int


@dataclass(frozen=True, eq=False)
class Sessions:
    """Sessions to be filled, staffed and placed; build it with :meth:`build`.

    Attributes
    ----------
    judges : Judges
    panels : Panels
    track : int32, shape (n_entry,)
        Track of each entry; it sits in a session of its track.
    given : int32, shape (n_entry,)
        Session that each entry was grouped into, -1 for none.
    session_track : int32, shape (n_session,)
    size_lo, size_hi : int64, shape (n_session,)
        Fewest and most entries of each session.
    spread : int, optional
        Most that the sizes of two sessions of a track differ, None for any number.
    room_free : bool, shape (n_room, n_slot)
        Which rooms can be used when. A session fills one room for one slot.
    minutes : int64, shape (n_slot,)
        Length of each slot.
    day : int32, shape (n_slot,)
        Day of each slot, ascending.
    present_minutes, question_minutes : int
        What each entry takes.
    is_elastic : bool
        Whether entries may stay uncovered and panels incomplete; minimum sizes and spread do not count then.
    scale : int
        Integer units per unit of fit as it was given.
    """

    judges: Judges
    panels: Panels
    track: NDArray[np.int32]
    given: NDArray[np.int32]
    session_track: NDArray[np.int32]
    size_lo: NDArray[np.int64]
    size_hi: NDArray[np.int64]
    spread: int | None
    room_free: NDArray[np.bool_]
    minutes: NDArray[np.int64]
    day: NDArray[np.int32]
    present_minutes: int
    question_minutes: int
    is_elastic: bool
    scale: int

    @classmethod
    def build(  # noqa: PLR0913 - the parts of a problem, all by keyword
        cls,
        *,
        fit: ArrayLike,
        session_track: ArrayLike,
        room_free: ArrayLike,
        minutes: ArrayLike,
        panel_size: ArrayLike,
        track: ArrayLike | None = None,
        given: ArrayLike | None = None,
        size_lo: ArrayLike = 0,
        size_hi: ArrayLike | None = None,
        spread: int | None = None,
        conflict: ArrayLike | None = None,
        judge_free: ArrayLike | None = None,
        judge_hi: ArrayLike | None = None,
        kinds: ArrayLike | None = None,
        kind_lo: ArrayLike | None = None,
        expert: ArrayLike | None = None,
        expert_lo: int = 0,
        day: ArrayLike | None = None,
        present_minutes: int = 8,
        question_minutes: int = 7,
        is_elastic: bool = False,
        scale: int = DEFAULT_SCALE,
    ) -> Sessions:
        """Build the problem.

        Parameters
        ----------
        fit
            Shape (n_judge, n_entry), from 0. Floats are multiplied by ``scale`` and rounded once.
        session_track
            Track of each session, shape (n_session,), numbers from 0.
        room_free
            Shape (n_room, n_slot).
        minutes
            Length of each slot, shape (n_slot,).
        panel_size
            Judges on each panel, one number for all or one for each session.
        track, given
            Track of each entry (0 when left out), and the session it was grouped into (-1 for none).
        size_lo, size_hi, spread
            Fewest and most entries of each session, and how much two of a track may differ.
        conflict
            Shape of ``fit``.
        judge_free, judge_hi
            Shape (n_judge, n_slot), and most sessions of each judge; one a slot when left out.
        kinds, kind_lo
            Shape (n_judge, n_kind), and the fewest members of each kind on every panel, shape (n_kind,).
        expert, expert_lo
            Shape (n_judge, n_track), and the fewest experts of the track on every panel.
        day
            Day of each slot, ascending.
        present_minutes, question_minutes
            What each entry takes, together from 1.
        is_elastic
            Leave as few entries as possible uncovered instead of refusing.
        scale
            Integer units per 1 of fit, where fits are floats.

        Returns
        -------
        Sessions
            Immutable, in integers.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_a_number``, ``not_whole``, ``negative_units``, ``too_many_units``, ``lo_above_hi``,
            ``index_out_of_range``, ``negative_fit``, ``fit_too_large``, ``not_sorted``, ``track_missing``,
            ``other_track``, ``bad_cap`` or ``bad_scale``, each with field and place.
        """
        scaled, used_scale = scale_grid(fit, scale, "(n_judge, n_entry)")
        tracks = to_labels(session_track, "session_track", np.asarray(session_track).size)
        kind_los = to_counts(kind_lo, "kind_lo", 0 if kind_lo is None else np.asarray(kind_lo).size)
        counts = (np.asarray(minutes).size, len(kind_los), int(tracks.max(initial=-1)) + 1)
        built = cls(
            judges=_to_judges(scaled, counts, (judge_free, kinds, expert), conflict, judge_hi),
            panels=Panels(to_counts(panel_size, "panel_size", len(tracks)), kind_los, expert_lo),
            session_track=tracks,
            **_to_groups((track, given), (size_lo, size_hi), (scaled.shape[1], len(tracks))),
            **_to_slots(room_free, minutes, day),
            spread=spread,
            present_minutes=present_minutes,
            question_minutes=question_minutes,
            is_elastic=is_elastic,
            scale=used_scale,
        )
        _require_sound(built)
        return built

    @property
    def session_count(self) -> int:
        """Count the sessions."""
        return len(self.session_track)

    @property
    def entry_count(self) -> int:
        """Count the entries."""
        return len(self.track)

    @property
    def entry_minutes(self) -> int:
        """What an entry takes in all."""
        return self.present_minutes + self.question_minutes

    @cached_property
    def sessions_of(self) -> list[list[int]]:
        """Sessions that each entry may sit in, ascending."""
        by_track = {track: np.flatnonzero(self.session_track == track).tolist() for track in set(self.track.tolist())}
        return [by_track[track] for track in self.track.tolist()]

    def digest(self) -> str:
        """Return the SHA-256 of the content: equal problems have equal digests on every machine."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return digest_of_fields("sessions", self, ("judges", "panels"))


def _to_judges(
    fit: NDArray[np.int64],
    counts: tuple[int, int, int],
    masks: tuple[ArrayLike | None, ArrayLike | None, ArrayLike | None],
    conflict: ArrayLike | None,
    most: ArrayLike | None,
) -> Judges:
    """Check the columns of the judges; counts are of slots, kinds and tracks, and so are the masks."""
    judge_count = len(fit)
    fields, defaults = ("judge_free", "kinds", "expert"), (True, False, False)
    free, kinds, expert = (
        to_mask(mask, field, (judge_count, count), default=default)
        for mask, field, count, default in zip(masks, fields, counts, defaults, strict=True)
    )
    hi = to_counts(counts[0] if most is None else most, "judge_hi", judge_count)
    return Judges(free, hi, kinds, expert, to_mask(conflict, "conflict", fit.shape, default=False), fit)


def _to_groups(
    labels: tuple[ArrayLike | None, ArrayLike | None],
    sizes: tuple[ArrayLike, ArrayLike | None],
    counts: tuple[int, int],
) -> dict[str, Any]:
    """Check track and given session of each entry, and the sizes of the sessions; counts are of entries, sessions."""
    (track, given), (lo, hi), (entry_count, session_count) = labels, sizes, counts
    return {
        "track": to_labels(np.zeros(entry_count, np.int32) if track is None else track, "track", entry_count),
        "given": to_labels(given, "given", entry_count, session_count),
        "size_lo": to_counts(lo, "size_lo", session_count),
        "size_hi": to_counts(entry_count if hi is None else hi, "size_hi", session_count),
    }


def _to_slots(room_free: ArrayLike, minutes: ArrayLike, day: ArrayLike | None) -> dict[str, Any]:
    """Check the slots and the rooms that can be used in them."""
    count = np.asarray(minutes).size
    return {
        "room_free": to_mask(room_free, "room_free", (len(np.asarray(room_free)), count)),
        "minutes": to_counts(minutes, "minutes", count),
        "day": to_labels(np.zeros(count, np.int32) if day is None else day, "day", count),
    }


def _require_sound(sessions: Sessions) -> None:
    for field in ("present_minutes", "question_minutes"):
        to_counts(getattr(sessions, field), field, 1)
    to_counts(sessions.panels.expert_lo, "expert_lo", 1)
    require_order(sessions.size_lo, sessions.size_hi, "size")
    back = np.flatnonzero(np.diff(sessions.day) < 0)
    if back.size:
        raise ProblemError("not_sorted", field="day", index=int(back[0]) + 1)
    for field, labels in (("track", sessions.track), ("session_track", sessions.session_track)):
        if (labels < 0).any():
            raise ProblemError("track_missing", field=field, index=int(np.flatnonzero(labels < 0)[0]))
    known = np.flatnonzero(sessions.given >= 0)
    other = known[sessions.track[known] != sessions.session_track[sessions.given[known]]]
    if other.size:
        raise ProblemError("other_track", field="given", index=int(other[0]), session=int(sessions.given[other[0]]))
    if sessions.spread is not None and sessions.spread < 0:
        raise ProblemError("bad_cap", field="spread", value=repr(sessions.spread))
    if sessions.entry_minutes < 1:
        raise ProblemError("bad_cap", field="present_minutes", value=str(sessions.present_minutes))
    largest = int(sessions.judges.fit.max()) if sessions.judges.fit.size else 0
    limit = LARGEST_TOTAL // max(1, sessions.entry_count * max(1, len(sessions.judges)))
    if largest > limit:
        raise ProblemError("fit_too_large", field="fit", largest=largest, limit=limit)
