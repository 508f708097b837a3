"""The native flow call; run as a script it reads a network from standard input and writes the chosen pairs."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from ortools.graph.python import min_cost_flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

OPTIMAL: Final = "OPTIMAL"
INFEASIBLE: Final = "INFEASIBLE"
STATUSES: Final = (
    OPTIMAL,
    INFEASIBLE,
    "UNBALANCED",
    "BAD_RESULT",
    "BAD_COST_RANGE",
    "BAD_CAPACITY_RANGE",
    "NOT_SOLVED",
)
BLOCK_TYPES: Final = (np.int32, np.int32, np.int64, np.int32, np.int32, np.int64, np.int64, np.int64)


class Answer(NamedTuple):
    """The status word of a flow and, where optimal, which pairs carry a unit and how many units the other arcs do."""

    status: str
    chosen: NDArray[np.bool_] = np.zeros(0, np.bool_)
    units: NDArray[np.int64] = np.zeros(0, np.int64)


def run_flow(blocks: Iterator[NDArray[Any]]) -> Answer:
    """Solve the flow whose blocks come in this order; each is let go as soon as it is handed over.

    Tail, head and cost of the pairs; tail, head, capacity and cost of the other arcs; units of the nodes.
    """
    flow = min_cost_flow.SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(next(blocks), next(blocks), 1, next(blocks))
    others = flow.add_arcs_with_capacity_and_unit_cost(next(blocks), next(blocks), next(blocks), next(blocks))
    node_units = next(blocks)
    flow.set_nodes_supplies(np.arange(len(node_units), dtype=np.int32), node_units)
    status = flow.solve().name
    if status != OPTIMAL:
        return Answer(status)
    return Answer(status, np.atleast_1d(flow.flows(pairs)) > 0, np.atleast_1d(flow.flows(others)))


def write_blocks(pipe: IO[bytes], blocks: Iterable[NDArray[Any]]) -> None:
    """Send arrays, each with its length before it."""
    for block in blocks:
        pipe.write(len(block).to_bytes(8, "little"))
        pipe.write(np.ascontiguousarray(block).view(np.uint8).data)


def read_blocks(pipe: IO[bytes]) -> Iterator[NDArray[Any]]:
    """Receive the arrays of a network, one after the other."""
    return (_read_block(pipe, dtype) for dtype in BLOCK_TYPES)


def pack_answer(answer: Answer) -> bytes:
    """Turn an answer into bytes."""
    units = answer.units.astype(np.int64).tobytes()
    return bytes([STATUSES.index(answer.status)]) + units + np.packbits(answer.chosen).tobytes()


def read_answer(packed: bytes | bytearray, pair_count: int, other_count: int) -> Answer:
    """Turn bytes back into an answer."""
    status = STATUSES[packed[0]]
    if status != OPTIMAL:
        return Answer(status)
    units = np.frombuffer(packed, np.int64, count=other_count, offset=1)
    bits = np.frombuffer(packed, np.uint8, offset=1 + units.nbytes)
    return Answer(status, np.unpackbits(bits, count=pair_count).view(np.bool_), units)


def _read_block(pipe: IO[bytes], dtype: type[np.generic]) -> NDArray[Any]:
    block = np.empty(int.from_bytes(pipe.read(8), "little"), dtype)
    view = block.view(np.uint8).data
    done = 0
    while done < len(view):
        read = pipe.readinto(view[done:])  # type: ignore[attr-defined]  # a buffered reader has it
        if not read:
            raise EOFError("the network ended early")
        done += read
    return block


if __name__ == "__main__":
    sys.stdout.buffer.write(pack_answer(run_flow(read_blocks(sys.stdin.buffer))))
