"""The doors beside the fields: search, filters, exports, files, histories, subscriptions, tokens, deputies."""

import csv
import io
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import httpx
import orjson
import pytest
from graphql import GraphQLField, get_named_type, get_nullable_type
from sqlalchemy import select
from sqlmodel import col

from graph.exchange.lists import lists_of
from graph.kit.bell import Bell
from graph.kit.context import Context
from graph.kit.gestures import PERMISSION, Permission
from graph.kit.node_ids import find_node_id
from graph.server import make_app
from services.files.models import StoredFile
from services.finding.queries import HIT_LIMIT
from services.identity.commands import open_session
from services.identity.models import Account
from services.kit.actor import SYSTEM, Actor, Reach
from services.kit.settings import get_settings
from tests.graph.console import CLIENT
from tests.journeys.knocking import (
    absent_id,
    fill_input,
    gesture_document,
    gestures_on_something,
    list_connections,
    sample,
    target_type,
)
from tests.journeys.world import World

TITLES: Final = {
    "Competition": "name",
    "Entry": "title",
    "Judge": "name",
    "Need": "title",
    "TechnologyPackage": "title",
    "Organization": "name",
}
"""By what one finds a node, and the names of startups and incubators are those of organizations."""

EXPORT_LIST: Final = """mutation ($input: ExportListInput!) { exportList(input: $input) { __typename
    ... on ExportListSuccess { rowCount download { url } } ... on Refused { code } } }"""
EXPORT_SHEET: Final = """mutation ($input: ExportSheetInput!) { exportSheet(input: $input) { __typename
    ... on ExportSheetSuccess { download { url } } } }"""


class Doors:
    """The world's deployment over HTTP, with a session of each of its people."""

    def __init__(self, http: httpx.AsyncClient, tokens: Mapping[str, str]) -> None:
        self.http, self.tokens = http, tokens

    async def get(self, person: str, path: str) -> httpx.Response:
        return await self.http.get(path, headers=self._headers(person))

    async def gesture(self, person: str, query: str, given: Mapping[str, Any]) -> Any:
        body = {"query": query, "variables": {"input": given}}
        answer = (await self.http.post("/graphql", json=body, headers=self._headers(person))).json()
        assert "errors" not in answer, answer
        [found] = answer["data"].values()
        return found

    def _headers(self, person: str) -> dict[str, str]:
        token = self.tokens.get(person)
        return CLIENT | ({"Authorization": f"Bearer {token}"} if token else {})


@pytest.fixture(scope="module")
async def doors(world: World, world_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Doors]:
    tokens = {}
    async with world.database.transaction(SYSTEM) as tx:
        for person, actor in world.people.items():
            if actor.account_id:
                tokens[person] = (await open_session(tx, await tx.get_one(Account, actor.account_id))).token
    with pytest.MonkeyPatch.context() as patch:
        _deploy(patch, world_url, tmp_path_factory.mktemp("home"))
        app = make_app()
        transport = httpx.ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://greenbridge.example") as http,
        ):
            yield Doors(http, tokens)
    get_settings.cache_clear()


def _deploy(patch: pytest.MonkeyPatch, url: str, home: Path) -> None:
    patch.setenv("DATABASE_URL", url)
    patch.setenv("GREENBRIDGE_HOME", str(home))
    patch.setenv("GREENBRIDGE_POOL_SIZE", "3")
    patch.setenv("GREENBRIDGE_COST_BUDGET", "1000000000")
    get_settings.cache_clear()


async def test_search_finds_nothing_that_is_hidden_by_any_title(world: World) -> None:
    ids = await world.all_ids()
    async with world.database.transaction(SYSTEM) as tx:
        titles = {
            title
            for name, column in TITLES.items()
            for title in await tx.scalars(select(world.nodes[name].table.c[column]).distinct())
        }
    found = set()
    for person, actor in world.people.items():
        visible = {each for every in ids.values() for each in await world.visible(actor, every)}
        for title in sorted(titles):
            asked = await world.ask(
                actor, "query ($t: String!, $f: Int!) { search(text: $t, first: $f) { id } }", t=title, f=HIT_LIMIT
            )
            hits = {hit["id"] for hit in asked["search"]}
            assert hits <= visible, (person, title, hits - visible)
            found |= hits
    kinds = {owner[0] for each in found if (owner := find_node_id(each))}
    assert kinds >= TITLES.keys()


async def test_no_filter_of_any_list_shows_what_is_hidden(world: World) -> None:
    ids = await world.all_ids()
    query = world.schema._schema.query_type
    assert query is not None
    asked = [
        (name, listed, key, sample(member.type))
        for name, field, listed in list_connections(query)
        for key, member in _filters(field)
    ]
    kinds = [get_named_type(query.fields[name].args["filter"].type).name for name, _, _, _ in asked]
    heads = ", ".join(f"$f{number}: {kind}" for number, kind in enumerate(kinds))
    body = " ".join(
        f"q{number}: {name}(first: 500, filter: $f{number}) {{ totalCount nodes {{ id }} }}"
        for number, (name, _, _, _) in enumerate(asked)
    )
    given = {f"f{number}": {key: value} for number, (_, _, key, value) in enumerate(asked)}
    for person, actor in world.people.items():
        visible = {listed: await world.visible(actor, ids[listed]) for _, listed, _, _ in asked}
        data = await world.ask(actor, f"query ({heads}) {{ {body} }}", **given)
        for number, (name, listed, key, _) in enumerate(asked):
            nodes = {node["id"] for node in data[f"q{number}"]["nodes"]}
            assert nodes <= visible[listed], (person, name, key)
            assert data[f"q{number}"]["totalCount"] == len(nodes), (person, name, key)
    assert len(asked) > 30


def _filters(field: GraphQLField) -> Iterator[tuple[str, Any]]:
    """Every member of a list's filter but ids, which test_hostile.py tries with those that are hidden."""
    given: Any = field.args.get("filter")
    members: Mapping[str, Any] = get_named_type(given.type).fields if given else {}
    yield from ((key, each) for key, each in members.items() if get_named_type(each.type).name != "ID")


async def test_a_list_exports_what_its_page_shows(world: World, doors: Doors) -> None:
    ids, columns = await world.all_ids(), ["id"]
    query = world.schema._schema.query_type
    assert query is not None
    lists = [(name, listed) for name, _, listed in list_connections(query)]
    assert {name for name, owner in lists_of(world.api).names if owner is None} >= {name for name, _ in lists}
    for person in doors.tokens:
        for name, listed in lists:
            given = {"list": name, "columns": columns, "format": "CSV"}
            made = await doors.gesture(person, EXPORT_LIST, given)
            sent = await doors.get("nobody", made["download"]["url"])  # the address alone fetches it
            rows = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig"))))[1:]
            assert {row[0] for row in rows} == await world.visible(world.people[person], ids[listed]), (person, name)
            assert made["rowCount"] == len(rows), (person, name)


async def test_a_list_of_something_hidden_exports_nothing(world: World, doors: Doors) -> None:
    ids = await world.all_ids()
    for person in doors.tokens:
        actor = world.people[person]
        for name, owner in lists_of(world.api).names:
            hidden = sorted(set(ids.get(owner or "", [])) - await world.visible(actor, ids.get(owner or "", [])))
            if hidden:
                made = await doors.gesture(person, EXPORT_LIST, {"list": name, "of": hidden[0], "format": "CSV"})
                assert made["rowCount"] == 0, (person, owner, name)
                sent = await doors.get(person, made["download"]["url"])
                assert len(sent.content.decode().splitlines()) == 1, (person, owner, name)


async def test_sheets_are_exported_by_those_who_may_fill_them(world: World, doors: Doors) -> None:
    """Whoever gets a table of a target belongs to it, or helps to run it."""
    ids = await world.all_ids()
    kinds = {"JUDGES": "Competition", "ENTRIES": "Competition", "STARTUPS": "Incubator", "NEEDS": "Organization",
             "PACKAGES": "Organization"}  # fmt: skip
    enum: Any = world.schema._schema.type_map["SheetKind"]
    assert set(enum.values) == set(kinds)
    for person in doors.tokens:
        own = await _belongs_to(world, world.people[person])
        for kind, target in kinds.items():
            for each in ids[target]:
                made = await doors.gesture(person, EXPORT_SHEET, {"kind": kind, "targetId": each, "format": "CSV"})
                if made["__typename"] == "ExportSheetSuccess":
                    assert each in own, (person, kind, each)
                    assert (await doors.get("nobody", made["download"]["url"])).status_code == httpx.codes.OK


async def _belongs_to(world: World, actor: Actor) -> set[str]:
    """Organizations that the actor is a member of with what is theirs, and events where they have a role."""
    data = await world.ask(
        actor,
        """{ viewer { memberships(first: 50) { nodes { organization { id } } } }
             incubators(first: 50) { nodes { id organization { id } } }
             competitions(first: 50) { nodes { id myRole } } }""",
    )
    own = {each["organization"]["id"] for each in data["viewer"]["memberships"]["nodes"]}
    own |= {each["id"] for each in data["incubators"]["nodes"] if (each["organization"] or {}).get("id") in own}
    return own | {each["id"] for each in data["competitions"]["nodes"] if each["myRole"]}


async def test_files_open_for_those_who_see_them_alone(world: World, doors: Doors) -> None:
    async with world.database.transaction(SYSTEM) as tx:
        keys = list(await tx.scalars(select(col(StoredFile.id))))
    assert keys
    opened = set()
    for person, actor in world.people.items():
        async with world.database.transaction(actor) as tx:
            visible = set(await tx.scalars(select(col(StoredFile.id))))
        for key in keys:
            answer = await doors.get(person, f"/files/{key}")
            if key in visible:
                assert answer.status_code in {200, 409}, (person, key, answer.text)
                opened.add(person)
            else:
                absent = await doors.get(person, "/files/00000000-0000-0000-0000-000000000007")
                assert (answer.status_code, answer.content) == (absent.status_code, absent.content), (person, key)
                assert answer.is_client_error
    assert {"organizer", "judge"} <= opened
    assert "stranger" not in opened
    assert "nobody" not in opened


async def test_proofs_open_for_those_who_run_the_plan_alone(world: World, doors: Doors) -> None:
    ids = await world.all_ids()
    for person, actor in world.people.items():
        for name in ("Plan", "PoolPlan"):
            hidden = set(ids[name]) - await world.visible(actor, ids[name])
            for each in sorted(hidden):
                answer = await doors.get(person, f"/proofs/{each}")
                absent = await doors.get(person, f"/proofs/{absent_id(world, name)}")
                assert (answer.status_code, answer.content) == (absent.status_code, absent.content), (person, each)
                assert answer.is_client_error


async def test_the_history_of_what_is_hidden_is_that_of_what_is_not_there(world: World) -> None:
    ids = await world.all_ids()
    text = "query ($id: ID!) { history(id: $id) { totalCount nodes { id } } }"
    for person, actor in world.people.items():
        for name, every in ids.items():
            for hidden in sorted(set(every) - await world.visible(actor, every))[:3]:
                page = (await world.ask(actor, text, id=hidden))["history"]
                assert page == {"totalCount": 0, "nodes": []}, (person, name, hidden)


async def test_subscriptions_send_alike_for_what_is_hidden_and_what_is_not_there(world: World) -> None:
    ids = await world.all_ids()
    root = world.schema._schema.subscription_type
    assert root is not None
    for person, actor in world.people.items():
        for name, field in root.fields.items():
            if "id" in field.args:
                every = ids[target_type("id", name)]
                text = f"subscription ($id: ID!) {{ {name}(id: $id) {{ id }} }}"
                absent = await _first_sent(world, actor, text, {"id": absent_id(world, "id", name)})
                for hidden in sorted(set(every) - await world.visible(actor, every)):
                    assert await _first_sent(world, actor, text, {"id": hidden}) == absent, (person, name)
            else:
                data, _ = orjson.loads(await _first_sent(world, actor, f"subscription {{ {name} {{ id }} }}", {}))
                found = find_node_id(data[name]["id"]) if data else None
                assert (found and found[1]) == actor.account_id, (person, name)


async def _first_sent(world: World, actor: Actor, text: str, given: Mapping[str, Any]) -> str:
    """The first answer of a subscription, or why there is none, the id that was asked for taken out."""
    context = Context(world.api, world.database, Bell(world.database), actor)
    answers: Any = await world.schema.subscribe(text, dict(given), context_value=context)
    answer = await anext(answers) if hasattr(answers, "__aiter__") else answers
    if answer is not answers:
        await answers.aclose()
    told = orjson.dumps([answer.data, [error.extensions for error in answer.errors or ()]]).decode()
    owner = find_node_id(given["id"]) if given else None
    return told.replace(given["id"], "ID").replace(str(owner[1]), "ID") if owner else told


@pytest.mark.parametrize("person", ["organizer", "incubator", "enterprise", "judge", "zone"])
async def test_a_token_that_only_reads_changes_nothing_and_sees_no_more(world: World, person: str) -> None:
    ids, before, actor = await world.all_ids(), await world.fingerprint(), world.people[person]
    reading = replace(actor, reach=Reach.READ)
    for every in ids.values():
        assert await world.visible(reading, every) == await world.visible(actor, every)
    await _refused(world, reading, ids, _permissions(world, {Permission.SIGNED_IN, Permission.IN_PERSON}))
    assert await world.fingerprint() == before


@pytest.mark.parametrize("given", [{"reach": Reach.WRITE}, {"deputy": "stranger"}])
async def test_programs_and_deputies_leave_the_account_itself_alone(world: World, given: Mapping[str, Any]) -> None:
    ids, before = await world.all_ids(), await world.fingerprint()
    owner, deputy = world.people["organizer"], world.people.get(given.get("deputy", ""))
    actor = replace(owner, deputy_id=deputy.account_id) if deputy else replace(owner, reach=given["reach"])
    await _refused(world, actor, ids, _permissions(world, {Permission.IN_PERSON}))
    assert await world.fingerprint() == before


def _permissions(world: World, wanted: set[Permission]) -> list[str]:
    mutations = world.schema._schema.mutation_type
    assert mutations is not None
    return [
        name
        for name, field in mutations.fields.items()
        if field.extensions["strawberry-definition"].metadata[PERMISSION] in wanted
    ]


async def _refused(world: World, actor: Actor, ids: Mapping[str, list[str]], names: list[str]) -> None:
    """Each of the gestures, on what the actor sees first, is not allowed."""
    assert len(names) > 5
    on_something = {name: keys for name, _, keys in gestures_on_something(world)}
    mutations: Any = world.schema._schema.mutation_type
    for name in names:
        field = mutations.fields[name]
        given: Any = get_nullable_type(field.args["input"].type) if field.args else None
        if given is None:
            data = await world.ask(actor, f"mutation {{ {name} {{ __typename }} }}")
        else:
            targets = {}
            for key in on_something.get(name, []):
                seen = sorted(await world.visible(actor, ids[target_type(key)]))
                targets[key] = seen[0] if seen else ids[target_type(key)][0]
            filled = fill_input(given, targets, {}) if targets else sample(given)
            data = await world.ask(actor, gesture_document(name, given), input=filled)
        assert data[name]["__typename"] == "NotAllowed", (name, data)
