"""How long a solve may take."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one solve.

    Attributes
    ----------
    seconds
        Wall time after which the best plan found so far is returned with status STOPPED.
    """

    seconds: float = math.inf

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise ValueError(f"limits.seconds must be positive, not {self.seconds}")
