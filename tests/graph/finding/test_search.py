"""One box finds everything its person may see, in Chinese and English, and nothing else."""

import pytest

from graph.kit.node_ids import find_node_id
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from services.organizations.models import OrganizationKind
from tests.factories.catalog import make_need, make_package
from tests.factories.competitions import make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.incubation import make_incubator, make_startup
from tests.factories.matching import make_party
from tests.factories.organizations import make_organization
from tests.graph.platform import Platform, make_platform

SEARCH = "query ($text: String!, $first: Int! = 20) { search(text: $text, first: $first) { kind id title detail } }"


@pytest.fixture
def platform(database: Database) -> Platform:
    return make_platform(database)


async def kinds(platform: Platform, actor: Actor, text: str, **more: int) -> list[str]:
    found = (await platform.ask(actor, SEARCH, text=text, **more))["search"]
    assert all(find_node_id(hit["id"])[0] == hit["kind"] for hit in found)  # type: ignore[index]  # a node id
    return [hit["kind"] for hit in found]


async def test_each_sees_in_the_box_what_they_see_elsewhere(platform: Platform) -> None:
    async with platform.database.transaction(SYSTEM) as tx:
        event, host = await make_event(tx, judges=3, entries=3), await make_account(tx)
        await make_startup(tx, await make_incubator(tx, admin=host))
        enterprise = await make_party(tx, OrganizationKind.ENTERPRISE)
        institute = await make_party(tx, OrganizationKind.INSTITUTE)
        await make_need(tx, enterprise.organization, title="窑炉余热 Heat recovery")
        await make_need(tx, enterprise.organization, title="余热草稿", publish=False)
        await make_package(tx, institute.organization, title="余热发电 heat pump")
        stranger = actor_of(await make_account(tx))
    assert await kinds(platform, stranger, "余热") == ["Need", "TechnologyPackage"]
    assert await kinds(platform, stranger, "HEAT") == ["Need", "TechnologyPackage"]
    assert await kinds(platform, stranger, "heat 窑炉") == ["Need"]
    assert await kinds(platform, enterprise.actor, "余热") == ["Need", "TechnologyPackage", "Need"]
    assert await kinds(platform, NOBODY, "余热") == []
    assert await kinds(platform, event.actor, "E00") == ["Entry"] * 3
    assert await kinds(platform, event.actor, "J001") == ["Judge"]
    assert "Competition" in await kinds(platform, event.actor, event.competition.name)
    assert await kinds(platform, stranger, "E00") == []
    assert await kinds(platform, stranger, event.competition.name) == []


async def test_a_tenant_and_its_incubator_are_found_by_the_incubators_people(platform: Platform) -> None:
    async with platform.database.transaction(SYSTEM) as tx:
        host = await make_account(tx)
        incubator = await make_incubator(tx, admin=host)
        await make_startup(tx, incubator)
        found = (await platform.ask(SYSTEM, "{ startups { nodes { organization { name } } } }"))["startups"]["nodes"]
        assert found == []  # not committed yet
        stranger = actor_of(await make_account(tx))
    names = await platform.ask(actor_of(host), "{ startups { nodes { organization { name } } } }")
    [startup] = names["startups"]["nodes"]
    name = startup["organization"]["name"]
    assert set(await kinds(platform, actor_of(host), name)) == {"Startup", "Organization"}
    assert await kinds(platform, stranger, name) == ["Organization"]


async def test_the_best_of_each_kind_comes_first_and_nothing_breaks_the_box(platform: Platform) -> None:
    async with platform.database.transaction(SYSTEM) as tx:
        person = actor_of(await make_account(tx))
        for number in range(4):
            await make_organization(tx, kind=OrganizationKind.ENTERPRISE, name=f"绿源{'科技' * number}公司")
        enterprise = await make_party(tx, OrganizationKind.ENTERPRISE)
        await make_need(tx, enterprise.organization, title="寻绿源方案")
    found = (await platform.ask(person, SEARCH, text="绿源", first=3))["search"]
    assert [(hit["kind"], hit["title"]) for hit in found] == [
        ("Need", "寻绿源方案"), ("Organization", "绿源公司"), ("Organization", "绿源科技公司"),
    ]  # fmt: skip
    for text in ("", "  ", "%", "_", "'", "\\", "x" * 5000, "没\x00有"):
        assert await kinds(platform, person, text) == []
    assert await kinds(platform, person, "绿源", first=-5) == []
