"""Sheets of needs and packages as the platform reads them: the tables of the command line and what publishing needs."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from services.catalog.inputs import Contact, IndicatorContent, NeedContent, PackageContent
from services.catalog.models import Comparator, CooperationMode, GreenField, NeedCategory, Visibility
from services.kit.sheets import Column, Kind, Row, Table
from services.matching.tables import NEEDS, PACKAGES, need_of, package_of
from services.matching.values import DEFAULT_ADOPTERS, DEFAULT_WANTED

CATEGORIES: Final = {
    "技术研发": NeedCategory.TECHNOLOGY,
    "产品研发": NeedCategory.PRODUCT,
    "技术改造": NeedCategory.UPGRADE,
    "技术配套": NeedCategory.SUPPORT,
}
VISIBILITIES: Final = {
    "公开": Visibility.PUBLIC,
    "部分公开": Visibility.PARTIAL,
    "不公开": Visibility.PRIVATE,
}
GREEN_FIELDS: Final = {
    "节能环保": GreenField.ENERGY_SAVING_ENV,
    "清洁生产": GreenField.CLEAN_PRODUCTION,
    "清洁能源": GreenField.CLEAN_ENERGY,
    "生态保护与修复": GreenField.ECO_RESTORATION,
    "臭氧污染治理": GreenField.OZONE,
    "资源回收利用": GreenField.RECYCLING,
    "城市绿色治理": GreenField.URBAN,
}
MODES: Final = {
    "合作开发": CooperationMode.DEVELOPMENT,
    "委托开发": CooperationMode.DEVELOPMENT,
    "开发": CooperationMode.DEVELOPMENT,
    "转让": CooperationMode.ASSIGNMENT,
    "许可": CooperationMode.LICENSE,
    "入股": CooperationMode.EQUITY,
    "提成": CooperationMode.ROYALTY,
    "咨询": CooperationMode.CONSULTING,
    "服务": CooperationMode.SERVICE,
    "其他": CooperationMode.OTHER,
}

COMPARATORS: Final = {
    **dict.fromkeys(("≥", ">=", ">", "不低于", "不少于", "不小于"), Comparator.AT_LEAST),
    **dict.fromkeys(("≤", "<=", "<", "不高于", "不大于", "不超过"), Comparator.AT_MOST),
    "=": Comparator.EQUAL,
}
INDICATOR: Final = re.compile(
    r"(?P<name>.+?)\s*(?P<comparator>" + "|".join(sorted(COMPARATORS, key=len, reverse=True)) + r")\s*"
    r"(?P<target>[-+]?\d+(\.\d+)?)\s*(?P<unit>[^()]*?)\s*"
    r"(\((现状|基线|now|baseline)[\s:]*(?P<baseline>[-+]?\d+(\.\d+)?)[^()]*\))?"
)
"""Such as 综合能耗 ≤ 0.4 tce/万元 (现状 0.464)."""

Word = TypeVar("Word", bound=StrEnum)


def _choices(words: Mapping[str, StrEnum]) -> Mapping[str, str]:
    """Every way to write a choice in a cell, its code included."""
    return {word: choice.value for word, choice in words.items()} | {each.value: each.value for each in words.values()}


_VISIBILITY: Final = Column(
    "visibility", ("公开范围", "公开方式", "可见性"), Kind.CHOICE, choices=_choices(VISIBILITIES)
)
_PRIVATE: Final = (
    Column("details", ("保密内容", "非公开内容", "详细内容", "private details"), text_limit=20_000),
    Column("contact_name", ("联系人", "contact"), text_limit=200),
    Column("contact_phone", ("联系电话", "电话", "phone"), text_limit=100),
    Column("contact_email", ("邮箱", "电子邮箱", "email"), text_limit=300),
)

NEED_TABLE: Final = Table(
    NEEDS.name,
    NEEDS.headers,
    (
        *NEEDS.columns,
        Column("category", ("需求类别", "类别", "需求类型"), Kind.CHOICE, choices=_choices(CATEGORIES)),
        Column("cooperation_modes", ("合作方式", "合作意向"), Kind.LIST),
        Column("deadline", ("截止日期", "截止时间", "需求期限", "due"), Kind.DATE),
        Column("decision_maker", ("决策人", "需求负责人", "负责人"), text_limit=200),
        _VISIBILITY,
        *_PRIVATE,
    ),
)
PACKAGE_TABLE: Final = Table(
    PACKAGES.name,
    PACKAGES.headers,
    (
        *PACKAGES.columns,
        Column("keywords", ("关键词", "关键字"), Kind.LIST),
        Column("transfer_modes", ("转化方式", "转让方式", "合作方式"), Kind.LIST),
        Column("price_max", ("最高价格", "价格上限", "最高报价"), Kind.NUMBER, minimum=0),
        Column("valid_until", ("有效期", "有效期至", "截止日期"), Kind.DATE),
        _VISIBILITY,
        *_PRIVATE,
    ),
)

NEED_PATHS: Final = {
    "code": "code",
    "title": "title",
    "problem": "text",
    "greenFields": "fields",
    "technicalFields": "fields",
    "chainNodes": "chain_nodes",
    "cooperationModes": "cooperation_modes",
    "trl": "trl",
    "budgetWan": "budget",
    "deadlineOn": "deadline",
    "wantedCount": "wanted",
    "indicators": "indicators",
    "region": "region",
    "private.details": "details",
    "private.name": "contact_name",
    "private.phone": "contact_phone",
    "private.email": "contact_email",
    "private.decisionMaker": "decision_maker",
    "category": "category",
}
PACKAGE_PATHS: Final = {
    **{path: column for path, column in NEED_PATHS.items() if path not in {"problem", "budgetWan", "wantedCount"}},
    "description": "text",
    "keywords": "keywords",
    "transferModes": "transfer_modes",
    "maxAdopters": "max_adopters",
    "priceMinWan": "price",
    "priceMaxWan": "price_max",
    "validUntil": "valid_until",
}
"""Which column fills a field: a fault of the field is shown at its cell."""


def need_content(row: Row) -> NeedContent:
    """A row of the sheet as an owner would have written it into the form."""
    value = need_of(row)
    green, technical = _split_fields(value.fields)
    return NeedContent(
        code=value.code,
        title=value.title,
        problem=value.text,
        category=_choice(row, "category", NeedCategory),
        green_fields=green,
        technical_fields=technical,
        chain_nodes=value.chain_nodes,
        cooperation_modes=_modes(row, "cooperation_modes"),
        region=value.region,
        trl=value.trl,
        budget_wan=_decimal(value.budget),
        deadline_on=_date(row, "deadline"),
        wanted_count=DEFAULT_WANTED if value.wanted is None else value.wanted,
        visibility=_choice(row, "visibility", Visibility) or Visibility.PUBLIC,
        indicators=[read_indicator(term) for term in value.indicators],
        private=_contact(row),
    )


def package_content(row: Row) -> PackageContent:
    value = package_of(row)
    green, technical = _split_fields(value.fields)
    return PackageContent(
        code=value.code,
        title=value.title,
        description=value.text,
        keywords=row.terms("keywords"),
        green_fields=green,
        technical_fields=technical,
        chain_nodes=value.chain_nodes,
        indicators=value.indicators,
        transfer_modes=_modes(row, "transfer_modes"),
        region=value.region,
        trl=value.trl,
        max_adopters=DEFAULT_ADOPTERS if value.max_adopters is None else value.max_adopters,
        price_min_wan=_decimal(value.price),
        price_max_wan=_decimal(row.find_number("price_max")),
        valid_until=_date(row, "valid_until"),
        visibility=_choice(row, "visibility", Visibility) or Visibility.PUBLIC,
        private=_contact(row),
    )


def need_cells(content: NeedContent) -> Mapping[str, object]:
    """A need as a row of the sheet would say it."""
    return {
        **_shared_cells(content),
        "text": content.problem,
        "indicators": tuple(written_indicator(each) for each in content.indicators),
        "budget": _float(content.budget_wan),
        "wanted": content.wanted_count,
        "category": content.category.value if content.category else None,
        "cooperation_modes": _words(MODES, content.cooperation_modes),
        "deadline": content.deadline_on,
        "decision_maker": content.private.decision_maker,
    }


def package_cells(content: PackageContent) -> Mapping[str, object]:
    """A package as a row of the sheet would say it."""
    return {
        **_shared_cells(content),
        "text": content.description,
        "indicators": tuple(content.indicators),
        "price": _float(content.price_min_wan),
        "price_max": _float(content.price_max_wan),
        "max_adopters": content.max_adopters,
        "keywords": tuple(content.keywords),
        "transfer_modes": _words(MODES, content.transfer_modes),
        "valid_until": content.valid_until,
    }


def written_indicator(indicator: IndicatorContent) -> str:
    """An indicator as one phrase, which `read_indicator` reads again."""
    if indicator.comparator is None or indicator.target is None:
        return indicator.name
    sign = next(sign for sign, comparator in COMPARATORS.items() if comparator is indicator.comparator)
    baseline = "" if indicator.baseline is None else f" (现状 {indicator.baseline.normalize():f})"
    return f"{indicator.name} {sign} {indicator.target.normalize():f} {indicator.unit}".rstrip() + baseline


def _shared_cells(content: NeedContent | PackageContent) -> Mapping[str, object]:
    return {
        "code": content.code,
        "title": content.title,
        "fields": (*_words(GREEN_FIELDS, content.green_fields), *content.technical_fields),
        "chain_nodes": tuple(content.chain_nodes),
        "trl": content.trl,
        "region": content.region,
        "visibility": content.visibility.value,
        "details": content.private.details,
        "contact_name": content.private.name,
        "contact_phone": content.private.phone,
        "contact_email": content.private.email,
    }


def _words(known: Mapping[str, StrEnum], choices: Sequence[StrEnum]) -> tuple[str, ...]:
    """The first word for each choice."""
    first = {choice: word for word, choice in reversed(list(known.items()))}
    return tuple(first[choice] for choice in choices)


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def read_indicator(term: str) -> IndicatorContent:
    """An indicator out of one phrase; what is no comparison is a name whose target is still open."""
    found = INDICATOR.fullmatch(term)
    if found is None:
        return IndicatorContent(name=term)
    return IndicatorContent(
        name=found["name"],
        comparator=COMPARATORS[found["comparator"]],
        target=Decimal(found["target"]),
        unit=found["unit"],
        baseline=None if found["baseline"] is None else Decimal(found["baseline"]),
    )


def unknown_modes(row: Row, column: str) -> list[str]:
    """Words of a list of ways of cooperation that mean none of them."""
    known = _choices(MODES)
    return [term for term in row.terms(column) if term not in known]


def _modes(row: Row, column: str) -> Sequence[CooperationMode]:
    known = _choices(MODES)
    return tuple(dict.fromkeys(CooperationMode(known[term]) for term in row.terms(column) if term in known))


def _split_fields(terms: Sequence[str]) -> tuple[tuple[GreenField, ...], tuple[str, ...]]:
    """The green fields among the words, and the rest."""
    known = _choices(GREEN_FIELDS)
    green = tuple(dict.fromkeys(GreenField(known[term]) for term in terms if term in known))
    return green, tuple(term for term in terms if term not in known)


def _choice(row: Row, column: str, kind: type[Word]) -> Word | None:
    text = row.text(column)
    return kind(text) if text else None


def _date(row: Row, column: str) -> date | None:
    value = row.values.get(column)
    return value if isinstance(value, date) else None


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _contact(row: Row) -> Contact:
    return Contact(
        details=row.text("details"),
        name=row.text("contact_name"),
        phone=row.text("contact_phone"),
        email=row.text("contact_email"),
        decision_maker=row.text("decision_maker"),
    )
