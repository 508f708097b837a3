"""`greenbridge schedule`: panels to sessions on site, or one-to-one meetings, from a workbook, with a proof."""

import threading
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from optimizer import Limits, Status
from optimizer.timetable import GoalName, TimetableProgress, TimetableResult, solve_meetings, solve_sessions
from services.cli.edge import IMPOSSIBLE, STOPPED, telling
from services.cli.finish import choose_out, replace_file
from services.cli.options import Json, Out, Quiet, Seconds, Seed, Tongue, make_screen, say
from services.cli.schedule_book import Book
from services.cli.schedule_meetings import MEETING_TABLES, MeetingCase, MeetingSettings, read_meetings
from services.cli.schedule_pages import (
    ScheduleCase,
    Told,
    goal_answers,
    requirement_answers,
    requirement_sentences,
    schedule_sheets,
    summary_rows,
)
from services.cli.schedule_sessions import SESSION_TABLES, SessionSettings, read_sessions
from services.cli.screen import Screen
from services.cli.solving import UNLIMITED_SECONDS, stopped_by_signals
from services.cli.template import template_sheets
from services.kit.refusals import Param, RuleBroken
from services.kit.sheets import SheetContent, write_workbook

File = Path | None


class Use(StrEnum):
    """What is to be scheduled."""

    SESSIONS = "sessions"
    MEETINGS = "meetings"


def schedule(  # noqa: PLR0913 - each parameter is an option of the command
    use: Annotated[Use, typer.Argument(help=say("help.schedule_use"), show_default=False)],
    book: Annotated[File, typer.Argument(metavar="WORKBOOK", help=say("help.book"), show_default=False)] = None,
    *,
    template: Annotated[bool, typer.Option("--template", help=say("help.schedule_template"))] = False,
    panel_size: Annotated[int, typer.Option(help=say("help.panel_size"), min=0, max=100)] = 5,
    investors: Annotated[int, typer.Option(help=say("help.investors"), min=0, max=100)] = 1,
    experts: Annotated[int, typer.Option(help=say("help.experts"), min=0, max=100)] = 1,
    present: Annotated[int, typer.Option(help=say("help.present"), min=1, max=600)] = 8,
    question: Annotated[int, typer.Option(help=say("help.question"), min=0, max=600)] = 7,
    spread: Annotated[int | None, typer.Option(help=say("help.spread"), min=0, max=10_000)] = None,
    lot: Annotated[int | None, typer.Option(help=say("help.lot"), min=0, max=2**31 - 2)] = None,
    tables: Annotated[int | None, typer.Option(help=say("help.tables"), min=0, max=10_000)] = None,
    most: Annotated[int, typer.Option(help=say("help.most"), min=0, max=10_000)] = 15,
    fund_cap: Annotated[int | None, typer.Option(help=say("help.fund_cap"), min=0, max=10_000)] = None,
    elastic: Annotated[bool, typer.Option("--elastic", help=say("help.schedule_elastic"))] = False,
    seed: Seed = 0,
    seconds: Seconds = None,
    out: Out = None,
    language: Tongue = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make a timetable."""
    screen = make_screen(language, json=json, quiet=quiet)
    with telling(screen):
        if template:
            _write_template(screen, use, out or book)
        if book is None:
            raise RuleBroken("BOOK_NEEDED", use=use.value)
        path = choose_out(out)
        limits = Limits(UNLIMITED_SECONDS if seconds is None else seconds)
        if use is Use.MEETINGS:
            meeting = MeetingSettings(tables, most, fund_cap, elastic)
            _finish_meetings(screen, book, meeting, (path, seed, limits))
        session = SessionSettings(panel_size, investors, experts, present, question, spread, elastic)
        _finish_sessions(screen, book, session, (path, seed, seed if lot is None else lot, limits))


def _write_template(screen: Screen, use: Use, out: File) -> NoReturn:
    path = choose_out(out or Path(f"{use.value}.xlsx"))
    if path.exists():
        raise RuleBroken("OUT_EXISTS", path=str(path))
    replace_file(path, write_workbook(list(_template_sheets(screen, use))))
    screen.line(screen.say("schedule.template_written", path=str(path), use=use.value))
    screen.json({"status": "written", "out": str(path)})
    screen.stop(0)


def _template_sheets(screen: Screen, use: Use) -> list[SheetContent]:
    """One empty sheet for each table, then one that explains all columns."""
    pairs = [
        template_sheets(table, screen.language, screen.say)
        for table in (SESSION_TABLES if use is Use.SESSIONS else MEETING_TABLES)
    ]
    explained = pairs[0][1]
    headers = [screen.say("schedule.sheet"), *explained.headers]
    rows = [[filled.name, *row] for filled, explains in pairs for row in explains.rows]
    wrapped = frozenset({2, 5})
    return [*(filled for filled, _ in pairs), SheetContent(explained.name, headers, rows, wrapped, filtered=False)]


def _finish_meetings(screen: Screen, path: Path, settings: MeetingSettings, run: tuple[Path, int, Limits]) -> NoReturn:
    out, seed, limits = run
    book, case = _read(screen, path, settings)
    stop = threading.Event()
    with screen.status(screen.say("phase.prepare")) as show, stopped_by_signals(stop):
        result = solve_meetings(
            case.problem,
            limits=limits,
            seed=seed,
            on_progress=lambda progress: show(_progress_words(screen, case, progress)),
            should_stop=stop.is_set,
        )
    _finish(screen, Told(book, case, result, result.plan, _shown(settings)), out)


def _finish_sessions(
    screen: Screen, path: Path, settings: SessionSettings, run: tuple[Path, int, int, Limits]
) -> NoReturn:
    out, seed, lot_seed, limits = run
    with screen.step(screen.say("step.read", name=path.name)):
        book = Book(path)
        case = read_sessions(book, settings)
    stop = threading.Event()
    with screen.status(screen.say("phase.prepare")) as show, stopped_by_signals(stop):
        result = solve_sessions(
            case.problem,
            limits=limits,
            seed=seed,
            lot_seed=lot_seed,
            on_progress=lambda progress: show(_progress_words(screen, case, progress)),
            should_stop=stop.is_set,
        )
    _finish(screen, Told(book, case, result, result.plan, {**_shown(settings), "lot": lot_seed}), out)


def _read(screen: Screen, path: Path, settings: MeetingSettings) -> tuple[Book, MeetingCase]:
    with screen.step(screen.say("step.read", name=path.name)):
        book = Book(path)
        return book, read_meetings(book, settings)


def _finish(screen: Screen, told: Told, out: Path) -> NoReturn:
    """Say what came out, write the workbook, end with the exit code that says how it went."""
    result = told.result
    if result.status is Status.CANCELED:
        raise KeyboardInterrupt
    if result.status is Status.INFEASIBLE:
        _refuse(screen, told.case, result)
    if result.plan is None:
        code = "run.failed" if result.status is Status.FAILED else "run.nothing"
        screen.fault(screen.say(code, reason=result.failure or ""))
        screen.json({"status": result.status.value, "failure": result.failure})
        screen.stop(STOPPED)
    with screen.step(screen.say("step.write", name=out.name)):
        replace_file(out, write_workbook(schedule_sheets(told, screen.say)))
    screen.table(screen.say("schedule.title"), [*summary_rows(told, screen.say), (screen.say("summary.out"), str(out))])
    for code, params in told.book.notes:
        screen.line(screen.say(code, **params))
    screen.json(_answer(told, out))
    screen.stop(0 if result.status is Status.PROVEN else STOPPED)


def _refuse(screen: Screen, case: ScheduleCase, result: TimetableResult[Any]) -> NoReturn:
    for sentence in requirement_sentences(case, result.explanation, screen.say):
        screen.fault(sentence)
    answers = requirement_answers(case, result.explanation)
    screen.json({"status": "infeasible", "proof": result.proof.value, "requirements": answers})
    screen.stop(IMPOSSIBLE)


def _answer(told: Told, out: Path) -> dict[str, Any]:
    result = told.result
    return {
        "status": result.status.value,
        "proof": result.proof.value,
        "goals": goal_answers(told),
        "scale": told.case.problem.scale,
        "violations": told.case.violations(told.plan),
        "seconds": round(result.seconds, 4),
        "seed": result.seed,
        "problem_digest": result.problem_digest,
        "plan_digest": told.plan.digest(),
        "notes": [{"code": code, "params": dict(params)} for code, params in told.book.notes],
        "out": str(out),
    }


def _progress_words(screen: Screen, case: ScheduleCase, progress: object) -> str:
    if not isinstance(progress, TimetableProgress) or progress.goal is None:
        return screen.say("phase.prepare")
    scale = case.problem.scale if progress.goal is GoalName.FIT else 1
    parts = [screen.say(f"timetable.{progress.goal.value}")]
    if progress.value is not None:
        parts.append(screen.say("progress.best", value=f"{progress.value / scale:,.10g}"))
    if progress.bound is not None:
        parts.append(screen.say("progress.bound", bound=f"{progress.bound / scale:,.10g}"))
    return "  ".join(parts)


def _shown(settings: MeetingSettings | SessionSettings) -> dict[str, Param]:
    """The settings that are set, as the proof page shows them."""
    given = {name: value for name, value in asdict(settings).items() if value is not None}
    return {name: int(value) if isinstance(value, bool) else value for name, value in given.items()}
