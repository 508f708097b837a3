from collections.abc import Sequence

import numpy as np
import pytest

from optimizer.affinity import Side, Weights, fit_pairs


def component(name: str, demand: dict[str, object], supply: dict[str, object]) -> float:
    """Value of one component for one demand and one supply; columns of one row are given by their value."""
    sides = [Side(count=1, **{column: [value] for column, value in row.items()}) for row in (demand, supply)]  # type: ignore[arg-type]  # columns by name
    table = fit_pairs(sides[0], sides[1], Weights(version="one", **{name: 1.0}), [0], [0])
    return float(table.components[name][0])


@pytest.mark.parametrize(
    ("asked", "offered", "expected"),
    [
        ({"WATER"}, {"WATER"}, 1.0),
        ({"WATER"}, {"AIR"}, 0.0),
        ({"WATER", "AIR"}, {"AIR", "SOIL"}, 0.5),
        ({"WATER"}, {"WATER", "AIR", "SOIL"}, 1.0),
        ({" water "}, {"ＷＡＴＥＲ"}, 1.0),
        ({"ENERGY/STORAGE"}, {"ENERGY/HEAT"}, 0.5),
        ({"ENERGY/STORAGE"}, {"ENERGY"}, 0.5),
        ({"ENERGY"}, {"ENERGY/HEAT"}, 1.0),
    ],
)
@pytest.mark.parametrize(
    ("name", "column"), [("field", "fields"), ("chain_node", "chain_nodes"), ("region", "regions")]
)
def test_paths_count_what_is_covered(
    name: str, column: str, asked: set[str], offered: set[str], expected: float
) -> None:
    assert component(name, {column: asked}, {column: offered}) == expected


@pytest.mark.parametrize(
    ("asked", "offered", "expected"),
    [({"LICENCE", "SHARES"}, {"SHARES"}, 1.0), ({"LICENCE"}, {"SHARES", "ASSIGNMENT"}, 0.0)],
)
def test_one_agreed_transfer_mode_is_enough(asked: set[str], offered: set[str], expected: float) -> None:
    assert component("transfer_mode", {"transfer_modes": asked}, {"transfer_modes": offered}) == expected


@pytest.mark.parametrize(("needed", "reached", "expected"), [(7, 7, 1.0), (5, 9, 1.0), (7, 5, 0.75), (9, 1, 0.0)])
def test_missing_levels_of_maturity_cost_an_eighth_each(needed: float, reached: float, expected: float) -> None:
    assert component("maturity", {"maturities": needed}, {"maturities": reached}) == expected


@pytest.mark.parametrize(
    ("budget", "price", "expected"),
    [(50, 40, 1.0), (50, 50, 1.0), (50, 200, 0.25), (0, 10, 0.0), (0, 0, 1.0), (5, 0, 1.0)],
)
def test_a_budget_that_is_too_small_pays_a_share(budget: float, price: float, expected: float) -> None:
    assert component("budget", {"amounts": budget}, {"amounts": price}) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("asked", "offer", "low", "high"),
    [
        (["除磷率"], {"texts": "出水除磷率达到 98 %"}, 1.0, 1.0),
        (["除磷率"], {"indicators": ["除磷率"]}, 1.0, 1.0),
        (["除磷率"], {"titles": "机器人焊接"}, 0.0, 0.0),
        (["除磷率", "焊缝精度"], {"titles": "除磷率 高"}, 0.49, 0.51),
        (["除磷效率"], {"titles": "除磷药剂"}, 0.1, 0.9),
        (["COD removal rate"], {"texts": "raises the COD removal rate"}, 1.0, 1.0),
    ],
)
def test_indicators_are_covered_by_what_the_supply_says(
    asked: Sequence[str], offer: dict[str, object], low: float, high: float
) -> None:
    assert low <= component("indicator", {"indicators": asked}, offer) <= high


@pytest.mark.parametrize(
    ("name", "column", "known"),
    [
        ("text", "texts", "热泵"),
        ("field", "fields", {"A"}),
        ("maturity", "maturities", 5),
        ("indicator", "indicators", ["除磷率"]),
        ("budget", "amounts", 5),
        ("transfer_mode", "transfer_modes", {"A"}),
    ],
)
def test_what_one_side_does_not_know_is_missing(name: str, column: str, known: object) -> None:
    assert np.isnan(component(name, {column: known}, {}))
    assert np.isnan(component(name, {}, {column: known}))
