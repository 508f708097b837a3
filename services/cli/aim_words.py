"""What a plan has of each aim, and how far each is proven, in words."""

from collections.abc import Mapping
from typing import Any, Final

from optimizer import Proof, Result, Stage, Status
from services.kit.sheets import Say

_SAVED: Final = "_saved"
_COUNTED_BELOW: Final = frozenset({"fewest_missing", "fewest_changes", "reserve"})
"""What is unwanted counts below 0 in the optimizer, where more is always better; people read how many there are."""


def aim_name(say: Say, name: str) -> str:
    """An aim, a sum of terms, or several aims in their order, as people call them."""
    if ">" in name:
        return " > ".join(aim_name(say, part) for part in name.split(">"))
    if "+" in name:
        return " + ".join(aim_name(say, part) for part in name.split("+"))
    if name.endswith(_SAVED):
        return say("aim.saved", what=name.removesuffix(_SAVED))
    return say(f"aim.{name}")


def aim_value(name: str, units: int, scale: int) -> float:
    """What a plan has of an aim, in the unit that people count it in."""
    return (-units if name in _COUNTED_BELOW else units) / scale


def aim_rows(say: Say, result: Result) -> list[tuple[str, str]]:
    """Label and content: every measure of the plan, then every stage with its proof."""
    measures = [
        (say("summary.measure", aim=aim_name(say, each.name)), f"{aim_value(each.name, each.value, each.scale):,.6g}")
        for each in result.measures
    ]
    scales = {each.name: each.scale for each in result.measures}
    stages = [
        (
            say("summary.stage", number=at + 1, aim=aim_name(say, stage.name)),
            _stage_words(say, stage, scales.get(stage.name, 1)),
        )
        for at, stage in enumerate(result.stages)
    ]
    return [*measures, *stages]


def aim_answer(result: Result) -> Mapping[str, Any]:
    """The same for machines; nothing where only total fit was asked."""
    if not result.stages:
        return {}
    measures = {each.name: each.value / each.scale for each in result.measures}
    stages = [
        {
            "name": stage.name,
            "status": stage.status.value,
            "value_units": stage.value,
            "bound_units": stage.bound,
            "proof": stage.proof.value,
        }
        for stage in result.stages
    ]
    return {"measures": measures, "stages": stages}


def proof_words(say: Say, status: Status, proof: Proof, failure: str | None = None) -> str:
    """How it ended; "optimal" is said as ours only where the certificate was recomputed."""
    if status is Status.PROVEN and proof is not Proof.VERIFIED:
        return say("status.claimed")
    return say(f"status.{status.value}", reason=failure or "")


def _stage_words(say: Say, stage: Stage, scale: int) -> str:
    ended = proof_words(say, stage.status, stage.proof)
    if stage.value is None or stage.bound is None or stage.value == stage.bound:
        return f"{ended}; {say(f'proof.{stage.proof.value}')}"
    value, bound = (f"{aim_value(stage.name, units, scale):,.10g}" for units in (stage.value, stage.bound))
    least = "stage.open_below" if stage.name in _COUNTED_BELOW else "stage.open"
    return f"{say(least, value=value, bound=bound)}; {ended}"
