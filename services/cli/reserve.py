"""A project reserve as offices keep it: projects, and floors and ceilings per region and class, from spreadsheets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from optimizer.portfolio import Axis, Measure, Portfolio, Quota
from services.kit.sheets import (
    BadCell,
    Column,
    Faults,
    Kind,
    References,
    Row,
    SheetSource,
    Table,
    folded,
    list_sheets,
    read_table,
)

SCALE: Final = 10_000
"""Four decimals: money in ten thousands of yuan is exact to the yuan."""
AMOUNT_LIMIT: Final = 10**8
ROW_LIMIT: Final = 5_000
CODE_LIMIT: Final = 100
TITLE_LIMIT: Final = 500


class Stance(StrEnum):
    """What is settled about a project before anything is chosen."""

    TAKE = "take"
    LEAVE = "leave"


PROJECTS: Final = Table(
    "projects",
    ("项目", "储备项目", "项目储备库", "项目清单", "reserve"),
    (
        Column(
            "code",
            ("编号", "项目编号", "项目代码", "代码", "序号", "project", "project code", "project id", "id"),
            Kind.CODE,
            required=True,
            unique=True,
            text_limit=CODE_LIMIT,
        ),
        Column("title", ("名称", "项目名称", "题目", "name", "project name", "project title"), text_limit=TITLE_LIMIT),
        Column(
            "value",
            ("价值", "评分", "得分", "项目得分", "score", "points"),
            Kind.NUMBER,
            required=True,
            minimum=-AMOUNT_LIMIT,
            maximum=AMOUNT_LIMIT,
        ),
        Column(
            "cost",
            ("费用", "投资额", "投资", "支持金额", "申请金额", "金额", "investment", "amount"),
            Kind.NUMBER,
            required=True,
            minimum=0,
            maximum=AMOUNT_LIMIT,
        ),
        Column(
            "saved",
            ("年减排量", "减碳量", "二氧化碳减排量", "减排量", "tco2", "tco2 saved", "carbon saved"),
            Kind.NUMBER,
            minimum=0,
            maximum=AMOUNT_LIMIT,
        ),
        Column("region", ("地区", "区域", "省份", "所在地", "province"), Kind.CODE, text_limit=TITLE_LIMIT),
        Column("class", ("类别", "目录类别", "分类", "category", "catalogue class"), Kind.CODE, text_limit=TITLE_LIMIT),
        Column(
            "stance",
            ("取舍", "必选", "decision"),
            Kind.CHOICE,
            choices={
                "必选": Stance.TAKE,
                "take": Stance.TAKE,
                "不选": Stance.LEAVE,
                "leave": Stance.LEAVE,
            },
        ),
        Column("requires", ("前置项目", "依赖", "前置", "prerequisites", "needs"), Kind.LIST),
        Column("excludes", ("互斥项目", "互斥", "排斥", "exclusive", "not with"), Kind.LIST),
    ),
    ROW_LIMIT,
)

QUOTAS: Final = Table(
    "quotas",
    ("额度", "上下限", "配额", "地区和类别额度", "limits"),
    (
        Column(
            "axis",
            ("维度", "按", "by"),
            Kind.CHOICE,
            required=True,
            choices={"地区": Axis.REGION, "region": Axis.REGION, "类别": Axis.CLASS, "class": Axis.CLASS},
        ),
        Column("group", ("组", "地区或类别", "名称", "name"), Kind.CODE, required=True, text_limit=TITLE_LIMIT),
        Column(
            "measure",
            ("计量", "口径", "counts"),
            Kind.CHOICE,
            required=True,
            choices={
                "金额": Measure.MONEY,
                "money": Measure.MONEY,
                "数量": Measure.COUNT,
                "count": Measure.COUNT,
            },
        ),
        Column("least", ("下限", "至少", "最少", "floor", "minimum"), Kind.NUMBER, minimum=0, maximum=AMOUNT_LIMIT),
        Column("most", ("上限", "至多", "最多", "ceiling", "maximum"), Kind.NUMBER, minimum=0, maximum=AMOUNT_LIMIT),
    ),
    ROW_LIMIT,
    needs_rows=False,
)


@dataclass(frozen=True, eq=False)
class Reserve:
    """A reserve as read: rows in the order of the file, groups by name."""

    codes: Sequence[str]
    titles: Sequence[str]
    regions: Sequence[str]
    classes: Sequence[str]
    portfolio: Portfolio

    def name(self, project: int) -> str:
        """A project as people know it."""
        title = self.titles[project]
        return f"{self.codes[project]} ({title})" if title else self.codes[project]

    def group(self, axis: Axis, group: int) -> str:
        """The name of a region or class."""
        return (self.regions if axis is Axis.REGION else self.classes)[group]


def quota_source(source: SheetSource) -> SheetSource | None:
    """The sheet of quotas inside the workbook of projects, where there is one."""
    named = [name for name in list_sheets(source) if folded(name) in QUOTAS.known_sheets]
    return replace(source, name=f"{source.name} [{named[0]}]") if named else None


def read_reserve(source: SheetSource, quotas: SheetSource | None, budget: float | None) -> Reserve:
    """Projects and quotas. Raises SheetRefused with every bad cell."""
    rows = read_table(source, PROJECTS)
    codes = [row.text("code") for row in rows]
    regions, classes = (
        [*dict.fromkeys(filter(None, (row.text(name) for row in rows)))] for name in ("region", "class")
    )
    faults = Faults(source.name)
    known = References("projects", codes)
    requires = _links(rows, "requires", known, faults)
    excludes = _links(rows, "excludes", known, faults)
    faults.raise_if_any()
    portfolio = Portfolio.of(
        [row.find_number("value") or 0.0 for row in rows],
        [row.find_number("cost") or 0.0 for row in rows],
        saved=[row.find_number("saved") or 0.0 for row in rows],
        regions=[_group(row.text("region"), regions) for row in rows],
        classes=[_group(row.text("class"), classes) for row in rows],
        budget=budget,
        quotas=[] if quotas is None else _read_quotas(quotas, regions, classes),
        requires=requires,
        exclusive=sorted({(min(pair), max(pair)) for pair in excludes}),
        must_take=[at for at, row in enumerate(rows) if row.text("stance") == Stance.TAKE],
        must_not=[at for at, row in enumerate(rows) if row.text("stance") == Stance.LEAVE],
        scale=SCALE,
    )
    return Reserve(codes, [row.text("title") for row in rows], regions, classes, portfolio)


def _group(name: str, names: Sequence[str]) -> int:
    return names.index(name) if name else -1


def _links(rows: Sequence[Row], column: str, known: References, faults: Faults) -> list[tuple[int, int]]:
    """Each project with each that its cell names; a project that names itself is a slip of the pen."""
    links = []
    for at, row in enumerate(rows):
        for term in row.terms(column):
            try:
                links.append((at, _other_than(at, known, term)))
            except BadCell as bad:
                faults.add(row.number, column, bad.code, bad.params)
    return links


def _other_than(at: int, known: References, term: str) -> int:
    other = known.get(term)
    if other == at:
        raise BadCell("NAMES_ITSELF", value=term)
    return other


def _read_quotas(source: SheetSource, regions: Sequence[str], classes: Sequence[str]) -> list[Quota]:
    faults = Faults(source.name)
    quotas = []
    known = {Axis.REGION: References("regions", regions), Axis.CLASS: References("classes", classes)}
    for row in read_table(source, QUOTAS):
        least, most = row.find_number("least"), row.find_number("most")
        axis, measure = Axis(row.text("axis")), Measure(row.text("measure"))
        try:
            _require_limits(measure, least, most)
            quotas.append(Quota(axis, known[axis].get(row.text("group")), measure, least, most))
        except BadCell as bad:
            column = "group" if bad.code == "UNKNOWN_REFERENCE" else "least"
            faults.add(row.number, column, bad.code, bad.params)
    faults.raise_if_any()
    return quotas


def _require_limits(measure: Measure, *limits: float | None) -> None:
    given = [limit for limit in limits if limit is not None]
    if not given:
        raise BadCell("NEITHER_LIMIT")
    for limit in given:
        if measure is Measure.COUNT and not limit.is_integer():
            raise BadCell("NOT_AN_INTEGER", value=str(limit))
