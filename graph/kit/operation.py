"""One operation of a document, prepared once: which fields take arguments, and what of them decides the plan."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, cast
from uuid import UUID

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)
from graphql.execution.values import VariableValues, get_argument_values, get_directive_values, get_variable_values
from graphql.language import Node as AstNode

from graph.kit.node_ids import find_node_id
from graph.kit.specs import is_planned

NOTHING_GIVEN = VariableValues({}, {})


@dataclass(frozen=True, slots=True)
class Call:
    """A field with arguments, wherever it stands in the operation."""

    definition: GraphQLField
    node: FieldNode
    is_constant: bool


@dataclass(frozen=True, slots=True)
class Arguments:
    """The argument values of one execution, and the part of them on which the text of the statement depends."""

    values: Mapping[int, Mapping[str, Any]]
    skipped: frozenset[int]
    shape: Hashable
    actor: str = ""
    """The setting under which row policies know the actor."""
    keys: Sequence[UUID] = ()
    """The rows asked for when a resolver refers to rows by key."""
    token: str | None = None
    """By which the actor is known; only its digest reaches the database, and only where a statement asks for it."""

    def of(self, node: FieldNode) -> Mapping[str, Any]:
        return self.values.get(id(node), {})

    def acting_as(self, actor: str, token: str | None = None) -> "Arguments":
        return Arguments(self.values, self.skipped, self.shape, actor, self.keys, token)

    def for_keys(self, keys: Sequence[UUID]) -> "Arguments":
        return Arguments(self.values, self.skipped, self.shape, self.actor, keys, self.token)

    def includes(self, selection: SelectionNode) -> bool:
        return id(selection) not in self.skipped


@dataclass(slots=True)
class Operation:
    """An operation with its fragments. Nodes are known by identity, so the document must live as long as this."""

    schema: GraphQLSchema
    definition: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    calls: list[Call] = field(default_factory=list)
    conditional: list[SelectionNode] = field(default_factory=list)
    constants: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    is_plannable: bool = True
    """Whether the database can answer all of it; otherwise Strawberry runs it and plans what it can."""

    def __post_init__(self) -> None:
        self._walk(self.definition.selection_set, self.root_type, frozenset())
        self.is_plannable = self.is_plannable and self.definition.operation is OperationType.QUERY
        for call in self.calls:
            if call.is_constant:
                self.constants[id(call.node)] = get_argument_values(call.definition, call.node, NOTHING_GIVEN)

    @property
    def root_type(self) -> GraphQLObjectType:
        root = self.schema.get_root_type(self.definition.operation)
        if root is None:
            raise GraphQLError(f"the schema offers no {self.definition.operation.value}")
        return root

    def coerce(self, given: dict[str, Any]) -> list[GraphQLError] | VariableValues:
        """The variables as the schema reads them, or what is wrong with them."""
        if not self.definition.variable_definitions:
            return NOTHING_GIVEN
        return get_variable_values(
            self.schema, self.definition.variable_definitions, given, max_errors=10, hide_suggestions=True
        )

    def arguments(self, variables: VariableValues) -> Arguments:
        values = dict(self.constants)
        shapes: list[Hashable] = []
        for call in self.calls:
            if not call.is_constant:
                values[id(call.node)] = get_argument_values(call.definition, call.node, variables)
                shapes.append(_shape_of_call(call, values[id(call.node)]))
        skipped = frozenset(id(node) for node in self.conditional if not _is_included(node, variables))
        return Arguments(values, skipped, (tuple(shapes), skipped))

    def select(
        self, type_: GraphQLObjectType, selections: Iterable[SelectionSetNode | None], arguments: Arguments
    ) -> dict[str, list[FieldNode]]:
        """The fields selected on an object of this type by their response key, fragments merged."""
        fields: dict[str, list[FieldNode]] = {}
        for selection_set in selections:
            for node in self._fields(type_, selection_set, arguments):
                key = node.alias.value if node.alias else node.name.value
                fields.setdefault(key, []).append(node)
        return fields

    def _fields(
        self, type_: GraphQLObjectType, selection_set: SelectionSetNode | None, arguments: Arguments
    ) -> Iterator[FieldNode]:
        for selection in selection_set.selections if selection_set else ():
            if not arguments.includes(selection):
                continue
            if isinstance(selection, FieldNode):
                yield selection
            else:
                condition, inner = self._fragment(selection)
                if condition is None or _is_one(type_, condition):
                    yield from self._fields(type_, inner, arguments)

    def _fragment(self, selection: SelectionNode) -> tuple[str | None, SelectionSetNode]:
        """The type condition and the selections of a fragment or its spread."""
        if isinstance(selection, FragmentSpreadNode):
            fragment = self.fragments[selection.name.value]
            return fragment.type_condition.name.value, fragment.selection_set
        inline = cast("InlineFragmentNode", selection)
        return inline.type_condition.name.value if inline.type_condition else None, inline.selection_set

    def _walk(self, selection_set: SelectionSetNode, type_: GraphQLNamedType, spread: frozenset[str]) -> None:
        """Note every field with arguments and every conditional selection that this operation reaches."""
        for selection in selection_set.selections:
            if selection.directives:
                self.conditional.append(selection)
            if isinstance(selection, FieldNode):
                self._walk_field(selection, type_, spread)
            else:
                self._walk_fragment(selection, type_, spread)

    def _walk_field(self, node: FieldNode, type_: GraphQLNamedType, spread: frozenset[str]) -> None:
        if node.name.value == "__typename":
            return
        definition: GraphQLField | None = getattr(type_, "fields", {}).get(node.name.value)
        is_read = definition is not None and is_planned(definition, type_)
        self.is_plannable = self.is_plannable and is_read
        if definition is None:
            return
        if definition.args and is_read:  # of what no statement reads, such as a mutation's input, no plan depends
            is_constant = not any(uses_variables(given.value) for given in node.arguments or ())
            self.calls.append(Call(definition, node, is_constant))
        if node.selection_set:
            self._walk(node.selection_set, get_named_type(definition.type), spread)

    def _walk_fragment(self, node: SelectionNode, type_: GraphQLNamedType, spread: frozenset[str]) -> None:
        condition, inner = self._fragment(node)
        name = node.name.value if isinstance(node, FragmentSpreadNode) else None
        target = self.schema.get_type(condition) if condition else type_
        if name not in spread and target is not None:
            self._walk(inner, target, spread | {name} if name else spread)


def uses_variables(value: AstNode) -> bool:
    """Whether a value in a document waits for the variables of an execution."""
    if isinstance(value, VariableNode):
        return True
    members: Sequence[AstNode] = getattr(value, "values", ()) or [
        member.value for member in getattr(value, "fields", ())
    ]
    return any(uses_variables(member) for member in members)


def _is_included(node: SelectionNode, variables: VariableValues) -> bool:
    skip = get_directive_values(GraphQLSkipDirective, node, variables)
    include = get_directive_values(GraphQLIncludeDirective, node, variables)
    return not (skip and skip["if"]) and not (include and not include["if"])


def _is_one(type_: GraphQLObjectType, condition: str) -> bool:
    return type_.name == condition or any(interface.name == condition for interface in type_.interfaces)


def _shape_of_call(call: Call, values: Mapping[str, Any]) -> Hashable:
    """What of the arguments decides the statement: which are given, the ordering, the type behind a node id."""
    if isinstance(get_named_type(call.definition.type), GraphQLInterfaceType) and isinstance(values.get("id"), str):
        found = find_node_id(values["id"])
        return found[0] if found else None
    return tuple((name, _shape(value)) for name, value in values.items() if value is not None)


def _shape(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple((name, _shape(member)) for name, member in value.items() if member is not None)
    return value.name if isinstance(value, Enum) else True
