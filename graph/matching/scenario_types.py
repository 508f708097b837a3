from datetime import datetime

import strawberry
from strawberry.scalars import JSON

from graph.judging.insight_types import ProofCheck
from graph.kit.declare import Node, bounded, column, node, one
from graph.organizations.types import Organization
from graph.solving.columns import COLUMN_LIMIT, RuleColumn
from graph.solving.settings import AimInput, RuleInput, as_stated
from services.matching import comparing, losses
from services.matching.insight import GROUP_LIMIT, FlowGroup
from services.matching.losses import LostCause
from services.matching.models import PoolDefaults as PoolDefaultsRow
from services.matching.settings import PoolSettings
from services.matching.tally import SHOWN as SHOWN_MISSED
from services.solving.limits import MEASURED_COUNT

strawberry.enum(LostCause, description="Why a published recommendation stands no more.")
strawberry.enum(FlowGroup, description="What packages and needs are put together by: of several fields the first.")


@strawberry.input(description="Null means what each need wants, and the platform's time. A run gives them back so.")
class PoolRunSettings:
    per_need: int | None = None
    seed: int = 0
    seconds: int | None = None
    elastic: bool = strawberry.field(default=True, description="Leave places open where packages are too few.")
    name: str = strawberry.field(default="", description="What people call this scenario.")
    rules: list[RuleInput] = strawberry.field(default_factory=list, description="All kinds but `pairs`.")
    aims: list[AimInput] = strawberry.field(default_factory=list, description="None means total fit.")

    def value(self) -> PoolSettings:
        return PoolSettings.of_stated(as_stated(self), name=self.name, seed=self.seed, seconds=self.seconds)


@node(PoolDefaultsRow)
class PoolDefaults(Node):
    version: int
    settings: JSON = column("settings", description="In the form of PoolRunSettings.")
    organization: Organization | None = one(lambda defaults, organization: organization.id == defaults.organization_id)


@strawberry.type(description="What rules and aims of a pool may speak of.")
class PoolColumns:
    packages: list[RuleColumn] = bounded(COLUMN_LIMIT)
    needs: list[RuleColumn] = bounded(COLUMN_LIMIT)


@strawberry.type(
    description="Recommendations from a group of packages to a group of needs; null is all smaller groups."
)
class FlowLink:
    package_group: str | None
    need_group: str | None
    count: int
    fit: float


@strawberry.type(description="Places that stay open in a group of needs.")
class FlowGap:
    need_group: str | None
    missing_count: int


@strawberry.type(description="From supply to need, for a picture.")
class PoolFlow:
    links: list[FlowLink] = bounded((GROUP_LIMIT + 1) ** 2, description="The largest first.")
    gaps: list[FlowGap] = bounded(GROUP_LIMIT + 1)


@strawberry.type(description="A limit that holds a pool's plan back.")
class PoolBottleneck:
    code: str
    params: JSON
    worth: float | None = strawberry.field(
        description="What one unit more (of a minimum, one less) adds; null where only its most is known."
    )
    worth_at_most: float


@strawberry.type
class PoolBottlenecks:
    limits: list[PoolBottleneck] = bounded(MEASURED_COUNT)


@strawberry.type(description="An “at least” of a rule that an elastic plan misses.")
class MissedMinimum:
    params: JSON = strawberry.field(description="{rule, rule_at, need, package, group}: whom it is about.")
    wanted: int
    given: int


@strawberry.type(description="What the value of a pool's plan is made of: fits, less a price for whatever lacks.")
class PoolTally:
    total_fit: float
    open_count: int = strawberry.field(description="Places of needs that no package takes.")
    missed_count: int = strawberry.field(description="Units that all missed minimums of rules lack together.")
    price: float = strawberry.field(description="What each open place and each of those units takes off the value.")
    missed_minimum_count: int
    missed_minimums: list[MissedMinimum] = bounded(SHOWN_MISSED, description="Those that lack most first.")


@strawberry.type(description="What was re-checked of a pool's plan by whole numbers alone, without a solver.")
class PoolProof:
    is_valid: bool
    verified_at: datetime
    value: float | None = strawberry.field(description="Total fit less the price of what lacks: see `tally`.")
    tally: PoolTally | None
    bound: float | None = strawberry.field(description="No plan is worth more.")
    gap: float | None
    relative_gap: float | None
    vouched_by: str = strawberry.field(description="VERIFIED, CLAIMED by the engine, or NONE.")
    engine: str
    seed: int
    seconds: float | None
    stages: JSON
    problem_digest: str
    result_digest: str
    checks: list[ProofCheck] = bounded(50)
    download_path: str = strawberry.field(description="Where the files behind the proof are, for `greenbridge check`.")


@strawberry.type
class PoolPlanFigures:
    pool_plan_id: strawberry.ID
    number: int
    name: str
    settings: JSON
    total_fit: float
    recommendation_count: int
    missing_count: int
    served_count: int = strawberry.field(description="Needs that get anything.")
    used_count: int = strawberry.field(description="Packages that are recommended at all.")
    highest_load: int = strawberry.field(description="Needs that the busiest package is recommended to.")


@strawberry.type(description="A recommendation that only one of two plans has.")
class PoolPairChange:
    need_id: strawberry.ID
    need_title: str
    technology_package_id: strawberry.ID
    package_title: str
    fit: float
    is_added: bool


@strawberry.type(description="A need whose total fit differs between two plans.")
class PoolNeedChange:
    need_id: strawberry.ID
    title: str
    before: float
    after: float


@strawberry.type(description="A package that is recommended to more or fewer needs.")
class PoolPackageChange:
    technology_package_id: strawberry.ID
    title: str
    before: int
    after: int


@strawberry.type(description="The other plan against the first.")
class PoolPlanComparison:
    first: PoolPlanFigures
    other: PoolPlanFigures
    changed_settings: list[str] = bounded(100, description="Names of the settings that differ.")
    kept_count: int
    added_count: int
    removed_count: int
    better_count: int = strawberry.field(description="Needs that the other plan serves better.")
    worse_count: int
    pairs: list[PoolPairChange] = bounded(comparing.SHOWN_CHANGES, description="Need by need.")
    needs: list[PoolNeedChange] = bounded(comparing.SHOWN_NEEDS, description="Those who lose most first.")
    packages: list[PoolPackageChange] = bounded(comparing.SHOWN_NEEDS, description="Those who lose most first.")


@strawberry.type(description="A published recommendation that stands no more.")
class LostRecommendation:
    need_id: strawberry.ID
    need_title: str
    technology_package_id: strawberry.ID
    package_title: str
    cause: LostCause


@strawberry.type(description="What a published plan has lost since: withdrawn, or declined.")
class PoolLosses:
    lost_count: int
    open_count: int = strawberry.field(description="Places of needs that another package could fill.")
    pairs: list[LostRecommendation] = bounded(losses.SHOWN)
