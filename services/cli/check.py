"""`greenbridge check`: is a plan still allowed, also after a person edited it, and is its proof true?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer
from numpy.typing import NDArray

from optimizer import Assignment, Proof, Verification, Violation, sample, verify, verify_lottery
from optimizer import check as find_violations
from services.cli.bundle import SUFFIX, Bundle, read_bundle, read_pairs, unpack
from services.cli.case import Room
from services.cli.edge import IMPOSSIBLE, fault_sentence, telling
from services.cli.options import Json, Quiet, Tongue, make_screen, say
from services.cli.proof_page import in_fit, value_label
from services.cli.rule_words import rule_words
from services.cli.screen import Screen
from services.cli.solving import reason_words
from services.judging import workbook as judging_workbook
from services.judging.values import EntryValue, JudgeValue
from services.kit.refusals import CellFault, Param
from services.kit.sheets import Say, SheetSource, read_source
from services.matching import workbook as matching_workbook
from services.matching.values import NeedValue, PackageValue

SHOWN_VIOLATIONS: Final = 50
_SHOWN_ROWS: Final = 10


@dataclass(frozen=True, eq=False)
class Edited:
    """The pairs a workbook holds now, and the row each stands in."""

    supply: NDArray[np.int32]
    demand: NDArray[np.int32]
    row: NDArray[np.int32]
    notes: Sequence[CellFault]


@dataclass(frozen=True, eq=False)
class Checked:
    """What came out of checking a workbook."""

    bundle: Bundle
    edited: Edited
    assignment: Assignment
    violations: Sequence[Violation]
    verification: Verification

    @property
    def is_good(self) -> bool:
        """No rule is broken and the proof stands."""
        return not self.violations and self.verification.is_valid

    @property
    def below_bound(self) -> int | None:
        """How far the plan stays below the proven bound, in integer units."""
        bound = self.verification.bound
        return None if bound is None else bound - self.assignment.value


def check(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.xlsx", help=say("help.plan"), show_default=False)],
    *,
    language: Tongue = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Verify a plan again."""
    screen = make_screen(language, json=json, quiet=quiet)
    with telling(screen):
        with screen.step(screen.say("step.read", name=plan.name)):
            bundle, edited = _read(plan)
        with screen.step(screen.say("phase.verify")):
            checked = check_edited(bundle, edited)
        _tell(screen, plan.name, checked)
        screen.json(_answer(screen.say, plan.name, checked))
        screen.stop(0 if checked.is_good else IMPOSSIBLE)


def _read(plan: Path) -> tuple[Bundle, Edited]:
    """What a workbook holds; or a proof file as the platform hands it out, with the pairs as they were then."""
    source = read_source(plan)
    if plan.suffix != SUFFIX:
        bundle = read_bundle(plan, source)
        return bundle, read_edited(source, bundle)
    bundle = unpack(source, source.content)
    pairs = read_pairs(source, bundle)
    row = np.arange(len(pairs), dtype=np.int32)
    return bundle, Edited(pairs[:, 0], pairs[:, 1], row, [])


def read_edited(source: SheetSource, bundle: Bundle) -> Edited:
    """The pairs of the plan sheet as it is now."""
    if bundle.room is Room.JUDGING:
        judges = [JudgeValue(party.code, party.name) for party in bundle.supplies]
        entries = [EntryValue(party.code, party.name) for party in bundle.demands]
        plan = judging_workbook.read_plan(source, judges, entries)
        return Edited(plan.judge, plan.entry, plan.row, plan.notes)
    packages = [PackageValue(party.code, party.name) for party in bundle.supplies]
    needs = [NeedValue(party.code, party.name) for party in bundle.demands]
    match = matching_workbook.read_plan(source, needs, packages)
    return Edited(match.package, match.need, match.row, match.notes)


def check_edited(bundle: Bundle, edited: Edited) -> Checked:
    """Check the pairs against the problem, and the stored proof against itself."""
    assignment = Assignment.of(bundle.problem, edited.supply, edited.demand)
    violations = find_violations(bundle.problem, assignment)
    return Checked(bundle, edited, assignment, violations, _verify(bundle))


def _verify(bundle: Bundle) -> Verification:
    """Verify the plan; one drawn by lot by its lottery, from which the recorded seed must draw it again."""
    lottery = bundle.lottery
    if lottery is None:
        return verify(bundle.problem, bundle.result)
    found = verify_lottery(bundle.problem, lottery)
    if not found.is_valid or bundle.result.assignment is None:
        return found
    again = sample(bundle.problem, lottery, bundle.result.seed).assignment
    if again.digest() == bundle.result.assignment.digest():
        return replace(found, bound=None)  # of the lottery, not of what was drawn
    return replace(found, is_valid=False, proof=Proof.NONE, faults=(*found.faults, "wrong_draw"))


def _tell(screen: Screen, name: str, checked: Checked) -> None:
    say, problem = screen.say, checked.bundle.problem
    added, removed = _changes(checked)
    rows = [
        (say("summary.pairs"), f"{len(checked.assignment):,}"),
        (say("summary.changed"), _changed_words(say, added, removed)),
        (value_label(say, problem), f"{in_fit(problem, checked.assignment.value):,.6f}"),
        (say("summary.bound"), _shown(in_fit(problem, checked.verification.bound))),
        (say("summary.difference"), _difference_words(say, checked)),
        (say("summary.missing"), f"{checked.assignment.shortage.units:,}"),
        (say("summary.proof"), _proof_words(say, checked.verification)),
        (say("summary.digest"), problem.digest()),
    ]
    screen.table(say("summary.check", name=name), rows)
    for note in checked.edited.notes:
        screen.line(fault_sentence(say, name, note))
    if not checked.violations:
        screen.line(say("check.good"))
        return
    screen.fault(say("check.violated", count=len(checked.violations)))
    for violation in checked.violations[:SHOWN_VIOLATIONS]:
        screen.fault(f"  - {violation_sentence(say, checked, violation)}")
    if len(checked.violations) > SHOWN_VIOLATIONS:
        screen.fault(say("note.more", count=len(checked.violations) - SHOWN_VIOLATIONS))


def violation_sentence(say: Say, checked: Checked, violation: Violation) -> str:
    """One broken rule with the rows of the sheet it stands in."""
    words: dict[str, Param] = dict(violation.params)
    if "rule" in words:
        bundle = checked.bundle
        words = rule_words(say, bundle.problem, bundle.supplies, bundle.demands, violation.params)
    if "supply" in words:
        words["supply"] = str(checked.bundle.supplies[int(words["supply"])])
    if "demand" in words:
        words["demand"] = str(checked.bundle.demands[int(words["demand"])])
    if "reason" in words:
        words["reason"] = reason_words(say, str(words["reason"]))
    message = say(f"violation.{violation.code}", **words)
    rows = find_rows(checked.edited, violation)
    shown = ", ".join(map(str, rows[:_SHOWN_ROWS])) + (" …" if len(rows) > _SHOWN_ROWS else "")
    return say("violation.rows", rows=shown, message=message) if rows else message


def find_rows(edited: Edited, violation: Violation) -> list[int]:
    """The rows of the plan sheet that a violation speaks of."""
    at = np.ones(len(edited.row), np.bool_)
    if "supply" in violation.params:
        at &= edited.supply == int(violation.params["supply"])
    if "demand" in violation.params:
        at &= edited.demand == int(violation.params["demand"])
    rows: list[int] = edited.row[at].tolist()
    return rows


def _answer(say: Say, name: str, checked: Checked) -> dict[str, Any]:
    problem, verification = checked.bundle.problem, checked.verification
    added, removed = _changes(checked)
    return {
        "status": "good" if checked.is_good else "violated",
        "plan": name,
        "value": in_fit(problem, checked.assignment.value),
        "bound": in_fit(problem, verification.bound),
        "below_bound": in_fit(problem, checked.below_bound),
        "proof": verification.proof.value,
        "proof_faults": list(verification.faults),
        "added": added,
        "removed": removed,
        "missing_units": checked.assignment.shortage.units,
        "problem_digest": problem.digest(),
        "violation_count": len(checked.violations),
        "violations": [
            {
                "code": violation.code,
                "rows": find_rows(checked.edited, violation),
                "message": violation_sentence(say, checked, violation),
            }
            for violation in checked.violations[:SHOWN_VIOLATIONS]
        ],
    }


def _changes(checked: Checked) -> tuple[int, int]:
    made = checked.bundle.result.assignment
    before = set() if made is None else set(made.pairs())
    now = set(checked.assignment.pairs())
    return len(now - before), len(before - now)


def _changed_words(say: Say, added: int, removed: int) -> str:
    return say("changed.some", added=added, removed=removed) if added or removed else say("changed.none")


def _difference_words(say: Say, checked: Checked) -> str:
    if checked.violations:
        return say("difference.broken")
    below, bound = checked.below_bound, checked.verification.bound
    if below is None or bound is None:
        return "-"
    shown = f"{below / checked.bundle.problem.scale:,.6f}"
    return say("difference.some", units=shown, percent=f"{100 * below / max(1, abs(bound)):.4f}")


def _proof_words(say: Say, verification: Verification) -> str:
    if verification.is_valid:
        return say(f"proof.{verification.proof.value}")
    named = [say(f"fault.{fault}") for fault in verification.faults]
    return say("proof.broken", faults="; ".join(named))


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:,.6f}"
