"""Why there is no timetable: requirements behind literals, a first core by assumptions, shrunk by asking again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.timetable.cpsat import Model, Variable, search
from optimizer.timetable.requirements import shrink_core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.timetable.heartbeat import TimetablePulse
    from optimizer.timetable.outcome import Requirement


def explain_core(
    model: Model, literals: Sequence[tuple[Variable, Requirement]], pulse: TimetablePulse, seed: int
) -> tuple[Requirement, ...]:
    """Return requirements that cannot hold together, none of which can be left out; empty when all can.

    Raises
    ------
    Interrupted
        When the pulse says so.
    """
    variables = [variable for variable, _ in literals]
    number_of = {variable.index: number for number, variable in enumerate(variables)}
    found = search(model, pulse, seed=seed, assumptions=variables)
    if not found.is_infeasible:
        return ()
    core = sorted(number_of[index] for index in found.core) or list(range(len(variables)))

    def holds_together(numbers: Sequence[int]) -> bool:
        assumed = [variables[number] for number in numbers]
        return not search(model, pulse, seed=seed, assumptions=assumed).is_infeasible

    return tuple(literals[number][1] for number in shrink_core(core, holds_together))
