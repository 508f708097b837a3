"""Judges, entries and conflicts out of spreadsheets."""

import pytest

from services.judging.tables import read_conflicts, read_entries, read_judges
from services.judging.values import (
    ConflictKind,
    ConflictValue,
    EntryValue,
    JudgeKind,
    JudgeValue,
    RelatedOrganization,
)
from services.kit.refusals import CellFault, SheetRefused
from services.kit.sheets import SheetSource

JUDGES = [JudgeValue("J1", "张一"), JudgeValue("J2", "李二"), JudgeValue("J3", "李二")]
ENTRIES = [EntryValue("E1", "余热回收"), EntryValue("E2", "污泥减量")]


def source(text: str, encoding: str = "utf-8") -> SheetSource:
    return SheetSource("table.csv", text.encode(encoding))


def test_judges_are_read_with_chinese_headers_in_gbk() -> None:
    head = "专家编号,姓名,工作单位,专家类别,专业领域,最多评审数,最少评审数,研究方向\n"
    text = head + "7,陈,清华大学,投资,节能；环保,12,2,储能\n"
    assert read_judges(source(text, "gbk")) == [
        JudgeValue("7", "陈", "清华大学", JudgeKind.INVESTOR, ("节能", "环保"), "", "储能", 12, 2)
    ]


def test_judges_are_read_with_english_headers() -> None:
    text = "Judge ID;Name;Affiliation;Type;Topics;Capacity\nA;Ann;MIT;technical;solar, wind;4\n"
    assert read_judges(source(text)) == [
        JudgeValue("A", "Ann", "MIT", JudgeKind.TECHNICAL, ("solar", "wind"), max_load=4)
    ]


def test_a_least_load_above_the_most_is_a_bad_cell() -> None:
    with pytest.raises(SheetRefused) as refused:
        read_judges(source("code,min_load,max_load\nA,5,4\n"))
    assert refused.value.faults == (CellFault(2, "min_load", "MINIMUM_ABOVE_MAXIMUM", {"minimum": 5, "maximum": 4}),)


def test_entries_carry_their_relations() -> None:
    head = "项目编号,项目名称,参赛单位,赛道,评委数,投资方,孵化器,合作单位,竞争对手,导师\n"
    text = head + "E1,余热,甲,初创,5,乙、丙,丁,戊,己,陈\n"
    assert read_entries(source(text)) == [
        EntryValue(
            "E1",
            "余热",
            organization="甲",
            track="初创",
            judges_needed=5,
            related=(
                RelatedOrganization("乙", ConflictKind.STAKE),
                RelatedOrganization("丙", ConflictKind.STAKE),
                RelatedOrganization("丁", ConflictKind.ADVISOR),
                RelatedOrganization("戊", ConflictKind.CO_WORK),
                RelatedOrganization("己", ConflictKind.COMPETITOR),
            ),
            advisors=("陈",),
        )
    ]


def test_conflicts_name_people_by_code_or_by_a_name_only_one_bears() -> None:
    text = "评委,项目,回避原因\nJ2,E1,师生\n张一,污泥减量,\nＪ３,E2,kin\n"
    assert read_conflicts(source(text), JUDGES, ENTRIES) == [
        ConflictValue("J2", "E1", ConflictKind.TEACHER_STUDENT),
        ConflictValue("J1", "E2", ConflictKind.SELF_DECLARED),
        ConflictValue("J3", "E2", ConflictKind.KIN),
    ]


def test_a_list_of_conflicts_may_be_empty() -> None:
    assert read_conflicts(source("judge,entry\n"), JUDGES, ENTRIES) == []


def test_unknown_people_are_named_with_row_and_what_was_meant() -> None:
    with pytest.raises(SheetRefused) as refused:
        read_conflicts(source("judge,entry\nJ1,E1\nJ22,E1\n李二,E9\n"), JUDGES, ENTRIES)
    assert refused.value.faults == (
        CellFault(3, "judge", "UNKNOWN_REFERENCE", {"value": "J22", "table": "judges", "nearest": "J2"}),
        CellFault(4, "judge", "UNKNOWN_REFERENCE", {"value": "李二", "table": "judges", "nearest": ""}),
        CellFault(4, "entry", "UNKNOWN_REFERENCE", {"value": "E9", "table": "entries", "nearest": ""}),
    )
