"""A timetable told: goals on a screen, a proof page in the workbook, requirements that cannot hold together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from optimizer import Status
from optimizer.timetable import Goal, GoalName, Requirement, TimetableResult
from services.cli.aim_words import proof_words
from services.cli.release import versions
from services.cli.schedule_book import Book
from services.cli.schedule_meetings import MeetingCase
from services.cli.schedule_sessions import SessionCase
from services.kit.refusals import Param
from services.kit.sheets import Cell, Say, SheetContent

ScheduleCase = MeetingCase | SessionCase
SHOWN_REQUIREMENTS: Final = 30


@dataclass(frozen=True, eq=False)
class Told:
    """Everything the pages speak of."""

    book: Book
    case: ScheduleCase
    result: TimetableResult[Any]
    plan: Any
    settings: dict[str, Param]


def schedule_sheets(told: Told, say: Say) -> list[SheetContent]:
    """The timetable and its proof."""
    rows = [[label, content] for label, content in _proof_rows(told, say)]
    proof = SheetContent(say("sheet.proof"), [say("schedule.proof"), say("proof.content")], rows, frozenset({1}))
    return [*told.case.sheets(told.plan, say), proof]


def summary_rows(told: Told, say: Say) -> list[tuple[str, str]]:
    """What the screen shows."""
    counts = [(say(f"schedule.count.{name}"), f"{count:,}") for name, count in told.case.counts()]
    status = proof_words(say, told.result.status, told.result.proof, told.result.failure)
    goals = [(say(f"timetable.{goal.name.value}"), _goal_words(told, goal, say)) for goal in told.result.goals]
    return [*counts, (say("summary.status"), status), *goals, (say("summary.seconds"), f"{told.result.seconds:.2f}")]


def goal_answers(told: Told) -> list[dict[str, Any]]:
    """The goals for machines, in integer units."""
    return [
        {"name": goal.name.value, "value": goal.value, "bound": goal.bound, "proof": goal.proof.value}
        for goal in told.result.goals
    ]


def requirement_sentences(case: ScheduleCase, requirements: tuple[Requirement, ...], say: Say) -> list[str]:
    """Why there is no timetable."""
    if not requirements:
        return [say("schedule.impossible.unexplained")]
    lines = [
        f"  - {say(f'requirement.{each.code}', **case.requirement_words(each))}"
        for each in requirements[:SHOWN_REQUIREMENTS]
    ]
    hidden = len(requirements) - len(lines)
    more = [say("note.more", count=hidden)] if hidden else []
    return [say("schedule.impossible"), *lines, *more, say("schedule.impossible.way_out")]


def requirement_answers(case: ScheduleCase, requirements: tuple[Requirement, ...]) -> list[dict[str, Any]]:
    """The same for machines."""
    return [{"code": each.code, **dict(case.requirement_words(each))} for each in requirements]


def _goal_words(told: Told, goal: Goal, say: Say) -> str:
    proof = say(f"proof.{goal.proof.value}")
    bound = "-" if goal.bound is None else _shown(told, goal.name, goal.bound)
    return say("schedule.goal", value=_shown(told, goal.name, goal.value), bound=bound, proof=proof)


def _shown(told: Told, name: GoalName, units: int) -> str:
    return f"{units / told.case.problem.scale:,.4f}" if name is GoalName.FIT else f"{units:,}"


def _proof_rows(told: Told, say: Say) -> Iterator[tuple[str, Cell]]:
    result = told.result
    yield from summary_rows(told, say)
    is_proven = result.status is Status.PROVEN
    yield say("proof.meaning"), say("schedule.meaning.proven" if is_proven else "schedule.meaning.stopped")
    yield say("schedule.check"), say("schedule.check.broken", count=told.case.violations(told.plan))
    yield say("proof.problem_digest"), result.problem_digest
    yield say("proof.plan_digest"), told.plan.digest()
    yield say("proof.engine"), result.engine
    yield say("proof.seed"), result.seed
    yield say("proof.versions"), versions()
    yield say("proof.made_at"), datetime.now().astimezone().isoformat(timespec="seconds")
    for name, setting in told.settings.items():
        yield say("proof.setting", name=say(f"schedule.setting.{name}")), setting
    for name, digest in told.book.inputs:
        yield say("proof.input", name=name), f"SHA-256 {digest}"
