"""What the README tells a stranger to type works, in both languages."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
TOO_LITTLE = ["--max-load", "8"]
READMES = ["README.md", "README.zh-CN.md"]


def _blocks(name: str) -> list[str]:
    """The indented blocks of a README, without their indentation."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", text, re.MULTILINE)
    return [re.sub(r"^ {4}", "", block, flags=re.MULTILINE) for block in found]


def _commands(name: str) -> list[list[str]]:
    joined = [line for block in _blocks(name) for line in block.replace("\\\n", " ").splitlines()]
    lines = [line.split("  #")[0] for line in joined if line.startswith(".venv/bin/greenbridge ")]
    return [shlex.split(line)[1:] for line in lines]


@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_the_readme_run(name: str, tmp_path: Path) -> None:
    (tmp_path / "services").symlink_to(ROOT / "services")
    commands = _commands(name)
    assert [command[0] for command in commands] == [
        *("assign", "check", "assign", "explain", "assign", "repair", "match", "select", "schedule")
    ]
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "services.cli", *command, "--quiet"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        if command[-2:] == TOO_LITTLE:
            assert (done.returncode, "P01" in done.stderr) == (1, True)
        else:
            assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in tmp_path.glob("*.xlsx")} >= {"plan.xlsx", "repaired.xlsx", "chosen.xlsx", "day.xlsx"}


@pytest.mark.parametrize("name", READMES)
def test_the_library_example_of_the_readme_runs(name: str) -> None:
    [example] = [block for block in _blocks(name) if "from optimizer import" in block]
    random = np.random.default_rng(1)
    given = {
        "scores": random.random((20, 8)),
        "conflicts": random.random((20, 8)) < 0.1,
        "reads_needed": np.full(20, 2),
        "capacities": np.full(8, 6),
    }
    exec(compile(example, name, "exec"), given)  # noqa: S102 - the very text that readers copy


def test_both_readmes_link_to_the_same_files_and_all_exist() -> None:
    linked = [re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8")) for name in READMES]
    assert linked[0][1:] == linked[1][1:]
    assert [path for path in {*linked[0], *linked[1]} if not (ROOT / path).exists()] == []
