"""Needs and packages as sheets: their columns explained, known ones changed where the file says so, and written."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.catalog.entering import AT_ONCE_LIMIT, EntryFault, Listing, enter_needs, enter_packages
from services.catalog.inputs import NeedContent, PackageContent
from services.catalog.queries import (
    list_need_codes,
    list_need_contents,
    list_package_codes,
    list_package_contents,
)
from services.catalog.rules import NEED_OWNERS, PACKAGE_OWNERS
from services.exchange.comparing import Standing, compare
from services.exchange.kinds import Batch, Cells, Guide, ImportKind, RowFault, Taken, register_import
from services.kit.actor import Actor
from services.kit.jobs import defer
from services.kit.sheets import Table
from services.matching.candidates import refresh_candidates
from services.matching.commands import REFRESH_JOB
from services.matching.queries import list_published_by_code
from services.matching.sheets import (
    NEED_PATHS,
    NEED_TABLE,
    PACKAGE_PATHS,
    PACKAGE_TABLE,
    need_cells,
    need_content,
    package_cells,
    package_content,
    unknown_modes,
)
from services.organizations.models import OrganizationKind
from services.organizations.queries import require_member

AT_ONCE_NEEDS: Final = 200
"""Up to so many imported needs meet their candidates in the import itself; more of them soon after."""

NEED_FIELDS: Final[Mapping[str, Sequence[str]]] = {
    "code": ("code",),
    "title": ("title",),
    "text": ("problem",),
    "fields": ("green_fields", "technical_fields"),
    "chain_nodes": ("chain_nodes",),
    "trl": ("trl",),
    "indicators": ("indicators",),
    "budget": ("budget_wan",),
    "region": ("region",),
    "wanted": ("wanted_count",),
    "category": ("category",),
    "cooperation_modes": ("cooperation_modes",),
    "deadline": ("deadline_on",),
    "visibility": ("visibility",),
}
PACKAGE_FIELDS: Final[Mapping[str, Sequence[str]]] = {
    "code": ("code",),
    "title": ("title",),
    "text": ("description",),
    "fields": ("green_fields", "technical_fields"),
    "chain_nodes": ("chain_nodes",),
    "trl": ("trl",),
    "indicators": ("indicators",),
    "price": ("price_min_wan",),
    "price_max": ("price_max_wan",),
    "region": ("region",),
    "max_adopters": ("max_adopters",),
    "keywords": ("keywords",),
    "transfer_modes": ("transfer_modes",),
    "valid_until": ("valid_until",),
    "visibility": ("visibility",),
}
"""Which fields a column fills."""
PRIVATE_FIELDS: Final = {
    "details": "details",
    "contact_name": "name",
    "contact_phone": "phone",
    "contact_email": "email",
    "decision_maker": "decision_maker",
}

Content = TypeVar("Content", NeedContent, PackageContent)


async def _take_needs(tx: AsyncSession, actor: Actor, batch: Batch) -> Taken:
    known = {
        code: content for code, (_, content) in (await list_need_contents(tx, batch.target_id, _codes(batch))).items()
    }
    standings = compare(NEED_TABLE, "code", batch.rows, {code: need_cells(each) for code, each in known.items()})
    contents = [
        _told(each, need_content(each.merged), known.get(each.row.text("code")), NEED_FIELDS) for each in standings
    ]
    taken = await _enter(tx, actor, batch, ("cooperation_modes", NEED_PATHS), enter_needs, contents)
    if batch.publishes and not batch.dry_run and not taken.faults:
        await _match(tx, await list_published_by_code(tx, batch.target_id, _codes(batch)))
    return taken


async def _take_packages(tx: AsyncSession, actor: Actor, batch: Batch) -> Taken:
    found = await list_package_contents(tx, batch.target_id, _codes(batch))
    known = {code: content for code, (_, content) in found.items()}
    standings = compare(PACKAGE_TABLE, "code", batch.rows, {code: package_cells(each) for code, each in known.items()})
    contents = [
        _told(each, package_content(each.merged), known.get(each.row.text("code")), PACKAGE_FIELDS)
        for each in standings
    ]
    taken = await _enter(tx, actor, batch, ("transfer_modes", PACKAGE_PATHS), enter_packages, contents)
    if batch.publishes and not batch.dry_run and not taken.faults:
        await defer(tx, REFRESH_JOB)
    return taken


async def _enter(
    tx: AsyncSession,
    actor: Actor,
    batch: Batch,
    words: tuple[str, Mapping[str, str]],
    enter: Callable[..., Awaitable[Any]],
    contents: Sequence[Content],
) -> Taken:
    """Enter what can stand, or in a dry run all of it for show; unknown words of a list are bad cells too."""
    modes, paths = words
    faults = [
        RowFault(at, modes, "UNKNOWN_VALUE", {"value": word})
        for at, row in enumerate(batch.rows)
        for word in unknown_modes(row, modes)
    ]
    listing = Listing(batch.target_id, batch.publishes, dry_run=batch.dry_run or bool(faults))
    entered = await enter(tx, actor, listing, contents)
    faults += [_placed(each, paths) for each in entered.faults]
    batch.on_rows(len(contents))
    return Taken(entered.created_count, entered.updated_count, entered.unchanged_count, faults)


def _placed(each: EntryFault, paths: Mapping[str, str]) -> RowFault:
    path = each.fault.path if each.fault.path in paths else each.fault.path.split(".")[0]
    return RowFault(each.position, paths.get(path, ""), each.fault.code, each.fault.params)


def _told(standing: Standing, given: Content, known: Content | None, fields: Mapping[str, Sequence[str]]) -> Content:
    """What is known with what the file changes; all the row says where nothing is known."""
    if known is None:
        return given
    changed: dict[str, Any] = {
        field: getattr(given, field) for column in standing.changed for field in fields.get(column, ())
    }
    private = {PRIVATE_FIELDS[column] for column in standing.changed if column in PRIVATE_FIELDS}
    changed["private"] = replace(known.private, **{field: getattr(given.private, field) for field in private})
    return replace(known, **changed)


def _codes(batch: Batch) -> list[str]:
    return [row.text("code") for row in batch.rows]


async def _match(tx: AsyncSession, need_ids: Sequence[UUID]) -> None:
    if len(need_ids) > AT_ONCE_NEEDS:
        await defer(tx, REFRESH_JOB)
    else:
        await refresh_candidates(tx, need_ids)


def _admitting(kinds: Collection[OrganizationKind]) -> Callable[[AsyncSession, Actor, UUID], Awaitable[UUID]]:
    async def admit(tx: AsyncSession, actor: Actor, organization_id: UUID) -> UUID:
        await require_member(tx, actor, organization_id, kinds=kinds)
        return organization_id

    return admit


async def _list_needs(tx: AsyncSession, _actor: Actor, organization_id: UUID) -> Sequence[Cells]:
    found = await list_need_contents(tx, organization_id, await list_need_codes(tx, organization_id))
    return [need_cells(content) for _, (_, content) in sorted(found.items())]


async def _list_packages(tx: AsyncSession, _actor: Actor, organization_id: UUID) -> Sequence[Cells]:
    found = await list_package_contents(tx, organization_id, await list_package_codes(tx, organization_id))
    return [package_cells(content) for _, (_, content) in sorted(found.items())]


_SEVERAL: Final = ("多项用分号隔开", "Several are separated by semicolons")
_PRIVATE: Final = ("只有本单位可见", "Seen by your organization alone")
_SHARED: Final = {
    "title": Guide("名称", "Name", example="印染废水余热回收"),
    "fields": Guide("领域", "Field", *_SEVERAL, "节能环保; 印染"),
    "chain_nodes": Guide("产业链环节", "Chain node", *_SEVERAL, "印染"),
    "trl": Guide("技术成熟度", "Maturity", "1 到 9", "1 to 9", "7"),
    "region": Guide("地区", "Region", example="浙江"),
    "visibility": Guide("公开范围", "Visibility", "公开、部分公开或不公开", "Who sees it once published", "公开"),
    "details": Guide("保密内容", "Private details", *_PRIVATE),
    "contact_name": Guide("联系人", "Contact", *_PRIVATE, "李工"),
    "contact_phone": Guide("联系电话", "Phone", *_PRIVATE, "0571-00000000"),
    "contact_email": Guide("邮箱", "Email", *_PRIVATE, "li@example.org"),
}
NEED_GUIDES: Final = {
    **_SHARED,
    "code": Guide(
        "需求编号", "Need code", "本单位内不重复；再次导入时按编号更新", "Unique in the organization", "N001"
    ),
    "text": Guide(
        "需求描述", "Description", "发布需说明问题", "What is to be solved", "定型机废气余热温度低，难以回收"
    ),
    "indicators": Guide(
        "指标",
        "Indicators",
        "写明比较与目标，可加现状",
        "Comparison, target, and what is now",
        "综合能耗 ≤ 0.4 tce/万元 (现状 0.464)",
    ),
    "budget": Guide("预算万元", "Budget 10k CNY", "单位：万元", "In 10,000 CNY", "120"),
    "wanted": Guide("推荐数", "Packages wanted", "空着为 3", "Empty: 3", "3"),
    "category": Guide(
        "需求类别", "Category", "技术研发、产品研发、技术改造或技术配套", "What sort of need", "技术改造"
    ),
    "cooperation_modes": Guide("合作方式", "Cooperation modes", *_SEVERAL, "合作开发; 许可"),
    "deadline": Guide("截止日期", "Due", "年-月-日", "Year-month-day", "2099-12-31"),
    "decision_maker": Guide("决策人", "Decision maker", *_PRIVATE, "总工程师"),
}
PACKAGE_GUIDES: Final = {
    **_SHARED,
    "code": Guide(
        "成果编号", "Package code", "本单位内不重复；再次导入时按编号更新", "Unique in the organization", "R001"
    ),
    "text": Guide("成果简介", "Description", example="低温余热梯级回收成套技术"),
    "indicators": Guide("技术指标", "Indicators", *_SEVERAL, "回收率 ≥ 70%"),
    "price": Guide("价格", "Price 10k CNY", "单位：万元", "In 10,000 CNY", "80"),
    "price_max": Guide("价格上限", "Price max", "单位：万元", "In 10,000 CNY", "150"),
    "max_adopters": Guide("可承接数", "Max adopters", "空着为 3", "Empty: 3", "2"),
    "keywords": Guide("关键词", "Keywords", *_SEVERAL, "余热; 热泵"),
    "transfer_modes": Guide("转化方式", "Transfer modes", *_SEVERAL, "许可"),
    "valid_until": Guide("有效期", "Valid until", "年-月-日", "Year-month-day", "2099-12-31"),
}


def _bounded(table: Table) -> Table:
    return replace(table, row_limit=AT_ONCE_LIMIT)


NEEDS_IMPORT: Final = ImportKind(
    "NEEDS",
    "Organization",
    "code",
    _bounded(NEED_TABLE),
    NEED_GUIDES,
    _admitting(NEED_OWNERS),
    _take_needs,
    _list_needs,
)
PACKAGES_IMPORT: Final = ImportKind(
    "PACKAGES",
    "Organization",
    "code",
    _bounded(PACKAGE_TABLE),
    PACKAGE_GUIDES,
    _admitting(PACKAGE_OWNERS),
    _take_packages,
    _list_packages,
)
register_import(NEEDS_IMPORT)
register_import(PACKAGES_IMPORT)
