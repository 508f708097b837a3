"""One of everything, of two parties each: what there is to hide, and the people it is hidden from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson
from graphql import GraphQLObjectType
from sqlalchemy import Table, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from graph.kit.api import INTERNAL, Api, PlannedSchema
from graph.kit.context import Context
from graph.kit.limits import Limits
from graph.kit.node_ids import find_node_id, node_id
from graph.kit.specs import NodeSpec, find_node_spec
from services.catalog.models import Visibility
from services.competitions.inviting import accept_invitation, invite_judge
from services.competitions.models import CompetitionInvitation, CompetitionRole, EventRole
from services.exchange.commands import NewImport, start_import
from services.judging.commands import declare_conflict, publish_plan, save_assignment_settings
from services.judging.edit_history import LockScope, lock_pairs
from services.judging.queries import list_tasks
from services.judging.settings import AssignmentInput
from services.judging.values import ConflictKind
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database
from services.kit.ids import new_id
from services.matching.candidates import refresh_candidates
from services.matching.commands import publish_pool_plan, save_pool_settings, start_pool_run
from services.matching.models import PoolPlan
from services.matching.settings import PoolSettings
from services.organizations.models import (
    Organization,
    OrganizationKind,
    OrganizationMerge,
    OrganizationVerification,
    RestrictionAppeal,
    Verification,
)
from services.scoring.commands import SheetInput, save_sheet, submit_sheet
from services.scoring.models import Recusal, ScoreComment, ScoreMark, ScoreSheet
from services.scoring.queries import list_criteria
from services.scoring.rubrics import use_template
from services.scoring.rules import CommentInput, MarkInput
from tests.factories.catalog import make_need, make_package
from tests.factories.competitions import Event, make_event
from tests.factories.files import make_file, make_materials
from tests.factories.identity import actor_of, make_account, make_api_token, make_delegation, make_session
from tests.factories.incubation import make_incubator, make_startup
from tests.factories.judging import make_plan, solve_here
from tests.factories.matching import HEAT, WATER, Party, SmallPool, make_party, make_small_pool
from tests.factories.organizations import (
    make_invitation,
    make_organization,
    make_request,
    make_restriction,
    make_zone,
)
from tests.factories.webhooks import make_told

GENEROUS: Final = Limits(
    depth=30, fields=100_000, aliases=100_000, tokens=500_000, text_length=10_000_000, rows=10**9, page_size=1000
)
"""The limits of one operation are tried elsewhere; here many questions travel together."""


RECORDED: Final = "AuditEntry"
"""The record of all of it, by the hundreds: test_record_tells_nothing.py looks at it."""


@dataclass(frozen=True, slots=True)
class World:
    """Who is in it, and how to ask."""

    database: Database
    schema: PlannedSchema
    api: Api
    people: Mapping[str, Actor]
    nodes: Mapping[str, NodeSpec]
    """The node types of the API by name."""

    async def ask(self, actor: Actor, query: str, **variables: Any) -> Any:
        """The data of an answer; an error beside a coded one of a Python field fails the test."""
        context = Context(self.api, self.database, actor=actor)
        answer = await self.schema.execute(query, variables, context_value=context)
        assert answer.errors is None, (query[:300], variables, answer.errors)
        return orjson.loads(orjson.dumps(answer.data))

    async def outcome(self, actor: Actor, query: str, given: Mapping[str, Any]) -> str:
        """What came of a question, without the ids it named: data, or the codes and parameters of its errors."""
        context = Context(self.api, self.database, actor=actor)
        answer = await self.schema.execute(query, dict(given), context_value=context)
        errors = [error.extensions for error in answer.errors or ()]
        assert all(shown and shown["code"] != INTERNAL for shown in errors), (query, given, answer.errors)
        text = orjson.dumps([answer.data, errors]).decode()
        for value in _ids_within(given):
            text = text.replace(value, "ID").replace(str(_key_of(value)), "ID")
        return text

    async def versions(self) -> Mapping[str, int]:
        """The version of every row that has one, by node id."""
        found: dict[str, int] = {}
        async with self.database.transaction(SYSTEM) as tx:
            for name, spec in self.nodes.items():
                if "version" in spec.table.c:
                    rows = await tx.execute(select(spec.table.c.id, spec.table.c.version))
                    found |= {node_id(name, key): version for key, version in rows}
        return found

    async def all_ids(self) -> Mapping[str, list[str]]:
        """The node ids of every row there is, by type."""
        async with self.database.transaction(SYSTEM) as tx:
            return {
                name: [
                    node_id(name, key) for key in await tx.scalars(select(spec.table.c.id).order_by(spec.table.c.id))
                ]
                for name, spec in self.nodes.items()
            }

    async def visible(self, actor: Actor, ids: list[str]) -> set[str]:
        """Which of these nodes the actor finds by id."""
        if not ids:
            return set()
        names = [f"i{number}" for number in range(len(ids))]
        asked = " ".join(f"{name}: node(id: ${name}) {{ id }}" for name in names)
        heads = ", ".join(f"${name}: ID!" for name in names)
        data = await self.ask(actor, f"query ({heads}) {{ {asked} }}", **dict(zip(names, ids, strict=True)))
        return {found["id"] for found in data.values() if found}

    async def fingerprint(self) -> str:
        """Changes with any row of any table."""
        async with self.database.transaction(SYSTEM) as tx:
            return str([await _digest(tx, table) for table in SQLModel.metadata.sorted_tables])


async def make_world(database: Database, schema: PlannedSchema) -> World:
    types = schema._schema.type_map.values()
    nodes = {
        type_.name: spec for type_ in types if isinstance(type_, GraphQLObjectType) and (spec := find_node_spec(type_))
    }
    del nodes[RECORDED]
    events = [await _make_event(database, is_blind=is_blind) for is_blind in (False, True)]
    judges = [await _link_judge(database, event) for event in events]
    for event, judge in zip(events, judges, strict=True):
        await _score(database, event, judge)
    pool = await _make_pool(database)
    async with database.transaction(SYSTEM) as tx:
        stranger, host = [await make_account(tx) for _ in range(2)]
        incubator = await make_incubator(tx, admin=host)
        await make_startup(tx, incubator)
        await make_invitation(tx, host, incubator.organization_id)
        await make_session(tx, host)
        await make_api_token(tx, host)
        other_institute = await make_party(tx, OrganizationKind.INSTITUTE)
        await make_request(tx, other_institute.actor, incubator.organization_id)
        other_host = await make_account(tx)
        restricted = await make_incubator(tx, admin=other_host)
        zone = await _make_zone_admin(tx, restricted.organization_id)
        await make_delegation(tx, host, other_host)
        await make_told(tx, host, incubator.organization_id)
    helpers = await _make_helpers(database, events[0])
    people = {
        "nobody": NOBODY,
        "stranger": actor_of(stranger),
        "organizer": events[0].actor,
        "blind_organizer": events[1].actor,
        "staff": helpers[0],
        "observer": helpers[1],
        "judge": judges[0],
        "blind_judge": judges[1],
        "enterprise": pool.first.actor,
        "other_enterprise": pool.second.actor,
        "institute": pool.institute.actor,
        "other_institute": other_institute.actor,
        "alliance": pool.alliance.actor,
        "incubator": actor_of(host),
        "other_incubator": actor_of(other_host),
        "zone": zone,
    }
    api = Api(schema, limits=GENEROUS, is_development=True)
    return World(database, schema, api, people, nodes)


def _node_types(schema: PlannedSchema) -> Mapping[str, NodeSpec]:
    types = [type_ for type_ in schema._schema.type_map.values() if isinstance(type_, GraphQLObjectType)]
    specs = {type_.name: find_node_spec(type_) for type_ in types}
    return {name: spec for name, spec in specs.items() if spec is not None}


async def _make_event(database: Database, *, is_blind: bool) -> Event:
    """A round with a published plan and a later draft, a stated conflict, and an import with a bad cell."""
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx, judges=3, entries=4, is_blind=is_blind, per_entry=1)
        for entry in event.entries:
            await make_materials(tx, entry.id)
    async with database.transaction(event.actor) as tx:
        await declare_conflict(tx, event.actor, event.judges[1].id, event.entries[1].id, ConflictKind.KIN)
        file_id = await make_file(tx, event.actor, b"code,name\nJ900,x\n,y\n")
        await start_import(tx, event.actor, NewImport("JUDGES", event.competition.id, file_id))
    plan = await make_plan(database, event)
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, plan.id, plan.version)
    draft = await make_plan(database, event, seed=1)
    async with database.transaction(event.actor) as tx:
        await lock_pairs(tx, event.actor, draft.id, draft.version, LockScope(is_locked=True))
        await save_assignment_settings(tx, event.actor, event.round.id, AssignmentInput(per_entry=1))
    return event


async def _make_helpers(database: Database, event: Event) -> list[Actor]:
    """Somebody who helps to run the event, somebody who looks on, and somebody who was asked."""
    async with database.transaction(SYSTEM) as tx:
        people = [await make_account(tx) for _ in range(2)]
        for account, role in zip(people, (EventRole.STAFF, EventRole.OBSERVER), strict=True):
            tx.add(CompetitionRole(competition_id=event.competition.id, account_id=account.id, role=role))
        asked = {"email": "asked@greenbridge.example", "role": EventRole.STAFF, "ends_at": now()}
        tx.add(CompetitionInvitation(competition_id=event.competition.id, **asked))
    return [actor_of(account) for account in people]


async def _make_zone_admin(tx: AsyncSession, restricted_id: UUID) -> Actor:
    """An administration that restricted somebody, who appeals."""
    admin = await make_account(tx)
    kind = OrganizationKind.ZONE_ADMIN
    administration = await make_organization(tx, kind=kind, zone=await make_zone(tx), admin=admin)
    subject = await tx.get_one(Organization, restricted_id)
    restriction = await make_restriction(tx, administration, name=subject.name)
    tx.add(OrganizationVerification(organization_id=subject.id, state=Verification.VERIFIED, decided_at=now()))
    tx.add(OrganizationMerge(organization_id=subject.id, merged_id=new_id(), merged_name="并入的单位"))
    tx.add(RestrictionAppeal(restriction_id=restriction.id, organization_id=subject.id, grounds="已整改"))
    return actor_of(admin)


async def _link_judge(database: Database, event: Event) -> Actor:
    async with database.transaction(SYSTEM) as tx:
        person = actor_of(await make_account(tx))
    async with database.transaction(event.actor) as tx:
        secret = await invite_judge(tx, event.actor, event.judges[2].id)
    async with database.transaction(person) as tx:
        await accept_invitation(tx, person, secret)
    return person


async def _score(database: Database, event: Event, judge: Actor) -> None:
    """A rubric, the judge's sealed sheet, another judge's draft, and one who stepped back."""
    async with database.transaction(event.actor) as tx:
        rubric = await use_template(tx, event.actor, event.round.id, "innovation")
        criteria = await list_criteria(tx, rubric.id)
        tasks = await list_tasks(tx, event.round.id)
    own = next(task for task in tasks if task.judge_id == event.judges[2].id)
    async with database.transaction(judge) as tx:
        marks = [MarkInput(criterion.id, criterion.max_points) for criterion in criteria]
        saved = await save_sheet(tx, judge, own.id, SheetInput(marks, CommentInput("很好", "再接再厉")))
        await submit_sheet(tx, judge, own.id, saved.sheet.version)
    draft, left = [task for task in tasks if task.judge_id != own.judge_id][:2]
    async with database.transaction(SYSTEM) as tx:
        place = {"competition_id": draft.competition_id, "judge_id": draft.judge_id}
        sheet = ScoreSheet(**place, round_id=draft.round_id, entry_id=draft.entry_id)
        tx.add(sheet)
        await tx.flush()
        tx.add(ScoreMark(**place, sheet_id=sheet.id, criterion_id=criteria[0].id, changed_at=now()))
        tx.add(ScoreComment(**place, sheet_id=sheet.id, to_organizer="未完"))
        pair = {"judge_id": left.judge_id, "entry_id": left.entry_id}
        tx.add(Recusal(competition_id=left.competition_id, round_id=left.round_id, **pair, kind=ConflictKind.KIN))


async def _make_pool(database: Database) -> SmallPool:
    """Beside the public needs: one shown in part, one for the alliance alone, a draft; the same for packages."""
    async with database.transaction(SYSTEM) as tx:
        pool = await make_small_pool(tx)
        owner, maker = pool.first.organization, pool.institute.organization
        for_alliance = {"visibility": Visibility.PRIVATE, "consented_organization_ids": [pool.alliance.organization.id]}
        needs = [
            await make_need(tx, owner, **(HEAT | {"title": "窑炉余热"}), visibility=Visibility.PARTIAL),
            await make_need(tx, owner, **(WATER | {"title": "染整废水"}), **for_alliance),
        ]
        await make_need(tx, owner, publish=False)
        await make_package(tx, maker, title="高盐废水脱色", **for_alliance)
        await make_package(tx, maker, publish=False)
        await refresh_candidates(tx, [pool.water.id, pool.more_water.id, pool.heat.id, *(need.id for need in needs)])
    async with database.transaction(pool.alliance.actor) as tx:
        await save_pool_settings(tx, pool.alliance.actor, pool.alliance.organization.id, PoolSettings())
    for is_published in (True, False):
        plan = await _match(database, pool.alliance)
        if is_published:
            async with database.transaction(pool.alliance.actor) as tx:
                await publish_pool_plan(tx, pool.alliance.actor, plan.id, plan.version)
    return pool


async def _match(database: Database, alliance: Party) -> PoolPlan:
    async with database.transaction(alliance.actor) as tx:
        run = await start_pool_run(tx, alliance.actor, alliance.organization.id, PoolSettings())
    await solve_here(database, run)
    async with database.transaction(SYSTEM) as tx:
        return (await tx.scalars(select(PoolPlan).where(col(PoolPlan.solve_run_id) == run.id))).one()


async def _digest(tx: AsyncSession, table: Table) -> Any:
    query = f'SELECT md5(string_agg(r::text, chr(10) ORDER BY id)) FROM "{table.name}" r'  # noqa: S608 - names of ours
    return table.name, await tx.scalar(text(query))


def _ids_within(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for member in value.values():
            yield from _ids_within(member)
    elif isinstance(value, str) and find_node_id(value):
        yield value


def _key_of(value: str) -> UUID:
    found = find_node_id(value)
    assert found is not None
    return found[1]
