from dataclasses import dataclass
from math import isfinite
from typing import Final

from optimizer.affinity.errors import AffinityError
from optimizer.affinity.quality import Quality

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
    "meaning",
    "outcome",
)


@dataclass(frozen=True, kw_only=True)
class Learning:
    """What weights were learned from, and how good weights learned in this way are on demands they saw no label of.

    Parameters
    ----------
    preset_version
        Weights that the learning started from.
    labels_digest
        SHA-256 of the judged pairs and their levels.
    pair_count, demand_count
        How many pairs of how many demands were learned from.
    fold_count
        Folds of the cross-validation; every fold holds whole demands.
    preset, validated
        Quality of the preset and of the learned weights on the same pairs, the latter by cross-validation.
    gain
        Validated less preset, with the errors of the difference.
    """

    preset_version: str
    labels_digest: str
    pair_count: int
    demand_count: int
    fold_count: int
    preset: Quality
    validated: Quality
    gain: Quality


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each component of the fit counts; only the ratios matter.

    The fit of a pair is the weighted mean over the components that are known for that pair, so a weight is a share
    of one only where everything is known.

    Parameters
    ----------
    version
        Name under which a run stores these weights.
    text, field, chain_node, maturity, indicator, region, budget, transfer_mode, preference, meaning, outcome
        Weight of the component of that name, zero or more; zero leaves the component out of fit and explanation.
        ``meaning`` needs vectors of an encoder, ``outcome`` needs judged pairs; without them they are missing.
    learned
        Where the weights come from, when they were learned.

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
    meaning: float = 0.0
    outcome: float = 0.0
    learned: Learning | None = None

    def __post_init__(self) -> None:
        values = self.as_dict()
        for name, value in values.items():
            if not isfinite(value) or value < 0:
                raise AffinityError("bad_weight", component=name, found=value)
        if not any(values.values()):
            raise AffinityError("bad_weight", component="*", found=0.0)

    def as_dict(self) -> dict[str, float]:
        """Return component name -> weight, in the order of `COMPONENTS`."""
        return {name: float(getattr(self, name)) for name in COMPONENTS}


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
