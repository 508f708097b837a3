"""What a plan has of each aim, and how far each is proven, in words."""

from collections.abc import Mapping
from typing import Any, Final

from optimizer import Result, Stage
from services.kit.sheets import Say

_SAVED: Final = "_saved"


def aim_name(say: Say, name: str) -> str:
    """An aim, a sum of terms, or several aims in their order, as people call them."""
    if ">" in name:
        return " > ".join(aim_name(say, part) for part in name.split(">"))
    if "+" in name:
        return " + ".join(aim_name(say, part) for part in name.split("+"))
    if name.endswith(_SAVED):
        return say("aim.saved", what=name.removesuffix(_SAVED))
    return say(f"aim.{name}")


def aim_rows(say: Say, result: Result) -> list[tuple[str, str]]:
    """Label and content: every measure of the plan, then every stage with its proof."""
    measures = [
        (say("summary.measure", aim=aim_name(say, each.name)), f"{each.value / each.scale:,.6g}")
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


def _stage_words(say: Say, stage: Stage, scale: int) -> str:
    proof = say(f"proof.{stage.proof.value}")
    if stage.value is None or stage.bound is None or stage.value == stage.bound:
        return f"{say(f'status.{stage.status.value}', reason='')}; {proof}"
    value, bound = (f"{units / scale:,.10g}" for units in (stage.value, stage.bound))
    return f"{say('stage.open', value=value, bound=bound)}; {proof}"
