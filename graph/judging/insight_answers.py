"""What the room tells of a plan, in the types of the API."""

from base64 import b64encode
from collections.abc import Iterable
from uuid import UUID

import numpy as np
import strawberry
from numpy.typing import NDArray
from strawberry.scalars import JSON

from graph.judging.insight_types import (
    Caution,
    EntryChange,
    FitQuantile,
    JudgeShare,
    LoadCount,
    PairChange,
    PlanBottleneck,
    PlanComparison,
    PlanFigures,
    PlanInsight,
    PlanMatrix,
    PlanProof,
    PlanSwap,
    ProofCheck,
    PublishPreview,
    ServedEntry,
    ServingJudge,
    SwapPair,
    Violation,
)
from graph.kit.node_ids import node_id, shown_id
from services.judging import comparing, edit_history, insight, matrix, previewing, proving
from services.judging.editing import PlanViolation


def shown_matrix(found: matrix.PlanMatrix) -> PlanMatrix:
    window, standing = found.window, found.standing
    solved, scale = standing.solved, standing.scale
    rows = slice(window.first_row, window.first_row + window.row_count)
    supply, names = solved.problem.supply, found.names
    return PlanMatrix(
        version=found.plan.version,
        total_row_count=len(solved.entry_ids),
        first_row=window.first_row,
        row_count=window.row_count,
        column_count=window.column_count,
        lowest_fit=window.lowest / scale,
        highest_fit=window.highest / scale,
        levels=_base64(window.levels),
        forbidden=_base64(found.forbidden.astype("<u4")),
        forbidden_reasons=_base64(found.forbidden_reason),
        reasons=list(found.reasons),
        chosen=_base64(found.chosen.astype("<u4")),
        chosen_flags=_base64(found.chosen_flags),
        entry_ids=_ids("Entry", solved.entry_ids[rows]),
        entry_codes=list(solved.entry_codes[rows]),
        entry_titles=[names.entries.get(key, "") for key in solved.entry_ids[rows]],
        entry_needs=solved.problem.demand.lo[rows].tolist(),
        entry_fits=(standing.entry_fits()[rows] / scale).tolist(),
        judge_ids=_ids("Judge", solved.judge_ids),
        judge_codes=list(solved.judge_codes),
        judge_names=[names.judges.get(key, "") for key in solved.judge_ids],
        judge_loads=standing.loads().tolist(),
        judge_least=supply.lo.tolist(),
        judge_most=supply.hi.tolist(),
    )


def shown_insight(found: insight.PlanInsight) -> PlanInsight:
    return PlanInsight(
        entry_count=found.entry_count,
        judge_count=found.judge_count,
        unused_judge_count=found.unused_judge_count,
        worst_fit=found.worst_fit,
        mean_fit=found.mean_fit,
        quantiles=[FitQuantile(share=share, fit=float(fit)) for share, fit in found.quantiles],
        loads=[LoadCount(load=each.load, judge_count=each.judge_count) for each in found.loads],
        entries=[_entry(each) for each in found.entries],
    )


def _entry(found: insight.ServedEntry) -> ServedEntry:
    return ServedEntry(
        rank=found.rank,
        entry_id=shown_id("Entry", found.entry_id),
        code=found.code,
        title=found.title,
        total_fit=found.total_fit,
        best_fit=found.best_fit,
        missing_count=found.missing_count,
        judges=[
            ServingJudge(
                judge_id=shown_id("Judge", judge.judge_id),
                code=judge.code,
                name=judge.name,
                fit=judge.fit,
                load=judge.load,
                is_locked=judge.is_locked,
                is_by_hand=judge.is_by_hand,
            )
            for judge in found.judges
        ],
    )


def shown_swaps(found: Iterable[edit_history.Swap]) -> list[PlanSwap]:
    return [
        PlanSwap(
            add=[_swap_pair(pair) for pair in swap.add],
            remove=[_swap_pair(pair) for pair in swap.remove],
            gain=swap.gain,
        )
        for swap in found
    ]


def _swap_pair(found: edit_history.SwapPair) -> SwapPair:
    return SwapPair(
        judge_id=shown_id("Judge", found.judge_id),
        judge_code=found.judge_code,
        judge_name=found.judge_name,
        entry_id=shown_id("Entry", found.entry_id),
        entry_code=found.entry_code,
        entry_title=found.entry_title,
        fit=found.fit,
    )


def shown_limits(found: Iterable[insight.Limit]) -> list[PlanBottleneck]:
    return [
        PlanBottleneck(
            code=each.code, params=JSON(dict(each.params)), worth=each.worth, worth_at_most=each.worth_at_most
        )
        for each in found
    ]


def shown_comparison(found: comparing.Comparison) -> PlanComparison:
    return PlanComparison(
        first=_figures(found.first),
        other=_figures(found.second),
        changed_settings=list(found.changed_settings),
        kept_count=found.kept_count,
        added_count=found.added_count,
        removed_count=found.removed_count,
        better_count=found.better_count,
        worse_count=found.worse_count,
        pairs=[
            PairChange(
                judge_id=shown_id("Judge", each.judge_id),
                judge_code=each.judge_code,
                judge_name=each.judge_name,
                entry_id=shown_id("Entry", each.entry_id),
                entry_code=each.entry_code,
                entry_title=each.entry_title,
                fit=each.fit,
                is_added=each.is_added,
            )
            for each in found.changes
        ],
        entries=[
            EntryChange(
                entry_id=shown_id("Entry", each.entry_id),
                code=each.code,
                title=each.title,
                before=each.before,
                after=each.after,
            )
            for each in found.entries
        ],
    )


def _figures(found: comparing.PlanFigures) -> PlanFigures:
    return PlanFigures(
        plan_id=shown_id("Plan", found.plan.id),
        number=found.plan.number,
        name=found.run.name,
        settings=JSON(found.run.settings),
        total_fit=found.total_fit,
        worst_fit=found.worst_fit,
        missing_count=found.missing_count,
        highest_load=found.highest_load,
        pair_count=found.pair_count,
        edit_count=found.plan.edit_count,
    )


def shown_preview(found: previewing.PublishPreview) -> PublishPreview:
    return PublishPreview(
        version=found.plan.version,
        replaces_a_plan=found.replaces_a_plan,
        task_count=found.task_count,
        new_count=found.new_count,
        kept_count=found.kept_count,
        gone_count=found.gone_count,
        judges=[
            JudgeShare(
                judge_id=shown_id("Judge", each.judge_id),
                code=each.code,
                name=each.name,
                is_linked=each.is_linked,
                count=each.count,
                new_count=each.new_count,
                kept_count=each.kept_count,
                gone_count=each.gone_count,
            )
            for each in found.judges
        ],
        cautions=[Caution(code=each.code, params=JSON(dict(each.params))) for each in found.warnings],
        violations=[shown_violation(each) for each in found.violations],
    )


def shown_violation(found: PlanViolation) -> Violation:
    return Violation(
        code=found.code,
        judge_id=None if found.judge_id is None else shown_id("Judge", found.judge_id),
        judge_code=found.judge_code,
        entry_id=None if found.entry_id is None else shown_id("Entry", found.entry_id),
        entry_code=found.entry_code,
        params=JSON(dict(found.params)),
    )


def shown_proof(found: proving.PlanProof) -> PlanProof:
    proof, plan = found.proof, found.plan
    return PlanProof(
        is_valid=proof.is_valid,
        verified_at=proof.verified_at,
        total_fit=plan.value / plan.scale,
        machine_fit=proof.value,
        bound=proof.bound,
        gap=proof.gap,
        relative_gap=proof.relative_gap,
        below_bound=found.below_bound,
        vouched_by=proof.vouched_by,
        engine=proof.engine,
        seed=found.run.seed,
        seconds=found.run.seconds,
        judge_count=found.judge_count,
        entry_count=found.entry_count,
        pair_count=found.pair_count,
        edit_count=plan.edit_count,
        stages=JSON(found.run.stages),
        problem_digest=proof.problem_digest,
        result_digest=proof.result_digest,
        checks=[
            ProofCheck(code=each.code, is_good=each.is_good, params=JSON(dict(each.params))) for each in proof.checks
        ],
        download_path=f"/proofs/{node_id('Plan', plan.id)}",
    )


def _ids(type_name: str, keys: Iterable[UUID]) -> list[strawberry.ID]:
    return [shown_id(type_name, key) for key in keys]


def _base64(array: NDArray[np.generic]) -> str:
    return b64encode(array.tobytes()).decode("ascii")
