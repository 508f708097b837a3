"""A plan drawn by lot: no pair more probable than a cap, so that nobody can count on whom they will judge."""

import threading
from collections.abc import Sequence
from typing import Any, NoReturn

from optimizer import (
    Assignment,
    Draw,
    Interrupted,
    Limits,
    Lottery,
    LotteryShortage,
    Result,
    Status,
    lottery_shortage,
    randomize,
    sample,
)
from optimizer.result import Proof
from services.cli.bundle import Bundle
from services.cli.case import Case, Party
from services.cli.edge import IMPOSSIBLE, STOPPED
from services.cli.finish import SolveOptions, tell_plan, write_plan
from services.cli.screen import Screen
from services.cli.solving import SHOWN_NAMES, UNLIMITED_SECONDS, stopped_by_signals
from services.kit.refusals import Param
from services.kit.sheets import Cell, Say, SheetContent


def finish_draw(screen: Screen, case: Case, cap: str, options: SolveOptions) -> NoReturn:
    """Find the lottery, draw a plan from it with the seed, say what came out, write the workbook."""
    lottery = _randomize_watched(screen, case, cap, options)
    if lottery.status is Status.INFEASIBLE:
        _tell_shortage(screen, case, lottery)
    if lottery.parts is None:
        screen.fault(screen.say("run.nothing"))
        screen.json({"status": lottery.status.value, "failure": lottery.failure})
        screen.stop(STOPPED)
    drawn = sample(case.problem, lottery, options.seed)
    result = _as_result(case, lottery, drawn)
    bundle = Bundle(case.room, case.problem, result, case.supplies, case.demands, lottery)
    beside = write_plan(screen, case, bundle, options.out, [lottery_sheet(case, lottery, screen.say)])
    rows = [
        (screen.say("summary.cap"), str(lottery.cap)),
        (screen.say("summary.expected"), _expected(case, lottery)),
        (screen.say("summary.expected_proof"), screen.say(f"proof.{lottery.proof.value}")),
        (screen.say("summary.seed"), str(options.seed)),
    ]
    tell_plan(screen, case, result, options.out, rows)
    if beside is not None:
        screen.line(screen.say("note.proof_beside", file=beside.name))
    screen.json(_answer(case, lottery, drawn, str(options.out)))
    screen.stop(0 if lottery.status is Status.PROVEN else STOPPED)


def lottery_sheet(case: Case, lottery: Lottery, say: Say) -> SheetContent:
    """Every pair that could have been drawn, with its probability."""
    rows: list[list[Cell]] = [
        [demand.code, demand.name, supply.code, supply.name, probability]
        for demand, supply, probability in zip(
            (case.demands[at] for at in lottery.demand.tolist()),
            (case.supplies[at] for at in lottery.supply.tolist()),
            lottery.probability.tolist(),
            strict=True,
        )
    ]
    columns = ("demand", "demand_name", "supply", "supply_name", "probability")
    headers = [say(f"repair.{name}") for name in columns[:-1]] + [say("draw.probability")]
    return SheetContent(say("sheet.lottery"), headers, rows, formats={4: "0.000"})


def _randomize_watched(screen: Screen, case: Case, cap: str, options: SolveOptions) -> Lottery:
    stop = threading.Event()
    with screen.status(screen.say("phase.prepare")) as show, stopped_by_signals(stop):
        lottery = randomize(
            case.problem,
            cap=cap,
            limits=Limits(UNLIMITED_SECONDS if options.seconds is None else options.seconds),
            on_progress=lambda progress: show(screen.say(f"phase.{progress.phase.value}")),
            should_stop=stop.is_set,
        )
    if lottery.status is Status.CANCELED:
        raise KeyboardInterrupt
    return lottery


def _as_result(case: Case, lottery: Lottery, drawn: Draw) -> Result:
    """The drawn plan as `check` and `repair` read plans: allowed, and by itself no best one."""
    return Result(
        status=Status.STOPPED,
        proof=Proof.NONE,
        assignment=drawn.assignment,
        bound=None,
        certificate=None,
        engine=lottery.engine,
        seed=drawn.seed,
        seconds=lottery.seconds,
        problem_digest=case.problem.digest(),
    )


def _tell_shortage(screen: Screen, case: Case, lottery: Lottery) -> NoReturn:
    stop = threading.Event()
    with screen.step(screen.say("step.explain")), stopped_by_signals(stop):
        try:
            found = lottery_shortage(case.problem, lottery, should_stop=stop.is_set)
        except Interrupted:
            raise KeyboardInterrupt from None
    answer: dict[str, Any] = {"status": "infeasible", "cap": str(lottery.cap)}
    if found is not None:
        for sentence in _shortage_sentences(screen.say, case, found):
            screen.fault(sentence)
        answer["shortage"] = {
            "side": found.side,
            "nodes": [party.code for party in _parties(case, found)],
            "required": found.required,
            "available": float(found.available),
            "least_cap": None if found.least_cap is None else float(found.least_cap),
        }
    screen.json(answer)
    screen.stop(IMPOSSIBLE)


def _shortage_sentences(say: Say, case: Case, found: LotteryShortage) -> list[str]:
    names = ", ".join(map(str, _parties(case, found)[:SHOWN_NAMES]))
    if len(found.nodes) > SHOWN_NAMES:
        names += f", {say('note.more', count=len(found.nodes) - SHOWN_NAMES)}"
    amounts: dict[str, Param] = {"required": found.required, "available": f"{float(found.available):,.3f}"}
    last = "draw.least_cap" if found.least_cap is not None else "draw.no_cap"
    cap = "" if found.least_cap is None else f"{float(found.least_cap):.3f}"
    return [say("draw.infeasible", **amounts), names, say(last, cap=cap)]


def _parties(case: Case, found: LotteryShortage) -> Sequence[Party]:
    parties = case.demands if found.side == "demand" else case.supplies
    return [parties[node] for node in found.nodes]


def _expected(case: Case, lottery: Lottery) -> str:
    value = lottery.expected_value
    return "-" if value is None else f"{float(value) / case.problem.scale:,.6f}"


def _answer(case: Case, lottery: Lottery, drawn: Draw, out: str) -> dict[str, Any]:
    plan: Assignment = drawn.assignment
    scale = case.problem.scale
    return {
        "status": lottery.status.value,
        "proof": lottery.proof.value,
        "cap": str(lottery.cap),
        "expected_value": None if lottery.expected_value is None else float(lottery.expected_value) / scale,
        "value": plan.value / scale,
        "seed": drawn.seed,
        "lottery_digest": drawn.lottery_digest,
        "plan_digest": plan.digest(),
        "pairs": len(plan),
        "out": out,
    }
