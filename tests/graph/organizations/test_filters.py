"""What the lists of the organizations room can be asked for."""

from services.kit.actor import SYSTEM
from services.kit.clock import now
from services.kit.database import Database
from services.organizations.models import AppealState, OrganizationKind, OrganizationVerification, RestrictionAppeal
from services.organizations.models import Verification as Word
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_organization, make_restriction, make_zone
from tests.graph.platform import make_platform

ASK = """
query ($filter: OrganizationFilter) { organizations(first: 20, filter: $filter) { nodes { name } } }
"""
RESTRICTIONS = """
query ($open: Boolean) { restrictions(first: 20, filter: {hasOpenAppeal: $open}) { nodes { name } } }
"""


async def test_organizations_are_mine_or_wait_for_my_word(database: Database) -> None:
    platform = make_platform(database)
    async with database.transaction(SYSTEM) as tx:
        mine, other = await make_zone(tx), await make_zone(tx)
        account = await make_account(tx)
        admin = await make_organization(tx, kind=OrganizationKind.ZONE_ADMIN, name="管委会", zone=mine, admin=account)
        known = await make_organization(tx, name="已核实", zone=mine)
        await make_organization(tx, name="待核实", zone=mine)
        await make_organization(tx, name="别处", zone=other)
        await make_organization(tx, name="无园区")
        tx.add(OrganizationVerification(organization_id=known.id, state=Word.VERIFIED, decided_at=now()))
        appealed, quiet = [await make_restriction(tx, admin, name=name) for name in ("甲", "乙")]
        for restriction, state in ((appealed, AppealState.OPEN), (quiet, AppealState.REFUSED)):
            tx.add(RestrictionAppeal(restriction_id=restriction.id, organization_id=known.id, grounds="x", state=state))
    actor = actor_of(account)

    async def names(**asked: bool) -> set[str]:
        found = await platform.ask(actor, ASK, filter=asked)
        return {each["name"] for each in found["organizations"]["nodes"]}

    assert await names(isMine=True) == {"管委会"}
    assert await names(isMine=False) == {"已核实", "待核实", "别处", "无园区"}
    assert await names(awaitsVerification=True) == {"待核实"}
    assert await names(awaitsVerification=False) == {"管委会", "已核实", "别处", "无园区"}
    for is_open, name in ((True, "甲"), (False, "乙")):
        found = await platform.ask(actor, RESTRICTIONS, open=is_open)
        assert found["restrictions"]["nodes"] == [{"name": name}]
