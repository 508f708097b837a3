from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Text, and_, func, literal, not_, or_, select
from strawberry.scalars import JSON

from graph.kit.abilities import actor_keys, organized, run, viewer_can, working_organizations
from graph.kit.declare import Connection, Node, column, many, node, one, same_row, sql
from graph.kit.filters import any_of, contains, filter_input, is_set, refers_to, same, searches, where
from graph.scoring.progress import EntryProgress, JudgeProgress, RoundProgress
from graph.scoring.standing import is_free_entry, is_free_judge
from services.competitions.models import Competition as CompetitionRow
from services.competitions.models import CompetitionKind, EventRole, JudgeKind, RoundState
from services.competitions.models import Entry as EntryRow
from services.competitions.models import EntryAttributes as EntryAttributesRow
from services.competitions.models import EntryIdentity as EntryIdentityRow
from services.competitions.models import Judge as JudgeRow
from services.competitions.models import JudgeAttributes as JudgeAttributesRow
from services.competitions.models import JudgeContact as JudgeContactRow
from services.competitions.models import Round as RoundRow

if TYPE_CHECKING:
    from graph.attachments.types import Attachment
    from graph.competitions.role_types import CompetitionInvitation, CompetitionRole
    from graph.identity.types import Account
    from graph.judging.types import AssignmentDefaults, Conflict, JudgeTask, Plan
    from graph.organizations.types import Organization
    from graph.scoring.types import Rubric
    from graph.solving.types import SolveRun

RoleType = Annotated["CompetitionRole", strawberry.lazy("graph.competitions.role_types")]
StaffInvitationType = Annotated["CompetitionInvitation", strawberry.lazy("graph.competitions.role_types")]
AttachmentType = Annotated["Attachment", strawberry.lazy("graph.attachments.types")]
AccountType = Annotated["Account", strawberry.lazy("graph.identity.types")]
OrganizationType = Annotated["Organization", strawberry.lazy("graph.organizations.types")]
AssignmentDefaultsType = Annotated["AssignmentDefaults", strawberry.lazy("graph.judging.types")]
ConflictType = Annotated["Conflict", strawberry.lazy("graph.judging.types")]
JudgeTaskType = Annotated["JudgeTask", strawberry.lazy("graph.judging.types")]
PlanType = Annotated["Plan", strawberry.lazy("graph.judging.types")]
RubricType = Annotated["Rubric", strawberry.lazy("graph.scoring.types")]
SolveRunType = Annotated["SolveRun", strawberry.lazy("graph.solving.types")]


def _attributes(row: Any, owner: str) -> Any:
    """What stands in the organizer's own columns: row policies show it to who helps to run the event alone."""
    table = row.__table__

    def value(of: Any) -> ColumnElement[Any]:
        return select(table.c.attributes).where(table.c[owner] == of.id).scalar_subquery()

    return value


def _is_linked(judge: Any) -> ColumnElement[bool]:
    linked: ColumnElement[bool] = judge.account_id.is_not(None)
    return linked


def _organized_in(round_: Any, *states: RoundState) -> ColumnElement[bool]:
    return and_(round_.competition_id == run(), or_(*(round_.state == state.value for state in states)))


def _was_judged(competition: Any) -> ColumnElement[bool]:
    round_ = RoundRow.__table__.alias()  # type: ignore[attr-defined]  # a table model
    judged = select(literal(1)).select_from(round_).where(round_.c.competition_id == competition.id)
    return judged.where(round_.c.state != RoundState.PLANNING.value).exists()


@filter_input
class RoundFilter:
    state: list[RoundState] | None = any_of("state")
    is_organized: bool | None = where(lambda round_, value: (round_.competition_id == organized()) == value)
    competition: strawberry.ID | None = refers_to("Competition", "competition_id")


def _my_role(competition: Any) -> ColumnElement[str]:
    return func.actor_event_role(competition.id, type_=Text())


@filter_input
class CompetitionFilter:
    text: str | None = searches("competition")
    is_organized: bool | None = where(lambda competition, value: (competition.id == organized()) == value)
    name: str | None = contains("name")
    kind: list[CompetitionKind] | None = any_of("kind")
    edition_year: int | None = same("edition_year")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")


@node(CompetitionRow, filter_by=CompetitionFilter, order_by={"CREATED": "id", "NAME": "name", "YEAR": "edition_year"})
class Competition(Node):
    name: str
    kind: CompetitionKind
    edition_year: int
    time_zone: str
    version: int
    created_at: datetime
    viewer_can_edit: bool = viewer_can(lambda competition: competition.id == actor_keys("actor_led_competitions"))
    viewer_can_remove: bool = viewer_can(
        lambda row: and_(row.organization_id == working_organizations(), not_(_was_judged(row)))
    )
    organization: OrganizationType | None = one(
        lambda competition, organization: organization.id == competition.organization_id
    )
    my_role: EventRole | None = sql(_my_role, description="What you are here; null for judges and others.")
    roles: Connection[RoleType] = many(
        lambda competition, role: role.competition_id == competition.id,
        description="Who helps beside the people of its organization; shown to all who help.",
    )
    staff_invitations: Connection[StaffInvitationType] = many(
        lambda competition, invitation: invitation.competition_id == competition.id,
        description="Who was asked to help; shown to its organizers.",
    )
    rounds: "Connection[Round]" = many(lambda competition, round_: round_.competition_id == competition.id)
    entries: "Connection[Entry]" = many(lambda competition, entry: entry.competition_id == competition.id)
    judges: "Connection[Judge]" = many(lambda competition, judge: judge.competition_id == competition.id)
    conflicts: Connection[ConflictType] = many(lambda competition, conflict: conflict.competition_id == competition.id)


@node(RoundRow, filter_by=RoundFilter, order_by={"ORDINAL": "ordinal", "CREATED": "id"})
class Round(Node):
    name: str
    ordinal: int
    per_entry: int
    min_load: int
    max_load: int
    is_blind: bool
    state: RoundState
    scores_due_at: datetime | None
    version: int
    viewer_can_edit: bool = viewer_can(lambda round_: _organized_in(round_, RoundState.PLANNING))
    viewer_can_remove: bool = viewer_can(lambda round_: _organized_in(round_, RoundState.PLANNING))
    viewer_can_close: bool = viewer_can(lambda round_: _organized_in(round_, RoundState.JUDGING))
    viewer_can_set_scores_due: bool = viewer_can(
        lambda round_: _organized_in(round_, RoundState.PLANNING, RoundState.JUDGING)
    )
    rubric: RubricType | None = one(lambda round_, rubric: rubric.round_id == round_.id)
    scoring_progress: RoundProgress = same_row()
    competition: Competition | None = one(lambda round_, competition: competition.id == round_.competition_id)
    plans: Connection[PlanType] = many(lambda round_, plan: plan.round_id == round_.id)
    tasks: Connection[JudgeTaskType] = many(lambda round_, task: task.round_id == round_.id)
    assignment_defaults: AssignmentDefaultsType | None = one(
        lambda round_, defaults: defaults.round_id == round_.id,
        description="The settings that the next assignment starts from, if the organizer saved any.",
    )
    solve_runs: Connection[SolveRunType] = many(lambda round_, run: run.subject_id == round_.id)


@filter_input
class EntryFilter:
    code: str | None = same("code")
    title: str | None = searches("entry")
    track: str | None = same("track")
    region: str | None = same("region")
    competition: strawberry.ID | None = refers_to("Competition", "competition_id")


@node(EntryRow, filter_by=EntryFilter, order_by={"CODE": "code", "TITLE": ["title", "code"]})
class Entry(Node):
    code: str
    title: str
    summary: str
    track: str
    fields: list[str]
    region: str
    judges_needed: int | None
    version: int
    viewer_can_edit: bool = viewer_can(lambda entry: entry.competition_id == run())
    viewer_can_remove: bool = viewer_can(lambda entry: and_(entry.competition_id == run(), is_free_entry(entry)))
    attributes: JSON | None = sql(
        _attributes(EntryAttributesRow, "entry_id"), description="The organizer's own columns; null for judges."
    )
    scoring_progress: EntryProgress = same_row()
    competition: Competition | None = one(lambda entry, competition: competition.id == entry.competition_id)
    identity: "EntryIdentity | None" = one(
        lambda entry, identity: identity.entry_id == entry.id,
        description="Who is behind the entry; hidden from judges of a blind round.",
    )
    materials: Connection[AttachmentType] = many(
        lambda entry, attachment: attachment.entry_id == entry.id,
        description="Its files; judges of a blind round see those that are marked as blind.",
    )


@node(EntryIdentityRow)
class EntryIdentity(Node):
    organization_name: str
    contact: str
    related: JSON = column("related", description="Organizations tied to the entry, as [{name, kind}].")
    advisors: list[str]


@filter_input
class JudgeFilter:
    code: str | None = same("code")
    name: str | None = searches("judge")
    kind: list[JudgeKind] | None = any_of("kind")
    region: str | None = same("region")
    is_linked: bool | None = is_set("account_id")
    competition: strawberry.ID | None = refers_to("Competition", "competition_id")


@node(JudgeRow, filter_by=JudgeFilter, order_by={"CODE": "code", "NAME": ["name", "code"]})
class Judge(Node):
    code: str
    name: str
    organization_name: str
    kind: JudgeKind | None
    region: str
    fields: list[str]
    expertise: str
    min_load: int | None
    max_load: int | None
    version: int
    is_linked: bool = sql(_is_linked, default=False, description="A person has accepted the invitation.")
    viewer_can_edit: bool = viewer_can(lambda judge: judge.competition_id == run())
    viewer_can_invite: bool = viewer_can(lambda judge: judge.competition_id == run())
    viewer_can_remove: bool = viewer_can(lambda judge: and_(judge.competition_id == run(), is_free_judge(judge)))
    attributes: JSON | None = sql(
        _attributes(JudgeAttributesRow, "judge_id"), description="The organizer's own columns; null for judges."
    )
    scoring_progress: JudgeProgress = same_row()
    account: AccountType | None = one(lambda judge, account: account.id == judge.account_id)
    competition: Competition | None = one(lambda judge, competition: competition.id == judge.competition_id)
    contact: "JudgeContact | None" = one(lambda judge, contact: contact.judge_id == judge.id)
    tasks: Connection[JudgeTaskType] = many(lambda judge, task: task.judge_id == judge.id)


@node(JudgeContactRow)
class JudgeContact(Node):
    email: str
    invited_at: datetime | None = column("invited_at", description="When an invitation was last mailed.")
