from collections.abc import Sequence
from typing import Final

import strawberry

from services.kit.refusals import FieldFault, InvalidInput

OWN_COLUMNS: Final = "All of the organizer's own columns; null leaves them as they are."


@strawberry.input(description="A value in a column of the organizer's own: a text or a number.")
class AttributeInput:
    name: str
    text: str | None = None
    number: float | None = None


def attributes_of(given: Sequence[AttributeInput] | None) -> dict[str, str | float] | None:
    """The values by their columns. Raises InvalidInput where a column is there twice."""
    if given is None:
        return None
    found: dict[str, str | float] = {}
    faults = []
    for at, each in enumerate(given):
        name = each.name.strip()
        if name in found:
            faults.append(FieldFault(f"attributes.{at}.name", "NOT_UNIQUE", {"value": name[:80]}))
        found[name] = each.text or "" if each.number is None else each.number
    if faults:
        raise InvalidInput(faults)
    return found
