"""What is put on record of every table, as data: each room declares it beside its policies, migration makes triggers.

Triggers run once per statement, in the transaction of the change, as the owner of the tables: no command can forget
the record, and none can write it otherwise.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Column, LargeBinary, MetaData, Table

SUMMARY_ROWS: Final = 100
"""A statement that changes more rows of a table written in bulk is recorded by their count and digest."""

UNRECORDED: Final = {"INSERT": {"id", "created_at"}, "UPDATE": {"id", "version"}, "DELETE": {"id"}}
"""Columns that say nothing beside the entry itself."""

ENTRY_COLUMNS: Final = (
    "id, created_at, transaction_number, done_by, actor_id, deputy_id, token_id, gesture, origin_id, operation, "
    "object_table, object_id, subject_table, subject_id, organization_id, account_id, is_overseen, before, after, "
    "row_count"
)

ARGUMENT_PAIRS: Final = 40
"""A function of PostgreSQL takes a hundred arguments."""


@dataclass(frozen=True, slots=True)
class Audited:
    """A table whose changes are recorded: whose they are, and which columns are not recorded as they stand."""

    table: str
    organization: str = ""
    """The column that names the organization whose administration reads the record."""
    through: tuple[str, str] | None = None
    """Instead: the table whose `organization_id` it is, and the column that names its this."""
    account: str = ""
    """The column that names the account to whose owner the row belongs."""
    whole: tuple[str, str] | None = None
    """Of what the row is a part: its table and the column that names its this. Their histories are one."""
    personal: Sequence[str] = ()
    """Names and addresses of people: recorded as keyed digests that only tell whether they are the same."""
    secret: Sequence[str] = ()
    """What opens doors: recorded only as set."""
    large: Sequence[str] = ()
    """Recorded by length and digest."""
    ignored: Sequence[str] = ()
    """What programs note as they run; a change of nothing else is not recorded."""
    in_bulk: tuple[str, str] | None = None
    """Written by the thousands: many rows in one statement are recorded together, as a change of this table's row that
    this column names."""
    is_overseen: bool = False
    """Also read by the administration of the organization's zone."""


@dataclass(frozen=True, slots=True)
class Unaudited:
    """A table whose changes are not recorded, and why not."""

    table: str
    reason: str


def audits_sql(declared: Iterable[Audited], metadata: MetaData) -> str:
    """The triggers of these tables as one script; those of tables no longer declared are dropped."""
    return "\n".join([DROP_TRIGGERS, *(_Recorder(each, metadata.tables[each.table]).sql for each in declared)])


DROP_TRIGGERS: Final = """
DO $$ DECLARE item record; BEGIN
    FOR item IN SELECT tgname, tgrelid::regclass AS place FROM pg_trigger
                WHERE tgname IN ('audit_insert', 'audit_update', 'audit_delete') AND NOT tgisinternal
    LOOP EXECUTE format('DROP TRIGGER %I ON %s', item.tgname, item.place); END LOOP;
END $$;
"""


class _Recorder:
    """Writes the trigger of one table."""

    def __init__(self, audited: Audited, table: Table) -> None:
        self.audited = audited
        self.table = table

    @property
    def sql(self) -> str:
        name = self.table.name
        return f"""
CREATE OR REPLACE FUNCTION audit_{name}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE cause record; changed bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN {self._branch("INSERT", "new_rows")}
    ELSIF TG_OP = 'DELETE' THEN {self._branch("DELETE", "old_rows")}
    ELSE {self._branch("UPDATE", "new_rows")}
    END IF;
    RETURN NULL;
END $body$;
CREATE TRIGGER audit_insert AFTER INSERT ON "{name}" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION audit_{name}();
CREATE TRIGGER audit_update AFTER UPDATE ON "{name}" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION audit_{name}();
CREATE TRIGGER audit_delete AFTER DELETE ON "{name}" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION audit_{name}();
"""

    def _branch(self, operation: str, rows: str) -> str:
        account = f'"{self.audited.account}"' if self.audited.account else "NULL::uuid"
        cause = f"cause := audit_cause((SELECT {account} FROM {rows} LIMIT 1));"  # noqa: S608 - names of ours
        one_by_one = self._one_by_one(operation, rows)
        if self.audited.in_bulk:
            one_by_one = f"""
            IF changed > {SUMMARY_ROWS} THEN {self._together(operation, rows)}
            ELSE {one_by_one} END IF;"""
        return f"""
        SELECT count(*) INTO changed FROM {rows};
        IF changed > 0 THEN
            {cause}
            {one_by_one}
        END IF;"""  # noqa: S608 - names of ours

    def _one_by_one(self, operation: str, rows: str) -> str:
        before = (
            "NULL" if operation == "INSERT" else self._values(operation, "prior" if operation == "UPDATE" else "this")
        )
        after = "NULL" if operation == "DELETE" else self._values(operation, "this")
        source = f"{rows} AS this"
        if operation == "UPDATE":
            source += f" JOIN old_rows AS prior ON prior.id = this.id WHERE {self._is_changed()}"
        whose = self._whose(operation, self.audited.whole)
        return f"""
            INSERT INTO audit_entry ({ENTRY_COLUMNS})
            SELECT {self._head(operation)}, this.id, {whose}, {before}, {after}, 1
            FROM {source};"""  # noqa: S608 - names of ours

    def _together(self, operation: str, rows: str) -> str:
        """One entry for all rows of one subject, with a digest of what was written or removed."""
        source = f"{rows} AS this"
        if operation == "UPDATE":
            source += f" JOIN old_rows AS prior ON prior.id = this.id WHERE {self._is_changed()}"
        digest = "encode(sha256(string_agg(sha256(convert_to(this::text, 'UTF8')), ''::bytea ORDER BY this.id)), 'hex')"
        whose = self._whose(operation, self.audited.in_bulk)
        named = ", ".join(dict.fromkeys(f"this.{key}" for key in self._keys()))
        before, after = ("this.digest", "NULL") if operation == "DELETE" else ("NULL", "this.digest")
        return f"""
            INSERT INTO audit_entry ({ENTRY_COLUMNS})
            SELECT {self._head(operation)}, NULL, {whose}, {before}, {after}, this.row_count
            FROM (SELECT {named}, count(*) AS row_count, jsonb_build_object('sha256', {digest}) AS digest
                  FROM {source} GROUP BY {named}) AS this;"""  # noqa: S608 - names of ours

    def _head(self, operation: str) -> str:
        return (
            "audit_new_id(), clock_timestamp(), pg_current_xact_id()::text::bigint, cause.done_by, cause.account, "
            f"cause.deputy, cause.token, cause.gesture, cause.origin, '{operation}', '{self.table.name}'"
        )

    def _whose(self, operation: str, whole: tuple[str, str] | None) -> str:
        """What the row is part of, and to whom it belongs."""
        table, key = whole or (self.table.name, "id")
        account = f"this.{self.audited.account}" if self.audited.account else "NULL::uuid"
        return f"'{table}', this.{key}, {self._organization(operation)}, {account}, {self.audited.is_overseen}"

    def _organization(self, operation: str) -> str:
        audited = self.audited
        if audited.through is None:
            return f"this.{audited.organization}" if audited.organization else "NULL::uuid"
        owner, key = audited.through
        found = f"(SELECT owner.organization_id FROM {owner} AS owner WHERE owner.id = this.{key})"  # noqa: S608 - of ours
        if operation != "DELETE":
            return found
        # Rows that go with their owner meet it gone: the record itself remembers whose it was.
        return (
            f"coalesce({found}, (SELECT entry.organization_id FROM audit_entry AS entry "  # noqa: S608 - names of ours
            f"WHERE entry.subject_id = this.{key} ORDER BY entry.id DESC LIMIT 1))"
        )

    def _keys(self) -> Iterator[str]:
        """The columns by which a summary is told from another."""
        audited = self.audited
        for _, key in filter(None, (audited.in_bulk, audited.through)):
            yield key
        yield from filter(None, (audited.organization, audited.account))

    def _recorded(self, operation: str) -> list[Column[object]]:
        return [column for column in self.table.c if column.name not in UNRECORDED[operation]]

    def _is_changed(self) -> str:
        told = [column for column in self._recorded("UPDATE") if column.name not in self.audited.ignored]
        return " OR ".join(map(_differs, told))

    def _values(self, operation: str, row: str) -> str:
        columns = self._recorded(operation)
        if operation == "UPDATE":
            changed = (
                f"CASE WHEN {_differs(column)} THEN jsonb_build_object({self._pair(column, row)}) ELSE '{{}}' END"
                for column in columns
            )
            return f"({' || '.join(changed)})"
        pairs = [self._pair(column, row) for column in columns]
        parts = [pairs[start : start + ARGUMENT_PAIRS] for start in range(0, len(pairs), ARGUMENT_PAIRS)]
        objects = [f"jsonb_build_object({', '.join(part)})" for part in parts]
        return f"({' || '.join(objects)})"

    def _pair(self, column: Column[object], row: str) -> str:
        name, value = column.name, f'{row}."{column.name}"'
        if name in self.audited.secret:
            value = f"CASE WHEN {value} IS NOT NULL THEN '{{\"secret\": true}}'::jsonb END"
        elif name in self.audited.personal:
            value = f"audit_veil('{self.table.name}.{name}', {row}.id, {value}::text)"
        elif name in self.audited.large:
            content = value if isinstance(column.type, LargeBinary) else f"convert_to({value}::text, 'UTF8')"
            value = f"audit_digest({content})"
        return f"'{name}', {value}"


def _differs(column: Column[object]) -> str:
    return f'prior."{column.name}" IS DISTINCT FROM this."{column.name}"'
