"""Fit from plain attributes and texts: who could judge what, which package could serve which need.

    from optimizer.affinity import PACKAGES_TO_NEEDS, Side, fit

    needs = Side(count=2, titles=["污水 除磷", "焊接 机器人"], fields=[{"WATER"}, set()])
    packages = Side(count=2, titles=["高效 除磷 药剂", "机器人 焊缝 跟踪"], fields=[{"WATER"}, {"ROBOTS"}])
    table = fit(needs, packages, PACKAGES_TO_NEEDS)
    table.fit, table.components["text"], table.components["field"]

`fit` finds the candidates, `fit_pairs` computes given pairs (for the question "why not this one?"); whoever asks
more than once keeps an `Affinity`, which compares the texts only once. `calibrate` learns weights from judged pairs;
`encode_side` adds the vectors of an encoder, if there is one.
"""

from optimizer.affinity.calibration import calibrate
from optimizer.affinity.encoder import Encoder, encode_side
from optimizer.affinity.errors import AffinityError
from optimizer.affinity.fit import Affinity, fit, fit_pairs
from optimizer.affinity.outcomes import Outcomes
from optimizer.affinity.quality import Quality
from optimizer.affinity.side import Side
from optimizer.affinity.table import FitTable, ListedPairs, Top
from optimizer.affinity.weights import COMPONENTS, JUDGES_TO_ENTRIES, PACKAGES_TO_NEEDS, Learning, Weights

__all__ = [
    "COMPONENTS",
    "JUDGES_TO_ENTRIES",
    "PACKAGES_TO_NEEDS",
    "Affinity",
    "AffinityError",
    "Encoder",
    "FitTable",
    "Learning",
    "ListedPairs",
    "Outcomes",
    "Quality",
    "Side",
    "Top",
    "Weights",
    "calibrate",
    "encode_side",
    "fit",
    "fit_pairs",
]
