"""Objectives: terms that add up, weighed or one after the other, and aims at the worst served and at comparison."""

from optimizer.objectives.comparability import Comparability, Links, measure_links
from optimizer.objectives.compose import Lexicographic, Objective, Weighted, measure_terms
from optimizer.objectives.fairness import Leximin, WorstServed
from optimizer.objectives.loads import Balance, Reserve
from optimizer.objectives.term import Aim, Measure, Term
from optimizer.objectives.terms import FewestChanges, FewestMissing, Priority, Saving, TotalFit

__all__ = [
    "Aim",
    "Balance",
    "Comparability",
    "FewestChanges",
    "FewestMissing",
    "Lexicographic",
    "Leximin",
    "Links",
    "Measure",
    "Objective",
    "Priority",
    "Reserve",
    "Saving",
    "Term",
    "TotalFit",
    "Weighted",
    "WorstServed",
    "measure_links",
    "measure_terms",
]
