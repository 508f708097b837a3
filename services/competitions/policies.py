"""A competition belongs to its organizer. A judge sees the competition, its rounds and the own row.

What a judge sees of entries follows from published tasks and is declared by the judging room.
"""

from typing import Final

from services.kit.audits import Audited
from services.kit.policies import Command, Policy, RoomPolicies
from services.kit.search import Search
from services.organizations.policies import MINE

FUNCTIONS: Final = """
CREATE OR REPLACE FUNCTION actor_organized_competitions() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{}') FROM (
        SELECT id FROM competition WHERE organization_id = ANY (actor_organizations())
        UNION SELECT competition_id FROM competition_role WHERE account_id = actor_id()) AS organized
$$;
CREATE OR REPLACE FUNCTION actor_event_role(event uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT role FROM (
        SELECT CASE m.role WHEN 'VIEWER' THEN 'OBSERVER' ELSE 'ORGANIZER' END AS role FROM competition c
        JOIN membership m ON m.organization_id = c.organization_id AND m.account_id = actor_id() WHERE c.id = event
        UNION ALL SELECT role FROM competition_role WHERE competition_id = event AND account_id = actor_id()) AS roles
    ORDER BY array_position(ARRAY['ORGANIZER', 'STAFF', 'OBSERVER'], role) LIMIT 1
$$;
CREATE OR REPLACE FUNCTION actor_watched_competitions() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{}') FROM unnest(actor_organized_competitions()) AS organized (id)
    WHERE actor_event_role(id) = 'OBSERVER'
$$;
CREATE OR REPLACE FUNCTION actor_led_competitions() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{}') FROM unnest(actor_organized_competitions()) AS organized (id)
    WHERE actor_event_role(id) = 'ORGANIZER'
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
"""The row belongs to a competition of the actor's organization, or to one that the actor helps to run."""

NOT_WATCHED: Final = "(competition_id = ANY ((SELECT actor_watched_competitions())::uuid[])) IS NOT TRUE"
"""The row's competition is none at which the actor only looks on: a limit to every change."""

LED: Final = "competition_id = ANY ((SELECT actor_led_competitions())::uuid[])"
LED_ITSELF: Final = "id = ANY ((SELECT actor_led_competitions())::uuid[])"

CHANGES: Final[tuple[Command, ...]] = ("INSERT", "UPDATE", "DELETE")

JUDGED: Final = "competition_id = ANY ((SELECT actor_judged_competitions())::uuid[])"
"""The row belongs to a competition in which the actor is a judge."""

OWN_JUDGE: Final = "judge_id = ANY ((SELECT actor_judges())::uuid[])"
"""The row belongs to the actor as a judge."""

OF_COMPETITION: Final = ("competition", "competition_id")
"""Through which a row belongs to the organization that runs its competition."""

_OWNED: Final = (
    "round", "entry", "entry_identity", "entry_attributes", "judge", "judge_contact", "judge_attributes",
)  # fmt: skip

POLICIES = RoomPolicies(
    functions=FUNCTIONS,
    policies=[
        Policy("competition", "SELECT", MINE),
        Policy("competition", "SELECT", "id = ANY ((SELECT actor_organized_competitions())::uuid[])"),
        Policy("competition", "UPDATE", LED_ITSELF),
        Policy("competition_role", "SELECT", ORGANIZED),
        Policy("competition_role", "DELETE", "account_id = (SELECT actor_id())"),
        *(Policy("competition_role", command, LED) for command in CHANGES),
        *(Policy("competition_invitation", command, LED) for command in ("SELECT", *CHANGES)),
        Policy("account", "SELECT", "id IN (SELECT account_id FROM competition_role)"),
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
        Audited("competition_role", through=OF_COMPETITION, whole=OF_COMPETITION),
        Audited(
            "competition_invitation",
            through=OF_COMPETITION,
            whole=OF_COMPETITION,
            personal=["email"],
            secret=["token_hash"],
        ),
        Audited("competition", organization="organization_id"),
        Audited("round", through=OF_COMPETITION),
        Audited("entry", through=OF_COMPETITION),
        Audited(
            "entry_identity", through=OF_COMPETITION, whole=("entry", "entry_id"), personal=["contact", "advisors"]
        ),
        Audited("entry_attributes", through=OF_COMPETITION, whole=("entry", "entry_id")),
        Audited("judge", through=OF_COMPETITION, personal=["name"]),
        Audited("judge_attributes", through=OF_COMPETITION, whole=("judge", "judge_id")),
        Audited(
            "judge_contact",
            through=OF_COMPETITION,
            whole=("judge", "judge_id"),
            personal=["email"],
            secret=["invitation_hash"],
        ),
    ],
)
