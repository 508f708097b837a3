"""What rules and aims of a pool may speak of: the columns of packages and of needs."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from services.kit.sheets import folded
from services.matching.values import NeedValue, PackageValue
from services.solving.ruling import Columns

_SEPARATOR = ";"
HEADERS: Mapping[str, tuple[str, ...]] = {
    "code": ("编号",),
    "title": ("名称",),
    "organization": ("单位",),
    "fields": ("领域", "技术领域"),
    "chain_nodes": ("产业链环节",),
    "region": ("地区",),
    "trl": ("成熟度",),
    "price": ("价格",),
    "max_adopters": ("可服务数",),
    "budget": ("预算",),
    "wanted": ("需要数量",),
}
"""The headers of spreadsheets under which a column is found as well."""


def package_columns(
    rows: Sequence[RowMapping], packages: Sequence[PackageValue], organizations: Mapping[UUID, str]
) -> Columns:
    """The columns of the packages' table."""
    cells = {
        **_shared(rows, packages, organizations),
        "price": [_text(package.price) for package in packages],
        "max_adopters": [_text(package.max_adopters) for package in packages],
    }
    return _columns("packages", cells)


def need_columns(rows: Sequence[RowMapping], needs: Sequence[NeedValue], organizations: Mapping[UUID, str]) -> Columns:
    """The columns of the needs' table."""
    cells = {
        **_shared(rows, needs, organizations),
        "budget": [_text(need.budget) for need in needs],
        "wanted": [_text(need.wanted) for need in needs],
    }
    return _columns("needs", cells)


def _shared(
    rows: Sequence[RowMapping], values: Sequence[NeedValue] | Sequence[PackageValue], organizations: Mapping[UUID, str]
) -> dict[str, Sequence[str]]:
    return {
        "code": [value.code for value in values],
        "organization": [organizations.get(row["organization_id"], "") for row in rows],
        "fields": [_SEPARATOR.join(value.fields) for value in values],
        "chain_nodes": [_SEPARATOR.join(value.chain_nodes) for value in values],
        "region": [value.region for value in values],
        "trl": [_text(value.trl) for value in values],
    }


def _columns(table: str, cells: Mapping[str, Sequence[str]]) -> Columns:
    named = {folded(header): content for name, content in cells.items() for header in (name, *HEADERS[name])}
    return Columns(table, len(cells["code"]), tuple(cells), named)


def _text(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
