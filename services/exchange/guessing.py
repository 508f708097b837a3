"""Which column of a file is which declared one: by its header, by one that looks like it, or as it was last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Final

from services.kit.sheets import Column, Table, folded

LIKENESS: Final = 0.75
"""Below this a header is another word. Two Chinese signs of three agree by 0.8, two of four by 0.5."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Where each declared column stands, and which of them were found by likeness alone."""

    positions: Mapping[str, int]
    guessed: frozenset[str] = frozenset()


def signature_of(titles: Sequence[str]) -> str:
    """Files with the same headers in the same order have the same signature, whatever their rows."""
    return sha256("\n".join(map(folded, titles)).encode()).hexdigest()


def guess(table: Table, titles: Sequence[str], known: Mapping[str, int]) -> Guess:
    """Add to the columns that were found by name those whose header looks like no other free one."""
    free = {at: folded(title) for at, title in enumerate(titles) if folded(title) and at not in known.values()}
    wanted = [column for column in table.columns if column.name not in known]
    likest = sorted(
        ((_likeness(column, title), column.name, at) for column in wanted for at, title in free.items()), reverse=True
    )
    found: dict[str, int] = {}
    for likeness, name, at in likest:
        if likeness >= LIKENESS and name not in found and at not in found.values():
            found[name] = at
    return Guess({**known, **found}, frozenset(found))


def _likeness(column: Column, title: str) -> float:
    return max(SequenceMatcher(None, header, title, autojunk=False).ratio() for header in column.known_headers)
