"""Scores out of a spreadsheet: a list of entry, judge, score, or a matrix with judges across and entries down.

Two and a half million rows are no rarity, so rows go straight into arrays and are never kept as objects.
"""

import itertools
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.judging.tables import SCORES, entry_references, judge_references
from services.judging.values import EntryValue, JudgeValue, ScoreTable, ScoreValue
from services.kit.refusals import Param
from services.kit.sheets import (
    BadCell,
    Faults,
    GridRow,
    RawCell,
    References,
    SheetSource,
    cell_text,
    is_blank,
    open_table,
    parse_number,
    read_grid,
)

PAIR_LIMIT: Final = 20_000_000
SCORE_LIMIT: Final = 1e5
_LEAST_MATRIX_COLUMNS: Final = 2


class _Scores:
    """Scores as they are read: three columns and the row each came from."""

    def __init__(self, sheet: str) -> None:
        self.faults = Faults(sheet)
        self.judge, self.entry, self.row = array("i"), array("i"), array("i")
        self.score = array("d")

    def add(self, row: int, judge: int, entry: int, score: float) -> None:
        self.judge.append(judge)
        self.entry.append(entry)
        self.score.append(score)
        self.row.append(row)

    def finish(self, source: SheetSource, judges: Sequence[str], entries: Sequence[str]) -> ScoreTable:
        """The table, unless a cell was bad, a pair came twice or nothing came at all."""
        judge, entry = np.frombuffer(self.judge, np.int32), np.frombuffer(self.entry, np.int32)
        self._note_repeats(judge.astype(np.int64) * len(entries) + entry, judges, entries)
        self.faults.raise_if_any()
        if not len(self.row):
            raise source.refused("NO_ROWS")
        return ScoreTable(judge, entry, np.frombuffer(self.score, np.float64))

    def _note_repeats(self, keys: NDArray[np.int64], judges: Sequence[str], entries: Sequence[str]) -> None:
        order = np.argsort(keys, kind="stable")
        for at in np.flatnonzero(keys[order][1:] == keys[order][:-1]).tolist():
            pair = int(keys[order[at]])
            first = int(order[np.searchsorted(keys, pair, sorter=order)])
            value = f"{judges[pair // len(entries)]} / {entries[pair % len(entries)]}"
            params: dict[str, Param] = {"value": value, "first_row": self.row[first]}
            self.faults.add(self.row[int(order[at + 1])], "judge", "DUPLICATE", params)


def read_scores(source: SheetSource, judges: Sequence[JudgeValue], entries: Sequence[EntryValue]) -> ScoreTable:
    """The scores of a sheet in either layout. Raises SheetRefused with every bad cell."""
    known_judges, known_entries = judge_references(judges), entry_references(entries)
    scores = _Scores(source.name)
    head = next((row for row in read_grid(source, SCORES.known_sheets) if not is_blank(row[1])), None)
    if head is not None and _is_matrix(head, known_judges):
        _read_matrix(source, scores, known_judges, known_entries)
    else:
        _read_list(source, scores, known_judges, known_entries)
    return scores.finish(source, known_judges.codes, known_entries.codes)


def score_table(
    values: Iterable[ScoreValue], judges: Sequence[JudgeValue], entries: Sequence[EntryValue]
) -> ScoreTable:
    """Scores from values whose codes are known; each pair once."""
    judge_number = {judge.code: number for number, judge in enumerate(judges)}
    entry_number = {entry.code: number for number, entry in enumerate(entries)}
    kept = list(values)
    return ScoreTable(
        np.array([judge_number[value.judge] for value in kept], np.int32),
        np.array([entry_number[value.entry] for value in kept], np.int32),
        np.array([value.score for value in kept], np.float64),
    )


def _is_matrix(head: GridRow, judges: References) -> bool:
    known = sum(judges.find(cell_text(cell)) is not None for cell in head[1][1:])
    return known >= min(_LEAST_MATRIX_COLUMNS, len(judges.codes))


def _read_list(source: SheetSource, scores: _Scores, judges: References, entries: References) -> None:
    header, rows = open_table(source, SCORES)
    at_judge, at_entry, at_score = (header.positions[name] for name in ("judge", "entry", "score"))
    width = max(at_judge, at_entry, at_score) + 1
    for number, row in rows:
        cells = row if len(row) >= width else [*row, *itertools.repeat("", width - len(row))]
        judge, entry = judges.find(cells[at_judge]), entries.find(cells[at_entry])
        score = _find_score(cells[at_score])
        if judge is None or entry is None or score is None:
            _note_bad(scores.faults, number, cells, [(at_entry, "entry", entries), (at_judge, "judge", judges)])
            _note_bad_score(scores.faults, number, header.title("score"), cells[at_score], score)
            continue
        scores.add(number, judge, entry, score)
        if len(scores.row) > PAIR_LIMIT:
            raise source.refused("TOO_MANY_ROWS", number, limit=PAIR_LIMIT)


def _read_matrix(source: SheetSource, scores: _Scores, judges: References, entries: References) -> None:
    rows = (row for row in read_grid(source, SCORES.known_sheets) if not is_blank(row[1]))
    header_row, titles = next(rows)
    columns = list(_matrix_columns(header_row, titles, judges, scores.faults))
    for number, cells in rows:
        try:
            entry = entries.get(cells[0] if cells else "")
        except BadCell as bad:
            scores.faults.add(number, cell_text(titles[0]) or "A", bad.code, bad.params)
            continue
        _read_matrix_row(scores, number, entry, cells, columns)
        if len(scores.row) > PAIR_LIMIT:
            raise source.refused("TOO_MANY_ROWS", number, limit=PAIR_LIMIT)


def _matrix_columns(
    row: int, titles: Sequence[RawCell], judges: References, faults: Faults
) -> Iterator[tuple[int, int, str]]:
    for position, title in enumerate(titles[1:], start=1):
        if not cell_text(title):
            continue
        try:
            yield position, judges.get(title), cell_text(title)
        except BadCell as bad:
            faults.add(row, cell_text(title), bad.code, bad.params)


def _read_matrix_row(
    scores: _Scores, number: int, entry: int, cells: Sequence[RawCell], columns: Sequence[tuple[int, int, str]]
) -> None:
    for position, judge, title in columns:
        cell = cells[position] if position < len(cells) else ""
        if cell is None or cell == "":
            continue
        score = _find_score(cell)
        if score is None:
            _note_bad_score(scores.faults, number, title, cell, score)
        else:
            scores.add(number, judge, entry, score)


def _find_score(cell: RawCell) -> float | None:
    try:
        score = float(cell) if isinstance(cell, str | float) else parse_number(cell)
    except ValueError:
        try:
            score = parse_number(cell)
        except BadCell:
            return None
    except BadCell:
        return None
    return score if abs(score) <= SCORE_LIMIT else None


def _note_bad(
    faults: Faults, row: int, cells: Sequence[RawCell], references: Sequence[tuple[int, str, References]]
) -> None:
    for position, column, known in references:
        try:
            known.get(cells[position])
        except BadCell as bad:
            faults.add(row, column, bad.code, bad.params)


def _note_bad_score(faults: Faults, row: int, column: str, cell: RawCell, score: float | None) -> None:
    if score is not None:
        return
    try:
        number = parse_number(cell)
    except BadCell as bad:
        faults.add(row, column, bad.code if cell_text(cell) else "CELL_EMPTY", bad.params if cell_text(cell) else {})
        return
    faults.add(row, column, "ABOVE_MAXIMUM", {"value": abs(number), "maximum": SCORE_LIMIT})
