"""Letting somebody act for oneself. Who does sends the header `X-GreenBridge-On-Behalf-Of` with the account's id."""

from datetime import date

import strawberry

from graph.identity.types import Account, Delegation
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from services.identity import delegating
from services.identity.delegating import NewDelegation
from services.kit.refusals import NotFound, RuleBroken


@strawberry.input
class DelegateInput:
    deputy_id: strawberry.ID
    starts_on: date
    ends_on: date
    reason: str = ""


@strawberry.type
class DelegateSuccess:
    delegation: Delegation


@strawberry.input
class EndDelegationInput:
    delegation_id: strawberry.ID


@strawberry.type
class EndDelegationSuccess:
    delegation: Delegation


@mutation(permission=Permission.IN_PERSON, refusals=[NotFound], description="Let somebody you know here act for you.")
async def delegate(gesture: Gesture, input: DelegateInput) -> DelegateSuccess:  # noqa: A002 - the API's word
    deputy_id = uuid_of(Account, input.deputy_id, "deputyId")
    new = NewDelegation(deputy_id, input.starts_on, input.ends_on, input.reason)
    delegation = await delegating.delegate(gesture.tx, gesture.actor, new)
    return DelegateSuccess(delegation=node_ref(Delegation, delegation.id))


@mutation(
    permission=Permission.IN_PERSON,
    refusals=[NotFound, RuleBroken],
    description="End a delegation before its last day: either side may.",
)
async def end_delegation(gesture: Gesture, input: EndDelegationInput) -> EndDelegationSuccess:  # noqa: A002 - the API's word
    delegation_id = uuid_of(Delegation, input.delegation_id, "delegationId")
    delegation = await delegating.end_delegation(gesture.tx, gesture.actor, delegation_id)
    return EndDelegationSuccess(delegation=node_ref(Delegation, delegation.id))
