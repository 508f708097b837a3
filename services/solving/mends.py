"""The mends of a run without a plan: as changes of its settings, chosen and put together."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.kit.refusals import FieldFault, InvalidInput, RuleBroken
from services.solving.models import SolveRun
from services.solving.stated import rule_names

Stated = Mapping[str, Any]

EVEN_MEND: Final = "RAISE_COMMON_CAPACITY"
RULE_MENDS: Final = {"RAISE_RULE_MAXIMUM": ("atMost", 1), "LOWER_RULE_MINIMUM": ("atLeast", -1)}
_GENEROUS: Final = {"atMost": max, "atLeast": min, "fitTotal": min}


def chosen_patches(run: SolveRun, mend_ids: Sequence[int] | None) -> list[Stated]:
    """The patches of these mends, of all without a choice. Refused where one cannot be brought about by settings."""
    if run.shortage is None:
        raise RuleBroken("NOTHING_TO_MEND", state=run.state.value)
    mends = {mend["id"]: mend for mend in run.shortage["mends"] if "id" in mend}
    wanted = list(mends) if mend_ids is None else list(mend_ids)
    even = run.shortage.get("even")
    if even:  # a way out of its own, not one of the set
        mends[even["id"]] = even
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


def rule_patch(mend: Stated, settings: Stated) -> Stated | None:
    """A rule gives way as a whole: for everybody it is about. None where its limit is a column, or it is no rule's."""
    names = rule_names(settings)
    if mend["code"] not in RULE_MENDS or mend.get("rule") not in names:
        return None
    at = names.index(mend["rule"])
    ((kind, given),) = settings["rules"][at].items()
    key, sign = RULE_MENDS[mend["code"]]
    key = "fitTotal" if kind == "floor" else key
    if given.get(f"{key}Column") or given.get(key) is None:
        return None
    limit = given[key] + sign * mend["units"]
    return {"rules": [{"at": at, key: max(0, limit) if key == "atLeast" else limit}]}


def combine(patches: Sequence[Stated]) -> dict[str, Any]:
    """Several patches as one."""
    combined: dict[str, Any] = {}
    for patch in patches:
        for key, value in patch.items():
            combined[key] = [*combined.get(key, []), *value] if isinstance(value, list) else value
    return combined


def patched_rules(rules: Sequence[Stated], changes: Sequence[Stated]) -> list[dict[str, Any]]:
    """Each change names a rule by its place and says its new limit; of several the most generous holds."""
    best: dict[tuple[int, str], Any] = {}
    for change in changes:
        for key, better in _GENEROUS.items():
            if key in change:
                place = change["at"], key
                best[place] = better(best.get(place, change[key]), change[key])
    made = [dict(rule) for rule in rules]
    for (at, key), limit in best.items():
        ((kind, given),) = made[at].items()
        made[at] = {kind: {**given, key: limit}}
    return made
