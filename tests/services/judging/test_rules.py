"""Who may not judge whom."""

import pytest

from services.judging import rules
from services.judging.rules import derive_conflicts, merge_conflicts, normalize_organization
from services.judging.values import ConflictKind, ConflictValue, EntryValue, JudgeValue, RelatedOrganization
from services.kit.refusals import RuleBroken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("绿能科技（北京）有限公司", "绿能科技(北京)有限责任公司"),
        ("绿能科技股份有限公司", " 绿能科技  有限公司 "),
        ("Ｇｒｅｅｎ　Ｅｎｅｒｇｙ Co., Ltd.", "Green Energy"),
        ("GREEN ENERGY, INC.", "green energy inc"),
        ("清华大学环境学院", "清华大学"),
        ("北京大学深圳研究生院", "北京大学"),
        ("Department of Chemistry, Tsinghua University", "Tsinghua University"),
        ("同济大学附属第十人民医院", "同济大学"),
    ],
)
def test_one_organization_has_one_form(one: str, other: str) -> None:
    assert normalize_organization(one) == normalize_organization(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("清华大学", "北京大学"),
        ("广州大学城投资经营有限公司", "广州大学"),
        ("北京绿能科技有限公司", "绿能科技有限公司"),
        ("有限公司", "股份公司"),
    ],
)
def test_different_organizations_stay_different(one: str, other: str) -> None:
    assert normalize_organization(one) != normalize_organization(other)


def test_conflicts_come_from_organization_relations_and_advisors() -> None:
    judges = [
        JudgeValue("J1", "张一", "绿能科技（北京）有限公司；北京大学"),
        JudgeValue("J2", "李 二", "蓝天创投"),
        JudgeValue("J3", "王三", ""),
        JudgeValue("J4", "", "碧水公司"),
    ]
    entries = [
        EntryValue(
            "E1",
            organization="绿能科技(北京)有限责任公司",
            related=(RelatedOrganization("蓝天创投有限公司", ConflictKind.STAKE),),
            advisors=("李二（教授）", "王三"),
        ),
        EntryValue("E2", organization="北京大学化学学院", related=(RelatedOrganization("", ConflictKind.STAKE),)),
        EntryValue("E3", organization=""),
    ]
    assert derive_conflicts(judges, entries) == [
        ConflictValue("J1", "E1", ConflictKind.SAME_ORG),
        ConflictValue("J2", "E1", ConflictKind.STAKE),
        ConflictValue("J3", "E1", ConflictKind.ADVISOR),
        ConflictValue("J1", "E2", ConflictKind.SAME_ORG),
    ]


def test_what_people_stated_comes_before_what_was_derived() -> None:
    stated = [ConflictValue("J1", "E1", ConflictKind.KIN)]
    derived = [ConflictValue("J1", "E1", ConflictKind.SAME_ORG), ConflictValue("J2", "E1", ConflictKind.SAME_ORG)]
    assert merge_conflicts(stated, derived) == [stated[0], derived[1]]


def test_one_organization_in_every_row_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "CONFLICT_LIMIT", 20)
    judges = [JudgeValue(f"J{number}", organization="市科技局") for number in range(5)]
    entries = [EntryValue(f"E{number}", organization="市科技局") for number in range(5)]
    with pytest.raises(RuleBroken) as refused:
        derive_conflicts(judges, entries)
    assert refused.value.code == "TOO_MANY_CONFLICTS"
