"""Scores out of a list or a matrix."""

import pytest

from services.judging.scores import read_scores, score_table
from services.judging.values import EntryValue, JudgeValue, ScoreValue
from services.kit.refusals import CellFault, SheetRefused
from services.kit.sheets import SheetContent, SheetSource, write_workbook

JUDGES = [JudgeValue("J1", "张一"), JudgeValue("J2", "李二")]
ENTRIES = [EntryValue("E1"), EntryValue("E2"), EntryValue("E3")]


def pairs(content: SheetSource) -> list[tuple[int, int, float]]:
    table = read_scores(content, JUDGES, ENTRIES)
    return list(zip(table.judge.tolist(), table.entry.tolist(), table.score.tolist(), strict=True))


def source(text: str) -> SheetSource:
    return SheetSource("scores.csv", text.encode())


def faults(text: str) -> tuple[CellFault, ...]:
    with pytest.raises(SheetRefused) as refused:
        read_scores(source(text), JUDGES, ENTRIES)
    return refused.value.faults


def test_a_list_is_read() -> None:
    assert pairs(source("项目,评委,得分\nE1,J2,0.5\nE3,李二,８５％\n")) == [(1, 0, 0.5), (1, 2, 0.85)]


@pytest.mark.parametrize("corner", ["", "项目"])
def test_a_matrix_is_read_and_empty_cells_are_no_scores(corner: str) -> None:
    rows: list[list[str | float | None]] = [["E1", 0.5, None], ["E2", None, 0.25]]
    book = SheetSource("scores.xlsx", write_workbook([SheetContent("s", [corner, "J2", "J1"], rows)]))
    assert pairs(book) == [(1, 0, 0.5), (0, 1, 0.25)]


def test_every_bad_row_of_a_list_is_named() -> None:
    assert faults("entry,judge,score\nE1,J1,1\nE1,J1,2\nE9,J1,x\nE2,J2,\nE3,J1,1e9\nE3\n") == (
        CellFault(4, "entry", "UNKNOWN_REFERENCE", {"value": "E9", "table": "entries", "nearest": ""}),
        CellFault(4, "score", "NOT_A_NUMBER", {"value": "x"}),
        CellFault(5, "score", "CELL_EMPTY", {}),
        CellFault(6, "score", "ABOVE_MAXIMUM", {"value": 1e9, "maximum": 1e5}),
        CellFault(7, "judge", "CELL_EMPTY", {}),
        CellFault(7, "score", "CELL_EMPTY", {}),
        CellFault(3, "judge", "DUPLICATE", {"value": "J1 / E1", "first_row": 2}),
    )


def test_every_bad_cell_of_a_matrix_is_named() -> None:
    assert faults(",J1,J2,J7\nE1,1,much,1\nE8,1,1,1\n") == (
        CellFault(1, "J7", "UNKNOWN_REFERENCE", {"value": "J7", "table": "judges", "nearest": ""}),
        CellFault(2, "J2", "NOT_A_NUMBER", {"value": "much"}),
        CellFault(3, "A", "UNKNOWN_REFERENCE", {"value": "E8", "table": "entries", "nearest": ""}),
    )


def test_a_list_without_rows_is_refused() -> None:
    assert faults("entry,judge,score\n") == (CellFault(0, "", "NO_ROWS", {}),)


def test_values_become_the_same_table() -> None:
    table = score_table([ScoreValue("J2", "E3", 0.5)], JUDGES, ENTRIES)
    assert (table.judge.tolist(), table.entry.tolist(), table.score.tolist()) == ([1], [2], [0.5])
