"""The spreadsheet of startups that incubators keep."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from services.incubation.inputs import NewStartup
from services.incubation.models import SpecialField
from services.kit.sheets import Column, Kind, Row, Table

SPECIAL_FIELDS: Final = {
    **{field.value: field.value for field in SpecialField},
    "生物医药": SpecialField.BIOMEDICINE.value,
    "集成电路设计": SpecialField.IC_DESIGN.value,
    "集成电路": SpecialField.IC_DESIGN.value,
    "现代农业": SpecialField.MODERN_AGRICULTURE.value,
}

COLUMNS: Final[Mapping[str, Column]] = {
    "name": Column(
        "name", ("企业名称", "在孵企业", "公司名称", "企业", "startup", "company"), required=True, text_limit=200
    ),
    "uscc": Column("uscc", ("统一社会信用代码", "信用代码", "社会信用代码", "credit code"), Kind.CODE, text_limit=40),
    "province": Column("province", ("省份", "省市", "所在省"), text_limit=80),
    "foundedOn": Column("founded_on", ("成立日期", "成立时间", "注册时间", "注册日期", "founded"), Kind.DATE),
    "industry": Column("industry", ("行业", "所属行业", "技术领域", "领域", "field"), text_limit=200),
    "enteredOn": Column(
        "entered_on", ("入孵日期", "入驻日期", "入孵时间", "入驻时间", "entered"), Kind.DATE, required=True
    ),
    "leftOn": Column("left_on", ("出孵日期", "离孵日期", "退出日期", "毕业日期", "left"), Kind.DATE),
    "specialField": Column(
        "special_field", ("特殊领域", "延长领域", "special field"), Kind.CHOICE, choices=SPECIAL_FIELDS
    ),
}
"""By the field of a startup that a column fills."""


def startups_table(row_limit: int) -> Table:
    return Table("startups", ("初创企业", "在孵企业", "企业名单", "入驻企业"), tuple(COLUMNS.values()), row_limit)


def startup_of(row: Row) -> NewStartup:
    """A startup and its stay from a typed row."""
    special = row.text("special_field")
    return NewStartup(
        name=row.text("name"),
        entered_on=_find_date(row, "entered_on"),
        uscc=row.text("uscc") or None,
        province=row.text("province"),
        founded_on=_find_date(row, "founded_on"),
        industry=row.text("industry"),
        left_on=_find_date(row, "left_on"),
        special_field=SpecialField(special) if special else None,
    )


def _find_date(row: Row, column: str) -> date | None:
    value = row.values.get(column)
    return value if isinstance(value, date) else None
