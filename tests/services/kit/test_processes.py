import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from services.kit.processes import Child, TooManyRestarts, supervise

CHILD = """
import sys, time, pathlib
from services.kit.processes import end_with_parent
end_with_parent()
with pathlib.Path(sys.argv[1]).open("a") as file:
    print(__import__("os").getpid(), file=file)
time.sleep(60)
"""
SUPERVISOR = """
import sys
from services.kit.processes import Child, supervise
supervise([Child("sleeper", [sys.executable, "-c", sys.argv[1], sys.argv[2]])], lambda: None)
"""


def _wait_for_pids(path: Path, count: int) -> list[int]:
    for _ in range(200):
        pids = [int(line) for line in path.read_text().split()] if path.exists() else []
        if len(pids) >= count:
            return pids
        time.sleep(0.05)
    raise AssertionError(f"{count} children did not start")


def _wait_until_gone(pid: int) -> bool:
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


@contextmanager
def _supervisor(pid_file: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", SUPERVISOR, CHILD, str(pid_file)], stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_child_outlives_its_supervisor(tmp_path: Path, ending: signal.Signals) -> None:
    with _supervisor(tmp_path / "pids") as supervisor:
        [child] = _wait_for_pids(tmp_path / "pids", 1)
        supervisor.send_signal(ending)
        supervisor.wait(10)
    assert _wait_until_gone(child)


def test_a_killed_child_is_started_again(tmp_path: Path) -> None:
    with _supervisor(tmp_path / "pids") as supervisor:
        [first] = _wait_for_pids(tmp_path / "pids", 1)
        os.kill(first, signal.SIGKILL)
        assert len(_wait_for_pids(tmp_path / "pids", 2)) == 2
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(10) == 0


def test_a_child_that_keeps_dying_ends_the_supervisor() -> None:
    with pytest.raises(TooManyRestarts, match="hopeless"):
        supervise([Child("hopeless", [sys.executable, "-c", "raise SystemExit(1)"])], lambda: None)
