"""Everybody knocks at every door: what each kind of actor sees of everything, and that nothing more can be learned."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

import pytest
from graphql import GraphQLField, get_named_type, is_non_null_type

from graph.kit.node_ids import find_node_id
from graph.kit.specs import ByIdField, field_spec
from services.kit.actor import Actor
from tests.journeys.knocking import (
    absent_id,
    fill_input,
    gesture_document,
    gestures_on_something,
    has_default,
    list_connections,
    target_type,
)
from tests.journeys.matrix import EVERYTHING, SEEN
from tests.journeys.world import World

GOES_TO_HIDDEN: Final = {("Recommendation", "need"), ("Recommendation", "technologyPackage"), ("PoolPlan", "solveRun")}
"""Filters by an id that may be hidden while the row is not: a published plan says that a run was behind it, and who
offers a package learns that it was recommended to some need that was opened to the alliance alone."""

ASKED_OF_ANYBODY: Final = {"requestMembership"}
"""Gestures that everybody who is signed in may make toward what everybody sees."""

REFUSALS: Final = {"NotFound", "NotAllowed"}


async def test_every_kind_of_actor_finds_by_id_what_is_theirs(world: World) -> None:
    ids = await world.all_ids()
    found = {}
    for person, actor in world.people.items():
        counts = {name: len(await world.visible(actor, each)) for name, each in ids.items()}
        found[person] = {name: count for name, count in counts.items() if count}
    assert {name: len(each) for name, each in ids.items()} == EVERYTHING
    assert found == SEEN


async def test_no_list_total_or_filter_tells_more_than_what_is_found_by_id(world: World) -> None:
    ids = await world.all_ids()
    for actor in world.people.values():
        visible = {name: await world.visible(actor, each) for name, each in ids.items()}
        questions = list(_questions(world, visible, ids))
        data = await world.ask(actor, _document(questions), **_variables(questions))
        for question, answer in zip(questions, _answers(data, len(questions)), strict=True):
            question.check(answer, visible)


class _Question:
    """One connection, asked of the root or of one node, and what its answer may hold."""

    def __init__(self, field: str, listed: str, parent: str | None, arguments: str, *, is_empty: bool) -> None:
        self.field, self.listed, self.parent, self.arguments, self.is_empty = field, listed, parent, arguments, is_empty

    def asked(self, number: int) -> str:
        arguments = f"(first: 500{', ' if self.arguments else ''}{self.arguments})"
        body = f"{self.field}{arguments} {{ totalCount nodes {{ id }} }}"
        if self.parent is None:
            return f"q{number}: {body}"
        owner = find_node_id(self.parent)
        assert owner is not None
        return f"q{number}: node(id: $p{number}) {{ ... on {owner[0]} {{ {body} }} }}"

    def check(self, answer: Any, visible: Mapping[str, set[str]]) -> None:
        connection = answer if self.parent is None else answer[self.field]
        nodes = {node["id"] for node in connection["nodes"]}
        about = (self.field, self.arguments, self.parent)
        assert nodes <= visible[self.listed], about
        assert connection["totalCount"] == len(nodes), about
        if self.is_empty:
            assert nodes == set(), about
        elif self.parent is None and "filter" not in self.arguments:
            assert nodes == visible[self.listed], about


def _questions(world: World, visible: Mapping[str, set[str]], ids: Mapping[str, Sequence[str]]) -> Iterator[_Question]:
    """Every connection of the root and of each visible node, in every ordering; and by every hidden id."""
    query = world.schema._schema.query_type
    assert query is not None
    for name, field, listed in list_connections(query):
        yield _Question(name, listed, None, "", is_empty=False)
        order: Any = field.args.get("orderBy")
        for word in get_named_type(order.type).values if order else ():
            yield _Question(name, listed, None, f"orderBy: {word}", is_empty=False)
        for key in _id_filters(field):
            target = target_type(key)
            for hidden in sorted(set(ids[target]) - visible[target]):
                is_empty = (listed, key) not in GOES_TO_HIDDEN
                yield _Question(name, listed, None, f'filter: {{{key}: "{hidden}"}}', is_empty=is_empty)
    for type_name, found in visible.items():
        type_: Any = world.schema._schema.get_type(type_name)
        for name, _, listed in list_connections(type_):
            yield from (_Question(name, listed, parent, "", is_empty=False) for parent in sorted(found)[:6])


def _id_filters(field: GraphQLField) -> Iterator[str]:
    given: Any = field.args.get("filter")
    members: Any = get_named_type(given.type).fields if given else {}
    yield from (key for key, member in members.items() if get_named_type(member.type).name == "ID")


def _document(questions: Sequence[_Question]) -> str:
    heads = [f"$p{number}: ID!" for number, each in enumerate(questions) if each.parent]
    asked = " ".join(each.asked(number) for number, each in enumerate(questions))
    return f"query {f'({chr(44).join(heads)})' if heads else ''} {{ {asked} }}"


def _variables(questions: Sequence[_Question]) -> dict[str, Any]:
    return {f"p{number}": each.parent for number, each in enumerate(questions) if each.parent}


def _answers(data: Mapping[str, Any], count: int) -> list[Any]:
    return [data[f"q{number}"] for number in range(count)]


async def test_root_fields_answer_alike_for_what_is_hidden_and_what_is_not_there(world: World) -> None:
    ids = await world.all_ids()
    query = world.schema._schema.query_type
    assert query is not None
    fields = [(name, field) for name, field in query.fields.items() if _asks_by_id(field) and name != "node"]
    singles = [
        (name, field) for name, field in fields if isinstance(field_spec(field), ByIdField) or field_spec(field) is None
    ]
    for actor in world.people.values():
        for name, field in singles:
            hidden = {key: await _hidden(world, actor, ids, key, name) for key in _id_arguments(field)}
            if all(hidden.values()):
                absent = {key: absent_id(world, key, name) for key in hidden}
                assert await _outcome(world, actor, name, hidden) == await _outcome(world, actor, name, absent), (
                    name,
                    hidden,
                )


def _asks_by_id(field: GraphQLField) -> bool:
    """Ids are all that it must be given."""
    keys = _id_arguments(field)
    must = [key for key, each in field.args.items() if is_non_null_type(each.type) and not has_default(each)]
    return bool(keys) and set(must) <= set(keys)


def _id_arguments(field: GraphQLField) -> list[str]:
    return [key for key, each in field.args.items() if get_named_type(each.type).name == "ID"]


async def _outcome(world: World, actor: Actor, name: str, given: Mapping[str, Any]) -> Any:
    """What a root field answers, the ids that were asked for taken out."""
    heads = ", ".join(f"${key}: ID!" for key in given)
    arguments = ", ".join(f"{key}: ${key}" for key in given)
    text = f"query ({heads}) {{ {name}({arguments}) {{ __typename }} }}"
    return await world.outcome(actor, text, given)


async def _hidden(
    world: World, actor: Actor, ids: Mapping[str, Sequence[str]], key: str, field: str = ""
) -> str | None:
    every = list(ids[target_type(key, field)])
    hidden = sorted(set(every) - await world.visible(actor, every))
    return hidden[0] if hidden else None


@pytest.mark.parametrize("person", ["nobody", "stranger", "judge", "blind_judge"])
async def test_who_runs_nothing_changes_nothing(world: World, person: str) -> None:
    ids = await world.all_ids()
    written = [each for name in ("JudgeTask", "ScoreSheet") for each in ids[name]]
    await _try_everything(world, person, await world.visible(world.people[person], written))


async def test_who_looks_on_at_an_event_sees_it_whole_and_changes_nothing(world: World) -> None:
    """But their own role, which they may give up; and they may let those they know here act for them."""
    observer, ids = world.people["observer"], await world.all_ids()
    query = "{ competitions { nodes { myRole roles { nodes { id role account { id } } } } } }"
    [event] = (await world.ask(observer, query))["competitions"]["nodes"]
    own = {role["id"] for role in event["roles"]["nodes"] if role["role"] == "OBSERVER"}
    assert event["myRole"] == "OBSERVER"
    own |= await world.visible(observer, ids["Account"])
    await _try_everything(world, "observer", own, REFUSALS | {"RuleBroken"})  # such as a run of another kind


@pytest.mark.parametrize(
    "person",
    [
        *("organizer", "blind_organizer", "staff", "other_enterprise", "other_institute", "alliance"),
        *("other_incubator", "zone"),
    ],
)
async def test_who_runs_something_changes_nothing_else(world: World, person: str) -> None:
    ids = await world.all_ids()
    owned = await world.ask(world.people[person], OWNED)
    own = set(_nested_ids(owned)) | {
        found for each in ids.values() for found in await _beyond_open(world, person, each)
    }
    await _try_everything(world, person, own)


OWNED: Final = """{ viewer { memberships(first: 9) { nodes { organization { id } } } } }"""


def _nested_ids(value: Any) -> Iterator[str]:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for member in members:
        yield from [member] if isinstance(member, str) else _nested_ids(member)


async def _beyond_open(world: World, person: str, ids: list[str]) -> set[str]:
    """What this person sees and a stranger does not."""
    return await world.visible(world.people[person], ids) - await world.visible(world.people["stranger"], ids)


async def _try_everything(world: World, person: str, own: set[str], refusals: AbstractSet[str] = REFUSALS) -> None:
    """Every gesture on every row that is not the person's own is refused and changes nothing."""
    ids, versions, before = await world.all_ids(), await world.versions(), await world.fingerprint()
    actor = world.people[person]
    if person != "nobody":
        own |= await _published_by(world, actor, own)
    asked = ASKED_OF_ANYBODY if person != "nobody" else set()
    for name, given, keys in (each for each in gestures_on_something(world) if each[0] not in asked):
        for first in (each for each in ids[target_type(keys[0])] if each not in own):
            targets = {key: ids[target_type(key)][0] for key in keys} | {keys[0]: first}
            filled = {"input": fill_input(given, targets, versions)}
            data = await world.ask(actor, gesture_document(name, given), **filled)
            assert data[name]["__typename"] in refusals, (name, filled, data)
    assert await world.fingerprint() == before


async def _published_by(world: World, actor: Actor, own: set[str]) -> set[str]:
    """The rows that everybody sees and that belong to organizations among `own`."""
    lists = ("needs", "technologyPackages", "poolPlans")
    asked = " ".join(f"{name}(first: 99) {{ nodes {{ id organization {{ id }} }} }}" for name in lists)
    data = await world.ask(actor, f"{{ {asked} }}")
    rows = [row for name in lists for row in data[name]["nodes"]]
    return {row["id"] for row in rows if row["organization"]["id"] in own}


async def test_gestures_answer_alike_for_what_is_hidden_and_what_is_not_there(world: World) -> None:
    """Each id in turn is one that the actor may not see; the others are what the actor sees first."""
    ids, before = await world.all_ids(), await world.fingerprint()
    tried = set()
    for person, actor in world.people.items():
        visible = {name: sorted(await world.visible(actor, each)) for name, each in ids.items()}
        hidden = {name: sorted(set(each) - set(visible[name])) for name, each in ids.items()}
        for name, given, keys in gestures_on_something(world):
            for key in (key for key in keys if hidden[target_type(key)]):
                seen = {each: next(iter(visible[target_type(each)]), absent_id(world, each)) for each in keys}
                outcomes = [
                    await world.outcome(
                        actor, gesture_document(name, given), {"input": fill_input(given, seen | {key: target}, {})}
                    )
                    for target in (hidden[target_type(key)][-1], absent_id(world, key))
                ]
                assert outcomes[0] == outcomes[1], (person, name, key)
                assert "Success" not in outcomes[0], (person, name, key)
                tried.add(name)
    assert await world.fingerprint() == before
    assert len(tried) > 25
