"""The mends of a run without a plan, as they were kept with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.kit.refusals import FieldFault, InvalidInput, RuleBroken
from services.solving.models import SolveRun


def chosen_patches(run: SolveRun, mend_ids: Sequence[int] | None) -> list[Mapping[str, Any]]:
    """The patches of these mends, of all without a choice. Refused where one cannot be brought about by settings."""
    if run.shortage is None:
        raise RuleBroken("NOTHING_TO_MEND", state=run.state.value)
    mends = {mend["id"]: mend for mend in run.shortage["mends"] if "id" in mend}
    wanted = list(mends) if mend_ids is None else list(mend_ids)
    faults = [
        FieldFault(f"mend_ids.{at}", "UNKNOWN_VALUE", {"value": number})
        for at, number in enumerate(wanted)
        if number not in mends
    ]
    if faults:
        raise InvalidInput(faults)
    without = [mends[number]["code"] for number in wanted if mends[number].get("patch") is None]
    if without or not wanted:
        raise RuleBroken("MEND_NEEDS_PEOPLE", codes=" ".join(sorted(set(without))))
    return [mends[number]["patch"] for number in wanted]
