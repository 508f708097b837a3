"""Settings of an assignment checked against the judges and entries there are, before anything runs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Problem
from services.competitions.models import EventRole, Round
from services.competitions.queries import get_round, list_entries, list_judges, require_organizer
from services.judging.columns import entry_columns, judge_columns
from services.judging.completion import sources_of
from services.judging.materials import Materials, judging_settings, list_values
from services.judging.queries import list_pairs_of_number
from services.judging.settings import AssignmentInput
from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.solving.column_values import ColumnSummary, summarize
from services.solving.stated import base_plans, obey_stated


@dataclass(frozen=True, slots=True)
class RoundColumns:
    """What rules of a round may speak of."""

    judges: Sequence[ColumnSummary]
    entries: Sequence[ColumnSummary]


async def describe_columns(tx: AsyncSession, actor: Actor, round_id: UUID) -> RoundColumns:
    """The columns of judges and entries with their values, for whoever runs the competition."""
    found = await get_round(tx, round_id)
    await require_organizer(tx, actor, found.competition_id, at_least=EventRole.OBSERVER)
    rows = await list_judges(tx, found.competition_id), await list_entries(tx, found.competition_id)
    judges, entries = await list_values(tx, found.competition_id, *rows)
    return await asyncio.to_thread(
        lambda: RoundColumns(summarize(judge_columns(judges)), summarize(entry_columns(entries)))
    )


async def require_stated(tx: AsyncSession, found: Round, given: AssignmentInput) -> None:
    """Rules, aims and exceptions must fit the round's judges and entries. Raises InvalidInput with every place."""
    stated = given.as_stated()
    if not any(stated[key] for key in ("rules", "aims", "judgeLoads", "entryNeeds", "allowedPairs")):
        return
    judges, entries = await list_judges(tx, found.competition_id), await list_entries(tx, found.competition_id)
    judge_values, entry_values = await list_values(tx, found.competition_id, judges, entries)
    materials = Materials(
        judge_ids=[judge.id for judge in judges],
        entry_ids=[entry.entry.id for entry in entries],
        judges=judge_values,
        entries=entry_values,
        conflicts=(),
        scores=None,
        locks=(),
        settings=judging_settings(found, stated),
        stated=stated,
        base_plans={number: await list_pairs_of_number(tx, found.id, number) for number in base_plans(stated)},
    )
    _require_known(given, materials)
    await asyncio.to_thread(lambda: obey_stated(_without_pairs(materials), stated, sources_of(materials)))


def _require_known(given: AssignmentInput, materials: Materials) -> None:
    judges, entries = {judge.code for judge in materials.judges}, {entry.code for entry in materials.entries}
    faults = InputFaults("settings.")
    for name, keys in (("judge_loads", "judge"), ("entry_needs", "entry"), ("allowed_pairs", "judge entry")):
        for at, each in enumerate(getattr(given, name)):
            for key in keys.split():
                if each[key] not in (judges if key == "judge" else entries):
                    faults.add(f"{name}.{at}.{key}", "UNKNOWN_VALUE", value=str(each[key]))
    faults.raise_if_any()


def _without_pairs(materials: Materials) -> Problem:
    """A problem of as many judges and entries: what rules and aims need to be read, and nothing to solve."""
    nothing = np.zeros(0, np.int64)
    most = materials.settings.max_load or 1
    return Problem.from_pairs(
        supply_hi=np.full(len(materials.judges), most),
        demand_lo=np.zeros(len(materials.entries), np.int64),
        demand_hi=np.full(len(materials.entries), max(1, materials.settings.per_entry)),
        pair_supply=nothing,
        pair_demand=nothing,
        fit=nothing.astype(np.float64),
        shortage_price=1.0 if materials.settings.elastic else None,
    )
