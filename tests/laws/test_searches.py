"""What a filter searches is declared: a table without its search would fail only when somebody looks for something."""

from graph.kit.specs import FIELD_SPEC, find_node_spec
from graph.schema import build_schema
from services.migrations.rooms import METADATA, ROOM_POLICIES

SEARCHES = {search.table: search for room in ROOM_POLICIES for search in room.searches}


def _searched() -> set[str]:
    """The tables that filters of the schema search."""
    schema = build_schema()._schema
    found = set()
    for type_ in schema.type_map.values():
        node = find_node_spec(type_)
        if node is None or node.filter_type is None:
            continue
        for field in node.filter_type.__strawberry_definition__.fields:
            spec = field.metadata[FIELD_SPEC]
            if spec.searched:
                assert spec.searched == node.table.name, f"{type_.name} searches rows of another table"
                found.add(spec.searched)
    return found


def test_what_filters_search_is_declared_and_what_is_declared_is_searched() -> None:
    assert _searched() == set(SEARCHES)


def test_searches_name_columns_of_their_tables() -> None:
    unknown = [
        (table, column)
        for table, search in SEARCHES.items()
        for column in search.columns
        if column not in METADATA.tables[table].c
    ]
    assert unknown == []
