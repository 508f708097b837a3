"""Why a project is chosen, why not, and what forcing it costs: codes with parameters, never sentences."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.errors import ProblemError
from optimizer.explain import Param, Reason
from optimizer.portfolio.check import check_portfolio
from optimizer.portfolio.outcome import PortfolioResult, Selection
from optimizer.portfolio.portfolio import Portfolio, Rule, RuleKind
from optimizer.portfolio.solve import solve_portfolio
from optimizer.progress import ShouldStop, never
from optimizer.pulse import EngineFailed, Interrupted
from optimizer.result import Proof, Status


@dataclass(frozen=True, eq=False)
class ForcedProject:
    """What taking a chosen project out, or a left-out project in, costs.

    Attributes
    ----------
    losses
        Goal by goal, how much less the best selection reaches then, integer units. The first that is not 0 is positive;
        later ones may be gains. None when no selection can do so.
    selection
        The best selection then, None when there is none.
    proof
        VERIFIED or CLAIMED, the weaker of both solves.
    """

    losses: tuple[int, ...] | None
    selection: Selection | None
    proof: Proof


def price_project(
    portfolio: Portfolio, result: PortfolioResult, project: int, *, should_stop: ShouldStop = never
) -> ForcedProject:
    """Solve again with a chosen project taken out, or a left-out project taken in.

    Parameters
    ----------
    portfolio, result
        A portfolio and its proven result.
    project
        Number of the project.
    should_stop
        Asked several times a second; True ends the door within a second.

    Returns
    -------
    ForcedProject
        The exact loss.

    Raises
    ------
    ProblemError
        ``index_out_of_range``, ``not_proven`` or ``wrong_problem``.
    Interrupted
        When ``should_stop`` says so.
    """
    best = _require_proven(portfolio, result, project)
    kind = RuleKind.MUST_NOT if project in best else RuleKind.MUST_TAKE
    forced = portfolio.limited(Rule(kind, {"project": project}))
    ladder = [tier.goals for tier in result.tiers]
    if len(ladder) == 1:
        found = solve_portfolio(forced, weights=dict(ladder[0]), seed=result.seed, should_stop=should_stop)
    else:
        goals = [goal for [(goal, _)] in ladder]
        found = solve_portfolio(forced, goals=goals, seed=result.seed, should_stop=should_stop)
    if found.status is Status.CANCELED:
        raise Interrupted(Status.CANCELED)
    if found.status is Status.FAILED:
        raise EngineFailed(found.failure or "")
    proof = Proof.VERIFIED if {result.proof, found.proof} == {Proof.VERIFIED} else Proof.CLAIMED
    if found.selection is None:
        return ForcedProject(None, None, proof)
    pairs = zip(result.tiers, found.tiers, strict=True)
    losses = tuple((before.value or 0) - (after.value or 0) for before, after in pairs)
    return ForcedProject(losses, found.selection, proof)


def why_project(
    portfolio: Portfolio, result: PortfolioResult, project: int, *, should_stop: ShouldStop = never
) -> Reason:
    """Say why a project is chosen.

    Parameters
    ----------
    portfolio, result
        A portfolio and its proven result.
    project
        Number of the project.
    should_stop
        Asked several times a second; True ends the door within a second.

    Returns
    -------
    Reason
        ``must_take``; ``needed`` when no selection can do without it; ``chosen`` with ``goal`` (number of the first
        tier that loses) and ``loss`` when it is taken out, or ``ties`` when another selection is as good. Details:
        ``required_by`` with ``projects`` that are chosen and require it, ``comes_in`` and ``goes`` with the other
        ``projects`` that change then. For a project that is not chosen, the answer of :func:`why_not_project`.

    Raises
    ------
    ProblemError
        ``index_out_of_range``, ``not_proven`` or ``wrong_problem``.
    Interrupted
        When ``should_stop`` says so.
    """
    best = _require_proven(portfolio, result, project)
    if project not in best:
        return why_not_project(portfolio, result, project, should_stop=should_stop)
    if _has(portfolio, RuleKind.MUST_TAKE, project):
        return Reason("must_take", {"project": project})
    requiring = tuple(
        rule.params["project"]
        for rule in portfolio.rules
        if rule.kind is RuleKind.REQUIRES and rule.params["requires"] == project and rule.params["project"] in best
    )
    details = (Reason("required_by", {"projects": requiring}),) if requiring else ()
    forced = price_project(portfolio, result, project, should_stop=should_stop)
    return _answer(("needed", "chosen"), project, best, forced, details)


def why_not_project(
    portfolio: Portfolio, result: PortfolioResult, project: int, *, should_stop: ShouldStop = never
) -> Reason:
    """Say why a project is not chosen.

    Parameters
    ----------
    portfolio, result
        A portfolio and its proven result.
    project
        Number of the project.
    should_stop
        Asked several times a second; True ends the door within a second.

    Returns
    -------
    Reason
        ``in_plan``; ``must_not``; ``impossible`` when no selection can hold it; ``costs`` with ``goal`` (number of the
        first tier that loses) and the exact ``loss`` when it is forced in, or ``ties`` when another selection with it
        is as good. Details: the kind of each rule that adding it alone would break, with the rule's number ``rule``;
        ``comes_in`` and ``goes`` with the other ``projects`` that change when it is forced in.

    Raises
    ------
    ProblemError
        ``index_out_of_range``, ``not_proven`` or ``wrong_problem``.
    Interrupted
        When ``should_stop`` says so.
    """
    best = _require_proven(portfolio, result, project)
    if project in best:
        return Reason("in_plan", {"project": project})
    if _has(portfolio, RuleKind.MUST_NOT, project):
        return Reason("must_not", {"project": project})
    forced = price_project(portfolio, result, project, should_stop=should_stop)
    return _answer(("impossible", "costs"), project, best, forced, _broken_alone(portfolio, best, project))


def _broken_alone(portfolio: Portfolio, best: Selection, project: int) -> tuple[Reason, ...]:
    """Name the rules that stand between the selection and the project, if nothing else moved."""
    violations = check_portfolio(portfolio, Selection.of(portfolio, [*best.projects.tolist(), project]))
    return tuple(Reason(violation.code, {"rule": int(violation.params["rule"])}) for violation in violations)


def _answer(
    codes: tuple[str, str], project: int, best: Selection, forced: ForcedProject, details: tuple[Reason, ...]
) -> Reason:
    """Put the price into words' codes: impossible, tied, or a loss at the first tier that differs."""
    if forced.losses is None or forced.selection is None:
        return Reason(codes[0], {"project": project, "proof": forced.proof.value}, details)
    before, after = set(best.projects.tolist()), set(forced.selection.projects.tolist())
    moves = {"comes_in": after - before - {project}, "goes": before - after - {project}}
    details += tuple(Reason(code, {"projects": tuple(sorted(moved))}) for code, moved in moves.items() if moved)
    known: dict[str, Param] = {"project": project, "proof": forced.proof.value}
    losing = [at for at, loss in enumerate(forced.losses) if loss]
    if not losing:
        return Reason("ties", known, details)
    return Reason(codes[1], {**known, "goal": losing[0], "loss": forced.losses[losing[0]]}, details)


def _has(portfolio: Portfolio, kind: RuleKind, project: int) -> bool:
    return any(rule.kind is kind and rule.params["project"] == project for rule in portfolio.rules)


def _require_proven(portfolio: Portfolio, result: PortfolioResult, project: int) -> Selection:
    if not 0 <= project < len(portfolio):
        raise ProblemError("index_out_of_range", field="project", index=0, value=project, count=len(portfolio))
    if result.portfolio_digest != portfolio.digest():
        raise ProblemError("wrong_problem")
    if result.status is not Status.PROVEN or result.selection is None:
        raise ProblemError("not_proven", status=result.status.value)
    return result.selection
