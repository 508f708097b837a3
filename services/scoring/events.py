"""What happens between judges and organizers while entries are scored."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

_PLACE: Final = (
    "JOIN judge j ON j.id = n.judge_id JOIN entry e ON e.id = n.entry_id "
    "JOIN round r ON r.id = n.round_id JOIN competition c ON c.id = n.competition_id"
)
_NAMES: Final = {"competition": "c.name", "round": "r.name", "judge": "j.name", "entry": "e.title"}

EVENTS: Final = (
    EventSource(
        EventKind.SHEET_SUBMITTED,
        "score_sheet",
        On.UPDATE,
        "ScoreSheet",
        watches="state",
        when="n.state = 'SUBMITTED'",
        joins=_PLACE,
        organization="c.organization_id",
        competition="c.id",
        params=_NAMES,
    ),
    EventSource(
        EventKind.SHEET_RETURNED,
        "score_sheet",
        On.UPDATE,
        "ScoreSheet",
        watches="state",
        when="n.state = 'RETURNED'",
        joins=_PLACE,
        organization="c.organization_id",
        competition="c.id",
        account="j.account_id",
        params={**_NAMES, "reason": "n.return_reason"},
    ),
    EventSource(
        EventKind.JUDGE_RECUSED,
        "recusal",
        On.INSERT,
        "Recusal",
        joins=_PLACE,
        organization="c.organization_id",
        competition="c.id",
        params={**_NAMES, "kind": "n.kind"},
    ),
)
