"""Rounds end, and what was never judged can be taken back."""

import pytest
from sqlalchemy import text

from services.competitions.closing import close_round, remove_competition, remove_round
from services.judging.commands import publish_plan
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import NotAllowed, NotFound, RuleBroken, Stale
from tests.factories.competitions import make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.judging import make_plan

TABLES = ("competition", "round", "entry", "entry_identity", "judge", "plan", "plan_pair")


async def test_a_competition_that_nobody_judged_goes_with_everything_in_it(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        event, other = await make_event(tx), await make_event(tx)
        stranger = actor_of(await make_account(tx))
    await make_plan(database, event)
    for actor, refusal in ((other.actor, NotFound), (stranger, NotFound)):
        async with database.transaction(actor) as tx:
            with pytest.raises(refusal):
                await remove_competition(tx, actor, event.competition.id, 1)
    async with database.transaction(event.actor) as tx:
        with pytest.raises(Stale):
            await remove_competition(tx, event.actor, event.competition.id, 7)
        await remove_competition(tx, event.actor, event.competition.id, 1)
    async with database.transaction(SYSTEM) as tx:
        left = {table: await tx.scalar(text(f"SELECT count(*) FROM {table}")) for table in TABLES}  # noqa: S608 - literals
    assert left == {
        "competition": 1, "round": 1, "entry": 8, "entry_identity": 8, "judge": 6, "plan": 0, "plan_pair": 0,
    }  # fmt: skip


async def test_what_judges_were_told_of_stays_and_ends_by_closing(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx)
    actor = event.actor
    async with database.transaction(actor) as tx:
        with pytest.raises(RuleBroken, match="ROUND_NOT_JUDGED"):
            await close_round(tx, actor, event.round.id, 1)
    plan = await make_plan(database, event)
    async with database.transaction(actor) as tx:
        await publish_plan(tx, actor, plan.id, plan.version)
    async with database.transaction(actor) as tx:
        with pytest.raises(RuleBroken, match="COMPETITION_ALREADY_JUDGED"):
            await remove_competition(tx, actor, event.competition.id, 1)
        with pytest.raises(RuleBroken, match="ROUND_ALREADY_JUDGED"):
            await remove_round(tx, actor, event.round.id, 2)
        closed = await close_round(tx, actor, event.round.id, 2)
        assert (closed.state.value, closed.version) == ("CLOSED", 3)
    async with database.transaction(SYSTEM) as tx:
        stranger = actor_of(await make_account(tx))
    async with database.transaction(stranger) as tx:
        with pytest.raises((NotFound, NotAllowed)):
            await close_round(tx, stranger, event.round.id, 3)
