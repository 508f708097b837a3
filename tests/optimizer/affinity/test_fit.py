import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from optimizer.affinity import (
    COMPONENTS,
    JUDGES_TO_ENTRIES,
    PACKAGES_TO_NEEDS,
    Affinity,
    AffinityError,
    FitTable,
    ListedPairs,
    Side,
    Top,
    Weights,
    candidates,
    fit,
    fit_pairs,
)
from tests.optimizer.affinity.drawn import reorder, sides

EVERYTHING = Weights(version="all-1", **dict.fromkeys(COMPONENTS, 1.0))


def all_pairs(demands: Side, supplies: Side, weights: Weights = EVERYTHING) -> FitTable:
    demand, supply = np.divmod(np.arange(demands.count * supplies.count), supplies.count)
    return fit_pairs(demands, supplies, weights, demand, supply)


def same_bits(left: FitTable, right: FitTable) -> bool:
    return left.fit.tobytes() == right.fit.tobytes() and all(
        left.components[name].tobytes() == right.components[name].tobytes() for name in left.components
    )


def best_by_brute_force(fits: NDArray[np.float32], top: Top) -> set[tuple[int, int]]:
    by_demand = [(d, s) for d, row in enumerate(fits) for s in np.argsort(-row, kind="stable")[: top.per_demand]]
    by_supply = [(d, s) for s, row in enumerate(fits.T) for d in np.argsort(-row, kind="stable")[: top.per_supply]]
    return {(int(d), int(s)) for d, s in by_demand + by_supply}


def pairs_of(table: FitTable) -> list[tuple[int, int]]:
    return list(zip(table.pair_demand.tolist(), table.pair_supply.tolist(), strict=True))


@settings(max_examples=40, deadline=None)
@given(sides(), sides())
def test_fit_is_the_weighted_mean_of_the_known_components(demands: Side, supplies: Side) -> None:
    table = all_pairs(demands, supplies, PACKAGES_TO_NEEDS)
    values = np.array(list(table.components.values()), dtype=np.float64)
    weight = PACKAGES_TO_NEEDS.as_dict()
    weights = np.array([weight[name] for name in table.components])[:, None] * ~np.isnan(values)
    assert np.nanmin(np.where(np.isnan(values), 0, values), initial=0) >= 0
    assert np.nanmax(np.where(np.isnan(values), 0, values), initial=0) <= 1
    expected = np.nansum(values * weights, axis=0) / np.where(weights.sum(axis=0) > 0, weights.sum(axis=0), 1)
    np.testing.assert_allclose(table.fit, expected, atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(sides(), sides(), st.integers(1, 4), st.integers(0, 4))
def test_candidates_are_the_best_of_the_whole_matrix(
    demands: Side, supplies: Side, per_demand: int, per_supply: int
) -> None:
    top = Top(per_demand, per_supply)
    fits = all_pairs(demands, supplies).fit.reshape(demands.count, supplies.count)
    table = fit(demands, supplies, EVERYTHING, top=top)
    assert pairs_of(table) == sorted(best_by_brute_force(fits, top))
    assert same_bits(table, fit_pairs(demands, supplies, EVERYTHING, table.pair_demand, table.pair_supply))


@settings(max_examples=40, deadline=None)
@given(sides(), sides(), st.data())
def test_the_order_of_the_rows_changes_nothing(demands: Side, supplies: Side, data: st.DataObject) -> None:
    demand_order = data.draw(st.permutations(range(demands.count)))
    supply_order = data.draw(st.permutations(range(supplies.count)))
    plain = all_pairs(demands, supplies).fit.reshape(demands.count, supplies.count)
    moved = all_pairs(reorder(demands, demand_order), reorder(supplies, supply_order)).fit
    expected = plain[np.ix_(demand_order, supply_order)].ravel()
    np.testing.assert_allclose(moved, expected, atol=1e-5)


@settings(max_examples=20, deadline=None)
@given(sides(), sides())
def test_the_same_input_gives_the_same_bits(demands: Side, supplies: Side) -> None:
    first, second = (fit(demands, supplies, EVERYTHING, top=Top(3, 2)) for _ in range(2))
    assert pairs_of(first) == pairs_of(second)
    assert same_bits(first, second)


def big_sides(demand_count: int, supply_count: int) -> tuple[Side, Side]:
    rng = np.random.default_rng(7)
    words = ["".join(rng.choice(list("污水除磷焊接机器人电池回收热泵膜碳捕集节能"), 3)) for _ in range(60)]

    def draw(count: int) -> Side:
        return Side(
            count=count,
            titles=[" ".join(rng.choice(words, 3)) for _ in range(count)],
            texts=["，".join(rng.choice(words, 12)) for _ in range(count)],
            fields=[set(rng.choice(["WATER", "HEAT", "AIR"], 2).tolist()) for _ in range(count)],
            indicators=[[str(rng.choice(words))] for _ in range(count)],
        )

    return draw(demand_count), draw(supply_count)


def test_many_small_blocks_give_the_same_table_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    demands, supplies = big_sides(70, 90)
    whole = fit(demands, supplies, PACKAGES_TO_NEEDS, top=Top(7, 5))
    monkeypatch.setattr(candidates, "BLOCK_PAIR_COUNT", 300)
    reports: list[tuple[int, int]] = []
    blocks = fit(demands, supplies, PACKAGES_TO_NEEDS, top=Top(7, 5), on_progress=lambda *now: reports.append(now))
    assert pairs_of(blocks) == pairs_of(whole)
    assert same_bits(blocks, whole)
    assert reports == [(min(start + 3, 70), 70) for start in range(0, 70, 3)]


def test_every_demand_and_every_supply_keeps_its_number_of_candidates() -> None:
    demands, supplies = big_sides(40, 110)
    table = fit(demands, supplies, PACKAGES_TO_NEEDS, top=Top(6, 4))
    assert np.bincount(table.pair_demand, minlength=40).min() >= 6
    assert np.bincount(table.pair_supply, minlength=110).min() >= 4


def test_one_pair_asked_alone_agrees_with_the_table() -> None:
    demands, supplies = big_sides(30, 50)
    table = fit(demands, supplies, PACKAGES_TO_NEEDS, top=Top(50, 0))
    alone = Affinity(demands, supplies, PACKAGES_TO_NEEDS).fit_pairs([17], [33])
    assert pairs_of(table)[17 * 50 + 33] == (17, 33)
    assert alone.fit[0] == table.fit[17 * 50 + 33]


def test_what_progress_raises_stops_the_work() -> None:
    demands, supplies = big_sides(5, 5)

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        fit(demands, supplies, PACKAGES_TO_NEEDS, on_progress=stop)


def test_missing_components_do_not_pull_the_fit_down() -> None:
    demands = Side(count=1, fields=[{"WATER"}], maturities=[5])
    supplies = Side(count=2, fields=[{"WATER"}, {"WATER"}], maturities=[5, np.nan])
    table = fit(demands, supplies, PACKAGES_TO_NEEDS)
    assert table.fit.tolist() == [1.0, 1.0]
    assert np.isnan(table.components["maturity"]).tolist() == [False, True]


def test_nothing_known_at_all_fits_zero() -> None:
    table = fit(Side(count=1), Side(count=1), PACKAGES_TO_NEEDS)
    assert table.fit.tolist() == [0.0]
    assert all(np.isnan(values).all() for values in table.components.values())


@pytest.mark.parametrize(("demand_count", "supply_count"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_gives_an_empty_table(demand_count: int, supply_count: int) -> None:
    table = fit(Side(count=demand_count), Side(count=supply_count), JUDGES_TO_ENTRIES)
    assert len(table) == 0
    assert set(table.components) == {"text", "field", "chain_node", "preference"}


def test_a_component_of_weight_zero_is_left_out() -> None:
    side = Side(count=1, titles=["热泵"], fields=[{"HEAT"}])
    table = fit(side, side, Weights(version="fields-only", field=1))
    assert list(table.components) == ["field"]
    assert table.weights_version == "fields-only"


def test_listed_pairs_are_always_there_with_their_bids() -> None:
    demands, supplies = big_sides(20, 20)
    listed = ListedPairs([0, 19, 3], [19, 0, 3], [0.25, np.nan, 1.0])
    table = fit(demands, supplies, JUDGES_TO_ENTRIES, top=Top(1, 0), listed=listed)
    bids = dict(zip(pairs_of(table), table.components["preference"].tolist(), strict=True))
    assert {pair: bid for pair, bid in bids.items() if not np.isnan(bid)} == {(0, 19): 0.25, (3, 3): 1.0}
    assert (19, 0) in bids


def test_a_bid_moves_the_choice_of_candidates() -> None:
    demands, supplies = Side(count=1, fields=[{"A"}]), Side(count=3, fields=[{"A"}, {"A"}, {"B"}])
    weights = Weights(version="bids", field=1, preference=9)
    listed = ListedPairs([0, 0], [0, 2], [0.0, 1.0])
    table = fit(demands, supplies, weights, listed=listed)
    assert table.fit.tolist() == pytest.approx([0.1, 1.0, 0.9])


@pytest.mark.parametrize(
    ("listed", "code", "params"),
    [
        (ListedPairs([0], [2]), "pair_outside", {"row": 0, "demand": 0, "supply": 2, "shape": (2, 2)}),
        (ListedPairs([0, 1, 0], [1, 1, 1]), "duplicate_pair", {"row": 0, "demand": 0, "supply": 1}),
        (ListedPairs([0], [1, 1]), "wrong_length", {"column": "pair_supply", "found": 2, "expected": 1}),
        (ListedPairs([0], [1], [0.5, 1]), "wrong_length", {"column": "preference", "found": 2, "expected": 1}),
        (ListedPairs([0.5], [1]), "not_whole", {"column": "pair_demand", "found": "float64"}),
        (
            ListedPairs([0], [1], [1.5]),
            "out_of_range",
            {"column": "preference", "row": 0, "found": 1.5, "low": 0.0, "high": 1.0},
        ),
    ],
)
def test_bad_listed_pairs_are_refused(listed: ListedPairs, code: str, params: dict[str, object]) -> None:
    with pytest.raises(AffinityError) as refusal:
        fit(Side(count=2), Side(count=2), JUDGES_TO_ENTRIES, listed=listed)
    assert (refusal.value.code, refusal.value.params) == (code, params)


def test_a_table_too_large_for_memory_is_refused() -> None:
    affinity = Affinity(Side(count=30_000), Side(count=30_000), Weights(version="v", field=1))
    with pytest.raises(AffinityError) as refusal:
        affinity.fit(top=Top(1000, 0))
    assert (refusal.value.code, refusal.value.params["found"]) == ("too_many_pairs", 30_000_000)


@pytest.mark.parametrize(("per_demand", "per_supply"), [(0, 1), (1, -1)])
def test_a_senseless_number_of_candidates_is_refused(per_demand: int, per_supply: int) -> None:
    with pytest.raises(AffinityError) as refusal:
        Top(per_demand, per_supply)
    assert refusal.value.code == "bad_top"
