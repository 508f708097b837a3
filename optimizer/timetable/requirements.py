"""From requirements that cannot hold together to a set of them from which none can be left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

HoldsTogether = Callable[[Sequence[int]], bool]
"""Whether these requirements, by number, can hold together."""


def shrink_core(core: Sequence[int], holds_together: HoldsTogether) -> list[int]:
    """Leave out requirements as long as the others still cannot hold together; the order decides which stay.

    Halves are tried first, so that a few among many are found in few questions (Junker's QuickXplain, 2004).
    """
    return sorted(_shrink([], list(core), holds_together, may_hold=False)) if core else []


def _shrink(kept: list[int], asked: list[int], holds_together: HoldsTogether, *, may_hold: bool) -> list[int]:
    """Return those of ``asked`` that are needed beside ``kept``; with ``may_hold`` perhaps none is."""
    if may_hold and not holds_together(kept):
        return []
    if len(asked) <= 1:
        return asked
    half = len(asked) // 2
    first, second = asked[:half], asked[half:]
    from_second = _shrink([*kept, *first], second, holds_together, may_hold=True)
    from_first = _shrink([*kept, *from_second], first, holds_together, may_hold=bool(from_second))
    return [*from_first, *from_second]
