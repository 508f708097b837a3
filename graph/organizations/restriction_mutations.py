"""The restricted list and appeals against it."""

from datetime import date

import strawberry

from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.organizations.types import Organization, Restriction, RestrictionAppeal
from services.kit.refusals import NotFound, RuleBroken, Stale
from services.organizations import restricting
from services.organizations.restricting import AppealAnswer
from services.organizations.rules import NewRestriction


@strawberry.input(description="Whom to restrict: a company by code or name, or a whole industry.")
class RestrictInput:
    organization_id: strawberry.ID = strawberry.field(description="The zone administration that rules it.")
    reason: str
    starts_on: date
    ends_on: date | None = None
    name: str = ""
    uscc: str | None = None
    industry: str = ""


@strawberry.type
class RestrictSuccess:
    restriction: Restriction


@strawberry.input
class LiftRestrictionInput:
    restriction_id: strawberry.ID
    version: int


@strawberry.type
class LiftRestrictionSuccess:
    restriction: Restriction


@strawberry.input
class AppealRestrictionInput:
    restriction_id: strawberry.ID
    organization_id: strawberry.ID
    grounds: str


@strawberry.type
class AppealRestrictionSuccess:
    appeal: RestrictionAppeal


@strawberry.input
class DecideAppealInput:
    restriction_appeal_id: strawberry.ID
    version: int
    is_granted: bool
    answer: str


@strawberry.type
class DecideAppealSuccess:
    appeal: RestrictionAppeal


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound], description="Put somebody on the restricted list.")
async def restrict(gesture: Gesture, input: RestrictInput) -> RestrictSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    new = NewRestriction(
        reason=input.reason,
        starts_on=input.starts_on,
        ends_on=input.ends_on,
        name=input.name,
        uscc=input.uscc,
        industry=input.industry,
    )
    restriction = await restricting.restrict(gesture.tx, gesture.actor, organization_id, new)
    return RestrictSuccess(restriction=node_ref(Restriction, restriction.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale], description="Take somebody off the list.")
async def lift_restriction(gesture: Gesture, input: LiftRestrictionInput) -> LiftRestrictionSuccess:  # noqa: A002 - the API's word
    restriction_id = uuid_of(Restriction, input.restriction_id, "restrictionId")
    restriction = await restricting.lift_restriction(gesture.tx, gesture.actor, restriction_id, input.version)
    return LiftRestrictionSuccess(restriction=node_ref(Restriction, restriction.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, RuleBroken])
async def appeal_restriction(gesture: Gesture, input: AppealRestrictionInput) -> AppealRestrictionSuccess:  # noqa: A002 - the API's word
    restriction_id = uuid_of(Restriction, input.restriction_id, "restrictionId")
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    appeal = await restricting.appeal_restriction(
        gesture.tx, gesture.actor, restriction_id, organization_id, input.grounds
    )
    return AppealRestrictionSuccess(appeal=node_ref(RestrictionAppeal, appeal.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Answer an appeal, with reasons; granting it lifts the restriction.",
)
async def decide_appeal(gesture: Gesture, input: DecideAppealInput) -> DecideAppealSuccess:  # noqa: A002 - the API's word
    appeal_id = uuid_of(RestrictionAppeal, input.restriction_appeal_id, "restrictionAppealId")
    appeal = await restricting.decide_appeal(
        gesture.tx, gesture.actor, appeal_id, input.version, AppealAnswer(input.is_granted, input.answer)
    )
    return DecideAppealSuccess(appeal=node_ref(RestrictionAppeal, appeal.id))
