"""Random operations over the demo schema: every field, argument, alias, fragment and directive there is."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)
from hypothesis import strategies as st

from graph.kit.node_ids import node_id

DEEPEST = 4
IDS = [node_id(name, UUID(int=key)) for name, key in [("Judge", 201), ("Judge", 204), ("Entry", 301), ("Entry", 304)]]
IDS += [node_id("Organization", UUID(int=102)), node_id("Judge", UUID(int=1)), "nonsense"]
TEXTS = ["", "1", "评委", "entry 1", "%", "_", '"', "Entry 1 项目"]


@dataclass
class Drawn:
    """An operation under construction."""

    schema: GraphQLSchema
    draw: Any
    allow_python: bool
    variables: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    aliases: int = 0

    def chance(self, percent: int) -> bool:
        return bool(self.draw(st.integers(0, 99)) < percent)

    def text(self) -> str:
        body = self.selections(self.schema.query_type, 0)
        head = f"query ({', '.join(self.declared)}) " if self.declared else ""
        return "\n".join([head + body, *self.fragments])

    def selections(self, type_: Any, depth: int) -> str:
        count = self.draw(st.integers(1, 4 if depth else 3))
        parts = [self._selection(type_, depth) for _ in range(count)]
        return "{ " + " ".join(parts) + " }"

    def _selection(self, type_: Any, depth: int) -> str:
        if self.chance(8):
            return f"__typename{self._directive()}"
        if self.chance(15) and depth:
            return self._fragment(type_, depth)
        return self._field(type_, depth)

    def _fragment(self, type_: Any, depth: int) -> str:
        target = type_
        if isinstance(type_, GraphQLInterfaceType):
            target = self.draw(st.sampled_from(list(self.schema.get_possible_types(type_))))
        body = self.selections(target, depth)
        condition = f"on {target.name} " if target is not type_ or self.chance(50) else ""
        if self.chance(30):
            name = f"F{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {target.name} {body}")
            return f"...{name}{self._directive()}"
        return f"... {condition}{self._directive()} {body}"

    def _field(self, type_: GraphQLObjectType, depth: int) -> str:
        names = [name for name in type_.fields if self._is_wanted(type_, name, depth)]
        name = self.draw(st.sampled_from(names))
        definition = type_.fields[name]
        arguments = ", ".join(filter(None, (self._argument(key, arg) for key, arg in definition.args.items())))
        arguments = arguments.replace("first:", "last:") if "after" not in arguments and self.chance(25) else arguments
        named = get_named_type(definition.type)
        body = "" if is_leaf_type(named) else self.selections(named, depth + 1)
        alias = ""
        if definition.args or self.chance(10):
            self.aliases += 1
            alias = f"a{self.aliases}: "
        return f"{alias}{name}{f'({arguments})' if arguments else ''}{self._directive()} {body}"

    def _is_wanted(self, type_: Any, name: str, depth: int) -> bool:
        if name in {"greeting", "version"}:
            return self.allow_python
        return depth < DEEPEST or is_leaf_type(get_named_type(type_.fields[name].type))

    def _argument(self, name: str, argument: GraphQLArgument) -> str | None:
        if name in {"after", "before", "last"}:
            return None
        if name in {"id", "title"}:
            value: Any = self.draw(st.sampled_from(IDS if name == "id" else TEXTS))
        elif not self.chance(45):
            return None
        else:
            value = self._value(argument.type)
        return f"{name}: {self._given(value, argument.type)}"

    def _value(self, type_: Any) -> Any:
        named = get_named_type(type_)
        if is_list_type(get_nullable_type(type_)):
            return self.draw(st.lists(st.sampled_from(list(named.values)), max_size=2))
        if isinstance(named, GraphQLEnumType):
            return self.draw(st.sampled_from(list(named.values)))
        if isinstance(named, GraphQLInputObjectType):
            wanted = [key for key in named.fields if self.chance(35)]
            return {key: None if self.chance(10) else self._value(named.fields[key].type) for key in wanted}
        pools: dict[str, Any] = {
            "Int": st.sampled_from([0, 1, 2, 5, 30]),
            "Boolean": st.booleans(),
            "ID": st.sampled_from(IDS),
            "String": st.sampled_from(TEXTS),
        }
        return self.draw(pools[named.name])

    def _given(self, value: Any, type_: Any) -> str:
        """The value as a literal or as a variable."""
        if self.chance(40):
            name = f"v{len(self.variables)}"
            self.variables[name] = value
            self.declared.append(f"${name}: {type_}")
            return f"${name}"
        return _literal(value, type_)

    def _directive(self) -> str:
        if not self.chance(12):
            return ""
        wanted, word = self.draw(st.booleans()), self.draw(st.sampled_from(["include", "skip"]))
        if self.chance(50):
            name = f"v{len(self.variables)}"
            self.variables[name] = wanted
            self.declared.append(f"${name}: Boolean!")
            return f" @{word}(if: ${name})"
        return f" @{word}(if: {str(wanted).lower()})"


def _literal(value: Any, type_: Any) -> str:
    named: Any = get_named_type(type_)
    if isinstance(value, dict):
        members = ", ".join(f"{key}: {_literal(member, named.fields[key].type)}" for key, member in value.items())
        return f"{{{members}}}"
    if isinstance(value, list):
        return f"[{', '.join(_literal(member, named) for member in value)}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(named, GraphQLEnumType) or isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@st.composite
def operations(draw: Any, schema: GraphQLSchema, *, allow_python: bool) -> tuple[str, dict[str, Any]]:
    """An operation and its variables."""
    drawn = Drawn(schema, draw, allow_python)
    text = drawn.text()
    return text, drawn.variables
