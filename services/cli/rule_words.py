"""Rules in words: whose row it is, which group, and amounts as people wrote them."""

from collections.abc import Mapping, Sequence

from optimizer import Budget, FitFloor, Problem
from services.cli.case import Party
from services.kit.refusals import Param
from services.kit.sheets import Say


def rule_words(
    say: Say, problem: Problem, supplies: Sequence[Party], demands: Sequence[Party], params: Mapping[str, int | str]
) -> dict[str, Param]:
    """The words of a row of a rule: `rule`, `where` and, where there are any, `units` and `limit`."""
    parts = []
    if "demand" in params:
        parts.append(str(demands[int(params["demand"])]))
    if "supply" in params:
        parts.append(str(supplies[int(params["supply"])]))
    if "group" in params:
        parts.append(str(params["group"]))
    where = ", ".join(parts) or say("rule.everywhere")
    name = str(params["rule"])
    amounts = {key: shown_amount(problem, name, int(params[key])) for key in ("units", "limit") if key in params}
    return {"rule": name, "where": where, **amounts}


def shown_amount(problem: Problem, name: str, amount: int) -> str:
    """An amount in the unit of its rule: pieces, money or fit."""
    rule = next(rule for rule in problem.rules if rule.name == name)
    scale = rule.scale if isinstance(rule, Budget) else problem.scale if isinstance(rule, FitFloor) else 1
    return f"{amount:,}" if scale == 1 else f"{amount / scale:,.10g}"
