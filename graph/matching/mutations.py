import strawberry

from graph.catalog.types import Need
from graph.files.types import StoredFile
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.matching.scenario_types import PoolRunSettings
from graph.matching.types import PoolPlan, Recommendation
from graph.organizations.types import Organization
from graph.solving.types import SolveRun
from services.catalog.entering import Listing
from services.kit.refusals import NotFound, RuleBroken, SheetRefused, Stale
from services.matching import commands, imports
from services.matching.decisions import Decision
from services.matching.models import DeclineReason


@strawberry.input
class FindCandidatesInput:
    need_id: strawberry.ID


@strawberry.type
class FindCandidatesSuccess:
    need: Need


@strawberry.input(description="A file handed in before; a dry run reads and checks everything and writes nothing.")
class ImportCatalogInput:
    organization_id: strawberry.ID
    file_id: strawberry.ID
    publish: bool = strawberry.field(default=False, description="Publish what the file holds; it must be complete.")
    dry_run: bool = False


@strawberry.type
class ImportNeedsSuccess:
    organization: Organization
    created_count: int
    updated_count: int
    unchanged_count: int


@strawberry.type
class ImportPackagesSuccess:
    organization: Organization
    created_count: int
    updated_count: int
    unchanged_count: int


@strawberry.input
class StartPoolRunInput:
    organization_id: strawberry.ID
    settings: PoolRunSettings = strawberry.field(default_factory=PoolRunSettings)


@strawberry.type
class StartPoolRunSuccess:
    solve_run: SolveRun


@strawberry.input
class PublishPoolPlanInput:
    pool_plan_id: strawberry.ID
    version: int


@strawberry.type
class PublishPoolPlanSuccess:
    pool_plan: PoolPlan


@strawberry.input
class AcceptRecommendationInput:
    recommendation_id: strawberry.ID
    version: int
    note: str = ""


@strawberry.type
class AcceptRecommendationSuccess:
    recommendation: Recommendation


@strawberry.input
class DeclineRecommendationInput:
    recommendation_id: strawberry.ID
    version: int
    reason: DeclineReason
    note: str = strawberry.field(default="", description="Required with the reason OTHER.")


@strawberry.type
class DeclineRecommendationSuccess:
    recommendation: Recommendation


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Look again for the candidates of a published need.",
)
async def find_candidates(gesture: Gesture, input: FindCandidatesInput) -> FindCandidatesSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Need, input.need_id, "needId")
    await commands.find_candidates(gesture.tx, gesture.actor, key)
    return FindCandidatesSuccess(need=node_ref(Need, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, SheetRefused],
    description="Enter the needs of a sheet, all or none; known codes are brought up to date.",
)
async def import_needs(gesture: Gesture, input: ImportCatalogInput) -> ImportNeedsSuccess:  # noqa: A002 - the API's word
    listing, file_id = _listing(input), uuid_of(StoredFile, input.file_id, "fileId")
    done = await imports.import_needs(gesture.tx, gesture.actor, listing, file_id)
    return ImportNeedsSuccess(
        organization=node_ref(Organization, listing.organization_id),
        created_count=done.created_count,
        updated_count=done.updated_count,
        unchanged_count=done.unchanged_count,
    )


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, SheetRefused],
    description="Enter the technology packages of a sheet, all or none; known codes are brought up to date.",
)
async def import_packages(gesture: Gesture, input: ImportCatalogInput) -> ImportPackagesSuccess:  # noqa: A002 - the API's word
    listing, file_id = _listing(input), uuid_of(StoredFile, input.file_id, "fileId")
    done = await imports.import_packages(gesture.tx, gesture.actor, listing, file_id)
    return ImportPackagesSuccess(
        organization=node_ref(Organization, listing.organization_id),
        created_count=done.created_count,
        updated_count=done.updated_count,
        unchanged_count=done.unchanged_count,
    )


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Match all needs and packages of a pool under their capacities; watch by the subscription solveRun.",
)
async def start_pool_run(gesture: Gesture, input: StartPoolRunInput) -> StartPoolRunSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    run = await commands.start_pool_run(gesture.tx, gesture.actor, organization_id, input.settings.value())
    return StartPoolRunSuccess(solve_run=node_ref(SolveRun, run.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Enterprises and institutes see what is recommended to them; the plan before is replaced.",
)
async def publish_pool_plan(gesture: Gesture, input: PublishPoolPlanInput) -> PublishPoolPlanSuccess:  # noqa: A002 - the API's word
    key = uuid_of(PoolPlan, input.pool_plan_id, "poolPlanId")
    await commands.publish_pool_plan(gesture.tx, gesture.actor, key, input.version)
    return PublishPoolPlanSuccess(pool_plan=node_ref(PoolPlan, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def accept_recommendation(gesture: Gesture, input: AcceptRecommendationInput) -> AcceptRecommendationSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Recommendation, input.recommendation_id, "recommendationId")
    yes = Decision(is_accepted=True, note=input.note)
    await commands.decide_recommendation(gesture.tx, gesture.actor, key, input.version, yes)
    return AcceptRecommendationSuccess(recommendation=node_ref(Recommendation, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Say no with a reason; the next run respects it.",
)
async def decline_recommendation(gesture: Gesture, input: DeclineRecommendationInput) -> DeclineRecommendationSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Recommendation, input.recommendation_id, "recommendationId")
    no = Decision(is_accepted=False, reason=input.reason, note=input.note)
    await commands.decide_recommendation(gesture.tx, gesture.actor, key, input.version, no)
    return DeclineRecommendationSuccess(recommendation=node_ref(Recommendation, key))


def _listing(given: ImportCatalogInput) -> Listing:
    organization_id = uuid_of(Organization, given.organization_id, "organizationId")
    return Listing(organization_id, publish=given.publish, dry_run=given.dry_run)
