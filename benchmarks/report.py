"""The table of a benchmark run, and whether the figures are reached."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

INSTANCES = ("iclr2018", "sigir2007", "cs-bids-1", "cs-bids-2", "cs-bids-3")
PACKAGES = ("numpy", "ortools", "highspy", "networkx", "scipy", "pylmcf")


@dataclass(frozen=True)
class Row:
    """Medians of one method on one instance."""

    instance: str
    method: str
    value: int | None
    gap: int | None
    proof: str
    engine: str
    cpu: float
    wall: float
    process_cpu: float
    megabytes: float

    @classmethod
    def without_answer(cls, instance: str, method: str, seconds: int) -> Row:
        """Make the row of a method that was ended after so many seconds."""
        none = float("nan")
        return cls(instance, method, None, None, f"none in {seconds} s", method, none, none, none, none)

    def line(self, bare: Row | None) -> str:
        """Return one line of the table; ``bare`` is what the ratio is taken to, None where there is no bare flow."""
        if self.value is None:
            return f" | {self.instance} | {self.method} | {self.engine} |  |  | {self.proof} |  |  |  |  |  | "
        gap = "" if self.gap is None else str(self.gap)
        figures = (
            f"{self.cpu:.3f}",
            "" if bare is None else f"{self.cpu / bare.cpu:.2f}",
            f"{self.wall:.3f}",
            f"{self.process_cpu:.3f}",
            f"{self.megabytes:.0f}",
        )
        return " | ".join(("", self.instance, self.method, self.engine, str(self.value), gap, self.proof, *figures, ""))


HEAD = """\
| instance | method | engine | value | gap | proof | CPU s | to bare | wall s | process CPU s | MB |
|---|---|---|---|---|---|---|---|---|---|---|"""

FOOT = """\
CPU s and wall s count everything from arrays in memory to the end: building the problem, its digest, solving,
checking and verifying the certificate; for the bare flow building the arcs and solving. "watched" is the same solve
with progress and cancel, never silent for more than a second: a long flow then runs in a process of its own, which
counts whole, with its start and imports. Process CPU s is the whole measured process: interpreter, imports (numpy,
ortools) and reading the file as well. MB is peak resident memory, that of a process it starts added. Each
measurement is a fresh process, methods take turns, figures are medians. Values are integer units of 0.000001 and
equal for all methods. dense-180M is 15 000 x 12 000 products of vectors of 64 dimensions, in units of 2^-24: the matrix
(720 MB) never exists, and there is no bare flow to compare with, which would need tens of gigabytes."""


def format_report(rows: list[Row], command: str, repeats: int) -> str:
    """Write the whole page."""
    bare = {row.instance: row for row in rows if row.method == "bare flow"}
    table = [row.line(bare.get(row.instance)).strip() for row in rows]
    parts = [
        "# Benchmarks of the optimizer",
        f"`{command}` on {datetime.now(UTC):%Y-%m-%d}, {repeats} runs each. {describe_machine()}",
        "\n".join([HEAD, *table]),
        FOOT,
        "## Figures",
        "\n".join(_figures(rows, bare)),
    ]
    return "\n\n".join(parts) + "\n"


def describe_machine() -> str:
    """Tell processor, cores and versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}; Python {platform.python_version()}, {versions}."
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _figures(rows: list[Row], bare: dict[str, Row]) -> list[str]:
    ours = {row.instance: row for row in rows if row.method == "greenbridge"}
    absent = [name for name in INSTANCES if name not in ours]
    told = [
        _tell(
            "every instance VERIFIED with gap 0", all((row.proof, row.gap) == ("verified", 0) for row in ours.values())
        )
    ]
    if "iclr2018" in ours:
        row, times = ours["iclr2018"], bare["iclr2018"].cpu / ours["iclr2018"].cpu
        told.append(
            _tell(
                f"iclr2018 within 0.25 s CPU ({row.cpu:.3f}) and 200 MB ({row.megabytes:.0f})",
                row.cpu <= 0.25 and row.megabytes <= 200,
            )
        )
        told.append(_tell(f"iclr2018 at least 10 times less CPU than the bare flow ({times:.1f})", times >= 10))
    for name, megabytes in (("list-1.5M", 400), ("list-5M-elastic", 1536)):
        found = [row for row in rows if row.instance == name and row.method in {"greenbridge", "watched"}]
        for row in found:
            ratio = row.cpu / bare[name].cpu
            text = f"{name} ({row.method}) within 1.4 times the bare flow ({ratio:.2f}) and {megabytes} MB"
            told.append(_tell(f"{text} ({row.megabytes:.0f})", ratio <= 1.4 and row.megabytes <= megabytes))
    told += [
        _tell(f"{row.instance} ({row.method}) from vectors under 700 MB ({row.megabytes:.0f})", row.megabytes < 700)
        for row in rows
        if row.instance == "dense-180M"
    ]
    if absent:
        told.append(f"* NOT MEASURED, because the files are absent: {', '.join(absent)}")
    return told


def _tell(text: str, reached: bool) -> str:  # noqa: FBT001 - a sentence and its truth
    return f"* {'reached' if reached else 'NOT REACHED'}: {text}"
