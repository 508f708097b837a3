"""Objectives as an organizer writes them down: the first counts first, the next decides among equals.

objectives:
  - worst_served                                      the worst served first
  - total_fit                                         then the total
  - {priority: urgency}                               by a column of the needs
  - {saved: {share: saving, volume: use, what: tco2}} columns of packages and of needs
  - {weighted: [[1, total_fit], [0.2, balance]]}      weighed against each other
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from optimizer import Assignment, Problem
from optimizer.objectives import (
    Aim,
    Balance,
    Comparability,
    FewestChanges,
    FewestMissing,
    Lexicographic,
    Leximin,
    Objective,
    Priority,
    Reserve,
    Saving,
    Term,
    TotalFit,
    Weighted,
    WorstServed,
)
from services.kit.refusals import FieldFault, InvalidInput, Param
from services.kit.sheets import BadCell, folded, nearest, parse_number
from services.solving.ruling import Columns

AIM_LIMIT: Final = 20
PRIORITY_SCALE: Final = 1_000
LEAST_SHARE: Final = 0.99
DEFAULT_RESERVE: Final = 1
AIM_WORDS: Final[Mapping[str, str]] = {
    "fit": "total_fit",
    "匹配度": "total_fit",
    "总匹配度": "total_fit",
    "最差优先": "worst_served",
    "逐级最差优先": "leximin",
    "均衡": "balance",
    "均衡评审量": "balance",
    "缺额最少": "fewest_missing",
    "优先级": "priority",
    "节约": "saved",
    "预留": "reserve",
    "可比性": "comparability",
    "改动最少": "fewest_changes",
    "加权": "weighted",
}
BALANCES: Final = ("squares", "nash")


@dataclass(frozen=True, slots=True)
class AimSources:
    """What aims are made from: the problem, the columns of both tables, and how an earlier plan is read."""

    problem: Problem
    supplies: Columns
    demands: Columns
    read_plan: Callable[[Path], Assignment]


def read_objective(stated: object, sources: AimSources, path: str = "objectives") -> Objective:
    """Make the objective. Raises InvalidInput with every fault."""
    if stated is None:
        return TotalFit()
    if not isinstance(stated, list) or not 1 <= len(stated) <= AIM_LIMIT:
        raise InvalidInput([FieldFault(path, "OBJECTIVES_NOT_A_LIST", {"limit": AIM_LIMIT})])
    reader, made, faults = _Reader(sources), [], []
    for at, entry in enumerate(stated):
        try:
            made.append(reader.read(entry, f"{path}[{at + 1}]"))
        except _Wrong as wrong:
            faults.append(wrong.fault)
    if faults:
        raise InvalidInput(faults)
    return made[0] if len(made) == 1 else Lexicographic.of(*made)


class _Wrong(Exception):
    """One aim cannot stand."""

    def __init__(self, path: str, code: str, **params: Param) -> None:
        super().__init__(code)
        self.fault = FieldFault(path, code, params)


class _Reader:
    """Makes aims."""

    def __init__(self, sources: AimSources) -> None:
        self._sources = sources
        self._makers: Mapping[str, Callable[[Any, str], Aim]] = {
            "total_fit": self._plain(TotalFit),
            "worst_served": self._plain(WorstServed),
            "leximin": self._plain(Leximin),
            "fewest_missing": self._plain(FewestMissing),
            "balance": self._balance,
            "priority": self._priority,
            "saved": self._saved,
            "reserve": self._reserve,
            "comparability": self._comparability,
            "fewest_changes": self._fewest_changes,
            "weighted": self._weighted,
        }

    def read(self, entry: object, path: str) -> Aim:
        """Make one aim."""
        if isinstance(entry, Mapping) and len(entry) == 1:
            ((key, setting),) = entry.items()
        elif isinstance(entry, str):
            key, setting = entry, None
        else:
            raise _Wrong(path, "OBJECTIVE_SHAPE")
        code = AIM_WORDS.get(str(key), str(key))
        maker = self._makers.get(code)
        if maker is None:
            known = ", ".join(self._makers)
            raise _Wrong(path, "OBJECTIVE_UNKNOWN", value=str(key), known=known, nearest=nearest(code, [*self._makers]))
        return maker(setting, f"{path}.{key}" if setting is not None else path)

    @staticmethod
    def _plain(make: Callable[[], Aim]) -> Callable[[Any, str], Aim]:
        def read(setting: Any, path: str) -> Aim:
            if setting is not None:
                raise _Wrong(path, "OBJECTIVE_TAKES_NOTHING")
            return make()

        return read

    def _balance(self, setting: Any, path: str) -> Aim:
        most = int(self._sources.problem.supply.hi.max(initial=0))
        if setting not in {None, *BALANCES}:
            raise _Wrong(path, "OBJECTIVE_VALUE", value=str(setting), known=", ".join(BALANCES))
        return Balance.nash(most) if setting == "nash" else Balance.squares(most)

    def _priority(self, setting: Any, path: str) -> Aim:
        return Priority.of(self._column(self._sources.demands, setting, path), PRIORITY_SCALE)

    def _saved(self, setting: Any, path: str) -> Aim:
        if not isinstance(setting, Mapping) or not {"share", "volume"} <= setting.keys() <= {"share", "volume", "what"}:
            raise _Wrong(path, "OBJECTIVE_SAVED_SHAPE")
        share = self._column(self._sources.supplies, setting["share"], f"{path}.share")
        volume = self._column(self._sources.demands, setting["volume"], f"{path}.volume")
        return Saving.of(share, volume, what=str(setting.get("what", "tce")))

    def _reserve(self, setting: Any, path: str) -> Aim:
        count = len(self._sources.problem.supply)
        if setting is None or (type(setting) is int and setting >= 0):
            return Reserve.of(np.full(count, DEFAULT_RESERVE if setting is None else setting, np.int64))
        units = self._column(self._sources.supplies, setting, path)
        if not (units == np.rint(units)).all():
            raise _Wrong(path, "OBJECTIVE_NOT_WHOLE", column=str(setting))
        return Reserve.of(units.astype(np.int64))

    def _comparability(self, setting: Any, path: str) -> Aim:
        share = LEAST_SHARE if setting is None else setting
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise _Wrong(path, "OBJECTIVE_SHARE", value=str(setting))
        return Comparability(float(share))

    def _fewest_changes(self, setting: Any, path: str) -> Aim:
        if not isinstance(setting, str):
            raise _Wrong(path, "OBJECTIVE_PLAN", value=str(setting))
        return FewestChanges.of(self._sources.read_plan(Path(setting)))

    def _weighted(self, setting: Any, path: str) -> Aim:
        if not isinstance(setting, list) or not setting or len(setting) > AIM_LIMIT:
            raise _Wrong(path, "OBJECTIVE_WEIGHTED_SHAPE")
        parts = [self._part(part, f"{path}[{at + 1}]") for at, part in enumerate(setting)]
        return Weighted.of(*parts)

    def _part(self, part: object, path: str) -> tuple[float, Term]:
        if not isinstance(part, list) or len(part) != 2:  # noqa: PLR2004 - weight and term
            raise _Wrong(path, "OBJECTIVE_WEIGHTED_SHAPE")
        weight, entry = part
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight < math.inf:
            raise _Wrong(path, "OBJECTIVE_WEIGHT", value=str(weight))
        term = self.read(entry, path)
        if not isinstance(term, Term):
            raise _Wrong(path, "OBJECTIVE_NOT_LINEAR", value=term.name)
        return weight, term

    def _column(self, columns: Columns, title: Any, path: str) -> NDArray[np.float64]:
        """Numbers of a column, at least 0; a blank cell is 0."""
        cells: Sequence[str] | None = columns.find(str(title)) if isinstance(title, str) and folded(title) else None
        if cells is None:
            known, close = ", ".join(columns.titles), nearest(str(title), list(columns.titles))
            params: dict[str, Param] = {"column": str(title), "table": columns.table, "known": known, "nearest": close}
            raise _Wrong(path, "RULE_COLUMN_MISSING", **params)
        numbers = np.zeros(len(cells))
        for at, cell in enumerate(cells):
            try:
                numbers[at] = parse_number(cell) if cell.strip() else 0.0
            except BadCell:
                numbers[at] = -1.0
            if numbers[at] < 0:
                params = {"column": str(title), "table": columns.table, "place": at + 1, "value": cell}
                raise _Wrong(path, "RULE_CELL_BAD", **params)
        return numbers
