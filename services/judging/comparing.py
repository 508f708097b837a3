"""Two plans of one competition side by side: settings, values, pairs, and who is better or worse off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.models import EventRole
from services.competitions.queries import require_organizer
from services.judging.models import Plan
from services.judging.queries import PeopleNames, get_plan, list_names
from services.judging.standing import Standing, load_standing
from services.kit.actor import Actor
from services.kit.refusals import FieldFault, InvalidInput
from services.solving.models import SolveRun
from services.solving.queries import get_run

SHOWN_CHANGES: Final = 500
SHOWN_ENTRIES: Final = 200

PairIds = tuple[UUID, UUID]
"""(judge, entry)."""


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """What a plan is worth and how it serves."""

    plan: Plan
    run: SolveRun
    total_fit: float
    worst_fit: float
    missing_count: int
    highest_load: int
    pair_count: int


@dataclass(frozen=True, slots=True)
class PairChange:
    """A pair that only one of the plans has."""

    judge_id: UUID
    judge_code: str
    judge_name: str
    entry_id: UUID
    entry_code: str
    entry_title: str
    fit: float
    is_added: bool


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry whose total fit differs."""

    entry_id: UUID
    code: str
    title: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second plan against the first. Lists are bounded, counts are whole."""

    first: PlanFigures
    second: PlanFigures
    changed_settings: Sequence[str]
    kept_count: int
    added_count: int
    removed_count: int
    better_count: int
    worse_count: int
    changes: Sequence[PairChange]
    entries: Sequence[EntryChange]


async def compare_plans(tx: AsyncSession, actor: Actor, plan_id: UUID, other_plan_id: UUID) -> Comparison:
    """Compare two plans of one competition, for whoever runs it."""
    plans = [await get_plan(tx, key) for key in (plan_id, other_plan_id)]
    for plan in plans:
        await require_organizer(tx, actor, plan.competition_id, at_least=EventRole.OBSERVER)
    if plans[0].competition_id != plans[1].competition_id:
        raise InvalidInput([FieldFault("other_plan_id", "OTHER_COMPETITION")])
    both = [await load_standing(tx, plan) for plan in plans]
    runs = [await get_run(tx, plan.solve_run_id) for plan in plans]
    names = await list_names(tx, plans[0].competition_id)
    before, after = (_pairs(standing) for standing in both)
    entry_changes = _entry_changes(_entry_fits(both[0]), _entry_fits(both[1]), _titles(both, names))
    figures = [_figures(*each) for each in zip(plans, runs, both, strict=True)]
    return Comparison(
        first=figures[0],
        second=figures[1],
        changed_settings=_changed_settings(*runs),
        kept_count=len(before.keys() & after.keys()),
        added_count=len(after.keys() - before.keys()),
        removed_count=len(before.keys() - after.keys()),
        better_count=sum(change.after > change.before for change in entry_changes),
        worse_count=sum(change.after < change.before for change in entry_changes),
        changes=_pair_changes(before, after, both, names)[:SHOWN_CHANGES],
        entries=sorted(entry_changes, key=lambda change: change.after - change.before)[:SHOWN_ENTRIES],
    )


def _figures(plan: Plan, run: SolveRun, standing: Standing) -> PlanFigures:
    fits = standing.entry_fits()[standing.solved.problem.demand.hi > 0]
    return PlanFigures(
        plan=plan,
        run=run,
        total_fit=int(standing.fit.sum()) / standing.scale,
        worst_fit=int(fits.min(initial=0) if not len(fits) else fits.min()) / standing.scale,
        missing_count=plan.missing_count,
        highest_load=int(standing.loads().max(initial=0)),
        pair_count=len(standing.judge),
    )


def _changed_settings(first: SolveRun, second: SolveRun) -> list[str]:
    one, other = ({**run.settings, "seed": run.seed, "seconds": run.limit_seconds} for run in (first, second))
    return sorted(key for key in one.keys() | other.keys() if (one.get(key) or None) != (other.get(key) or None))


def _pairs(standing: Standing) -> dict[PairIds, float]:
    solved = standing.solved
    columns = zip(standing.judge.tolist(), standing.entry.tolist(), standing.fit.tolist(), strict=True)
    return {(solved.judge_ids[i], solved.entry_ids[j]): fit / standing.scale for i, j, fit in columns}


def _entry_fits(standing: Standing) -> dict[UUID, float]:
    return dict(zip(standing.solved.entry_ids, (standing.entry_fits() / standing.scale).tolist(), strict=True))


def _titles(both: Sequence[Standing], names: PeopleNames) -> Mapping[UUID, tuple[str, str]]:
    codes = {key: code for each in both for key, code in _codes(each.solved.entry_ids, each.solved.entry_codes)}
    return {key: (code, names.entries.get(key, "")) for key, code in codes.items()}


def _codes(ids: Sequence[UUID], codes: Sequence[str]) -> Any:
    return zip(ids, codes, strict=True)


def _entry_changes(
    before: Mapping[UUID, float], after: Mapping[UUID, float], titles: Mapping[UUID, tuple[str, str]]
) -> list[EntryChange]:
    changed = [key for key in before.keys() | after.keys() if before.get(key, 0.0) != after.get(key, 0.0)]
    return [EntryChange(key, *titles[key], before.get(key, 0.0), after.get(key, 0.0)) for key in sorted(changed)]


def _pair_changes(
    before: Mapping[PairIds, float], after: Mapping[PairIds, float], both: Sequence[Standing], names: PeopleNames
) -> list[PairChange]:
    judge_codes = {key: code for each in both for key, code in _codes(each.solved.judge_ids, each.solved.judge_codes)}
    titles = _titles(both, names)

    def change(pair: PairIds, fit: float, *, is_added: bool) -> PairChange:
        judge, entry = pair
        name = names.judges.get(judge, "")
        return PairChange(judge, judge_codes[judge], name, entry, *titles[entry], fit, is_added)

    found = [change(pair, fit, is_added=True) for pair, fit in after.items() if pair not in before]
    found += [change(pair, fit, is_added=False) for pair, fit in before.items() if pair not in after]
    return sorted(found, key=lambda each: (each.entry_code, each.is_added, each.judge_code))
