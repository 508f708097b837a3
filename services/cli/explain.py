"""`greenbridge explain`: why a pair is in a plan, why not and at what price, and what holds the plan back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from optimizer import Bottleneck, Reason, bottlenecks, why
from services.cli.aim_words import aim_name, aim_value
from services.cli.bundle import Bundle, read_bundle
from services.cli.case import ROOM_WORDS, Party
from services.cli.edge import telling
from services.cli.options import Json, Quiet, Tongue, make_screen, say
from services.cli.rule_words import rule_words
from services.cli.screen import Screen
from services.cli.solving import SHOWN_NAMES, reason_words
from services.kit.refusals import Param, RuleBroken
from services.kit.sheets import Say, read_source


def explain(  # noqa: PLR0913 - each parameter is an option of the command
    plan: Annotated[Path, typer.Argument(metavar="PLAN.xlsx", help=say("help.plan"), show_default=False)],
    *,
    judge: Annotated[str | None, typer.Option("--judge", "--package", help=say("help.explain_supply"))] = None,
    entry: Annotated[str | None, typer.Option("--entry", "--need", help=say("help.explain_demand"))] = None,
    worst: Annotated[bool, typer.Option("--bottlenecks", help=say("help.bottlenecks"))] = False,
    language: Tongue = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Explain a pair, or what holds the plan back."""
    screen = make_screen(language, json=json, quiet=quiet)
    with telling(screen):
        if (judge is None) != (entry is None) or (judge is None and not worst):
            raise RuleBroken("PAIR_OR_BOTTLENECKS")
        with screen.step(screen.say("step.read", name=plan.name)):
            bundle = read_bundle(plan, read_source(plan))
        answer: dict[str, Any] = {"status": "explained"}
        if judge is not None and entry is not None:
            answer["reason"] = _tell_pair(screen, bundle, judge, entry)
        if worst:
            answer["bottlenecks"] = _tell_bottlenecks(screen, bundle)
        screen.json(answer)


def _tell_pair(screen: Screen, bundle: Bundle, judge: str, entry: str) -> dict[str, Any]:
    words = ROOM_WORDS[bundle.room]
    supply = _find(bundle.supplies, judge, words.supply)
    demand = _find(bundle.demands, entry, words.demand)
    with screen.step(screen.say("step.explain")):
        reason = why(bundle.problem, bundle.result, supply, demand)
    sentences = [reason_sentence(screen.say, bundle, one) for one in (reason, *reason.details)]
    for at, sentence in enumerate(sentences):
        screen.line(f"  - {sentence}" if at else sentence)
    return _reason_answer(bundle, reason) | {"sentences": sentences}


def _tell_bottlenecks(screen: Screen, bundle: Bundle) -> list[dict[str, Any]]:
    with screen.step(screen.say("step.explain")):
        found = bottlenecks(bundle.problem, bundle.result)
    screen.line(screen.say("bottlenecks.some" if found else "bottlenecks.none"))
    sentences = [bottleneck_sentence(screen.say, bundle, one) for one in found]
    for sentence in sentences:
        screen.line(f"  - {sentence}")
    return [
        {"code": one.code, **_party_codes(bundle, one.params), "worth": one.worth / bundle.problem.scale}
        for one in found
    ]


def reason_sentence(say: Say, bundle: Bundle, reason: Reason) -> str:
    """One answer as a sentence, with names for numbers and fit for integer units."""
    if reason.code == "aim":
        return _aim_sentence(say, reason)
    if "rule" in reason.params:
        plain = {name: value for name, value in reason.params.items() if not isinstance(value, tuple)}
        words = rule_words(say, bundle.problem, bundle.supplies, bundle.demands, plain)
        return say(f"explain.{reason.code}", **words)
    words = {}
    for name, value in reason.params.items():
        if isinstance(value, tuple):
            words[name] = _names(say, bundle.demands if name == "busy_with" else bundle.supplies, value)
        elif name in {"fit", "loss"}:
            words[name] = f"{int(value) / bundle.problem.scale:,.6f}"
        elif name in {"supply", "demand"}:
            words[name] = str((bundle.supplies if name == "supply" else bundle.demands)[int(value)])
        else:
            words[name] = reason_words(say, str(value)) if name == "reason" else value
    if reason.code == "chosen" and "loss" not in words:
        return say("explain.needed_pair", **words)
    return say(f"explain.{reason.code}", **words)


def _aim_sentence(say: Say, reason: Reason) -> str:
    numbers = {name: value for name, value in reason.params.items() if isinstance(value, int)}
    aim = str(reason.params["aim"])
    before, after = (f"{aim_value(aim, numbers[name], numbers['scale']):,.6g}" for name in ("before", "after"))
    return say("explain.aim", aim=aim_name(say, aim), before=before, after=after)


def bottleneck_sentence(say: Say, bundle: Bundle, found: Bottleneck) -> str:
    """What would relieve a limit, and what that is worth."""
    sides = (("supply", bundle.supplies), ("demand", bundle.demands))
    words: dict[str, Param] = {
        side: str(parties[int(found.params[side])]) for side, parties in sides if side in found.params
    }
    if "rule" in found.params:
        words = rule_words(say, bundle.problem, bundle.supplies, bundle.demands, found.params)
    relief = say(f"mend.{found.code}", **{"units": 1, **words})
    return say("bottlenecks.worth", relief=relief, worth=f"{found.worth / bundle.problem.scale:,.6f}")


def _find(parties: Sequence[Party], code: str, table: str) -> int:
    for number, party in enumerate(parties):
        if party.code == code:
            return number
    raise RuleBroken("UNKNOWN_REFERENCE", value=code, table=table)


def _names(say: Say, parties: Sequence[Party], numbers: Sequence[int]) -> str:
    shown = ", ".join(str(parties[number]) for number in numbers[:SHOWN_NAMES])
    hidden = len(numbers) - SHOWN_NAMES
    return f"{shown}, {say('note.more', count=hidden)}" if hidden > 0 else shown


def _reason_answer(bundle: Bundle, reason: Reason) -> dict[str, Any]:
    answer: dict[str, Any] = {"code": reason.code, **_party_codes(bundle, reason.params)}
    for name in ("fit", "loss"):
        if name in answer:
            answer[name] = int(answer[name]) / bundle.problem.scale
    return answer | {"details": [{"code": one.code, **_party_codes(bundle, one.params)} for one in reason.details]}


def _party_codes(bundle: Bundle, params: Any) -> dict[str, Any]:
    """Parameters with codes of supplies and demands in place of their numbers."""
    parties = {"supply": bundle.supplies, "demand": bundle.demands}
    several = {"busy_with": bundle.demands, "served_by": bundle.supplies}
    answer: dict[str, Any] = {}
    for name, value in params.items():
        if name in several:
            answer[name] = [several[name][number].code for number in value]
        else:
            answer[name] = parties[name][value].code if name in parties else value
    return answer
