from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Text, and_, any_, or_, type_coerce

from graph.kit.abilities import my_organizations, viewer_can, working_organizations
from graph.kit.declare import Connection, Node, column, many, node, one
from graph.kit.filters import any_of, at_least, at_most, filter_input, refers_to, same, searches, where
from services.catalog.models import (
    Comparator,
    CooperationMode,
    GreenField,
    NeedCategory,
    NeedState,
    PackageState,
    Visibility,
)
from services.catalog.models import Need as NeedRow
from services.catalog.models import NeedIndicator as NeedIndicatorRow
from services.catalog.models import NeedPrivate as NeedPrivateRow
from services.catalog.models import PackagePrivate as PackagePrivateRow
from services.catalog.models import TechnologyPackage as TechnologyPackageRow
from services.catalog.rules import EDITABLE_NEEDS, NEED_STEPS, PACKAGE_STEPS

if TYPE_CHECKING:
    from graph.attachments.types import Attachment
    from graph.matching.types import Candidate, Recommendation
    from graph.organizations.types import Organization

AttachmentType = Annotated["Attachment", strawberry.lazy("graph.attachments.types")]
OrganizationType = Annotated["Organization", strawberry.lazy("graph.organizations.types")]
CandidateType = Annotated["Candidate", strawberry.lazy("graph.matching.types")]
RecommendationType = Annotated["Recommendation", strawberry.lazy("graph.matching.types")]


def _has_field(row: Any, value: Any) -> ColumnElement[bool]:
    has: ColumnElement[bool] = type_coerce(value, Text) == any_(row.green_fields)
    return has


def _mine(row: Any, states: Iterable[StrEnum]) -> ColumnElement[bool]:
    """Of the actor's organizations, in one of the states."""
    allowed = or_(*(row.state == state.value for state in sorted(states)))
    mine: ColumnElement[bool] = and_(row.organization_id == working_organizations(), allowed)
    return mine


def _before(steps: Mapping[Any, Collection[Any]], to: StrEnum) -> list[StrEnum]:
    """The states from which a step leads there."""
    return [state for state, following in steps.items() if to in following]


@filter_input
class NeedFilter:
    text: str | None = searches("need")
    is_mine: bool | None = where(lambda need, value: (need.organization_id == my_organizations()) == value)
    code: str | None = same("code")
    state: list[NeedState] | None = any_of("state")
    category: list[NeedCategory] | None = any_of("category")
    green_field: GreenField | None = where(_has_field)
    visibility: list[Visibility] | None = any_of("visibility")
    budget_wan_from: Decimal | None = at_least("budget_wan")
    deadline_until: date | None = at_most("deadline_on")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")


@node(
    NeedRow,
    filter_by=NeedFilter,
    order_by={
        "CREATED": "id",
        "TITLE": "title",
        "PUBLISHED": "published_at",
        "DEADLINE": "deadline_on",
        "BUDGET": "budget_wan",
    },
    default_order="CREATED_DESC",
)
class Need(Node):
    code: str | None
    title: str
    problem: str
    category: NeedCategory | None
    green_fields: list[GreenField]
    technical_fields: list[str]
    chain_nodes: list[str]
    cooperation_modes: list[CooperationMode]
    region: str
    trl: int | None
    budget_wan: Decimal | None
    deadline_on: date | None
    wanted_count: int
    visibility: Visibility
    state: NeedState
    version: int
    attachments: Connection[AttachmentType] = many(
        lambda need, attachment: attachment.need_id == need.id,
        description="Its files; shown to whoever may read it whole.",
    )
    created_at: datetime
    published_at: datetime | None
    viewer_can_edit: bool = viewer_can(lambda need: _mine(need, EDITABLE_NEEDS))
    viewer_can_publish: bool = viewer_can(lambda need: _mine(need, _before(NEED_STEPS, NeedState.PUBLISHED)))
    viewer_can_withdraw: bool = viewer_can(lambda need: _mine(need, _before(NEED_STEPS, NeedState.WITHDRAWN)))
    viewer_can_remove: bool = viewer_can(lambda need: _mine(need, [NeedState.DRAFT]))
    organization: OrganizationType | None = one(lambda need, organization: organization.id == need.organization_id)
    consented_organizations: list[OrganizationType] = many(
        lambda need, organization: organization.id == any_(need.consented_organization_ids),
        limit=20,
        order="NAME_ASC",
        description="Organizations whose pools may use the need whatever its visibility.",
    )
    indicators: "list[NeedIndicator]" = many(
        lambda need, indicator: indicator.need_id == need.id, limit=20, order="POSITION_ASC"
    )
    private: "NeedPrivate | None" = one(
        lambda need, private: private.need_id == need.id,
        description="Details and contacts: of a public need, of your own, or of one whose owner consented.",
    )
    candidates: Connection[CandidateType] = many(
        lambda need, candidate: candidate.need_id == need.id,
        description="Packages that fit, whatever else they are wanted for; shown to the need's owner.",
    )
    recommendations: Connection[RecommendationType] = many(
        lambda need, recommendation: recommendation.need_id == need.id,
        description="What pools recommend, within everybody's capacity.",
    )


@node(NeedIndicatorRow, order_by={"POSITION": "position"})
class NeedIndicator(Node):
    name: str
    comparator: Comparator | None
    target: Decimal | None
    baseline: Decimal | None
    unit: str


@node(NeedPrivateRow)
class NeedPrivate(Node):
    details: str
    decision_maker: str
    name: str = column("contact_name")
    phone: str = column("contact_phone")
    email: str = column("contact_email")


@filter_input
class TechnologyPackageFilter:
    text: str | None = searches("technology_package")
    is_mine: bool | None = where(lambda package, value: (package.organization_id == my_organizations()) == value)
    visibility: list[Visibility] | None = any_of("visibility")
    code: str | None = same("code")
    state: list[PackageState] | None = any_of("state")
    green_field: GreenField | None = where(_has_field)
    trl_from: int | None = at_least("trl")
    price_wan_until: Decimal | None = at_most("price_min_wan")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")


@node(
    TechnologyPackageRow,
    filter_by=TechnologyPackageFilter,
    order_by={"CREATED": "id", "TITLE": "title", "PUBLISHED": "published_at", "VALID_UNTIL": "valid_until"},
    default_order="CREATED_DESC",
)
class TechnologyPackage(Node):
    code: str | None
    title: str
    description: str
    keywords: list[str]
    green_fields: list[GreenField]
    technical_fields: list[str]
    chain_nodes: list[str]
    indicators: list[str]
    transfer_modes: list[CooperationMode]
    region: str
    is_region_exclusive: bool
    trl: int | None
    max_adopters: int
    price_min_wan: Decimal | None
    price_max_wan: Decimal | None
    valid_until: date | None
    visibility: Visibility
    state: PackageState
    version: int
    attachments: Connection[AttachmentType] = many(
        lambda technology_package, attachment: attachment.technology_package_id == technology_package.id,
        description="Its files; shown to whoever may read it whole.",
    )
    created_at: datetime
    published_at: datetime | None
    viewer_can_edit: bool = viewer_can(lambda package: _mine(package, PackageState))
    viewer_can_publish: bool = viewer_can(
        lambda package: _mine(package, _before(PACKAGE_STEPS, PackageState.PUBLISHED))
    )
    viewer_can_withdraw: bool = viewer_can(
        lambda package: _mine(package, _before(PACKAGE_STEPS, PackageState.WITHDRAWN))
    )
    viewer_can_remove: bool = viewer_can(lambda package: _mine(package, [PackageState.DRAFT]))
    organization: OrganizationType | None = one(
        lambda package, organization: organization.id == package.organization_id
    )
    consented_organizations: list[OrganizationType] = many(
        lambda package, organization: organization.id == any_(package.consented_organization_ids),
        limit=20,
        order="NAME_ASC",
    )
    private: "PackagePrivate | None" = one(lambda package, private: private.package_id == package.id)
    candidates: Connection[CandidateType] = many(
        lambda package, candidate: candidate.package_id == package.id,
        description="Needs that this package would serve; shown to the package's owner.",
    )
    recommendations: Connection[RecommendationType] = many(
        lambda package, recommendation: recommendation.package_id == package.id
    )


@node(PackagePrivateRow)
class PackagePrivate(Node):
    details: str
    name: str = column("contact_name")
    phone: str = column("contact_phone")
    email: str = column("contact_email")
