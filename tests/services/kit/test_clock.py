"""Days are those of China, in Python and in SQL."""

from datetime import UTC, date, datetime

import psycopg
import pytest

from services.kit import clock

LATE = datetime(2026, 11, 23, 17, tzinfo=UTC)


def test_an_evening_in_greenwich_is_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATE)
    assert clock.today() == date(2026, 11, 24)


def test_the_database_counts_the_same_days(server_url: str) -> None:
    statement = clock.TODAY.replace("now()", f"timestamptz '{LATE.isoformat()}'")
    with psycopg.connect(server_url, options="-c timezone=UTC") as connection:
        assert connection.execute(f"SELECT {statement}").fetchone() == (date(2026, 11, 24),)  # type: ignore[call-overload]
