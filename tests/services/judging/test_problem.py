"""Judges and entries become a problem, by scores or by fit, whole or as a list."""

import numpy as np
import pytest

from optimizer import Matrix, Pairs, Problem
from services.judging import problem as judging_problem
from services.judging.problem import REASONS, build_problem, default_max_load, with_settings
from services.judging.scores import score_table
from services.judging.values import (
    ConflictKind,
    ConflictValue,
    EntryValue,
    JudgeValue,
    Judging,
    JudgingSettings,
    ScoreValue,
    Unscored,
)
from services.kit.refusals import RuleBroken

JUDGES = [
    JudgeValue("J1", fields=("solar",), text="photovoltaic cells", max_load=2),
    JudgeValue("J2", fields=("water",), text="sewage sludge", min_load=1),
    JudgeValue("J3"),
]
ENTRIES = [
    EntryValue("E1", "Cleaning robots for photovoltaic fields", fields=("solar",)),
    EntryValue("E2", "Drying of sewage sludge", track="water", judges_needed=1),
]
CONFLICTS = [ConflictValue("J1", "E1", ConflictKind.KIN), ConflictValue("J3", "E2", ConflictKind.STAKE)]
SCORES = [ScoreValue("J1", "E1", 0.5), ScoreValue("J2", "E2", 0.25), ScoreValue("J3", "E1", 1.0)]


def judging(settings: JudgingSettings, *, scored: bool = False) -> Judging:
    scores = score_table(SCORES, JUDGES, ENTRIES) if scored else None
    return Judging(JUDGES, ENTRIES, CONFLICTS, scores, settings)


def bounds(problem: Problem) -> list[list[int]]:
    return [values.tolist() for values in (problem.supply.lo, problem.supply.hi, problem.demand.lo, problem.demand.hi)]


def test_a_judges_own_loads_only_narrow_the_settings_and_places_are_the_entrys_own() -> None:
    problem = build_problem(judging(JudgingSettings(per_entry=2, max_load=4, min_load=3))).problem
    assert bounds(problem) == [[2, 3, 3], [2, 4, 4], [2, 1], [2, 1]]


def test_a_lower_limit_for_everybody_holds_for_judges_who_would_take_more() -> None:
    problem = build_problem(judging(JudgingSettings(max_load=1))).problem
    assert problem.supply.hi.tolist() == [1, 1, 1]


def test_without_scores_every_pair_gets_a_fit_from_words_and_fields() -> None:
    built = build_problem(judging(JudgingSettings()))
    assert isinstance(built.problem.store, Matrix)
    assert built.problem.store.forbidden.tolist() == [
        [REASONS.index("KIN") + 1, 0, 0],
        [0, 0, REASONS.index("STAKE") + 1],
    ]
    fit = built.problem.store.fit
    assert (fit[0, 0] > fit[0, 1], fit[1, 1] > fit[1, 0], fit[0, 2]) == (True, True, 0)
    components = built.components(np.array([0], np.int32), np.array([0], np.int32))
    assert {"text", "field"} <= set(components)
    assert components["field"].tolist() == [1.0]


def test_beyond_the_limit_everybody_keeps_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging_problem, "DENSE_LIMIT_CELLS", 2)
    monkeypatch.setattr(judging_problem, "LIST_LIMIT_PAIRS", 2)
    monkeypatch.setattr(judging_problem, "LEAST_CANDIDATES", 1)
    monkeypatch.setattr(judging_problem, "CANDIDATES_PER_JUDGE", 0)
    store = build_problem(judging(JudgingSettings())).problem.store
    assert isinstance(store, Pairs)
    pairs = list(zip(store.supply.tolist(), store.demand.tolist(), store.forbidden.tolist(), strict=True))
    assert pairs == [(0, 0, REASONS.index("KIN") + 1), (1, 1, 0), (2, 1, REASONS.index("STAKE") + 1)]


def test_scores_are_a_list_and_conflicts_stand_in_it_with_their_reason() -> None:
    built = build_problem(judging(JudgingSettings(), scored=True))
    store = built.problem.store
    assert isinstance(store, Pairs)
    assert (store.supply.tolist(), store.demand.tolist()) == ([0, 2, 1, 2], [0, 0, 1, 1])
    assert store.fit.tolist() == [500_000, 1_000_000, 250_000, 0]
    assert store.forbidden.tolist() == [REASONS.index("KIN") + 1, 0, 0, REASONS.index("STAKE") + 1]
    components = built.components(np.array([2], np.int32), np.array([0], np.int32))
    assert {name: values.tolist() for name, values in components.items()} == {"score": [1.0]}


def test_unscored_pairs_can_count_as_zero() -> None:
    store = build_problem(judging(JudgingSettings(unscored=Unscored.ZERO), scored=True)).problem.store
    assert isinstance(store, Matrix)
    assert store.fit.tolist() == [[500_000, 0, 1_000_000], [0, 250_000, 0]]


def test_too_many_unscored_pairs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging_problem, "PAIR_LIMIT", 5)
    with pytest.raises(RuleBroken) as refused:
        build_problem(judging(JudgingSettings(unscored=Unscored.ZERO), scored=True))
    assert dict(refused.value.params) == {"pairs": 6, "limit": 5}


def test_an_open_place_costs_a_hundred_best_fits() -> None:
    problem = build_problem(judging(JudgingSettings(elastic=True), scored=True)).problem
    assert problem.shortage_price == 100 * problem.scale


def test_a_ready_problem_takes_other_settings() -> None:
    ready = build_problem(judging(JudgingSettings(max_load=4))).problem
    changed = with_settings(ready, JudgingSettings(max_load=3, min_load=5, elastic=True), per_entry=1)
    assert bounds(changed) == [[3, 3, 3], [3, 3, 3], [1, 1], [1, 1]]
    assert changed.is_elastic
    assert bounds(with_settings(ready, JudgingSettings())) == bounds(ready)


def test_a_load_nobody_named_is_an_even_share_and_a_quarter_more() -> None:
    assert default_max_load(judging(JudgingSettings(per_entry=5))) == 3
