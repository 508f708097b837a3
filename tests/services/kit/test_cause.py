"""What a transaction is written down to."""

from uuid import UUID

import orjson
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from services.kit.actor import NOBODY, SYSTEM, Actor, Origin, Reach
from services.kit.cause import CAUSE_SETTING, Cause, because, cause_setting
from services.kit.database import Database

PERSON = Actor(account_id=UUID(int=1))


def test_without_a_gesture_it_is_the_actor_alone() -> None:
    program = Actor(account_id=UUID(int=1), reach=Reach.WRITE, token_id=UUID(int=2))
    said = [orjson.loads(cause_setting(actor)) for actor in (SYSTEM, NOBODY, PERSON, program)]
    account = str(UUID(int=1))
    assert said == [
        {"by": "SYSTEM"},
        {"by": "NOBODY"},
        {"by": "PERSON", "account": account},
        {"by": "PROGRAM", "account": account, "token": str(UUID(int=2))},
    ]


def test_a_gesture_is_its_actors_also_where_the_system_acts_and_ends_with_its_block() -> None:
    with because(Cause("outer", PERSON)):
        with because(Cause("inner", PERSON)):
            assert orjson.loads(cause_setting(SYSTEM))["name"] == "inner"
        said = orjson.loads(cause_setting(SYSTEM))
    assert (said["name"], said["by"], said["account"]) == ("outer", "PERSON", str(PERSON.account_id))
    assert "name" not in orjson.loads(cause_setting(SYSTEM))


async def test_a_transaction_carries_it_and_the_next_one_does_not(database: Database) -> None:
    asked = text(f"SELECT current_setting('{CAUSE_SETTING}')::jsonb ->> 'name'")
    with because(Cause('it\'s \\ a "gesture"', PERSON)):
        async with database.transaction(PERSON) as tx:
            assert await tx.scalar(asked) == 'it\'s \\ a "gesture"'
    async with database.transaction(PERSON) as tx:
        assert await tx.scalar(asked) is None


@given(agent=st.text(st.characters(codec=None, categories=None)))
def test_whatever_a_browser_calls_itself_is_text_of_bounded_length(agent: str) -> None:
    with because(Cause("x", PERSON, Origin("203.0.113.7", agent))):
        said = orjson.loads(cause_setting(PERSON))
    assert len(said.get("agent", "")) <= 200
    assert "\0" not in said.get("agent", "")
