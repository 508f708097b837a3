"""What an enterprise may say to a recommendation."""

from dataclasses import dataclass
from typing import Final

from services.kit.faults import InputFaults
from services.kit.refusals import RuleBroken
from services.matching.models import DeclineReason, Recommendation, RecommendationState

NOTE_LIMIT: Final = 500


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes, or no with a reason."""

    is_accepted: bool
    reason: DeclineReason | None = None
    note: str = ""

    @property
    def state(self) -> RecommendationState:
        return RecommendationState.ACCEPTED if self.is_accepted else RecommendationState.DECLINED


def require_decision(decision: Decision) -> None:
    faults = InputFaults()
    if not decision.is_accepted and decision.reason is None:
        faults.add("reason", "REQUIRED")
    if decision.reason is DeclineReason.OTHER and not decision.note.strip():
        faults.add("note", "REQUIRED")
    faults.check_text("note", decision.note, NOTE_LIMIT)
    faults.raise_if_any()


def require_undecided(recommendation: Recommendation) -> None:
    """A draft is nothing to decide on, and who decided has decided."""
    if not recommendation.is_published:
        raise RuleBroken("NOT_PUBLISHED")
    if recommendation.state is not RecommendationState.PROPOSED:
        raise RuleBroken("ALREADY_DECIDED", state=recommendation.state.value)
