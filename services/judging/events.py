"""What happens to plans, and to judges by them: thousands of tasks are one event per judge."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

_ROUND: Final = "JOIN round r ON r.id = {row}.round_id JOIN competition c ON c.id = r.competition_id"
_NAMES: Final = {"competition": "c.name", "round": "r.name"}
_PER_JUDGE: Final = "(SELECT judge_id, round_id, count(*) AS task_count FROM {rows} GROUP BY judge_id, round_id)"

EVENTS: Final = (
    EventSource(
        EventKind.PLAN_PUBLISHED,
        "plan",
        On.UPDATE,
        "Plan",
        watches="state",
        when="n.state = 'PUBLISHED'",
        joins=_ROUND.format(row="n"),
        organization="c.organization_id",
        competition="c.id",
        params={**_NAMES, "number": "n.number"},
    ),
    *(
        EventSource(
            kind,
            "judge_task",
            on,
            "Judge",
            rows=_PER_JUDGE.format(rows=rows),
            joins=f"JOIN judge j ON j.id = {row}.judge_id {_ROUND.format(row=row)}",
            subject_id="j.id",
            organization="c.organization_id",
            competition="c.id",
            account="j.account_id",
            params={**_NAMES, "judge": "j.name", "taskCount": f"{row}.task_count"},
        )
        for kind, on, rows, row in (
            (EventKind.JUDGE_TASKS_GIVEN, On.INSERT, "new_rows", "n"),
            (EventKind.JUDGE_TASKS_TAKEN, On.DELETE, "old_rows", "o"),
        )
    ),
    *(
        EventSource(
            EventKind.CONFLICT_DECLARED,
            "conflict",
            on,
            "Conflict",
            watches="source",
            when="n.source = 'DECLARED'",
            joins="JOIN judge j ON j.id = n.judge_id JOIN entry e ON e.id = n.entry_id "
            "JOIN competition c ON c.id = n.competition_id",
            organization="c.organization_id",
            competition="c.id",
            params={"competition": "c.name", "judge": "j.name", "entry": "e.title", "kind": "n.kind"},
        )
        for on in (On.INSERT, On.UPDATE)
    ),
)
