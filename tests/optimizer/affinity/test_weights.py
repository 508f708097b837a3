import dataclasses

import pytest

from optimizer.affinity import COMPONENTS, JUDGES_TO_ENTRIES, PACKAGES_TO_NEEDS, AffinityError, Weights


def test_weights_name_every_component_once() -> None:
    fields = [field.name for field in dataclasses.fields(Weights)]
    assert fields == ["version", *COMPONENTS, "learned"]


@pytest.mark.parametrize("weights", [JUDGES_TO_ENTRIES, PACKAGES_TO_NEEDS])
def test_a_preset_is_frozen_and_versioned(weights: Weights) -> None:
    assert weights.version.endswith("-1")
    with pytest.raises(dataclasses.FrozenInstanceError):
        weights.text = 1.0  # type: ignore[misc]  # the refusal is the point


@pytest.mark.parametrize(
    ("values", "component", "found"),
    [({"text": -1.0}, "text", -1.0), ({"field": float("inf")}, "field", float("inf")), ({}, "*", 0.0)],
)
def test_senseless_weights_are_refused(values: dict[str, float], component: str, found: float) -> None:
    with pytest.raises(AffinityError) as refusal:
        Weights(version="v", **values)
    assert (refusal.value.code, refusal.value.params) == ("bad_weight", {"component": component, "found": found})
