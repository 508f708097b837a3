"""A plan explains its pairs and what holds it back, in both languages."""

from pathlib import Path

import pytest

from tests.services.cli.command import greenbridge, tables


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """X1 has P1, X2 has P2, X3 has P4; one entry a judge at most."""
    out = tmp_path / "plan.xlsx"
    arguments = ("--per-entry", "1", "--max-load", "1", "--out", out, "--language", "en", "--quiet")
    assert greenbridge("assign", *tables(tmp_path), *arguments).exit_code == 0
    return out


def test_a_pair_of_the_plan_says_why(plan: Path) -> None:
    told = greenbridge("explain", plan, "--judge", "P1", "--entry", "X1", "--json")
    reason = told.json["reason"]
    assert (told.exit_code, reason["code"], reason["supply"], reason["demand"]) == (0, "chosen", "P1", "X1")


def test_a_conflict_says_which(plan: Path) -> None:
    told = greenbridge("explain", plan, "--judge", "P4", "--entry", "X1", "--language", "en")
    assert (told.exit_code, told.out) == (
        0,
        "P4 (赵四) may not take X1 (光伏清洗机器人): same organization.\n",
    )


def test_a_pair_that_costs_says_how_much_and_who_moves(plan: Path) -> None:
    told = greenbridge("explain", plan, "--judge", "P2", "--entry", "X3", "--json")
    reason = told.json["reason"]
    assert (told.exit_code, reason["code"]) == (0, "costs")
    assert reason["loss"] > 0
    assert {"code": "supply_full", "limit": 1, "busy_with": ["X2"]} in reason["details"]
    assert {"code": "goes", "supply": "P4", "demand": "X3"} in reason["details"]


def test_every_sentence_exists_in_both_languages(plan: Path) -> None:
    for language in ("en", "zh"):
        for judge in ("P1", "P2", "P3", "P4"):
            for entry in ("X1", "X2", "X3"):
                pair = ("--judge", judge, "--entry", entry)
                told = greenbridge("explain", plan, *pair, "--bottlenecks", "--language", language)
                assert told.exit_code == 0
                assert "explain." not in told.out
                assert "?" not in told.out


def test_bottlenecks_are_listed(plan: Path) -> None:
    found = greenbridge("explain", plan, "--bottlenecks", "--json").json["bottlenecks"]
    worths = [one["worth"] for one in found]
    assert worths == sorted(worths, reverse=True)
    assert min(worths, default=1) > 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "PAIR_OR_BOTTLENECKS"),
        (("--judge", "P1"), "PAIR_OR_BOTTLENECKS"),
        (("--judge", "P9", "--entry", "X1"), "UNKNOWN_REFERENCE"),
    ],
)
def test_questions_that_mean_nothing_are_refused(plan: Path, arguments: tuple[str, ...], code: str) -> None:
    told = greenbridge("explain", plan, *arguments, "--json")
    assert (told.exit_code, told.json["code"]) == (2, code)
