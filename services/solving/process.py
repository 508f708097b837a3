"""The process that solves one problem: `python -m services.solving.process FOLDER SECONDS SEED MEMORY_MB LIFELINE`.

Reads FOLDER/problem and, where there are, FOLDER/objective and FOLDER/common.npz; writes FOLDER/result and
FOLDER/shortage.json, and tells its progress as JSON lines on standard output. It may be killed at any moment. It leads
a process group, and the whole group is killed when LIFELINE, a pipe whose other end only the parent holds, breaks:
engines start processes of their own, and none of them may outlive a worker that was killed.
"""

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from optimizer import (
    Infeasibility,
    Limits,
    Problem,
    ProblemError,
    Progress,
    Status,
    load_problem,
    save_result,
    shortage,
    solve,
)
from services.solving.evening import find_even_raise, read_common
from services.solving.snapshots import read_objective

OUT_OF_MEMORY_EXIT: Final = 81
ARGUMENT_COUNT: Final = 5
GUARD: Final = ["/bin/sh", "-c", "cat > /dev/null; kill -s KILL 0"]
"""Waits for the lifeline to break, then kills its process group; no interpreter lock can hold it up."""

Tell = Callable[[Mapping[str, Any]], None]


def main(arguments: list[str]) -> int:
    folder, seconds, seed, memory_mb, lifeline = arguments
    tell = _take_standard_output()
    _die_with_parent(int(lifeline))
    _limit_memory(int(memory_mb))
    try:
        _solve(Path(folder), float(seconds), int(seed), tell)
    except (MemoryError, RuntimeError, OSError) as error:
        if not _lacks_memory(error):
            raise
        return OUT_OF_MEMORY_EXIT
    except ProblemError as error:
        tell({"failure": error.code.upper(), "params": {name: str(value) for name, value in error.params.items()}})
    return 0


def _lacks_memory(error: Exception) -> bool:
    """Whether memory is what lacked; a thread without a stack and a process that cannot fork say it otherwise."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    return isinstance(error, MemoryError) or "can't start new thread" in str(error)


def _solve(folder: Path, seconds: float, seed: int, tell: Tell) -> None:
    problem = load_problem(folder / "problem")
    stated = folder / "objective"
    objective = read_objective(stated.read_bytes() if stated.exists() else None)

    def tell_progress(progress: Progress) -> None:
        tell({"phase": progress.phase.value.upper(), "value": progress.value, "bound": progress.bound})

    limits = Limits(seconds=seconds)
    result = solve(problem, objective=objective, limits=limits, seed=seed, on_progress=tell_progress)
    if result.status is Status.INFEASIBLE:
        tell({"phase": "EXPLAIN", "value": None, "bound": None})
        _write_shortage(problem, folder)
    save_result(result, folder / "result")


def _write_shortage(problem: Problem, folder: Path) -> None:
    found = shortage(problem)
    if found is None:
        return
    common = folder / "common.npz"
    units = find_even_raise(problem, read_common(common)) if common.exists() else None
    (folder / "shortage.json").write_text(json.dumps({**_plain(found), "even_raise": units}), encoding="utf-8")


def _plain(found: Infeasibility) -> Mapping[str, Any]:
    return {
        "code": found.code.upper(),
        "demands": list(found.demands),
        "supplies": list(found.supplies),
        "units_required": found.units_required,
        "units_available": found.units_available,
        "missing_units": found.missing_units,
        "mends": [{"code": mend.code.upper(), **mend.params} for mend in found.mends],
        "requirements": [{"code": limit.code.upper(), **limit.params} for limit in found.requirements],
        "is_smallest": found.is_smallest,
    }


def _take_standard_output() -> Tell:
    """Keep standard output for ourselves; what native libraries print goes to standard error."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(line: Mapping[str, Any]) -> None:
        print(json.dumps(line), file=lines, flush=True)

    return tell


def _die_with_parent(lifeline: int) -> None:
    subprocess.Popen(GUARD, stdin=lifeline, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(lifeline)


def _limit_memory(memory_mb: int) -> None:
    """Limit what the process may write, not what it maps: libraries reserve address space that they never touch."""
    limit = memory_mb << 20
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1 : ARGUMENT_COUNT + 1]))
