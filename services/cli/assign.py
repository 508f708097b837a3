"""`greenbridge assign`: judges to entries, from spreadsheets or an instance file, with a proof."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from optimizer import Assignment, Problem, read_instance
from services.cli.case import Case, Party, Room, unread_notes
from services.cli.draw import finish_draw
from services.cli.edge import telling
from services.cli.finish import SolveOptions, choose_out, finish
from services.cli.options import Json, Out, Quiet, RulesFile, Seconds, Seed, Tongue, digest_of, make_screen, one_of, say
from services.cli.rules_file import NO_RULES, Rulebook, TableFile, Task, obey, read_rulebook
from services.cli.screen import Screen
from services.judging.problem import (
    JudgingProblem,
    build_problem,
    common_limit,
    default_max_load,
    uniform_limit,
    with_settings,
)
from services.judging.rules import derive_conflicts, list_organizations, merge_conflicts
from services.judging.scores import read_scores
from services.judging.tables import CONFLICTS, ENTRIES, JUDGES, read_conflicts, read_entries, read_judges
from services.judging.values import (
    DEFAULT_PER_ENTRY,
    EntryValue,
    JudgeValue,
    Judging,
    JudgingSettings,
    Unscored,
)
from services.judging.workbook import JudgingPlan, plan_sheets, read_plan
from services.kit.refusals import Param, RuleBroken
from services.kit.sheets import Say, SheetContent, SheetSource, read_source

File = Path | None


@dataclass(frozen=True, slots=True)
class AssignFiles:
    """What is to be read."""

    judges: File
    entries: File
    conflicts: File
    scores: File
    instance: File

    def require_complete(self) -> None:
        """Two tables, or an instance and nothing else."""
        named = {"--judges": self.judges, "--entries": self.entries}
        extra = {**named, "--conflicts": self.conflicts, "--scores": self.scores}
        if self.instance is not None:
            for option, path in extra.items():
                if path is not None:
                    raise RuleBroken("INSTANCE_ALONE", option=option)
        elif not any(named.values()):
            raise RuleBroken("TABLES_OR_INSTANCE")
        elif not all(named.values()):
            raise RuleBroken("JUDGES_AND_ENTRIES")


def assign(  # noqa: PLR0913 - each parameter is an option of the command
    judges_file: Annotated[File, typer.Argument(metavar="JUDGES", help=say("help.judges"), show_default=False)] = None,
    entries_file: Annotated[
        File, typer.Argument(metavar="ENTRIES", help=say("help.entries"), show_default=False)
    ] = None,
    *,
    judges: Annotated[File, typer.Option(help=say("help.judges"))] = None,
    entries: Annotated[File, typer.Option(help=say("help.entries"))] = None,
    conflicts: Annotated[File, typer.Option(help=say("help.conflicts"))] = None,
    scores: Annotated[File, typer.Option(help=say("help.scores"))] = None,
    instance: Annotated[File, typer.Option(help=say("help.instance"))] = None,
    per_entry: Annotated[int | None, typer.Option(help=say("help.per_entry"), min=0, max=100_000)] = None,
    max_load: Annotated[int | None, typer.Option(help=say("help.max_load"), min=0, max=100_000)] = None,
    min_load: Annotated[int, typer.Option(help=say("help.min_load"), min=0, max=100_000)] = 0,
    unscored: Annotated[Unscored, typer.Option(help=say("help.unscored"))] = Unscored.NEVER,
    elastic: Annotated[bool, typer.Option("--elastic", help=say("help.elastic"))] = False,
    rules: RulesFile = None,
    seed: Seed = 0,
    seconds: Seconds = None,
    out: Out = None,
    language: Tongue = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Assign judges to entries."""
    screen = make_screen(language, json=json, quiet=quiet)
    with telling(screen):
        paths = (one_of(judges_file, judges, "--judges"), one_of(entries_file, entries, "--entries"))
        files = AssignFiles(*paths, conflicts, scores, instance)
        files.require_complete()
        options = SolveOptions(choose_out(out), seed, seconds)
        settings = JudgingSettings(
            DEFAULT_PER_ENTRY if per_entry is None else per_entry, max_load, min_load, elastic, unscored=unscored
        )
        _require_order(settings)
        if instance is not None and not read_rulebook(rules).is_empty:
            raise RuleBroken("RULES_ALONE")
        rulebook = read_rulebook(rules)
        if instance is not None:
            case = instance_case(screen, instance, settings, per_entry)
        else:
            case = tables_case(screen, files, settings, rulebook)
        if rulebook.cap is not None:
            finish_draw(screen, case, rulebook.cap, options)
        finish(screen, case, options)


def tables_case(screen: Screen, files: AssignFiles, settings: JudgingSettings, rulebook: Rulebook = NO_RULES) -> Case:
    """The case of two spreadsheets, and of conflicts and scores where they are given."""
    sources = [_source(screen, path) for path in (files.judges, files.entries, files.conflicts, files.scores)]
    judging = _read(screen, sources, settings)
    with screen.step(screen.say("step.fit")) as on_step:
        built = build_problem(judging, on_step)
    task = _obey(built.problem, rulebook, sources, judging)
    inputs = [digest_of(source) for source in sources if source is not None]
    notes = [*unread_notes(zip(sources, (JUDGES, ENTRIES, CONFLICTS), strict=False)), *_notes(judging, built.problem)]
    stated = {**_settings(judging), **task.settings}
    case = _case(replace(built, problem=task.problem), judging.judges, judging.entries, inputs, stated, notes)
    return replace(case, objective=task.objective, common=common_limit(judging))


def _obey(problem: Problem, rulebook: Rulebook, sources: Sequence[SheetSource | None], judging: Judging) -> Task:
    judges, entries, *_ = sources
    if judges is None or entries is None:
        raise RuleBroken("JUDGES_AND_ENTRIES")
    split = {"organization": list_organizations}

    def read_base(ruled: Problem, path: Path) -> Assignment:
        plan = read_plan(read_source(path), judging.judges, judging.entries)
        return Assignment.of(ruled, plan.judge, plan.entry)

    return obey(problem, rulebook, TableFile(judges, JUDGES, split), TableFile(entries, ENTRIES, split), read_base)


def instance_case(screen: Screen, path: Path, settings: JudgingSettings, per_entry: int | None) -> Case:
    """The case of an instance file; entries and judges are numbered as they stand in it."""
    source = read_source(path)
    with screen.step(screen.say("step.read", name=path.name)):
        problem = with_settings(read_instance(path), settings, per_entry=per_entry)
    judges = [JudgeValue(code) for code in _numbered("J", len(problem.supply))]
    entries = [EntryValue(code) for code in _numbered("E", len(problem.demand))]
    shown = {"per_entry": per_entry, "max_load": settings.max_load, "min_load": settings.min_load}
    stated = {name: value for name, value in shown.items() if value is not None}
    inputs = [(path.name, hashlib.sha256(source.content).hexdigest())]
    case = _case(JudgingProblem(problem), judges, entries, inputs, stated, [])
    return replace(case, common=uniform_limit(problem))


def _source(screen: Screen, path: Path | None) -> SheetSource | None:
    if path is None:
        return None
    with screen.step(screen.say("step.read", name=path.name)):
        return read_source(path)


def _read(screen: Screen, sources: Sequence[SheetSource | None], settings: JudgingSettings) -> Judging:
    judge_source, entry_source, conflict_source, score_source = sources
    if judge_source is None or entry_source is None:
        raise RuleBroken("JUDGES_AND_ENTRIES")
    with screen.step(screen.say("step.read", name=judge_source.name)):
        judges = read_judges(judge_source)
    with screen.step(screen.say("step.read", name=entry_source.name)):
        entries = read_entries(entry_source)
    with screen.step(screen.say("step.conflicts")):
        stated = [] if conflict_source is None else read_conflicts(conflict_source, judges, entries)
        conflicts = merge_conflicts(stated, derive_conflicts(judges, entries))
    judging = Judging(judges, entries, conflicts, None, settings)
    if score_source is None:
        return judging
    with screen.step(screen.say("step.read", name=score_source.name)):
        return replace(judging, scores=read_scores(score_source, judges, entries))


def _require_order(settings: JudgingSettings) -> None:
    if settings.max_load is not None and settings.min_load > settings.max_load:
        raise RuleBroken("MINIMUM_ABOVE_MAXIMUM", minimum=settings.min_load, maximum=settings.max_load)


def _settings(judging: Judging) -> dict[str, Param]:
    settings = asdict(judging.settings)
    if judging.settings.max_load is None:
        settings["max_load"] = default_max_load(judging)
    return {name: str(value) if isinstance(value, bool) else value for name, value in settings.items()}


def _notes(judging: Judging, problem: Problem) -> list[tuple[str, Mapping[str, Param]]]:
    notes: list[tuple[str, Mapping[str, Param]]] = []
    all_pairs = len(judging.judges) * len(judging.entries)
    if judging.settings.max_load is None and any(judge.max_load is None for judge in judging.judges):
        notes.append(("note.default_load", {"load": default_max_load(judging)}))
    if judging.scores is not None and len(judging.scores) < all_pairs:
        if judging.settings.unscored is Unscored.NEVER:
            notes.append(("note.unscored", {"listed": len(judging.scores), "all": all_pairs}))
    elif problem.store.pair_count() < all_pairs:
        notes.append(("note.candidates", {"pairs": problem.store.pair_count(), "all": all_pairs}))
    return notes


def _case(
    built: JudgingProblem,
    judges: Sequence[JudgeValue],
    entries: Sequence[EntryValue],
    inputs: Sequence[tuple[str, str]],
    settings: Mapping[str, Param],
    notes: Sequence[tuple[str, Mapping[str, Param]]],
) -> Case:
    def make_sheets(assignment: Assignment, ranks: NDArray[np.int64], words: Say) -> list[SheetContent]:
        return plan_sheets(JudgingPlan(judges, entries, built, assignment, ranks), words)

    supplies = [Party(judge.code, judge.name) for judge in judges]
    demands = [Party(entry.code, entry.title) for entry in entries]
    return Case(
        Room.JUDGING,
        built.problem,
        built.weights_version,
        supplies,
        demands,
        make_sheets,
        settings,
        inputs,
        notes,
    )


def _numbered(letter: str, count: int) -> list[str]:
    width = len(str(count))
    return [f"{letter}{number:0{width}d}" for number in range(1, count + 1)]
