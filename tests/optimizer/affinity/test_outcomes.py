import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.affinity import Affinity, AffinityError, Outcomes, Side, Top, Weights, fit, fit_pairs, outcomes
from optimizer.affinity.outcomes import (
    NEUTRAL,
    JudgedPairs,
    PastOutcomes,
    compare_pairs,
    find_unexplained,
    invert,
    leave_out,
    split_by_demand,
    weigh_pairs,
)
from optimizer.affinity.vectors import vectorize
from tests.optimizer.affinity.drawn import texts

WITH_OUTCOMES = Weights(version="outcomes-1", text=1, outcome=1)


@st.composite
def judged_sides(draw: st.DrawFn) -> tuple[Side, Side, Outcomes]:
    demand_count, supply_count = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    sides = (Side(count=count, titles=draw(texts(count))) for count in (demand_count, supply_count))
    pairs = draw(st.sets(st.tuples(st.integers(0, demand_count - 1), st.integers(0, supply_count - 1)), min_size=1))
    demand, supply = zip(*sorted(pairs), strict=True)
    level = draw(st.lists(st.integers(1, 4), min_size=len(pairs), max_size=len(pairs)))
    return (*sides, Outcomes(demand, supply, level))


@settings(max_examples=40, deadline=None)
@given(judged_sides(), st.integers(0, 5))
def test_rows_taken_out_of_the_inverse_are_as_if_they_had_never_been_there(
    drawn: tuple[Side, Side, Outcomes], unseen: int
) -> None:
    demands, supplies, labels = drawn
    judged = JudgedPairs((demands.count, supplies.count), labels)
    alike = compare_pairs(vectorize(demands, supplies), judged)
    seen = np.flatnonzero(judged.demand != unseen)
    unexplained, demand = judged.level[seen] / 4 - 0.3, judged.demand[seen]
    weight, predicted = leave_out(invert(alike), seen, unexplained, demand)
    of_seen = alike[np.ix_(seen, seen)]
    if len(seen):
        np.testing.assert_allclose(weight, weigh_pairs(of_seen, unexplained), atol=1e-9)
    for own in split_by_demand(demand):
        others = np.setdiff1d(np.arange(len(seen)), own)
        learned = weigh_pairs(of_seen[np.ix_(others, others)], unexplained[others]) if len(others) else np.zeros(0)
        np.testing.assert_allclose(predicted[own], of_seen[np.ix_(own, others)] @ learned, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(judged_sides())
def test_the_component_is_the_regression_over_judged_pairs(drawn: tuple[Side, Side, Outcomes]) -> None:
    demands, supplies, labels = drawn
    shape = (demands.count, supplies.count)
    judged = JudgedPairs(shape, labels)
    expected = np.linspace(0, 1, len(judged))
    component = PastOutcomes(demands, supplies, judged, expected)
    vectors = vectorize(demands, supplies, compares_demands=True)
    weight = weigh_pairs(compare_pairs(vectors, judged), find_unexplained(judged.level, expected))
    likeness = (vectors.demand @ vectors.demand[judged.demand].T).toarray()
    kinship = (vectors.supply[judged.supply] @ vectors.supply.T).toarray()
    by_hand = np.clip(NEUTRAL + likeness @ (weight[:, None] * kinship), 0, 1)
    known = component.known_block(slice(0, shape[0]))
    np.testing.assert_allclose(component.block(slice(0, shape[0])), np.where(known, by_hand, 0), atol=2e-3)


@settings(max_examples=30, deadline=None)
@given(judged_sides())
def test_blocks_and_pairs_give_the_same_bits(drawn: tuple[Side, Side, Outcomes]) -> None:
    demands, supplies, labels = drawn
    table = fit(demands, supplies, WITH_OUTCOMES, top=Top(9, 9), outcomes=labels)
    again = fit_pairs(demands, supplies, WITH_OUTCOMES, table.pair_demand, table.pair_supply, outcomes=labels)
    assert len(table) == demands.count * supplies.count
    assert table.fit.tobytes() == again.fit.tobytes()
    shape = (demands.count, supplies.count)
    component = PastOutcomes(demands, supplies, JudgedPairs(shape, labels).thin(), np.zeros(len(labels.level)))  # type: ignore[arg-type]
    pairs = component.pairs(table.pair_demand, table.pair_supply)
    assert pairs.tobytes() == component.block(slice(0, shape[0])).ravel().tobytes()


def test_a_pair_like_accepted_ones_fits_better_than_a_pair_like_declined_ones() -> None:
    demands = Side(count=3, titles=["污水除磷工艺", "电池回收工艺", "污水除磷改造"])
    supplies = Side(count=4, titles=["高效药剂甲", "机器人乙", "高效药剂丙", "机器人丁"])
    labels = Outcomes([0, 0, 1], [0, 1, 1], [4, 1, 1])
    table = fit_pairs(demands, supplies, WITH_OUTCOMES, [2, 2], [2, 3], outcomes=labels)
    better, worse = table.components["outcome"]
    assert better > NEUTRAL > worse


def test_without_judged_pairs_the_component_says_nothing() -> None:
    side = Side(count=2, titles=["热泵", "膜"])
    table = Affinity(side, side, WITH_OUTCOMES).fit_pairs([0, 1], [0, 1])
    assert table.components["outcome"].tolist() == [NEUTRAL, NEUTRAL]


def test_only_so_many_pairs_are_learned_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "LEARNED_PAIR_LIMIT", 5)
    demand, supply = np.divmod(np.arange(20), 2)
    thinned = JudgedPairs((10, 2), Outcomes(demand, supply, np.ones(20, np.int64))).thin()
    assert len(thinned) == 5
    assert (thinned.demand[0], thinned.demand[-1]) == (0, 9)


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        (Outcomes([0, 0], [1, 1], [1, 2]), "duplicate_pair"),
        (Outcomes([2], [1], [1]), "pair_outside"),
        (Outcomes([0], [1], [0]), "out_of_range"),
        (Outcomes([0], [1], [10]), "out_of_range"),
        (Outcomes([0], [1], [1.5]), "not_whole"),
        (Outcomes([0], [1], [1, 2]), "wrong_length"),
    ],
)
def test_bad_labels_are_refused(labels: Outcomes, code: str) -> None:
    with pytest.raises(AffinityError) as refusal:
        Affinity(Side(count=2), Side(count=2), WITH_OUTCOMES, outcomes=labels)
    assert refusal.value.code == code
