"""Needs and packages as people keep them in spreadsheets."""

from typing import Final

from services.kit.sheets import Column, Kind, Row, SheetSource, Table, read_table
from services.matching.values import NeedValue, PackageValue

ROW_LIMIT: Final = 100_000
UNITS_LIMIT: Final = 100_000
CODE_LIMIT: Final = 100
TITLE_LIMIT: Final = 500
TEXT_LIMIT: Final = 50_000

_FIELDS: Final = Column("fields", ("领域", "绿色领域", "技术领域", "行业", "field", "industry"), Kind.LIST)
_NODES: Final = Column("chain_nodes", ("产业链环节", "产业链", "chain node", "chain"), Kind.LIST)
_REGION: Final = Column("region", ("地区", "区域", "省份", "所在地", "province"), text_limit=TITLE_LIMIT)
_TRL: Final = Column("trl", ("技术成熟度", "成熟度", "maturity"), Kind.INTEGER, minimum=1, maximum=9)
_INDICATORS: Final = Column("indicators", ("指标", "技术指标", "量化指标"), Kind.LIST)

NEEDS: Final = Table(
    "needs",
    ("需求", "技术需求", "需求清单"),
    (
        Column(
            "code",
            ("编号", "需求编号", "需求代码", "代码", "序号", "need", "need code", "need id", "id"),
            Kind.CODE,
            required=True,
            unique=True,
            text_limit=CODE_LIMIT,
        ),
        Column("title", ("名称", "需求名称", "题目", "标题", "name", "need title"), text_limit=TITLE_LIMIT),
        Column("text", ("需求描述", "描述", "内容", "需求内容", "简介", "description"), text_limit=TEXT_LIMIT),
        _FIELDS,
        _NODES,
        _TRL,
        _INDICATORS,
        Column("budget", ("预算", "预算万元", "投入预算", "budget 10k cny"), Kind.NUMBER, minimum=0),
        _REGION,
        Column(
            "wanted",
            ("需要数", "推荐数", "packages wanted"),
            Kind.INTEGER,
            minimum=0,
            maximum=UNITS_LIMIT,
        ),
    ),
    ROW_LIMIT,
)

PACKAGES: Final = Table(
    "packages",
    ("成果包", "成果", "科技成果", "技术成果", "results"),
    (
        Column(
            "code",
            ("编号", "成果编号", "成果包编号", "代码", "序号", "package", "result", "package code", "result id", "id"),
            Kind.CODE,
            required=True,
            unique=True,
            text_limit=CODE_LIMIT,
        ),
        Column(
            "title",
            ("名称", "成果名称", "题目", "标题", "title_words", "name"),
            text_limit=TITLE_LIMIT,
        ),
        Column("text", ("简介", "成果简介", "描述", "内容", "description", "abstract"), text_limit=TEXT_LIMIT),
        _FIELDS,
        _NODES,
        _TRL,
        _INDICATORS,
        Column("price", ("价格", "报价", "转让价", "价格万元", "price 10k cny"), Kind.NUMBER, minimum=0),
        _REGION,
        Column(
            "max_adopters",
            ("承接能力", "可服务企业数", "可承接数", "capacity", "max adopters"),
            Kind.INTEGER,
            minimum=0,
            maximum=UNITS_LIMIT,
        ),
    ),
    ROW_LIMIT,
)


def read_needs(source: SheetSource) -> list[NeedValue]:
    """The needs of a sheet. Raises SheetRefused with every bad cell."""
    return [need_of(row) for row in read_table(source, NEEDS)]


def read_packages(source: SheetSource) -> list[PackageValue]:
    """The packages of a sheet. Raises SheetRefused with every bad cell."""
    return [package_of(row) for row in read_table(source, PACKAGES)]


def need_of(row: Row) -> NeedValue:
    """A need from a typed row."""
    return NeedValue(
        code=row.text("code"),
        title=row.text("title"),
        text=row.text("text"),
        fields=row.terms("fields"),
        chain_nodes=row.terms("chain_nodes"),
        trl=row.find_integer("trl"),
        indicators=row.terms("indicators"),
        budget=row.find_number("budget"),
        region=row.text("region"),
        wanted=row.find_integer("wanted"),
    )


def package_of(row: Row) -> PackageValue:
    """A package from a typed row."""
    return PackageValue(
        code=row.text("code"),
        title=row.text("title"),
        text=row.text("text"),
        fields=row.terms("fields"),
        chain_nodes=row.terms("chain_nodes"),
        trl=row.find_integer("trl"),
        indicators=row.terms("indicators"),
        price=row.find_number("price"),
        region=row.text("region"),
        max_adopters=row.find_integer("max_adopters"),
    )
