"""Any list of the API as a table: its filter, its ordering, its columns, page by page by the planner's own statements.

Rows are read as the actor, so row policies alone decide what there is; a new list needs no line here.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

import orjson
from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, get_named_type, is_leaf_type, is_required_argument
from graphql.execution.values import VariableValues

from graph.kit.api import Api
from graph.kit.documents import Documents
from graph.kit.limits import Limits
from graph.kit.node_ids import find_node_id
from graph.kit.operation import Operation
from graph.kit.planner import Planner
from graph.kit.reading import read
from graph.kit.specs import ColumnField, ManyField, OneField, PartField, SqlField, field_spec, find_node_spec
from services.kit.actor import Actor
from services.kit.database import Database
from services.kit.refusals import FieldFault, InvalidInput

ROW_LIMIT: Final = 100_000
PAGE_ROWS: Final = 1_000
COLUMN_LIMIT: Final = 60
DEEPEST: Final = 4
VARIABLES: Final = {"first": "first", "after": "after", "filter": "filter", "orderBy": "order"}
"""The variable behind each argument of a page."""
UNLISTED: Final = frozenset({"JSON"})
"""Scalars that say nothing in one cell."""


@dataclass(frozen=True, slots=True)
class ListOrder:
    """What is to be exported: the list, of the root or of the node with an id, and how a page of it is asked for."""

    name: str
    of: str | None = None
    filter: Mapping[str, Any] | None = None
    order_by: str | None = None
    columns: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: a path of fields from the row, and the type of what stands there."""

    path: tuple[str, ...]
    owners: tuple[str, ...]
    type_name: str

    @property
    def name(self) -> str:
        """The path as people write it."""
        return ".".join(self.path)


class Lists:
    """The lists of one schema, with plans of their own whose pages are larger than those of screens."""

    def __init__(self, api: Api) -> None:
        self.schema: GraphQLSchema = api.documents.schema
        self.limits = Limits(page_size=PAGE_ROWS, rows=PAGE_ROWS + 1, aliases=COLUMN_LIMIT + 10)
        self.documents = Documents(self.schema, self.limits, is_development=False)
        self.planner = Planner(self.schema, self.limits)

    @property
    def names(self) -> list[tuple[str, str | None]]:
        """Every list that pages: its name, and the type of the node it belongs to."""
        query = self.schema.query_type
        nodes = [type_ for type_ in self.schema.type_map.values() if find_node_spec(type_) is not None]
        owners: list[Any] = [query, *nodes]
        return [
            (name, None if owner is query else owner.name)
            for owner in owners
            for name, field in owner.fields.items()
            if _is_list(field)
        ]

    def default_columns(self, name: str, owner: str | None = None) -> list[str]:
        """Every value of the row itself."""
        node = _listed(self._field(name, owner))
        return [field for field, definition in node.fields.items() if _is_of_row(field) and _is_cell(definition)]

    def find_columns(self, name: str, owner: str | None = None) -> list[ListColumn]:
        """The columns that an order without any has."""
        return self._columns(_listed(self._field(name, owner)), self.default_columns(name, owner))

    def prepare(self, order: ListOrder) -> "PreparedList":
        """Check everything about an order and plan it. Raises InvalidInput."""
        owner = None
        if order.of is not None:
            found = find_node_id(order.of)
            owner = found[0] if found else ""
        if (order.name, owner) not in self.names:
            raise InvalidInput([FieldFault("list", "UNKNOWN_VALUE", {"value": order.name[:60]})])
        paths = self.default_columns(order.name, owner) if order.columns is None else order.columns
        columns = self._columns(_listed(self._field(order.name, owner)), paths)
        page, total = self._operations(order.name, owner, columns)
        given = {"filter": order.filter or None, "order": order.order_by, "of": order.of}
        variables = page.coerce({name: value for name, value in given.items() if value is not None})
        if not isinstance(variables, VariableValues):
            path = "orderBy" if "$order" in variables[0].message else "filter"
            raise InvalidInput([FieldFault(path, "UNKNOWN_VALUE", {"value": variables[0].message[:200]})])
        return PreparedList(self, page, total, columns, given)

    def _field(self, name: str, owner: str | None) -> GraphQLField:
        type_: Any = self.schema.query_type if owner is None else self.schema.type_map[owner]
        field: GraphQLField = type_.fields[name]
        return field

    def _columns(self, node: GraphQLObjectType, paths: Sequence[str]) -> list[ListColumn]:
        faults = []
        found = []
        for place, path in enumerate(paths[:COLUMN_LIMIT]):
            column = _find_column(node, tuple(path.split(".")))
            if column is None:
                faults.append(FieldFault(f"columns.{place}", "UNKNOWN_COLUMN", {"value": path[:60]}))
            else:
                found.append(column)
        if not 0 < len(paths) <= COLUMN_LIMIT:
            faults.append(FieldFault("columns", "TOO_MANY", {"count": len(paths), "maximum": COLUMN_LIMIT}))
        if faults:
            raise InvalidInput(faults)
        return found

    def _operations(self, name: str, owner: str | None, columns: Sequence[ListColumn]) -> tuple[Operation, Operation]:
        """What reads a page, and what counts."""
        known = self._field(name, owner).args
        wanted = {argument: variable for argument, variable in VARIABLES.items() if argument in known}
        fields = " ".join(_selected(f"c{place}", column.path) for place, column in enumerate(columns))
        rows = f"{{ nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }}"
        counted = {argument: variable for argument, variable in wanted.items() if argument == "filter"}
        return (
            self._operation(_text(name, owner, known, wanted, rows)),
            self._operation(_text(name, owner, known, counted, "{ totalCount }")),
        )

    def _operation(self, text: str) -> Operation:
        document = self.documents.get(text)
        if document.errors:
            raise document.errors[0]
        operation = document.find_operation(None)
        if operation is None:
            raise RuntimeError("a document of ours holds one operation")
        return operation


@dataclass(frozen=True, slots=True)
class PreparedList:
    """A list ready to be read."""

    lists: Lists
    page: Operation
    total: Operation
    columns: Sequence[ListColumn]
    variables: Mapping[str, Any]

    async def count(self, database: Database, actor: Actor) -> int:
        """How many rows the actor would get."""
        given = {name: self.variables[name] for name in ("filter", "of")}
        listed = await self._read(database, actor, self.total, given)
        return int(listed["totalCount"]) if listed else 0

    async def rows(self, database: Database, actor: Actor) -> AsyncIterator[list[list[Any]]]:
        """The cells of the rows, page after page, at most ROW_LIMIT rows; pages follow a cursor of the ordering."""
        after, count = None, 0
        while count < ROW_LIMIT:
            given = {**self.variables, "first": min(PAGE_ROWS, ROW_LIMIT - count), "after": after}
            page = await self._read(database, actor, self.page, given)
            if page is None:
                return
            yield [self._cells(node) for node in page["nodes"]]
            count += len(page["nodes"])
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]

    async def _read(self, database: Database, actor: Actor, operation: Operation, given: Mapping[str, Any]) -> Any:
        variables = operation.coerce({name: value for name, value in given.items() if value is not None})
        if not isinstance(variables, VariableValues):
            raise variables[0]
        arguments = operation.arguments(variables)
        plan = self.lists.planner.plan_query(operation, arguments)
        answer = orjson.loads(await read(database.reader, actor, plan, arguments))["data"]
        owner = answer.get("owner", answer)
        return owner["rows"] if owner else None  # there is none of a node that cannot be seen

    def _cells(self, node: Mapping[str, Any]) -> list[Any]:
        return [_dig(node[f"c{place}"], column.path[1:]) for place, column in enumerate(self.columns)]


_lists: WeakKeyDictionary[Api, Lists] = WeakKeyDictionary()


def lists_of(api: Api) -> Lists:
    """The lists of an API, made once."""
    found = _lists.get(api)
    if found is None:
        found = _lists[api] = Lists(api)
    return found


def _text(name: str, owner: str | None, known: Mapping[str, Any], wanted: Mapping[str, str], selection: str) -> str:
    """A query for a list of the root, or of one node."""
    heads = [f"${variable}: {known[argument].type}" for argument, variable in wanted.items()]
    given = ", ".join(f"{argument}: ${variable}" for argument, variable in wanted.items())
    listed = f"rows: {name}{f'({given})' if given else ''} {selection}"
    if owner is not None:
        heads.append("$of: ID!")
        listed = f"owner: node(id: $of) {{ ... on {owner} {{ {listed} }} }}"
    head = f"({', '.join(heads)})" if heads else ""
    return f"query {head} {{ {listed} }}"


def _listed(field: GraphQLField) -> GraphQLObjectType:
    """The type of the rows of a list."""
    connection: Any = get_named_type(field.type)
    node: GraphQLObjectType = get_named_type(connection.fields["nodes"].type)
    return node


def _is_list(field: GraphQLField) -> bool:
    """A connection that needs no arguments."""
    spec = field_spec(field)
    is_free = not any(is_required_argument(argument) for argument in field.args.values())
    return isinstance(spec, ManyField) and spec.limit is None and is_free


def _is_of_row(name: str) -> bool:
    """Whether a field speaks of the row, and not of its key or of what the reader may do with it."""
    return name != "id" and not name.startswith("viewer")


def _is_cell(field: GraphQLField) -> bool:
    """A value, or a list of values, that the database gives."""
    type_ = get_named_type(field.type)
    return (
        isinstance(field_spec(field), ColumnField | SqlField)
        and not field.args
        and is_leaf_type(type_)
        and type_.name not in UNLISTED
    )


def _find_column(node: GraphQLObjectType, path: tuple[str, ...]) -> ListColumn | None:
    owners: list[str] = []
    type_: Any = node
    for depth, name in enumerate(path, start=1):
        field = type_.fields.get(name) if isinstance(type_, GraphQLObjectType) else None
        if field is None or depth > DEEPEST:
            return None
        owners.append(type_.name)
        if depth == len(path):
            return ListColumn(path, tuple(owners), get_named_type(field.type).name) if _is_cell(field) else None
        if not isinstance(field_spec(field), OneField | PartField):
            return None
        type_ = get_named_type(field.type)
    return None


def _selected(alias: str, path: Sequence[str]) -> str:
    inner = path[-1]
    for name in reversed(path[1:-1]):
        inner = f"{name} {{ {inner} }}"
    return f"{alias}: {path[0]}" if len(path) == 1 else f"{alias}: {path[0]} {{ {inner} }}"


def _dig(value: Any, path: Sequence[str]) -> Any:
    for name in path:
        value = None if value is None else value[name]
    return value
