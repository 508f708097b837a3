"""results.md: what was measured on which machine, and whether each promised figure is reached."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING

from operations import SCENARIOS, Scenario
from results import BARE, SECURED, Results, promises
from servers import POSTGRAPHILE, SERVERS
from tables import COUNTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_INTRODUCTION = """# Speed of the API

Made by `python benchmarks/api/run.py{options}`; do not edit. {rows}

Every server is **one process** on the same PostgreSQL {postgresql} with the same rows; {rounds} rounds of {seconds:g} s
alternate between the servers, {clients} connections each (`wrk`, one thread). Ratios are taken within a round, and the
median of the rounds is shown. Before anything is timed, the servers must have given the same answers.

* **GreenBridge**: the web process as deployed, with tokens, row policies, limits and masks; only its types are those of
  the benchmark. A read is one statement.
* **PostGraphile {postgraphile}**, Amber preset, Node's http server; *secured*: role and actor as settings per request,
  the actor taken from a plain header (a real deployment checks a token, which costs extra); *without any security*: as
  the owner of the tables, who obeys no policy.
* **Strawberry with dataloaders** (benchmarks/api/peers/dataloaders.py): caches for parsing and validation, orjson, one
  transaction with the actor, windows for nested pages, totals only when asked.
* **pgbench**: the statement of our planner alone, prepared, under the same role: the limit of every server.

Machine: {machine}, {cores} cores shared by server, PostgreSQL and load; load average {load} in the last quarter of an
hour, where an idle machine would show about 3 by this alone. A busy machine flatters whoever needs less processor time.
Python {python}, Strawberry {strawberry}, psycopg {psycopg}.
"""


def write_report(results: Results, path: Path, postgresql: str) -> None:
    """Write everything."""
    parts = [_introduction(results, postgresql), _ratios(results), _promises(results), _figures(results)]
    path.write_text("\n".join(parts), encoding="utf-8")


def _introduction(results: Results, postgresql: str) -> str:
    counts = ", ".join(f"{number * results.times:,} {name} rows" for name, number in COUNTS.items())
    package = json.loads((POSTGRAPHILE / "node_modules" / "postgraphile" / "package.json").read_text())
    return _INTRODUCTION.format(
        options="" if results.times == 1 else f" --times {results.times}",
        rows=f"{counts}.",
        postgresql=postgresql,
        rounds=results.rounds,
        seconds=results.seconds,
        clients=results.clients,
        postgraphile=package["version"],
        machine=platform.machine(),
        cores=os.cpu_count(),
        load=f"{os.getloadavg()[2]:.1f}",
        python=platform.python_version(),
        strawberry=version("strawberry-graphql"),
        psycopg=version("psycopg"),
    )


def _ratios(results: Results) -> str:
    heads = ["| | secured | without security | dataloaders |", "|---|---|---|---|"]
    lines = ["## Requests a second, ours over theirs", "", *heads]
    lines += [_row(scenario, results.ratio) for scenario in SCENARIOS]
    lines += [
        "",
        "Processor time of a request, theirs over ours, server and PostgreSQL together:",
    ]
    lines += ["", *heads]
    lines += [_row(scenario, results.cpu_ratio) for scenario in SCENARIOS]
    return "\n".join([*lines, ""])


def _row(scenario: Scenario, ratio: Callable[[str, str], float]) -> str:
    cells = [f"{ratio(scenario.name, peer):.2f}" for peer in (SECURED, BARE, "dataloaders")]
    return f"| {scenario.title} | {' | '.join(cells)} |"


def _promises(results: Results) -> str:
    lines = ["## What is promised", "", "| figure | wanted | found | |", "|---|---|---|---|"]
    for each in promises(results):
        sign = "≤" if each.is_upper_bound else "≥"
        kept = "reached" if each.is_kept else "**not reached**"
        lines.append(f"| {each.what} | {sign} {each.wanted:g} | {each.found:.2f} | {kept} |")
    shown = "One statement per read: shown by tests/graph/kit/test_one_statement.py, on the wire."
    return "\n".join([*lines, "", shown, ""])


def _figures(results: Results) -> str:
    lines = ["## Figures", "", "Processor time is per request: of the server's process, and of all of PostgreSQL.", ""]
    for scenario in SCENARIOS:
        lines += [
            f"### {scenario.title}",
            "",
            "| | requests/s | p50 ms | p99 ms | server cpu ms | PostgreSQL cpu ms |",
            "|---|---|---|---|---|---|",
        ]
        for server in SERVERS:
            found = results.measured[scenario.name, server.name]
            numbers = [
                f"{median(each.per_second for each in found):,.0f}",
                f"{median(each.p50_ms for each in found):.1f}",
                f"{median(each.p99_ms for each in found):.1f}",
                f"{median(each.server_cpu_ms for each in found):.2f}",
                f"{median(each.database_cpu_ms for each in found):.2f}",
            ]
            lines.append(f"| {server.title} | {' | '.join(numbers)} |")
        alone = median(results.statement_ms[scenario.name])
        lines += [
            f"| pgbench | {median(results.statements[scenario.name]):,.0f} | | | | |",
            "",
            f"One at a time PostgreSQL needs {alone:.2f} ms for the statement"
            + (f", our read {median(results.alone_ms):.2f} ms." if scenario.name == "nested" else "."),
            "",
        ]
    return "\n".join(lines)
