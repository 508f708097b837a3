import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func
from sqlmodel import select

from services.catalog.entering import Entered, Listing
from services.catalog.inputs import IndicatorContent
from services.catalog.models import (
    Comparator,
    CooperationMode,
    GreenField,
    Need,
    NeedCategory,
    NeedIndicator,
    NeedState,
    PackageState,
    TechnologyPackage,
    Visibility,
)
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import NotAllowed, SheetRefused
from services.matching.imports import import_needs, import_packages
from services.matching.models import Candidate
from services.matching.sheets import read_indicator
from services.organizations.models import OrganizationKind
from tests.factories.catalog import make_package
from tests.factories.files import make_file
from tests.factories.matching import WATER_PACKAGE, Party, make_party

NEED_ROW = {
    "需求编号": "N1",
    "需求名称": "印染废水脱色",
    "需求描述": "印染废水色度高，需要可回用的深度处理技术，出水要稳定。",
    "领域": "清洁生产；印染",
    "指标": "出水色度≤10 倍；回用率 不低于 70%(现状 30)",
    "预算万元": "120",
    "需要数": "2",
    "需求类别": "技术改造",
    "合作方式": "合作开发、许可",
    "截止日期": "2099-12-31",
    "决策人": "总工程师",
    "公开范围": "部分公开",
    "联系人": "李工",
    "联系电话": "0571-0000",
}
PACKAGE_ROW = {
    "成果编号": "R1",
    "成果名称": "臭氧催化脱色技术",
    "简介": "印染废水臭氧催化氧化。",
    "成熟度": "7",
    "承接能力": "2",
    "关键词": "臭氧;脱色",
    "转化方式": "许可",
    "有效期": "2099-12-31",
    "价格": "80",
    "价格上限": "150",
}


@pytest.fixture
async def enterprise(database: Database) -> Party:
    async with database.transaction(SYSTEM) as tx:
        return await make_party(tx, OrganizationKind.ENTERPRISE)


@pytest.fixture
async def institute(database: Database) -> Party:
    async with database.transaction(SYSTEM) as tx:
        return await make_party(tx, OrganizationKind.INSTITUTE)


def sheet(*rows: dict[str, str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


async def enter(
    database: Database, party: Party, content: bytes, *, publish: bool = True, dry_run: bool = False
) -> Entered:
    """Import as the party, whichever of the two tables is its own."""
    is_enterprise = party.organization.kind is OrganizationKind.ENTERPRISE
    async with database.transaction(party.actor) as tx:
        file_id = await make_file(tx, party.actor, content)
        listing = Listing(party.organization.id, publish=publish, dry_run=dry_run)
        return await (import_needs if is_enterprise else import_packages)(tx, party.actor, listing, file_id)


async def count(database: Database, table: type) -> int:
    async with database.transaction(SYSTEM) as tx:
        return await tx.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (
            "综合能耗 ≤ 0.4 tce/万元 (现状 0.464)",
            ("综合能耗", Comparator.AT_MOST, Decimal("0.4"), "tce/万元", Decimal("0.464")),
        ),
        ("回收率>=95%", ("回收率", Comparator.AT_LEAST, Decimal(95), "%", None)),
        ("粒径=-2.5 μm", ("粒径", Comparator.EQUAL, Decimal("-2.5"), "μm", None)),
        ("寿命 不低于 10 年", ("寿命", Comparator.AT_LEAST, Decimal(10), "年", None)),
        ("效率明显提高", ("效率明显提高", None, None, "", None)),
    ],
)
def test_an_indicator_is_read_out_of_one_phrase(term: str, expected: tuple[object, ...]) -> None:
    read: IndicatorContent = read_indicator(term)
    assert (read.name, read.comparator, read.target, read.unit, read.baseline) == expected


async def test_needs_are_imported_published_and_have_candidates(
    database: Database, enterprise: Party, institute: Party
) -> None:
    async with database.transaction(SYSTEM) as tx:
        package = await make_package(tx, institute.organization, **WATER_PACKAGE)
    done = await enter(database, enterprise, sheet(NEED_ROW))
    async with database.transaction(enterprise.actor) as tx:
        need = (await tx.scalars(select(Need))).one()
        indicators = (await tx.scalars(select(NeedIndicator).order_by(NeedIndicator.position))).all()
        candidate = (await tx.scalars(select(Candidate))).one()
    assert (done.created_count, done.updated_count, done.unchanged_count, done.faults) == (1, 0, 0, ())
    assert (need.code, need.state, need.category, need.visibility, need.wanted_count) == (
        "N1",
        NeedState.PUBLISHED,
        NeedCategory.UPGRADE,
        Visibility.PARTIAL,
        2,
    )
    assert (need.green_fields, need.technical_fields) == ([GreenField.CLEAN_PRODUCTION], ["印染"])
    assert need.cooperation_modes == [CooperationMode.DEVELOPMENT, CooperationMode.LICENSE]
    assert [(each.name, each.target, each.unit, each.baseline) for each in indicators] == [
        ("出水色度", Decimal(10), "倍", None),
        ("回用率", Decimal(70), "%", Decimal(30)),
    ]
    assert (candidate.need_id, candidate.package_id, candidate.rank) == (need.id, package.id, 1)


async def test_packages_are_imported_and_published(database: Database, institute: Party) -> None:
    done = await enter(database, institute, sheet(PACKAGE_ROW))
    async with database.transaction(institute.actor) as tx:
        package = (await tx.scalars(select(TechnologyPackage))).one()
    assert done.created_count == 1
    assert (package.state, package.trl, package.max_adopters, package.keywords) == (
        PackageState.PUBLISHED,
        7,
        2,
        ["臭氧", "脱色"],
    )
    assert (package.price_min_wan, package.price_max_wan, package.valid_until) == (80, 150, date(2099, 12, 31))


async def test_an_import_again_updates_by_code(database: Database, enterprise: Party) -> None:
    second = NEED_ROW | {"需求编号": "N2"}
    await enter(database, enterprise, sheet(NEED_ROW, second))
    changed = second | {"需求名称": "印染废水回用", "指标": "回用率≥80%"}
    again = await enter(database, enterprise, sheet(NEED_ROW, changed))
    async with database.transaction(enterprise.actor) as tx:
        versions = dict((await tx.execute(select(Need.code, Need.version))).all())
    assert (again.created_count, again.updated_count, again.unchanged_count) == (0, 1, 1)
    assert versions == {"N1": 1, "N2": 2}
    assert await count(database, NeedIndicator) == 3


async def test_a_dry_run_writes_nothing(database: Database, enterprise: Party, institute: Party) -> None:
    needs = await enter(database, enterprise, sheet(NEED_ROW), dry_run=True)
    packages = await enter(database, institute, sheet(PACKAGE_ROW), dry_run=True)
    assert (needs.created_count, packages.created_count) == (1, 1)
    assert (await count(database, Need), await count(database, TechnologyPackage)) == (0, 0)


async def test_drafts_may_be_imported_unfinished(database: Database, enterprise: Party) -> None:
    await enter(database, enterprise, sheet({"需求编号": "N1", "需求名称": "余热回收"}), publish=False)
    async with database.transaction(enterprise.actor) as tx:
        assert (await tx.scalars(select(Need.state))).all() == [NeedState.DRAFT]


async def test_every_cell_that_stands_against_publishing_is_named(database: Database, enterprise: Party) -> None:
    bad = NEED_ROW | {"需求编号": "N2", "指标": "更好", "截止日期": "2020-01-01", "决策人": "", "需要数": "0"}
    with pytest.raises(SheetRefused) as refused:
        await enter(database, enterprise, sheet(NEED_ROW, bad))
    assert [(fault.row, fault.column, fault.code) for fault in refused.value.faults] == [
        (3, "需要数", "OUT_OF_RANGE"),
        (3, "决策人", "REQUIRED"),
        (3, "截止日期", "IN_THE_PAST"),
        (3, "指标", "REQUIRED"),
        (3, "指标", "REQUIRED"),
        (3, "指标", "REQUIRED"),
    ]
    assert await count(database, Need) == 0


async def test_bad_cells_and_unknown_words_are_named(database: Database, institute: Party) -> None:
    cells = []
    for change in ({"成熟度": "十"}, {"转化方式": "许可;赠送"}, {"承接能力": "0"}, {"关键词": "一;二;三;四"}):
        with pytest.raises(SheetRefused) as refused:
            await enter(database, institute, sheet(PACKAGE_ROW | change))
        cells += [(fault.row, fault.column, fault.code) for fault in refused.value.faults]
    assert cells == [
        (2, "成熟度", "NOT_A_NUMBER"),
        (2, "转化方式", "UNKNOWN_VALUE"),
        (2, "承接能力", "OUT_OF_RANGE"),
        (2, "关键词", "TOO_MANY"),
    ]


async def test_strangers_import_nothing(database: Database, enterprise: Party) -> None:
    async with database.transaction(SYSTEM) as tx:
        stranger = await make_party(tx, OrganizationKind.ENTERPRISE)
    with pytest.raises(NotAllowed) as refused:
        await enter(database, Party(enterprise.organization, stranger.actor), sheet(NEED_ROW))
    assert refused.value.code == "NOT_A_MEMBER"
