"""What people wait for a few seconds for, tests wait for as long as a busy machine takes."""

from collections.abc import Iterator

import pytest

from services.judging import explaining, pricing

LONG = 600.0


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Let prices and explanations of plans take their time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing, "PRICE_SECONDS", LONG)
        patch.setattr(explaining, "EXPLAIN_SECONDS", LONG)
        yield
