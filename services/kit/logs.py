"""How processes speak to whoever runs them: lines for people in development, JSON elsewhere."""

import sys

import structlog
from structlog.typing import Processor


def configure_logs(*, for_people: bool) -> None:
    """Set the log up for this process. Tracebacks never show local variables: they hold passwords and tokens."""
    last: list[Processor] = (
        [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)]
        if for_people
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S" if for_people else "iso", utc=not for_people),
            *last,
        ],
        # Asked each time: who replaces stderr and closes the replacement must not break what logs afterwards.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
