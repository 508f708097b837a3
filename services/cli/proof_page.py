"""The proof page: what was asked, what was found, how far it is proven, in words anybody understands."""

from collections.abc import Iterator
from datetime import datetime

from optimizer import Problem, Proof, Result, Status
from services.cli.aim_words import aim_rows, proof_words
from services.cli.case import Case
from services.cli.release import versions
from services.kit.refusals import Param
from services.kit.sheets import Cell, Say, SheetContent


def proof_page(case: Case, result: Result, say: Say) -> SheetContent:
    """The page as a sheet of two columns."""
    headers = [say("proof.title"), say("proof.content")]
    rows = [[label, content] for label, content in proof_rows(case, result, say)]
    return SheetContent(say("sheet.proof"), headers, rows, frozenset({1}), filtered=False)


def proof_rows(case: Case, result: Result, say: Say) -> Iterator[tuple[str, Cell]]:
    """Label and content of each line."""
    problem = case.problem
    yield say("summary.status"), status_words(say, result)
    yield say("proof.meaning"), _meaning(say, problem, result)
    for code, params in case.notes:
        yield "", say(code, **params)
    yield "", say("proof.meaning.edit", sheet=say("sheet.plan"))
    yield value_label(say, problem), in_fit(problem, result.value)
    yield say("summary.bound"), in_fit(problem, result.bound)
    yield say("summary.gap"), in_fit(problem, result.gap)
    yield say("summary.proof"), say(f"proof.{result.proof.value}")
    yield from aim_rows(say, result)
    yield say("summary.missing"), None if result.shortage is None else result.shortage.units
    yield say("proof.value_units"), result.value
    yield say("proof.bound_units"), result.bound
    yield say("proof.scale"), problem.scale
    yield say(f"summary.{case.words.demand}"), len(case.demands)
    yield say(f"summary.{case.words.supply}"), len(case.supplies)
    yield say("summary.candidates"), problem.store.pair_count()
    yield from _origin(case, result, say)


def _meaning(say: Say, problem: Problem, result: Result) -> str:
    if result.status is not Status.PROVEN:
        return say("proof.meaning.stopped")
    if result.proof is not Proof.VERIFIED:
        return say("proof.meaning.claimed")
    if result.stages:
        return say("proof.meaning.proven_aims")
    price = in_fit(problem, problem.shortage_price)
    return say("proof.meaning.proven") if price is None else say("proof.meaning.elastic", price=price)


def _setting_words(say: Say, setting: Param) -> Param:
    return say(f"setting.{setting}") if isinstance(setting, str) else setting


def status_words(say: Say, result: Result) -> str:
    """How the solve ended."""
    return proof_words(say, result.status, result.proof, result.failure)


def value_label(say: Say, problem: Problem) -> str:
    """What the value counts: with open places allowed, their price is taken off."""
    return say("summary.value_elastic" if problem.is_elastic else "summary.value")


def in_fit(problem: Problem, units: int | None) -> float | None:
    """Integer units as fit."""
    return None if units is None else units / problem.scale


def _origin(case: Case, result: Result, say: Say) -> Iterator[tuple[str, Cell]]:
    yield say("proof.problem_digest"), result.problem_digest
    yield say("proof.plan_digest"), "" if result.assignment is None else result.assignment.digest()
    yield say("proof.weights"), case.weights_version
    yield say("proof.engine"), result.engine
    yield say("proof.seed"), result.seed
    yield say("summary.seconds"), round(result.seconds, 3)
    yield say("proof.versions"), versions()
    yield say("proof.made_at"), datetime.now().astimezone().isoformat(timespec="seconds")
    for name, setting in case.settings.items():
        yield say("proof.setting", name=say(f"setting.{name}")), _setting_words(say, setting)
    for name, digest in case.inputs:
        yield say("proof.input", name=name), f"SHA-256 {digest}"
