"""The order of migration: role, tables (Alembic), jobs (procrastinate), policies and triggers when declared anew."""

from hashlib import sha256
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, create_engine, text

from services.events.sources import events_sql
from services.kit.audits import audits_sql
from services.kit.database import driver_url
from services.kit.policies import APPLICATION_ROLE, declaration_sql
from services.migrations.rooms import AUDITED, EVENT_SOURCES, METADATA, ROOM_POLICIES, table_names

FOLDER: Final = Path(__file__).parent
OLDEST_SERVER: Final = (17,)
"""Answers are written by JSON_SCALAR, which is new there."""

LOCK_KEY: Final = 0x67726E62
"""Two processes that start together migrate one after the other."""

BOOKKEEPING: Final = """
CREATE TABLE IF NOT EXISTS applied_job_migration (name text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS applied_policies (digest text PRIMARY KEY);
"""

REQUIRE_ROLE: Final = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APPLICATION_ROLE}') THEN
        BEGIN
            CREATE ROLE {APPLICATION_ROLE} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- another database of this server was migrated at the same moment
        END;
    END IF;
    IF NOT pg_has_role(current_user, '{APPLICATION_ROLE}', 'MEMBER') THEN
        EXECUTE format('GRANT {APPLICATION_ROLE} TO %I', current_user);
    END IF;
END $$;
"""

GRANT_JOBS: Final = f"""
GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE};
DO $$ DECLARE item record; BEGIN
    FOR item IN SELECT relname, relkind FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relname LIKE 'procrastinate%' AND relkind IN ('r', 'S')
    LOOP
        EXECUTE format('GRANT ALL ON %s %I TO {APPLICATION_ROLE}',
                       CASE item.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, item.relname);
    END LOOP;
END $$;
"""  # noqa: S608 - built from one constant of ours

DROP_POLICIES: Final = """
DO $$ DECLARE item record; BEGIN
    FOR item IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP POLICY %I ON %I', item.policyname, item.tablename);
    END LOOP;
END $$;
"""


class ServerTooOldError(RuntimeError):
    """The server is of a version that lacks what the reads are made of."""

    def __init__(self, version: tuple[int, ...]) -> None:
        self.found, self.wanted = next(iter(version), 0), OLDEST_SERVER[0]
        super().__init__(f"PostgreSQL {self.found} is older than {self.wanted}")


def require_server(version: tuple[int, ...]) -> None:
    """Refuse a server that is too old, before anything is written to it."""
    if version < OLDEST_SERVER:
        raise ServerTooOldError(version)


def migrate(url: str) -> None:
    """Bring the database behind `url` up to date, as its owner; does nothing when it already is."""
    engine = create_engine(driver_url(url))
    try:
        with engine.connect() as connection, connection.begin():
            require_server(tuple(int(part) for part in connection.dialect.server_version_info or ()))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
            _run(connection, REQUIRE_ROLE)
            _run(connection, BOOKKEEPING)
            command.upgrade(alembic_config(connection), "head")
            _migrate_jobs(connection)
            _apply_policies(connection)
    finally:
        engine.dispose()


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def _run(connection: Connection, script: str) -> None:
    """Run a script of several statements as it stands."""
    connection.connection.cursor().execute(script)


def _migrate_jobs(connection: Connection) -> None:
    known = {path.name: path for path in sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))}
    applied = set(connection.scalars(text("SELECT name FROM applied_job_migration")))
    missing = [name for name in known if name not in applied]
    if not missing:
        return
    scripts = [known[name].read_text(encoding="utf-8") for name in missing] if applied else [SchemaManager.get_schema()]
    for script in scripts:
        _run(connection, script)
    connection.execute(
        text("INSERT INTO applied_job_migration SELECT unnest(CAST(:names AS text[]))"), {"names": missing}
    )
    _run(connection, GRANT_JOBS)


def _apply_policies(connection: Connection) -> None:
    declared = [declaration_sql(ROOM_POLICIES, table_names()), events_sql(EVENT_SOURCES), audits_sql(AUDITED, METADATA)]
    script = "\n".join(declared)
    digest = sha256(script.encode()).hexdigest()
    if connection.scalar(text("SELECT true FROM applied_policies WHERE digest = :digest"), {"digest": digest}):
        return
    _run(connection, DROP_POLICIES)
    _run(connection, script)
    connection.execute(text("DELETE FROM applied_policies"))
    connection.execute(text("INSERT INTO applied_policies VALUES (:digest)"), {"digest": digest})
