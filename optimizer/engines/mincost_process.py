"""The native flow call; run as a script it reads a network from standard input and writes the chosen pairs."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING, Final

import numpy as np
from ortools.graph.python import min_cost_flow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

OPTIMAL: Final = "OPTIMAL"
INFEASIBLE: Final = "INFEASIBLE"
STATUSES: Final = (OPTIMAL, INFEASIBLE, "UNBALANCED", "BAD_RESULT", "BAD_COST_RANGE", "BAD_CAPACITY_RANGE", "NOT_SOLVED")
BLOCK_TYPES: Final = (np.int32, np.int32, np.int64, np.int32, np.int32, np.int64, np.int64, np.int64)


def run_flow(  # noqa: PLR0913, PLR0917 - the blocks of a network, in the order they travel in
    pair_tail: NDArray[np.int32],
    pair_head: NDArray[np.int32],
    pair_cost: NDArray[np.int64],
    tail: NDArray[np.int32],
    head: NDArray[np.int32],
    capacity: NDArray[np.int64],
    cost: NDArray[np.int64],
    node_units: NDArray[np.int64],
) -> tuple[str, NDArray[np.bool_]]:
    """Solve the flow; returns the status word and, where optimal, which pairs carry a unit."""
    flow = min_cost_flow.SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(pair_tail, pair_head, 1, pair_cost)
    flow.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    flow.set_nodes_supplies(np.arange(len(node_units), dtype=np.int32), node_units)
    status = flow.solve().name
    if status != OPTIMAL:
        return status, np.zeros(0, np.bool_)
    return status, np.atleast_1d(flow.flows(pairs)) > 0


def write_blocks(pipe: IO[bytes], blocks: Iterable[NDArray[np.generic]]) -> None:
    """Send arrays, each with its length before it."""
    for block in blocks:
        pipe.write(len(block).to_bytes(8, "little"))
        pipe.write(memoryview(np.ascontiguousarray(block)).cast("B") if len(block) else b"")


def read_blocks(pipe: IO[bytes]) -> list[NDArray[np.generic]]:
    """Receive the arrays of a network."""
    return [_read_block(pipe, dtype) for dtype in BLOCK_TYPES]


def pack_answer(status: str, chosen: NDArray[np.bool_]) -> bytes:
    """Turn an answer into bytes."""
    return bytes([STATUSES.index(status)]) + np.packbits(chosen).tobytes()


def read_answer(answer: bytes | bytearray, count: int) -> tuple[str, NDArray[np.bool_]]:
    """Turn bytes back into an answer about ``count`` pairs."""
    status = STATUSES[answer[0]]
    if status != OPTIMAL:
        return status, np.zeros(0, np.bool_)
    return status, np.unpackbits(np.frombuffer(answer, np.uint8, offset=1), count=count).view(np.bool_)


def _read_block(pipe: IO[bytes], dtype: type[np.generic]) -> NDArray[np.generic]:
    block = np.empty(int.from_bytes(pipe.read(8), "little"), dtype)
    view = memoryview(block).cast("B") if len(block) else memoryview(b"")
    done = 0
    while done < len(view):
        read = pipe.readinto(view[done:])  # type: ignore[attr-defined]  # a buffered reader has it
        if not read:
            raise EOFError("the network ended early")
        done += read
    return block


if __name__ == "__main__":
    sys.stdout.buffer.write(pack_answer(*run_flow(*read_blocks(sys.stdin.buffer))))  # type: ignore[arg-type]
