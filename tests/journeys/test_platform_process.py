"""`greenbridge run` as a person meets it: it comes up, answers, and Ctrl-C leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

READY_SECONDS = 60


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Platform:
    """One running `greenbridge run`."""

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
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            text = self.output.read_text(encoding="utf-8")
            if "Sample logins" in text and "zone@" in text:
                return text
            assert self.process.poll() is None, text
            time.sleep(0.1)
        raise AssertionError(self.output.read_text(encoding="utf-8"))

    def family(self, home: Path) -> list[psutil.Process]:
        """The supervisor's descendants and the embedded server of this home."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        servers = [
            process
            for process in psutil.process_iter(["cmdline"])
            if str(home) in " ".join(process.info["cmdline"] or [])
        ]
        return [*children, *servers]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home of its own; whatever a failed test left running there is ended."""
    yield tmp_path
    for process in psutil.process_iter(["cmdline", "environ"]):
        line, environment = process.info["cmdline"] or [], process.info["environ"] or {}
        if str(tmp_path) in " ".join(line) or environment.get("GREENBRIDGE_HOME") == str(tmp_path):
            process.kill()


def test_it_comes_up_answers_and_leaves_nothing_behind(home: Path) -> None:
    platform = Platform(home, _free_port())
    text = platform.wait_until_announced()
    password = re.search(r"organizer@greenbridge\.example\W+(\S+)", text)
    assert password is not None
    with httpx.Client(base_url=platform.address, headers={"X-GreenBridge-Client": "test"}) as client:
        mutation = 'mutation { signIn(input: {email: "organizer@greenbridge.example", password: "%s"}) { __typename } }'
        signed_in = client.post("/graphql", json={"query": mutation % password[1]}).json()
        assert signed_in == {"data": {"signIn": {"__typename": "SignInSuccess"}}}
    family = platform.family(home)
    platform.process.send_signal(signal.SIGINT)
    assert platform.process.wait(30) == 0
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []


def test_a_killed_web_process_comes_back_and_data_stay(home: Path) -> None:
    platform = Platform(home, _free_port())
    platform.wait_until_announced()
    web = next(child for child in psutil.Process(platform.process.pid).children() if "serve" in child.cmdline())
    web.kill()
    web.wait(10)
    until = time.monotonic() + READY_SECONDS
    healthy = False
    while not healthy and time.monotonic() < until:
        try:
            healthy = httpx.get(f"{platform.address}/healthz").is_success
        except httpx.TransportError:
            time.sleep(0.1)
    assert healthy
    platform.process.terminate()
    assert platform.process.wait(30) == 0
    again = Platform(home, _free_port())
    assert "organizer@greenbridge.example" in again.wait_until_announced()
    again.process.send_signal(signal.SIGINT)
    assert again.process.wait(30) == 0


def test_a_taken_port_is_named_before_anything_starts(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        platform = Platform(home, int(taken.getsockname()[1]))
        assert platform.process.wait(30) == 2
    assert "Choose another port with --port" in platform.output.read_text(encoding="utf-8")
    assert not (home / "postgres").exists()
