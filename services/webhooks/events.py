"""What the system does to webhooks without anybody's asking."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

EVENTS: Final = (
    EventSource(
        EventKind.WEBHOOK_DISABLED,
        "webhook_endpoint",
        On.UPDATE,
        "WebhookEndpoint",
        watches="disabled_at",
        when="n.disabled_at IS NOT NULL AND n.disabled_because <> 'SWITCHED_OFF'",
        params={"host": "split_part(split_part(n.url, '/', 3), '@', 1)", "because": "n.disabled_because"},
    ),
)
