"""A judge writes the own sheets while they are open; the organizer sees who is how far, and marks once they are sealed.

Other judges see nothing of it, and entrants nothing either: what is released to them is another room's business.
"""

from typing import Final

from services.competitions.policies import JUDGED, OF_COMPETITION, ORGANIZED, OWN_JUDGE
from services.kit.audits import Audited
from services.kit.policies import Command, Policy, RoomPolicies

_WRITES: Final[tuple[Command, ...]] = ("INSERT", "UPDATE")

HAS_TASK: Final = """EXISTS (SELECT FROM judge_task t WHERE t.round_id = {table}.round_id
    AND t.judge_id = {table}.judge_id AND t.entry_id = {table}.entry_id)"""
ON_OPEN: Final = (
    f"{OWN_JUDGE} AND EXISTS (SELECT FROM score_sheet s WHERE s.id = sheet_id AND s.state IN ('DRAFT', 'RETURNED')"
    " AND s.judge_id = ANY ((SELECT actor_judges())::uuid[]))"
)
ON_SEALED: Final = f"{ORGANIZED} AND EXISTS (SELECT FROM score_sheet s WHERE s.id = sheet_id AND s.state = 'SUBMITTED')"


def _own(table: str) -> str:
    return f"{OWN_JUDGE} AND {HAS_TASK.format(table=table)}"


POLICIES: Final = RoomPolicies(
    policies=[
        *(Policy(table, "ALL", ORGANIZED) for table in ("rubric", "rubric_criterion")),
        *(Policy(table, "SELECT", JUDGED) for table in ("rubric", "rubric_criterion")),
        *(Policy(table, "SELECT", ORGANIZED) for table in ("score_sheet", "score_seal", "recusal")),
        *(
            Policy(table, "SELECT", OWN_JUDGE)
            for table in ("score_sheet", "score_mark", "score_comment", "score_seal", "recusal")
        ),
        *(Policy(table, "SELECT", ON_SEALED) for table in ("score_mark", "score_comment")),
        Policy("score_sheet", "INSERT", f"{_own('score_sheet')} AND state = 'DRAFT'"),
        Policy("score_sheet", "UPDATE", f"{OWN_JUDGE} AND state IN ('DRAFT', 'RETURNED')", OWN_JUDGE),
        Policy("score_sheet", "UPDATE", f"{ORGANIZED} AND state = 'SUBMITTED'", f"{ORGANIZED} AND state = 'RETURNED'"),
        *(Policy(table, command, ON_OPEN) for table in ("score_mark", "score_comment") for command in _WRITES),
        Policy("score_seal", "INSERT", ON_OPEN),
        Policy("recusal", "INSERT", _own("recusal")),
        Policy("recusal", "DELETE", ORGANIZED),
    ],
    audits=[
        Audited("rubric", through=OF_COMPETITION),
        Audited("rubric_criterion", through=OF_COMPETITION, whole=("rubric", "rubric_id")),
        Audited("score_sheet", through=OF_COMPETITION),
        Audited("score_seal", through=OF_COMPETITION, whole=("score_sheet", "sheet_id"), large=["content"]),
        Audited("recusal", through=OF_COMPETITION),
        # What a judge writes before handing it in is nobody else's: recorded, and read by no administration.
        Audited("score_mark", whole=("score_sheet", "sheet_id"), ignored=["device", "changed_at"]),
        Audited("score_comment", whole=("score_sheet", "sheet_id"), ignored=["device"]),
    ],
)
