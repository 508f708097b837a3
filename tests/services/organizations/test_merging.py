"""Two organizations that are one: found by their names, and made one with all that refers to them."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ARRAY, Uuid, text
from sqlmodel import SQLModel

import services.migrations.rooms
import services.notices.tasks  # noqa: F401 - takes events
from services.events.commands import dispatch_events
from services.identity.models import Locale
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.ids import new_id
from services.kit.mail import read_outbox
from services.kit.refusals import NotAllowed, RuleBroken
from services.kit.settings import Settings
from services.notices.commands import send_due_mails
from services.organizations.merging import _references, core_of, merge_organizations, rank_similar
from services.organizations.models import MemberRole, MembershipRequest, Organization, OrganizationKind
from tests.factories.catalog import make_need
from tests.factories.identity import actor_of, make_account
from tests.factories.incubation import make_incubator, make_startup
from tests.factories.organizations import make_invitation, make_membership, make_organization, make_zone

CODE = "91990000MAGB00101G"
NAMES = ("原管理员", "管理员", "原成员", "两边的成员", "成员", "申请人")


class Cast:
    """A zone's administration, and an enterprise that is here twice."""

    official: Actor
    kept: Organization
    merged: Organization


@pytest.fixture
async def cast(database: Database) -> Cast:
    made = Cast()
    async with database.transaction(SYSTEM) as tx:
        official = await make_account(tx)
        made.official = actor_of(official)
        zone = await make_zone(tx)
        await make_organization(tx, kind=OrganizationKind.ZONE_ADMIN, zone=zone, admin=official)
        made.kept = await make_organization(tx, name="青禾节能设备有限公司", zone=zone)
        made.merged = await make_organization(tx, name="青禾节能设备公司", zone=zone)
        made.merged.uscc = CODE
    return made


async def merge(database: Database, cast: Cast) -> Organization:
    async with database.transaction(cast.official) as tx:
        return await merge_organizations(tx, cast.official, cast.kept.id, cast.merged.id)


@pytest.mark.parametrize(
    ("name", "other", "is_near"),
    [
        ("青禾节能设备有限公司", "青禾节能设备股份有限公司", True),
        ("青禾节能设备有限公司", "青禾（云泽）节能设备有限责任公司", True),
        ("青禾节能设备有限公司", "青木节能设备有限公司", True),
        ("青禾节能设备有限公司", "碧水膜材料有限公司", False),
        ("ACME Energy", "acme energy", True),
    ],
)
def test_names_are_compared_without_their_legal_form(name: str, other: str, *, is_near: bool) -> None:
    assert bool(rank_similar(name, {new_id(): other})) is is_near


def test_the_nearest_name_comes_first() -> None:
    names = ["青木节能设备有限公司", "青禾节能设备公司", "碧水"]
    found = rank_similar("青禾节能设备有限公司", {new_id(): name for name in names})
    assert [each.name for each in found] == ["青禾节能设备公司", "青木节能设备有限公司"]
    assert found[0].score == 100
    assert core_of("（）") == "（）"


def test_every_column_that_names_organizations_is_known() -> None:
    """A list of organizations under another name would stay behind; its column has to be named as the others."""
    lists = [
        column.name
        for table in SQLModel.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, ARRAY) and isinstance(column.type.item_type, Uuid)
    ]
    assert set(lists) <= {column.name for column in _references()} | {
        "judge_ids",
        "entry_ids",
        "supply_ids",
        "demand_ids",
    }
    assert len(_references()) > 10


async def rows(database: Database, query: str, **given: Any) -> list[tuple[Any, ...]]:
    async with database.transaction(SYSTEM) as tx:
        return [tuple(row) for row in await tx.execute(text(query), given)]


async def test_rows_of_every_room_move(database: Database, cast: Cast) -> None:
    async with database.transaction(SYSTEM) as tx:
        other = await make_organization(tx)
        need = await make_need(tx, cast.merged)
        private = await make_need(tx, other, title="蒸汽余热")
        await tx.execute(
            text("UPDATE need SET consented_organization_ids = ARRAY[:merged, :other]::uuid[] WHERE id = :id"),
            {"merged": cast.merged.id, "other": other.id, "id": private.id},
        )
    kept = await merge(database, cast)
    assert (kept.uscc, kept.version) == (CODE, 2)
    assert await rows(database, "SELECT organization_id FROM need WHERE id = :id", id=need.id) == [(cast.kept.id,)]
    consented = "SELECT consented_organization_ids FROM need WHERE id = :id"
    assert await rows(database, consented, id=private.id) == [([cast.kept.id, other.id],)]
    assert await rows(database, "SELECT count(*) FROM organization WHERE id = :id", id=cast.merged.id) == [(0,)]
    record = "SELECT organization_id, merged_id, merged_name, merged_uscc FROM organization_merge"
    assert await rows(database, record) == [(cast.kept.id, cast.merged.id, "青禾节能设备公司", CODE)]


async def test_people_of_both_belong_once_with_their_higher_role(database: Database, cast: Cast) -> None:
    async with database.transaction(SYSTEM) as tx:
        both, one, lower = [await make_account(tx) for _ in range(3)]
        await make_membership(tx, both, cast.kept)
        await make_membership(tx, both, cast.merged, role=MemberRole.ADMIN)
        await make_membership(tx, one, cast.merged)
        await make_membership(tx, lower, cast.kept, role=MemberRole.ADMIN)
        await make_membership(tx, lower, cast.merged)
        for organization in (cast.kept, cast.merged):
            await make_invitation(tx, both, organization.id, email="zhao@greenbridge.example")
    await merge(database, cast)
    found = dict(
        await rows(database, "SELECT account_id, role FROM membership WHERE organization_id = :id", id=cast.kept.id)
    )
    assert found == {both.id: "ADMIN", one.id: "MEMBER", lower.id: "ADMIN"}
    assert await rows(database, "SELECT organization_id FROM invitation") == [(cast.kept.id,)]


async def test_all_people_of_the_merged_one_and_the_admins_of_the_kept_are_told_once(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    """Nobody hears that they no longer belong, or were not let in, where their row gave way."""
    async with database.transaction(SYSTEM) as tx:
        boss, chief, one, both, idle, asks = [await make_account(tx, name=name) for name in NAMES]
        boss.locale = Locale.EN
        await make_membership(tx, boss, cast.merged, role=MemberRole.ADMIN)
        await make_membership(tx, chief, cast.kept, role=MemberRole.ADMIN)
        for person, organization in ((one, cast.merged), (both, cast.merged), (both, cast.kept), (idle, cast.kept)):
            await make_membership(tx, person, organization)
        await make_membership(tx, chief, cast.merged)
        for organization in (cast.kept, cast.merged):
            tx.add(MembershipRequest(account_id=asks.id, organization_id=organization.id))
    await dispatch_events(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("DELETE FROM notice"))
    await merge(database, cast)
    await dispatch_events(database)
    told = "SELECT a.name, n.kind, n.subject_type, n.subject_id FROM notice n JOIN account a ON a.id = n.account_id"
    assert sorted(await rows(database, told)) == sorted(
        (name, "ORGANIZATIONS_MERGED", "Organization", cast.kept.id) for name in NAMES[:4]
    )
    settings = Settings(home=tmp_path, public_url="https://green.example/")
    assert await send_due_mails(database, settings) == 4
    mails = [kept.mail.text for kept in read_outbox(settings, 10)]
    assert sum("青禾节能设备公司已并入青禾节能设备有限公司" in mail for mail in mails) == 3
    assert sum("青禾节能设备公司 became part of 青禾节能设备有限公司" in mail for mail in mails) == 1


async def test_where_both_have_what_there_is_once_a_person_chooses(database: Database, cast: Cast) -> None:
    async with database.transaction(SYSTEM) as tx:
        for organization in (cast.kept, cast.merged):
            await tx.execute(text("UPDATE organization SET kind = 'STARTUP' WHERE id = :id"), {"id": organization.id})
        incubator = await make_incubator(tx)
        twin = await make_startup(tx, incubator)
        await tx.execute(text("UPDATE residency SET startup_organization_id = :id"), {"id": cast.kept.id})
        second = await make_startup(tx, await make_incubator(tx))
        await tx.execute(
            text("UPDATE residency SET startup_organization_id = :new WHERE startup_organization_id = :old"),
            {"new": cast.merged.id, "old": second.id},
        )
        assert twin.id != second.id
    with pytest.raises(RuleBroken, match=r"BOTH_HAVE_ONE\(table=residency\)"):
        await merge(database, cast)
    assert await rows(database, "SELECT count(*) FROM organization WHERE id = :id", id=cast.merged.id) == [(1,)]


async def test_only_the_zone_merges_and_only_what_is_alike(database: Database, cast: Cast) -> None:
    async with database.transaction(SYSTEM) as tx:
        admin = await make_account(tx)
        await make_membership(tx, admin, cast.kept, role=MemberRole.ADMIN)
        bank = await make_organization(tx, kind=OrganizationKind.BANK)
        bank.zone_id = cast.kept.zone_id
        elsewhere = await make_organization(tx)
    async with database.transaction(actor_of(admin)) as tx:
        with pytest.raises(NotAllowed, match="NOT_YOUR_ZONE"):
            await merge_organizations(tx, actor_of(admin), cast.kept.id, cast.merged.id)
    async with database.transaction(cast.official) as tx:
        for other in (bank.id, cast.kept.id):
            with pytest.raises(RuleBroken, match="NOT_THE_SAME"):
                await merge_organizations(tx, cast.official, cast.kept.id, other)
        with pytest.raises(NotAllowed, match="NOT_YOUR_ZONE"):
            await merge_organizations(tx, cast.official, cast.kept.id, elsewhere.id)
