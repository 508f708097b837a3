"""Organizers see the judging of their competitions; a judge sees the own tasks, and through them entries.

Who is behind an entry is hidden from a judge who meets it in a blind round, even if another round shows it.
"""

from typing import Final

from services.competitions.policies import NOT_WATCHED, OF_COMPETITION, ORGANIZED, OWN_JUDGE
from services.kit.audits import Audited
from services.kit.policies import Policy, RoomPolicies

FUNCTIONS: Final = """
CREATE OR REPLACE FUNCTION actor_task_entries() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT entry_id), '{}') FROM judge_task WHERE judge_id = ANY (actor_judges())
$$;
CREATE OR REPLACE FUNCTION actor_open_entries() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(entry_id), '{}') FROM (
        SELECT t.entry_id FROM judge_task t JOIN round r ON r.id = t.round_id
        WHERE t.judge_id = ANY (actor_judges()) GROUP BY t.entry_id HAVING NOT bool_or(r.is_blind)) AS shown
$$;
"""

_OWNED: Final = ("conflict", "round_scores", "plan", "plan_pair", "judge_task", "assignment_defaults", "plan_edit")

RUN_FOR_ROUND: Final = f"subject_id IN (SELECT id FROM round WHERE {ORGANIZED} AND {NOT_WATCHED})"  # noqa: S608 - of ours
"""A run for a round is started by whoever helps at its event, whichever organization they belong to."""

_OF_RUN: Final = ("solve_snapshot", "solve_result")

POLICIES = RoomPolicies(
    functions=FUNCTIONS,
    policies=[
        Policy("solve_run", "SELECT", f"subject_id IN (SELECT id FROM round WHERE {ORGANIZED})"),  # noqa: S608 - of ours
        *(Policy("solve_run", command, RUN_FOR_ROUND) for command in ("INSERT", "UPDATE")),
        *(Policy(table, "SELECT", "solve_run_id IN (SELECT id FROM solve_run)") for table in _OF_RUN),
        *(Policy(table, "ALL", ORGANIZED) for table in _OWNED),
        Policy("judge_task", "SELECT", OWN_JUDGE),
        Policy("entry", "SELECT", "id = ANY ((SELECT actor_task_entries())::uuid[])"),
        Policy("entry_identity", "SELECT", "entry_id = ANY ((SELECT actor_open_entries())::uuid[])"),
    ],
    audits=[
        Audited("conflict", through=OF_COMPETITION, in_bulk=OF_COMPETITION),
        Audited(
            "round_scores",
            through=OF_COMPETITION,
            whole=("round", "round_id"),
            large=["judge_ids", "entry_ids", "content"],
        ),
        Audited("plan", through=OF_COMPETITION),
        Audited("plan_edit", through=OF_COMPETITION, whole=("plan", "plan_id")),
        Audited("plan_pair", through=OF_COMPETITION, whole=("plan", "plan_id"), in_bulk=("plan", "plan_id")),
        Audited("judge_task", through=OF_COMPETITION, in_bulk=("plan", "plan_id")),
        Audited("assignment_defaults", through=OF_COMPETITION),
    ],
)
