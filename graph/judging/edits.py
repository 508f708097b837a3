from typing import Any

import strawberry

from graph.judging.insight_answers import shown_violation
from graph.judging.insight_types import Violation
from graph.judging.types import Plan
from graph.kit.declare import bounded
from graph.kit.references import node_ref
from graph.kit.scalars import Long
from services.judging.editing import VIOLATION_LIMIT, EditOutcome
from services.judging.pricing import PriceState

AIM_LIMIT = 50

strawberry.enum(PriceState, description="What is known of a price: NOT_ASKED of edits that are done under rules.")


@strawberry.type(description="What the best plans without and with an edit have of an aim in which they differ.")
class AimChange:
    name: str
    before: float
    after: float


@strawberry.interface(description="A plan after an edit, or as it would be.")
class PlanEdited:
    plan: Plan
    is_applied: bool
    violations: list[Violation] = bounded(VIOLATION_LIMIT)
    value_before: Long
    value: Long = strawberry.field(description="What the plan is worth after the edit, in units of 1 / scale.")
    total_fit: float
    loss: Long | None = strawberry.field(
        description="How much less the best plan with this edit is worth than the best plan; see priceState for null."
    )
    price: float | None = strawberry.field(description="The loss as people see fits.")
    price_state: PriceState
    aims: list[AimChange] = bounded(AIM_LIMIT)


def shown_outcome(done: EditOutcome) -> dict[str, Any]:
    """The fields of every success of an edit."""
    scale = done.plan.scale
    return {
        "plan": node_ref(Plan, done.plan.id),
        "is_applied": done.is_applied,
        "violations": [shown_violation(violation) for violation in done.violations],
        "value_before": Long(done.value_before),
        "value": Long(done.value),
        "total_fit": done.value / scale,
        "loss": None if done.loss is None else Long(done.loss),
        "price": None if done.loss is None else done.loss / scale,
        "price_state": done.price_state,
        "aims": [
            AimChange(name=aim.name, before=aim.before / aim.scale, after=aim.after / aim.scale)
            for aim in done.aims[:AIM_LIMIT]
        ],
    }
