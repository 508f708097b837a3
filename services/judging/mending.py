"""Mends of a run without a plan, as changes of the settings that it was started with."""

from collections.abc import Mapping
from typing import Any, Final

from services.solving.stated import rule_names

Patch = Mapping[str, Any]

RULE_MENDS: Final = {"RAISE_RULE_MAXIMUM": ("atMost", 1), "LOWER_RULE_MINIMUM": ("atLeast", -1)}


def patch_of(mend: Mapping[str, Any], settings: Mapping[str, Any]) -> Patch | None:
    """What a mend would change; None where no setting can bring it about.

    `mend` carries, beside its units, what stands now: `limit` of the judge or entry it is about.
    """
    code, units, limit = mend["code"], mend.get("units"), mend.get("limit")
    judge, entry = mend.get("supply"), mend.get("demand")
    if code in RULE_MENDS:
        return _rule_patch(mend, settings)
    if code == "ALLOW_PAIR":
        return {"allowedPairs": [{"judge": judge, "entry": entry}]}
    if limit is None or units is None:
        return None
    if code in {"RAISE_CAPACITY", "LOWER_MINIMUM"}:
        key, sign = ("maxLoad", 1) if code == "RAISE_CAPACITY" else ("minLoad", -1)
        return {"judgeLoads": [{"judge": judge, key: limit + sign * units}]}
    if code in {"LOWER_REQUIREMENT", "RAISE_LIMIT"}:
        sign = 1 if code == "RAISE_LIMIT" else -1
        return {"entryNeeds": [{"entry": entry, "judgesNeeded": limit + sign * units}]}
    return None


def _rule_patch(mend: Mapping[str, Any], settings: Mapping[str, Any]) -> Patch | None:
    """A rule gives way as a whole: for everybody it is about."""
    names = rule_names(settings)
    if mend.get("rule") not in names:
        return None
    at = names.index(mend["rule"])
    ((kind, given),) = settings["rules"][at].items()
    key, sign = RULE_MENDS[mend["code"]]
    key = "fitTotal" if kind == "floor" else key
    if given.get(f"{key}Column") or given.get(key) is None:
        return None
    limit = given[key] + sign * mend["units"]
    return {"rules": [{"at": at, key: max(0, limit) if key == "atLeast" else limit}]}
