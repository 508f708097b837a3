"""Row-level security as data: each room declares its policies beside its models, migration applies them.

The processes connect under a role that owns nothing, so a table without a policy shows nothing to anybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal

from services.kit.audits import Audited, Unaudited
from services.kit.search import Search, searches_sql

APPLICATION_ROLE: Final = "greenbridge_app"

Command = Literal["SELECT", "INSERT", "UPDATE", "DELETE", "ALL"]

ACTOR_FUNCTIONS: Final = """
CREATE OR REPLACE FUNCTION actor_is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('greenbridge.actor', true) = 'system', false)
$$;
CREATE OR REPLACE FUNCTION actor_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN current_setting('greenbridge.actor', true) NOT IN ('', 'system')
           THEN current_setting('greenbridge.actor', true)::uuid END
$$;
CREATE OR REPLACE FUNCTION deputy_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('greenbridge.deputy', true), '')::uuid
$$;
"""


@dataclass(frozen=True, slots=True)
class Policy:
    """One allowance: who may do `command` on `table`, as a SQL condition over the row. Allowances add up.

    `rows` tests rows that exist (SELECT, UPDATE, DELETE); `written` tests rows as they will be (INSERT, UPDATE; by
    default the same condition). Wrap functions as `(SELECT f())`: PostgreSQL then asks once per statement, not per row.
    """

    table: str
    command: Command
    rows: str
    written: str | None = None
    is_limit: bool = False
    """No allowance but a limit to all of them: the condition must hold besides."""

    @property
    def name(self) -> str:
        digest = sha256(f"{self.rows}|{self.written}".encode()).hexdigest()[:8]
        return f"{self.table}_{self.command.lower()}_{digest}"

    @property
    def sql(self) -> str:
        using = "" if self.command == "INSERT" else f" USING ({self.rows})"
        check = f" WITH CHECK ({self.written or self.rows})" if self.command in {"INSERT", "UPDATE", "ALL"} else ""
        return (
            f'CREATE POLICY "{self.name}" ON "{self.table}" AS {"RESTRICTIVE" if self.is_limit else "PERMISSIVE"} '
            f"FOR {self.command} "
            f"TO {APPLICATION_ROLE}{using}{check};"
        )


@dataclass(frozen=True, slots=True)
class RoomPolicies:
    """What one room declares: SQL functions its conditions use, and its allowances."""

    policies: Sequence[Policy]
    functions: str = ""
    system_only: Sequence[str] = field(default=())
    """Tables that only the system reaches, named so that none is left without a policy by accident."""
    searches: Sequence[Search] = field(default=())
    """Tables that are searched by words."""
    audits: Sequence[Audited | Unaudited] = field(default=())
    """What is put on record of each table, or why nothing is."""
    grants: Mapping[str, str] = field(default_factory=dict)
    """What the processes may do at most with a table that is not theirs to write, whoever acts."""


def system_policies(tables: Iterable[str]) -> list[Policy]:
    """The system (jobs, sign-in, seeding) may do everything: PostgreSQL evaluates this once per statement."""
    return [Policy(table, "ALL", "(SELECT actor_is_system())") for table in tables]


def declaration_sql(rooms: Sequence[RoomPolicies], tables: Sequence[str]) -> str:
    """The whole declaration as one script; it can be applied again and again."""
    policies = [*system_policies(tables), *(policy for room in rooms for policy in room.policies)]
    enable = [f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;' for table in tables]
    grants = {table: granted for room in rooms for table, granted in room.grants.items()}
    grant = [_grant_sql(table, grants.get(table, "SELECT, INSERT, UPDATE, DELETE")) for table in tables]
    functions = [ACTOR_FUNCTIONS, *(room.functions for room in rooms)]
    searches = searches_sql(search for room in rooms for search in room.searches)
    return "\n".join([*functions, *enable, *grant, *(policy.sql for policy in policies), searches])


def _grant_sql(table: str, granted: str) -> str:
    return f'REVOKE ALL ON "{table}" FROM {APPLICATION_ROLE};\nGRANT {granted} ON "{table}" TO {APPLICATION_ROLE};'
