"""One word per thing: the glossary against the API and against what people read in the console."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, build_schema

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT / "frontend_schema"
GLOSSARY: dict[str, dict[str, Any]] = tomllib.loads((CONTRACT / "glossary.toml").read_text(encoding="utf-8"))
SCHEMA = build_schema((CONTRACT / "schema.graphql").read_text(encoding="utf-8"))
BLURRY = {"user", "users", "data", "info", "manager", "reviewer", "helper", "misc", "common"}


def texts_of(words: Any) -> Iterator[str]:
    """All sentences of a file of words."""
    if isinstance(words, str):
        yield words
    else:
        for inner in words.values():
            yield from texts_of(inner)


def test_every_type_of_the_glossary_is_in_the_api() -> None:
    named = {term: entry["type"] for term, entry in GLOSSARY.items() if "type" in entry}
    assert {term: type_ for term, type_ in named.items() if type_ not in SCHEMA.type_map} == {}


def test_the_api_uses_no_blurry_word() -> None:
    holders = (GraphQLObjectType, GraphQLInterfaceType, GraphQLInputObjectType)
    names = {
        f"{type_.name}.{field}"
        for type_ in SCHEMA.type_map.values()
        if isinstance(type_, holders) and not type_.name.startswith("__")
        for field in type_.fields
        if type_.name != "PageInfo" and field != "pageInfo"  # Relay's words
    }
    parts = {name: re.findall(r"[A-Z]?[a-z]+", name) for name in names}
    assert {name for name, words in parts.items() if BLURRY & {word.lower() for word in words}} == set()


def test_people_meet_no_other_word_for_a_thing() -> None:
    unwanted = [word for entry in GLOSSARY.values() for word in entry.get("not", ())]
    pattern = re.compile("|".join(rf"\b{word}\b" if word.isascii() else word for word in unwanted), re.IGNORECASE)
    files = [*(ROOT / "web" / "src").glob("rooms/*/words/*.json"), *(ROOT / "web" / "src" / "i18n").glob("*/*.json")]
    met = {
        f"{file.relative_to(ROOT)}: {text}"
        for file in files
        for text in texts_of(json.loads(file.read_text(encoding="utf-8")))
        if pattern.search(text)
    }
    assert met == set()
