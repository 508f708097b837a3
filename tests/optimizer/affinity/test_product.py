import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from optimizer.affinity import product
from optimizer.affinity.product import SupplyFeatures

FEATURES = arrays(np.float32, st.tuples(st.integers(1, 6), st.just(5)), elements=st.sampled_from([0.0, 0.0, 1.0, 3.0]))


@pytest.fixture(autouse=True, params=[(512, 8_000_000, 2_000), (2, 10, 3)], ids=["one piece", "many pieces"])
def _pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with the real sizes of the pieces and with tiny ones."""
    frequent, scattered, chunk = request.param
    monkeypatch.setattr(product, "FREQUENT_COLUMN_COUNT", frequent)
    monkeypatch.setattr(product, "SCATTERED_VALUE_COUNT", scattered)
    monkeypatch.setattr(product, "PAIR_CHUNK_COUNT", chunk)


@settings(max_examples=40, deadline=None)
@given(FEATURES, FEATURES)
def test_blocks_and_pairs_are_the_plain_product(demands: np.ndarray, supplies: np.ndarray) -> None:
    features, rows = SupplyFeatures(csr_array(supplies)), csr_array(demands)
    expected = demands @ supplies.T
    assert features.multiply(rows).tolist() == expected.tolist()
    demand, supply = np.divmod(np.arange(expected.size, dtype=np.int32)[::-1], np.int32(len(supplies)))
    assert features.multiply_pairs(rows, demand, supply).tolist() == expected[demand, supply].tolist()


def test_no_pairs_and_no_features_are_no_error() -> None:
    features = SupplyFeatures(csr_array((3, 0), dtype=np.float32))
    rows, none = csr_array((2, 0), dtype=np.float32), np.empty(0, np.int32)
    assert features.multiply(rows).tolist() == [[0.0, 0.0, 0.0]] * 2
    assert features.multiply_pairs(rows, none, none).tolist() == []
