"""The proof of a run in figures that a page can tell a layman, re-checked here and now, and as files to take away."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from optimizer import Problem, Result, Verification, verify
from services.kit import clock
from services.kit.refusals import Param
from services.solving.models import SolveRun
from services.solving.queries import SolvedBytes

FORMAT: Final = 1
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: a code, whether it holds, and its figures."""

    code: str
    is_good: bool
    params: Mapping[str, Param]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was verified, when, and of what. Amounts are as people see fits; digests are SHA-256 of the contents."""

    is_valid: bool
    verified_at: datetime
    value: float | None
    bound: float | None
    gap: float | None
    relative_gap: float | None
    vouched_by: str
    engine: str
    problem_digest: str
    result_digest: str
    checks: Sequence[Check]


Parties = Mapping[str, Sequence[tuple[str, str]]]
"""Code and name of the supplies and of the demands, in the order of the problem; codes differ."""


def prove(problem: Problem, result: Result) -> Proof:
    """Verify the result again, by integers and without a solver."""
    found = verify(problem, result)
    scale = problem.scale
    value = None if found.value is None else found.value / scale
    bound = None if found.bound is None else found.bound / scale
    gap = None if found.value is None or found.bound is None else found.bound - found.value
    relative = None if gap is None or found.bound is None else gap / max(1, abs(found.bound))
    return Proof(
        is_valid=found.is_valid,
        verified_at=clock.now(),
        value=value,
        bound=bound,
        gap=None if gap is None else gap / scale,
        relative_gap=relative,
        vouched_by=found.proof.value.upper(),
        engine=result.engine,
        problem_digest=problem.digest(),
        result_digest=result.digest(),
        checks=_checks(problem, result, found),
    )


def _checks(problem: Problem, result: Result, found: Verification) -> list[Check]:
    """In the order in which a layman would ask."""
    plan = result.assignment
    pairs = 0 if plan is None else len(plan.supply)
    told = [
        Check("SAME_PROBLEM", "wrong_problem" not in found.faults, {"pairs": problem.store.pair_count()}),
        Check("LIMITS_KEPT", not found.violations, {"pairs": pairs, "violations": len(found.violations)}),
        _check_of_rules(problem, result, found),
        Check("VALUE_ADDED_UP", "wrong_value" not in found.faults, {"pairs": pairs}),
        Check("BOUND_RECOMPUTED", "wrong_bound" not in found.faults and found.is_valid, {"stages": len(result.stages)}),
    ]
    others = [fault for fault in found.faults if fault not in {"wrong_problem", "wrong_value", "wrong_bound"}]
    return [check for check in told if check is not None] + [
        Check(fault.upper(), is_good=False, params={}) for fault in others
    ]


def _check_of_rules(problem: Problem, result: Result, found: Verification) -> Check | None:
    """Where units may lack, minimums of rules may be missed too: then not all that was asked is kept."""
    if not problem.rules:
        return None
    params = {"rules": len(problem.rules)}
    missed = 0 if result.shortage is None else len(result.shortage.rows)
    code = "RULES_KEPT_BUT_MINIMUMS" if missed else "RULES_KEPT"
    return Check(code, not found.violations, {**params, "missed": missed} if missed else params)


def pack_proof(
    room: str, stored: SolvedBytes, parties: Parties, pairs: Sequence[tuple[int, int]], run: SolveRun
) -> bytes:
    """The files behind a plan as one archive for `greenbridge check`: problem, result, names, and the pairs now."""
    snapshot = stored.snapshot
    told: dict[str, Any] = {
        "format": FORMAT,
        "room": room,
        **{side: list(map(list, each)) for side, each in parties.items()},
    }
    settings = {"settings": run.settings, "seed": run.seed, "name": run.name, "run": str(run.id)}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "names.json", json.dumps(told, ensure_ascii=False).encode())
        _put(archive, "settings.json", json.dumps(settings, ensure_ascii=False, indent=1).encode())
        _put(archive, "pairs.json", json.dumps([list(pair) for pair in pairs]).encode())
        _put(archive, "problem", snapshot.problem, zipfile.ZIP_STORED)
        _put(archive, "result", stored.result, zipfile.ZIP_STORED)
    return target.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes, compression: int = zipfile.ZIP_DEFLATED) -> None:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = compression
    archive.writestr(member, content)
