"""How runs end. Who cancels one knows."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

EVENTS: Final = tuple(
    EventSource(
        kind,
        "solve_run",
        On.UPDATE,
        "SolveRun",
        watches="state",
        when=f"n.state IN ({states})",
        account="n.account_id",
        params={"kind": "n.kind", "state": "n.state", "failureCode": "n.failure_code", "seconds": "n.seconds"},
    )
    for kind, states in (
        (EventKind.SOLVE_RUN_FINISHED, "'PROVEN', 'STOPPED'"),
        (EventKind.SOLVE_RUN_INFEASIBLE, "'INFEASIBLE'"),
        (EventKind.SOLVE_RUN_FAILED, "'FAILED'"),
    )
)
