"""The one place that reads the time."""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

CALENDAR: Final = ZoneInfo("Asia/Shanghai")
"""Terms, deadlines and periods are days of China, wherever the server stands."""


TODAY: Final = f"(now() AT TIME ZONE '{CALENDAR.key}')::date"
"""`today()` in SQL."""


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day on which rules are asked whether something has begun or is over."""
    return now().astimezone(CALENDAR).date()
