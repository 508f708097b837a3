from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import select

from services.catalog.commands import edit_need, post_need, publish_need, withdraw_need
from services.catalog.inputs import Contact, IndicatorContent, NeedContent
from services.catalog.models import Comparator, Need, NeedIndicator, NeedPrivate, NeedState
from services.catalog.queries import get_need_content
from services.catalog.records import normal_need
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.ids import new_id
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken, Stale
from services.organizations.models import OrganizationKind
from tests.factories.catalog import make_need, need_content
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_organization


@pytest.fixture
async def owner(database: Database) -> tuple[Actor, UUID]:
    """A person of an enterprise, and the enterprise."""
    async with database.transaction(SYSTEM) as tx:
        account = await make_account(tx)
        return actor_of(account), (await make_organization(tx, admin=account)).id


def faults_of(refused: pytest.ExceptionInfo[InvalidInput]) -> Sequence[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in refused.value.faults]


async def test_post_need_keeps_everything_in_a_draft(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        need = await post_need(tx, actor, organization_id, need_content())
    async with database.transaction(actor) as tx:
        kept = await tx.get_one(Need, need.id)
        content = await get_need_content(tx, kept)
    assert (kept.state, kept.version, kept.published_at) == (NeedState.DRAFT, 1, None)
    assert content == normal_need(need_content())


async def test_post_need_takes_an_unfinished_draft(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        need = await post_need(tx, actor, organization_id, NeedContent(title="余热回收"))
    assert (need.title, need.state) == ("余热回收", NeedState.DRAFT)


async def test_post_need_names_everything_that_no_draft_may_hold(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    bad = NeedContent(
        title=" ",
        trl=10,
        budget_wan=Decimal("NaN"),
        wanted_count=0,
        consented_organization_ids=[organization_id],
        technical_fields=["膜", "膜"],
        indicators=[IndicatorContent(name="")],
    )
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(actor) as tx:
            await post_need(tx, actor, organization_id, bad)
    assert faults_of(refused) == [
        ("title", "REQUIRED"),
        ("technicalFields", "NOT_UNIQUE"),
        ("trl", "OUT_OF_RANGE"),
        ("budgetWan", "OUT_OF_RANGE"),
        ("wantedCount", "OUT_OF_RANGE"),
        ("indicators.0.name", "REQUIRED"),
        ("consentedOrganizationIds", "UNKNOWN_VALUE"),
    ]


async def test_publish_need_names_everything_missing(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    thin = NeedContent(title="余热回收", problem="回收余热", indicators=[IndicatorContent(name="能耗")])
    thin_late = NeedContent(title="余热", deadline_on=date(2020, 1, 1))
    async with database.transaction(actor) as tx:
        first = await post_need(tx, actor, organization_id, thin)
        late = await post_need(tx, actor, organization_id, thin_late)
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(actor) as tx:
            await publish_need(tx, actor, first.id, 1)
    with pytest.raises(InvalidInput) as refused_late:
        async with database.transaction(actor) as tx:
            await publish_need(tx, actor, late.id, 1)
    assert faults_of(refused) == [
        ("problem", "TOO_SHORT"),
        ("category", "REQUIRED"),
        ("cooperationModes", "REQUIRED"),
        ("deadlineOn", "REQUIRED"),
        ("private.decisionMaker", "REQUIRED"),
        ("private.name", "REQUIRED"),
        ("private.phone", "REQUIRED"),
        ("indicators.0.comparator", "REQUIRED"),
        ("indicators.0.target", "REQUIRED"),
        ("indicators.0.unit", "REQUIRED"),
    ]
    assert {("indicators", "REQUIRED"), ("deadlineOn", "IN_THE_PAST")} <= set(faults_of(refused_late))


async def test_a_published_need_stays_complete(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        need = await post_need(tx, actor, organization_id, need_content())
        await publish_need(tx, actor, need.id, 1)
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(actor) as tx:
            await edit_need(tx, actor, need.id, 2, need_content(indicators=[]))
    assert faults_of(refused) == [("indicators", "REQUIRED")]
    fewer = [IndicatorContent(name="能耗", comparator=Comparator.AT_MOST, target=Decimal(0), unit="tce")]
    async with database.transaction(actor) as tx:
        edited = await edit_need(tx, actor, need.id, 2, need_content(indicators=fewer))
        kept = (await tx.scalars(select(NeedIndicator.name))).all()
    assert (edited.version, edited.state, kept) == (3, NeedState.PUBLISHED, ["能耗"])


async def test_edit_need_refuses_a_stale_version(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        need = await post_need(tx, actor, organization_id, need_content())
        await edit_need(tx, actor, need.id, 1, need_content(title="新题目"))
    with pytest.raises(Stale) as stale:
        async with database.transaction(actor) as tx:
            await edit_need(tx, actor, need.id, 1, need_content())
    assert stale.value.current_version == 2


async def test_a_withdrawn_need_can_be_published_again(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        need = await post_need(tx, actor, organization_id, need_content())
        await withdraw_need(tx, actor, need.id, 1)
        again = await publish_need(tx, actor, need.id, 2)
    assert (again.state, again.version) == (NeedState.PUBLISHED, 3)
    with pytest.raises(RuleBroken) as refused:
        async with database.transaction(actor) as tx:
            await publish_need(tx, actor, need.id, 3)
    assert refused.value.code == "NO_SUCH_STEP"


async def test_codes_of_an_owner_differ(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        await post_need(tx, actor, organization_id, need_content(code="N1"))
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(actor) as tx:
            await post_need(tx, actor, organization_id, need_content(code="N1"))
    assert faults_of(refused) == [("code", "NOT_UNIQUE")]


async def test_only_enterprises_and_their_members_post_needs(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(SYSTEM) as tx:
        account = await make_account(tx)
        stranger = actor_of(account)
        university = await make_organization(tx, kind=OrganizationKind.UNIVERSITY, admin=account)
    codes = []
    for who, where in ((stranger, organization_id), (stranger, university.id), (actor, new_id())):
        with pytest.raises((NotAllowed, NotFound)) as refused:
            async with database.transaction(who) as tx:
                await post_need(tx, who, where, need_content())
        codes.append(refused.value.code)
    assert codes == ["NOT_A_MEMBER", "WRONG_KIND", "ORGANIZATION_NOT_FOUND"]


async def test_others_do_not_edit_a_need_they_can_read(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        stranger = actor_of(await make_account(tx))
        need = await make_need(tx, await make_organization(tx))
    with pytest.raises(NotAllowed) as refused:
        async with database.transaction(stranger) as tx:
            await edit_need(tx, stranger, need.id, need.version, need_content())
    assert refused.value.code == "NOT_A_MEMBER"


async def test_the_private_part_is_kept_apart(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        need = await post_need(tx, actor, organization_id, need_content())
        await edit_need(tx, actor, need.id, 1, need_content(private=Contact(details="新细节")))
    async with database.transaction(actor) as tx:
        privates = (await tx.scalars(select(NeedPrivate))).all()
    assert [(each.need_id, each.details, each.decision_maker) for each in privates] == [(need.id, "新细节", "")]
