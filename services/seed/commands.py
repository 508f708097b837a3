"""Filling an empty database through the same commands that people use, so that the sample obeys every rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.identity.models import Account
from services.kit import clock
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import RuleBroken
from services.kit.settings import get_settings
from services.matching.commands import refresh_open_needs
from services.seed.catalog import offer_packages, post_needs
from services.seed.competitions import hold_competition
from services.seed.data_files import read_csv
from services.seed.incubation import register_incubators
from services.seed.judging import judge_challenge
from services.seed.people import SAMPLE_PASSWORD, enter_zones, found_organizations, register_people
from services.seed.stage import Stage

LOCK_KEY: Final = 0x67627364
"""Two processes that start together seed once."""


@dataclass(frozen=True, slots=True)
class SampleLogin:
    """Somebody of the sample to sign in as."""

    role: str
    email: str
    password: str


async def seed(database: Database) -> list[SampleLogin]:
    """Fill an empty database with the sample, all or nothing; returns its logins, or none where accounts exist.

    Refuses in production: everybody knows the password of the sample.
    """
    if not get_settings().is_development:
        raise RuleBroken("SAMPLE_IN_PRODUCTION")
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
        if await _has_accounts(tx):
            return []
        await _fill(Stage(tx, clock.today()))
    return list(sample_logins())


async def find_sample_logins(database: Database) -> list[SampleLogin]:
    """The logins of the sample that exist in this database."""
    logins = {login.email: login for login in sample_logins()}
    async with database.transaction(SYSTEM) as tx:
        found = await tx.scalars(select(Account.email).where(col(Account.email).in_(logins)))
        present = set(found)
    return [login for email, login in logins.items() if email in present]


def sample_logins() -> Sequence[SampleLogin]:
    return [SampleLogin(row["label"], row["email"], SAMPLE_PASSWORD) for row in read_csv("people.csv")]


async def _has_accounts(tx: AsyncSession) -> bool:
    return await tx.scalar(select(Account.id).limit(1)) is not None


async def _fill(stage: Stage) -> None:
    await enter_zones(stage)
    await register_people(stage)
    await found_organizations(stage)
    await register_incubators(stage)
    await post_needs(stage)
    await offer_packages(stage)
    await stage.enter_system()
    await refresh_open_needs(stage.tx)  # needs came before packages: their candidates are found now
    await hold_competition(stage)
    await judge_challenge(stage)
