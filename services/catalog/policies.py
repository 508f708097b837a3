"""Drafts belong to their owner; what is published is seen as far as its visibility or its owner's consent goes."""

from typing import Final

from services.kit.audits import Audited
from services.kit.policies import Command, Policy, RoomPolicies
from services.kit.search import Search
from services.organizations.policies import MINE, SIGNED_IN

POOL_KINDS: Final = "'ALLIANCE', 'ZONE_ADMIN', 'TTO'"

OPEN_NEED: Final = "state IN ('PUBLISHED', 'MATCHING', 'SIGNED', 'SOLVED')"
OPEN_PACKAGE: Final = "state = 'PUBLISHED'"
CONSENTED: Final = f"consented_organization_ids && (SELECT actor_organizations_of_kind({POOL_KINDS}))::uuid[]"

CONTACT: Final = ("contact_name", "contact_phone", "contact_email")

WRITES: Final[tuple[Command, ...]] = ("INSERT", "UPDATE", "DELETE")


def _published(table: str, is_open: str) -> list[Policy]:
    return [
        Policy(table, "SELECT", MINE),
        Policy(table, "SELECT", f"{is_open} AND visibility IN ('PUBLIC', 'PARTIAL') AND {SIGNED_IN}"),
        Policy(table, "SELECT", f"{is_open} AND {CONSENTED}"),
        Policy(table, "INSERT", MINE),
        Policy(table, "UPDATE", MINE),
        Policy(table, "DELETE", f"{MINE} AND state = 'DRAFT'"),
    ]


def _part_of(table: str, owner: str, key: str) -> list[Policy]:
    """A part is written by who may write the whole."""
    mine = f"EXISTS (SELECT FROM {owner} whole WHERE whole.id = {key} AND whole.{MINE})"
    return [Policy(table, "SELECT", mine), *(Policy(table, command, mine) for command in WRITES)]


def _private_part(table: str, owner: str, key: str, is_open: str) -> Policy:
    """Read by others only where the whole is public or its owner consented; the whole's own policies hold too."""
    shown = f"({is_open} AND visibility = 'PUBLIC') OR ({is_open} AND {CONSENTED})"
    return Policy(table, "SELECT", f"EXISTS (SELECT FROM {owner} whole WHERE whole.id = {key} AND ({shown}))")


POLICIES: Final = RoomPolicies(
    policies=[
        *_published("need", OPEN_NEED),
        *_published("technology_package", OPEN_PACKAGE),
        *_part_of("need_indicator", "need", "need_id"),
        Policy("need_indicator", "SELECT", "EXISTS (SELECT FROM need WHERE need.id = need_id)"),
        *_part_of("need_private", "need", "need_id"),
        _private_part("need_private", "need", "need_id", OPEN_NEED),
        *_part_of("package_private", "technology_package", "package_id"),
        _private_part("package_private", "technology_package", "package_id", OPEN_PACKAGE),
    ],
    searches=[Search("need", ["title", "problem"]), Search("technology_package", ["title", "description"])],
    audits=[
        Audited("need", organization="organization_id"),
        Audited("need_indicator", through=("need", "need_id"), whole=("need", "need_id")),
        Audited(
            "need_private",
            through=("need", "need_id"),
            whole=("need", "need_id"),
            personal=["decision_maker", *CONTACT],
        ),
        Audited("technology_package", organization="organization_id"),
        Audited(
            "package_private",
            through=("technology_package", "package_id"),
            whole=("technology_package", "package_id"),
            personal=CONTACT,
        ),
    ],
)
