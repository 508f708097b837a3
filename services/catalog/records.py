"""Needs and packages between what their owners write and the rows that keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any, Final

from services.catalog.inputs import Contact, IndicatorContent, NeedContent, PackageContent
from services.catalog.models import (
    CooperationMode,
    GreenField,
    Need,
    NeedIndicator,
    NeedPrivate,
    PackagePrivate,
    TechnologyPackage,
)
from services.kit.tables import Row

NEED_COLUMNS: Final = tuple(each.name for each in fields(NeedContent) if each.name not in {"indicators", "private"})
PACKAGE_COLUMNS: Final = tuple(each.name for each in fields(PackageContent) if each.name != "private")
ENUM_LISTS: Final = {
    "green_fields": GreenField,
    "cooperation_modes": CooperationMode,
    "transfer_modes": CooperationMode,
}


def need_values(content: NeedContent) -> dict[str, Any]:
    """The columns of a need that its owner writes."""
    return {name: _to_column(getattr(content, name)) for name in NEED_COLUMNS}


def package_values(content: PackageContent) -> dict[str, Any]:
    return {name: _to_column(getattr(content, name)) for name in PACKAGE_COLUMNS}


def indicator_values(content: NeedContent) -> list[dict[str, Any]]:
    """One for each indicator, in their order."""
    return [asdict(each) | {"position": position} for position, each in enumerate(content.indicators)]


def private_values(contact: Contact) -> dict[str, Any]:
    """The columns that needs and packages both keep apart."""
    return {
        "details": contact.details,
        "contact_name": contact.name,
        "contact_phone": contact.phone,
        "contact_email": contact.email,
    }


def write_row(row: Row, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def read_need(need: Need, indicators: Sequence[NeedIndicator], private: NeedPrivate | None) -> NeedContent:
    """What the owner wrote, as the rows have it."""
    columns = {name: _from_column(name, getattr(need, name)) for name in NEED_COLUMNS}
    kept = [
        IndicatorContent(
            name=each.name, comparator=each.comparator, target=each.target, unit=each.unit, baseline=each.baseline
        )
        for each in indicators
    ]
    return NeedContent(**columns, indicators=tuple(kept), private=_contact(private))


def read_package(package: TechnologyPackage, private: PackagePrivate | None) -> PackageContent:
    columns = {name: _from_column(name, getattr(package, name)) for name in PACKAGE_COLUMNS}
    return PackageContent(**columns, private=_contact(private))


def normal_need(content: NeedContent) -> NeedContent:
    """The form in which contents are kept and compared."""
    indicators = tuple(replace(each, name=each.name.strip(), unit=each.unit.strip()) for each in content.indicators)
    return replace(content, **_normal_columns(content, NEED_COLUMNS), indicators=indicators)


def normal_package(content: PackageContent) -> PackageContent:
    return replace(content, **_normal_columns(content, PACKAGE_COLUMNS))


def _normal_columns(content: NeedContent | PackageContent, names: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in names:
        value = getattr(content, name)
        values[name] = tuple(value) if _is_list(value) else value.strip() if type(value) is str else value
    return values | {"code": values["code"] or None}


def _contact(private: NeedPrivate | PackagePrivate | None) -> Contact:
    if private is None:
        return Contact()
    return Contact(
        details=private.details,
        name=private.contact_name,
        phone=private.contact_phone,
        email=private.contact_email,
        decision_maker=private.decision_maker if isinstance(private, NeedPrivate) else "",
    )


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _to_column(value: Any) -> Any:
    return list(value) if _is_list(value) else value


def _from_column(name: str, value: Any) -> Any:
    if name in ENUM_LISTS:
        return tuple(ENUM_LISTS[name](word) for word in value)
    return tuple(value) if _is_list(value) else value
