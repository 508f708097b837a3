"""The optimiser's words in the words of judging: supplies are judges, demands are entries."""

from typing import Final

WORDS: Final = {"SUPPLY": "JUDGE", "DEMAND": "ENTRY", "SUPPLIES": "JUDGES", "DEMANDS": "ENTRIES"}


def judging_code(code: str) -> str:
    """A code as this room says it: supply_over is JUDGE_OVER."""
    return "_".join(WORDS.get(word, word) for word in code.upper().split("_"))


def judging_param(name: str) -> str:
    return judging_code(name).lower()
