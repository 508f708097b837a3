"""What may happen to a run, as pure functions."""

from collections.abc import Mapping
from typing import Final

from services.kit.refusals import FieldFault, InvalidInput, RuleBroken
from services.solving.models import SolveState

ATTEMPT_LIMIT: Final = 3
"""A run whose worker died this often takes its workers down with it: it fails instead of being tried again."""

OPEN_STATES: Final = frozenset({SolveState.QUEUED, SolveState.RUNNING})

STATE_OF_STATUS: Final[Mapping[str, SolveState]] = {
    "proven": SolveState.PROVEN,
    "stopped": SolveState.STOPPED,
    "infeasible": SolveState.INFEASIBLE,
    "canceled": SolveState.CANCELED,
    "failed": SolveState.FAILED,
}


def is_finished(state: SolveState) -> bool:
    return state not in OPEN_STATES


def has_plan(state: SolveState) -> bool:
    """Whether a run in this state may carry a plan."""
    return state in {SolveState.PROVEN, SolveState.STOPPED}


def require_open(state: SolveState) -> None:
    if is_finished(state):
        raise RuleBroken("SOLVE_RUN_FINISHED", state=state.value)


def require_seconds(seconds: int, most_seconds: int) -> None:
    if not 1 <= seconds <= most_seconds:
        fault = FieldFault("settings.seconds", "OUT_OF_RANGE", {"minimum": 1, "maximum": most_seconds})
        raise InvalidInput([fault])
