"""How a pool run is to be made, as a form states it and a run keeps it; see judging's settings for the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.catalog.rules import MOST_WANTED
from services.kit.faults import InputFaults
from services.solving.mends import patched_rules, rule_patch

NAME_LIMIT: Final = 120
SEED_LIMIT: Final = 2**31 - 1

Stated = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """How a pool run is to be made; None means what each need wants, and the platform's time.

    An elastic run leaves places of needs open at a price where packages are too few; rules and aims are stated as
    solving/stated.py reads them.
    """

    per_need: int | None = None
    seed: int = 0
    seconds: int | None = None
    elastic: bool = True
    name: str = ""
    rules: Sequence[Stated] = ()
    aims: Sequence[Stated] = ()

    def as_stated(self) -> dict[str, Any]:
        """The settings as they are stored."""
        return {
            "perNeed": self.per_need,
            "elastic": self.elastic,
            "rules": list(self.rules),
            "aims": list(self.aims),
        }

    @classmethod
    def of_stated(cls, stated: Stated, **others: Any) -> "PoolSettings":
        """The settings that were stored so; `others` are name, seed and seconds, which a run keeps by itself."""
        return cls(
            per_need=stated.get("perNeed"),
            elastic=stated.get("elastic", True),
            rules=stated.get("rules") or (),
            aims=stated.get("aims") or (),
            **others,
        )


def require_valid(given: PoolSettings) -> None:
    """Numbers in their ranges. Raises InvalidInput."""
    faults = InputFaults("settings.")
    faults.check_text("name", given.name, NAME_LIMIT)
    faults.check_range("perNeed", given.per_need, 1, MOST_WANTED)
    faults.check_range("seed", given.seed, 0, SEED_LIMIT)
    for at, rule in enumerate(given.rules):
        if "pairs" in rule:
            faults.add(f"rules.{at}.pairs", "RULE_NOT_HERE")
    faults.raise_if_any()


def merge_patch(stated: Stated, patch: Stated) -> dict[str, Any]:
    """The settings after a patch."""
    merged = {**stated, **patch}
    if "rules" in patch:
        merged["rules"] = patched_rules(list(stated.get("rules") or ()), patch["rules"])
    return merged


def patch_of(mend: Stated, settings: Stated) -> Stated | None:
    """What a mend would change: a rule's limit; and places that cannot be filled may stay open."""
    if mend["code"] in {"LOWER_REQUIREMENT", "RAISE_CAPACITY", "ALLOW_PAIR"}:
        return {"elastic": True}
    return rule_patch(mend, settings)
