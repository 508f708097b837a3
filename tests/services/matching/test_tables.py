"""Needs and packages out of spreadsheets."""

from services.kit.sheets import SheetSource
from services.matching.tables import read_needs, read_packages
from services.matching.values import NeedValue, PackageValue


def source(text: str, encoding: str = "utf-8") -> SheetSource:
    return SheetSource("table.csv", text.encode(encoding))


def test_needs_are_read_with_chinese_headers() -> None:
    head = "需求编号,需求名称,需求描述,领域,产业链环节,成熟度,技术指标,预算（万元）,地区,推荐数\n"
    assert read_needs(
        source(head + 'N1,除磷,"污水中的磷,低于0.3",水处理,药剂,7,总磷；能耗,120.5,河南,2\n', "gb18030")
    ) == [NeedValue("N1", "除磷", "污水中的磷,低于0.3", ("水处理",), ("药剂",), 7, ("总磷", "能耗"), 120.5, "河南", 2)]


def test_packages_are_read_with_chinese_headers() -> None:
    head = "成果包编号,成果名称,成果简介,技术领域,技术成熟度,报价,承接能力\n"
    assert read_packages(source(head + "P1,除磷药剂,高效,水处理,8,90,3\n")) == [
        PackageValue("P1", "除磷药剂", "高效", ("水处理",), trl=8, price=90.0, max_adopters=3)
    ]


def test_the_headers_of_the_public_contest_are_known() -> None:
    assert read_needs(source("need,title,text\nN001,系统研发,研制系统\n")) == [
        NeedValue("N001", "系统研发", "研制系统")
    ]
    assert read_packages(source("result,title_words\nR0001,智能 工厂\n")) == [PackageValue("R0001", "智能 工厂")]
