"""Run OR-Tools' minimum-cost flow and stay able to tell, to cancel and to keep time.

The native call holds the interpreter until it is done: no thread of this process can run meanwhile. Short flows run here;
long ones run in a process of their own, which is ended when the solve must end.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines import mincost_process
from optimizer.pulse import EngineFailed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.network import Network
    from optimizer.progress import Phase
    from optimizer.pulse import Pulse

# Measured: flows of this many arcs end within a tenth of a second, on hard instances within half a second.
MOST_ARCS_HERE: Final = 150_000
POLL_SECONDS: Final = 0.05


def choose_pairs(network: Network, pulse: Pulse, phase: Phase) -> NDArray[np.bool_] | None:
    """Solve the flow and say which pairs carry a unit; None when there is no feasible flow.

    Raises
    ------
    Interrupted
        When the pulse says so.
    EngineFailed
        ``solver_process_ended`` or the status of OR-Tools.
    """
    pulse.beat(phase)
    if network.arc_count <= MOST_ARCS_HERE:
        status, chosen = mincost_process.run_flow(*_blocks(network))
    else:
        status, chosen = _choose_apart(network, pulse, phase)
    pulse.beat(phase)
    if status == mincost_process.OPTIMAL:
        return chosen
    if status == mincost_process.INFEASIBLE:
        return None
    raise EngineFailed(f"flow_{status.lower()}")


def _blocks(network: Network) -> tuple[NDArray[np.generic], ...]:
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


def _choose_apart(network: Network, pulse: Pulse, phase: Phase) -> tuple[str, NDArray[np.bool_]]:
    # -P: the engines' own file names must not shadow anything the process imports.
    command = [sys.executable, "-P", str(Path(mincost_process.__file__))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    answer = bytearray()
    courier = threading.Thread(target=_carry, args=(process, _blocks(network), answer), daemon=True)
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
    return mincost_process.read_answer(answer, len(network.pair_tail))


def _carry(process: subprocess.Popen[bytes], blocks: tuple[NDArray[np.generic], ...], answer: bytearray) -> None:
    if process.stdin is None or process.stdout is None:
        raise EngineFailed("solver_process_ended")
    try:
        with process.stdin as pipe:
            mincost_process.write_blocks(pipe, blocks)
        answer += process.stdout.read()
    except BrokenPipeError:
        return  # the process was ended, here or by the system; its exit code tells
