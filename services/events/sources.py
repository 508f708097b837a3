"""Where events come from: transitions of rows, declared by the rooms and turned into triggers by migration.

A command cannot forget an event, as it does not make it. Triggers run once per statement over all rows it changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Final

from services.events.kinds import EventKind

CONSUMERS: Final = ("notices", "webhooks")
"""Who takes events. Each is handed every event once, apart from the others."""

DISPATCH_JOB: Final = "events.dispatch"
EVENTS_QUEUE: Final = "events"

PERSON: Final = "coalesce(actor_id(), nullif(current_setting('greenbridge.elevated_for', true), '')::uuid)"
"""Who acts, also where the command acts as the system for a few steps."""


class On(StrEnum):
    """The statement that makes the change."""

    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"


@dataclass(frozen=True, slots=True)
class EventSource:
    """One transition of a table's rows. Conditions and values are SQL over `n` (the row now) and `o` (as it was).

    `watches` is the column whose change it is; for rows that come or go it names the column that this begins or ends.
    `rows` may stand for the changed rows, to group them; they are `new_rows` and `old_rows`. `joins` follow.
    """

    kind: EventKind
    table: str
    on: On
    subject: str
    watches: str = ""
    when: str = "true"
    rows: str = ""
    joins: str = ""
    subject_id: str = ""
    organization: str = ""
    competition: str = "NULL::uuid"
    account: str = "NULL::uuid"
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def alias(self) -> str:
        """The row that the event is about."""
        return "o" if self.on is On.DELETE else "n"

    @property
    def select(self) -> str:
        """The statement that finds the events among the changed rows."""
        changed = self.rows or ("old_rows" if self.on is On.DELETE else "new_rows")
        before = "JOIN old_rows o ON o.id = n.id" if self.on is On.UPDATE and not self.rows else ""
        params = ", ".join(f"'{name}', {value}" for name, value in self.params.items())
        return f"""
    SELECT gen_random_uuid(), now(), '{self.kind}', '{self.subject}', {self.subject_id or f"{self.alias}.id"},
           {self.organization or f"{self.alias}.organization_id"}, {self.competition}, {self.account}, {PERSON},
           jsonb_strip_nulls(jsonb_build_object({params}))
    FROM {changed} {self.alias} {before} {self.joins}
    WHERE {self.changed} AND ({self.when})"""  # noqa: S608 - declarations of ours

    @property
    def changed(self) -> str:
        is_change = self.on is On.UPDATE and not self.rows
        return f"n.{self.watches} IS DISTINCT FROM o.{self.watches}" if is_change else "true"


OUTBOX: Final = f"""
CREATE OR REPLACE FUNCTION event_hand_over() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows) THEN RETURN NULL; END IF;
    INSERT INTO event_handover (id, created_at, consumer, event_id, subject_id, ordinal, attempt_count, failure)
    SELECT gen_random_uuid(), now(), consumer, n.id, n.subject_id, n.ordinal, 0, ''
    FROM new_rows n CROSS JOIN unnest(ARRAY[{", ".join(f"'{name}'" for name in CONSUMERS)}]) AS consumer;
    IF coalesce(current_setting('greenbridge.dispatches', true), '') = '' THEN
        INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('{EVENTS_QUEUE}', '{DISPATCH_JOB}');
        PERFORM set_config('greenbridge.dispatches', 'queued', true);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER event_hand_over AFTER INSERT ON event REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION event_hand_over();
"""  # noqa: S608 - names of ours
"""One job per transaction is enough; it exists if and only if the events do."""

DROP_FORMER: Final = r"""
DO $$ DECLARE item record; BEGIN
    FOR item IN SELECT oid::regprocedure AS function FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype
                  AND proname LIKE 'event\_%'
    LOOP EXECUTE format('DROP FUNCTION %s CASCADE', item.function); END LOOP;
END $$;
"""
"""Their triggers go with them."""

TRANSITION_TABLES: Final[Mapping[On, str]] = {
    On.INSERT: "NEW TABLE AS new_rows",
    On.UPDATE: "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    On.DELETE: "OLD TABLE AS old_rows",
}


def events_sql(sources: Sequence[EventSource]) -> str:
    """The triggers of these sources as one script; it replaces those of an earlier declaration."""
    triggers = [_trigger(*place, list(group)) for place, group in groupby(sorted(sources, key=_place), key=_place)]
    return "\n".join([DROP_FORMER, OUTBOX, *triggers])


def _place(source: EventSource) -> tuple[str, str]:
    return source.table, source.on.value


def _trigger(table: str, on: str, sources: Sequence[EventSource]) -> str:
    name = f"event_{table}_{on.lower()}"
    found = "\n    UNION ALL".join(source.select for source in sources)
    return f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN{_way_out(sources)}
    INSERT INTO event (id, created_at, kind, subject_type, subject_id,
                       organization_id, competition_id, account_id, actor_id, params){found};
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {on} ON "{table}" REFERENCING {TRANSITION_TABLES[On(on)]}
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def _way_out(sources: Sequence[EventSource]) -> str:
    """Most updates change nothing that anybody watches."""
    if sources[0].on is not On.UPDATE:
        return ""
    watched = " OR ".join(
        f"n.{column} IS DISTINCT FROM o.{column}" for column in sorted({source.watches for source in sources})
    )
    return f"""
    IF NOT EXISTS (SELECT FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE {watched}) THEN
        RETURN NULL;
    END IF;"""
