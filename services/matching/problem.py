"""Needs and packages to a problem: the only place where the words of matching and of optimization meet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer import Problem
from optimizer.affinity import PACKAGES_TO_NEEDS, Affinity, FitTable, Side, Top
from services.matching.rules import is_candidate
from services.matching.values import Matching, NeedValue, PackageValue

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class MatchingProblem:
    """The problem (packages supply, needs demand) and the affinity its fits were made by, if that is still known."""

    problem: Problem
    affinity: Affinity | None = None

    @property
    def weights_version(self) -> str:
        """The name of the weights behind the fits."""
        return PACKAGES_TO_NEEDS.version

    def components(
        self, package: NDArray[np.int32], need: NDArray[np.int32]
    ) -> Mapping[str, NDArray[np.floating[Any]]]:
        """The components of the fit of given pairs, NaN where one is not known."""
        if self.affinity is None:
            return {"score": self.problem.store.find(package, need).fit / self.problem.scale}
        return self.affinity.fit_pairs(need, package).components


def ignore(_done: int, _total: int) -> None:
    """Tell nobody."""


def build_problem(matching: Matching, on_progress: OnProgress = ignore) -> MatchingProblem:
    """The problem of a pool run: the best candidates of every need under the capacity of every package."""
    settings = matching.settings
    affinity = Affinity(need_side(matching.needs), package_side(matching.packages), PACKAGES_TO_NEEDS)
    table = affinity.fit(top=Top(per_demand=settings.candidates), on_progress=on_progress)
    return MatchingProblem(_from_table(matching, table), affinity)


def need_side(needs: Sequence[NeedValue]) -> Side:
    """Needs as the demanding side of a comparison."""
    return Side(
        count=len(needs),
        titles=[need.title for need in needs],
        texts=[need.text for need in needs],
        fields=[need.fields for need in needs],
        chain_nodes=[need.chain_nodes for need in needs],
        indicators=[need.indicators for need in needs],
        regions=[tuple(filter(None, [need.region])) for need in needs],
        maturities=_numbers([need.trl for need in needs]),
        amounts=_numbers([need.budget for need in needs]),
    )


def package_side(packages: Sequence[PackageValue]) -> Side:
    """Packages as the serving side of a comparison."""
    return Side(
        count=len(packages),
        titles=[package.title for package in packages],
        texts=[package.text for package in packages],
        fields=[package.fields for package in packages],
        chain_nodes=[package.chain_nodes for package in packages],
        indicators=[package.indicators for package in packages],
        regions=[tuple(filter(None, [package.region])) for package in packages],
        maturities=_numbers([package.trl for package in packages]),
        amounts=_numbers([package.price for package in packages]),
    )


def _from_table(matching: Matching, table: FitTable) -> Problem:
    settings = matching.settings
    adopters = [settings.max_adopters if one.max_adopters is None else one.max_adopters for one in matching.packages]
    wanted = [settings.wanted if need.wanted is None else need.wanted for need in matching.needs]
    kept = is_candidate(table.fit, settings.least_fit)
    return Problem.from_pairs(
        supply_hi=np.array(adopters, np.int64),
        demand_lo=np.array(wanted, np.int64),
        pair_supply=table.pair_supply[kept],
        pair_demand=table.pair_demand[kept],
        fit=table.fit[kept],
        shortage_price=settings.shortage_price if settings.elastic else None,
    )


def _numbers(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], np.float64)
