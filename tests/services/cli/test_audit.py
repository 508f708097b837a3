import asyncio
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from services.audit.rules import ChainFault
from services.cli.words import SENTENCES
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.settings import get_settings
from tests.factories.organizations import make_organization
from tests.services.cli.command import greenbridge


@pytest.fixture
def record_url(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A database with three changes on record, which commands find by their environment."""

    async def change() -> None:
        async with Database(database_url) as database:
            for _ in range(3):
                async with database.transaction(SYSTEM) as tx:
                    await make_organization(tx)

    asyncio.run(change())
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GREENBRIDGE_HOME", str(tmp_path))
    get_settings.cache_clear()
    yield database_url
    get_settings.cache_clear()


@pytest.mark.usefixtures("record_url")
def test_a_whole_record_says_its_head_which_proves_it_later() -> None:
    first = greenbridge("audit", "verify")
    assert (first.exit_code, len(first.out.strip())) == (0, 64)
    assert "3 entries" in first.err
    again = greenbridge("audit", "verify", "--head", first.out.strip())
    assert (again.exit_code, again.out) == (0, first.out)


def test_tampering_ends_with_one_and_names_the_entry(record_url: str) -> None:
    assert "3 entries" in greenbridge("audit", "seal").err
    with psycopg.connect(record_url) as owner:
        owner.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        owner.execute("UPDATE audit_entry SET gesture = 'x' WHERE id = (SELECT id FROM audit_link WHERE number = 2)")
        [key] = owner.execute("SELECT id::text FROM audit_link WHERE number = 2").fetchone() or [""]
    answer = greenbridge("audit", "verify")
    assert (answer.exit_code, answer.out) == (1, "")
    assert all(part in " ".join(answer.err.split()) for part in ("entry 2", key, "1 before it are good"))


@pytest.mark.usefixtures("record_url")
def test_a_head_that_the_record_does_not_have_is_told() -> None:
    answer = greenbridge("audit", "verify", "--head", "ab" * 32)
    assert (answer.exit_code, "once ended" in answer.err) == (1, True)
    assert greenbridge("audit", "verify", "--head", "xyz").exit_code == 2
    assert greenbridge("audit", "repair").exit_code == 2


def test_every_way_to_tamper_has_a_sentence() -> None:
    assert set(ChainFault) <= set(SENTENCES)
