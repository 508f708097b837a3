"""Run OR-Tools' minimum-cost flow and stay able to tell, to cancel and to keep time.

The native call holds the interpreter until it is done: no thread of this process can run meanwhile. Short flows, and
those that nobody watches, run here; long ones run in a process of their own, which is ended when the solve must end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.engines import mincost_process
from optimizer.pulse import EngineFailed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.mincost_process import Answer
    from optimizer.engines.network import Network
    from optimizer.progress import Phase
    from optimizer.pulse import Pulse

    Blocks = tuple[NDArray[Any], ...]

# Measured: 1 to 17 microseconds an arc, so that the hardest flow of this size ends within a second.
MOST_ARCS_HERE: Final = 60_000
POLL_SECONDS: Final = 0.05


def choose_pairs(network: Network, pulse: Pulse, phase: Phase) -> NDArray[np.bool_] | None:
    """Solve the flow and say which pairs carry a unit; None when there is no feasible flow."""
    answer = find_flow(network, pulse, phase)
    return None if answer is None else answer.chosen


def find_flow(network: Network, pulse: Pulse, phase: Phase) -> Answer | None:
    """Solve the flow; None when there is no feasible one.

    Raises
    ------
    Interrupted
        When the pulse says so.
    EngineFailed
        ``solver_process_missing``, ``solver_process_ended`` or the status of OR-Tools.
    """
    pulse.beat(phase)
    if network.arc_count <= MOST_ARCS_HERE or not pulse.is_watched:
        answer = mincost_process.run_flow(iter(_blocks(network)))
    else:
        answer = _run_apart(network, pulse, phase)
    pulse.beat(phase)
    if answer.status == mincost_process.OPTIMAL:
        return answer
    if answer.status == mincost_process.INFEASIBLE:
        return None
    raise EngineFailed(f"flow_{answer.status.lower()}")


def _blocks(network: Network) -> Blocks:
    return (
        network.pair_tail,
        network.pair_head,
        network.pair_cost,
        network.tail,
        network.head,
        network.capacity,
        network.cost,
        network.node_units,
    )


def _start_process() -> subprocess.Popen[bytes]:
    # -P: the engines' own file names must not shadow anything the process imports.
    command = [sys.executable, "-P", str(Path(mincost_process.__file__))]
    # One thread is all the flow uses; starting BLAS threads would only cost time.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
    except OSError as error:
        raise EngineFailed("solver_process_missing") from error


def _run_apart(network: Network, pulse: Pulse, phase: Phase) -> Answer:
    process = _start_process()
    packed = bytearray()
    courier = threading.Thread(target=_carry, args=(process, _blocks(network), packed), daemon=True)
    courier.start()
    try:
        while courier.is_alive():
            courier.join(POLL_SECONDS)
            pulse.beat(phase)
        process.wait()
    finally:
        process.kill()
        courier.join()
        process.wait()
        if process.stdout:
            process.stdout.close()
    if process.returncode:
        raise EngineFailed("solver_process_ended")
    return mincost_process.read_answer(packed, len(network.pair_tail), len(network.tail))


def _carry(process: subprocess.Popen[bytes], blocks: Blocks, packed: bytearray) -> None:
    if process.stdin is None or process.stdout is None:
        raise EngineFailed("solver_process_ended")
    try:
        with process.stdin as pipe:
            mincost_process.write_blocks(pipe, blocks)
        packed += process.stdout.read()
    except BrokenPipeError:
        return  # the process was ended, here or by the system; its exit code tells
