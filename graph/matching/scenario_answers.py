"""What the room tells of pool plans side by side, in the types of the API."""

from strawberry.scalars import JSON

from graph.kit.node_ids import shown_id
from graph.matching.scenario_types import (
    LostRecommendation,
    MissedMinimum,
    PoolLosses,
    PoolNeedChange,
    PoolPackageChange,
    PoolPairChange,
    PoolPlanComparison,
    PoolPlanFigures,
    PoolTally,
)
from services.matching.comparing import PoolComparison, PoolFigures
from services.matching.losses import Losses
from services.matching.tally import Tally


def shown_comparison(found: PoolComparison) -> PoolPlanComparison:
    return PoolPlanComparison(
        first=_figures(found.first),
        other=_figures(found.second),
        changed_settings=list(found.changed_settings),
        kept_count=found.kept_count,
        added_count=found.added_count,
        removed_count=found.removed_count,
        better_count=found.better_count,
        worse_count=found.worse_count,
        pairs=[
            PoolPairChange(
                need_id=shown_id("Need", each.need_id),
                need_title=each.need_title,
                technology_package_id=shown_id("TechnologyPackage", each.package_id),
                package_title=each.package_title,
                fit=each.fit,
                is_added=each.is_added,
            )
            for each in found.pairs
        ],
        needs=[
            PoolNeedChange(need_id=shown_id("Need", each.id), title=each.title, before=each.before, after=each.after)
            for each in found.needs
        ],
        packages=[
            PoolPackageChange(
                technology_package_id=shown_id("TechnologyPackage", each.id),
                title=each.title,
                before=round(each.before),
                after=round(each.after),
            )
            for each in found.packages
        ],
    )


def shown_losses(found: Losses) -> PoolLosses:
    return PoolLosses(
        lost_count=found.lost_count,
        open_count=found.open_count,
        pairs=[
            LostRecommendation(
                need_id=shown_id("Need", each.need_id),
                need_title=each.need_title,
                technology_package_id=shown_id("TechnologyPackage", each.package_id),
                package_title=each.package_title,
                cause=each.cause,
            )
            for each in found.pairs
        ],
    )


def shown_tally(found: Tally | None) -> PoolTally | None:
    if found is None:
        return None
    return PoolTally(
        total_fit=found.total_fit,
        open_count=found.open_count,
        missed_count=found.missed_count,
        price=found.price,
        missed_minimum_count=found.missed_minimum_count,
        missed_minimums=[
            MissedMinimum(params=JSON(dict(each.params)), wanted=each.wanted, given=each.given) for each in found.missed
        ],
    )


def _figures(found: PoolFigures) -> PoolPlanFigures:
    return PoolPlanFigures(
        pool_plan_id=shown_id("PoolPlan", found.plan.id),
        number=found.plan.number,
        name=found.run.name,
        settings=JSON(found.run.settings),
        total_fit=found.total_fit,
        recommendation_count=found.plan.recommendation_count,
        missing_count=found.plan.missing_count,
        served_count=found.served_count,
        used_count=found.used_count,
        highest_load=found.highest_load,
    )
