"""Why a pair is in a plan, or why not, in terms of the people it is about."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Limits, Patience, ProblemError, Reason, Status, why
from optimizer.explain import Param as ReasonParam
from services.competitions.models import EventRole
from services.competitions.queries import require_organizer
from services.judging.components import find_components
from services.judging.models import PairOrigin
from services.judging.naming import judging_code, judging_param
from services.judging.queries import find_pair, get_plan
from services.judging.solved import Solved, load_solved
from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.solving.stated import in_own_units, with_rule_place

JUDGES: Final = frozenset({"supply", "served_by", "replaced_by", "supplies"})
ENTRIES: Final = frozenset({"demand", "busy_with", "demands"})
FITS: Final = frozenset({"fit", "loss"})
"""Which parameters of a reason are judges, entries, or amounts of fit in the problem's units."""

REASON_LIMIT: Final = 100
EXPLAIN_SECONDS: Final = 10.0
"""How long a person waits for an answer under rules; without them it takes a tenth of a second."""

Answer = str | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairReason:
    """One answer: a code, and parameters in which judges and entries stand by their codes."""

    code: str
    params: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """Why a pair stands where it stands. `fit` is as people see it; the machine's answer is about its own plan."""

    is_in_plan: bool
    origin: PairOrigin | None
    is_locked: bool
    fit: float
    components: Mapping[str, float]
    reasons: Sequence[PairReason]


async def explain_pair(
    tx: AsyncSession, actor: Actor, plan_id: UUID, judge_id: UUID, entry_id: UUID
) -> PairExplanation:
    """Answer "why this judge?" and "why not that one?" for any judge and entry of a plan."""
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id, at_least=EventRole.OBSERVER)
    solved = await load_solved(tx, plan.solve_run_id)
    judge, entry = _require_known(solved, judge_id, entry_id)
    pair = await find_pair(tx, plan_id, judge_id, entry_id)
    reason = await asyncio.to_thread(_why, solved, judge, entry)
    chosen = np.array([[judge, entry]], np.int32)
    [components] = [pair.components] if pair else await find_components(tx, plan.solve_run_id, solved, chosen)
    fit = int(solved.problem.store.find(chosen[:, 0], chosen[:, 1]).fit[0])
    return PairExplanation(
        is_in_plan=pair is not None,
        origin=pair.origin if pair else None,
        is_locked=pair.is_locked if pair else False,
        fit=fit / solved.problem.scale,
        components=components,
        reasons=[_named(solved, answer) for answer in (reason, *reason.details)[:REASON_LIMIT]],
    )


def _why(solved: Solved, judge: int, entry: int) -> Reason:
    """The machine's answer; where it cannot be proven, or not in the time a person waits, it says so."""
    try:
        return why(solved.problem, solved.result, judge, entry, Patience(Limits(EXPLAIN_SECONDS)))
    except ProblemError as error:
        if error.code != "not_proven":
            raise
    code = "price_takes_too_long" if solved.result.status is Status.PROVEN else "plan_not_proven"
    return Reason(code, {"supply": judge, "demand": entry})


def _require_known(solved: Solved, judge_id: UUID, entry_id: UUID) -> tuple[int, int]:
    faults = InputFaults()
    judge, entry = solved.judge_index.get(judge_id), solved.entry_index.get(entry_id)
    if judge is None:
        faults.add("judge_id", "UNKNOWN_VALUE")
    if entry is None:
        faults.add("entry_id", "UNKNOWN_VALUE")
    faults.raise_if_any()
    return judge or 0, entry or 0


def _named(solved: Solved, reason: Reason) -> PairReason:
    given = in_own_units(with_rule_place(reason.params, solved.rules))
    params = {judging_param(name): _answer(solved, name, value) for name, value in given.items()}
    return PairReason(judging_code(reason.code), params)


def _answer(solved: Solved, name: str, value: ReasonParam) -> Answer:
    codes = solved.judge_codes if name in JUDGES else solved.entry_codes if name in ENTRIES else None
    if isinstance(value, tuple):
        return tuple(str(index) if codes is None else codes[index] for index in value)
    if isinstance(value, int):
        if codes is not None:
            return codes[value]
        return value / solved.problem.scale if name in FITS else value
    return value
