from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlmodel import col

from graph.incubation.clock import clock_state, months_allowed, months_used
from graph.kit.abilities import actor_keys, administered, viewer_can, working_organizations
from graph.kit.declare import Connection, Node, ascending, bounded, column, many, node, one, part, same_row, sql
from graph.kit.filters import any_of, at_least, at_most, filter_input, is_set, same, where
from services.incubation.models import Incubator as IncubatorRow
from services.incubation.models import IncubatorKind, IncubatorLevel, SpecialField
from services.incubation.models import Residency as ResidencyRow
from services.incubation.models import Startup as StartupRow
from services.incubation.rules import ClockState, Standing
from services.organizations.models import Organization as OrganizationRow

if TYPE_CHECKING:
    from graph.organizations.types import Organization

OrganizationType = Annotated["Organization", strawberry.lazy("graph.organizations.types")]


def _organization_name(key: Any) -> ColumnElement[Any]:
    name: ColumnElement[Any] = select(col(OrganizationRow.name)).where(col(OrganizationRow.id) == key).scalar_subquery()
    return name


def _organization_name_contains(key: Any, value: Any) -> ColumnElement[bool]:
    holds: ColumnElement[bool] = func.strpos(func.lower(_organization_name(key)), func.lower(value)) > 0
    return holds


def _name_of(row: Any) -> ColumnElement[Any]:
    return _organization_name(row.startup_organization_id)


def _name_contains(row: Any, value: Any) -> ColumnElement[bool]:
    return _organization_name_contains(row.startup_organization_id, value)


def _is_current(row: Any, value: Any) -> ColumnElement[bool]:
    current: ColumnElement[bool] = row.left_on.is_(None) == value
    return current


@part
class IncubatorFigures:
    """What an incubator says of itself; null is not known."""

    founded_on: date | None
    statistics_years: int | None
    area_m2: int | None
    incubatee_area_m2: int | None
    desk_count: int | None
    seed_fund_wan: Decimal | None
    funded_count: int | None
    fund_case_count: int | None
    staff_count: int | None
    professional_count: int | None
    mentor_count: int | None
    incubatee_count: int | None
    patent_applicant_count: int | None
    ip_holder_count: int | None
    graduate_count: int | None
    main_industry_count: int | None
    technical_platform_count: int | None
    resident_count: int | None
    newly_registered_count: int | None
    financed_count: int | None
    event_count: int | None
    service_case_count: int | None


@filter_input
class IncubatorFilter:
    name: str | None = where(lambda row, value: _organization_name_contains(row.organization_id, value))
    kind: list[IncubatorKind] | None = any_of("kind")
    level: list[IncubatorLevel] | None = any_of("level")


@node(
    IncubatorRow,
    filter_by=IncubatorFilter,
    order_by={"CREATED": "id", "NAME": ascending(lambda row: _organization_name(row.organization_id))},
)
class Incubator(Node):
    kind: IncubatorKind
    level: IncubatorLevel
    is_hardship_region: bool
    main_industry: str
    version: int
    created_at: datetime
    figures: IncubatorFigures = same_row()
    viewer_can_edit: bool = viewer_can(lambda incubator: incubator.organization_id == administered())
    viewer_can_register_startups: bool = viewer_can(
        lambda incubator: incubator.organization_id == working_organizations()
    )
    organization: OrganizationType | None = one(
        lambda incubator, organization: organization.id == incubator.organization_id
    )
    residencies: "Connection[Residency]" = many(
        lambda incubator, residency: residency.organization_id == incubator.organization_id,
        description="Startups that stay or stayed here, with their clocks.",
    )


@filter_input
class StartupFilter:
    name: str | None = where(lambda row, value: _organization_name_contains(row.organization_id, value))
    industry: str | None = same("industry")


@node(
    StartupRow,
    filter_by=StartupFilter,
    order_by={"CREATED": "id", "NAME": ascending(lambda row: _organization_name(row.organization_id))},
)
class Startup(Node):
    founded_on: date | None
    industry: str
    version: int
    viewer_can_edit: bool = viewer_can(
        lambda startup: or_(
            startup.organization_id == administered(), startup.organization_id == actor_keys("actor_tended_startups")
        )
    )
    organization: OrganizationType | None = one(
        lambda startup, organization: organization.id == startup.organization_id
    )
    residencies: "Connection[Residency]" = many(
        lambda startup, residency: residency.startup_organization_id == startup.organization_id,
        description="Where it stays and stayed, as far as that is shown.",
    )


@filter_input
class ResidencyFilter:
    name: str | None = where(_name_contains)
    is_current: bool | None = where(_is_current)
    special_field: list[SpecialField] | None = any_of("special_field")
    entered_from: date | None = at_least("entered_on")
    entered_until: date | None = at_most("entered_on")
    is_agreed: bool | None = is_set("agreed_at")
    state: ClockState | None = where(lambda row, value: clock_state(row) == value)


@node(
    ResidencyRow,
    filter_by=ResidencyFilter,
    order_by={"ENTERED": "entered_on", "NAME": ascending(_name_of), "MONTHS_USED": ascending(months_used)},
)
class Residency(Node):
    entered_on: date
    left_on: date | None
    special_field: SpecialField | None
    agreed_at: datetime | None = column(
        "agreed_at", description="When the startup agreed to the stay; null while it is a proposal."
    )
    version: int
    months_used: int = sql(months_used, default=0, description="Whole months of the stay so far.")
    months_allowed: int = sql(months_allowed, default=0)
    state: ClockState = sql(clock_state, default=ClockState.RUNNING.value)
    viewer_can_decide: bool = viewer_can(
        lambda residency: and_(residency.agreed_at.is_(None), residency.startup_organization_id == administered())
    )
    startup: Startup | None = one(
        lambda residency, startup: startup.organization_id == residency.startup_organization_id
    )
    organization: OrganizationType | None = one(
        lambda residency, organization: organization.id == residency.startup_organization_id,
        description="The startup's organization.",
    )
    host: OrganizationType | None = one(
        lambda residency, organization: organization.id == residency.organization_id,
        description="The incubator's organization.",
    )


@strawberry.type(description="One criterion with what was found, what is asked and what lacks, in `unit`.")
class CriterionCheck:
    code: str
    unit: str
    value: float | None
    threshold: float
    gap: float | None
    standing: Standing
    group: str | None = strawberry.field(description="Criteria of one group stand for each other.")


@strawberry.type(description="An incubator held against every criterion of the rule pack in force.")
class SelfCheck:
    pack_id: str
    level: str
    checked_on: date
    missed_count: int
    unknown_count: int
    criteria: list[CriterionCheck] = bounded(50)
