"""One statement under construction: a selection becomes SQL that writes its own JSON.

To-one relations are LEFT JOINs, to-many relations are `array_to_string(ARRAY(SELECT ...))`, page sizes are constants
of the document or bound parameters. Who may see what is the database's row-level security alone, so there is nothing
to leak here.
"""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Final
from uuid import UUID

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
    get_named_type,
)
from sqlalchemy import ARRAY, ColumnElement, Text, Uuid, bindparam, case, func, select, true

from graph.kit.acting import ACTING_TOKEN
from graph.kit.frame import Frame
from graph.kit.json_text import ArrayOf, Piece, constant, json_array, json_object, node_id_piece, or_null, written
from graph.kit.limits import Limits
from graph.kit.node_ids import find_node_id, find_row_id
from graph.kit.operation import Arguments, Operation
from graph.kit.page import Page
from graph.kit.plan import Parameter, ReadPlan, Take
from graph.kit.specs import (
    ByIdField,
    ColumnField,
    ManyField,
    OneField,
    PartField,
    PythonField,
    SingleField,
    SqlField,
    column_name,
    field_spec,
    find_node_spec,
    get_node_spec,
)
from services.identity.sessions import token_hash
from services.kit.actor import ACTOR_SETTING
from services.kit.dialect import DIALECT

NULL: Final = "null"

BY_NAME: Final[Mapping[str, Take]] = {
    ACTING_TOKEN: lambda arguments: token_hash(arguments.token) if arguments.token else None
}
"""Parameters that a declared expression may name: see `acting_token`."""


class Statement:
    """Compiles one selection with the arguments at hand; what the text depends on is the shape of the arguments."""

    def __init__(self, schema: GraphQLSchema, operation: Operation, arguments: Arguments, limits: Limits) -> None:
        self.schema = schema
        self.operation = operation
        self.arguments = arguments
        self.limits = limits
        self.pages: list[tuple[Take, ...]] = []
        self.totals: list[tuple[Take, ...]] = []
        self.nesting: tuple[Take, ...] = ()
        self._taken: dict[str, Take] = {}
        self._aliases = count()
        self._is_complete = True

    def query(self, roots: Mapping[str, Sequence[FieldNode]] | None) -> ReadPlan:
        """The whole response to a query, or only some of its root fields, as one JSON object."""
        type_ = self.operation.root_type
        fields = roots or self.operation.select(type_, [self.operation.definition.selection_set], self.arguments)
        answer = json_object({key: self._root(type_, nodes) for key, nodes in fields.items()})
        return self._compiled(answer if roots else json_object({"data": answer}))

    def references(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> ReadPlan:
        """Rows by key, as a JSON array in the order of the keys; a row that cannot be seen is null."""
        spec = get_node_spec(type_)
        keys = (
            func.unnest(self.bind(lambda arguments: arguments.keys, ARRAY(Uuid())))
            .table_valued("key", with_ordinality="place", name="wanted")
            .render_derived()
        )
        self.pages.append((lambda arguments: len(arguments.keys),))
        frame = Frame(spec.table.alias(self.alias()))
        text = self.object(type_, [node.selection_set for node in nodes], frame)
        member = case((frame.columns.id.is_not(None), text), else_=constant(NULL))
        joined = keys.outerjoin(frame.source, frame.columns.id == keys.c.key)
        rows = select(member).select_from(joined).order_by(keys.c.place)
        return self._compiled(json_array(ArrayOf(rows)))

    def alias(self) -> str:
        return f"t{next(self._aliases)}"

    def bind(self, take: Take, type_: Any = None) -> Any:
        """A parameter whose value is taken from the arguments of each execution."""
        name = f"p{len(self._taken)}"
        self._taken[name] = take
        return bindparam(name, type_=type_)

    def object(
        self, type_: GraphQLObjectType, selections: Sequence[SelectionSetNode | None], frame: Frame
    ) -> ColumnElement[Any]:
        """The JSON object of one row."""
        fields = self.operation.select(type_, selections, self.arguments)
        return json_object({key: self._member(type_, nodes, frame) for key, nodes in fields.items()})

    def _member(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode], frame: Frame) -> Piece:
        name = nodes[0].name.value
        return f'"{type_.name}"' if name == "__typename" else self._value(type_, type_.fields[name], nodes, frame)

    def _value(
        self, type_: GraphQLObjectType, definition: GraphQLField, nodes: Sequence[FieldNode], frame: Frame
    ) -> Piece:
        match field_spec(definition):
            case ColumnField() as spec:
                value = frame.columns[column_name(definition, spec)]
                is_id = definition is type_.fields.get("id") and find_node_spec(type_) is not None
                return node_id_piece(type_.name, value) if is_id else written(definition.type, value)
            case SqlField(expression, default):
                value = expression(frame.columns)
                return written(definition.type, value if default is None else func.coalesce(value, default))
            case PartField(when):
                return self._part(definition, nodes, frame, when)
            case OneField(relation):
                return self._one(definition, nodes, frame, relation)
            case ManyField() as spec:
                return self._many(definition, nodes, frame, spec)
            case PythonField(_, needs):
                self._is_complete = False
                return json_object({name: self._needed(type_, name, frame) for name in needs})
            case _:
                raise TypeError(f"{type_.name}.{nodes[0].name.value} is not declared for the planner")

    def _needed(self, type_: GraphQLObjectType, name: str, frame: Frame) -> Piece:
        return self._value(type_, type_.fields[name], [], frame)

    def _part(self, definition: GraphQLField, nodes: Sequence[FieldNode], frame: Frame, when: Any) -> Piece:
        text = self.object(_object_type(definition), _selections(nodes), frame)
        return text if when is None else case((when(frame.columns), text), else_=constant(NULL))

    def _one(self, definition: GraphQLField, nodes: Sequence[FieldNode], frame: Frame, relation: Any) -> Piece:
        type_ = _object_type(definition)
        row = get_node_spec(type_).table.alias(self.alias())
        joined = frame.join(row, relation(frame.columns, row.c))
        text = self.object(type_, _selections(nodes), joined)
        return case((row.c.id.is_not(None), text), else_=constant(NULL))

    def _many(
        self, definition: GraphQLField, nodes: Sequence[FieldNode], frame: Frame | None, spec: ManyField
    ) -> Piece:
        return Page(self, definition, nodes, frame, spec).text()

    def _root(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Piece:
        node = nodes[0]
        if node.name.value == "__typename":
            return f'"{type_.name}"'
        definition = type_.fields[node.name.value]
        match field_spec(definition):
            case ManyField() as spec:
                return self._many(definition, nodes, None, spec)
            case ByIdField():
                return self._by_id(definition, nodes)
            case SingleField(where):
                named = [
                    (argument.extensions["strawberry-definition"].python_name, name)
                    for name, argument in definition.args.items()
                ]
                values = {python: self.bind(_argument(node, name)) for python, name in named}
                return self._single(_object_type(definition), nodes, lambda row: where(row, **values))
            case _:
                raise TypeError(f"{type_.name}.{node.name.value} is not declared for the planner")

    def _by_id(self, definition: GraphQLField, nodes: Sequence[FieldNode]) -> Piece:
        type_ = get_named_type(definition.type)
        if isinstance(type_, GraphQLInterfaceType):
            found = find_node_id(self.arguments.of(nodes[0])["id"])
            target = self.schema.get_type(found[0]) if found else None
            if not isinstance(target, GraphQLObjectType) or find_node_spec(target) is None:
                return NULL
            type_ = target
        key = self.bind(_row_key(nodes[0], type_.name), Uuid())
        return self._single(type_, nodes, lambda row: row.id == key)  # type: ignore[arg-type]  # an object type by now

    def _single(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode], where: Any) -> Piece:
        frame = Frame(get_node_spec(type_).table.alias(self.alias()))
        text = self.object(type_, _selections(nodes), frame)
        found = select(text).select_from(frame.source).where(where(frame.columns)).limit(constant(1))
        return or_null(found.scalar_subquery())

    def _compiled(self, text: ColumnElement[Any]) -> ReadPlan:
        # FROM is evaluated before what is selected, so the actor is set before any row is looked at; were it ever not,
        # the setting would be empty and the policies would show less, never more. OFFSET keeps it a step of its own,
        # the cheapest there is: a function in FROM would be stored and scanned.
        actor = func.set_config(constant(ACTOR_SETTING), self.bind(lambda arguments: arguments.actor, Text()), true())
        read_only = func.set_config(constant("transaction_read_only"), constant("on"), true())
        acting = select(actor.label("actor"), read_only.label("read_only")).offset(constant(0)).subquery("acting")
        statement = select(text).select_from(acting)
        compiled = statement.compile(dialect=DIALECT)
        processors: Mapping[str, Any] = compiled._bind_processors  # noqa: SLF001 - what the engine itself applies to each parameter
        parameters = [
            Parameter(self._taken.get(name) or BY_NAME.get(name), compiled.params[name], processors.get(name))
            for name in compiled.positiontup or ()
        ]
        return ReadPlan(compiled.string, parameters, self.pages, self.totals, self._is_complete)


def _object_type(definition: GraphQLField) -> GraphQLObjectType:
    type_ = get_named_type(definition.type)
    if not isinstance(type_, GraphQLObjectType):
        raise TypeError(f"{type_.name} is no object type")
    return type_


def _selections(nodes: Sequence[FieldNode]) -> list[SelectionSetNode | None]:
    return [node.selection_set for node in nodes]


def _argument(node: FieldNode, name: str) -> Take:
    return lambda arguments: arguments.of(node).get(name)


def _row_key(node: FieldNode, type_name: str) -> Take:
    def take(arguments: Arguments) -> UUID | None:
        return find_row_id(type_name, arguments.of(node)["id"])

    return take
