"""Judges and entries as sheets: what their columns mean, which rows say something new, and how those are written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions import commands as competitions
from services.competitions.models import Entry, EntryIdentity, Judge, JudgeKind
from services.competitions.queries import (
    IdentifiedEntry,
    list_entries,
    list_entry_attributes,
    list_judge_attributes,
    list_judge_emails,
    list_judges,
    require_organizer,
)
from services.competitions.rules import (
    EMAIL_LIMIT,
    Attributes,
    EntryInput,
    JudgeInput,
    Tie,
    attribute_of,
    attribute_text,
    require_valid_entries,
    require_valid_judges,
)
from services.exchange.comparing import Standing, compare, counted, list_faults, list_told, placed_faults
from services.exchange.kinds import (
    OWN,
    Batch,
    Cells,
    Guide,
    ImportKind,
    RowFault,
    Taken,
    own_names,
    register_import,
    with_own,
)
from services.identity.rules import normal_email
from services.judging.tables import ENTRIES, JUDGES, RELATIONS, entry_of, judge_of
from services.judging.values import EntryValue, JudgeValue
from services.kit.actor import Actor
from services.kit.refusals import FieldFault, InvalidInput
from services.kit.sheets import Column, Row, Table

AT_ONCE: Final = 5_000
"""So many rows go into one statement; between two of them whoever watches sees the count grow."""

JUDGE_FIELDS: Final = {
    "code": "code",
    "name": "name",
    "organization": "organization_name",
    "kind": "kind",
    "fields": "fields",
    "region": "region",
    "text": "expertise",
    "max_load": "max_load",
    "min_load": "min_load",
    "email": "email",
}
ENTRY_FIELDS: Final = {
    "code": "code",
    "title": "title",
    "summary": "summary",
    "organization": "organization_name",
    "track": "track",
    "fields": "fields",
    "region": "region",
    "judges_needed": "judges_needed",
    "advisors": "advisors",
}
"""Which field of an input a column fills; relations are told apart by their kind."""

JUDGE_SHEET: Final = replace(
    JUDGES,
    columns=(
        *JUDGES.columns,
        Column("email", ("邮箱", "电子邮箱", "电子邮件", "邮箱地址", "email", "mail"), text_limit=EMAIL_LIMIT),
    ),
)
"""Judges as the platform takes them: it reaches them, which the command line does not."""

Input = TypeVar("Input", JudgeInput, EntryInput)


def judge_input(value: JudgeValue) -> JudgeInput:
    return JudgeInput(
        code=value.code,
        name=value.name,
        organization_name=value.organization,
        kind=JudgeKind(value.kind.value) if value.kind else None,
        region=value.region,
        fields=tuple(dict.fromkeys(value.fields)),
        expertise=value.text,
        min_load=value.min_load,
        max_load=value.max_load,
    )


def entry_input(value: EntryValue) -> EntryInput:
    return EntryInput(
        code=value.code,
        title=value.title,
        summary=value.summary,
        track=value.track,
        fields=tuple(dict.fromkeys(value.fields)),
        region=value.region,
        judges_needed=value.judges_needed,
        organization_name=value.organization,
        related=tuple(Tie(tie.name, tie.kind.value) for tie in value.related),
        advisors=value.advisors,
    )


async def _admit(tx: AsyncSession, actor: Actor, competition_id: UUID) -> UUID:
    return (await require_organizer(tx, actor, competition_id)).organization_id


async def _take_judges(tx: AsyncSession, actor: Actor, batch: Batch) -> Taken:
    known = {judge.code: judge for judge in await list_judges(tx, batch.target_id)}
    attributes = await list_judge_attributes(tx, batch.target_id)
    emails = await list_judge_emails(tx, batch.target_id)
    cells = {code: _judge_cells(judge, attributes.get(judge.id), emails.get(judge.id)) for code, judge in known.items()}
    rows = [_without_blank_email(row) for row in batch.rows]
    standings = compare(_table(JUDGES_IMPORT, batch, attributes), "code", rows, cells)
    told = list_told(standings)
    faults = [fault for at, each in told for fault in _load_faults(at, each)]
    at_odds = {fault.position for fault in faults}
    sound = [(at, each) for at, each in told if at not in at_odds]
    inputs = [_with_own(_told_judge(each, known.get(each.row.text("code"))), each) for _, each in sound]
    columns = {field: column for column, field in JUDGE_FIELDS.items()}
    found = list_faults(lambda: require_valid_judges(inputs))
    faults += placed_faults(found, [at for at, _ in sound], columns)
    if not faults and not batch.dry_run:
        for done, part in _parts(inputs):
            await competitions.put_judges(tx, actor, batch.target_id, part)
            batch.on_rows(done)
    return counted(standings, faults)


async def _take_entries(tx: AsyncSession, actor: Actor, batch: Batch) -> Taken:
    known = {found.entry.code: found for found in await list_entries(tx, batch.target_id)}
    attributes = await list_entry_attributes(tx, batch.target_id)
    cells = {code: _entry_cells(found, attributes.get(found.entry.id)) for code, found in known.items()}
    standings = compare(_table(ENTRIES_IMPORT, batch, attributes), "code", batch.rows, cells)
    told = list_told(standings)
    inputs = [_with_own(_told_entry(each, known.get(each.row.text("code"))), each) for _, each in told]
    columns = {field: column for column, field in ENTRY_FIELDS.items()} | {"related": "partners"}
    found = [*list_faults(lambda: require_valid_entries(inputs)), *await _list_restricted(tx, inputs)]
    faults = placed_faults(found, [at for at, _ in told], columns)
    if not faults and not batch.dry_run:
        for done, part in _parts(inputs):
            await competitions.put_entries(tx, actor, batch.target_id, part)
            batch.on_rows(done)
    return counted(standings, faults)


async def _list_restricted(tx: AsyncSession, inputs: Sequence[EntryInput]) -> Sequence[FieldFault]:
    try:
        await competitions.require_unrestricted(tx, inputs)
    except InvalidInput as refused:
        return refused.faults
    return ()


def _parts(inputs: Sequence[Input]) -> Iterator[tuple[int, Sequence[Input]]]:
    for start in range(0, len(inputs), AT_ONCE):
        part = inputs[start : start + AT_ONCE]
        yield start + len(part), part


def _load_faults(position: int, standing: Standing) -> list[RowFault]:
    least, most = standing.merged.find_integer("min_load"), standing.merged.find_integer("max_load")
    if least is None or most is None or least <= most:
        return []
    return [RowFault(position, "min_load", "MINIMUM_ABOVE_MAXIMUM", {"minimum": least, "maximum": most})]


def _without_blank_email(row: Row) -> Row:
    """A row that names no address says nothing of it: a list without addresses takes none away."""
    if row.text("email"):
        return row
    return replace(row, values={name: value for name, value in row.values.items() if name != "email"})


def _told_judge(standing: Standing, known: Judge | None) -> JudgeInput:
    """The judge as known with what the file changes; the whole row where nothing is known."""
    email = normal_email(standing.merged.text("email"))
    given = replace(judge_input(judge_of(standing.merged)), email=email)
    if known is None:
        return given
    before = JudgeInput(
        code=known.code,
        name=known.name,
        organization_name=known.organization_name,
        kind=known.kind,
        region=known.region,
        fields=tuple(known.fields),
        expertise=known.expertise,
        min_load=known.min_load,
        max_load=known.max_load,
    )
    return replace(before, **{field: getattr(given, field) for field in _fields_of(standing, JUDGE_FIELDS)})


def _told_entry(standing: Standing, known: IdentifiedEntry | None) -> EntryInput:
    given = entry_input(entry_of(standing.merged))
    if known is None:
        return given
    entry, identity = known.entry, known.identity or _no_identity(known.entry)
    changed = {RELATIONS[column].value for column in standing.changed & RELATIONS.keys()}
    kept = [Tie(tie["name"], tie["kind"]) for tie in identity.related or () if tie["kind"] not in changed]
    before = EntryInput(
        code=entry.code,
        title=entry.title,
        summary=entry.summary,
        track=entry.track,
        fields=tuple(entry.fields),
        region=entry.region,
        judges_needed=entry.judges_needed,
        organization_name=identity.organization_name,
        contact=identity.contact,
        related=(*kept, *(tie for tie in given.related if tie.kind in changed)),
        advisors=tuple(identity.advisors),
    )
    return replace(before, **{field: getattr(given, field) for field in _fields_of(standing, ENTRY_FIELDS)})


def _no_identity(entry: Entry) -> EntryIdentity:
    return EntryIdentity(entry_id=entry.id, competition_id=entry.competition_id)


def _fields_of(standing: Standing, fields: Mapping[str, str]) -> list[str]:
    return [fields[column] for column in standing.changed if column in fields]


def _table(kind: ImportKind, batch: Batch, known: Mapping[UUID, Attributes]) -> Table:
    """The table with the columns of the organizer's own: those there are and those of the file."""
    told = own_names(batch.rows[0].values if batch.rows else ())
    return with_own(kind, [*told, *_headers(known)]).table


def _with_own(given: Input, standing: Standing) -> Input:
    """The input with what the file says in columns of the organizer's own; where it has none, they stay."""
    names = own_names(standing.row.values)
    if not standing.changed.intersection(names):
        return given
    kept = {name: standing.merged.text(name) for name in own_names(standing.merged.values)}
    attributes = {name.removeprefix(OWN): attribute_of(text) for name, text in kept.items() if text}
    return replace(given, attributes=attributes)


def _own_cells(attributes: Attributes | None) -> Cells:
    return {f"{OWN}{name}": attribute_text(value) for name, value in (attributes or {}).items()}


def _judge_cells(judge: Judge, attributes: Attributes | None = None, email: str | None = None) -> Cells:
    return {
        **_own_cells(attributes),
        "code": judge.code,
        "name": judge.name,
        "organization": judge.organization_name,
        "kind": judge.kind.value if judge.kind else None,
        "fields": tuple(judge.fields),
        "region": judge.region,
        "text": judge.expertise,
        "max_load": judge.max_load,
        "min_load": judge.min_load,
        "email": email,
    }


def _entry_cells(found: IdentifiedEntry, attributes: Attributes | None = None) -> Cells:
    entry, identity = found.entry, found.identity or _no_identity(found.entry)
    related = identity.related or ()
    ties = {
        column: tuple(tie["name"] for tie in related if tie["kind"] == kind.value) for column, kind in RELATIONS.items()
    }
    return {
        **_own_cells(attributes),
        "code": entry.code,
        "title": entry.title,
        "summary": entry.summary,
        "organization": identity.organization_name,
        "track": entry.track,
        "fields": tuple(entry.fields),
        "region": entry.region,
        "judges_needed": entry.judges_needed,
        **ties,
        "advisors": tuple(identity.advisors or ()),
    }


async def _list_judge_rows(tx: AsyncSession, _actor: Actor, competition_id: UUID) -> Sequence[Cells]:
    attributes = await list_judge_attributes(tx, competition_id)
    emails = await list_judge_emails(tx, competition_id)
    judges = await list_judges(tx, competition_id)
    return [_judge_cells(judge, attributes.get(judge.id), emails.get(judge.id)) for judge in judges]


async def _list_entry_rows(tx: AsyncSession, _actor: Actor, competition_id: UUID) -> Sequence[Cells]:
    attributes = await list_entry_attributes(tx, competition_id)
    return [_entry_cells(found, attributes.get(found.entry.id)) for found in await list_entries(tx, competition_id)]


async def _list_judge_own(tx: AsyncSession, competition_id: UUID) -> Sequence[str]:
    return _headers(await list_judge_attributes(tx, competition_id))


async def _list_entry_own(tx: AsyncSession, competition_id: UUID) -> Sequence[str]:
    return _headers(await list_entry_attributes(tx, competition_id))


def _headers(attributes: Mapping[UUID, Attributes]) -> Sequence[str]:
    return list(dict.fromkeys(name for each in attributes.values() for name in each))


JUDGE_GUIDES: Final = {
    "code": Guide("评委编号", "Judge code", "同一赛事内不重复；再次导入时按编号更新", "Unique in the event", "J001"),
    "name": Guide("姓名", "Name", example="张岚"),
    "organization": Guide(
        "单位", "Organization", "多个单位用分号隔开", "Several are separated by semicolons", "浙江大学"
    ),
    "kind": Guide("类别", "Kind", "投资、技术、产业、财务或政策", "What the judge is asked for", "技术"),
    "fields": Guide(
        "领域", "Fields", "多个领域用分号隔开", "Several are separated by semicolons", "节能环保; 清洁能源"
    ),
    "region": Guide("地区", "Region", example="浙江"),
    "text": Guide("专长", "Expertise", "用于与项目匹配", "Compared with what entries say", "工业余热回收"),
    "max_load": Guide("最多评审数", "Max load", "空着表示按轮次设置", "Empty: what the round says", "12"),
    "min_load": Guide("最少评审数", "Min load", "空着表示按轮次设置", "Empty: what the round says", "4"),
    "email": Guide("邮箱", "Email", "空着则不改动", "Empty: stays as it is", "zhanglan@example.com"),
}
ENTRY_GUIDES: Final = {
    "code": Guide("项目编号", "Entry code", "同一赛事内不重复；再次导入时按编号更新", "Unique in the event", "E001"),
    "title": Guide("项目名称", "Title", example="印染废水余热回收"),
    "summary": Guide("项目简介", "Summary", "用于与评委匹配", "Compared with what judges know", "回收定型机废气余热"),
    "organization": Guide(
        "参赛单位", "Organization", "用于回避同单位评委", "Keeps its own people away", "绿源科技有限公司"
    ),
    "track": Guide("赛道", "Track", example="节能降碳"),
    "fields": Guide("领域", "Fields", "多个领域用分号隔开", "Several are separated by semicolons", "节能环保"),
    "region": Guide("地区", "Region", example="浙江"),
    "judges_needed": Guide("所需评委数", "Judges needed", "空着表示按轮次设置", "Empty: what the round says", "3"),
    "investors": Guide("投资方", "Investors", "其评委回避", "Their people do not judge", "绿色基金"),
    "host": Guide("孵化器", "Host", "其评委回避", "Its people do not judge", "之江孵化器"),
    "partners": Guide("合作单位", "Partners", "其评委回避", "Their people do not judge"),
    "competitors": Guide("竞争单位", "Competitors", "其评委回避", "Their people do not judge"),
    "advisors": Guide("导师", "Advisors", "本人回避", "They do not judge", "李工"),
}

JUDGES_IMPORT: Final = ImportKind(
    "JUDGES", "Competition", "code", JUDGE_SHEET, JUDGE_GUIDES, _admit, _take_judges, _list_judge_rows, _list_judge_own
)
ENTRIES_IMPORT: Final = ImportKind(
    "ENTRIES", "Competition", "code", ENTRIES, ENTRY_GUIDES, _admit, _take_entries, _list_entry_rows, _list_entry_own
)
register_import(JUDGES_IMPORT)
register_import(ENTRIES_IMPORT)
