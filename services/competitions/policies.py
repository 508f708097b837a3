"""A competition belongs to its organizer. A judge sees the competition, its rounds and the own row.

What a judge sees of entries follows from published tasks and is declared by the judging room.
"""

from typing import Final

from services.kit.audits import Audited
from services.kit.policies import Policy, RoomPolicies
from services.kit.search import Search
from services.organizations.policies import MINE

FUNCTIONS: Final = """
CREATE OR REPLACE FUNCTION actor_organized_competitions() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{}') FROM competition WHERE organization_id = ANY (actor_organizations())
$$;
CREATE OR REPLACE FUNCTION actor_judged_competitions() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(competition_id), '{}') FROM judge WHERE account_id = actor_id()
$$;
CREATE OR REPLACE FUNCTION actor_judges() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{}') FROM judge WHERE account_id = actor_id()
$$;
"""

ORGANIZER: Final = "organization_id = ANY ((SELECT actor_organizations_of_kind('ORGANIZER'))::uuid[])"

ORGANIZED: Final = "competition_id = ANY ((SELECT actor_organized_competitions())::uuid[])"
"""The row belongs to a competition of the actor's organization."""

JUDGED: Final = "competition_id = ANY ((SELECT actor_judged_competitions())::uuid[])"
"""The row belongs to a competition in which the actor is a judge."""

OWN_JUDGE: Final = "judge_id = ANY ((SELECT actor_judges())::uuid[])"
"""The row belongs to the actor as a judge."""

OF_COMPETITION: Final = ("competition", "competition_id")
"""Through which a row belongs to the organization that runs its competition."""

_OWNED: Final = ("round", "entry", "entry_identity", "judge", "judge_contact")

POLICIES = RoomPolicies(
    functions=FUNCTIONS,
    policies=[
        Policy("competition", "SELECT", MINE),
        Policy("competition", "SELECT", "id = ANY ((SELECT actor_judged_competitions())::uuid[])"),
        Policy("competition", "INSERT", ORGANIZER),
        Policy("competition", "UPDATE", ORGANIZER),
        Policy("competition", "DELETE", ORGANIZER),
        *(Policy(table, "ALL", ORGANIZED) for table in _OWNED),
        Policy("round", "SELECT", JUDGED),
        Policy("judge", "SELECT", "account_id = (SELECT actor_id())"),
        Policy("judge_contact", "SELECT", OWN_JUDGE),
    ],
    searches=[
        Search("competition", ["name"]),
        Search("entry", ["title", "code"]),
        Search("judge", ["name", "code", "organization_name"]),
    ],
    audits=[
        Audited("competition", organization="organization_id"),
        Audited("round", through=OF_COMPETITION),
        Audited("entry", through=OF_COMPETITION),
        Audited(
            "entry_identity", through=OF_COMPETITION, whole=("entry", "entry_id"), personal=["contact", "advisors"]
        ),
        Audited("judge", through=OF_COMPETITION, personal=["name"]),
        Audited(
            "judge_contact",
            through=OF_COMPETITION,
            whole=("judge", "judge_id"),
            personal=["email"],
            secret=["invitation_hash"],
        ),
    ],
)
