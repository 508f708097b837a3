"""Drafts can be thrown away by their owner; what others saw cannot."""

import pytest
from sqlalchemy import text

from services.catalog.removing import remove_need, remove_package
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import NotAllowed, NotFound, RuleBroken, Stale
from services.organizations.models import OrganizationKind
from tests.factories.catalog import make_need, make_package
from tests.factories.matching import make_party


async def test_a_draft_goes_with_its_parts_and_a_published_one_stays(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        enterprise = await make_party(tx, OrganizationKind.ENTERPRISE)
        institute = await make_party(tx, OrganizationKind.INSTITUTE)
        draft = await make_need(tx, enterprise.organization, publish=False)
        shown = await make_need(tx, enterprise.organization)
        package = await make_package(tx, institute.organization, publish=False)
        offered = await make_package(tx, institute.organization)
    async with database.transaction(institute.actor) as tx:
        with pytest.raises(NotFound):
            await remove_need(tx, institute.actor, draft.id, draft.version)
        with pytest.raises(NotAllowed):
            await remove_need(tx, institute.actor, shown.id, shown.version)
        with pytest.raises(RuleBroken, match="NOT_A_DRAFT"):
            await remove_package(tx, institute.actor, offered.id, offered.version)
        await remove_package(tx, institute.actor, package.id, package.version)
    async with database.transaction(enterprise.actor) as tx:
        with pytest.raises(Stale):
            await remove_need(tx, enterprise.actor, draft.id, draft.version + 1)
        with pytest.raises(RuleBroken, match="NOT_A_DRAFT"):
            await remove_need(tx, enterprise.actor, shown.id, shown.version)
        await remove_need(tx, enterprise.actor, draft.id, draft.version)
    async with database.transaction(SYSTEM) as tx:
        for table in ("need", "need_private", "technology_package", "package_private"):
            assert await tx.scalar(text(f"SELECT count(*) FROM {table}")) == 1, table  # noqa: S608 - literals
        orphans = "SELECT count(*) FROM need_indicator i WHERE NOT EXISTS (SELECT FROM need WHERE id = i.need_id)"
        assert await tx.scalar(text(orphans)) == 0
