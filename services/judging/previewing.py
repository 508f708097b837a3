"""What publishing a plan would do: what each judge gets, and what speaks against it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.models import EventRole, Judge
from services.competitions.queries import list_judges, require_organizer
from services.judging.editing import PlanViolation, list_violations
from services.judging.models import Plan, PlanState
from services.judging.queries import get_plan, list_pair_keys, list_task_keys
from services.kit.actor import Actor
from services.kit.refusals import Param
from services.solving.models import SolveState
from services.solving.queries import get_run

SHOWN_JUDGES: Final = 20_000


@dataclass(frozen=True, slots=True)
class JudgeShare:
    """What a judge would have; `new_count` they have not today, `gone_count` they have today and would lose."""

    judge_id: UUID
    code: str
    name: str
    is_linked: bool
    count: int
    new_count: int
    kept_count: int
    gone_count: int


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to know before publishing: a code with parameters."""

    code: str
    params: Mapping[str, Param]


@dataclass(frozen=True, slots=True)
class PublishPreview:
    """What would change for whom; those whom nothing concerns are left out."""

    plan: Plan
    replaces_a_plan: bool
    task_count: int
    new_count: int
    kept_count: int
    gone_count: int
    judges: Sequence[JudgeShare]
    warnings: Sequence[Caution]
    violations: Sequence[PlanViolation]


async def preview_publication(tx: AsyncSession, actor: Actor, plan_id: UUID) -> PublishPreview:
    """What publishing would do now, for whoever runs the competition."""
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id, at_least=EventRole.OBSERVER)
    planned, present = set(await list_pair_keys(tx, plan_id)), set(await list_task_keys(tx, plan.round_id))
    judges = await list_judges(tx, plan.competition_id)
    violations = await list_violations(tx, plan)
    run = await get_run(tx, plan.solve_run_id)
    shares = _shares(judges, planned, present)
    unlinked = [share for share in shares if share.count and not share.is_linked]
    idle = len(judges) - sum(share.count > 0 for share in shares)
    told: list[tuple[str, int, dict[str, Param]]] = [
        ("PLAN_NOT_DRAFT", int(plan.state is not PlanState.DRAFT), {"state": plan.state.value}),
        ("PLAN_BREAKS_RULES", len(violations), {}),
        ("JUDGES_MISSING", plan.missing_count, {}),
        ("NOT_PROVEN_BEST", int(run.state is not SolveState.PROVEN), {"state": run.state.value}),
        ("EDITED_BY_HAND", plan.edit_count, {}),
        ("JUDGES_WITHOUT_ACCOUNT", len(unlinked), {}),
        ("JUDGES_WITHOUT_ENTRIES", idle, {}),
        ("TASKS_TAKEN_BACK", len(present - planned), {}),
    ]
    return PublishPreview(
        plan=plan,
        replaces_a_plan=bool(present),
        task_count=len(planned),
        new_count=len(planned - present),
        kept_count=len(planned & present),
        gone_count=len(present - planned),
        judges=shares[:SHOWN_JUDGES],
        warnings=[Caution(code, {"count": count, **params}) for code, count, params in told if count],
        violations=violations,
    )


def _shares(
    judges: Sequence[Judge], planned: set[tuple[UUID, UUID]], present: set[tuple[UUID, UUID]]
) -> list[JudgeShare]:
    counts = [Counter(judge for judge, _ in pairs) for pairs in (planned, planned - present, present - planned)]
    concerned = [judge for judge in judges if counts[0][judge.id] or counts[2][judge.id]]
    shares = [
        JudgeShare(
            judge_id=judge.id,
            code=judge.code,
            name=judge.name,
            is_linked=judge.account_id is not None,
            count=counts[0][judge.id],
            new_count=counts[1][judge.id],
            kept_count=counts[0][judge.id] - counts[1][judge.id],
            gone_count=counts[2][judge.id],
        )
        for judge in concerned
    ]
    return sorted(shares, key=lambda share: (-share.count, share.code))
