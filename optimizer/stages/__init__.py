"""Aims one after the other: how each is asked, kept for the next, and re-checked."""

from optimizer.stages.ladder import Climb, climb, end_of, merge, recheck, rungs_of
from optimizer.stages.rung import LinearRung, Means, Rung

__all__ = ["Climb", "LinearRung", "Means", "Rung", "climb", "end_of", "merge", "recheck", "rungs_of"]
