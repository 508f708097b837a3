from dataclasses import asdict, dataclass
from math import isfinite
from typing import Final

from optimizer.affinity.errors import AffinityError

COMPONENTS: Final = (
    "text",
    "field",
    "chain_node",
    "maturity",
    "indicator",
    "region",
    "budget",
    "transfer_mode",
    "preference",
)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each component of the fit counts; only the ratios matter.

    The fit of a pair is the weighted mean over the components that are known for that pair, so a weight is a share
    of one only where everything is known.

    Parameters
    ----------
    version
        Name under which a run stores these weights.
    text, field, chain_node, maturity, indicator, region, budget, transfer_mode, preference
        Weight of the component of that name, zero or more; zero leaves the component out of fit and explanation.

    Raises
    ------
    AffinityError
        A weight that is negative or not finite, or no positive weight at all.
    """

    version: str
    text: float = 0.0
    field: float = 0.0
    chain_node: float = 0.0
    maturity: float = 0.0
    indicator: float = 0.0
    region: float = 0.0
    budget: float = 0.0
    transfer_mode: float = 0.0
    preference: float = 0.0

    def __post_init__(self) -> None:
        values = self.as_dict()
        for name, value in values.items():
            if not isfinite(value) or value < 0:
                raise AffinityError("bad_weight", component=name, found=value)
        if not any(values.values()):
            raise AffinityError("bad_weight", component="*", found=0.0)

    def as_dict(self) -> dict[str, float]:
        """Return component name -> weight, in the order of `COMPONENTS`."""
        values = asdict(self)
        return {name: float(values[name]) for name in COMPONENTS}


JUDGES_TO_ENTRIES: Final = Weights(
    version="judges-to-entries-1",
    text=4,  # what the judge works on, in the judge's own words
    field=4,  # the field the judge was invited for counts as much as the words
    chain_node=1,
    preference=4,  # a bid is the judge's own word on competence, as strong as either
)
"""Judges (supplies) to entries (demands). Region and organization are rules of a panel, not of a fit."""

PACKAGES_TO_NEEDS: Final = Weights(
    version="packages-to-needs-1",
    text=4,  # the one component measured on judged pairs, see benchmarks/fit.md
    field=2,
    chain_node=1,
    maturity=1,
    indicator=2,  # an indicator not addressed is the first reason to decline
    region=0.5,
    budget=1,
    transfer_mode=1,
    preference=2,
)
"""Technology packages (supplies) to needs (demands)."""
