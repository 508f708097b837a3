"""Matching as values: needs, packages, and how an assignment is to be made."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

DEFAULT_WANTED: Final = 3
DEFAULT_ADOPTERS: Final = 3
DEFAULT_LEAST_FIT: Final = 0.05
DEFAULT_CANDIDATES: Final = 100
SHORTAGE_PRICE: Final = 1.0
"""A place of a need left open costs as much as a perfect fit: any candidate is better than none."""


@dataclass(frozen=True, slots=True)
class NeedValue:
    """A technical need. `wanted` packages are recommended to it at most; None means the setting's."""

    code: str
    title: str = ""
    text: str = ""
    fields: tuple[str, ...] = ()
    chain_nodes: tuple[str, ...] = ()
    trl: int | None = None
    indicators: tuple[str, ...] = ()
    budget: float | None = None
    region: str = ""
    wanted: int | None = None


@dataclass(frozen=True, slots=True)
class PackageValue:
    """A technology package. `max_adopters` needs can be served at once; None means the setting's."""

    code: str
    title: str = ""
    text: str = ""
    fields: tuple[str, ...] = ()
    chain_nodes: tuple[str, ...] = ()
    trl: int | None = None
    indicators: tuple[str, ...] = ()
    price: float | None = None
    region: str = ""
    max_adopters: int | None = None


@dataclass(frozen=True, slots=True)
class MatchingSettings:
    """How recommendations are to be made; stored with the run. Below `least_fit` a package is no candidate."""

    wanted: int = DEFAULT_WANTED
    max_adopters: int = DEFAULT_ADOPTERS
    least_fit: float = DEFAULT_LEAST_FIT
    candidates: int = DEFAULT_CANDIDATES
    elastic: bool = True
    shortage_price: float = SHORTAGE_PRICE


@dataclass(frozen=True, slots=True)
class Matching:
    """Everything an assignment of packages to needs is made from."""

    needs: Sequence[NeedValue]
    packages: Sequence[PackageValue]
    settings: MatchingSettings = field(default_factory=MatchingSettings)
