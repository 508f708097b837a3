"""A real worker keeps candidates up to date when packages come and go."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import text
from sqlmodel import select

from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.matching.commands import publish_package, withdraw_package
from services.matching.models import Candidate
from services.matching.queries import is_job_waiting
from services.organizations.models import OrganizationKind
from tests.factories.catalog import make_need, make_package
from tests.factories.matching import make_party
from tests.factories.solving import worker_process

TASK = "matching.refresh_candidates"


async def wait_for_jobs(database: Database) -> Sequence[str]:
    """How the refresh jobs ended, once all have."""
    async with asyncio.timeout(40):
        while True:
            async with database.transaction(SYSTEM) as tx:
                query = "SELECT status::text FROM procrastinate_jobs WHERE task_name = :task ORDER BY id"
                states = (await tx.scalars(text(query), {"task": TASK})).all()
            if set(states) <= {"succeeded", "failed"}:
                return states
            await asyncio.sleep(0.1)


async def test_packages_that_come_and_go_change_the_candidates(database: Database, database_url: str) -> None:
    async with database.transaction(SYSTEM) as tx:
        enterprise = await make_party(tx, OrganizationKind.ENTERPRISE)
        institute = await make_party(tx, OrganizationKind.INSTITUTE)
        need = await make_need(tx, enterprise.organization)
        packages = [await make_package(tx, institute.organization, publish=False) for _ in range(3)]
    async with database.transaction(institute.actor) as tx:
        for package in packages:
            await publish_package(tx, institute.actor, package.id, 1)
    async with database.transaction(SYSTEM) as tx:
        assert await is_job_waiting(tx, TASK)
    found = []
    with worker_process(database_url):
        states = await wait_for_jobs(database)
        async with database.transaction(enterprise.actor) as tx:
            found.append(set(await tx.scalars(select(Candidate.package_id).where(Candidate.need_id == need.id))))
        async with database.transaction(institute.actor) as tx:
            await withdraw_package(tx, institute.actor, packages[0].id, 2)
        await wait_for_jobs(database)
        async with database.transaction(enterprise.actor) as tx:
            found.append(set(await tx.scalars(select(Candidate.package_id).where(Candidate.need_id == need.id))))
    ids = {package.id for package in packages}
    assert states == ["succeeded"] * 3
    assert found == [ids, ids - {packages[0].id}]
