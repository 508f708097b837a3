"""An attachment is seen with its object, and changed by who runs the object. Who judges an entry without seeing who is
behind it sees only what its organizer marked as blind."""

from typing import Final

from services.competitions.policies import ORGANIZED
from services.kit.audits import Audited
from services.kit.policies import Command, Policy, RoomPolicies
from services.organizations.policies import ADMINISTERED, IN_MY_ZONE, MINE

WRITES: Final[tuple[Command, ...]] = ("INSERT", "UPDATE", "DELETE")

SEEN: Final = (
    "entry_id IN (SELECT entry_id FROM entry_identity)",
    "is_blind AND entry_id IN (SELECT id FROM entry)",
    "need_id IN (SELECT need_id FROM need_private)",
    "technology_package_id IN (SELECT package_id FROM package_private)",
    MINE,
    IN_MY_ZONE,
)
"""Their row policies decide: the subqueries find what the actor may see."""

RUN: Final = (
    f"entry_id IN (SELECT id FROM entry WHERE {ORGANIZED})",  # noqa: S608 - of ours
    f"need_id IN (SELECT id FROM need WHERE {MINE})",  # noqa: S608 - of ours
    f"technology_package_id IN (SELECT id FROM technology_package WHERE {MINE})",  # noqa: S608 - of ours
    ADMINISTERED,
)

POLICIES = RoomPolicies(
    policies=[
        *(Policy("attachment", "SELECT", seen) for seen in SEEN),
        *(Policy("attachment", command, run) for command in WRITES for run in RUN),
        Policy("stored_file", "SELECT", "id IN (SELECT file_id FROM attachment)"),
        Policy(
            "stored_file",
            "UPDATE",
            "account_id = (SELECT actor_id())",
            "account_id IS NULL AND id IN (SELECT file_id FROM attachment)",
        ),
    ],
    audits=[Audited("attachment")],
)
"""Whoever attaches a file gives it away: from then on it belongs to what it is attached to."""
