import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from services.identity.commands import sign_in
from services.judging.problem import build_problem
from services.judging.rules import derive_conflicts
from services.judging.tables import read_entries, read_judges
from services.judging.values import Judging, JudgingSettings
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.refusals import RuleBroken
from services.kit.settings import get_settings
from services.kit.sheets import SheetSource
from services.organizations.rules import uscc_warning
from services.seed import seed
from services.seed.commands import sample_logins
from services.seed.data_files import read_bytes, read_csv, read_toml

TABLES = {
    "zone": 5,
    "account": 12,
    "organization": 37,
    "membership": 17,
    "incubator": 3,
    "residency": 20,
    "need": 12,
    "need_indicator": 26,
    "technology_package": 20,
    "competition": 2,
    "round": 2,
    "judge": 28,
    "entry": 74,
    "judge_task": 16,
    "rubric": 1,
    "score_sheet": 4,
    "score_seal": 3,
    "recusal": 1,
    "sign_in_session": 0,
}


async def counts(database: Database, actor: Actor, *tables: str) -> dict[str, int]:
    async with database.transaction(actor) as tx:
        return {table: await tx.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in tables}  # noqa: S608 - literals


async def test_an_empty_database_is_filled_once(database: Database) -> None:
    first, second = await asyncio.gather(seed(database), seed(database))
    assert sorted([len(first), len(second)]) == [0, len(sample_logins())]
    assert await counts(database, SYSTEM, *TABLES) == TABLES
    assert await seed(database) == []


async def test_every_login_signs_in_and_sees_what_is_theirs(database: Database) -> None:
    seen = {}
    for login in await seed(database):
        signed = await sign_in(database, login.email, login.password)
        actor = Actor(account_id=signed.account.id)
        tables = ("competition", "judge", "entry", "incubator", "residency", "need_private", "package_private")
        seen[login.email.partition("@")[0]] = tuple((await counts(database, actor, *tables)).values())
    assert seen == {
        "organizer": (2, 28, 74, 0, 0, 10, 19),
        "judge": (2, 2, 4, 0, 0, 10, 19),
        "judge2": (2, 2, 4, 0, 0, 10, 19),
        "incubator": (0, 0, 0, 1, 8, 10, 19),
        "incubator2": (0, 0, 0, 1, 7, 10, 19),
        "incubator3": (0, 0, 0, 1, 5, 10, 19),
        "enterprise": (0, 0, 0, 0, 0, 11, 19),
        "enterprise2": (0, 0, 0, 0, 0, 11, 19),
        "institute": (0, 0, 0, 0, 0, 10, 19),
        "institute2": (0, 0, 0, 0, 0, 10, 20),
        "alliance": (0, 0, 0, 0, 0, 12, 19),
        "zone": (0, 0, 0, 0, 0, 10, 19),
    }


async def test_the_desks_of_the_sample_show_every_state(database: Database) -> None:
    await seed(database)
    async with database.transaction(SYSTEM) as tx:
        states = dict((await tx.execute(text("SELECT state, count(*) FROM score_sheet GROUP BY state"))).all())
        due = await tx.scalar(text("SELECT scores_due_at > now() FROM round WHERE state = 'JUDGING'"))
    assert states == {"DRAFT": 1, "SUBMITTED": 2, "RETURNED": 1}
    assert due is True


async def test_a_database_with_accounts_stays_as_it_is(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(
            text(
                "INSERT INTO account (id, created_at, version, email, name, locale) "
                "VALUES (gen_random_uuid(), now(), 1, 'a@b.example', 'A', 'ZH')"
            )
        )
    assert await seed(database) == []
    assert await counts(database, SYSTEM, "account", "zone") == {"account": 1, "zone": 0}


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GREENBRIDGE_ENVIRONMENT", "production")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.mark.usefixtures("production")
async def test_production_refuses_the_sample(database: Database) -> None:
    with pytest.raises(RuleBroken, match="SAMPLE_IN_PRODUCTION"):
        await seed(database)
    assert await counts(database, SYSTEM, "account") == {"account": 0}


def test_the_sample_names_nobody_who_exists() -> None:
    people, organizations = read_csv("people.csv"), [*read_csv("organizations.csv"), *read_csv("startups.csv")]
    assert {row["email"].partition("@")[2] for row in people} == {"greenbridge.example"}
    codes = [row["uscc"] for row in organizations] + [row["uscc"] for row in read_toml("incubators.toml")["incubator"]]
    assert {code[2:8] for code in codes} == {"990000"}  # no division of the country has this number
    assert {uscc_warning(code) for code in codes} == {None}


def test_the_spreadsheets_of_the_sample_can_be_assigned() -> None:
    judges = read_judges(SheetSource("judges.csv", read_bytes("judges.csv")))
    entries = read_entries(SheetSource("entries.csv", read_bytes("entries.csv")))
    conflicts = derive_conflicts(judges, entries)
    given = read_toml("competition.toml")["round"][0]
    settings = JudgingSettings(given["per_entry"], given["max_load"], given["min_load"])
    problem = build_problem(Judging(judges, entries, conflicts, None, settings)).problem
    assert (len(judges), len(entries), len(conflicts)) == (24, 66, 54)
    assert (int(problem.demand.lo.sum()), int(problem.supply.hi.sum())) == (198, 240)
