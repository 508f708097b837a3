"""Who only looks changes nothing: a limit on every table that people write, beside what its room allows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Table

from services.competitions.policies import NOT_WATCHED
from services.kit.policies import Command, Policy, RoomPolicies
from services.organizations.policies import NOT_VIEWED

LIMITS: Final[Mapping[str, str]] = {"organization_id": NOT_VIEWED, "competition_id": NOT_WATCHED}
"""By the column that says where a row belongs."""

CHANGES: Final[tuple[Command, ...]] = ("INSERT", "UPDATE", "DELETE")

UNLIMITED: Final[Mapping[str, str]] = {
    "membership": "a viewer may leave",
    "membership_request": "who asks is no member yet",
    "notice": "is read by the one it is for",
    "solve_run": "belongs to an organization and to a round, whose staff may be of another",
    "recommendation": "is answered by another organization than the one it belongs to",
    "residency": "the same",
    "restriction_appeal": "the same",
    "recusal": "is written by judges",
    "score_sheet": "the same",
    "score_mark": "the same",
    "score_comment": "the same",
    "score_seal": "the same",
    "competition_role": "whoever helps may leave",
}
"""Tables that people write without such a limit, and why; there the commands alone tell viewers off."""


def limits(tables: Sequence[Table], rooms: Sequence[RoomPolicies]) -> RoomPolicies:
    """The limits of all tables on which some room allows a change."""
    written = {policy.table for room in rooms for policy in room.policies if policy.command != "SELECT"}
    return RoomPolicies(policies=[each for table in tables if table.name in written for each in _limits_of(table)])


def _limits_of(table: Table) -> Iterator[Policy]:
    for column, condition in LIMITS.items():
        if column in table.c and table.name not in UNLIMITED:
            yield from (Policy(table.name, command, condition, is_limit=True) for command in CHANGES)
