"""A selection told: sheets for a workbook, lines for a screen, the smallest contradiction in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from optimizer import Status
from optimizer.portfolio import (
    Axis,
    BudgetFrontier,
    Contradiction,
    Goal,
    Measure,
    PortfolioResult,
    Rule,
    RuleKind,
    RuleMend,
    Selection,
    Tier,
)
from services.cli.aim_words import proof_words
from services.cli.release import versions
from services.cli.reserve import SCALE, Reserve
from services.kit.refusals import Param
from services.kit.sheets import Cell, Say, SheetContent

_AMOUNT = "#,##0.00"
SHOWN_PROJECTS = 20


@dataclass(frozen=True, eq=False)
class Told:
    """Everything the pages speak of."""

    reserve: Reserve
    result: PortfolioResult
    selection: Selection
    frontier: BudgetFrontier | None
    notes: Sequence[tuple[str, Mapping[str, Param]]]
    inputs: Sequence[tuple[str, str]]


def selection_sheets(told: Told, say: Say) -> list[SheetContent]:
    """The chosen projects, those left out, the rules with what they reach, the frontier if asked for, the proof."""
    chosen = set(told.selection.projects.tolist())
    left = [at for at in range(len(told.reserve.codes)) if at not in chosen]
    sheets = [
        _project_sheet(told.reserve, sorted(chosen), say("sheet.selected"), say),
        _project_sheet(told.reserve, left, say("sheet.left_out"), say),
        _rule_sheet(told, say),
    ]
    if told.frontier is not None:
        sheets.append(_frontier_sheet(told.frontier, say))
    rows = [[label, content] for label, content in _proof_rows(told, say)]
    return [
        *sheets,
        SheetContent(say("sheet.proof"), [say("select.proof"), say("proof.content")], rows, frozenset({1})),
    ]


def _project_sheet(reserve: Reserve, projects: Sequence[int], name: str, say: Say) -> SheetContent:
    headers = [say(f"select.{column}") for column in ("code", "title", "value", "cost", "saved", "region", "class")]
    portfolio = reserve.portfolio
    rows: list[list[Cell]] = [
        [
            reserve.codes[at],
            reserve.titles[at],
            *(int(column[at]) / SCALE for column in (portfolio.value, portfolio.cost, portfolio.saved)),
            *(names[group] if group >= 0 else "" for names, group in _groups(reserve, at)),
        ]
        for at in projects
    ]
    return SheetContent(name, headers, rows, frozenset({1}), dict.fromkeys((2, 3, 4), _AMOUNT))


def _groups(reserve: Reserve, at: int) -> list[tuple[Sequence[str], int]]:
    portfolio = reserve.portfolio
    return [(reserve.regions, int(portfolio.regions[at])), (reserve.classes, int(portfolio.classes[at]))]


def _rule_sheet(told: Told, say: Say) -> SheetContent:
    """Each budget, floor and ceiling with what the selection reaches."""
    portfolio = told.reserve.portfolio
    amounts = np.abs(portfolio.program.amounts(told.selection.projects)).tolist()
    rows: list[list[Cell]] = [
        [rule_words(told.reserve, rule, say), *(_in_measure(rule, units) for units in (rule.params["limit"], amount))]
        for rule, amount in zip(portfolio.rules, amounts, strict=True)
        if "limit" in rule.params
    ]
    headers = [say(f"select.{column}") for column in ("rule", "limit", "reached")]
    return SheetContent(say("sheet.rules"), headers, rows, frozenset({0}), {1: _AMOUNT, 2: _AMOUNT})


def _frontier_sheet(frontier: BudgetFrontier, say: Say) -> SheetContent:
    rows: list[list[Cell]] = [
        [
            point.budget / SCALE,
            None if point.value is None else point.value / SCALE,
            None if point.selection is None else point.selection.cost / SCALE,
            None if point.selection is None else len(point.selection),
        ]
        for point in reversed(frontier.points)
    ]
    headers = [say(f"select.{column}") for column in ("budget", "reaches", "spends", "count")]
    return SheetContent(say("sheet.frontier"), headers, rows, formats=dict.fromkeys((0, 1, 2), _AMOUNT))


def summary_rows(told: Told, say: Say) -> list[tuple[str, str]]:
    """What the screen shows."""
    result, selection = told.result, told.selection
    rows = [
        (say("summary.projects"), f"{len(told.reserve.codes):,}"),
        (say("summary.selected"), f"{len(selection):,}"),
        (say("summary.status"), proof_words(say, result.status, result.proof)),
        (say("summary.proof"), say(f"proof.{result.proof.value}")),
    ]
    for goal, units in (("value", selection.value), ("saved", selection.saved), ("cost", selection.cost)):
        rows.append((say(f"select.{goal}"), f"{units / SCALE:,.2f}"))
    tiers = [(say("summary.tier", goal=tier_words(tier, say)), _tier_shown(tier, say)) for tier in result.tiers]
    return [*rows, *tiers, (say("summary.seconds"), f"{result.seconds:.2f}")]


def tier_words(tier: Tier, say: Say) -> str:
    """A goal, or a weighted sum of goals, by name."""
    if len(tier.goals) == 1:
        return say(f"select.{tier.goals[0][0].value}")
    parts = [
        f"{'-' if goal is Goal.COST else ''}{weight} x {say(f'select.{goal.value}')}" for goal, weight in tier.goals
    ]
    return " + ".join(parts).replace("+ -", "- ")


def tier_answers(result: PortfolioResult) -> list[dict[str, Any]]:
    """Each tier for machines; costs count as negative there too."""
    return [
        {
            "goals": {goal.value: weight for goal, weight in tier.goals},
            "value": _scaled(tier.value),
            "bound": _scaled(tier.bound),
            "gap": _scaled(tier.gap),
            "proof": tier.proof.value,
        }
        for tier in result.tiers
    ]


def _tier_shown(tier: Tier, say: Say) -> str:
    is_cost = [goal for goal, _weight in tier.goals] == [Goal.COST]  # costs count below 0; people read money
    units = [tier.value, tier.bound] if not is_cost else [_negated(tier.value), _negated(tier.bound)]
    value, bound, gap = (_shown(each) for each in (*units, tier.gap))
    return say(
        "select.tier_cost" if is_cost else "select.tier",
        value=value,
        bound=bound,
        gap=gap,
        proof=say(f"proof.{tier.proof.value}"),
    )


def _negated(units: int | None) -> int | None:
    return None if units is None else -units


def _proof_rows(told: Told, say: Say) -> Iterator[tuple[str, Cell]]:
    result = told.result
    yield say("summary.status"), proof_words(say, result.status, result.proof)
    meaning = "proven" if result.status is Status.PROVEN else "stopped"
    yield say("proof.meaning"), say(f"select.meaning.{meaning}")
    if result.proof.value == "claimed":
        yield "", say("select.meaning.claimed")
    for code, params in told.notes:
        yield "", say(code, **params)
    for tier in result.tiers:
        yield say("summary.tier", goal=tier_words(tier, say)), _tier_shown(tier, say)
        if tier.certificate is not None:
            yield "", say("select.certificate", leaves=len(tier.certificate.denominators))
    if told.frontier is not None:
        yield say("sheet.frontier"), say("select.frontier_note")
    yield say("proof.scale"), SCALE
    yield say("proof.problem_digest"), result.portfolio_digest
    yield say("proof.plan_digest"), told.selection.digest()
    yield say("proof.seed"), result.seed
    yield say("summary.seconds"), round(result.seconds, 3)
    yield say("proof.versions"), versions()
    yield say("proof.made_at"), datetime.now().astimezone().isoformat(timespec="seconds")
    for name, digest in told.inputs:
        yield say("proof.input", name=name), f"SHA-256 {digest}"


def contradiction_sentences(reserve: Reserve, found: Contradiction, say: Say) -> list[str]:
    """Which rules cannot hold together, and what each would have to become."""
    rules = reserve.portfolio.rules
    lines = [say("select.contradiction", count=len(found.rules))]
    lines += [f"  - {rule_words(reserve, rules[at], say)}" for at in found.rules]
    mends = [mend for mend in found.mends if mend.helps]
    if mends:
        lines += [say("select.mends"), *(f"  - {_mend_words(reserve, mend, say)}" for mend in mends)]
    elif len(found.removal) > 1:
        lines.append(say("select.removal", count=len(found.removal)))
        lines += [f"  - {rule_words(reserve, rules[at], say)}" for at in found.removal]
    return lines


def contradiction_answer(reserve: Reserve, found: Contradiction) -> dict[str, Any]:
    """The same for machines."""
    rules = reserve.portfolio.rules
    mends = [
        {
            **_rule_answer(reserve, rules[mend.rule]),
            "nearest": None if mend.limit is None else _in_measure(rules[mend.rule], mend.limit),
            "helps": mend.helps,
        }
        for mend in found.mends
    ]
    return {"rules": mends, "removal": [_rule_answer(reserve, rules[at]) for at in found.removal]}


def _rule_answer(reserve: Reserve, rule: Rule) -> dict[str, Any]:
    answer: dict[str, Any] = {"kind": rule.kind.value}
    for name, value in rule.params.items():
        if name in {"project", "requires"}:
            answer[name] = reserve.codes[value]
        elif name == "projects":
            answer[name] = [reserve.codes[at] for at in value]
        elif name == "group":
            answer[name] = reserve.group(rule.params["axis"], value)
        else:
            answer[name] = _in_measure(rule, value) if name == "limit" else str(value)
    return answer


def rule_words(reserve: Reserve, rule: Rule, say: Say) -> str:
    """A rule as a sentence."""
    params = rule.params
    if rule.kind is RuleKind.EXCLUSIVE:
        names = ", ".join(reserve.name(at) for at in params["projects"][:SHOWN_PROJECTS])
        return say("rule.exclusive", names=names)
    words: dict[str, Param] = {name: reserve.name(params[name]) for name in ("project", "requires") if name in params}
    if "limit" in params:
        words["limit"] = f"{_in_measure(rule, params['limit']):,.10g}"
    if "axis" in params:
        axis = Axis(params["axis"])
        words |= {"axis": say(f"select.{axis.value}"), "group": reserve.group(axis, params["group"])}
        words["measure"] = say(f"measure.{params['measure'].value}")
    return say(f"rule.{rule.kind.value}", **words)


def _mend_words(reserve: Reserve, mend: RuleMend, say: Say) -> str:
    rule = reserve.portfolio.rules[mend.rule]
    words = rule_words(reserve, rule, say)
    if mend.limit is None:
        return say("select.mend_drop", rule=words)
    return say("select.mend_limit", rule=words, limit=f"{_in_measure(rule, mend.limit):,.10g}")


def _in_measure(rule: Rule, units: int) -> float:
    """Integer units as people gave them: money by the scale, counts as they are."""
    return units if rule.params.get("measure") is Measure.COUNT else units / SCALE


def _scaled(units: int | None) -> float | None:
    return None if units is None else units / SCALE


def _shown(units: int | None) -> str:
    return "-" if units is None else f"{units / SCALE:,.2f}"
