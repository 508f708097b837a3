"""What waits for a person, counted by the database in one statement; what somebody is not, is null."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Uuid,
    and_,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
)
from sqlmodel import col

from graph.home.counting import counting, holding
from graph.incubation.clock import clock_state
from graph.kit.abilities import actor_keys, my_organizations
from graph.kit.declare import part, same_row, sql
from graph.scoring.standing import TO_DO, among, due_at, task_state, waits
from services.catalog.models import Need, NeedState, PackageState, TechnologyPackage
from services.catalog.rules import NEED_OWNERS, PACKAGE_OWNERS, POOL_RUNNERS
from services.competitions.models import Judge, Round, RoundState
from services.incubation.models import Incubator, Residency
from services.incubation.rules import ClockState
from services.judging.models import JudgeTask, Plan, PlanState
from services.kit.clock import TODAY
from services.matching.commands import KIND as POOL_KIND
from services.matching.models import Candidate, PoolPlan, PoolPlanState, Recommendation, RecommendationState
from services.organizations.models import (
    AppealState,
    Invitation,
    MembershipRequest,
    Organization,
    OrganizationKind,
    OrganizationVerification,
    Restriction,
    RestrictionAppeal,
)
from services.scoring.models import Rubric, TaskState
from services.solving.models import SolveRun

Condition = ColumnElement[bool]
ENDING_DAYS: Final = 30
_POOLS: Final = tuple(sorted(POOL_RUNNERS))


def _me() -> ColumnElement[Any]:
    return func.actor_id(type_=Uuid())


def _is_my_task(task: Any) -> Condition:
    mine: Condition = task.judge_id == actor_keys("actor_judges")
    return mine


def _is_organized(row: Any) -> Condition:
    organized: Condition = row.competition_id == actor_keys("actor_organized_competitions")
    return organized


def _next_due(_: Any) -> ColumnElement[Any]:
    task = JudgeTask.__table__.alias()  # type: ignore[attr-defined]  # a table model
    due: ColumnElement[Any] = (
        select(func.min(due_at(task.c))).where(_is_my_task(task.c), waits(task.c)).scalar_subquery()
    )
    return due


def _is_open(round_: Any) -> Condition:
    return and_(_is_organized(round_), round_.state != RoundState.CLOSED)


def _has_plan(round_: Any, *states: PlanState) -> Condition:
    plan = Plan.__table__.alias()  # type: ignore[attr-defined]  # a table model
    wanted = [plan.c.state == state for state in states]
    return exists(select(literal(1)).select_from(plan).where(plan.c.round_id == round_.id, or_(*wanted)))


def _is_judged(task: Any) -> Condition:
    round_ = Round.__table__.alias()  # type: ignore[attr-defined]  # a table model
    judged: Condition = task.round_id.in_(select(round_.c.id).where(round_.c.state == RoundState.JUDGING))
    return and_(_is_organized(task), judged)


def _is_late(task: Any) -> Condition:
    unfinished = among(task_state(task), (TaskState.OPEN, TaskState.DRAFT))
    return and_(_is_judged(task), unfinished, due_at(task) < func.now(type_=DateTime(timezone=True)))


def _is_unlinked(judge: Any) -> Condition:
    round_ = Round.__table__.alias()  # type: ignore[attr-defined]  # a table model
    awaited: Condition = judge.competition_id.in_(
        select(round_.c.competition_id).where(round_.c.state != RoundState.CLOSED)
    )
    return and_(_is_organized(judge), judge.account_id.is_(None), awaited)


def _lacks_rubric(round_: Any) -> Condition:
    rubric = Rubric.__table__.alias()  # type: ignore[attr-defined]  # a table model
    has = exists(select(literal(1)).select_from(rubric).where(rubric.c.round_id == round_.id))
    return and_(_is_open(round_), not_(has))


def _is_in_my_zone(organization: Any) -> Condition:
    mine: Condition = organization.zone_id == actor_keys("actor_zones")
    known = exists(select(literal(1)).where(col(OrganizationVerification.organization_id) == organization.id))
    return and_(mine, not_(known), organization.kind != "ZONE_ADMIN")


def _is_mine_to_answer(appeal: Any) -> Condition:
    mine = select(col(Restriction.id)).where(col(Restriction.organization_id) == my_organizations("ZONE_ADMIN"))
    return and_(appeal.state == AppealState.OPEN, appeal.restriction_id.in_(mine))


def _is_ending(restriction: Any) -> Condition:
    days_left = restriction.ends_on - literal_column(TODAY, Date())
    mine = restriction.organization_id == my_organizations("ZONE_ADMIN")
    return and_(mine, restriction.lifted_at.is_(None), days_left.between(0, ENDING_DAYS))


def _is_mine(row: Any) -> Condition:
    mine: Condition = row.organization_id == my_organizations()
    return mine


def _is_proposed(recommendation: Any) -> Condition:
    return and_(recommendation.is_published, recommendation.state == RecommendationState.PROPOSED)


def _is_waiting_for_pool(need: Any) -> Condition:
    """Published, not past its day, and of no published recommendation of a pool of mine."""
    row = Recommendation.__table__.alias()  # type: ignore[attr-defined]  # a table model
    served = exists(
        select(literal(1))
        .select_from(row)
        .where(row.c.need_id == need.id, row.c.is_published, row.c.organization_id == my_organizations(*_POOLS))
    )
    return and_(need.state == NeedState.PUBLISHED, not_(served))


def _is_lost(row: Any) -> Condition:
    """Declined, where the plan still stands: another package could come in."""
    plan = PoolPlan.__table__.alias()  # type: ignore[attr-defined]  # a table model
    standing = exists(
        select(literal(1))
        .select_from(plan)
        .where(plan.c.id == row.pool_plan_id, plan.c.state == PoolPlanState.PUBLISHED)
    )
    return and_(row.state == RecommendationState.DECLINED, row.organization_id == my_organizations(*_POOLS), standing)


def _is_running(run: Any) -> Condition:
    mine = run.organization_id == my_organizations(*_POOLS)
    return and_(run.kind == POOL_KIND, mine, run.finished_at.is_(None))


def _asks_me(request: Any) -> Condition:
    return and_(request.account_id != _me(), request.organization_id == actor_keys("actor_administered_organizations"))


def _belongs_to(*kinds: OrganizationKind) -> Any:
    return holding(Organization, lambda organization: organization.id == my_organizations(*sorted(kinds)))


@part
class JudgeHome:
    """Your tasks as a judge, over all competitions."""

    waiting_count: int = sql(counting(JudgeTask, lambda task: and_(_is_my_task(task), waits(task))), default=0)
    returned_count: int = sql(
        counting(JudgeTask, lambda task: and_(_is_my_task(task), among(task_state(task), [TaskState.RETURNED]))),
        default=0,
    )
    next_due_at: datetime | None = sql(_next_due)


@part
class OrganizerHome:
    """Competitions of your organizations."""

    rounds_without_plan_count: int = sql(
        counting(Round, lambda row: and_(_is_open(row), not_(_has_plan(row, *PlanState)))), default=0
    )
    rounds_unpublished_count: int = sql(
        counting(
            Round,
            lambda row: and_(_is_open(row), _has_plan(row, PlanState.DRAFT), not_(_has_plan(row, PlanState.PUBLISHED))),
        ),
        default=0,
    )
    rounds_without_rubric_count: int = sql(counting(Round, _lacks_rubric), default=0)
    judges_not_linked_count: int = sql(counting(Judge, _is_unlinked), default=0)
    recusal_count: int = sql(
        counting(JudgeTask, lambda task: and_(_is_judged(task), among(task_state(task), [TaskState.RECUSED]))),
        default=0,
        description="Tasks whose judge stepped back: the plan needs repair.",
    )
    unfinished_sheet_count: int = sql(
        counting(JudgeTask, lambda task: and_(_is_judged(task), among(task_state(task), TO_DO))), default=0
    )
    late_sheet_count: int = sql(counting(JudgeTask, _is_late), default=0)


@part
class IncubatorHome:
    """Startups in your incubators."""

    incubator_count: int = sql(counting(Incubator, _is_mine), default=0)
    ending_residency_count: int = sql(
        counting(Residency, lambda stay: and_(_is_mine(stay), clock_state(stay) == ClockState.ENDING.value)), default=0
    )
    overdue_residency_count: int = sql(
        counting(Residency, lambda stay: and_(_is_mine(stay), clock_state(stay) == ClockState.OVERDUE.value)),
        default=0,
    )
    proposed_residency_count: int = sql(
        counting(Residency, lambda stay: and_(_is_mine(stay), stay.agreed_at.is_(None))),
        default=0,
        description="Stays that the startup has not agreed to yet.",
    )


@part
class EnterpriseHome:
    """Needs of your organizations, and what is proposed for them."""

    draft_need_count: int = sql(
        counting(Need, lambda need: and_(_is_mine(need), need.state == NeedState.DRAFT)), default=0
    )
    returned_need_count: int = sql(
        counting(Need, lambda need: and_(_is_mine(need), need.state == NeedState.RETURNED)), default=0
    )
    published_need_count: int = sql(
        counting(Need, lambda need: and_(_is_mine(need), need.state == NeedState.PUBLISHED)), default=0
    )
    recommendation_count: int = sql(
        counting(
            Recommendation,
            lambda row: and_(_is_proposed(row), row.need_organization_id == my_organizations()),
        ),
        default=0,
        description="Recommendations that wait for your word.",
    )
    candidate_count: int = sql(
        counting(Candidate, lambda row: row.need_organization_id == my_organizations()), default=0
    )
    residency_proposal_count: int = sql(
        counting(
            Residency,
            lambda stay: and_(stay.startup_organization_id == my_organizations(), stay.agreed_at.is_(None)),
        ),
        default=0,
        description="Incubators that ask whether your startup stays with them.",
    )


@part
class InstituteHome:
    """Packages of your organizations, and where they are wanted."""

    draft_package_count: int = sql(
        counting(TechnologyPackage, lambda row: and_(_is_mine(row), row.state == PackageState.DRAFT)), default=0
    )
    published_package_count: int = sql(
        counting(TechnologyPackage, lambda row: and_(_is_mine(row), row.state == PackageState.PUBLISHED)), default=0
    )
    recommendation_count: int = sql(
        counting(
            Recommendation,
            lambda row: and_(_is_proposed(row), row.package_organization_id == my_organizations()),
        ),
        default=0,
        description="Recommendations of your packages that wait for an enterprise.",
    )
    candidate_count: int = sql(
        counting(Candidate, lambda row: row.package_organization_id == my_organizations()), default=0
    )


@part
class PoolHome:
    """Supply and need that your organizations match."""

    waiting_need_count: int = sql(
        counting(Need, _is_waiting_for_pool),
        default=0,
        description="Published needs to which your pools recommend nothing yet.",
    )
    running_count: int = sql(counting(SolveRun, _is_running), default=0)
    unanswered_count: int = sql(
        counting(Recommendation, lambda row: and_(_is_proposed(row), row.organization_id == my_organizations(*_POOLS))),
        default=0,
        description="Recommendations of yours that wait for an enterprise.",
    )
    declined_count: int = sql(
        counting(Recommendation, _is_lost),
        default=0,
        description="Recommendations of the published plans that were declined: the plan can be repaired.",
    )


@part
class ZoneHome:
    """What your administration rules."""

    unverified_organization_count: int = sql(counting(Organization, _is_in_my_zone), default=0)
    open_appeal_count: int = sql(counting(RestrictionAppeal, _is_mine_to_answer), default=0)
    ending_restriction_count: int = sql(
        counting(Restriction, _is_ending), default=0, description=f"Restrictions that end within {ENDING_DAYS} days."
    )


@part
class Home:
    """What waits for you. A part is null for who plays none; a count of 1000 means as many or more."""

    organization_count: int = sql(
        counting(Organization, lambda organization: organization.id == my_organizations()), default=0
    )
    membership_request_count: int = sql(counting(MembershipRequest, _asks_me), default=0)
    sent_request_count: int = sql(
        counting(MembershipRequest, lambda request: request.account_id == _me()),
        default=0,
        description="Your own requests to belong somewhere, not answered yet.",
    )
    open_invitation_count: int = sql(
        counting(Invitation, lambda invitation: invitation.accepted_at.is_(None)),
        default=0,
        description="Invitations that your organizations sent and nobody took up yet.",
    )
    judge: JudgeHome | None = same_row(when=holding(Judge, lambda judge: judge.account_id == _me()))
    organizer: OrganizerHome | None = same_row(when=_belongs_to(OrganizationKind.ORGANIZER))
    incubator: IncubatorHome | None = same_row(when=_belongs_to(OrganizationKind.INCUBATOR))
    enterprise: EnterpriseHome | None = same_row(when=_belongs_to(*NEED_OWNERS))
    institute: InstituteHome | None = same_row(when=_belongs_to(*PACKAGE_OWNERS))
    pool: PoolHome | None = same_row(when=_belongs_to(*POOL_RUNNERS))
    zone: ZoneHome | None = same_row(when=_belongs_to(OrganizationKind.ZONE_ADMIN))


def is_viewer(account: Any) -> Condition:
    viewer: Condition = account.id == _me()
    return viewer
