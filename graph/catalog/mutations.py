import strawberry

from graph.catalog.inputs import NeedInput, TechnologyPackageInput
from graph.catalog.types import Need, TechnologyPackage
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.organizations.types import Organization
from services.catalog import commands
from services.kit.refusals import NotFound, RuleBroken, Stale
from services.matching import commands as matching


@strawberry.input
class PostNeedInput:
    organization_id: strawberry.ID
    need: NeedInput


@strawberry.type
class PostNeedSuccess:
    need: Need


@strawberry.input
class EditNeedInput:
    need_id: strawberry.ID
    version: int
    need: NeedInput


@strawberry.type
class EditNeedSuccess:
    need: Need


@strawberry.input
class PublishNeedInput:
    need_id: strawberry.ID
    version: int


@strawberry.type
class PublishNeedSuccess:
    need: Need


@strawberry.input
class WithdrawNeedInput:
    need_id: strawberry.ID
    version: int


@strawberry.type
class WithdrawNeedSuccess:
    need: Need


@strawberry.input
class OfferPackageInput:
    organization_id: strawberry.ID
    technology_package: TechnologyPackageInput


@strawberry.type
class OfferPackageSuccess:
    technology_package: TechnologyPackage


@strawberry.input
class EditPackageInput:
    technology_package_id: strawberry.ID
    version: int
    technology_package: TechnologyPackageInput


@strawberry.type
class EditPackageSuccess:
    technology_package: TechnologyPackage


@strawberry.input
class PublishPackageInput:
    technology_package_id: strawberry.ID
    version: int


@strawberry.type
class PublishPackageSuccess:
    technology_package: TechnologyPackage


@strawberry.input
class WithdrawPackageInput:
    technology_package_id: strawberry.ID
    version: int


@strawberry.type
class WithdrawPackageSuccess:
    technology_package: TechnologyPackage


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound], description="Write a need down as a draft.")
async def post_need(gesture: Gesture, input: PostNeedInput) -> PostNeedSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    need = await commands.post_need(gesture.tx, gesture.actor, organization_id, input.need.value())
    return PostNeedSuccess(need=node_ref(Need, need.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def edit_need(gesture: Gesture, input: EditNeedInput) -> EditNeedSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Need, input.need_id, "needId")
    await matching.edit_need(gesture.tx, gesture.actor, key, input.version, input.need.value())
    return EditNeedSuccess(need=node_ref(Need, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Let others see a need once nothing is missing; its candidates are there with the answer.",
)
async def publish_need(gesture: Gesture, input: PublishNeedInput) -> PublishNeedSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Need, input.need_id, "needId")
    await matching.publish_need(gesture.tx, gesture.actor, key, input.version)
    return PublishNeedSuccess(need=node_ref(Need, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def withdraw_need(gesture: Gesture, input: WithdrawNeedInput) -> WithdrawNeedSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Need, input.need_id, "needId")
    await matching.withdraw_need(gesture.tx, gesture.actor, key, input.version)
    return WithdrawNeedSuccess(need=node_ref(Need, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound], description="Write a package down as a draft.")
async def offer_package(gesture: Gesture, input: OfferPackageInput) -> OfferPackageSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    content = input.technology_package.value()
    package = await commands.offer_package(gesture.tx, gesture.actor, organization_id, content)
    return OfferPackageSuccess(technology_package=node_ref(TechnologyPackage, package.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def edit_package(gesture: Gesture, input: EditPackageInput) -> EditPackageSuccess:  # noqa: A002 - the API's word
    key = uuid_of(TechnologyPackage, input.technology_package_id, "technologyPackageId")
    content = input.technology_package.value()
    await matching.edit_package(gesture.tx, gesture.actor, key, input.version, content)
    return EditPackageSuccess(technology_package=node_ref(TechnologyPackage, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def publish_package(gesture: Gesture, input: PublishPackageInput) -> PublishPackageSuccess:  # noqa: A002 - the API's word
    key = uuid_of(TechnologyPackage, input.technology_package_id, "technologyPackageId")
    await matching.publish_package(gesture.tx, gesture.actor, key, input.version)
    return PublishPackageSuccess(technology_package=node_ref(TechnologyPackage, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def withdraw_package(gesture: Gesture, input: WithdrawPackageInput) -> WithdrawPackageSuccess:  # noqa: A002 - the API's word
    key = uuid_of(TechnologyPackage, input.technology_package_id, "technologyPackageId")
    await matching.withdraw_package(gesture.tx, gesture.actor, key, input.version)
    return WithdrawPackageSuccess(technology_package=node_ref(TechnologyPackage, key))
