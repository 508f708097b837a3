"""Every table is guarded: row-level security on, and someone has said who may see its rows."""

import psycopg
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from services.kit.database import driver_url
from services.migrations.rooms import METADATA, ROOM_POLICIES, table_names


def test_every_table_has_a_policy_or_is_declared_to_be_the_systems() -> None:
    governed = {policy.table for room in ROOM_POLICIES for policy in room.policies}
    system_only = {table for room in ROOM_POLICIES for table in room.system_only}
    assert governed & system_only == set()
    assert sorted(governed | system_only) == table_names()


def test_every_table_enforces_row_security_and_belongs_to_the_owner(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND relrowsecurity AND relowner = current_user::regrole ORDER BY relname"
        ).fetchall()
    assert [name for (name,) in rows] == table_names()


def test_the_application_role_owns_nothing_and_bypasses_nothing(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        role = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'greenbridge_app'"
        ).fetchone()
        owned = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = 'greenbridge_app'::regrole"
        ).fetchone()
    assert (role, owned) == ((False, False, False, False), (0,))


def test_functions_that_run_as_their_owner_pin_their_search_path(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        loose = connection.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
            " AND NOT coalesce(proconfig::text, '') LIKE '%search_path=%'"
        ).fetchall()
    assert loose == []


def test_the_migrations_build_what_the_models_say(database_url: str) -> None:
    ours = set(table_names())

    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        return name in ours if kind == "table" else not (kind == "index" and str(name).endswith("_search"))

    engine = create_engine(driver_url(database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": is_ours, "compare_type": True},
        )
        differences = compare_metadata(context, METADATA)
    engine.dispose()
    assert differences == []
