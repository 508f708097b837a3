"""Measure the API beside its peers: `python benchmarks/api/run.py` writes results.md beside this file.

Every server is one process on the same PostgreSQL and the same rows; rounds alternate between them, so that what the
machine does otherwise meets all alike. `--times 10` takes ten times the rows.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil
import psycopg
from agreement import check_agreement
from load import measure, measure_statement
from operations import SCENARIOS, bodies
from report import write_report
from results import Results
from servers import SERVERS, Running, running
from statements import write_scripts
from tables import make, tidy

from services.identity.sessions import new_token, token_hash
from services.kit.embedded import embedded_server, require_database
from services.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from load import Measured

CLIENTS: Final = 16


def main() -> None:
    """Measure and write the report."""
    asked = _arguments()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk makes the load: install the package of that name")
    with _database(asked.times) as (url, postmaster, token), tempfile.TemporaryDirectory() as folder:
        written = _write_bodies(Path(folder), asked.times)
        scripts = write_scripts(Path(folder))
        results = Results(times=asked.times, rounds=asked.rounds, seconds=asked.seconds, clients=CLIENTS)
        with running(url) as started:
            check_agreement(started, written, token)
            for place in range(asked.rounds + 1):  # the first round only warms up
                tidy(url)
                _round(results, started, written, (postmaster, token), asked.seconds if place else 1.0, place)
                for name, script in scripts.items():
                    many = measure_statement(url, script, clients=CLIENTS, seconds=asked.seconds)
                    alone = measure_statement(url, script, clients=1, seconds=asked.seconds)
                    results.add_statement(name, many, alone, place)
                    if name == "nested":  # one at a time, right after PostgreSQL alone
                        path = written[name, "ours"]
                        own = measure(started[0], postmaster, path, token, clients=1, seconds=asked.seconds)
                        results.add_alone(own, place)
        write_report(results, Path(asked.out), _version(url))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="how many times the 500 incubators, 20 000 startups, ...")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measurement")
    parser.add_argument("--out", default=str(Path(__file__).parent / "results.md"))
    return parser.parse_args()


@contextmanager
def _database(times: int) -> Iterator[tuple[str, psutil.Process, str]]:
    """A database of this run's own, filled; the process that leads its server; a token of the actor."""
    token = new_token()
    with tempfile.TemporaryDirectory(prefix="greenbridge-api-") as folder:
        home = Path(folder) / "postgres"
        with embedded_server(home, keeps_data=False) as server_url:
            url = require_database(server_url, "benchmark")
            migrate(url)
            make(url, times, token_hash(token))
            postmaster = int((home / "postmaster.pid").read_text().splitlines()[0])
            yield url, psutil.Process(postmaster), token


def _version(url: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    return str(row[0]) if row else "?"


def _write_bodies(folder: Path, times: int) -> dict[tuple[str, str], Path]:
    written = {}
    for scenario in SCENARIOS:
        for words in {server.words for server in SERVERS}:
            path = folder / f"{scenario.name}-{words}"
            path.write_bytes(b"\n".join(bodies(scenario, words, times)))
            written[scenario.name, words] = path
    return written


def _round(
    results: Results,
    started: list[Running],
    written: dict[tuple[str, str], Path],
    database: tuple[psutil.Process, str],
    own_seconds: float,
    place: int,
) -> None:
    """Every scenario on every server, each round beginning with another one."""
    turn = place % len(started)
    postmaster, token = database
    for scenario in SCENARIOS:
        for each in started[turn:] + started[:turn]:
            path = written[scenario.name, each.server.words]
            seconds = own_seconds * (2 if scenario.name == "nested" else 1)  # one takes dataloaders more than a second
            many = measure(each, postmaster, path, token, clients=CLIENTS, seconds=seconds)
            results.add(scenario.name, each.server.name, many, place)
            _say(scenario.name, each, many)


def _say(name: str, each: Running, found: Measured) -> None:
    print(
        f"{name:9} {each.server.name:18} {found.per_second:8.1f}/s p50 {found.p50_ms:7.2f} p99 {found.p99_ms:7.2f} ms"
        f"  cpu {found.server_cpu_ms:6.2f} + {found.database_cpu_ms:6.2f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
