"""The candidates of needs: every package that fits, with its reasons, as soon as a need is published."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy import RowMapping, delete, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from optimizer.affinity import PACKAGES_TO_NEEDS, FitTable, Top, fit
from services.kit import clock
from services.kit.ids import new_id
from services.matching.models import Candidate
from services.matching.problem import need_side, package_side
from services.matching.queries import list_indicator_names, list_need_details, list_need_words, list_shown_packages
from services.matching.readings import read_needs, read_packages
from services.matching.rules import is_candidate
from services.matching.values import DEFAULT_LEAST_FIT, NeedValue, PackageValue

CANDIDATE_COUNT: Final = 20
"""Packages kept per need; nobody reads further."""

SEARCH_LIMIT: Final = 5_000
"""Packages compared at most, so that publishing answers within a second. Pool runs compare all."""

LETTERS_AT_ONCE: Final = 200_000
"""Texts of packages up to this length together are compared in full within a quarter of a second."""

BRIEF_LENGTH: Final = 40
SHORTLIST_COUNT: Final = 400
"""Beyond, the keywords and the first words of each package choose those that are compared in full."""

DIGITS: Final = 4


async def refresh_candidates(tx: AsyncSession, need_ids: Sequence[UUID]) -> int:
    """Find the candidates of published needs anew; returns how many there are."""
    needs = await list_need_words(tx, need_ids)
    await tx.execute(delete(Candidate).where(col(Candidate.need_id).in_(need_ids)))
    fields = sorted({field for need in needs for field in need["green_fields"]})
    packages = await list_shown_packages(tx, clock.today(), fields, SEARCH_LIMIT)
    if not needs or not packages:
        return 0
    details = await list_need_details(tx, need_ids, None)
    values = read_needs(needs, await list_indicator_names(tx, need_ids), details)
    rows = await asyncio.to_thread(_candidate_rows, values, needs, packages)
    if rows:
        await tx.execute(insert(Candidate).returning(col(Candidate.id)), rows)  # so that it is one statement, one event
    return len(rows)


def component_rows(components: Mapping[str, Any], count: int) -> list[dict[str, float]]:
    """Per pair its known components by name, rounded: what people read as reasons."""
    names = sorted(components)
    columns = [np.asarray(components[name], np.float64).round(DIGITS).tolist() for name in names]
    if not names:
        return [{} for _ in range(count)]
    return [
        {name: value for name, value in zip(names, values, strict=True) if not np.isnan(value)}
        for values in zip(*columns, strict=True)
    ]


def _candidate_rows(
    values: Sequence[NeedValue], needs: Sequence[RowMapping], packages: Sequence[RowMapping]
) -> list[dict[str, Any]]:
    package_values = read_packages(packages)
    kept = _shortlist(values, package_values)
    table = _compare(values, [package_values[at] for at in kept], CANDIDATE_COUNT)
    return _rows(table, needs, [packages[at] for at in kept])


def _shortlist(needs: Sequence[NeedValue], packages: Sequence[PackageValue]) -> Sequence[int]:
    """The packages worth comparing in full: all, or where somebody waits, the best by what their texts begin with."""
    letter_count = sum(len(package.text) for package in packages)
    if len(needs) > 1 or letter_count <= LETTERS_AT_ONCE:
        return range(len(packages))
    brief = [replace(package, text=package.text[:BRIEF_LENGTH]) for package in packages]
    table = _compare(needs, brief, SHORTLIST_COUNT)
    return [int(at) for at in np.unique(table.pair_supply)]


def _compare(needs: Sequence[NeedValue], packages: Sequence[PackageValue], count: int) -> FitTable:
    return fit(need_side(needs), package_side(packages), PACKAGES_TO_NEEDS, top=Top(count, 0))


def _rows(table: FitTable, needs: Sequence[RowMapping], packages: Sequence[RowMapping]) -> list[dict[str, Any]]:
    kept = is_candidate(table.fit, DEFAULT_LEAST_FIT)
    components = component_rows(table.components, len(table))
    best_first = np.lexsort((table.pair_supply, -table.fit, table.pair_demand))
    ranks: dict[int, int] = {}
    rows = []
    for at in best_first[kept[best_first]].tolist():
        demand = int(table.pair_demand[at])
        need, package = needs[demand], packages[int(table.pair_supply[at])]
        ranks[demand] = ranks.get(demand, 0) + 1
        rows.append(_row(need, package, ranks[demand], float(table.fit[at])) | {"components": components[at]})
    return rows


def _row(need: RowMapping, package: RowMapping, rank: int, fit_value: float) -> dict[str, Any]:
    return {
        "id": new_id(),
        "created_at": clock.now(),
        "need_id": need["id"],
        "package_id": package["id"],
        "need_organization_id": need["organization_id"],
        "package_organization_id": package["organization_id"],
        "rank": rank,
        "fit": round(fit_value, DIGITS),
        "weights_version": PACKAGES_TO_NEEDS.version,
    }
