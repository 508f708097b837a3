"""`greenbridge match`: technology packages to needs, from spreadsheets, with a proof."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from optimizer import Assignment, Problem
from services.cli.case import Case, Party, Room, unread_notes
from services.cli.draw import finish_draw
from services.cli.edge import telling
from services.cli.finish import SolveOptions, choose_out, finish
from services.cli.options import Json, Out, Quiet, RulesFile, Seconds, Seed, Tongue, digest_of, make_screen, one_of, say
from services.cli.rules_file import NO_RULES, Rulebook, TableFile, obey, read_rulebook
from services.cli.screen import Screen
from services.kit.refusals import Param, RuleBroken
from services.kit.sheets import Say, SheetContent, read_source
from services.matching.problem import build_problem
from services.matching.tables import NEEDS, PACKAGES, read_needs, read_packages
from services.matching.values import (
    DEFAULT_ADOPTERS,
    DEFAULT_CANDIDATES,
    DEFAULT_LEAST_FIT,
    DEFAULT_WANTED,
    Matching,
    MatchingSettings,
)
from services.matching.workbook import MatchingPlan, plan_sheets, read_plan

File = Path | None


def match(  # noqa: PLR0913 - each parameter is an option of the command
    needs_file: Annotated[File, typer.Argument(metavar="NEEDS", help=say("help.needs"), show_default=False)] = None,
    packages_file: Annotated[
        File, typer.Argument(metavar="PACKAGES", help=say("help.packages"), show_default=False)
    ] = None,
    *,
    needs: Annotated[File, typer.Option(help=say("help.needs"))] = None,
    packages: Annotated[File, typer.Option(help=say("help.packages"))] = None,
    wanted: Annotated[int, typer.Option(help=say("help.wanted"), min=0, max=1_000)] = DEFAULT_WANTED,
    max_adopters: Annotated[int, typer.Option(help=say("help.max_adopters"), min=0, max=100_000)] = DEFAULT_ADOPTERS,
    least_fit: Annotated[float, typer.Option(help=say("help.least_fit"), min=0, max=1)] = DEFAULT_LEAST_FIT,
    candidates: Annotated[int, typer.Option(help=say("help.candidates"), min=1, max=10_000)] = DEFAULT_CANDIDATES,
    strict: Annotated[bool, typer.Option("--strict", help=say("help.strict"))] = False,
    rules: RulesFile = None,
    seed: Seed = 0,
    seconds: Seconds = None,
    out: Out = None,
    language: Tongue = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Recommend packages to needs."""
    screen = make_screen(language, json=json, quiet=quiet)
    with telling(screen):
        need_path = one_of(needs_file, needs, "--needs")
        package_path = one_of(packages_file, packages, "--packages")
        if need_path is None or package_path is None:
            raise RuleBroken("NEEDS_AND_PACKAGES")
        options = SolveOptions(choose_out(out), seed, seconds)
        settings = MatchingSettings(wanted, max_adopters, least_fit, candidates, not strict)
        rulebook = read_rulebook(rules)
        case = tables_case(screen, need_path, package_path, settings, rulebook)
        if rulebook.cap is not None:
            finish_draw(screen, case, rulebook.cap, options)
        finish(screen, case, options)


def tables_case(
    screen: Screen, need_path: Path, package_path: Path, settings: MatchingSettings, rulebook: Rulebook = NO_RULES
) -> Case:
    """The case of two spreadsheets."""
    with screen.step(screen.say("step.read", name=need_path.name)):
        need_source = read_source(need_path)
        needs = read_needs(need_source)
    with screen.step(screen.say("step.read", name=package_path.name)):
        package_source = read_source(package_path)
        packages = read_packages(package_source)
    matching = Matching(needs, packages, settings)
    with screen.step(screen.say("step.fit")) as on_step:
        built = build_problem(matching, on_step)

    def read_base(ruled: Problem, path: Path) -> Assignment:
        plan = read_plan(read_source(path), needs, packages)
        return Assignment.of(ruled, plan.package, plan.need)

    tables = TableFile(package_source, PACKAGES, {}), TableFile(need_source, NEEDS, {})
    task = obey(built.problem, rulebook, *tables, read_base)
    built = replace(built, problem=task.problem)

    def make_sheets(assignment: Assignment, ranks: NDArray[np.int64], words: Say) -> list[SheetContent]:
        return plan_sheets(MatchingPlan(needs, packages, built, assignment, ranks), words)

    return Case(
        Room.MATCHING,
        built.problem,
        built.weights_version,
        [Party(package.code, package.title) for package in packages],
        [Party(need.code, need.title) for need in needs],
        make_sheets,
        {**_settings(settings), **task.settings},
        [digest_of(need_source), digest_of(package_source)],
        [*unread_notes([(need_source, NEEDS), (package_source, PACKAGES)]), *_notes(matching, built.problem)],
        task.objective,
    )


def _notes(matching: Matching, problem: Problem) -> list[tuple[str, Mapping[str, Param]]]:
    considered, every = problem.store.pair_count(), len(matching.needs) * len(matching.packages)
    return [("note.candidates", {"pairs": considered, "all": every})] if considered < every else []


def _settings(settings: MatchingSettings) -> Mapping[str, Param]:
    return {name: str(value) if isinstance(value, bool) else value for name, value in asdict(settings).items()}
