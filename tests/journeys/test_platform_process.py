"""`greenbridge run` as a person meets it: it comes up, answers, and Ctrl-C leaves nothing behind."""

import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.journeys.platform_process import READY_SECONDS, Platform, end_all_of, free_port


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    end_all_of(tmp_path)


def test_it_comes_up_answers_and_leaves_nothing_behind(home: Path) -> None:
    platform = Platform(home, free_port())
    password = platform.password()
    with httpx.Client(base_url=platform.address, headers={"X-GreenBridge-Client": "test"}) as client:
        mutation = 'mutation { signIn(input: {email: "organizer@greenbridge.example", password: "%s"}) { __typename } }'
        signed_in = client.post("/graphql", json={"query": mutation % password}).json()
        assert signed_in == {"data": {"signIn": {"__typename": "SignInSuccess"}}}
    family = platform.family(home)
    platform.process.send_signal(signal.SIGINT)
    assert platform.process.wait(30) == 0
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []


def test_a_killed_web_process_comes_back_and_data_stay(home: Path) -> None:
    platform = Platform(home, free_port())
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
    again = Platform(home, free_port())
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
