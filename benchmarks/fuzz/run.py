"""Throw generated operations at a running platform: `make fuzz`, or `python benchmarks/fuzz/run.py --seconds 600`.

A platform of its own starts on the sample; Schemathesis makes queries and mutations for three kinds of actor at once.
No answer may be a server's error, carry a traceback, or hold a text or an id that its actor may not read.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx
from actors import make_actor

from services.kit.embedded import embedded_server, require_database
from services.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER: Final = Path(__file__).parent
EMAILS: Final = ("organizer@greenbridge.example", "judge@greenbridge.example", "enterprise@greenbridge.example")
PATIENCE_SECONDS: Final = 180
LOGGED: Final = ("Traceback (most recent call last)", "[error", '"level":"error"', '"level": "error"')
"""What the logs of the platform hold when something broke."""


def main() -> None:
    """Run all actors side by side; ends with 1 when anything was found."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="greenbridge-fuzz-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        with embedded_server(home / "postgres", keeps_data=False) as server_url:
            url = require_database(server_url)
            migrate(url)
            with _platform(home, url) as address:
                reports = _throw(home, url, address, asked)
        logged = [
            line for line in (home / "log.txt").read_text("utf-8").splitlines() if any(word in line for word in LOGGED)
        ]
    for report in reports:
        _say(report)
    print(f"lines of trouble in the platform's log: {len(logged)}", *logged[:10], sep="\n  ")
    sys.exit(1 if logged or any(report["found"] for report in reports) else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=None, help="one that an earlier run told")
    return parser.parse_args()


@contextmanager
def _platform(home: Path, url: str) -> Iterator[str]:
    """`greenbridge run` with the sample, once it answers; its log is kept in the home."""
    port = _free_port()
    environment = os.environ | {
        "DATABASE_URL": url,
        "GREENBRIDGE_HOME": str(home),
        "GREENBRIDGE_COST_BUDGET": "1000000000",  # what one actor may ask for is tried elsewhere
        "GREENBRIDGE_COST_PER_SECOND": "100000000",
    }
    with (home / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "services.cli", "run", "--port", str(port)],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            if httpx.post(f"{address}/graphql", json={"query": "{ __typename }"}).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.5)
    raise RuntimeError("the platform did not start")


def _throw(home: Path, url: str, address: str, asked: argparse.Namespace) -> list[Mapping[str, object]]:
    """What each actor's own process reports."""
    started = []
    for place, email in enumerate(EMAILS):
        path = home / f"actor-{place}.json"
        path.write_text(json.dumps(asyncio.run(make_actor(url, email))), encoding="utf-8")
        seed = str(time.time_ns() % 10**9 if asked.seed is None else asked.seed)
        arguments = [sys.executable, str(FOLDER / "throw.py"), str(path), address, url, str(asked.seconds), seed]
        started.append((path, subprocess.Popen(arguments)))
    for _, process in started:
        if process.wait() != 0:
            raise RuntimeError("an actor's process failed")
    return [json.loads(path.with_suffix(".report").read_text("utf-8")) for path, _ in started]


def _say(report: Mapping[str, object]) -> None:
    print(f"\n{report['email']} (seed {report['seed']}): {report['counts']}")
    for found in report["found"]:  # type: ignore[attr-defined]  # a list of findings
        print(f"  FOUND {found['what']} by {found['operation']}\n    {found['document'][:1500]}\n    {found['answer']}")


if __name__ == "__main__":
    main()
