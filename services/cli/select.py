"""`greenbridge select`: projects of a reserve under a budget, from a spreadsheet, with a proof."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from optimizer import Interrupted, Limits, Progress, Status
from optimizer.portfolio import (
    BudgetFrontier,
    Contradiction,
    Goal,
    PortfolioResult,
    Selection,
    budget_frontier,
    contradiction,
    solve_portfolio,
)
from services.cli.case import unread_notes
from services.cli.edge import IMPOSSIBLE, STOPPED, telling
from services.cli.finish import choose_out, replace_file
from services.cli.options import Json, Out, Quiet, Seconds, Seed, Tongue, digest_of, make_screen, one_of, say
from services.cli.reserve import PROJECTS, QUOTAS, SCALE, Reserve, quota_source, read_reserve
from services.cli.screen import Screen
from services.cli.select_pages import (
    Told,
    contradiction_answer,
    contradiction_sentences,
    selection_sheets,
    summary_rows,
    tier_answers,
)
from services.cli.solving import UNLIMITED_SECONDS, stopped_by_signals
from services.kit.refusals import RuleBroken
from services.kit.sheets import SheetSource, read_source, write_workbook

File = Path | None
DEFAULT_GOALS = "value,saved,cost"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be chosen by."""

    goals: tuple[Goal, ...]
    weights: Mapping[Goal, int] | None
    seed: int
    seconds: float | None
    frontier: int


def select(  # noqa: PLR0913 - each parameter is an option of the command
    projects_file: Annotated[
        File, typer.Argument(metavar="PROJECTS", help=say("help.projects"), show_default=False)
    ] = None,
    quotas_file: Annotated[File, typer.Argument(metavar="QUOTAS", help=say("help.quotas"), show_default=False)] = None,
    *,
    projects: Annotated[File, typer.Option(help=say("help.projects"))] = None,
    quotas: Annotated[File, typer.Option(help=say("help.quotas"))] = None,
    budget: Annotated[float | None, typer.Option(help=say("help.budget"), min=0)] = None,
    goals: Annotated[str, typer.Option(help=say("help.goals"))] = DEFAULT_GOALS,
    weights: Annotated[str | None, typer.Option(help=say("help.goal_weights"))] = None,
    frontier: Annotated[int, typer.Option(help=say("help.frontier"), min=0, max=1000)] = 0,
    seed: Seed = 0,
    seconds: Seconds = None,
    out: Out = None,
    language: Tongue = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Choose projects under a budget."""
    screen = make_screen(language, json=json, quiet=quiet)
    with telling(screen):
        project_path = one_of(projects_file, projects, "--projects")
        quota_path = one_of(quotas_file, quotas, "--quotas")
        if project_path is None:
            raise RuleBroken("PROJECTS_NEEDED")
        wish = Wish(read_goals(goals), read_weights(weights), seed, seconds, frontier)
        path = choose_out(out)
        sources = _sources(screen, project_path, quota_path)
        with screen.step(screen.say("step.read", name=project_path.name)):
            reserve = read_reserve(*sources, budget)
        _finish(screen, reserve, sources, wish, path)


def read_goals(text: str) -> tuple[Goal, ...]:
    """Goals in order, as `value,saved,cost`."""
    goals = tuple(_goal(word.strip()) for word in text.split(","))
    if len(set(goals)) < len(goals):
        raise RuleBroken("GOAL_TWICE", value=text)
    return goals


def read_weights(text: str | None) -> Mapping[Goal, int] | None:
    """Weights as `value=3,saved=1`."""
    if text is None:
        return None
    weights: dict[Goal, int] = {}
    for part in text.split(","):
        name, _, weight = part.partition("=")
        goal = _goal(name.strip())
        if not weight.strip().isdecimal():
            raise RuleBroken("BAD_WEIGHT", value=part)
        if goal in weights:
            raise RuleBroken("GOAL_TWICE", value=text)
        weights[goal] = int(weight)
    return weights


def _goal(word: str) -> Goal:
    try:
        return Goal(word)
    except ValueError:
        raise RuleBroken("UNKNOWN_GOAL", value=word, known=", ".join(Goal)) from None


def _sources(screen: Screen, projects: Path, quotas: File) -> tuple[SheetSource, SheetSource | None]:
    with screen.step(screen.say("step.read", name=projects.name)):
        source = read_source(projects)
        return source, quota_source(source) if quotas is None else read_source(quotas)


def _finish(
    screen: Screen, reserve: Reserve, sources: tuple[SheetSource, SheetSource | None], wish: Wish, out: Path
) -> NoReturn:
    """Solve, say what came out, write the workbook, end with the exit code that says how it went."""
    result = _solve_watched(screen, reserve, wish)
    notes = unread_notes(zip(sources, (PROJECTS, QUOTAS), strict=True))
    if result.status is Status.INFEASIBLE:
        _tell_contradiction(screen, reserve, result)
    if result.selection is None:
        code = "run.failed" if result.status is Status.FAILED else "run.nothing"
        screen.fault(screen.say(code, reason=result.failure or ""))
        screen.json({"status": result.status.value, "failure": result.failure})
        screen.stop(STOPPED)
    frontier = _find_frontier(screen, reserve, wish)
    files = {source.content: source for source in reversed(sources) if source is not None}
    inputs = [digest_of(source) for source in reversed(files.values())]
    told = Told(reserve, result, result.selection, frontier, notes, inputs)
    with screen.step(screen.say("step.write", name=out.name)):
        replace_file(out, write_workbook(selection_sheets(told, screen.say)))
    screen.table(screen.say("summary.select"), [*summary_rows(told, screen.say), (screen.say("summary.out"), str(out))])
    for code, params in notes:
        screen.line(screen.say(code, **params))
    screen.json(_answer(told, out))
    screen.stop(0 if result.status is Status.PROVEN else STOPPED)


def _solve_watched(screen: Screen, reserve: Reserve, wish: Wish) -> PortfolioResult:
    stop = threading.Event()
    with screen.status(screen.say("phase.prepare")) as show, stopped_by_signals(stop):
        result = solve_portfolio(
            reserve.portfolio,
            goals=wish.goals,
            weights=wish.weights,
            limits=Limits(UNLIMITED_SECONDS if wish.seconds is None else wish.seconds),
            seed=wish.seed,
            on_progress=lambda progress: show(_progress_words(screen, progress)),
            should_stop=stop.is_set,
        )
    if result.status is Status.CANCELED:
        raise KeyboardInterrupt
    return result


def _progress_words(screen: Screen, progress: Progress) -> str:
    parts = [screen.say(f"phase.{progress.phase.value}")]
    if progress.value is not None:
        parts.append(screen.say("progress.best", value=f"{progress.value / SCALE:,.2f}"))
    if progress.bound is not None:
        parts.append(screen.say("progress.bound", bound=f"{progress.bound / SCALE:,.2f}"))
    return "  ".join(parts)


def _tell_contradiction(screen: Screen, reserve: Reserve, result: PortfolioResult) -> NoReturn:
    stop = threading.Event()
    with screen.step(screen.say("step.explain")), stopped_by_signals(stop):
        try:
            found: Contradiction | None = contradiction(reserve.portfolio, should_stop=stop.is_set)
        except Interrupted:
            raise KeyboardInterrupt from None
    answer: dict[str, Any] = {"status": "infeasible", "proof": result.proof.value}
    if found is not None:
        for sentence in contradiction_sentences(reserve, found, screen.say):
            screen.fault(sentence)
        answer["contradiction"] = contradiction_answer(reserve, found)
    screen.json(answer)
    screen.stop(IMPOSSIBLE)


def _find_frontier(screen: Screen, reserve: Reserve, wish: Wish) -> BudgetFrontier | None:
    if not wish.frontier:
        return None
    stop = threading.Event()
    most = float(reserve.portfolio.cost.sum()) / SCALE
    budgets = [round(most * step / wish.frontier, 4) for step in range(1, wish.frontier + 1)]
    goal = next((goal for goal in wish.goals if goal is not Goal.COST), Goal.VALUE)
    with screen.step(screen.say("step.frontier")), stopped_by_signals(stop):
        try:
            return budget_frontier(
                reserve.portfolio, budgets=budgets, goal=goal, seed=wish.seed, should_stop=stop.is_set
            )
        except Interrupted:
            raise KeyboardInterrupt from None


def _answer(told: Told, out: Path) -> dict[str, Any]:
    result, selection = told.result, told.selection
    return {
        "status": result.status.value,
        "proof": result.proof.value,
        "goals": tier_answers(result),
        **_totals(selection),
        "projects": [told.reserve.codes[at] for at in selection.projects.tolist()],
        "scale": SCALE,
        "seconds": round(result.seconds, 4),
        "portfolio_digest": result.portfolio_digest,
        "selection_digest": selection.digest(),
        "seed": result.seed,
        "notes": [{"code": code, "params": dict(params)} for code, params in told.notes],
        "out": str(out),
    }


def _totals(selection: Selection) -> dict[str, float]:
    totals: Sequence[tuple[str, int]] = (
        ("value", selection.value),
        ("saved", selection.saved),
        ("cost", selection.cost),
    )
    return {name: units / SCALE for name, units in totals}
