"""A startup's record is mended by its keeper: its own people, or the incubator where it has none."""

from datetime import date

import pytest
from sqlalchemy import select

from services.incubation.models import Startup
from services.incubation.startups import StartupProfile, edit_startup
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, Stale
from tests.factories.identity import actor_of, make_account
from tests.factories.incubation import make_incubator, make_startup


async def test_an_incubator_keeps_the_record_of_a_startup_without_people(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        host, other = await make_account(tx), await make_account(tx)
        await make_startup(tx, await make_incubator(tx, admin=host))
        await make_incubator(tx, admin=other)
    actor = actor_of(host)
    async with database.transaction(SYSTEM) as tx:
        startup = (await tx.scalars(select(Startup))).one()
    async with database.transaction(actor) as tx:
        with pytest.raises(InvalidInput) as refused:
            await edit_startup(tx, actor, startup.id, 1, StartupProfile("x" * 81, date(1800, 1, 1)))
        assert [fault.path for fault in refused.value.faults] == ["industry", "founded_on"]
        with pytest.raises(Stale):
            await edit_startup(tx, actor, startup.id, 2, StartupProfile("新材料"))
        edited = await edit_startup(tx, actor, startup.id, 1, StartupProfile(" 新材料 ", date(2024, 5, 1)))
        assert (edited.industry, edited.founded_on, edited.version) == ("新材料", date(2024, 5, 1), 2)
    stranger = actor_of(other)
    async with database.transaction(stranger) as tx:
        with pytest.raises((NotFound, NotAllowed)):
            await edit_startup(tx, stranger, startup.id, 2, StartupProfile("农业"))
