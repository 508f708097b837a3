"""The command line as a stranger uses it: a process of its own, real files, a real terminal, a real Ctrl-C."""

import contextlib
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from services.kit.sheets import Cell, SheetContent, write_csv, write_workbook

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("GREENBRIDGE_DATA", ROOT.parent / "shared" / "data"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TERM": "xterm"}
PROGRAM = [sys.executable, "-W", "error::ResourceWarning", "-m", "services.cli"]


def greenbridge(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [*PROGRAM, *map(str, arguments)]
    return subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=120, check=False
    )


def told(answer: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert "Traceback" not in answer.stderr
    parsed: dict[str, Any] = json.loads(answer.stdout)
    return parsed


def require_data(*parts: str) -> Path:
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path.name} is not in {DATA}; set GREENBRIDGE_DATA to the folder of the public instances")
    return path


@pytest.mark.data
def test_iclr2018_is_assigned_optimally_and_checked_again(tmp_path: Path) -> None:
    instance = require_data("judging", "iclr2018.npz")
    answer = told(greenbridge(tmp_path, "assign", "--instance", instance, "--out", "plan.xlsx", "--json"))
    assert (answer["status"], answer["proof"], answer["gap"], answer["missing_units"]) == ("proven", "verified", 0, 0)
    assert (answer["demands"], answer["supplies"], answer["pairs"]) == (911, 2710, 2733)
    checked = told(greenbridge(tmp_path, "check", "plan.xlsx", "--json"))
    assert (checked["status"], checked["value"], checked["below_bound"]) == ("good", answer["value"], 0)


@pytest.mark.data
def test_an_instance_as_spreadsheets_gives_the_same_value(tmp_path: Path) -> None:
    with np.load(require_data("judging", "cs-bids-3.npz")) as parts:
        score, conflict = parts["score"], parts["conflict"]
        needed, capacity = parts["judges_needed"], parts["capacity"]
    judges = [f"J{number}" for number in range(score.shape[1])]
    entries = [f"E{number}" for number in range(score.shape[0])]
    judge_rows: list[list[Cell]] = [[code, int(most)] for code, most in zip(judges, capacity, strict=True)]
    entry_rows: list[list[Cell]] = [[code, int(units)] for code, units in zip(entries, needed, strict=True)]
    matrix: list[list[Cell]] = [[code, *map(float, row)] for code, row in zip(entries, score, strict=True)]
    barred: list[list[Cell]] = [[entries[at], judges[by]] for at, by in zip(*np.nonzero(conflict), strict=True)]
    (tmp_path / "judges.xlsx").write_bytes(write_workbook([SheetContent("judges", ["code", "capacity"], judge_rows)]))
    (tmp_path / "entries.csv").write_bytes(write_csv(SheetContent("entries", ["code", "needed"], entry_rows)))
    (tmp_path / "scores.xlsx").write_bytes(write_workbook([SheetContent("scores", ["", *judges], matrix)]))
    (tmp_path / "conflicts.csv").write_bytes(
        write_csv(SheetContent("conflicts", ["entry", "judge"], barred or [["", ""]]))
    )
    files = ["--judges", "judges.xlsx", "--entries", "entries.csv", "--scores", "scores.xlsx"]
    files += ["--conflicts", "conflicts.csv"] if barred else []
    by_tables = told(greenbridge(tmp_path, "assign", *files, "--json"))
    by_instance = told(greenbridge(tmp_path, "assign", "--instance", DATA / "judging" / "cs-bids-3.npz", "--json"))
    assert (by_tables["status"], by_tables["value"]) == ("proven", by_instance["value"])


@pytest.mark.data
def test_the_public_needs_are_matched(tmp_path: Path) -> None:
    folder = require_data("needs-results-2019")
    files: list[str | Path] = ["--needs", folder / "needs.csv", "--packages", folder / "results.csv"]
    started = time.monotonic()
    answer = told(greenbridge(tmp_path, "match", *files, "--out", "plan.xlsx", "--json"))
    assert time.monotonic() - started < 20
    assert (answer["status"], answer["proof"], answer["demands"], answer["supplies"]) == (
        "proven",
        "verified",
        122,
        4012,
    )
    assert answer["pairs"] + answer["missing_units"] == 3 * 122
    assert told(greenbridge(tmp_path, "check", "plan.xlsx", "--json"))["status"] == "good"
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx", read_only=True)
    with contextlib.closing(book):
        fits = [row[4] for row in book["why"].iter_rows(min_row=2, values_only=True)]
    assert len(fits) == answer["pairs"]
    assert min(float(str(fit)) for fit in fits) >= 0.05


def test_fifty_megabytes_get_one_sentence_in_bounded_time(tmp_path: Path) -> None:
    judges = tmp_path / "judges.csv"
    judges.write_bytes(
        b"code,name\n" + b"".join(b"J%07d,Somebody with a name\n" % number for number in range(1_700_000))
    )
    assert judges.stat().st_size > 50_000_000
    (tmp_path / "entries.csv").write_text("code\nE1\n", encoding="utf-8")
    answer = greenbridge(tmp_path, "assign", "judges.csv", "entries.csv")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "judges.csv, row 100002: There are more than 100,000 rows.\n"


def test_neither_web_nor_database_is_imported_to_assign() -> None:
    script = (
        "import sys; from services.cli.app import make_app; make_app('assign'); make_app('match'); make_app('check');"
        "print(sorted({'fastapi', 'strawberry', 'sqlalchemy', 'psycopg', 'procrastinate', 'uvicorn', 'pydantic'}"
        " & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=True
    )
    assert answer.stdout == "[]\n"


def test_a_terminal_sees_progress_and_control_c_ends_it_cleanly(tmp_path: Path) -> None:
    generator = np.random.default_rng(5)
    shape = (1_500, 1_500)
    np.savez_compressed(
        tmp_path / "large.npz",
        score=generator.integers(0, 16, shape).astype(np.float32) / 16,
        conflict=np.zeros(shape, np.bool_),
        judges_needed=np.full(shape[0], 5),
        capacity=np.full(shape[1], 6),
    )
    near, far = pty.openpty()
    process = subprocess.Popen(
        # As people run it: an interrupt may fall between opening a file and its `with`, which only we would warn of.
        [sys.executable, "-m", "services.cli", "assign", "--instance", "large.npz", "--out", "plan.xlsx"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=far,
    )
    os.close(far)
    seen = read_until(near, b"reading large.npz")
    process.send_signal(signal.SIGINT)
    seen += read_until(near, b"Canceled; nothing was written.")
    assert process.wait(20) == 130
    os.close(near)
    assert process.stdout is not None
    with process.stdout as stream:
        assert stream.read() == b""
    assert b"Traceback" not in seen
    assert [path.name for path in tmp_path.iterdir()] == ["large.npz"]


def read_until(terminal: int, words: bytes, seconds: float = 30) -> bytes:
    """What the terminal shows up to these words."""
    seen = b""
    until = time.monotonic() + seconds
    while words not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0.0, until - time.monotonic()))
        assert ready, seen
        seen += os.read(terminal, 65_536)
    return seen
