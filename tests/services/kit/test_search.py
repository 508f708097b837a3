"""Search finds what holds every word, in Chinese and English, by its index, and nothing else."""

import asyncio
import unicodedata
from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from services.kit.actor import NOBODY, Actor
from services.kit.database import Database
from services.kit.policies import ACTOR_FUNCTIONS, APPLICATION_ROLE, Policy
from services.kit.search import Search, searches_sql

PAPERS = Search("paper", ["title", "abstract"])
LETTERS = st.text(st.sampled_from("绿色光伏储能aBsolar%_\\\"' \n\u3000Ａ５５%"), max_size=12)
TABLE = """
CREATE TABLE paper (id uuid PRIMARY KEY, title text NOT NULL, abstract text, owner_id uuid);
ALTER TABLE paper ENABLE ROW LEVEL SECURITY;
"""


@pytest.fixture
def papers(database_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(TABLE)
        connection.execute(searches_sql([PAPERS]))
        yield connection


def _found(connection: psycopg.Connection, looked_for: str) -> set[UUID]:
    return {key for (key,) in connection.execute("SELECT search_paper(%s)", [looked_for])}


def _folded(text_: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in unicodedata.normalize("NFKC", text_))


def test_it_finds_what_brute_force_finds(papers: psycopg.Connection) -> None:
    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(LETTERS, st.none() | LETTERS), min_size=1, max_size=8), LETTERS)
    def compare(rows: list[tuple[str, str | None]], looked_for: str) -> None:
        papers.execute("TRUNCATE paper")
        keyed = {uuid4(): row for row in rows}
        with papers.cursor() as cursor:
            cursor.executemany("INSERT INTO paper VALUES (%s, %s, %s)", [(key, *row) for key, row in keyed.items()])
        words = _folded(looked_for).split()
        expected = {
            key
            for key, (title, abstract) in keyed.items()
            if all(word in _folded(f"{title}\n{abstract or ''}") for word in words)
        }
        assert _found(papers, looked_for) == expected

    compare()


@pytest.mark.parametrize("looked_for", ["光伏 逆变器", "inverter", "ｉｎｖｅｒｔｅｒ", "伏", "pv 光", "INV 组件"])
def test_the_index_answers_words_of_both_languages(papers: psycopg.Connection, looked_for: str) -> None:
    papers.execute(
        "INSERT INTO paper SELECT gen_random_uuid(), md5(n::text), md5((n + 1)::text) FROM generate_series(1, 3000) n"
    )
    key = uuid4()
    papers.execute("INSERT INTO paper VALUES (%s, '光伏组件与逆变器', 'PV modules and INVERTERS')", [key])
    papers.execute("VACUUM ANALYZE paper")
    assert _found(papers, looked_for) == {key}
    papers.execute("SET enable_seqscan = off")
    body = PAPERS.sql.partition("AS $$")[2].partition("$$")[0].replace("given", "%s")
    plan = "\n".join(line for (line,) in psycopg.ClientCursor(papers).execute(f"EXPLAIN {body}", [looked_for] * 2))
    assert f"Bitmap Index Scan on {PAPERS.index}" in plan


def test_former_indexes_go(papers: psycopg.Connection) -> None:
    narrower = Search("paper", ["title"])
    papers.execute(searches_sql([narrower]))
    names = [name for (name,) in papers.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'paper'")]
    assert sorted(names) == sorted(["paper_pkey", narrower.index])


def test_hidden_rows_stay_hidden(papers: psycopg.Connection, database_url: str) -> None:
    mine, theirs, owner = uuid4(), uuid4(), uuid4()
    papers.execute(ACTOR_FUNCTIONS)
    papers.execute(f"GRANT SELECT ON paper TO {APPLICATION_ROLE}")
    papers.execute(Policy("paper", "SELECT", "owner_id = (SELECT actor_id())").sql)
    papers.execute("INSERT INTO paper VALUES (%s, '储能', NULL, %s), (%s, '储能', NULL, NULL)", [mine, owner, theirs])
    found = text("SELECT id FROM paper WHERE id IN (SELECT search_paper('储能'))")

    async def ask(actor: Actor) -> list[UUID]:
        async with Database(database_url, pool_size=2) as database, database.transaction(actor) as tx:
            return list(await tx.scalars(found))

    assert asyncio.run(ask(Actor(account_id=owner))) == [mine]
    assert asyncio.run(ask(NOBODY)) == []
