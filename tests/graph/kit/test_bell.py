import asyncio

import psycopg

from graph.kit.bell import Bell
from services.kit.actor import SYSTEM
from services.kit.database import Database, ring

CHANNEL = "demo_bell"


async def _ring(database: Database, payload: str) -> None:
    async with database.transaction(SYSTEM) as tx:
        await ring(tx, CHANNEL, payload)


async def test_a_bell_wakes_those_who_watch_its_row_only(demo_database: Database) -> None:
    async with Bell(demo_database, poll_seconds=60) as bell:
        mine, other = bell.rings(CHANNEL, "1"), bell.rings(CHANNEL, "2")
        await anext(mine)
        await anext(other)
        await asyncio.wait_for(anext(mine), 10)  # the channel is listened to from now on
        await asyncio.wait_for(anext(other), 10)
        waiting = asyncio.ensure_future(anext(other))
        await _ring(demo_database, "1")
        await asyncio.wait_for(anext(mine), 10)
        assert not waiting.done()
        await _ring(demo_database, "2")
        await asyncio.wait_for(waiting, 10)
        await mine.aclose()
        await other.aclose()
        assert dict(bell._watchers) == {}


async def test_without_any_bell_one_looks_now_and_then(demo_database: Database) -> None:
    bell = Bell(demo_database, poll_seconds=0.05)  # nobody listens
    rings = bell.rings(CHANNEL, "1")
    for _ in range(3):
        await asyncio.wait_for(anext(rings), 5)
    await rings.aclose()


async def test_a_lost_connection_is_made_again(demo_database: Database, demo_url: str) -> None:
    async with Bell(demo_database, poll_seconds=60) as bell:
        rings = bell.rings(CHANNEL, "1")
        await anext(rings)
        await asyncio.wait_for(anext(rings), 10)
        async with await psycopg.AsyncConnection.connect(demo_url, autocommit=True) as owner:
            await owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname ="
                " current_database()"
            )
        await asyncio.wait_for(anext(rings), 10)  # whoever may have missed a bell looks again
        await _ring(demo_database, "1")
        await asyncio.wait_for(anext(rings), 10)
        await rings.aclose()
