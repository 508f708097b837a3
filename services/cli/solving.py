"""Solving under a person's eyes: progress while it runs, a clean end at Ctrl-C, an answer when it cannot be done."""

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

from optimizer import (
    Infeasibility,
    Interrupted,
    Limits,
    Mend,
    Problem,
    Progress,
    Requirement,
    Result,
    Status,
    shortage,
    solve,
)
from services.cli.case import Case, Party
from services.cli.rule_words import rule_words
from services.cli.screen import Screen
from services.kit.refusals import Param
from services.kit.sheets import Say
from services.solving.evening import find_even_raise

SHOWN_NAMES: Final = 20
UNLIMITED_SECONDS: Final = float("inf")


def solve_watched(screen: Screen, case: Case, *, seed: int, seconds: float | None) -> Result:
    """Solve and show value and bound as they meet. Raises KeyboardInterrupt when the person ended it."""
    problem = case.problem
    stop = threading.Event()
    limits = Limits(UNLIMITED_SECONDS if seconds is None else seconds)
    with screen.status(screen.say("phase.prepare")) as show, stopped_by_signals(stop):
        result = solve(
            problem,
            objective=case.objective,
            limits=limits,
            seed=seed,
            on_progress=lambda progress: show(progress_words(screen.say, problem, progress)),
            should_stop=stop.is_set,
        )
    if result.status is Status.CANCELED:
        raise KeyboardInterrupt
    return result


def progress_words(say: Say, problem: Problem, progress: Progress) -> str:
    """One line: what it does, the best value, the bound."""
    parts = [say(f"phase.{progress.phase.value}")]
    if progress.value is not None:
        parts.append(say("progress.best", value=f"{progress.value / problem.scale:.4f}"))
    if progress.bound is not None:
        parts.append(say("progress.bound", bound=f"{progress.bound / problem.scale:.4f}"))
    return "  ".join(parts)


def tell_shortage(screen: Screen, case: Case) -> dict[str, Any]:
    """Say why there is no plan: who lacks, who could still serve, how much is missing, the smallest mends."""
    found, even_load = _shortage_watched(screen, case)
    if found is None:
        return {}
    for sentence in shortage_sentences(screen.say, case, found, even_load):
        screen.fault(sentence)
    return {
        "code": found.code,
        "demands": [case.demands[at].code for at in found.demands],
        "supplies": [case.supplies[at].code for at in found.supplies],
        "units_required": found.units_required,
        "units_available": found.units_available,
        "missing_units": found.missing_units,
        "mends": [_code_answer(case, mend) for mend in found.mends],
        "requirements": [_code_answer(case, limit) for limit in found.requirements],
        "is_smallest": found.is_smallest,
        "even_load": even_load,
    }


def _shortage_watched(screen: Screen, case: Case) -> tuple[Infeasibility | None, int | None]:
    """The shortage, and up to what everybody's load would have to rise."""
    stop = threading.Event()
    with screen.step(screen.say("step.explain")), stopped_by_signals(stop):
        try:
            found = shortage(case.problem, should_stop=stop.is_set)
        except Interrupted:
            raise KeyboardInterrupt from None
        if found is None or case.common is None:
            return found, None
        units = find_even_raise(case.problem, case.common, stop.is_set)
    if stop.is_set():
        raise KeyboardInterrupt
    return found, case.common.most + units if units else None


def shortage_sentences(say: Say, case: Case, found: Infeasibility, even_load: int | None = None) -> list[str]:
    """The sentences of a shortage, lists cut at twenty names; the ways out last."""
    told = _clash_sentences(say, case, found) if found.requirements else _lack_sentences(say, case, found)
    even = [] if even_load is None else [say("shortage.even", load=even_load)]
    return [*told, *even, say(case.words.relax)]


def _lack_sentences(say: Say, case: Case, found: Infeasibility) -> list[str]:
    sides = {"supply": case.words.supply, "demand": case.words.demand, "unit": case.words.unit}
    lacking = found.units_required - found.units_available
    counts = {"demand_count": len(found.demands), "supply_count": len(found.supplies), "lacking": lacking}
    amounts = {"required": found.units_required, "available": found.units_available}
    sentences = [say(f"shortage.{found.code}", **sides, **counts, **amounts)]
    demands, supplies = _names(say, case.demands, found.demands), _names(say, case.supplies, found.supplies)
    if found.code == "supplies_lack_demands":
        sentences.append(say("shortage.supplies_short", **sides, names=supplies))
        sentences.append(say("shortage.demands_left", **sides, names=demands))
    else:
        sentences.append(say("shortage.demands", **sides, names=demands))
        left = "shortage.supplies" if found.supplies else "shortage.no_supplies"
        sentences.append(say(left, **sides, names=supplies))
    if found.missing_units > lacking:
        sentences.append(say("shortage.whole", missing=found.missing_units))
    return [*sentences, *_mend_sentences(say, case, found.mends)]


def _clash_sentences(say: Say, case: Case, found: Infeasibility) -> list[str]:
    told = [say(f"clash.{limit.code}", **_limit_words(say, case, limit)) for limit in found.requirements[:SHOWN_NAMES]]
    hidden = len(found.requirements) - SHOWN_NAMES
    lines = [f"  - {line}" for line in told] + ([say("note.more", count=hidden)] if hidden > 0 else [])
    head = say("shortage.limits_clash", count=len(found.requirements))
    mends = _mend_sentences(say, case, found.mends, "shortage.mends" if found.is_smallest else "shortage.near")
    return [head, *lines, *mends]


def _limit_words(say: Say, case: Case, limit: Requirement | Mend) -> dict[str, Param]:
    if "rule" in limit.params:
        return rule_words(say, case.problem, case.supplies, case.demands, limit.params)
    return _mend_words(say, case, limit)


def _mend_sentences(say: Say, case: Case, mends: Sequence[Mend], head: str = "shortage.mends") -> list[str]:
    if not mends:
        return []
    lines = [f"  - {say(f'mend.{mend.code}', **_limit_words(say, case, mend))}" for mend in mends[:SHOWN_NAMES]]
    more = [say("note.more", count=len(mends) - SHOWN_NAMES)] if len(mends) > SHOWN_NAMES else []
    return [say(head), *lines, *more]


def _mend_words(say: Say, case: Case, mend: Mend | Requirement) -> dict[str, Param]:
    words: dict[str, Param] = {"units": mend.params.get("units", 1)}
    if "supply" in mend.params:
        words["supply"] = str(case.supplies[int(mend.params["supply"])])
    if "demand" in mend.params:
        words["demand"] = str(case.demands[int(mend.params["demand"])])
    if "reason" in mend.params:
        words["reason"] = reason_words(say, str(mend.params["reason"]))
    return words


def reason_words(say: Say, reason: str) -> str:
    """Why a pair is forbidden, in words; an instance's own conflicts have no kind."""
    words = say(f"conflict.{reason}")
    return say("conflict.given") if words.startswith("conflict.") else words


def _code_answer(case: Case, mend: Mend | Requirement) -> dict[str, Any]:
    answer: dict[str, Any] = {"code": mend.code, **mend.params}
    if "supply" in answer:
        answer["supply"] = case.supplies[int(answer["supply"])].code
    if "demand" in answer:
        answer["demand"] = case.demands[int(answer["demand"])].code
    return answer


def _names(say: Say, parties: Sequence[Party], numbers: Sequence[int]) -> str:
    shown = ", ".join(str(parties[number]) for number in numbers[:SHOWN_NAMES])
    hidden = len(numbers) - SHOWN_NAMES
    return f"{shown}, {say('note.more', count=hidden)}" if hidden > 0 else shown


@contextmanager
def stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """The first Ctrl-C asks the solver to end, the second ends at once."""

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, on_signal) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
