import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from optimizer.affinity import AffinityError, Outcomes, Quality, Side, Weights, calibrate, calibration, fit_pairs
from optimizer.affinity.calibration import _differentiate, _Evidence

FIELDS = ("WATER", "HEAT", "AIR", "METAL")
REGIONS = ("HA", "JS", "GD", "SC")
TITLES = ("污水除磷", "焊接机器人", "电池回收", "热泵机组", "膜组件")
EVEN = Weights(version="even-1", field=1, region=1)
DEMAND_COUNT, SUPPLY_COUNT = 30, 12


def draw_world(seed: int = 1, noise: float = 0.15) -> tuple[Side, Side, Outcomes]:
    """A world in which the field decides and the region says nothing."""
    rng = np.random.default_rng(seed)
    demands = draw_side(rng, DEMAND_COUNT)
    supplies = draw_side(rng, SUPPLY_COUNT)
    demand, supply = np.divmod(np.arange(DEMAND_COUNT * SUPPLY_COUNT), SUPPLY_COUNT)
    own, other = demands.list_sets("fields"), supplies.list_sets("fields")
    agrees = np.array([set(own[d]) == set(other[s]) for d, s in zip(demand, supply, strict=True)])
    level = np.where(agrees ^ (rng.random(len(demand)) < noise), 2, 1)
    return demands, supplies, Outcomes(demand, supply, level)


def draw_side(rng: np.random.Generator, count: int) -> Side:
    return Side(
        count=count,
        titles=[str(name) for name in rng.choice(TITLES, count)],
        fields=[{str(name)} for name in rng.choice(FIELDS, count)],
        regions=[{str(name)} for name in rng.choice(REGIONS, count)],
    )


def test_what_decides_gains_weight_and_what_does_not_loses_it() -> None:
    weights = calibrate(*draw_world(), EVEN)
    assert weights.field > 2 * weights.region > 0
    assert weights.learned is not None
    assert weights.learned.validated.auc > weights.learned.preset.auc
    assert weights.learned.gain.auc > 2 * weights.learned.gain.auc_error


def test_labels_that_agree_with_nothing_change_little_and_claim_nothing() -> None:
    demands, supplies, outcomes = draw_world(noise=0.5)
    weights = calibrate(demands, supplies, outcomes, EVEN)
    assert weights.learned is not None
    assert weights.learned.gain.auc < 2 * weights.learned.gain.auc_error
    assert weights.field / (weights.field + weights.region) == pytest.approx(0.5, abs=0.1)


def test_weights_say_what_they_were_learned_from() -> None:
    demands, supplies, outcomes = draw_world()
    weights = calibrate(demands, supplies, outcomes, EVEN)
    learned = weights.learned
    assert learned is not None
    assert (learned.pair_count, learned.demand_count, learned.fold_count) == (360, DEMAND_COUNT, 10)
    assert learned.preset_version == "even-1"
    assert weights.version.startswith("even-1+")
    table = fit_pairs(demands, supplies, weights, [0], [0], outcomes=outcomes)
    assert table.weights_version == weights.version


def test_the_order_of_the_labels_changes_nothing() -> None:
    demands, supplies, outcomes = draw_world()
    shuffled = np.random.default_rng(3).permutation(DEMAND_COUNT * SUPPLY_COUNT)
    columns = (np.asarray(column)[shuffled] for column in dataclasses.astuple(outcomes))
    assert calibrate(demands, supplies, Outcomes(*columns), EVEN) == calibrate(demands, supplies, outcomes, EVEN)


def test_other_labels_are_another_version() -> None:
    demands, supplies, outcomes = draw_world()
    level = np.asarray(outcomes.level).copy()
    level[0] = 3 - level[0]
    other = Outcomes(outcomes.pair_demand, outcomes.pair_supply, level)
    assert calibrate(demands, supplies, other, EVEN).version != calibrate(demands, supplies, outcomes, EVEN).version


def test_no_score_of_the_validation_has_seen_a_label_of_its_own_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[NDArray[np.float64]] = []

    class Watched(calibration.Judgment):
        def measure(self, scores: NDArray[np.float64]) -> Quality:
            seen.append(scores)
            return super().measure(scores)

    monkeypatch.setattr(calibration, "Judgment", Watched)
    demands, supplies, outcomes = draw_world()
    calibrate(demands, supplies, outcomes, EVEN)
    level = np.asarray(outcomes.level).copy()
    level[:SUPPLY_COUNT] = 3 - level[:SUPPLY_COUNT]
    calibrate(demands, supplies, Outcomes(outcomes.pair_demand, outcomes.pair_supply, level), EVEN)
    (_, before, _, after) = seen
    np.testing.assert_array_equal(before[:SUPPLY_COUNT], after[:SUPPLY_COUNT])
    assert (before[SUPPLY_COUNT:] != after[SUPPLY_COUNT:]).any()


def test_the_gradient_is_that_of_the_loss() -> None:
    rng = np.random.default_rng(5)
    known = (rng.random((40, 3)) < 0.8).astype(np.float64)
    evidence = _Evidence(rng.random((40, 3)) * known, known, np.zeros(40, np.int32), rng.integers(1, 5, 40))
    at = np.array([3.0, 0.5, 0.7, 1.1, 0.2, 0.5, 0.3])
    _, gradient = _differentiate(evidence, at, 3)
    for place in range(len(at)):
        step = np.zeros_like(at)
        step[place] = 1e-6
        slope = (_differentiate(evidence, at + step, 3)[0] - _differentiate(evidence, at - step, 3)[0]) / 2e-6
        assert gradient[place] == pytest.approx(slope, rel=1e-4)


@pytest.mark.parametrize(
    ("demand_count", "level", "what"),
    [(19, None, "demands_with_both"), (30, 1, "demands_with_both"), (21, None, "relevant_pairs")],
)
def test_too_few_labels_are_refused(demand_count: int, level: int | None, what: str) -> None:
    demands, supplies, outcomes = draw_world()
    demand, supply, levels = (np.asarray(column) for column in dataclasses.astuple(outcomes))
    levels = np.tile([1, 2] + [1] * (SUPPLY_COUNT - 2), DEMAND_COUNT) if level is None else np.full(len(levels), level)
    kept = demand < demand_count
    with pytest.raises(AffinityError) as refusal:
        calibrate(demands, supplies, Outcomes(demand[kept], supply[kept], levels[kept]), EVEN)
    assert (refusal.value.code, refusal.value.params["what"]) == ("too_few_labels", what)
