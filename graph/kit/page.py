"""The SQL of a to-many relation: a connection with its frame, or a short list."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from graphql import FieldNode, GraphQLField, get_named_type
from sqlalchemy import ARRAY, ColumnElement, FromClause, Integer, Text, Uuid, cast, func, select

from graph.kit.cursors import Key, beyond, cursor_text, cursor_values
from graph.kit.frame import Frame
from graph.kit.json_text import ArrayOf, Concat, Piece, as_text, constant, json_array, json_object, or_null
from graph.kit.limits import BadRequest, Limits
from graph.kit.node_ids import find_node_id
from graph.kit.operation import Arguments, uses_variables
from graph.kit.plan import Take
from graph.kit.specs import ManyField, SortKey, filter_spec, get_node_spec

if TYPE_CHECKING:
    from graph.kit.statement import Statement

BY_KEY: Final = SortKey(lambda row: row.id)


class Page:
    """One field that shows many rows."""

    def __init__(
        self,
        statement: "Statement",
        definition: GraphQLField,
        nodes: Sequence[FieldNode],
        parent: Frame | None,
        spec: ManyField,
    ) -> None:
        self.statement = statement
        self.definition = definition
        self.node = nodes[0]
        self.selections = [node.selection_set for node in nodes]
        self.parent = parent
        self.spec = spec
        self.given = statement.arguments.of(self.node)
        self.type = _listed_type(definition, is_paged=spec.limit is None)
        self.target = get_node_spec(self.type)
        if self.given.get("first") is not None and self.given.get("last") is not None:
            raise BadRequest("FIRST_AND_LAST", field=self.node.name.value)
        self.is_backward = self.given.get("last") is not None or (
            self.given.get("before") is not None and self.given.get("first") is None
        )

    def text(self) -> Piece:
        """The JSON of the list or the connection."""
        self.size = self._size()
        outside = self.statement.nesting
        self.statement.nesting = (*outside, self.size)
        self.statement.pages.append(self.statement.nesting)
        try:
            return self._list() if self.spec.limit is not None else self._connection()
        finally:
            self.statement.nesting = outside

    def _size(self) -> Take:
        limit = self.spec.limit
        if limit is not None:
            return lambda _: limit
        return _page_size(self.node, "last" if self.is_backward else "first", self.statement.limits)

    def _limit(self) -> Any:
        """The size in SQL: as it stands in the document, so that PostgreSQL plans once and knows it, or a parameter."""
        asked = [given.value for given in self.node.arguments or () if given.name.value in {"first", "last"}]
        if any(map(uses_variables, asked)):
            return self.statement.bind(self.size, Integer())
        return constant(self.size(self.statement.arguments))

    def _list(self) -> Piece:
        frame = self._frame()
        text = self.statement.object(self.type, self.selections, frame)
        rows = self._rows(frame, [text], self._keys(frame), self._limit())
        return json_array(ArrayOf(rows))

    def _connection(self) -> Piece:
        type_ = get_named_type(self.definition.type)
        fields = self.statement.operation.select(type_, self.selections, self.statement.arguments)  # type: ignore[arg-type]  # a connection is an object type
        rows = {key: nodes for key, nodes in fields.items() if nodes[0].name.value in {"edges", "nodes"}}
        needs_frame = any(nodes[0].name.value == "pageInfo" for nodes in fields.values())
        if needs_frame or len(rows) > 1 or self.is_backward:
            return self._framed(fields, rows)
        members = {key: self._bare_member(nodes) for key, nodes in fields.items()}
        return json_object(members)

    def _bare_member(self, nodes: Sequence[FieldNode]) -> Piece:
        """A member of a connection that needs neither a page frame nor a second list."""
        match nodes[0].name.value:
            case "totalCount":
                return self._total()
            case "__typename":
                return f'"{get_named_type(self.definition.type)}"'
        frame = self._frame()
        keys = self._keys(frame)
        rows = self._rows(frame, [self._row(nodes, frame, keys)], keys, self._limit())
        return json_array(ArrayOf(rows))

    def _framed(self, fields: Mapping[str, Sequence[FieldNode]], rows: Mapping[str, Sequence[FieldNode]]) -> Piece:
        """The connection over one subquery that fetches a row more than the page holds."""
        frame = self._frame()
        keys = self._keys(frame)
        columns = {
            key: self._row(nodes, frame, keys).label(f"n{place}") for place, (key, nodes) in enumerate(rows.items())
        }
        size = self._limit()
        cursor = cursor_text(self._order(), keys) if self._asks_cursors(fields) else as_text(constant(0))
        fetched = self._rows(frame, [*columns.values(), cursor.label("cursor")], keys, size + constant(1)).subquery(
            self.statement.alias()
        )
        page = self._gathered(fetched, size)
        members = {
            key: self._framed_member(nodes, page, columns[key].name if key in columns else "")
            for key, nodes in fields.items()
        }
        return select(json_object(members)).select_from(page).scalar_subquery()

    def _gathered(self, fetched: FromClause, size: Any) -> FromClause:
        """The rows of the page as arrays, in reading order, and whether there was a row more."""
        excess = cast(func.greatest(func.count() - size, constant(0)), Integer)
        gathered = [
            func.trim_array(func.array_agg(name), excess, type_=ARRAY(Text())).label(name.name) for name in fetched.c
        ]
        more = (func.count() > size).label("more")
        return select(*gathered, more).select_from(fetched).subquery(self.statement.alias())

    def _framed_member(self, nodes: Sequence[FieldNode], page: FromClause, rows: str) -> Piece:
        match nodes[0].name.value:
            case "totalCount":
                return self._total()
            case "__typename":
                return f'"{get_named_type(self.definition.type)}"'
            case "pageInfo":
                return self._page_info(nodes, page)
        return json_array(self._in_order(page.c[rows]))

    def _in_order(self, rows: ColumnElement[Any]) -> ColumnElement[Any]:
        if not self.is_backward:
            return rows
        name = self.statement.alias()
        member = func.unnest(rows).table_valued("member", with_ordinality="place", name=name).render_derived()
        backward = select(member.c.member).select_from(member).order_by(member.c.place.desc())
        return ArrayOf(backward)

    def _page_info(self, nodes: Sequence[FieldNode], page: FromClause) -> Piece:
        fields = self._page_fields(nodes)
        return json_object({key: self._page_member(inner[0].name.value, page) for key, inner in fields.items()})

    def _page_fields(self, nodes: Sequence[FieldNode]) -> Mapping[str, Sequence[FieldNode]]:
        connection: Any = get_named_type(self.definition.type)
        type_: Any = get_named_type(connection.fields["pageInfo"].type)
        return self.statement.operation.select(type_, [node.selection_set for node in nodes], self.statement.arguments)

    def _asks_cursors(self, fields: Mapping[str, Sequence[FieldNode]]) -> bool:
        infos = [nodes for nodes in fields.values() if nodes[0].name.value == "pageInfo"]
        names = {inner[0].name.value for nodes in infos for inner in self._page_fields(nodes).values()}
        return bool(names & {"startCursor", "endCursor"})

    def _page_member(self, name: str, page: FromClause) -> Piece:
        more, came = as_text(page.c.more), self.given.get("before" if self.is_backward else "after") is not None
        first, last = _member(page.c.cursor, constant(1)), _member(page.c.cursor, func.cardinality(page.c.cursor))
        if self.is_backward:
            first, last = last, first
        values: dict[str, Piece] = {
            "__typename": '"PageInfo"',
            "hasNextPage": _flag(came) if self.is_backward else more,
            "hasPreviousPage": more if self.is_backward else _flag(came),
            "startCursor": first,
            "endCursor": last,
        }
        return values[name]

    def _frame(self) -> Frame:
        return Frame(self.target.table.alias(self.statement.alias()))

    def _order(self) -> str:
        order = self.given.get("orderBy")
        return order.value if order is not None else (self.spec.order or self.target.default_order)

    def _keys(self, frame: Frame) -> list[Key]:
        """The sort keys; the row's key breaks ties in the direction of the last one."""
        declared = [*self.target.orderings.get(self._order(), ())]
        way = declared[-1].descending if declared else False
        declared.append(SortKey(BY_KEY.expression, way))
        keys = [Key(key.expression(frame.columns), key.descending) for key in declared]
        return [key.reversed() for key in keys] if self.is_backward else keys

    def _row(self, nodes: Sequence[FieldNode], frame: Frame, keys: Sequence[Key]) -> ColumnElement[Any]:
        """The JSON of one row of `nodes` or `edges`."""
        selections = [node.selection_set for node in nodes]
        if nodes[0].name.value == "nodes":
            return self.statement.object(self.type, selections, frame)
        connection: Any = get_named_type(self.definition.type)
        edge: Any = get_named_type(connection.fields["edges"].type)
        fields = self.statement.operation.select(edge, selections, self.statement.arguments)
        return json_object({key: self._edge_member(edge.name, inner, frame, keys) for key, inner in fields.items()})

    def _edge_member(self, edge_name: str, nodes: Sequence[FieldNode], frame: Frame, keys: Sequence[Key]) -> Piece:
        match nodes[0].name.value:
            case "cursor":
                return Concat(['"', cursor_text(self._order(), keys), '"'])
            case "node":
                return self.statement.object(self.type, [node.selection_set for node in nodes], frame)
        return f'"{edge_name}"'

    def _rows(self, frame: Frame, columns: Sequence[Any], keys: Sequence[Key], size: Any) -> Any:
        rows = select(*columns).select_from(frame.source).where(*self._conditions(frame))
        rows = rows.where(*self._beyond(keys)).order_by(*(key.order for key in keys)).limit(size)
        return rows.correlate(self.parent.row) if self.parent is not None else rows

    def _total(self) -> Piece:
        self.statement.totals.append(self.statement.nesting[:-1])  # once per parent, not per row of the page
        frame = self._frame()
        counted = select(as_text(func.count())).select_from(frame.row).where(*self._conditions(frame))
        return (counted.correlate(self.parent.row) if self.parent is not None else counted).scalar_subquery()

    def _conditions(self, frame: Frame) -> list[ColumnElement[bool]]:
        """The relation to the parent and the filter."""
        conditions = []
        if self.spec.relation is not None and self.parent is not None:
            conditions.append(self.spec.relation(self.parent.columns, frame.columns))
        if self.spec.about is not None:
            conditions.append(self.spec.about(frame.columns, self.statement.bind(_named_key(self.node), Uuid())))
        input_type: Any = get_named_type(self.definition.args["filter"].type) if self.given.get("filter") else None
        for name, value in (self.given.get("filter") or {}).items():
            if value is not None:
                spec = filter_spec(input_type.fields[name])
                take = _filter_value(self.node, name, spec.to_parameter)
                conditions.append(spec.condition(frame.columns, self.statement.bind(take)))
        return conditions

    def _beyond(self, keys: Sequence[Key]) -> list[ColumnElement[bool]]:
        name = "before" if self.is_backward else "after"
        if self.given.get(name) is None:
            return []
        order = self._order()
        bounds = [
            self.statement.bind(_cursor_value(self.node, name, order, (place, len(keys)))).key
            for place in range(len(keys))
        ]
        return [beyond(keys, bounds)]


def _member(array: ColumnElement[Any], place: Any) -> ColumnElement[Any]:
    """The cursor at a place of the page as JSON, null on an empty page."""
    return or_null(Concat(['"', array[place], '"']))


def _flag(value: bool) -> str:  # noqa: FBT001 - its text
    return "true" if value else "false"


def _listed_type(definition: GraphQLField, *, is_paged: bool) -> Any:
    type_: Any = get_named_type(definition.type)
    return get_named_type(type_.fields["nodes"].type) if is_paged else type_


def _page_size(node: FieldNode, name: str, limits: Limits) -> Take:
    def take(arguments: Arguments) -> int:
        asked = arguments.of(node).get(name)
        if asked is None:
            return limits.default_page_size
        if not 0 <= asked <= limits.page_size:
            raise BadRequest("BAD_PAGE_SIZE", field=node.name.value, asked=asked, allowed=limits.page_size)
        return int(asked)

    return take


def _named_key(node: FieldNode) -> Take:
    """The key of the node that the field asks about; what is no id is about nothing."""

    def take(arguments: Arguments) -> UUID | None:
        found = find_node_id(arguments.of(node)["id"])
        return found[1] if found else None

    return take


def _filter_value(node: FieldNode, name: str, to_parameter: Any) -> Take:
    return lambda arguments: to_parameter(arguments.of(node)["filter"][name])


def _cursor_value(node: FieldNode, name: str, order: str, place: tuple[int, int]) -> Take:
    return lambda arguments: cursor_values(arguments.of(node)[name], order, place[1])[place[0]]
