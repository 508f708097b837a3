"""`greenbridge repair`: after somebody dropped out, the plan with the fewest changes, then of the best fit, proven."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, NoReturn

import numpy as np
import typer
from numpy.typing import NDArray

from optimizer import Assignment, Problem, apply_events
from optimizer.objectives import FewestChanges, FewestMissing, Lexicographic, TotalFit
from services.cli.bundle import Bundle, read_bundle
from services.cli.case import Case, Party, Room
from services.cli.check import read_edited
from services.cli.edge import telling
from services.cli.events_table import EVENTS, read_events
from services.cli.finish import SolveOptions, choose_out, finish
from services.cli.options import Json, Out, Quiet, Seconds, Seed, Tongue, digest_of, make_screen, say
from services.cli.screen import Screen
from services.judging.problem import JudgingProblem
from services.judging.values import EntryValue, JudgeValue
from services.judging.workbook import JudgingPlan
from services.judging.workbook import plan_sheets as judging_sheets
from services.kit.refusals import Param
from services.kit.sheets import Cell, Say, SheetContent, SheetSource, list_unread_columns, read_source
from services.matching.problem import MatchingProblem
from services.matching.values import NeedValue, PackageValue
from services.matching.workbook import MatchingPlan
from services.matching.workbook import plan_sheets as matching_sheets

WEIGHTS_KEPT: Final = "as-before"


def repair(  # noqa: PLR0913 - each parameter is an option of the command
    plan: Annotated[Path, typer.Argument(metavar="PLAN.xlsx", help=say("help.plan"), show_default=False)],
    events: Annotated[Path, typer.Argument(metavar="EVENTS", help=say("help.events"), show_default=False)],
    *,
    seed: Seed = 0,
    seconds: Seconds = None,
    out: Out = None,
    language: Tongue = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Repair a plan."""
    screen = make_screen(language, json=json, quiet=quiet)
    with telling(screen):
        options = SolveOptions(choose_out(out), seed, seconds)
        _repair(screen, plan, events, options)


def _repair(screen: Screen, plan: Path, events: Path, options: SolveOptions) -> NoReturn:
    with screen.step(screen.say("step.read", name=plan.name)):
        plan_source = read_source(plan)
        bundle = read_bundle(plan, plan_source)
        edited = read_edited(plan_source, bundle)
    with screen.step(screen.say("step.read", name=events.name)):
        event_source = read_source(events)
        happened = read_events(event_source, bundle)
    known = Assignment.of(bundle.problem, edited.supply, edited.demand)
    after = apply_events(bundle.problem, happened).problem
    finish(screen, repair_case(bundle, known, after, [plan_source, event_source]), options)


def repair_case(bundle: Bundle, known: Assignment, after: Problem, sources: Sequence[SheetSource]) -> Case:
    """The case of a plan that people know and of what remains of its problem."""
    aims = [FewestChanges.of(known), TotalFit()]
    objective = Lexicographic.of(*([FewestMissing(), *aims] if after.is_elastic else aims))
    book = _Book(bundle.room, bundle.supplies, bundle.demands, known, after)
    unread = list_unread_columns(sources[1], EVENTS)
    params: dict[str, Param] = {"sheet": sources[1].name, "columns": ", ".join(unread), "table": EVENTS.name}
    return Case(
        bundle.room,
        after,
        WEIGHTS_KEPT,
        bundle.supplies,
        bundle.demands,
        book.sheets,
        inputs=[digest_of(source) for source in sources],
        notes=[("note.unread_columns", params)] if unread else [],
        objective=objective,
    )


@dataclass(frozen=True, eq=False)
class _Book:
    """The workbook of a repaired plan: first what changes for whom, then the plan as ever."""

    room: Room
    supplies: Sequence[Party]
    demands: Sequence[Party]
    known: Assignment
    after: Problem

    def sheets(self, assignment: Assignment, ranks: NDArray[np.int64], say: Say) -> list[SheetContent]:
        """The sheets; the plan comes first, so that `check` reads it as any other."""
        made = self._plan_sheets(assignment, ranks, say)
        return [made[0], self._change_sheet(assignment, say), *made[1:]]

    def _plan_sheets(self, assignment: Assignment, ranks: NDArray[np.int64], say: Say) -> list[SheetContent]:
        if self.room is Room.JUDGING:
            judges = [JudgeValue(party.code, party.name) for party in self.supplies]
            entries = [EntryValue(party.code, party.name) for party in self.demands]
            judged = JudgingPlan(judges, entries, JudgingProblem(self.after), assignment, ranks)
            return judging_sheets(judged, say)
        packages = [PackageValue(party.code, party.name) for party in self.supplies]
        needs = [NeedValue(party.code, party.name) for party in self.demands]
        return matching_sheets(MatchingPlan(needs, packages, MatchingProblem(self.after), assignment, ranks), say)

    def _change_sheet(self, assignment: Assignment, say: Say) -> SheetContent:
        before, now = set(self.known.pairs()), set(assignment.pairs())
        found = self.after.store.find(self.known.supply, self.known.demand)
        can_stay = found.listed & (found.forbidden == 0)
        can_stay &= (self.after.supply.hi[self.known.supply] > 0) & (self.after.demand.hi[self.known.demand] > 0)
        impossible = {pair for pair, stays in zip(self.known.pairs(), can_stay.tolist(), strict=True) if not stays}
        changes = [("added", pair) for pair in sorted(now - before, key=_by_demand)]
        changes += [("dropped", pair) for pair in sorted(before - now - impossible, key=_by_demand)]
        changes += [("gone", pair) for pair in sorted(impossible, key=_by_demand)]
        rows: list[list[Cell]] = [
            [say(f"repair.{kind}"), *_cells(self.demands[demand]), *_cells(self.supplies[supply])]
            for kind, (supply, demand) in changes
        ]
        columns = ("change", "demand", "demand_name", "supply", "supply_name")
        return SheetContent(say("sheet.changes"), [say(f"repair.{name}") for name in columns], rows)


def _by_demand(pair: tuple[int, int]) -> tuple[int, int]:
    return pair[1], pair[0]


def _cells(party: Party) -> tuple[str, str]:
    return party.code, party.name
