"""Lists of one's own, beside what others published."""

import pytest

from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.organizations.models import OrganizationKind
from tests.factories.catalog import make_need, make_package
from tests.factories.competitions import make_event
from tests.factories.matching import make_party
from tests.factories.scoring import make_panel
from tests.graph.platform import Platform, make_platform

LISTS = """query ($mine: Boolean!) {
  needs(filter: {isMine: $mine}, orderBy: DEADLINE_ASC) { totalCount nodes { title viewerCanEdit } }
  technologyPackages(filter: {isMine: $mine}, orderBy: VALID_UNTIL_DESC) { totalCount nodes { title viewerCanEdit } }
}"""
EVENTS = """query ($run: Boolean!) {
  competitions(filter: {isOrganized: $run}) { totalCount }
  rounds(filter: {isOrganized: $run, state: [JUDGING]}) { totalCount }
  judges(filter: {isLinked: true}) { totalCount }
}"""


@pytest.fixture
def platform(database: Database) -> Platform:
    return make_platform(database)


async def test_ones_own_and_what_others_offer_are_told_apart(platform: Platform) -> None:
    async with platform.database.transaction(SYSTEM) as tx:
        first, second = [await make_party(tx, OrganizationKind.ENTERPRISE) for _ in range(2)]
        institute = await make_party(tx, OrganizationKind.INSTITUTE)
        await make_need(tx, first.organization, publish=False)
        await make_need(tx, first.organization)
        await make_need(tx, second.organization)
        await make_package(tx, institute.organization)
    mine = await platform.ask(first.actor, LISTS, mine=True)
    others = await platform.ask(first.actor, LISTS, mine=False)
    assert (mine["needs"]["totalCount"], others["needs"]["totalCount"]) == (2, 1)
    assert (mine["technologyPackages"]["totalCount"], others["technologyPackages"]["totalCount"]) == (0, 1)
    assert [need["viewerCanEdit"] for need in mine["needs"]["nodes"]] == [True, True]
    assert [need["viewerCanEdit"] for need in others["needs"]["nodes"]] == [False]


async def test_competitions_one_runs_and_those_one_judges_are_told_apart(platform: Platform) -> None:
    panel = await make_panel(platform.database)
    async with platform.database.transaction(SYSTEM) as tx:
        await make_event(tx)
    run = await platform.ask(panel.event.actor, EVENTS, run=True)
    assert [run[name]["totalCount"] for name in ("competitions", "rounds", "judges")] == [1, 1, 2]
    judged = await platform.ask(panel.judge, EVENTS, run=False)
    assert [judged[name]["totalCount"] for name in ("competitions", "rounds", "judges")] == [1, 1, 1]
