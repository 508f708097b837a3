"""Versioned files of problems and results, and the reader of judging instances."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze
from optimizer.objectives.files import pack_objective, unpack_objective
from optimizer.objectives.term import Measure
from optimizer.problem import Problem
from optimizer.result import TOTAL_FIT, Certificate, Proof, Result, Stage, Status
from optimizer.rules import KINDS, Multipliers
from optimizer.solution import Assignment
from optimizer.store import Matrix, Pairs
from optimizer.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from optimizer.rules import Rule

    Arrays = Mapping[str, NDArray[Any]]

VERSION: Final = 3  # 2: rules, costs of loads, claimed bounds; 3: objectives with stages
READABLE: Final = (1, 2, 3)
STORES: Final = {Pairs: "pairs", Matrix: "matrix", Vectors: "vectors"}
PROBLEM: Final = "greenbridge problem"
RESULT: Final = "greenbridge result"


def save_problem(problem: Problem, path: Path) -> None:
    """Write a problem; the same problem gives the same bytes."""
    head = {
        "store": STORES[type(problem.store)],
        "reasons": list(problem.reasons),
        "scale": problem.scale,
        "shortage_price": problem.shortage_price,
        "rules": [rule.head() for rule in problem.rules],
    }
    bounds = {
        "supply_lo": problem.supply.lo,
        "supply_hi": problem.supply.hi,
        "demand_lo": problem.demand.lo,
        "demand_hi": problem.demand.hi,
    }
    arrays = {**bounds, **{f"store_{name}": it for name, it in problem.store.arrays().items()}}
    arrays |= {} if problem.supply.cost is None else {"supply_cost": problem.supply.cost}
    for at, rule in enumerate(problem.rules):
        arrays |= {f"rule_{at}_{name}": it for name, it in rule.arrays().items()}
    save_arrays(path, PROBLEM, head, arrays)


def load_problem(path: Path) -> Problem:
    """Read a problem that ``save_problem`` wrote.

    Raises
    ------
    ProblemError
        ``bad_file`` with what is wrong, or whatever is wrong with the problem in it.
    """
    head, arrays = load_arrays(path, PROBLEM)
    try:
        problem = _build(head, arrays)
        return replace(problem, scale=int(head["scale"]))
    except (KeyError, TypeError, IndexError) as error:
        raise ProblemError("bad_file", path=str(path), fault="missing_part", part=str(error)) from error


def save_result(result: Result, path: Path) -> None:
    """Write a result; the same result gives the same bytes."""
    head, arrays = _take_apart(result, "")
    told, own = pack_objective(result.objective)
    head |= {"objective": told, "stages": [], "measures": [[it.name, it.value, it.scale] for it in result.measures]}
    arrays |= own
    for place, stage in enumerate(result.stages):
        told = {"name": stage.name, "status": stage.status, "proof": stage.proof}
        told |= {"value": stage.value, "bound": stage.bound, "result": None}
        if stage.result is not None:
            told["result"], own = _take_apart(stage.result, f"stage_{place}_")
            arrays |= own
        head["stages"].append(told)
    save_arrays(path, RESULT, head, arrays)


def load_result(problem: Problem, path: Path) -> Result:
    """Read a result of this problem; its value is recomputed, its proof is what the file says: ``verify`` it.

    Raises
    ------
    ProblemError
        ``wrong_problem`` when it belongs to another problem, ``bad_file`` with what is wrong.
    """
    head, arrays = load_arrays(path, RESULT)
    if head.get("problem_digest") != problem.digest():
        raise ProblemError("wrong_problem", expected=problem.digest(), found=str(head.get("problem_digest")))
    try:
        result = _put_together(problem, head, arrays, "")
        told = head["objective"]
        return replace(
            result,
            objective=TOTAL_FIT if isinstance(told, str) else unpack_objective(told, arrays),
            stages=tuple(_load_stages(problem, head.get("stages", ()), arrays)),
            measures=tuple(Measure(*it) for it in head.get("measures", ())),
        )
    except (KeyError, TypeError) as error:
        raise ProblemError("bad_file", path=str(path), fault="missing_part", part=str(error)) from error


def _take_apart(result: Result, prefix: str) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Head and arrays of a result without its stages."""
    plan = result.assignment
    head = {
        "status": result.status,
        "proof": result.proof,
        "bound": result.bound,
        "engine": result.engine,
        "seed": result.seed,
        "seconds": result.seconds,
        "problem_digest": result.problem_digest,
        "failure": result.failure,
        "claimed_bound": result.claimed_bound,
        "multiplier_parts": 1 if result.certificate is None else result.certificate.parts,
        "chosen_value": None if plan is None else [plan.value, plan.fit_total, plan.load_cost],
    }
    arrays: dict[str, NDArray[Any]] = {}
    if plan is not None:
        arrays |= {"chosen_supply": plan.supply, "chosen_demand": plan.demand}
    if result.certificate is not None:
        arrays |= {"multiplier_supply": result.certificate.supply, "multiplier_demand": result.certificate.demand}
        rows = result.certificate.rows
        arrays |= {"multiplier_row": rows.row, "multiplier_row_value": rows.value} if rows.row.size else {}
    return head, {f"{prefix}{name}": it for name, it in arrays.items()}


def _put_together(problem: Problem, head: Mapping[str, Any], arrays: Arrays, prefix: str) -> Result:
    own = {name.removeprefix(prefix): it for name, it in arrays.items() if name.startswith(prefix)}
    return Result(
        status=Status(head["status"]),
        proof=Proof(head["proof"]),
        assignment=_load_assignment(problem, own),
        bound=head["bound"],
        certificate=_load_certificate(own, int(head.get("multiplier_parts", 1))),
        engine=str(head["engine"]),
        seed=int(head["seed"]),
        seconds=float(head["seconds"]),
        problem_digest=str(head["problem_digest"]),
        failure=head["failure"],
        claimed_bound=head.get("claimed_bound"),
    )


def _load_stages(problem: Problem, told: list[dict[str, Any]], arrays: Arrays) -> Iterator[Stage]:
    """Plans of stages are valued by questions that the file does not hold, so their values are what it says."""
    for place, head in enumerate(told):
        result = None
        if head["result"] is not None:
            result = _put_together(problem, head["result"], arrays, f"stage_{place}_")
            worth = head["result"]["chosen_value"]
            if result.assignment is not None:
                value, fit_total, load_cost = (int(part) for part in worth)
                plan = replace(result.assignment, value=value, fit_total=fit_total, load_cost=load_cost)
                result = replace(result, assignment=plan)
        status, proof = Status(head["status"]), Proof(head["proof"])
        yield Stage(str(head["name"]), status, head["value"], head["bound"], proof, result)


def read_instance(path: Path) -> Problem:
    """Read a judging instance: an ``.npz`` with score, conflict, judges_needed and capacity.

    Entries are demands, in rows; judges are supplies, in columns; conflicts are forbidden with the reason ``conflict``.

    Raises
    ------
    ProblemError
        ``bad_file`` with what is wrong, or whatever is wrong with the problem in it.
    """
    arrays = _read_arrays(path, ("score", "conflict", "judges_needed", "capacity"))
    return Problem.from_matrix(
        fit=arrays["score"],
        forbidden=arrays["conflict"],
        supply_hi=arrays["capacity"],
        demand_lo=arrays["judges_needed"],
    )


def save_arrays(path: Path, kind: str, head: Mapping[str, object], arrays: Arrays) -> None:
    """Write a head and named arrays; the same content gives the same bytes."""
    text = json.dumps({"kind": kind, "version": VERSION, **head}, sort_keys=True, ensure_ascii=False)
    with path.open("wb") as file:  # a path without ".npz" stays as it is
        named: dict[str, Any] = {"head": np.frombuffer(text.encode(), np.uint8), **arrays}
        np.savez_compressed(file, **named)


def load_arrays(path: Path, kind: str) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read what ``save_arrays`` wrote as this kind of thing."""
    arrays = _read_arrays(path, ("head",))
    try:
        head = json.loads(arrays.pop("head").tobytes())
        found = (head["kind"], head["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise ProblemError("bad_file", path=str(path), fault="unreadable_head") from error
    if found[0] != kind or found[1] not in READABLE:
        raise ProblemError(
            "bad_file", path=str(path), fault="wrong_kind", found=str(found), expected=f"{kind} {VERSION}"
        )
    return head, {name: freeze(array) for name, array in arrays.items()}


def _read_arrays(path: Path, required: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    try:
        with path.open("rb") as file:
            parts = np.load(file, allow_pickle=False)
            if not isinstance(parts, np.lib.npyio.NpzFile):
                raise ProblemError("bad_file", path=str(path), fault="not_an_npz")
            arrays = {name: parts[name] for name in parts.files}
    except FileNotFoundError as error:
        raise ProblemError("bad_file", path=str(path), fault="not_found") from error
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        if isinstance(error, ProblemError):
            raise
        raise ProblemError("bad_file", path=str(path), fault="not_an_npz") from error
    missing = [name for name in required if name not in arrays]
    if missing:
        raise ProblemError("bad_file", path=str(path), fault="missing_part", part=missing[0])
    return arrays


def _build(head: Mapping[str, Any], arrays: dict[str, NDArray[Any]]) -> Problem:
    """Build through the public doors, so that a file is validated like anything else."""
    known: dict[str, Any] = {"reasons": head["reasons"], "shortage_price": head["shortage_price"]}
    known |= {name: arrays[name] for name in ("supply_lo", "supply_hi", "demand_lo", "demand_hi")}
    known |= {"supply_cost": arrays.get("supply_cost"), "rules": _load_rules(head, arrays)}
    if head["store"] == "vectors":
        return Problem.from_vectors(**known, **_load_vectors(arrays))
    known |= {"fit": arrays["store_fit"], "forbidden": arrays["store_forbidden"]}
    if head["store"] == "matrix":
        locked = np.column_stack((arrays["store_lock_supply"], arrays["store_lock_demand"]))
        return Problem.from_matrix(**known, locked=locked)
    pairs: dict[str, Any] = {"pair_supply": arrays["store_supply"], "pair_demand": arrays["store_demand"]}
    return Problem.from_pairs(**known, **pairs, locked=arrays["store_locked"])


def _load_vectors(arrays: Arrays) -> dict[str, Any]:
    names = ("demand_vectors", "supply_vectors", "demand_offset", "supply_offset")
    barred = ("store_barred_supply", "store_barred_demand", "store_barred_reason")
    parts: dict[str, Any] = {name: arrays[f"store_{name}"] for name in names}
    parts["forbidden"] = np.column_stack([arrays[name].astype(np.int64) for name in barred])
    parts["locked"] = np.column_stack((arrays["store_lock_supply"], arrays["store_lock_demand"]))
    return parts


def _load_rules(head: Mapping[str, Any], arrays: Arrays) -> list[Rule]:
    rules: list[Rule] = []
    for at, told in enumerate(head.get("rules", ())):
        prefix = f"rule_{at}_"
        parts = {name.removeprefix(prefix): it for name, it in arrays.items() if name.startswith(prefix)}
        head_parts = {name: tuple(it) if isinstance(it, list) else it for name, it in told.items() if name != "kind"}
        rules.append(KINDS[told["kind"]](**head_parts, **parts))
    return rules


def _load_assignment(problem: Problem, arrays: Arrays) -> Assignment | None:
    if "chosen_supply" not in arrays:
        return None
    return Assignment.of(problem, arrays["chosen_supply"], arrays["chosen_demand"])


def _load_certificate(arrays: Arrays, parts: int) -> Certificate | None:
    if "multiplier_supply" not in arrays:
        return None
    rows = Multipliers.none()
    if "multiplier_row" in arrays:
        rows = Multipliers(arrays["multiplier_row"], arrays["multiplier_row_value"])
    return Certificate(arrays["multiplier_supply"], arrays["multiplier_demand"], rows, parts)
