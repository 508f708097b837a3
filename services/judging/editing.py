"""Hand edits of a plan: the same check judges them as judges the machine, and every edit knows its price."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Assignment, Change, Violation, check
from services.competitions.queries import require_organizer
from services.judging import edit_log
from services.judging.components import find_components
from services.judging.models import PairOrigin, Plan, PlanEdit, PlanState
from services.judging.naming import judging_code
from services.judging.pairs import NewPair, PairKey, remove_pairs, set_locks, store_pairs
from services.judging.pricing import AimChange, Priced, PriceState, needs_a_solve, price_change
from services.judging.queries import get_plan, get_plan_to_change, list_conflicts_among, list_pair_keys
from services.judging.solved import Solved, load_solved
from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.kit.refusals import Param, RuleBroken
from services.kit.versions import require_version
from services.solving.stated import with_rule_place

EDIT_LIMIT: Final = 1_000
"""Pairs one gesture may touch; more is a matter for the solver."""

VIOLATION_LIMIT: Final = 1_000
FORBIDDEN: Final = "PAIR_FORBIDDEN"


@dataclass(frozen=True, slots=True)
class PairInput:
    """A judge and an entry."""

    judge_id: UUID
    entry_id: UUID

    @property
    def key(self) -> PairKey:
        return self.judge_id, self.entry_id


@dataclass(frozen=True, slots=True)
class EditInput:
    """What one gesture does to a plan; `version` is the plan as the person saw it."""

    version: int
    add: Sequence[PairInput] = ()
    remove: Sequence[PairInput] = ()
    lock: Sequence[PairInput] = ()
    unlock: Sequence[PairInput] = ()
    dry_run: bool = False

    @property
    def is_to_apply(self) -> bool:
        """An edit of nothing only asks how the plan stands: it must not make the plan stale for others."""
        return not self.dry_run and any((self.add, self.remove, self.lock, self.unlock))


@dataclass(frozen=True, slots=True)
class PlanViolation:
    """One broken rule, with the people it is about."""

    code: str
    judge_id: UUID | None = None
    judge_code: str | None = None
    entry_id: UUID | None = None
    entry_code: str | None = None
    params: Mapping[str, Param] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "judge": self.judge_code,
            "entry": self.entry_code,
            "params": dict(self.params),
        }


@dataclass(frozen=True, slots=True)
class EditOutcome:
    """A plan after an edit (or as it would be), what it breaks and what the edit costs.

    `loss` compares the best plans with and without the edit, in the plan's units: 0 means that a plan just as good can
    hold it; `price_state` says why there is none. Under rules and several aims a price takes another solve, so only a
    dry run has one. `value` is the plan's own value afterwards.
    """

    plan: Plan
    violations: Sequence[PlanViolation]
    value_before: int
    value: int
    loss: int | None
    price_state: PriceState
    aims: Sequence[AimChange]
    is_applied: bool


async def edit_plan(tx: AsyncSession, actor: Actor, plan_id: UUID, given: EditInput) -> EditOutcome:
    """Add, remove, lock and unlock pairs of a draft. Broken rules are told, not refused: publishing asks for them."""
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id)
    if given.dry_run:  # nobody waits for a question
        require_version("PLAN_STALE", plan, given.version)
    else:
        plan = await get_plan_to_change(tx, plan_id, given.version)
    require_draft(plan)
    solved = await load_solved(tx, plan.solve_run_id)
    pairs = await list_pair_keys(tx, plan_id)
    _require_valid(given, pairs, solved)
    removed = {pair.key for pair in given.remove}
    keys = [*(key for key in pairs if key not in removed), *(pair.key for pair in given.add)]
    assignment = await asyncio.to_thread(assign_keys, solved, keys)
    violations = await tell_violations(tx, solved, assignment, keys)
    priced = await asyncio.to_thread(_price, solved, given)
    value_before = plan.value
    if given.is_to_apply:
        edit = await _apply(tx, plan, given, solved, pairs)
        edit.value_before, edit.value_after, edit.loss = value_before, assignment.value, priced.loss
        await edit_log.record_edit(tx, actor, plan, edit)
        await note_change(tx, plan, assignment, edits=1)
    told = (priced.loss, priced.state, priced.aims)
    return EditOutcome(plan, violations, value_before, assignment.value, *told, is_applied=given.is_to_apply)


async def list_violations(tx: AsyncSession, plan: Plan) -> list[PlanViolation]:
    """What the plan breaks now."""
    solved = await load_solved(tx, plan.solve_run_id)
    keys = list(await list_pair_keys(tx, plan.id))
    return await tell_violations(tx, solved, await asyncio.to_thread(assign_keys, solved, keys), keys)


def require_draft(plan: Plan) -> None:
    if plan.state is not PlanState.DRAFT:
        raise RuleBroken("PLAN_NOT_DRAFT", state=plan.state.value)


def _require_valid(given: EditInput, locks: Mapping[PairKey, bool], solved: Solved) -> None:
    faults = InputFaults()
    touched = [*given.add, *given.remove, *given.lock, *given.unlock]
    if len(touched) > EDIT_LIMIT:
        faults.add("add", "TOO_MANY", count=len(touched), maximum=EDIT_LIMIT)
    added = {pair.key for pair in given.add}
    unlocked = {pair.key for pair in given.unlock}
    for position, pair in enumerate(given.add):
        _check_known(faults, f"add.{position}", pair, solved)
        if pair.key in locks:
            faults.add(f"add.{position}", "ALREADY_IN_PLAN")
    for position, pair in enumerate(given.remove):
        if pair.key not in locks:
            faults.add(f"remove.{position}", "NOT_IN_PLAN")
        elif locks[pair.key] and pair.key not in unlocked:
            faults.add(f"remove.{position}", "PAIR_LOCKED")
    for path, marked in (("lock", given.lock), ("unlock", given.unlock)):
        for position, pair in enumerate(marked):
            if pair.key not in locks and pair.key not in added:
                faults.add(f"{path}.{position}", "NOT_IN_PLAN")
    _check_repeats(faults, given)
    faults.raise_if_any()


def _check_known(faults: InputFaults, path: str, pair: PairInput, solved: Solved) -> None:
    if pair.judge_id not in solved.judge_index:
        faults.add(f"{path}.judge_id", "UNKNOWN_VALUE")
    if pair.entry_id not in solved.entry_index:
        faults.add(f"{path}.entry_id", "UNKNOWN_VALUE")


def _check_repeats(faults: InputFaults, given: EditInput) -> None:
    for path in ("add", "remove", "lock", "unlock"):
        keys = [pair.key for pair in getattr(given, path)]
        if len(set(keys)) < len(keys):
            faults.add(path, "NOT_UNIQUE")
    for first, second in (("add", "remove"), ("lock", "unlock")):
        if {pair.key for pair in getattr(given, first)} & {pair.key for pair in getattr(given, second)}:
            faults.add(second, "CONTRADICTS", other=first)


def _indices(pairs: Sequence[PairInput], solved: Solved) -> list[tuple[int, int]]:
    return [(solved.judge_index[pair.judge_id], solved.entry_index[pair.entry_id]) for pair in pairs]


def assign_keys(solved: Solved, keys: Sequence[PairKey]) -> Assignment:
    """The pairs as a plan of the run's problem."""
    judges = np.array([solved.judge_index[judge_id] for judge_id, _ in keys], np.int32)
    entries = np.array([solved.entry_index[entry_id] for _, entry_id in keys], np.int32)
    return Assignment.of(solved.problem, judges, entries)


def _price(solved: Solved, given: EditInput) -> Priced:
    if not given.add and not given.remove:
        return Priced(PriceState.NOT_ASKED)
    if not given.dry_run and needs_a_solve(solved):
        return Priced(PriceState.NOT_ASKED)
    return price_change(solved, Change(_indices(given.add, solved), _indices(given.remove, solved)))


async def tell_violations(
    tx: AsyncSession, solved: Solved, assignment: Assignment, keys: Sequence[PairKey]
) -> list[PlanViolation]:
    """The rules the plan was solved under, and conflicts that became known since."""
    found = await asyncio.to_thread(check, solved.problem, assignment, limit=VIOLATION_LIMIT)
    named = [_named(solved, violation) for violation in found]
    told = {(violation.judge_id, violation.entry_id) for violation in named if violation.code == FORBIDDEN}
    later = [
        _violation(
            solved,
            FORBIDDEN,
            (solved.judge_index[row.judge_id], solved.entry_index[row.entry_id]),
            {"reason": str(row.kind)},
        )
        for row in await list_conflicts_among(tx, keys)
        if (row.judge_id, row.entry_id) not in told
    ]
    return [*named, *later][:VIOLATION_LIMIT]


def _named(solved: Solved, violation: Violation) -> PlanViolation:
    params = with_rule_place(violation.params, solved.rules)
    judge, entry = params.pop("supply", None), params.pop("demand", None)
    pair = None if judge is None else int(judge), None if entry is None else int(entry)
    return _violation(solved, judging_code(violation.code), pair, params)


def _violation(
    solved: Solved, code: str, pair: tuple[int | None, int | None], params: Mapping[str, Param]
) -> PlanViolation:
    judge, entry = pair
    return PlanViolation(
        code,
        None if judge is None else solved.judge_ids[judge],
        None if judge is None else solved.judge_codes[judge],
        None if entry is None else solved.entry_ids[entry],
        None if entry is None else solved.entry_codes[entry],
        params,
    )


async def _apply(
    tx: AsyncSession, plan: Plan, given: EditInput, solved: Solved, before: Mapping[PairKey, bool]
) -> PlanEdit:
    """Change the rows, and say what changed."""
    added, removed = {pair.key for pair in given.add}, {pair.key for pair in given.remove}
    gone = await edit_log.read_whole(tx, plan.id, removed)
    come = await _new_pairs(tx, plan, given, solved) if given.add else []
    locked = [pair.key for pair in given.lock if pair.key not in added and not before[pair.key]]
    unlocked = [pair.key for pair in given.unlock if pair.key not in removed | added and before[pair.key]]
    await remove_pairs(tx, plan.id, [pair.key for pair in given.remove])
    await set_locks(tx, plan.id, [pair.key for pair in given.unlock], is_locked=False)
    await set_locks(tx, plan.id, [pair.key for pair in given.lock if pair.key not in added], is_locked=True)
    await store_pairs(tx, plan, come)
    codes = {
        **dict(zip(solved.judge_ids, solved.judge_codes, strict=True)),
        **dict(zip(solved.entry_ids, solved.entry_codes, strict=True)),
    }
    return PlanEdit(
        competition_id=plan.competition_id,
        plan_id=plan.id,
        number=0,
        value_before=plan.value,
        value_after=plan.value,
        added=edit_log.stored_pairs(come, codes),
        removed=edit_log.stored_pairs(gone, codes),
        locked=edit_log.stored_keys(locked),
        unlocked=edit_log.stored_keys(unlocked),
    )


async def note_change(tx: AsyncSession, plan: Plan, assignment: Assignment, *, edits: int) -> None:
    """Make the plan's row say what its pairs say."""
    plan.value = assignment.value
    plan.missing_count = int(assignment.shortage.demand_units.sum())
    plan.edit_count += edits
    plan.version += 1
    await tx.flush()


async def _new_pairs(tx: AsyncSession, plan: Plan, given: EditInput, solved: Solved) -> list[NewPair]:
    locked = {pair.key for pair in given.lock}
    chosen = np.array(_indices(given.add, solved), np.int32).reshape(-1, 2)
    fits = solved.problem.store.find(chosen[:, 0], chosen[:, 1]).fit.tolist()
    components = await find_components(tx, plan.solve_run_id, solved, chosen)
    return [
        NewPair(pair.judge_id, pair.entry_id, fit, made_of, PairOrigin.HAND, pair.key in locked)
        for pair, fit, made_of in zip(given.add, fits, components, strict=True)
    ]
