import strawberry

from graph.catalog.types import Need, TechnologyPackage
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from services.catalog import removing
from services.kit.refusals import NotFound, RuleBroken, Stale


@strawberry.input
class RemoveNeedInput:
    need_id: strawberry.ID
    version: int


@strawberry.type
class RemoveNeedSuccess:
    removed_id: strawberry.ID


@strawberry.input
class RemovePackageInput:
    technology_package_id: strawberry.ID
    version: int


@strawberry.type
class RemovePackageSuccess:
    removed_id: strawberry.ID


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Throw a draft away; what was published once is withdrawn instead.",
)
async def remove_need(gesture: Gesture, input: RemoveNeedInput) -> RemoveNeedSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Need, input.need_id, "needId")
    await removing.remove_need(gesture.tx, gesture.actor, key, input.version)
    return RemoveNeedSuccess(removed_id=input.need_id)


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Throw a draft away; what was published once is withdrawn instead.",
)
async def remove_package(gesture: Gesture, input: RemovePackageInput) -> RemovePackageSuccess:  # noqa: A002 - the API's word
    key = uuid_of(TechnologyPackage, input.technology_package_id, "technologyPackageId")
    await removing.remove_package(gesture.tx, gesture.actor, key, input.version)
    return RemovePackageSuccess(removed_id=input.technology_package_id)
