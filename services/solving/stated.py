"""Rules and aims as a form states them, as plain data: read, checked, and told apart by the places of the form.

{"rules": [{"count": {"column": "organization", "atMost": 1}}, {"floor": {"fitTotal": 0.8}}],
 "aims": [{"kind": "WORST_SERVED"}, {"kind": "PRIORITY", "column": "urgency"}]}

The words behind both are those of a rulebook (rulebook.py, aims.py); what is stored with a run is what was stated, so
that it can be sent again as it is.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from optimizer import Assignment, Objective, PairLimit, Problem, ProblemError, Rule
from optimizer.stages import rungs_of
from services.kit.refusals import FieldFault, InvalidInput, Param
from services.solving.aims import AimSources, read_objective
from services.solving.rulebook import RULE_LIMIT, read_rules
from services.solving.ruling import Columns, rule_problem

PAIR_RULE_LIMIT: Final = 10_000
"""Pairs that rules may name one by one."""

Stated = Mapping[str, Any]
ReadPlan = Callable[[Problem, int], Assignment]
"""The plan of this number, as an assignment of the problem; raises KeyError where there is none."""

_RULE_KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "count": {"name": "name", "per": "per", "column": "column", "values": "value"},
    "shared": {"name": "name", "column": "column", "sharedWith": "shared_with"},
    "sum": {"name": "name", "per": "per", "column": "sum"},
    "floor": {"name": "name", "fitTotal": "fit_total_at_least"},
}
_AIM_FIELDS: Final = {"reserve": "units", "comparability": "leastShare", "balance": "method", "fewest_changes": "plan"}
_PLACE: Final = re.compile(r"^(rules|objectives)\[(\d+)\](.*)$")
_PART: Final = re.compile(r"^\.weighted\[(\d+)\](.*)$")


@dataclass(frozen=True, eq=False, slots=True)
class Sources:
    """What rules and aims may speak of: the columns of both tables, and earlier plans by their number."""

    supplies: Columns
    demands: Columns
    read_plan: ReadPlan


@dataclass(frozen=True, eq=False, slots=True)
class Ruled:
    """A problem under its rules, and what is to be made best."""

    problem: Problem
    objective: Objective


def obey_stated(problem: Problem, stated: Stated, sources: Sources) -> Ruled:
    """Put the stated rules and aims on a problem. Raises InvalidInput with every fault and its place in the form."""
    rules, aims = list(stated.get("rules") or ()), list(stated.get("aims") or ())
    try:
        book = read_rules([_rulebook_entry(rule) for rule in rules if "pairs" not in rule])
        ruled = rule_problem(problem, book, sources.supplies, sources.demands)
    except InvalidInput as wrong:
        raise InvalidInput([_place(fault, rules) for fault in wrong.faults]) from wrong
    try:
        ruled = replace(ruled, rules=(*ruled.rules, *_pair_rules(rules, sources)))
    except ProblemError as error:
        params = {name: str(value) for name, value in error.params.items()}
        raise _fault("settings.rules", error.code.upper(), **params) from error
    given = AimSources(ruled, sources.supplies, sources.demands, lambda path: sources.read_plan(ruled, int(str(path))))
    try:
        objective = read_objective([_aim_entry(aim) for aim in aims] or None, given)
        rungs_of(ruled, objective)
    except InvalidInput as wrong:
        raise InvalidInput([_place(fault, rules) for fault in wrong.faults]) from wrong
    except KeyError as missing:
        raise _fault("settings.aims", "PLAN_NUMBER_UNKNOWN", value=str(missing.args[0])) from missing
    except ProblemError as error:
        params = {name: str(value) for name, value in error.params.items()}
        raise _fault("settings.aims", error.code.upper(), **params) from error
    return Ruled(ruled, objective)


def base_plans(stated: Stated) -> set[int]:
    """The numbers of the plans that aims speak of."""
    aims = list(stated.get("aims") or ())
    parts = [part.get("aim", {}) for aim in aims for part in aim.get("parts") or ()]
    return {aim["plan"] for aim in (*aims, *parts) if aim.get("plan") is not None}


def rule_names(stated: Stated) -> list[str]:
    """What each stated rule is called in messages, in their order."""
    rules = list(stated.get("rules") or ())
    book = iter(read_rules([_rulebook_entry(rule) for rule in rules if "pairs" not in rule]))
    return [_pairs_name(rule["pairs"], at) if "pairs" in rule else next(book).name for at, rule in enumerate(rules)]


def rule_places(stated: Stated) -> Mapping[str, int]:
    """At which place of the form the rule stands that messages call so."""
    return {name: at for at, name in enumerate(rule_names(stated))}


def with_rule_place(params: Mapping[str, Any], rules: Mapping[str, int]) -> dict[str, Any]:
    """What is told of a rule, with its place, by which people find their own words for it."""
    name = params.get("rule")
    return {**params, "rule_at": rules[str(name)]} if name in rules else dict(params)


def in_own_units(params: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of an aim: its values before and after in units of its own, not in those of its scale."""
    told = dict(params)
    scale = told.pop("scale", None)
    return told if scale is None else {**told, **{name: told[name] / scale for name in ("before", "after")}}


def _rulebook_entry(rule: Stated) -> dict[str, Any]:
    """One stated rule in the words of a rulebook."""
    ((kind, given),) = rule.items()
    entry = {ours: given[key] for key, ours in _RULE_KEYS[kind].items() if given.get(key) not in (None, [])}
    per = str(entry.pop("per", "DEMAND"))
    if per != "DEMAND":  # the usual one goes without saying, also in the name a rule gives itself
        entry["per"] = per.lower()
    for key, ours in (("atLeast", "at_least"), ("atMost", "at_most")) if kind != "floor" else ():
        limit = given.get(f"{key}Column") or given.get(key)
        if limit is None:
            limit = given.get(key)
        if limit is not None:
            entry[ours] = limit
    return entry


def _aim_entry(aim: Stated) -> object:
    """One stated aim in the words of a rulebook."""
    kind = str(aim["kind"]).lower()
    given = _AIM_SETTINGS.get(kind)
    return kind if given is None else {kind: given(aim)}


def _saved(aim: Stated) -> dict[str, Any]:
    return {key: aim[key] for key in ("share", "volume", "what") if aim.get(key) is not None}


def _weighted(aim: Stated) -> list[list[Any]]:
    return [[part.get("weight"), _aim_entry(part["aim"])] for part in aim.get("parts") or ()]


_AIM_SETTINGS: Final[Mapping[str, Callable[[Stated], Any]]] = {
    "priority": lambda aim: aim.get("column"),
    "saved": _saved,
    "reserve": lambda aim: aim.get("column") or aim.get("units"),
    "comparability": lambda aim: aim.get("leastShare"),
    "fewest_changes": lambda aim: None if aim.get("plan") is None else str(aim["plan"]),
    "balance": lambda aim: str(aim.get("method") or "SQUARES").lower(),
    "weighted": _weighted,
}


def _pair_rules(rules: Sequence[Stated], sources: Sources) -> list[Rule]:
    """Rules about pairs that are named one by one, by the codes of both sides."""
    made: list[Rule] = []
    supply_at, demand_at = _numbers(sources.supplies), _numbers(sources.demands)
    for at, rule in enumerate(rules):
        if "pairs" not in rule:
            continue
        given, path = rule["pairs"], f"settings.rules.{at}.pairs"
        pairs = list(given.get("pairs") or ())
        least, most = given.get("atLeast") or 0, given.get("atMost")
        if not 0 < len(pairs) <= PAIR_RULE_LIMIT:
            raise _fault(f"{path}.pairs", "TOO_MANY" if pairs else "REQUIRED", maximum=PAIR_RULE_LIMIT)
        if most is None and not least:
            raise _fault(path, "RULE_WITHOUT_LIMIT")
        highest = len(pairs) if most is None else most
        if not 0 <= least <= highest:
            raise _fault(f"{path}.at_least", "MINIMUM_ABOVE_MAXIMUM", minimum=least, maximum=highest)
        for place, pair in enumerate(pairs):
            for side, known in (("supply", supply_at), ("demand", demand_at)):
                if pair[side] not in known:
                    raise _fault(f"{path}.pairs.{place}.{side}", "UNKNOWN_VALUE", value=str(pair[side]))
        supplies, demands = [supply_at[pair["supply"]] for pair in pairs], [demand_at[pair["demand"]] for pair in pairs]
        made.append(
            PairLimit.of(
                _pairs_name(given, at), supply=supplies, demand=demands, row=[0] * len(pairs), lo=[least], hi=[highest]
            )
        )
    if len(rules) > RULE_LIMIT:
        raise _fault("settings.rules", "TOO_MANY_RULES", limit=RULE_LIMIT)
    return made


def _pairs_name(given: Stated, at: int) -> str:
    return str(given.get("name") or f"pairs {at + 1}")


def _numbers(columns: Columns) -> Mapping[str, int]:
    return {code: number for number, code in enumerate(columns.find("code") or ())}


def _place(fault: FieldFault, rules: Sequence[Stated]) -> FieldFault:
    """A fault with the path of the form in place of the rulebook's."""
    found = _PLACE.match(fault.path)
    if found is None:
        part = fault.path.replace("objectives", "aims", 1)
        return replace(fault, path=f"settings.{part}")
    part, number, rest = found[1], int(found[2]), found[3]
    if part == "objectives":
        return replace(fault, path=f"settings.aims.{number - 1}{_aim_place(rest)}")
    at = [place for place, rule in enumerate(rules) if "pairs" not in rule][number - 1]
    (kind,) = rules[at]
    words = {ours: key for key, ours in _RULE_KEYS[kind].items()}
    key = rest.removeprefix(".")
    place = f"settings.rules.{at}.{kind}"
    return replace(fault, path=f"{place}.{words.get(key, key)}" if key else place)


def _aim_place(rest: str) -> str:
    inner = _PART.match(rest)
    if inner is not None:
        return f".parts.{int(inner[1]) - 1}.aim{_aim_place(inner[2])}"
    kind, _, key = rest.removeprefix(".").partition(".")
    if not kind:
        return ""
    if key:
        return f".{key}"
    return f".{_AIM_FIELDS.get(kind, 'parts' if kind == 'weighted' else 'column')}"


def _fault(path: str, code: str, **params: Param) -> InvalidInput:
    return InvalidInput([FieldFault(path, code, params)])
