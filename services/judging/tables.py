"""Judges, entries, conflicts and scores as people keep them in spreadsheets."""

from collections.abc import Sequence
from typing import Final

from services.judging.values import (
    ConflictKind,
    ConflictValue,
    EntryValue,
    JudgeKind,
    JudgeValue,
    RelatedOrganization,
)
from services.kit.sheets import (
    BadCell,
    Column,
    Faults,
    Kind,
    References,
    Row,
    SheetSource,
    Table,
    read_table,
)

PEOPLE_LIMIT: Final = 100_000
CONFLICT_ROW_LIMIT: Final = 1_000_000
UNITS_LIMIT: Final = 100_000
CODE_LIMIT: Final = 100
NAME_LIMIT: Final = 500

JUDGE_KINDS: Final = {
    "投资": JudgeKind.INVESTOR,
    "技术": JudgeKind.TECHNICAL,
    "产业": JudgeKind.INDUSTRY,
    "财务": JudgeKind.FINANCE,
    "政策": JudgeKind.POLICY,
    "投资专家": JudgeKind.INVESTOR,
    "技术专家": JudgeKind.TECHNICAL,
    "产业专家": JudgeKind.INDUSTRY,
    "财务专家": JudgeKind.FINANCE,
    "政策专家": JudgeKind.POLICY,
    **{kind.value.lower(): kind for kind in JudgeKind},
}
CONFLICT_KINDS: Final = {
    "同单位": ConflictKind.SAME_ORG,
    "师生": ConflictKind.TEACHER_STUDENT,
    "亲属": ConflictKind.KIN,
    "持股": ConflictKind.STAKE,
    "投资": ConflictKind.STAKE,
    "导师": ConflictKind.ADVISOR,
    "顾问": ConflictKind.ADVISOR,
    "合作": ConflictKind.CO_WORK,
    "竞争": ConflictKind.COMPETITOR,
    "自报": ConflictKind.SELF_DECLARED,
    **{kind.value.lower(): kind for kind in ConflictKind},
}

_FIELDS: Final = Column(
    "fields",
    ("领域", "专业领域", "研究领域", "技术领域", "所属领域", "行业领域", "产业领域", "field", "topics", "areas"),
    Kind.LIST,
)
_REGION: Final = Column("region", ("地区", "区域", "省份", "所在地", "所在地区", "province"))

JUDGES: Final = Table(
    "judges",
    ("评委", "专家", "评审专家", "评委名单", "专家名单", "experts"),
    (
        Column(
            "code",
            (
                "编号",
                "评委编号",
                "专家编号",
                "评委代码",
                "代码",
                "序号",
                "judge",
                "judge code",
                "judge id",
                "id",
                "评委",
            ),
            Kind.CODE,
            required=True,
            unique=True,
            text_limit=CODE_LIMIT,
        ),
        Column("name", ("姓名", "评委姓名", "专家姓名", "judge name"), text_limit=NAME_LIMIT),
        Column(
            "organization",
            ("单位", "工作单位", "所在单位", "单位名称", "机构", "affiliation", "institution", "company"),
            text_limit=NAME_LIMIT,
        ),
        Column("kind", ("类别", "评委类别", "专家类别", "类型", "type"), Kind.CHOICE, choices=JUDGE_KINDS),
        _FIELDS,
        _REGION,
        Column("text", ("简介", "专长", "研究方向", "擅长领域", "个人简介", "expertise", "bio", "profile")),
        Column(
            "max_load",
            (
                "最多评审数",
                "最多评审数量",
                "最多评审项目数",
                "最大评审数",
                "最大评审数量",
                "评审数量上限",
                "评审上限",
                "最大评审量",
                "上限",
                "capacity",
                "max load",
                "maximum",
            ),
            Kind.INTEGER,
            minimum=0,
            maximum=UNITS_LIMIT,
        ),
        Column(
            "min_load",
            (
                "最少评审数",
                "最少评审数量",
                "最少评审项目数",
                "最小评审数",
                "最小评审数量",
                "评审数量下限",
                "评审下限",
                "最小评审量",
                "下限",
                "min load",
                "minimum",
            ),
            Kind.INTEGER,
            minimum=0,
            maximum=UNITS_LIMIT,
        ),
    ),
    PEOPLE_LIMIT,
)

ENTRIES: Final = Table(
    "entries",
    ("项目", "参赛项目", "项目名单", "参赛名单", "作品"),
    (
        Column(
            "code",
            (
                "编号",
                "项目编号",
                "参赛编号",
                "项目代码",
                "代码",
                "序号",
                "entry",
                "entry code",
                "entry id",
                "id",
                "项目",
            ),
            Kind.CODE,
            required=True,
            unique=True,
            text_limit=CODE_LIMIT,
        ),
        Column("title", ("名称", "项目名称", "题目", "标题", "作品名称", "name", "entry title"), text_limit=NAME_LIMIT),
        Column("summary", ("简介", "摘要", "项目简介", "项目摘要", "内容", "abstract", "text", "description")),
        Column(
            "organization",
            (
                "单位",
                "参赛单位",
                "企业名称",
                "企业",
                "申报单位",
                "所在单位",
                "团队",
                "company",
                "applicant",
                "affiliation",
            ),
            text_limit=NAME_LIMIT,
        ),
        Column("track", ("赛道", "组别", "group"), text_limit=NAME_LIMIT),
        _FIELDS,
        _REGION,
        Column(
            "judges_needed",
            ("所需评委数", "评委数", "评审人数", "needed", "judges needed", "reviews"),
            Kind.INTEGER,
            minimum=0,
            maximum=UNITS_LIMIT,
        ),
        Column("investors", ("投资方", "投资机构", "股东"), Kind.LIST),
        Column("host", ("孵化器", "孵化载体", "所在孵化器", "incubator"), Kind.LIST),
        Column("partners", ("合作单位", "合作方"), Kind.LIST),
        Column("competitors", ("竞争单位", "竞争对手"), Kind.LIST),
        Column("advisors", ("导师", "指导老师", "指导教师", "顾问", "mentors"), Kind.LIST),
    ),
    PEOPLE_LIMIT,
)

_JUDGE: Final = Column(
    "judge", ("评委", "评委编号", "专家", "专家编号", "评委代码", "judge code", "judge id"), Kind.CODE, required=True
)
_ENTRY: Final = Column(
    "entry",
    ("项目", "项目编号", "参赛项目", "参赛编号", "项目代码", "entry code", "entry id"),
    Kind.CODE,
    required=True,
)

CONFLICTS: Final = Table(
    "conflicts",
    ("回避", "利益冲突", "回避名单", "冲突"),
    (
        _JUDGE,
        _ENTRY,
        Column(
            "kind",
            ("类型", "原因", "回避原因", "冲突类型", "关系", "reason", "type"),
            Kind.CHOICE,
            choices=CONFLICT_KINDS,
        ),
    ),
    CONFLICT_ROW_LIMIT,
    needs_rows=False,
)

SCORES: Final = Table(
    "scores",
    ("得分", "匹配度", "打分", "bids"),
    (
        _ENTRY,
        _JUDGE,
        Column("score", ("得分", "分数", "匹配度", "意愿", "fit", "bid", "similarity"), Kind.NUMBER, required=True),
    ),
)

RELATIONS: Final = {
    "investors": ConflictKind.STAKE,
    "host": ConflictKind.ADVISOR,
    "partners": ConflictKind.CO_WORK,
    "competitors": ConflictKind.COMPETITOR,
}


def read_judges(source: SheetSource) -> list[JudgeValue]:
    """The judges of a sheet. Raises SheetRefused with every bad cell."""
    faults = Faults(source.name)
    rows = read_table(source, JUDGES)
    for row in rows:
        least, most = row.find_integer("min_load"), row.find_integer("max_load")
        if least is not None and most is not None and least > most:
            faults.add(row.number, "min_load", "MINIMUM_ABOVE_MAXIMUM", {"minimum": least, "maximum": most})
    faults.raise_if_any()
    return [judge_of(row) for row in rows]


def read_entries(source: SheetSource) -> list[EntryValue]:
    """The entries of a sheet. Raises SheetRefused with every bad cell."""
    return [entry_of(row) for row in read_table(source, ENTRIES)]


def read_conflicts(
    source: SheetSource, judges: Sequence[JudgeValue], entries: Sequence[EntryValue]
) -> list[ConflictValue]:
    """The stated conflicts; judges and entries are named by code, or by a name that only one of them bears."""
    known_judges, known_entries = judge_references(judges), entry_references(entries)
    faults = Faults(source.name)
    found = []
    for row in read_table(source, CONFLICTS):
        judge = _find(known_judges, row, "judge", faults)
        entry = _find(known_entries, row, "entry", faults)
        if judge is not None and entry is not None:
            kind = ConflictKind(row.text("kind") or ConflictKind.SELF_DECLARED)
            found.append(ConflictValue(judges[judge].code, entries[entry].code, kind))
    faults.raise_if_any()
    return found


def judge_of(row: Row) -> JudgeValue:
    """A judge from a typed row."""
    return JudgeValue(
        code=row.text("code"),
        name=row.text("name"),
        organization=row.text("organization"),
        kind=JudgeKind(row.text("kind")) if row.text("kind") else None,
        fields=row.terms("fields"),
        region=row.text("region"),
        text=row.text("text"),
        max_load=row.find_integer("max_load"),
        min_load=row.find_integer("min_load"),
    )


def entry_of(row: Row) -> EntryValue:
    """An entry from a typed row."""
    related = [RelatedOrganization(name, kind) for column, kind in RELATIONS.items() for name in row.terms(column)]
    return EntryValue(
        code=row.text("code"),
        title=row.text("title"),
        summary=row.text("summary"),
        organization=row.text("organization"),
        track=row.text("track"),
        fields=row.terms("fields"),
        region=row.text("region"),
        judges_needed=row.find_integer("judges_needed"),
        related=tuple(related),
        advisors=row.terms("advisors"),
    )


def judge_references(judges: Sequence[JudgeValue]) -> References:
    """How other tables refer to judges."""
    return References("judges", [judge.code for judge in judges], [judge.name for judge in judges])


def entry_references(entries: Sequence[EntryValue]) -> References:
    """How other tables refer to entries."""
    return References("entries", [entry.code for entry in entries], [entry.title for entry in entries])


def _find(known: References, row: Row, column: str, faults: Faults) -> int | None:
    try:
        return known.get(row.text(column))
    except BadCell as bad:
        faults.add(row.number, column, bad.code, bad.params)
        return None
