import json
from contextlib import redirect_stderr
from io import StringIO

import pytest
import structlog

from services.kit.logs import configure_logs


def _fail_with_a_secret() -> None:
    secret = "hunter2-" + "x" * 8  # noqa: F841 - it must not be shown
    raise ValueError("no")


@pytest.mark.parametrize("for_people", [True, False])
def test_a_traceback_shows_no_local_variables(capsys: pytest.CaptureFixture[str], *, for_people: bool) -> None:
    configure_logs(for_people=for_people)
    try:
        _fail_with_a_secret()
    except ValueError:
        structlog.get_logger().exception("failed")
    finally:
        structlog.reset_defaults()
    shown = capsys.readouterr().err
    assert "ValueError: no" in shown
    assert "hunter2" not in shown


def test_production_logs_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(for_people=False)
    structlog.get_logger().info("ready", port=1)
    structlog.reset_defaults()
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"], line["port"]) == ("ready", "info", 1)


def test_a_closed_stream_of_before_breaks_no_later_line(capsys: pytest.CaptureFixture[str]) -> None:
    with StringIO() as gone, redirect_stderr(gone):
        configure_logs(for_people=False)
    structlog.get_logger().info("still here")
    structlog.reset_defaults()
    assert "still here" in capsys.readouterr().err
