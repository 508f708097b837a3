"""What a click in a matrix of 911 x 2 710 takes: `python benchmarks/studio/run.py` writes results.md beside this file.

A platform of its own starts on the sample, imports judging/iclr2018.npz from GREENBRIDGE_DATA (default
../shared/data) as an organizer would, and assigns. Then a program asks why pairs are in the plan or not, and clicks in
a headless Chromium ask the same, timed inside the page from the pointer's event to the frame that shows the answer. The
server starts anew before each round, so that the first question of a round finds nothing in its memory but what
opening the page has left there. Needs the built console (`make console`) and a Chromium.
"""

from __future__ import annotations

import argparse
import base64
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import httpx
import numpy as np
import psutil
from clicks import CHROMIUM, click, opened
from conference import PLAN_MATRIX, Organizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conference import Planned

REPORT: Final = Path(__file__).with_name("results.md")
PATIENCE_SECONDS: Final = 240
LIMIT_MS: Final = 100


def main() -> None:
    """Measure, print and write."""
    asked = _arguments()
    instance = Path(os.environ.get("GREENBRIDGE_DATA", Path(__file__).parents[3] / "shared" / "data"))
    instance = instance / "judging" / "iclr2018.npz"
    if CHROMIUM is None or not instance.exists():
        sys.exit(f"needs a Chromium and {instance.name} in {instance.parent}; set GREENBRIDGE_DATA")
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="greenbridge-studio-", ignore_cleanup_errors=True) as folder:
        with _platform(Path(folder)) as (address, _):
            planned = Organizer(address).bring(instance)
        for place in range(asked.rounds):
            with _platform(Path(folder)) as (address, web):
                _measure(found, (address, web), planned, np.random.default_rng(place), asked.clicks)
    text = _format(found, asked)
    print(text)
    REPORT.write_text(text, encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="starts of the server")
    parser.add_argument("--clicks", type=int, default=15, help="of a kind, in each round")
    return parser.parse_args()


def _measure(
    found: dict[str, list[float]],
    server: tuple[str, psutil.Process],
    planned: Planned,
    random: np.random.Generator,
    clicks: int,
) -> None:
    """One round: the first click, clicks on pairs in the plan and others, then questions without a browser."""
    address, web = server
    organizer = Organizer(address)
    with opened(address, planned.path) as page:
        matrix = organizer.ask(PLAN_MATRIX, id=planned.plan_id)["planMatrix"]
        shape = len(matrix["entryIds"]), matrix["columnCount"]
        chosen = np.frombuffer(base64.b64decode(matrix["chosen"]), "<u4")
        for number in range(2 * clicks + 1):
            other = int(random.integers(shape[0] * shape[1]))
            cell = int(random.choice(chosen)) if number % 2 else other
            kind = "first" if number == 0 else "in the plan" if number % 2 else "others"
            for name, value in click(page, divmod(cell, shape[1]), shape).items():
                found.setdefault(f"{name}, {kind}", []).append(value)
    for _ in range(clicks):
        cell = divmod(int(random.choice(chosen)), shape[1])
        before = _cpu(web)
        taken = organizer.explain(planned.plan_id, (matrix["judgeIds"][cell[1]], matrix["entryIds"][cell[0]]))
        found.setdefault("server, wall", []).append(1000 * taken)
        found.setdefault("server, CPU", []).append(1000 * (_cpu(web) - before))


def _cpu(process: psutil.Process) -> float:
    spent = process.cpu_times()
    return float(spent.user + spent.system)


@contextmanager
def _platform(home: Path) -> Iterator[tuple[str, psutil.Process]]:
    """`greenbridge run` with the sample, once it answers, and the process of it that serves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    own = {"GREENBRIDGE_HOME": str(home), "GREENBRIDGE_COST_BUDGET": "1000000000"}
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | own
    with (home / "log.txt").open("ab") as log:
        command = [sys.executable, "-m", "services.cli", "run", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait_for(f"http://127.0.0.1:{port}", process, home / "log.txt")
            children = psutil.Process(process.pid).children(recursive=True)
            [web] = [child for child in children if "serve" in child.cmdline()]
            yield f"http://127.0.0.1:{port}", web
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until it answers and the sample is there."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            answered = httpx.post(f"{address}/graphql", json={"query": "{ __typename }"}).is_success
        except httpx.TransportError:
            answered = False
        if answered and f"{address}" in (text := log.read_text("utf-8")) and "zone@" in text.rpartition(address)[2]:
            return
        time.sleep(0.5)
    raise RuntimeError("the platform did not start")


def _format(found: dict[str, list[float]], asked: argparse.Namespace) -> str:
    lines = [_line(name, values) for name, values in sorted(found.items())]
    answers = [value for name, values in found.items() if name.startswith("answer") for value in values]
    verdict = "reached" if median(answers) < LIMIT_MS else "MISSED"
    return "\n".join(
        [
            "# The studio on iclr2018 (911 entries, 2 710 judges, 2.4 million scores)",
            "",
            f"`python benchmarks/studio/run.py --rounds {asked.rounds} --clicks {asked.clicks}`: milliseconds;",
            f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}, headless Chromium.",
            "A click's time runs from the pointer's event to the frame with the panel, and with the answer in it.",
            "",
            f"An answer within {LIMIT_MS} ms of the click (median of all): {median(answers):.0f}, {verdict}.",
            "",
            "| what | count | median | 90 of 100 within |",
            "|---|---|---|---|",
            *lines,
            "",
        ]
    )


def _line(name: str, values: Sequence[float]) -> str:
    return f"| {name} | {len(values)} | {median(values):.0f} | {np.percentile(values, 90):.0f} |"


if __name__ == "__main__":
    main()
