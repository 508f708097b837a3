"""What a page is told that its person may do is what the commands let them do, for everybody and everything."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from graph.kit.node_ids import find_node_id
from graph.kit.specs import SqlField, field_spec
from services.catalog import commands as catalog
from services.catalog.models import Need, TechnologyPackage
from services.catalog.queries import get_need_content, get_package_content
from services.catalog.removing import remove_need, remove_package
from services.competitions import closing, inviting
from services.competitions import commands as competitions
from services.competitions.models import Competition, CompetitionKind, Entry, Judge, Round
from services.competitions.rules import CompetitionInput, EntryInput, JudgeInput, RoundInput
from services.incubation import agreeing, startups
from services.incubation import commands as incubation
from services.incubation.inputs import IncubatorProfile, NewStartup
from services.incubation.models import Incubator, IncubatorKind, IncubatorLevel, Residency, Startup
from services.judging import commands as judging
from services.judging.editing import EditInput, edit_plan
from services.judging.models import JudgeTask, Plan
from services.judging.values import ConflictKind
from services.kit import clock
from services.kit.actor import Actor
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken
from services.matching import commands as matching
from services.matching.decisions import Decision
from services.matching.models import DeclineReason, PoolPlan, Recommendation
from services.organizations import commands as organizations
from services.organizations.models import MemberRole, Organization, Restriction, Verification
from services.organizations.queries import require_member
from services.organizations.requesting import verify_organization
from services.organizations.restricting import lift_restriction
from services.scoring import commands as scoring
from services.scoring import rubrics
from services.scoring.models import Rubric, ScoreSheet
from services.scoring.rules import CommentInput
from tests.journeys.world import World

Try = Callable[[AsyncSession, Actor, Any], Awaitable[Any]]


def _round(row: Round) -> RoundInput:
    return RoundInput(row.name, row.ordinal, row.max_load, row.per_entry, row.min_load, row.is_blind)


async def _edit_need(tx: AsyncSession, actor: Actor, row: Need) -> None:
    await catalog.edit_need(tx, actor, row.id, row.version, await get_need_content(tx, row))


async def _edit_package(tx: AsyncSession, actor: Actor, row: TechnologyPackage) -> None:
    await catalog.edit_package(tx, actor, row.id, row.version, await get_package_content(tx, row))


ATTEMPTS: Final[Mapping[tuple[str, str], tuple[type, Try]]] = {
    ("Competition", "viewerCanEdit"): (Competition, lambda tx, actor, row: competitions.edit_competition(
        tx, actor, row.id, row.version, CompetitionInput(row.name, CompetitionKind(row.kind), row.edition_year))),
    ("Competition", "viewerCanRemove"): (Competition, lambda tx, actor, row: closing.remove_competition(
        tx, actor, row.id, row.version)),
    ("Round", "viewerCanEdit"): (Round, lambda tx, actor, row: competitions.edit_round(
        tx, actor, row.id, row.version, _round(row))),
    ("Round", "viewerCanRemove"): (Round, lambda tx, actor, row: closing.remove_round(tx, actor, row.id, row.version)),
    ("Round", "viewerCanClose"): (Round, lambda tx, actor, row: closing.close_round(tx, actor, row.id, row.version)),
    ("Round", "viewerCanSetScoresDue"): (Round, lambda tx, actor, row: rubrics.set_scores_due(
        tx, actor, row.id, row.version, clock.now() + timedelta(days=1))),
    ("Rubric", "viewerCanEdit"): (Rubric, lambda tx, actor, row: rubrics.edit_rubric(
        tx, actor, row.round_id, row.version, [])),
    ("Entry", "viewerCanEdit"): (Entry, lambda tx, actor, row: competitions.edit_entry(
        tx, actor, row.id, row.version, EntryInput(row.code, "改名"))),
    ("Entry", "viewerCanRemove"): (Entry, lambda tx, actor, row: competitions.remove_entry(
        tx, actor, row.id, row.version)),
    ("Judge", "viewerCanEdit"): (Judge, lambda tx, actor, row: competitions.edit_judge(
        tx, actor, row.id, row.version, JudgeInput(row.code, "改名"))),
    ("Judge", "viewerCanInvite"): (Judge, lambda tx, actor, row: inviting.invite_judge(tx, actor, row.id)),
    ("Judge", "viewerCanRemove"): (Judge, lambda tx, actor, row: competitions.remove_judge(
        tx, actor, row.id, row.version)),
    ("Plan", "viewerCanEdit"): (Plan, lambda tx, actor, row: edit_plan(tx, actor, row.id, EditInput(row.version))),
    ("Plan", "viewerCanPublish"): (Plan, lambda tx, actor, row: judging.publish_plan(
        tx, actor, row.id, row.version, accepts_violations=True)),
    ("JudgeTask", "viewerCanScore"): (JudgeTask, lambda tx, actor, row: scoring.save_sheet(
        tx, actor, row.id, scoring.SheetInput(comments=CommentInput("x")))),
    ("JudgeTask", "viewerCanRecuse"): (JudgeTask, lambda tx, actor, row: scoring.recuse(
        tx, actor, row.id, ConflictKind.KIN)),
    ("ScoreSheet", "viewerCanReopen"): (ScoreSheet, lambda tx, actor, row: rubrics.reopen_sheet(
        tx, actor, row.id, row.version, "补充")),
    ("Need", "viewerCanEdit"): (Need, _edit_need),
    ("Need", "viewerCanPublish"): (Need, lambda tx, actor, row: catalog.publish_need(tx, actor, row.id, row.version)),
    ("Need", "viewerCanWithdraw"): (Need, lambda tx, actor, row: catalog.withdraw_need(tx, actor, row.id, row.version)),
    ("Need", "viewerCanRemove"): (Need, lambda tx, actor, row: remove_need(tx, actor, row.id, row.version)),
    ("TechnologyPackage", "viewerCanEdit"): (TechnologyPackage, _edit_package),
    ("TechnologyPackage", "viewerCanPublish"): (TechnologyPackage, lambda tx, actor, row: catalog.publish_package(
        tx, actor, row.id, row.version)),
    ("TechnologyPackage", "viewerCanWithdraw"): (TechnologyPackage, lambda tx, actor, row: catalog.withdraw_package(
        tx, actor, row.id, row.version)),
    ("TechnologyPackage", "viewerCanRemove"): (TechnologyPackage, lambda tx, actor, row: remove_package(
        tx, actor, row.id, row.version)),
    ("PoolPlan", "viewerCanPublish"): (PoolPlan, lambda tx, actor, row: matching.publish_pool_plan(
        tx, actor, row.id, row.version)),
    ("Recommendation", "viewerCanDecide"): (Recommendation, lambda tx, actor, row: matching.decide_recommendation(
        tx, actor, row.id, row.version, Decision(is_accepted=False, reason=DeclineReason.TERMS))),
    ("Incubator", "viewerCanEdit"): (Incubator, lambda tx, actor, row: incubation.edit_incubator(
        tx, actor, row.id, row.version,
        IncubatorProfile(kind=IncubatorKind(row.kind), level=IncubatorLevel(row.level)))),
    ("Incubator", "viewerCanRegisterStartups"): (Incubator, lambda tx, actor, row: incubation.register_startups(
        tx, actor, row.id, [NewStartup(name="新来的公司", entered_on=clock.today())], dry_run=True)),
    ("Startup", "viewerCanEdit"): (Startup, lambda tx, actor, row: startups.edit_startup(
        tx, actor, row.id, row.version, startups.StartupProfile("新材料"))),
    ("Residency", "viewerCanDecide"): (Residency, lambda tx, actor, row: agreeing.decline_residency(
        tx, actor, row.id, row.version)),
    ("Organization", "viewerCanEdit"): (Organization, lambda tx, actor, row: organizations.edit_organization(
        tx, actor, row.id, row.version,
        organizations.OrganizationProfile(row.name, row.province, row.uscc, row.zone_id))),
    ("Organization", "viewerCanInvite"): (Organization, lambda tx, actor, row: require_member(
        tx, actor, row.id, role=MemberRole.ADMIN)),
    ("Organization", "viewerCanVerify"): (Organization, lambda tx, actor, row: verify_organization(
        tx, actor, row.id, Verification.VERIFIED, "")),
    ("Restriction", "viewerCanLift"): (Restriction, lambda tx, actor, row: lift_restriction(
        tx, actor, row.id, row.version)),
}  # fmt: skip
"""Each flag with the command that it speaks of."""

REFUSED: Final = (NotAllowed, NotFound, RuleBroken)


def test_every_flag_is_held_to_a_command(world: World) -> None:
    flags = {
        (type_name, name)
        for type_name in world.nodes
        for name, field in world.schema._schema.type_map[type_name].fields.items()  # type: ignore[attr-defined]  # a node type
        if name.startswith("viewerCan") and isinstance(field_spec(field), SqlField)
    }
    assert flags == set(ATTEMPTS)


@pytest.mark.parametrize(("type_name", "flag"), list(ATTEMPTS))
async def test_a_flag_says_what_the_command_does(world: World, type_name: str, flag: str) -> None:
    row, attempt = ATTEMPTS[type_name, flag]
    ids, before, told = (await world.all_ids())[type_name], await world.fingerprint(), set()
    for person, actor in world.people.items():
        for node in await _ask(world, actor, ids, flag, type_name):
            key = find_node_id(node["id"])
            assert key is not None
            done = await _succeeds(world, actor, row, key[1], attempt)
            assert node["flag"] == done, (person, type_name, flag, node["id"])
            told.add(done)
    assert await world.fingerprint() == before
    assert told, "nobody sees any such row: the world shows nothing of this flag"


async def _ask(world: World, actor: Actor, ids: list[str], flag: str, type_name: str) -> list[dict[str, Any]]:
    heads = ", ".join(f"$p{number}: ID!" for number in range(len(ids)))
    asked = " ".join(
        f"p{number}: node(id: $p{number}) {{ id ... on {type_name} {{ flag: {flag} }} }}" for number in range(len(ids))
    )
    data = await world.ask(
        actor, f"query ({heads}) {{ {asked} }}", **{f"p{number}": each for number, each in enumerate(ids)}
    )
    return [found for found in data.values() if found]


async def _succeeds(world: World, actor: Actor, row: type, key: UUID, attempt: Try) -> bool:
    """Whether the command goes through, or asks only for a better input; nothing of it stays."""
    async with world.database.transaction(actor) as tx:
        found = await tx.get(row, key)
        assert found is not None
        try:
            await attempt(tx, actor, found)
        except REFUSED:
            return False
        except InvalidInput:
            return True
        finally:
            await tx.rollback()
    return True
