"""Competitions with rounds, entries and judges for tests. Call them inside a transaction of the system."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.commands import add_entries, add_judges
from services.competitions.models import Competition, CompetitionKind, Entry, Judge, Round
from services.competitions.queries import list_entries, list_judges
from services.competitions.rules import EntryInput, JudgeInput
from services.identity.models import Account
from services.kit.actor import SYSTEM, Actor
from services.kit.ids import new_id
from services.organizations.models import Organization, OrganizationKind
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_organization

FIELDS = ("节能环保", "清洁能源", "资源回收利用")


@dataclass(frozen=True, slots=True)
class Event:
    """A competition ready for an assignment, and who runs it."""

    organizer: Account
    organization: Organization
    competition: Competition
    round: Round
    judges: Sequence[Judge]
    entries: Sequence[Entry]

    @property
    def actor(self) -> Actor:
        return actor_of(self.organizer)


async def make_competition(tx: AsyncSession, organization: Organization, *, name: str | None = None) -> Competition:
    competition = Competition(
        organization_id=organization.id,
        name=name or f"绿色技术创新大赛{new_id().hex[-6:]}",
        kind=CompetitionKind.COMPETITION,
        edition_year=2026,
    )
    tx.add(competition)
    await tx.flush()
    return competition


async def make_round(tx: AsyncSession, competition: Competition, **changes: Any) -> Round:
    given = {"name": "初赛", "ordinal": 1, "per_entry": 2, "max_load": 4} | changes
    made = Round(competition_id=competition.id, **given)
    tx.add(made)
    await tx.flush()
    return made


def some_judges(count: int) -> list[JudgeInput]:
    """Judges of as many organizations, each with one field of three."""
    return [
        JudgeInput(
            code=f"J{number:03}",
            name=f"评委{number:03}",
            organization_name=f"第{number:03}研究院",
            fields=(FIELDS[number % 3],),
            expertise=f"长期从事{FIELDS[number % 3]}技术研究",
        )
        for number in range(count)
    ]


def some_entries(count: int) -> list[EntryInput]:
    """Entries of three fields; the first one comes from the first judge's organization."""
    return [
        EntryInput(
            code=f"E{number:03}",
            title=f"{FIELDS[number % 3]}项目{number:03}",
            summary=f"面向{FIELDS[number % 3]}的新工艺",
            fields=(FIELDS[number % 3],),
            organization_name="第000研究院" if number == 0 else f"绿源{number:03}公司",
            contact="13800000000",
        )
        for number in range(count)
    ]


async def make_event(
    tx: AsyncSession, *, judges: int = 6, entries: int = 8, organizer: Account | None = None, **round_changes: Any
) -> Event:
    """An organizer with a competition, one round, judges and entries."""
    account = organizer or await make_account(tx)
    organization = await make_organization(tx, kind=OrganizationKind.ORGANIZER, admin=account)
    competition = await make_competition(tx, organization)
    made = await make_round(tx, competition, **round_changes)
    await add_judges(tx, SYSTEM, competition.id, some_judges(judges))
    await add_entries(tx, SYSTEM, competition.id, some_entries(entries))
    return Event(
        account,
        organization,
        competition,
        made,
        await list_judges(tx, competition.id),
        [found.entry for found in await list_entries(tx, competition.id)],
    )
