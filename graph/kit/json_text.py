"""JSON as text inside SQL: concatenation, and how each kind of column is written.

Text concatenation with `||` measured a third faster than json_build_object and json_agg on nested reads.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from graphql import (
    GraphQLOutputType,
    get_nullable_type,
    is_enum_type,
    is_list_type,
    is_non_null_type,
)
from sqlalchemy import ARRAY, ColumnElement, Select, Text, cast, func, literal_column, null
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from graph.kit.specs import DeclarationError

Piece = str | ColumnElement[Any]
"""Constant JSON text, or an expression that yields JSON text and is never NULL."""

_MOMENT: Final = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'


class Concat(ColumnElement[str]):
    """Pieces joined by `||`; a flat element, so that wide selections do not nest the compiler."""

    inherit_cache = False
    type = Text()

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = _merged(pieces)


@compiles(Concat)
def _compile_concat(element: Concat, compiler: SQLCompiler, **options: Any) -> str:
    texts = [
        compiler.render_literal_value(piece, Text()) if isinstance(piece, str) else compiler.process(piece, **options)
        for piece in element.pieces
    ]
    return f"({' || '.join(texts)})"


class ArrayOf(ColumnElement[Any]):
    """`ARRAY(SELECT ...)`: the rows of a subquery with one column, in its order."""

    inherit_cache = False
    type = ARRAY(Text())

    def __init__(self, select: Select[Any]) -> None:
        self.select = select


@compiles(ArrayOf)
def _compile_array(element: ArrayOf, compiler: SQLCompiler, **options: Any) -> str:
    return f"ARRAY{compiler.process(element.select.scalar_subquery(), **options)}"


def _flat(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, Concat):
            yield from piece.pieces
        else:
            yield piece


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbouring constants as one, pieces of pieces in line."""
    merged: list[Piece] = []
    for piece in _flat(pieces):
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged


def json_object(members: Mapping[str, Piece]) -> ColumnElement[Any]:
    """A JSON object; its names are GraphQL names, which need no escaping."""
    pieces: list[Piece] = []
    for key, value in members.items():
        pieces += [f'{"," if pieces else "{"}"{key}":', value]
    return Concat([*pieces, "}"] if pieces else ["{}"])


def constant(value: str | int) -> ColumnElement[Any]:
    """A constant of ours in the text of the statement, sparing a parameter."""
    return literal_column(f"'{value}'" if isinstance(value, str) else str(value))


def or_null(text: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.coalesce(text, constant("null"))


def json_array(rows: ColumnElement[Any]) -> ColumnElement[Any]:
    """A JSON array of the texts in an SQL array; an empty or missing one is `[]`."""
    return Concat(["[", func.coalesce(func.array_to_string(rows, constant(",")), constant("")), "]"])


def base64(text: ColumnElement[Any]) -> ColumnElement[Any]:
    """Base64 without the line breaks of PostgreSQL's encode()."""
    encoded = func.encode(func.convert_to(text, constant("UTF8")), constant("base64"))
    return func.replace(encoded, literal_column("E'\\n'"), constant(""))


def as_text(expression: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(expression, Text)


def _scalar(expression: ColumnElement[Any]) -> ColumnElement[Any]:
    """Looks up how its type is written once per statement, where to_json does so for every row."""
    return as_text(func.json_scalar(expression))


def _quoted(text: ColumnElement[Any]) -> ColumnElement[Any]:
    return Concat(['"', text, '"'])


def _moment(expression: ColumnElement[Any]) -> ColumnElement[Any]:
    return _quoted(func.to_char(func.timezone(constant("UTC"), expression), constant(_MOMENT)))


def _list(expression: ColumnElement[Any]) -> ColumnElement[Any]:
    return as_text(func.to_json(func.array_remove(expression, null())))


_WRITERS: Final = {
    "String": _scalar,
    "Int": as_text,
    "Long": as_text,
    "Boolean": as_text,
    "Float": _scalar,
    "JSON": as_text,
    "UUID": lambda expression: _quoted(as_text(expression)),
    "Decimal": lambda expression: _quoted(as_text(expression)),
    "Date": lambda expression: _quoted(as_text(expression)),
    "Time": lambda expression: _quoted(as_text(expression)),
    "DateTime": _moment,
}
_TEXT_IN_LISTS: Final = {"Decimal"}


def node_id_piece(type_name: str, key: ColumnElement[Any]) -> ColumnElement[Any]:
    """The node id of a row as JSON, written by the database."""
    return _quoted(node_id_text(type_name, key))


def node_id_text(type_name: Piece, key: ColumnElement[Any]) -> ColumnElement[Any]:
    """The node id of a row as text; its type may be known to the database alone."""
    return Concat([type_name, "_", as_text(key)])


def written(type_: GraphQLOutputType, expression: ColumnElement[Any]) -> ColumnElement[Any]:
    """The JSON text of a value whose field has this type."""
    inner = get_nullable_type(type_)
    text = _list_written(inner.of_type, expression) if is_list_type(inner) else _writer(inner)(expression)
    return text if is_non_null_type(type_) else or_null(text)


def _list_written(member_type: GraphQLOutputType, expression: ColumnElement[Any]) -> ColumnElement[Any]:
    member = get_nullable_type(member_type)
    if is_enum_type(member) or getattr(member, "name", "") in _TEXT_IN_LISTS:
        expression = cast(expression, ARRAY(Text()))
    return _list(expression)


def _writer(type_: Any) -> Any:
    if is_enum_type(type_):
        return lambda expression: _quoted(as_text(expression))
    writer = _WRITERS.get(type_.name)
    if writer is None:
        raise DeclarationError(f"{type_.name} has no form as a column: declare a part, a relation or a computed field")
    return writer


def has_form(type_: Any) -> bool:
    return bool(is_enum_type(type_) or type_.name in _WRITERS)
