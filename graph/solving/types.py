from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Double, cast
from strawberry.scalars import JSON

from graph.kit.declare import Node, column, node, one, part, same_row, sql
from graph.kit.filters import any_of, filter_input, refers_to, same
from graph.kit.scalars import Long
from graph.organizations.types import Organization
from services.solving.models import ProofWord, SolveState
from services.solving.models import SolveRun as SolveRunRow

if TYPE_CHECKING:
    from graph.competitions.types import Round
    from graph.judging.types import Plan
    from graph.matching.types import PoolPlan

RoundType = Annotated["Round", strawberry.lazy("graph.competitions.types")]
PlanType = Annotated["Plan", strawberry.lazy("graph.judging.types")]
PoolPlanType = Annotated["PoolPlan", strawberry.lazy("graph.matching.types")]


def in_fit(column: str, default: float | None = None) -> Any:
    """An amount of the row as people see fits: whole units divided by the scale."""

    def divided(row: Any) -> ColumnElement[Any]:
        amount: ColumnElement[Any] = cast(getattr(row, column), Double) / row.scale
        return amount

    return sql(divided, default=default)


def _text(key: str) -> Any:
    return sql(lambda run: run.shortage[key].as_string())


def _whole(key: str) -> Any:
    return sql(lambda run: run.shortage[key].as_integer(), default=0)


def _gap(run: Any) -> ColumnElement[Any]:
    gap: ColumnElement[Any] = run.bound - run.value
    return gap


@part
class SolveShortage:
    """Why there is no plan: demands that together require more than their supplies can give, or the reverse."""

    code: str | None = _text("code")
    units_required: int = _whole("units_required")
    units_available: int = _whole("units_available")
    missing_units: int = _whole("missing_units")
    demand_count: int = _whole("demand_count")
    supply_count: int = _whole("supply_count")
    mend_count: int = _whole("mend_count")
    demands: JSON | None = sql(lambda run: run.shortage["demands"], description="Codes of those who lack, at most 200.")
    supplies: JSON | None = sql(
        lambda run: run.shortage["supplies"], description="Codes of those who could still serve them, at most 200."
    )
    mends: JSON | None = sql(
        lambda run: run.shortage["mends"],
        description="A set of changes that together make a plan possible, at most 2000: {id, code, supply, demand, "
        "reason, units, limit, rule, rule_at, group, patch}; rule_at is the rule's place in the settings, patch says "
        "what applyMends would change in them.",
    )
    even_mend: JSON | None = sql(
        lambda run: run.shortage["even"],
        description="In place of the mends: the most that holds for all, raised as little as makes a plan possible. "
        "{id, code, units, limit, own_count, patch}; own_count are limited otherwise. Null where it is no way out.",
    )
    is_smallest: bool | None = sql(
        lambda run: run.shortage["is_smallest"].as_boolean(), description="No smaller set of mends would do."
    )
    requirements: JSON | None = sql(
        lambda run: run.shortage["requirements"],
        description="Limits and rules that cannot hold together: {code, supply, demand, units, rule, rule_at, group}.",
    )


@filter_input
class SolveRunFilter:
    state: list[SolveState] | None = any_of("state")
    kind: str | None = same("kind")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")


def _total_fit_claimed(run: Any) -> ColumnElement[Any]:
    claimed: ColumnElement[Any] = cast(run.claimed_bound, Double) / run.scale
    return claimed


@node(SolveRunRow, filter_by=SolveRunFilter, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class SolveRun(Node):
    kind: str
    name: str
    state: SolveState
    phase: str
    value: Long | None
    bound: Long | None
    scale: Long | None
    gap: Long | None = sql(_gap, description="Bound less value: 0 when the plan is proven optimal.")
    total_fit: float | None = in_fit("value")
    total_bound: float | None = in_fit("bound")
    claimed_bound: float | None = sql(
        _total_fit_claimed, description="What the engine says no plan exceeds, as people see fits; not re-checked."
    )
    proof: ProofWord
    stages: JSON = column(
        "stages",
        description="Aims in order: {name, status, value, bound, scale, proof}; none for total fit alone.",
    )
    round: RoundType | None = one(
        lambda run, round_: round_.id == run.subject_id, description="What judges are assigned in; null for a pool."
    )
    organization: Organization | None = one(lambda run, organization: organization.id == run.organization_id)
    plan: PlanType | None = one(lambda run, plan: plan.solve_run_id == run.id)
    pool_plan: PoolPlanType | None = one(lambda run, plan: plan.solve_run_id == run.id)
    seed: int
    limit_seconds: int
    settings: JSON
    problem_digest: str | None
    supply_count: int | None
    demand_count: int | None
    pair_count: Long | None
    attempt_count: int
    created_at: datetime
    started_at: datetime | None
    heartbeat_at: datetime | None
    finished_at: datetime | None
    cancel_requested_at: datetime | None
    seconds: float | None
    failure_code: str | None
    failure_params: JSON
    shortage: SolveShortage | None = same_row(when=lambda run: run.shortage.is_not(None))
