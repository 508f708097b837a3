"""Mends of a run without a plan, as changes of the settings that it was started with."""

from collections.abc import Mapping
from typing import Any

from services.judging.repairing import KEY
from services.solving.mends import EVEN_MEND, RULE_MENDS, rule_patch

Patch = Mapping[str, Any]


def patch_of(mend: Mapping[str, Any], settings: Mapping[str, Any]) -> Patch | None:
    """What a mend would change; None where no setting can bring it about.

    `mend` carries, beside its units, what stands now: `limit` of the judge or entry it is about, or of all judges.
    """
    if KEY in settings:
        return _repair_patch(mend)
    if mend["code"] in RULE_MENDS:
        return rule_patch(mend, settings)
    if mend["code"] == EVEN_MEND:
        return {"maxLoad": mend["limit"] + mend["units"]}
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
