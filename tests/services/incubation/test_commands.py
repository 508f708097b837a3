from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func
from sqlalchemy.exc import ProgrammingError
from sqlmodel import col, select

from services.incubation.commands import (
    check_incubator,
    edit_incubator,
    register_incubator,
    register_startups,
)
from services.incubation.inputs import IncubatorProfile, NewIncubator, NewStartup, StartupsRegistered
from services.incubation.models import Incubator, IncubatorKind, Residency, SpecialField, Startup
from services.incubation.rules import Figures
from services.incubation.startup_sheets import import_startups
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, SheetRefused, Stale
from services.organizations.models import MemberRole, Membership, Organization, OrganizationKind
from tests.factories.files import make_file
from tests.factories.identity import actor_of, make_account
from tests.factories.incubation import make_incubator, make_startup
from tests.factories.organizations import make_membership, make_organization, make_zone

PROFILE = IncubatorProfile(kind=IncubatorKind.COMPREHENSIVE, figures=Figures(area_m2=8_000, incubatee_count=20))
SHEET = """企业名称,统一社会信用代码,成立日期,入驻日期,特殊领域
青禾生物,,2024-05-01,2025年3月1日,生物医药
碧水膜材,91330100MA27XYL57K,2023/6/1,2025-01-15,
"""


@pytest.fixture
async def actor(database: Database) -> Actor:
    async with database.transaction(SYSTEM) as tx:
        return actor_of(await make_account(tx))


@pytest.fixture
async def incubator(database: Database, actor: Actor) -> Incubator:
    async with database.transaction(actor) as tx:
        made, _ = await register_incubator(tx, actor, NewIncubator(name="绿谷孵化器", profile=PROFILE))
    return made


async def import_sheet(
    database: Database, actor: Actor, incubator: Incubator, text: str, *, dry_run: bool = False
) -> StartupsRegistered:
    async with database.transaction(actor) as tx:
        file_id = await make_file(tx, actor, text.encode())
        return await import_startups(tx, actor, incubator.id, file_id, dry_run=dry_run)


async def count(database: Database, actor: Actor, table: type) -> int:
    async with database.transaction(actor) as tx:
        return await tx.scalar(select(func.count()).select_from(table)) or 0


async def test_who_registers_an_incubator_is_its_admin_and_sees_what_it_misses(
    database: Database, actor: Actor
) -> None:
    new = NewIncubator(name=" 绿谷  孵化器 ", uscc="91330100MA27XYL57X", profile=PROFILE)
    async with database.transaction(actor) as tx:
        incubator, warnings = await register_incubator(tx, actor, new)
        checked = await check_incubator(tx, incubator)
    async with database.transaction(actor) as tx:
        organization = await tx.get_one(Organization, incubator.organization_id)
        role = await tx.scalar(select(Membership.role).where(Membership.account_id == actor.account_id))
    assert (organization.kind, organization.name, role) == (OrganizationKind.INCUBATOR, "绿谷 孵化器", MemberRole.ADMIN)
    assert [(warning.path, warning.code) for warning in warnings] == [("uscc", "USCC_CHECK_CHARACTER")]
    assert checked.pack_id == "incubator-2018"
    assert {each.code: each.gap for each in checked.criteria if each.gap} == {
        "AREA": 2_000.0,
        "INCUBATEES": 30.0,
        "INCUBATEES_PER_1000_M2": 0.5,
    }


async def test_register_incubator_names_every_wrong_figure(database: Database, actor: Actor) -> None:
    figures = Figures(area_m2=-1, staff_count=3, professional_count=4, founded_on=date(2999, 1, 1))
    new = NewIncubator(name="绿谷", profile=replace(PROFILE, figures=figures))
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(actor) as tx:
            await register_incubator(tx, actor, new)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("figures.foundedOn", "OUT_OF_RANGE"),
        ("figures.areaM2", "OUT_OF_RANGE"),
        ("figures.professionalCount", "ABOVE_WHOLE"),
    ]


async def test_nobody_registers_an_incubator(database: Database) -> None:
    with pytest.raises(NotAllowed) as refused:
        async with database.transaction(NOBODY) as tx:
            await register_incubator(tx, NOBODY, NewIncubator(name="绿谷", profile=PROFILE))
    assert refused.value.code == "SIGN_IN_REQUIRED"


async def test_edit_incubator_needs_an_admin_and_the_version(
    database: Database, actor: Actor, incubator: Incubator
) -> None:
    async with database.transaction(SYSTEM) as tx:
        member = actor_of(account := await make_account(tx))
        await make_membership(tx, account, await tx.get_one(Organization, incubator.organization_id))
    changed = replace(PROFILE, main_industry="节能环保")
    async with database.transaction(actor) as tx:
        edited = await edit_incubator(tx, actor, incubator.id, 1, changed)
    assert (edited.version, edited.main_industry) == (2, "节能环保")
    with pytest.raises(Stale) as stale:
        async with database.transaction(actor) as tx:
            await edit_incubator(tx, actor, incubator.id, 1, changed)
    assert stale.value.current_version == 2
    with pytest.raises(NotAllowed):
        async with database.transaction(member) as tx:
            await edit_incubator(tx, member, incubator.id, 2, changed)


async def test_register_startups_enters_startups_with_their_stay(
    database: Database, actor: Actor, incubator: Incubator
) -> None:
    new = NewStartup(name="碧水膜材", entered_on=date(2025, 1, 15), founded_on=date(2024, 1, 1), industry="水处理")
    async with database.transaction(actor) as tx:
        done = await register_startups(tx, actor, incubator.id, [new])
    async with database.transaction(actor) as tx:
        row = (
            await tx.execute(
                select(Organization.kind, Organization.name, Startup.industry, Residency.entered_on)
                .join(Startup, col(Startup.organization_id) == Organization.id)
                .join(Residency, col(Residency.startup_organization_id) == Organization.id)
            )
        ).one()
    assert (done.created_count, done.updated_count, done.unchanged_count) == (1, 0, 0)
    assert tuple(row) == (OrganizationKind.STARTUP, "碧水膜材", "水处理", date(2025, 1, 15))


async def test_register_startups_is_all_or_nothing(database: Database, actor: Actor, incubator: Incubator) -> None:
    async with database.transaction(SYSTEM) as tx:
        await make_organization(tx, name="大唐化工", kind=OrganizationKind.ENTERPRISE)
    startups = [
        NewStartup(name="碧水膜材", entered_on=date(2025, 1, 15)),
        NewStartup(name="碧水膜材", entered_on=None),
        NewStartup(name="大唐化工", entered_on=date(2025, 1, 15), left_on=date(2024, 1, 1)),
    ]
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(actor) as tx:
            await register_startups(tx, actor, incubator.id, startups)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("startups.1.enteredOn", "REQUIRED"),
        ("startups.2.leftOn", "OUT_OF_RANGE"),
        ("startups.1.name", "NOT_UNIQUE"),
        ("startups.2.name", "NOT_A_STARTUP"),
    ]
    assert await count(database, SYSTEM, Residency) == 0


async def test_warnings_stand_against_nothing(database: Database, actor: Actor, incubator: Incubator) -> None:
    old = NewStartup(name="老树", uscc="XYZ", entered_on=date(2019, 1, 1), founded_on=date(2010, 1, 1))
    async with database.transaction(actor) as tx:
        done = await register_startups(tx, actor, incubator.id, [old])
    assert [(warning.path, warning.code) for warning in done.warnings] == [
        ("startups.0.uscc", "USCC_LENGTH"),
        ("startups.0.foundedOn", "OLD_AT_ENTRY"),
        ("startups.0.enteredOn", "STAY_OVERDUE"),
    ]
    assert await count(database, actor, Residency) == 1


async def test_a_dry_run_writes_nothing(database: Database, actor: Actor, incubator: Incubator) -> None:
    await import_sheet(database, actor, incubator, SHEET)
    changed = SHEET.replace("青禾生物", "青禾生命")
    done = await import_sheet(database, actor, incubator, changed, dry_run=True)
    assert (done.created_count, done.updated_count, done.unchanged_count) == (1, 0, 1)
    assert await count(database, actor, Startup) == 2


async def test_import_again_recognizes_by_code_or_name(database: Database, actor: Actor, incubator: Incubator) -> None:
    first = await import_sheet(database, actor, incubator, SHEET)
    renamed = SHEET.replace("碧水膜材", "碧水科技").replace("2025年3月1日", "2025年4月1日")
    again = await import_sheet(database, actor, incubator, renamed)
    third = await import_sheet(database, actor, incubator, renamed)
    async with database.transaction(actor) as tx:
        names = set(await tx.scalars(select(Organization.name).where(Organization.kind == OrganizationKind.STARTUP)))
        entered = set(await tx.scalars(select(Residency.entered_on)))
    assert [(each.created_count, each.updated_count, each.unchanged_count) for each in (first, again, third)] == [
        (2, 0, 0),
        (0, 2, 0),
        (0, 0, 2),
    ]
    assert names == {"青禾生物", "碧水科技"}
    assert entered == {date(2025, 4, 1), date(2025, 1, 15)}


async def test_import_names_every_bad_cell_with_its_row(database: Database, actor: Actor, incubator: Incubator) -> None:
    bad = "企业名称,入驻日期\n甲,2025-13-01\n,2025-01-01\n"
    with pytest.raises(SheetRefused) as refused:
        await import_sheet(database, actor, incubator, bad)
    assert [(fault.row, fault.column, fault.code) for fault in refused.value.faults] == [
        (2, "入驻日期", "NOT_A_DATE"),
        (3, "企业名称", "CELL_EMPTY"),
    ]


async def test_import_names_rows_that_repeat_or_belong_elsewhere(
    database: Database, actor: Actor, incubator: Incubator
) -> None:
    async with database.transaction(SYSTEM) as tx:
        other = await make_incubator(tx)
        await make_startup(tx, other, name="别家企业")
    text = "企业名称,入驻日期\n甲,2025-01-01\n别家企业,2025-01-01\n甲,2025-01-01\n"
    with pytest.raises(SheetRefused) as refused:
        await import_sheet(database, actor, incubator, text)
    assert [(fault.row, fault.code, dict(fault.params)) for fault in refused.value.faults] == [
        (4, "NOT_UNIQUE", {"value": "甲", "first_row": 2}),
        (3, "RESIDENT_ELSEWHERE", {}),
    ]


async def test_a_startup_that_left_may_enter_elsewhere_and_come_back(
    database: Database, actor: Actor, incubator: Incubator
) -> None:
    async with database.transaction(SYSTEM) as tx:
        elsewhere = actor_of(account := await make_account(tx))
        other = await make_incubator(tx, admin=account)
    stays = [
        (actor, incubator, NewStartup(name="甲", entered_on=date(2020, 1, 1), left_on=date(2021, 1, 1))),
        (elsewhere, other, NewStartup(name="甲", entered_on=date(2021, 2, 1), left_on=date(2022, 1, 1))),
        (actor, incubator, NewStartup(name="甲", entered_on=date(2023, 1, 1))),
    ]
    for who, where, startup in stays:
        async with database.transaction(who) as tx:
            done = await register_startups(tx, who, where.id, [startup])
        assert (done.created_count, done.updated_count, done.unchanged_count) == (1, 0, 0)
    async with database.transaction(actor) as tx:
        entered = (await tx.scalars(select(Residency.entered_on).order_by(col(Residency.entered_on)))).all()
    assert entered == [date(2020, 1, 1), date(2023, 1, 1)]


async def test_an_empty_cell_says_nothing(database: Database, actor: Actor, incubator: Incubator) -> None:
    await import_sheet(database, actor, incubator, SHEET)
    done = await import_sheet(database, actor, incubator, "企业名称,入驻日期\n青禾生物,2025-03-01\n")
    async with database.transaction(actor) as tx:
        kept = (
            await tx.execute(
                select(Startup.founded_on, Residency.special_field)
                .join(Residency, onclause=Residency.startup_organization_id == Startup.organization_id)
                .where(col(Residency.entered_on) == date(2025, 3, 1))
            )
        ).one()
    assert (done.unchanged_count, tuple(kept)) == (1, (date(2024, 5, 1), SpecialField.BIOMEDICINE))


async def test_a_startup_is_where_its_incubator_is(database: Database, actor: Actor) -> None:
    async with database.transaction(SYSTEM) as tx:
        zone = await make_zone(tx)
    new = NewIncubator(name="绿谷", province="浙江", zone_id=zone.id, profile=PROFILE)
    async with database.transaction(actor) as tx:
        made, _ = await register_incubator(tx, actor, new)
        await register_startups(tx, actor, made.id, [NewStartup(name="甲", entered_on=date(2025, 1, 1))])
        startup = (await tx.scalars(select(Organization).where(Organization.name == "甲"))).one()
    assert (startup.province, startup.zone_id) == ("浙江", zone.id)


async def test_a_startup_with_people_of_its_own_keeps_its_record(
    database: Database, actor: Actor, incubator: Incubator
) -> None:
    async with database.transaction(SYSTEM) as tx:
        await make_startup(tx, incubator, name="自主企业", admin=await make_account(tx), entered_on=date(2025, 1, 1))
    given = NewStartup(name="自主企业", entered_on=date(2025, 2, 1), industry="别的行业")
    async with database.transaction(actor) as tx:
        done = await register_startups(tx, actor, incubator.id, [given])
    async with database.transaction(actor) as tx:
        kept = (
            await tx.execute(
                select(Startup.industry, Residency.entered_on).join(
                    Residency, onclause=Residency.startup_organization_id == Startup.organization_id
                )
            )
        ).one()
    assert [warning.code for warning in done.warnings] == ["KEEPS_OWN_RECORD"]
    assert tuple(kept) == ("节能环保", date(2025, 2, 1))


async def test_a_stranger_sees_and_registers_nothing(database: Database, incubator: Incubator) -> None:
    async with database.transaction(SYSTEM) as tx:
        stranger = actor_of(account := await make_account(tx))
        await make_incubator(tx, admin=account)
    assert await count(database, stranger, Incubator) == 1
    new = NewStartup(name="甲", entered_on=date(2025, 1, 1))
    with pytest.raises(NotFound) as refused:
        async with database.transaction(stranger) as tx:
            await register_startups(tx, stranger, incubator.id, [new])
    assert refused.value.code == "INCUBATOR_NOT_FOUND"


@pytest.mark.parametrize("table", [Incubator, Startup, Residency])
async def test_row_policies_hide_incubation_from_nobody_and_others(database: Database, table: type) -> None:
    async with database.transaction(SYSTEM) as tx:
        owner = actor_of(account := await make_account(tx))
        other = actor_of(await make_account(tx))
        await make_startup(tx, await make_incubator(tx, admin=account))
    assert [await count(database, actor, table) for actor in (NOBODY, other, owner)] == [0, 0, 1]


async def test_a_startup_sees_its_own_stay_only(database: Database, incubator: Incubator) -> None:
    async with database.transaction(SYSTEM) as tx:
        person = actor_of(account := await make_account(tx))
        await make_startup(tx, incubator, admin=account)
        await make_startup(tx, incubator)
    assert [await count(database, person, table) for table in (Incubator, Startup, Residency)] == [0, 1, 1]


async def test_row_policies_refuse_a_stay_in_another_incubator(
    database: Database, actor: Actor, incubator: Incubator
) -> None:
    async with database.transaction(SYSTEM) as tx:
        foreign = await make_incubator(tx)
        startup = await make_startup(tx, incubator)
    stay = {"organization_id": foreign.organization_id, "startup_organization_id": startup.id}
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with database.transaction(actor) as tx:
            tx.add(Residency(**stay, entered_on=date(2020, 1, 1), left_on=date(2021, 1, 1)))
