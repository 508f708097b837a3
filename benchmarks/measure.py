"""Measure one method on one instance, in this fresh process; prints one line of JSON.

Reading the instance and importing are done before the clock starts; a process that a method starts counts whole.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path

MEGABYTE = 1024.0  # ru_maxrss counts kilobytes
METHODS = {
    "greenbridge": "peers.greenbridge",
    "watched": "peers.watched",
    "bare flow": "peers.bare_flow",
    "networkx": "peers.networkx_simplex",
    "pylmcf": "peers.pylmcf_simplex",
    "linprog": "peers.linprog",
    "CP-SAT": "peers.cpsat",
}


def main() -> None:
    """Run the method named on the command line."""
    method = import_module(METHODS[sys.argv[1]])
    instance = method.read(Path(sys.argv[2]))
    before, started = _cpu_seconds(), time.perf_counter()
    outcome = method.run(instance)
    measured = {
        "wall": time.perf_counter() - started,
        "cpu": _cpu_seconds() - before,
        "process_cpu": _cpu_seconds(),
        "megabytes": sum(resource.getrusage(who).ru_maxrss for who in _whose()) / MEGABYTE,
    }
    print(json.dumps(outcome | measured))


def _whose() -> tuple[int, int]:
    return resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN


def _cpu_seconds() -> float:
    usages = [resource.getrusage(who) for who in _whose()]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    main()
