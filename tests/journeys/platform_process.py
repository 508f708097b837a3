"""A running `greenbridge run`, as a person starts it."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

READY_SECONDS = 240


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Platform:
    """One running `greenbridge run` with its embedded server in a home of its own."""

    def __init__(self, home: Path, port: int) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        self.address = f"http://127.0.0.1:{port}"
        self.output = home / "output.txt"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "services.cli", "run", "--port", str(port)],
                env={**environment, "GREENBRIDGE_HOME": str(home), "GREENBRIDGE_LANGUAGE": "en", "COLUMNS": "200"},
                stderr=output,
                start_new_session=True,
            )

    def wait_until_announced(self) -> str:
        """What it printed, once the logins are there."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            text = self.output.read_text(encoding="utf-8")
            if "Sample logins" in text and "zone@" in text:
                return text
            assert self.process.poll() is None, text
            time.sleep(0.1)
        raise AssertionError(self.output.read_text(encoding="utf-8"))

    def password(self) -> str:
        """The password it printed for the sample organizer."""
        found = re.search(r"organizer@greenbridge\.example\W+(\S+)", self.wait_until_announced())
        assert found is not None
        return found[1]

    def family(self, home: Path) -> list[psutil.Process]:
        """The supervisor's descendants and the embedded server of this home."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        servers = [
            process
            for process in psutil.process_iter(["cmdline"])
            if str(home) in " ".join(process.info["cmdline"] or [])
        ]
        return [*children, *servers]


def end_all_of(home: Path) -> None:
    """End whatever a failed test left running in this home."""
    for process in psutil.process_iter(["cmdline", "environ"]):
        line, environment = process.info["cmdline"] or [], process.info["environ"] or {}
        if str(home) in " ".join(line) or environment.get("GREENBRIDGE_HOME") == str(home):
            process.kill()
