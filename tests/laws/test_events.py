"""Nothing happens in silence: each state of a row is declared to be an event, or somebody said why it is none."""

import re

import psycopg
from sqlalchemy import Boolean, Column, DateTime

from services.events.kinds import EventKind
from services.events.sources import CONSUMERS, On
from services.migrations.rooms import EVENT_SOURCES, METADATA

WITH_STATE = "set with the state beside it, which is told"

SILENT = {
    "account.erased_at": "the person left, and nobody is to be reminded",
    "account.second_factor_since": "the person's own doing",
    "api_token.used_at": "a trace",
    "event_handover.next_at": "the outbox itself",
    "judge_contact.invited_at": "the link that is mailed then is told",
    "need.published_at": WITH_STATE,
    "notice.mail_due_at": "follows from an event",
    "notice.read_at": "the reader knows",
    "plan.published_at": WITH_STATE,
    "pool_plan.published_at": WITH_STATE,
    "recommendation.decided_at": WITH_STATE,
    "restriction_appeal.decided_at": WITH_STATE,
    "round.scores_due_at": "a day that is set, not one that came",
    "score_sheet.returned_at": WITH_STATE,
    "score_sheet.submitted_at": WITH_STATE,
    "sheet_import.cancel_requested_at": "who cancels an import knows",
    "sheet_import.finished_at": WITH_STATE,
    "solve_run.cancel_requested_at": "who cancels a run knows",
    "solve_run.finished_at": WITH_STATE,
    "solve_run.heartbeat_at": "a trace",
    "solve_run.started_at": WITH_STATE,
    "stored_file.scanned_at": WITH_STATE,
    "stored_file.state": "who hands a file in waits for what becomes of it",
    "technology_package.published_at": WITH_STATE,
    "webhook_delivery.attempted_at": "telling of a telling would never end",
    "webhook_delivery.delivered_at": "telling of a telling would never end",
    "webhook_delivery.state": "telling of a telling would never end",
    "webhook_endpoint.failing_since": "not yet a reason to tell; its end is",
    "unmet_need.is_published": "published with its plan, which is told",
}
"""Columns of states that are no events, and why."""


def _is_state(column: Column[object]) -> bool:
    """States are words, moments that are not set yet, or a row's being shown."""
    if column.name == "state" or column.name.endswith("_state"):
        return True
    is_moment = isinstance(column.type, DateTime) and bool(column.nullable)
    return is_moment or (isinstance(column.type, Boolean) and column.name == "is_published")


def _states() -> set[str]:
    return {
        f"{table.name}.{column.name}" for table in METADATA.sorted_tables for column in table.c if _is_state(column)
    }


def test_every_state_is_an_event_or_declared_silent() -> None:
    watched = {f"{source.table}.{source.watches}" for source in EVENT_SOURCES if source.watches}
    silent = set(SILENT)
    assert _states() - watched - silent == set()
    assert silent - _states() - watched == set(), "no such state any more"
    assert silent & watched == set()


def test_every_kind_comes_from_somewhere() -> None:
    assert {source.kind for source in EVENT_SOURCES} == set(EventKind)


def test_sources_watch_columns_that_are_there() -> None:
    for source in EVENT_SOURCES:
        columns = set(METADATA.tables[source.table].c.keys())
        assert not source.watches or source.watches in columns, source
        assert source.on is not On.UPDATE or source.watches, source


def test_events_of_one_kind_tell_the_same_names() -> None:
    told: dict[EventKind, set[str]] = {}
    for source in EVENT_SOURCES:
        assert told.setdefault(source.kind, set(source.params)) == set(source.params), source.kind


def test_the_database_has_the_declared_triggers_and_no_others(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        found = connection.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'event\\_%'")
        names = {name for (name,) in found}
    assert names == {f"event_{source.table}_{source.on.lower()}" for source in EVENT_SOURCES} | {"event_hand_over"}


def test_the_outbox_keeps_each_event_for_every_consumer(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        [(body,)] = connection.execute("SELECT prosrc FROM pg_proc WHERE proname = 'event_hand_over'").fetchall()
    listed = re.search(r"ARRAY\[(.*?)\]", body)
    assert listed is not None
    assert tuple(re.findall(r"'(\w+)'", listed[1])) == CONSUMERS
