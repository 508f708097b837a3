"""Every table is on record, or somebody said why not; secrets, names and large content are not as they stand."""

import re
from typing import Final

import psycopg
from sqlalchemy import LargeBinary

from services.kit.audits import Audited, Unaudited
from services.migrations.rooms import AUDITED, METADATA, ROOM_POLICIES, table_names

OPENS_DOORS: Final = re.compile(r"password|secret|_hash$|^hash$|_token$|^token$")
IS_PERSONAL: Final = re.compile(r"e?mail$|phone|^contact|decision_maker|advisors")


def _unaudited() -> list[Unaudited]:
    return [each for room in ROOM_POLICIES for each in room.audits if isinstance(each, Unaudited)]


def test_every_table_is_audited_or_declared_not_to_be() -> None:
    declared = [each.table for each in AUDITED] + [each.table for each in _unaudited()]
    assert sorted(declared) == table_names()
    assert all(each.reason for each in _unaudited())


def test_exactly_the_audited_tables_have_the_triggers(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'audit\\_%' AND tgenabled = 'O'"
        ).fetchall()
    wanted = {(each.table, f"audit_{way}") for each in AUDITED for way in ("insert", "update", "delete")}
    assert set(rows) == wanted


def test_declarations_name_columns_that_are_there() -> None:
    for each in AUDITED:
        columns = set(METADATA.tables[each.table].c.keys())
        named = {*each.personal, *each.secret, *each.large, *each.ignored, each.organization, each.account} - {""}
        named |= {pair[1] for pair in (each.through, each.whole, each.in_bulk) if pair}
        assert named <= columns, each.table
        assert not (each.organization and each.through), each.table
        if each.through:
            assert "organization_id" in METADATA.tables[each.through[0]].c, each.table


def test_what_the_record_belongs_to_is_what_the_columns_refer_to() -> None:
    for each in AUDITED:
        table = METADATA.tables[each.table]
        referred = [pair for pair in (each.through, each.whole, each.in_bulk) if pair]
        if each.organization not in {"", "id"}:
            referred.append(("organization", each.organization))
        if each.account not in {"", "id"}:
            referred.append(("account", each.account))
        for target, column in referred:
            assert {key.column.table.name for key in table.c[column].foreign_keys} == {target}, (each.table, column)


def _columns(each: Audited) -> list[str]:
    return [column.name for column in METADATA.tables[each.table].c]


def test_what_opens_doors_is_never_recorded() -> None:
    bare = [
        (each.table, name)
        for each in AUDITED
        for name in _columns(each)
        if OPENS_DOORS.search(name) and name not in each.secret
    ]
    assert bare == []


def test_names_and_addresses_of_people_are_veiled() -> None:
    bare = [
        (each.table, name)
        for each in AUDITED
        for name in _columns(each)
        if IS_PERSONAL.search(name) and name not in each.personal
    ]
    assert bare == []
    personal = {(each.table, name) for each in AUDITED for name in each.personal}
    assert {("account", "name"), ("account", "email"), ("judge", "name")} <= personal


def test_files_and_arrays_of_bytes_are_recorded_by_digest() -> None:
    bare = [
        (each.table, column.name)
        for each in AUDITED
        for column in METADATA.tables[each.table].c
        if isinstance(column.type, LargeBinary) and column.name not in {*each.large, *each.secret}
    ]
    assert bare == []


def test_the_processes_can_only_read_the_record(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT t, p FROM unnest(ARRAY['audit_entry', 'audit_link', 'audit_origin', 'audit_key']) t,"
            " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p"
            " WHERE has_table_privilege('greenbridge_app', t, p)"
        ).fetchall()
    assert set(rows) == {
        ("audit_entry", "SELECT"),
        ("audit_link", "SELECT"),
        ("audit_origin", "SELECT"),
        ("audit_origin", "DELETE"),
    }
