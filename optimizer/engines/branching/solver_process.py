"""Linear and 0/1 programs by HiGHS; as a script it answers requests on standard input."""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import IO, TYPE_CHECKING, Any, Final

import highspy
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]
    Tell = Callable[[dict[str, Any], Arrays], None]

OPTIMAL: Final = "optimal"
INFEASIBLE: Final = "infeasible"
CUT_SHORT: Final = "cut_short"
INFINITE: Final = highspy.kHighsInf
WHOLE_GAP: Final = 0.5  # gains are whole numbers, so that a smaller gap is none
SIMPLEX_COLUMNS: Final = 20_000
NO_SUM: Final = 2.0**59
LENGTH_BYTES: Final = 8
WORDS: Final = {
    highspy.HighsModelStatus.kOptimal: OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: INFEASIBLE,
    highspy.HighsModelStatus.kSolutionLimit: CUT_SHORT,
}


class Desk:
    """Keeps one linear program that grows, and solves 0/1 programs beside it."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._linear = self._start()

    def answer(self, command: str, arrays: Arrays, tell: Tell) -> tuple[dict[str, Any], Arrays]:
        """Carry out one request; ``tell`` takes plans that are found on the way."""
        if command == "branch":
            return self._branch(arrays, tell)
        return getattr(self, f"_{command}")(arrays) or ({}, {})

    def _start(self) -> highspy.Highs:
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)  # noqa: FBT003 - a value of an option
        highs.setOptionValue("threads", 1)
        highs.setOptionValue("random_seed", self._seed % 2**31)
        return highs

    def _begin(self, arrays: Arrays) -> None:
        """Forget the linear program."""
        del arrays
        self._linear = self._start()

    def _add_rows(self, arrays: Arrays) -> None:
        _add_rows(self._linear, arrays)

    def _add_columns(self, arrays: Arrays) -> None:
        _add_columns(self._linear, arrays)

    def _change_gains(self, arrays: Arrays) -> None:
        columns = arrays["column"].astype(np.int32)
        self._linear.changeColsCost(len(columns), columns, -arrays["gain"].astype(float))

    def _change_uppers(self, arrays: Arrays) -> None:
        columns, upper = arrays["column"].astype(np.int32), arrays["upper"].astype(float)
        self._linear.changeColsBounds(len(columns), columns, np.zeros(len(columns)), upper)

    def _solve(self, arrays: Arrays) -> tuple[dict[str, Any], Arrays]:
        """Solve the linear program; multipliers are at least 0 where a maximum binds."""
        del arrays
        if not self._linear.getNumCol():  # HiGHS has no answer to that
            return {"status": OPTIMAL}, {"share": np.zeros(0), "multiplier": np.zeros(self._linear.getNumRow())}
        # Measured: from nothing, the interior point method takes a third of the time on large programs.
        is_large = not self._linear.getBasis().valid and self._linear.getNumCol() > SIMPLEX_COLUMNS
        self._linear.setOptionValue("solver", "ipm" if is_large else "choose")
        self._linear.run()
        if self._linear.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            # Once more from nothing: an old basis can lead the simplex method astray.
            self._linear.clearSolver()
            self._linear.setOptionValue("solver", "simplex")
            self._linear.run()
        status = self._linear.getModelStatus()
        solution = self._linear.getSolution()
        found = {"share": np.array(solution.col_value), "multiplier": -np.array(solution.row_dual)}
        return {"status": WORDS.get(status, str(status))}, found

    def _branch(self, arrays: Arrays, tell: Tell) -> tuple[dict[str, Any], Arrays]:
        """Solve a 0/1 program, from a plan when one is given, within a number of nodes when one is given."""
        highs = self._start()
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", WHOLE_GAP)
        most_nodes = int(arrays["most_nodes"][0])
        if most_nodes:
            highs.setOptionValue("mip_max_nodes", most_nodes)
        rows = {name: arrays[name] for name in ("lower", "upper")}
        _add_rows(highs, {**rows, "count": np.zeros(len(rows["lower"])), "index": np.zeros(0), "value": np.zeros(0)})
        names = {"gain": "gain", "upper": "most", "count": "count", "index": "index", "value": "value"}
        _add_columns(highs, {name: arrays[other] for name, other in names.items()})
        count = len(arrays["gain"])
        kinds = arrays["kind"].astype(np.uint8)
        highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
        if len(arrays["start"]):
            start = arrays["start"].astype(float)
            highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
        highs.cbMipImprovingSolution.subscribe(
            lambda event: tell({}, {"chosen": np.array(event.data_out.mip_solution)})
        )
        highs.run()
        status = highs.getModelStatus()
        info = highs.getInfo()
        has_plan = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        chosen = np.array(highs.getSolution().col_value) if has_plan else np.zeros(0)
        return {"status": WORDS.get(status, str(status)), "bound": -info.mip_dual_bound}, {"chosen": chosen}


def _add_rows(highs: highspy.Highs, arrays: Arrays) -> None:
    lower, upper = _limit(arrays["lower"], -INFINITE), _limit(arrays["upper"], INFINITE)
    starts = _starts(arrays["count"])
    index, value = arrays["index"].astype(np.int32), arrays["value"].astype(float)
    highs.addRows(len(lower), lower, upper, len(index), starts, index, value)


def _add_columns(highs: highspy.Highs, arrays: Arrays) -> None:
    gain, upper = arrays["gain"].astype(float), arrays["upper"].astype(float)
    starts = _starts(arrays["count"])
    index, value = arrays["index"].astype(np.int32), arrays["value"].astype(float)
    highs.addCols(len(gain), -gain, np.zeros(len(gain)), upper, len(index), starts, index, value)


def _starts(count: NDArray[Any]) -> NDArray[np.int32]:
    starts: NDArray[np.int32] = (np.cumsum(count) - count).astype(np.int32)
    return starts


def _limit(values: NDArray[Any], otherwise: float) -> NDArray[np.float64]:
    """Read whole limits; what no sum of weights can reach is no limit."""
    wide = values.astype(float)
    wide[np.abs(wide) >= NO_SUM] = otherwise
    return wide


def write_frame(pipe: IO[bytes], head: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Send a head and one-dimensional arrays."""
    listed = [(name, array.dtype.str, len(array)) for name, array in arrays.items()]
    packed = json.dumps({"head": head, "arrays": listed}).encode()
    pipe.write(len(packed).to_bytes(LENGTH_BYTES, "little"))
    pipe.write(packed)
    for array in arrays.values():
        pipe.write(np.ascontiguousarray(array).view(np.uint8).data)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> tuple[dict[str, Any], Arrays] | None:
    """Receive what the other side sent; None when it has ended."""
    length = pipe.read(LENGTH_BYTES)
    if len(length) < LENGTH_BYTES:
        return None
    packed = json.loads(pipe.read(int.from_bytes(length, "little")))
    arrays: Arrays = {}
    for name, kind, count in packed["arrays"]:
        dtype = np.dtype(kind)
        block = pipe.read(count * dtype.itemsize)
        if len(block) < count * dtype.itemsize:
            return None
        arrays[name] = np.frombuffer(block, dtype)
    return packed["head"], arrays


def serve() -> None:
    """Answer request by request until the input ends; what solvers print goes nowhere near the answers."""
    # Ctrl-C reaches this process too; whoever asks decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests: queue.SimpleQueue[tuple[dict[str, Any], Arrays]] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests,), daemon=True).start()
    with os.fdopen(os.dup(1), "wb") as pipe:
        os.dup2(2, 1)

        def tell(head: dict[str, Any], arrays: Arrays) -> None:
            write_frame(pipe, {**head, "is_news": True}, arrays)

        desk: Desk | None = None
        while True:
            head, arrays = requests.get()
            desk = desk or Desk(head["seed"])
            write_frame(pipe, *desk.answer(head["command"], arrays, tell))


def _read(requests: queue.SimpleQueue[tuple[dict[str, Any], Arrays]]) -> None:
    """Pass on requests; when the one who asks is gone, so is this process, whatever it is solving."""
    while (request := read_frame(sys.stdin.buffer)) is not None:
        requests.put(request)
    os._exit(0)


if __name__ == "__main__":
    serve()
