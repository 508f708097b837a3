"""Startups as sheets: what their columns mean, who is recognized in a row, and how stays are entered from them."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.exchange.at_once import import_at_once
from services.exchange.kinds import Batch, Cells, Guide, ImportKind, RowFault, Taken, register_import
from services.incubation.arrivals import Remark
from services.incubation.commands import STARTUP_LIMIT, get_tended_incubator, record_startups
from services.incubation.inputs import StartupsRegistered
from services.incubation.queries import list_stays
from services.incubation.sheet import COLUMNS, startup_of, startups_table
from services.kit.actor import Actor
from services.kit.refusals import Param
from services.kit.sheets import Row


async def import_startups(
    tx: AsyncSession, actor: Actor, incubator_id: UUID, file_id: UUID, *, dry_run: bool = False
) -> StartupsRegistered:
    """Enter startups and their stays from a file; every bad cell is named, and then nothing is written."""
    taken = await import_at_once(tx, actor, STARTUPS_IMPORT, (incubator_id, file_id), dry_run=dry_run)
    registered: StartupsRegistered = taken.outcome
    return registered


async def _admit(tx: AsyncSession, actor: Actor, incubator_id: UUID) -> UUID:
    return (await get_tended_incubator(tx, actor, incubator_id)).organization_id


async def _take(tx: AsyncSession, actor: Actor, batch: Batch) -> Taken:
    incubator = await get_tended_incubator(tx, actor, batch.target_id)
    startups = [startup_of(row) for row in batch.rows]
    done = await record_startups(tx, actor, incubator, startups, dry_run=batch.dry_run)
    batch.on_rows(len(startups))
    registered = done.registered
    return Taken(
        registered.created_count,
        registered.updated_count,
        registered.unchanged_count,
        [_placed(batch.rows, remark) for remark in done.faults],
        [_placed(batch.rows, remark) for remark in done.warnings],
        registered,
    )


def _placed(rows: Sequence[Row], remark: Remark) -> RowFault:
    params: Mapping[str, Param] = remark.params
    if "first" in params:
        params = {"value": params["value"], "first_row": rows[int(params["first"])].number}
    return RowFault(remark.position, COLUMNS[remark.path].name, remark.code, params)


async def _list_rows(tx: AsyncSession, actor: Actor, incubator_id: UUID) -> Sequence[Cells]:
    incubator = await get_tended_incubator(tx, actor, incubator_id)
    return [
        {
            "name": known.organization.name,
            "uscc": known.organization.uscc,
            "province": known.organization.province,
            "founded_on": known.startup.founded_on if known.startup else None,
            "industry": known.startup.industry if known.startup else "",
            "entered_on": known.residency.entered_on if known.residency else None,
            "left_on": known.residency.left_on if known.residency else None,
            "special_field": known.residency.special_field if known.residency else None,
        }
        for known in await list_stays(tx, incubator.organization_id)
    ]


GUIDES: Final = {
    "name": Guide(
        "企业名称", "Company", "按信用代码或名称识别已有企业", "Known again by code or name", "青禾生物有限公司"
    ),
    "uscc": Guide("统一社会信用代码", "Credit code", "18 位；不符只提醒", "18 signs; a doubtful one is only noted"),
    "province": Guide("省份", "Province", example="浙江"),
    "founded_on": Guide("成立日期", "Founded", "年-月-日", "Year-month-day", "2024-05-01"),
    "industry": Guide("行业", "Industry", example="节能环保"),
    "entered_on": Guide("入孵日期", "Entered", "年-月-日", "Year-month-day", "2025-03-01"),
    "left_on": Guide("出孵日期", "Left", "仍在孵则空着", "Empty while the startup stays"),
    "special_field": Guide("特殊领域", "Special field", "生物医药、集成电路或现代农业", "Its clock runs longer"),
}

STARTUPS_IMPORT: Final = ImportKind(
    "STARTUPS", "Incubator", "name", startups_table(STARTUP_LIMIT), GUIDES, _admit, _take, _list_rows
)
register_import(STARTUPS_IMPORT)
