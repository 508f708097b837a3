"""How an assignment is to be made, as a form states it, a run keeps it, and mends change it.

What is stored with a run is plain data in the words of the form, so that a page sends it again as it is:
{"perEntry": 3, "maxLoad": null, "elastic": false, "rules": [...], "aims": [...],
 "judgeLoads": [{"judge": "J01", "maxLoad": 5}], "entryNeeds": [...], "allowedPairs": [...]}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.judging.values import LOAD_LIMIT
from services.kit.faults import InputFaults
from services.solving.mends import patched_rules

NAME_LIMIT: Final = 120
SEED_LIMIT: Final = 2**31 - 1
EXCEPTION_LIMIT: Final = 10_000

Stated = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AssignmentInput:
    """How an assignment is to be made; None means what the round says.

    `rules` and `aims` are stated as solving/stated.py reads them. `judge_loads`, `entry_needs` and `allowed_pairs` are
    exceptions from what holds for all, by codes. `name` is what people call the scenario.
    """

    per_entry: int | None = None
    max_load: int | None = None
    min_load: int | None = None
    seed: int = 0
    seconds: int | None = None
    elastic: bool = False
    name: str = ""
    rules: Sequence[Stated] = ()
    aims: Sequence[Stated] = ()
    judge_loads: Sequence[Stated] = ()
    entry_needs: Sequence[Stated] = ()
    allowed_pairs: Sequence[Stated] = ()

    def as_stated(self) -> dict[str, Any]:
        """The settings as they are stored."""
        return {
            "perEntry": self.per_entry,
            "maxLoad": self.max_load,
            "minLoad": self.min_load,
            "elastic": self.elastic,
            "rules": list(self.rules),
            "aims": list(self.aims),
            "judgeLoads": list(self.judge_loads),
            "entryNeeds": list(self.entry_needs),
            "allowedPairs": list(self.allowed_pairs),
        }

    @classmethod
    def of_stated(cls, stated: Stated, **others: Any) -> "AssignmentInput":
        """The input that was stored so; `others` are name, seed and seconds, which a run keeps by itself."""
        return cls(
            per_entry=stated.get("perEntry"),
            max_load=stated.get("maxLoad"),
            min_load=stated.get("minLoad"),
            elastic=bool(stated.get("elastic")),
            rules=stated.get("rules") or (),
            aims=stated.get("aims") or (),
            judge_loads=stated.get("judgeLoads") or (),
            entry_needs=stated.get("entryNeeds") or (),
            allowed_pairs=stated.get("allowedPairs") or (),
            **others,
        )


def require_valid(given: AssignmentInput, round_max_load: int) -> None:
    """Numbers in their ranges, lists bounded. Raises InvalidInput."""
    faults = InputFaults("settings.")
    faults.check_text("name", given.name, NAME_LIMIT)
    faults.check_range("per_entry", given.per_entry, 1, LOAD_LIMIT)
    faults.check_range("max_load", given.max_load, 1, LOAD_LIMIT)
    most = round_max_load if given.max_load is None else max(given.max_load, 0)
    faults.check_range("min_load", given.min_load, 0, most)
    faults.check_range("seed", given.seed, 0, SEED_LIMIT)
    for name in ("judge_loads", "entry_needs", "allowed_pairs"):
        if len(getattr(given, name)) > EXCEPTION_LIMIT:
            faults.add(name, "TOO_MANY", count=len(getattr(given, name)), maximum=EXCEPTION_LIMIT)
    for at, each in enumerate(given.judge_loads[:EXCEPTION_LIMIT]):
        faults.check_range(f"judge_loads.{at}.max_load", each.get("maxLoad"), 0, LOAD_LIMIT)
        faults.check_range(f"judge_loads.{at}.min_load", each.get("minLoad"), 0, LOAD_LIMIT)
    for at, each in enumerate(given.entry_needs[:EXCEPTION_LIMIT]):
        faults.check_range(f"entry_needs.{at}.judges_needed", each.get("judgesNeeded"), 0, LOAD_LIMIT)
    faults.raise_if_any()


def merge_patch(stated: Stated, patch: Stated) -> dict[str, Any]:
    """The settings after a patch: what it names is replaced; exceptions and rules are matched by whom they concern."""
    merged = dict(stated)
    for key, value in patch.items():
        if key == "repairLoads":
            repair = stated["repair"]
            merged["repair"] = {**repair, "loads": _patched_list(list(repair["loads"]), value, ("judge",))}
        elif key == "rules":
            merged[key] = patched_rules(list(stated.get("rules") or ()), value)
        elif key in _KEYS:
            merged[key] = _patched_list(list(stated.get(key) or ()), value, _KEYS[key])
        else:
            merged[key] = value
    return merged


_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "judgeLoads": ("judge",),
    "entryNeeds": ("entry",),
    "allowedPairs": ("judge", "entry"),
}


def _patched_list(known: list[Stated], changes: Sequence[Stated], keys: tuple[str, ...]) -> list[Stated]:
    by_key = {tuple(each[key] for key in keys): dict(each) for each in known}
    for change in changes:
        at = tuple(change[key] for key in keys)
        by_key[at] = {**by_key.get(at, {}), **change}
    return list(by_key.values())
