"""Mends of a run without a plan, as changes of the settings that it was started with."""

from collections.abc import Mapping
from typing import Any, Final

from services.judging.repairing import KEY
from services.solving.stated import rule_names

Patch = Mapping[str, Any]

RULE_MENDS: Final = {"RAISE_RULE_MAXIMUM": ("atMost", 1), "LOWER_RULE_MINIMUM": ("atLeast", -1)}


def patch_of(mend: Mapping[str, Any], settings: Mapping[str, Any]) -> Patch | None:
    """What a mend would change; None where no setting can bring it about.

    `mend` carries, beside its units, what stands now: `limit` of the judge or entry it is about.
    """
    if KEY in settings:
        return _repair_patch(mend)
    if mend["code"] in RULE_MENDS:
        return _rule_patch(mend, settings)
    return _people_patch(mend)


def _people_patch(mend: Mapping[str, Any]) -> Patch | None:
    judge, entry = mend.get("supply"), mend.get("demand")
    limit: Any = mend.get("limit")
    units: Any = mend.get("units")
    match mend["code"]:
        case "ALLOW_PAIR":
            return {"allowedPairs": [{"judge": judge, "entry": entry}]}
        case "RAISE_CAPACITY":
            return {"judgeLoads": [{"judge": judge, "maxLoad": limit + units}]}
        case "LOWER_MINIMUM":
            return {"judgeLoads": [{"judge": judge, "minLoad": limit - units}]}
        case "RAISE_LIMIT":
            return {"entryNeeds": [{"entry": entry, "judgesNeeded": limit + units}]}
        case "LOWER_REQUIREMENT":
            return {"entryNeeds": [{"entry": entry, "judgesNeeded": limit - units}]}
    return None


def _repair_patch(mend: Mapping[str, Any]) -> Patch | None:
    """The problem of a plan that is repaired stands; only loads and needs can give way."""
    limit: Any = mend.get("limit")
    units: Any = mend.get("units")
    match mend["code"]:
        case "RAISE_CAPACITY":
            return {"repairLoads": [{"judge": mend["supply"], "maxLoad": limit + units}]}
        case "LOWER_REQUIREMENT":
            return {"entryNeeds": [{"entry": mend["demand"], "judgesNeeded": limit - units}]}
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
