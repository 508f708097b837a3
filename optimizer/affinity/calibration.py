"""Weights learned from judged or accepted pairs.

An ordinal logistic model over the fit itself: the fit stays the weighted mean of its known components, the weights stay
zero or more, so better in a component never makes the fit worse. Distance from the preset is penalized, as strongly as
inner cross-validation allows, so that few labels move little. What all of this reaches is measured on demands whose
labels it has not seen.
"""

import dataclasses
import hashlib
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from optimizer.affinity.errors import AffinityError
from optimizer.affinity.fit import NO_PAIRS, Affinity
from optimizer.affinity.outcomes import (
    JudgedPairs,
    Numbers,
    Outcomes,
    compare_pairs,
    find_unexplained,
    invert,
    leave_out,
    read_surplus,
)
from optimizer.affinity.quality import RELEVANT_LEVEL, Judgment, Scores
from optimizer.affinity.side import Side
from optimizer.affinity.table import ListedPairs
from optimizer.affinity.vectors import vectorize
from optimizer.affinity.weights import Learning, Weights

FOLD_COUNT: Final = 10
INNER_FOLD_COUNT: Final = 5
LEAST_DEMANDS: Final = 20
LEAST_PAIRS_OF_A_KIND: Final = 50
CAUTIONS: Final = (1000.0, 300.0, 100.0, 30.0, 10.0, 3.0)
FIRST_SLOPE: Final = 4.0
LEAST_WHOLE: Final = 1e-6
DIGEST_LENGTH: Final = 12


class _Evidence(NamedTuple):
    """Judged pairs: their known components, of shape (n_pairs, n_components), zero where missing, and their labels."""

    values: Numbers
    known: Numbers
    demand: NDArray[np.int32]
    level: NDArray[np.int32]

    def take(self, rows: NDArray[np.intp]) -> "_Evidence":
        return _Evidence(self.values[rows], self.known[rows], self.demand[rows], self.level[rows])


class _Model(NamedTuple):
    """Shares of the components, the share that past outcomes have beside them, and how much each pair counts there."""

    shares: Numbers
    outcome_shares: Numbers
    pair_weight: Numbers


def calibrate(
    demands: Side, supplies: Side, outcomes: Outcomes, preset: Weights, *, listed: ListedPairs = NO_PAIRS
) -> Weights:
    """Learn weights from outcomes, starting from a preset.

    Components of weight zero stay out; past outcomes come in as a component of their own. Ten folds, each with whole
    demands, tell how good weights learned this way are where no label was seen; the weights returned are learned from
    all labels. The same input gives the same weights.

    Parameters
    ----------
    demands, supplies
        Both sides, whole; demands of the past are rows too.
    outcomes
        Judged or accepted pairs.
    preset
        Weights to start from and to stay near.
    listed
        Bids, as they are given to `fit`.

    Returns
    -------
    Weights
        With `learned`: from how many pairs of how many demands, and the validation next to the preset's. Give them to
        `Affinity` or `fit` together with the outcomes.

    Raises
    ------
    AffinityError
        ``too_few_labels``, a judged pair outside both sides or repeated, a level that is no whole number of 1 to 9.
    """
    judged = JudgedPairs((demands.count, supplies.count), outcomes).thin()
    _require_enough(judged)
    plain = dataclasses.replace(preset, outcome=0.0, learned=None)
    table = Affinity(demands, supplies, plain, listed=listed).fit_pairs(judged.demand, judged.supply)
    values = np.column_stack(list(table.components.values())).astype(np.float64)
    evidence = _Evidence(np.nan_to_num(values), (~np.isnan(values)).astype(np.float64), judged.demand, judged.level)
    weights = np.array([plain.as_dict()[name] for name in table.components])
    prior = weights / weights.sum()
    alike = compare_pairs(vectorize(demands, supplies, compares_demands=True), judged)
    inverse = invert(alike)
    scores = _score_unseen(evidence, alike, inverse, prior)
    learning = _validate(judged, scores, _average(evidence, prior), preset)
    model = _learn(evidence, np.arange(len(judged)), inverse, prior)
    return _name(dict(zip(table.components, model.shares * model.outcome_shares[0], strict=True)), model, learning)


def _require_enough(judged: JudgedPairs) -> None:
    is_relevant = judged.level >= RELEVANT_LEVEL
    mixed = np.intersect1d(judged.demand[is_relevant], judged.demand[~is_relevant])
    for what, found, required in (
        ("demands_with_both", len(mixed), LEAST_DEMANDS),
        ("relevant_pairs", int(is_relevant.sum()), LEAST_PAIRS_OF_A_KIND),
        ("irrelevant_pairs", int((~is_relevant).sum()), LEAST_PAIRS_OF_A_KIND),
    ):
        if found < required:
            raise AffinityError("too_few_labels", what=what, found=found, required=required)


def _score_unseen(evidence: _Evidence, alike: Numbers, inverse: Numbers, prior: Numbers) -> Scores:
    """Score every demand by a model that saw no label of it."""
    scores = np.zeros(len(alike))
    for seen, unseen in _fold(evidence.demand, FOLD_COUNT):
        model = _learn(evidence, seen, inverse, prior)
        outcome = read_surplus(alike[np.ix_(unseen, seen)] @ model.pair_weight)
        both = np.column_stack([_average(evidence.take(unseen), model.shares), outcome])
        scores[unseen] = both @ model.outcome_shares
    return scores


def _validate(judged: JudgedPairs, scores: Scores, before: Scores, preset: Weights) -> Learning:
    judgment = Judgment(judged.demand, judged.level)
    return Learning(
        preset_version=preset.version,
        labels_digest=_digest(judged),
        pair_count=len(judged),
        demand_count=len(np.unique(judged.demand)),
        fold_count=FOLD_COUNT,
        preset=judgment.measure(before),
        validated=judgment.measure(scores),
        gain=judgment.compare(scores, before),
    )


def _learn(evidence: _Evidence, seen: NDArray[np.intp], inverse: Numbers, prior: Numbers) -> _Model:
    """Learn the weights, then how much what they leave unexplained counts, from predictions of left-out demands."""
    of_seen = evidence.take(seen)
    shares = _choose_shares(of_seen, prior)
    base = _average(of_seen, shares)
    pair_weight, left_out = leave_out(inverse, seen, find_unexplained(of_seen.level, base), of_seen.demand)
    both = np.column_stack([base, read_surplus(left_out)])
    beside = _Evidence(both, np.ones_like(both), of_seen.demand, of_seen.level)
    return _Model(shares, _choose_shares(beside, np.array([1.0, 0.0])), pair_weight)


def _choose_shares(evidence: _Evidence, prior: Numbers) -> Numbers:
    """Fit with the strongest pull towards the prior that costs no more than one standard error over the folds."""
    if len(prior) == 1:
        return prior
    losses = np.array(
        [
            [
                _lose(evidence.take(unseen), _optimize(evidence.take(seen), prior, caution))
                for seen, unseen in _fold(evidence.demand, INNER_FOLD_COUNT)
            ]
            for caution in CAUTIONS
        ]
    )
    mean = losses.mean(axis=1)
    best = int(mean.argmin())
    error = (losses[best] - losses[0]).std(ddof=1) / np.sqrt(INNER_FOLD_COUNT)
    chosen = CAUTIONS[int(np.flatnonzero(mean <= mean[best] + error)[0])]
    shares = _optimize(evidence, prior, chosen)[-len(prior) :]
    normalized: Numbers = shares / shares.sum()
    return normalized


def _optimize(evidence: _Evidence, prior: Numbers, caution: float) -> Numbers:
    """Fit slope, thresholds and shares; L-BFGS-B from the prior, with bounds that keep the order."""
    step_count = int(evidence.level.max()) - 1
    start = np.concatenate([[FIRST_SLOPE, FIRST_SLOPE / 2], np.ones(step_count - 1), prior])
    bounds = [(0, None), (None, None), *[(0, None)] * (step_count - 1 + len(prior))]

    def penalize(parameters: Numbers) -> tuple[float, Numbers]:
        loss, gradient = _differentiate(evidence, parameters, len(prior))
        away = parameters[-len(prior) :] - prior
        gradient[-len(prior) :] += 2 * caution * away
        return loss + caution * float(away @ away), gradient

    found = minimize(penalize, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, dtype=np.float64)


def _differentiate(evidence: _Evidence, parameters: Numbers, share_count: int) -> tuple[float, Numbers]:
    slope, steps, shares = parameters[0], parameters[1:-share_count], parameters[-share_count:]
    whole = np.maximum(evidence.known @ shares, LEAST_WHOLE)
    fit = (evidence.values @ shares) / whole
    reached = evidence.level[:, None] >= 2 + np.arange(len(steps))
    logit = slope * fit[:, None] - np.cumsum(steps)
    loss = float((np.logaddexp(0, logit) - reached * logit).sum())
    miss = expit(logit) - reached
    by_fit = slope * miss.sum(axis=1) / whole
    by_share = by_fit @ evidence.values - (by_fit * fit) @ evidence.known
    by_step = -np.cumsum(miss.sum(axis=0)[::-1])[::-1]
    return loss, np.concatenate([[float(miss.sum(axis=1) @ fit)], by_step, by_share])


def _lose(evidence: _Evidence, parameters: Numbers) -> float:
    """Loss per pair of labels that were not seen."""
    return _differentiate(evidence, parameters, evidence.values.shape[1])[0] / len(evidence.level)


def _average(evidence: _Evidence, shares: Numbers) -> Scores:
    whole = evidence.known @ shares
    return np.divide(evidence.values @ shares, whole, out=np.zeros(len(whole)), where=whole > 0)


def _fold(demand: NDArray[np.int32], fold_count: int) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Deal whole demands to folds; yields the rows of all other folds and the rows of each."""
    distinct, place = np.unique(demand, return_inverse=True)
    fold = np.random.default_rng(0).permutation(len(distinct))[place] % fold_count
    return ((np.flatnonzero(fold != one), np.flatnonzero(fold == one)) for one in range(fold_count))


def _digest(judged: JudgedPairs) -> str:
    digest = hashlib.sha256()
    for column in (judged.demand, judged.supply, judged.level):
        digest.update(np.ascontiguousarray(column, dtype="<i4").tobytes())
    return digest.hexdigest()


def _name(shares: dict[str, float], model: _Model, learning: Learning) -> Weights:
    values = {name: float(share) for name, share in shares.items()} | {"outcome": float(model.outcome_shares[1])}
    digest = hashlib.sha256(f"{learning.preset_version} {learning.labels_digest} {values!r}".encode()).hexdigest()
    return Weights(version=f"{learning.preset_version}+{digest[:DIGEST_LENGTH]}", learned=learning, **values)
