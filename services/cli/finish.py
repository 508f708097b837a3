"""From a case to a written plan: solve, tell, write; the same for every room."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import numpy as np

from optimizer import Assignment, Result, Status
from services.cli.aim_words import aim_answer, aim_rows
from services.cli.bundle import SUFFIX, Bundle, pack, proof_sheet
from services.cli.case import Case, rank_pairs
from services.cli.edge import IMPOSSIBLE, STOPPED
from services.cli.proof_page import in_fit, proof_page, status_words, value_label
from services.cli.screen import Screen
from services.cli.solving import SHOWN_NAMES, solve_watched, tell_shortage
from services.kit.refusals import RuleBroken
from services.kit.sheets import Say, SheetContent, write_workbook

_OUT_TRIES: Final = 10_000


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """How to solve and where to write."""

    out: Path
    seed: int = 0
    seconds: float | None = None


def choose_out(out: Path | None) -> Path:
    """Where to write; without a wish the first free plan.xlsx, plan-2.xlsx, ... so that no edited plan is lost."""
    if out is None:
        names = ("plan.xlsx", *(f"plan-{number}.xlsx" for number in range(2, _OUT_TRIES)))
        return next(path for path in map(Path, names) if not path.exists())
    if out.suffix.lower() != ".xlsx":
        raise RuleBroken("OUT_NOT_XLSX", path=str(out))
    if not out.parent.is_dir():
        raise RuleBroken("OUT_NO_FOLDER", path=str(out.parent))
    return out


def finish(screen: Screen, case: Case, options: SolveOptions) -> NoReturn:
    """Solve the case, say what came out, write the workbook, end with the exit code that says how it went."""
    started = time.perf_counter()
    result = solve_watched(screen, case, seed=options.seed, seconds=options.seconds)
    if result.status is Status.INFEASIBLE:
        for code, params in case.notes:
            screen.fault(screen.say(code, **params))
        screen.json({"status": "infeasible", "shortage": tell_shortage(screen, case)})
        screen.stop(IMPOSSIBLE)
    plan = result.assignment
    if plan is None:
        code = "run.failed" if result.status is Status.FAILED else "run.nothing"
        screen.fault(screen.say(code, reason=result.failure or ""))
        screen.json({"status": result.status.value, "failure": result.failure})
        screen.stop(STOPPED)
    beside = write_plan(screen, case, Bundle(case.room, case.problem, result, case.supplies, case.demands), options.out)
    tell_plan(screen, case, result, options.out)
    if beside is not None:
        screen.line(screen.say("note.proof_beside", file=beside.name))
    screen.json({**_answer(case, result, plan), "out": str(options.out), "seconds_in_all": _since(started)})
    screen.stop(0 if result.status is Status.PROVEN else STOPPED)


def write_plan(
    screen: Screen, case: Case, bundle: Bundle, out: Path, further: Sequence[SheetContent] = ()
) -> Path | None:
    """Write the workbook, and the proof beside it where it is too large; returns that file."""
    beside, result = out.with_suffix(SUFFIX), bundle.result
    plan = result.assignment
    if plan is None:
        raise AssertionError("only a plan is written")
    with screen.step(screen.say("step.write", name=out.name)) as on_step:
        sheets = case.make_sheets(plan, rank_pairs(case.problem, plan), screen.say)
        hidden, aside = proof_sheet(pack(bundle), beside)
        pages = [*sheets, *further, proof_page(case, result, screen.say), hidden]
        row_count = sum(len(page.rows) for page in pages)
        content = write_workbook(pages, lambda written: on_step(written, row_count))
        replace_file(out, content)
        if aside is not None:
            replace_file(beside, aside)
    return None if aside is None else beside


def replace_file(path: Path, content: bytes) -> None:
    """Write all or nothing: an interrupted write leaves the old file as it was."""
    fresh = path.with_name(f".{path.name}.part")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise RuleBroken("OUT_UNWRITABLE", path=str(path), reason=error.strerror or "") from error


def tell_plan(screen: Screen, case: Case, result: Result, out: Path, further: Sequence[tuple[str, str]] = ()) -> None:
    """Say what came out as a table, then the notes, then what lacks."""
    say, problem, plan = screen.say, case.problem, result.assignment
    if plan is None:
        raise AssertionError("only a plan is told")
    rows = [
        (say(f"summary.{case.words.demand}"), f"{len(case.demands):,}"),
        (say(f"summary.{case.words.supply}"), f"{len(case.supplies):,}"),
        (say("summary.candidates"), f"{problem.store.pair_count():,}"),
        (say("summary.pairs"), f"{len(plan):,}"),
        *([] if further else [(say("summary.status"), status_words(say, result))]),
        (value_label(say, problem), _shown(in_fit(problem, result.value))),
        *_fit_alone(case, plan, say),
        *(further or bound_rows(case, result, say)),
        (say("summary.mean_fit"), _shown(_mean_fit(case, plan))),
        (say(case.words.loads), " / ".join(_shown_load(load) for load in loads(case, plan).values())),
        (say("summary.missing"), f"{plan.shortage.units:,}"),
        (say("summary.seconds"), f"{result.seconds:.2f}"),
        (say("summary.out"), str(out)),
    ]
    screen.table(say(case.words.title), rows)
    for code, params in case.notes:
        screen.line(say(code, **params))
    _tell_missing(screen, case, plan)


def bound_rows(case: Case, result: Result, say: Say) -> list[tuple[str, str]]:
    """The bound of total fit; of other objectives what the plan has of each aim, with its proof."""
    if result.stages:
        return [*aim_rows(say, result), (say("summary.proof"), say(f"proof.{result.proof.value}"))]
    return [
        (say("summary.bound"), _shown(in_fit(case.problem, result.bound))),
        (say("summary.gap"), _shown_gap(case, result)),
        (say("summary.proof"), say(f"proof.{result.proof.value}")),
    ]


def _fit_alone(case: Case, plan: Assignment, say: Say) -> list[tuple[str, str]]:
    """Where open places have a price, the fit without it."""
    if not plan.shortage.units:
        return []
    return [(say("summary.fit_total"), _shown(in_fit(case.problem, plan.fit_total)))]


def _tell_missing(screen: Screen, case: Case, plan: Assignment) -> None:
    lacking = plan.shortage.demand.tolist()
    if not lacking:
        return
    units = plan.shortage.demand_units.tolist()
    shown = [f"{case.demands[at]} -{lack}" for at, lack in zip(lacking[:SHOWN_NAMES], units, strict=False)]
    if len(lacking) > SHOWN_NAMES:
        shown.append(screen.say("note.more", count=len(lacking) - SHOWN_NAMES))
    screen.line(screen.say("note.missing", names="; ".join(shown)))


def loads(case: Case, plan: Assignment) -> Mapping[str, float]:
    """Least, mean and most that a supply carries."""
    counts = np.bincount(plan.supply, minlength=len(case.supplies))
    if not len(counts):
        return {"least": 0, "mean": 0.0, "most": 0}
    return {"least": int(counts.min()), "mean": round(float(counts.mean()), 4), "most": int(counts.max())}


def _answer(case: Case, result: Result, plan: Assignment) -> dict[str, Any]:
    problem = case.problem
    return {
        "status": result.status.value,
        "proof": result.proof.value,
        "value": in_fit(problem, result.value),
        "fit_total": in_fit(problem, plan.fit_total),
        "bound": in_fit(problem, result.bound),
        "gap": in_fit(problem, result.gap),
        "relative_gap": result.relative_gap,
        "value_units": result.value,
        "bound_units": result.bound,
        "scale": problem.scale,
        "seconds": round(result.seconds, 4),
        "demands": len(case.demands),
        "supplies": len(case.supplies),
        "pairs": len(plan),
        "loads": loads(case, plan),
        "missing_units": plan.shortage.units,
        "problem_digest": result.problem_digest,
        "plan_digest": plan.digest(),
        "seed": result.seed,
        **aim_answer(result),
        "notes": [{"code": code, "params": dict(params)} for code, params in case.notes],
    }


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 4)


def _mean_fit(case: Case, plan: Assignment) -> float | None:
    return plan.fit_total / case.problem.scale / len(plan) if len(plan) else None


def _shown_gap(case: Case, result: Result) -> str:
    if result.gap is None or result.relative_gap is None:
        return "-"
    return f"{_shown(in_fit(case.problem, result.gap))} ({result.relative_gap:.4%})"


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:,.6f}"


def _shown_load(load: float) -> str:
    return f"{load:,}" if isinstance(load, int) else f"{load:,.2f}"
