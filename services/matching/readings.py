"""Rows of the catalog as values of this room."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import RowMapping

from services.matching.values import NeedValue, PackageValue

TEXT_LIMIT = 2_000
"""Characters of a text that are compared: what matters is said early, and time grows with the length."""


def read_needs(
    rows: Sequence[RowMapping], indicators: Iterable[tuple[UUID, str]], details: Iterable[tuple[UUID, str]]
) -> list[NeedValue]:
    """Needs as values, in the order of their rows."""
    names = _grouped(indicators)
    more = dict(details)
    return [_need(row, tuple(names.get(row["id"], ())), more.get(row["id"], "")) for row in rows]


def read_packages(rows: Sequence[RowMapping], details: Iterable[tuple[UUID, str]] = ()) -> list[PackageValue]:
    more = dict(details)
    return [_package(row, more.get(row["id"], "")) for row in rows]


def _need(row: RowMapping, indicators: tuple[str, ...], details: str) -> NeedValue:
    return NeedValue(
        code=row["code"] or str(row["id"]),
        title=row["title"],
        text=_text(row["problem"], details),
        fields=(*row["green_fields"], *row["technical_fields"]),
        chain_nodes=tuple(row["chain_nodes"]),
        trl=row["trl"],
        indicators=indicators,
        budget=None if row["budget_wan"] is None else float(row["budget_wan"]),
        region=row["region"],
        wanted=row["wanted_count"],
    )


def _package(row: RowMapping, details: str) -> PackageValue:
    return PackageValue(
        code=row["code"] or str(row["id"]),
        title=row["title"],
        text=_text(*row["keywords"], row["description"], details),
        fields=(*row["green_fields"], *row["technical_fields"]),
        chain_nodes=tuple(row["chain_nodes"]),
        trl=row["trl"],
        indicators=tuple(row["indicators"]),
        price=None if row["price_min_wan"] is None else float(row["price_min_wan"]),
        region=row["region"],
        max_adopters=row["max_adopters"],
    )


def _text(*parts: str) -> str:
    return "\n".join(filter(None, parts))[:TEXT_LIMIT]


def _grouped(pairs: Iterable[tuple[UUID, str]]) -> Mapping[UUID, Sequence[str]]:
    groups: dict[UUID, list[str]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
