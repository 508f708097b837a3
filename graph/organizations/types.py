from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, and_, exists, false, func, literal, not_, or_, select
from sqlmodel import col

from graph.kit.abilities import actor_keys, administered, my_organizations, viewer_can, working_organizations
from graph.kit.declare import Connection, Node, many, node, one
from graph.kit.filters import any_of, contains, filter_input, is_set, refers_to, same, searches, where
from services.organizations.models import AppealState, MemberRole, OrganizationKind, Verification
from services.organizations.models import Invitation as InvitationRow
from services.organizations.models import Membership as MembershipRow
from services.organizations.models import MembershipRequest as RequestRow
from services.organizations.models import Organization as OrganizationRow
from services.organizations.models import OrganizationMerge as MergeRow
from services.organizations.models import OrganizationVerification as VerificationRow
from services.organizations.models import Restriction as RestrictionRow
from services.organizations.models import RestrictionAppeal as AppealRow
from services.organizations.models import Zone as ZoneRow

if TYPE_CHECKING:
    from graph.attachments.types import Attachment
    from graph.identity.types import Account

AttachmentType = Annotated["Attachment", strawberry.lazy("graph.attachments.types")]
AccountType = Annotated["Account", strawberry.lazy("graph.identity.types")]


@filter_input
class ZoneFilter:
    name: str | None = contains("name")
    province: str | None = same("province")


@node(ZoneRow, filter_by=ZoneFilter, order_by={"NAME": "name"})
class Zone(Node):
    name: str
    province: str
    leading_industry: str
    organizations: "Connection[Organization]" = many(lambda zone, organization: organization.zone_id == zone.id)


def _is_mine(organization: Any, value: Any) -> ColumnElement[bool]:
    is_mine: ColumnElement[bool] = (organization.id == my_organizations()) == value
    return is_mine


def _awaits_verification(organization: Any, value: Any) -> ColumnElement[bool]:
    known = exists(select(literal(1)).where(col(VerificationRow.organization_id) == organization.id))
    mine = organization.zone_id == actor_keys("actor_zones")
    awaits = and_(mine, not_(known), organization.kind != OrganizationKind.ZONE_ADMIN)
    answer: ColumnElement[bool] = func.coalesce(awaits, false()) == value
    return answer


def _has_open_appeal(restriction: Any, value: Any) -> ColumnElement[bool]:
    of_it = and_(col(AppealRow.restriction_id) == restriction.id, col(AppealRow.state) == AppealState.OPEN)
    answer: ColumnElement[bool] = exists(select(literal(1)).where(of_it)) == value
    return answer


@filter_input
class OrganizationFilter:
    text: str | None = searches("organization")
    name: str | None = contains("name")
    kind: list[OrganizationKind] | None = any_of("kind")
    province: str | None = same("province")
    uscc: str | None = same("uscc")
    zone: strawberry.ID | None = refers_to("Zone", "zone_id")
    is_mine: bool | None = where(_is_mine)
    awaits_verification: bool | None = where(_awaits_verification)


@node(OrganizationRow, filter_by=OrganizationFilter, order_by={"NAME": "name", "CREATED": "id"})
class Organization(Node):
    kind: OrganizationKind
    name: str
    uscc: str | None
    province: str
    created_at: datetime
    version: int
    viewer_can_edit: bool = viewer_can(lambda organization: organization.id == administered())
    viewer_can_invite: bool = viewer_can(lambda organization: organization.id == administered())
    viewer_can_verify: bool = viewer_can(lambda organization: organization.zone_id == actor_keys("actor_zones"))
    zone: Zone | None = one(lambda organization, zone: zone.id == organization.zone_id)
    verification: "OrganizationVerification | None" = one(
        lambda organization, verification: verification.organization_id == organization.id,
        description="The zone's word on who it is; null where nobody has looked yet.",
    )
    membership_requests: "Connection[MembershipRequest]" = many(
        lambda organization, request: request.organization_id == organization.id,
        description="Who asks to belong to it; shown to who decides.",
    )
    memberships: "Connection[Membership]" = many(
        lambda organization, membership: membership.organization_id == organization.id,
        description="Who belongs to it; shown to its own people only.",
    )
    attachments: Connection[AttachmentType] = many(
        lambda organization, attachment: attachment.organization_id == organization.id,
        description="Its papers; shown to its own people and its zone.",
    )
    restrictions: "Connection[Restriction]" = many(
        lambda organization, restriction: or_(
            restriction.name == organization.name, restriction.uscc == organization.uscc
        ),
        description="What names it on the restricted list; shown to who rules it and to its own people.",
    )
    invitations: "Connection[Invitation]" = many(
        lambda organization, invitation: invitation.organization_id == organization.id,
        description="Who was asked to belong to it; shown to its admins only.",
    )


@node(InvitationRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class Invitation(Node):
    email: str
    role: MemberRole
    created_at: datetime
    ends_at: datetime
    accepted_at: datetime | None
    organization: Organization | None = one(
        lambda invitation, organization: organization.id == invitation.organization_id
    )


@node(VerificationRow)
class OrganizationVerification(Node):
    state: Verification
    note: str
    decided_at: datetime


@node(RequestRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class MembershipRequest(Node):
    message: str
    created_at: datetime
    account: AccountType | None = one(lambda request, account: account.id == request.account_id)
    organization: Organization | None = one(lambda request, organization: organization.id == request.organization_id)


@strawberry.type(description="An organization whose name is near another's; 100 is the same name but for its form.")
class SimilarOrganization:
    organization_id: strawberry.ID
    name: str
    score: float


@filter_input
class OrganizationMergeFilter:
    merged: strawberry.ID | None = refers_to("Organization", "merged_id")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")


@node(MergeRow, filter_by=OrganizationMergeFilter, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class OrganizationMerge(Node):
    """Two organizations were one: what the other was called, and which one it became."""

    merged_name: str
    created_at: datetime
    organization: "Organization | None" = one(lambda merge, organization: organization.id == merge.organization_id)


@filter_input
class RestrictionFilter:
    name: str | None = contains("name")
    uscc: str | None = same("uscc")
    industry: str | None = same("industry")
    is_lifted: bool | None = is_set("lifted_at")
    has_open_appeal: bool | None = where(_has_open_appeal)
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")


@node(RestrictionRow, filter_by=RestrictionFilter, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class Restriction(Node):
    """Somebody who may not enter for a time; shown to who rules it and to whom it names."""

    name: str | None
    uscc: str | None
    industry: str | None
    reason: str
    starts_on: date
    ends_on: date | None
    lifted_at: datetime | None
    version: int
    viewer_can_lift: bool = viewer_can(
        lambda row: and_(row.organization_id == working_organizations(), row.lifted_at.is_(None))
    )
    organization: Organization | None = one(
        lambda restriction, organization: organization.id == restriction.organization_id,
        description="The zone administration that ruled it.",
    )
    appeals: "Connection[RestrictionAppeal]" = many(lambda restriction, appeal: appeal.restriction_id == restriction.id)


@node(AppealRow, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class RestrictionAppeal(Node):
    grounds: str
    state: AppealState
    answer: str
    created_at: datetime
    decided_at: datetime | None
    version: int
    organization: Organization | None = one(lambda appeal, organization: organization.id == appeal.organization_id)
    restriction: Restriction | None = one(lambda appeal, restriction: restriction.id == appeal.restriction_id)


@filter_input
class MembershipFilter:
    role: MemberRole | None = same("role")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")


@node(MembershipRow, filter_by=MembershipFilter, order_by={"CREATED": "id"})
class Membership(Node):
    role: MemberRole
    version: int
    created_at: datetime
    account: AccountType | None = one(lambda membership, account: account.id == membership.account_id)
    organization: Organization | None = one(
        lambda membership, organization: organization.id == membership.organization_id
    )
