"""The proof of a plan, for a page and to take away."""

import asyncio
from dataclasses import dataclass
from threading import Lock
from typing import Final
from uuid import UUID

from cachetools import LRUCache
from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.models import EventRole
from services.competitions.queries import require_organizer
from services.judging.models import Plan
from services.judging.queries import get_plan, list_names
from services.judging.standing import load_standing
from services.kit.actor import Actor
from services.solving.models import SolveRun
from services.solving.proofs import Proof, pack_proof, prove
from services.solving.queries import get_run, get_solved

ROOM: Final = "judging"
KEPT_COUNT: Final = 64

_kept: LRUCache[UUID, Proof] = LRUCache(KEPT_COUNT)
_lock: Final = Lock()


@dataclass(frozen=True, slots=True)
class PlanProof:
    """A plan, its run and what was re-checked of it; `below_bound` is what hand edits and gap leave to the bound."""

    plan: Plan
    run: SolveRun
    proof: Proof
    judge_count: int
    entry_count: int
    pair_count: int
    below_bound: float | None


async def prove_plan(tx: AsyncSession, actor: Actor, plan_id: UUID) -> PlanProof:
    """Verify the run of a plan again, for whoever runs the competition; what was verified once stays verified."""
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id, at_least=EventRole.OBSERVER)
    standing = await load_standing(tx, plan)
    solved = standing.solved
    with _lock:
        kept = _kept.get(solved.run_id)
    if kept is None:
        kept = await asyncio.to_thread(prove, solved.problem, solved.result)
        with _lock:
            _kept[solved.run_id] = kept
    below = None if kept.bound is None else kept.bound - plan.value / plan.scale
    return PlanProof(
        plan=plan,
        run=await get_run(tx, plan.solve_run_id),
        proof=kept,
        judge_count=len(solved.judge_ids),
        entry_count=len(solved.entry_ids),
        pair_count=len(standing.judge),
        below_bound=below,
    )


async def export_proof(tx: AsyncSession, actor: Actor, plan_id: UUID) -> bytes:
    """Everything that verifying a plan elsewhere needs, as one archive."""
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id, at_least=EventRole.OBSERVER)
    standing = await load_standing(tx, plan)
    solved = standing.solved
    stored = await get_solved(tx, plan.solve_run_id)
    found = await list_names(tx, plan.competition_id)
    judges = zip(solved.judge_codes, solved.judge_ids, strict=True)
    entries = zip(solved.entry_codes, solved.entry_ids, strict=True)
    parties = {
        "supplies": [(code, found.judges.get(key, "")) for code, key in judges],
        "demands": [(code, found.entries.get(key, "")) for code, key in entries],
    }
    pairs = list(zip(standing.judge.tolist(), standing.entry.tolist(), strict=True))
    run = await get_run(tx, plan.solve_run_id)
    return await asyncio.to_thread(pack_proof, ROOM, stored, parties, pairs, run)
