"""What a room gives out as a sheet, the same room takes back without a change; and what is read, mended, written."""

from collections.abc import Mapping
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.competitions.commands import put_entries, put_judges
from services.competitions.models import JudgeKind
from services.competitions.rules import EntryInput, JudgeInput, Tie
from services.exchange import commands
from services.exchange.books import write_corrected, write_table
from services.exchange.commands import NewImport
from services.exchange.guessing import guess
from services.exchange.kinds import ImportKind, get_import_kind, list_import_kinds
from services.exchange.models import ImportState
from services.exchange.reading import Directions, read_sheet
from services.incubation.startup_sheets import STARTUPS_IMPORT
from services.judging.people_sheets import ENTRIES_IMPORT, JUDGES_IMPORT
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.sheets import SheetContent, SheetSource, disarmed, inert, write_workbook
from services.matching.catalog_sheets import NEEDS_IMPORT, PACKAGES_IMPORT
from services.organizations.models import OrganizationKind
from tests.factories.catalog import make_need, make_package
from tests.factories.competitions import make_event
from tests.factories.files import make_file
from tests.factories.identity import actor_of, make_account
from tests.factories.incubation import make_incubator, make_startup
from tests.factories.matching import make_party

JUDGES = [
    JudgeInput(
        code="J900", name="=HYPERLINK(1)", organization_name="甲, 乙", kind=JudgeKind.FINANCE, region="浙江",
        fields=("节能, 环保", "水"), expertise="多行\n文字", min_load=1, max_load=7, email="j@example.org",
    ),
    JudgeInput(code="007", name="-张"),
]  # fmt: skip
ENTRIES = [
    EntryInput(
        code="E900", title="+1", summary="'引号", track="主赛道", fields=("水",), judges_needed=2, contact="138",
        organization_name="丙公司", related=(Tie("丁, 基金", "STAKE"), Tie("戊", "CO_WORK")), advisors=("李工",),
    ),
]  # fmt: skip


async def make_target(database: Database, kind: ImportKind) -> tuple[Actor, UUID]:
    """Somewhere with rows that a cell says badly: marks, commas, line breaks, choices, private fields."""
    async with database.transaction(SYSTEM) as tx:
        if kind.target == "Competition":
            event = await make_event(tx, judges=3, entries=3)
            await put_judges(tx, SYSTEM, event.competition.id, JUDGES)
            await put_entries(tx, SYSTEM, event.competition.id, ENTRIES)
            return event.actor, event.competition.id
        if kind.target == "Incubator":
            account = await make_account(tx)
            incubator = await make_incubator(tx, admin=account)
            for at in range(3):
                await make_startup(tx, incubator, name=f"@企业{at}")
            return actor_of(account), incubator.id
        is_need = kind is NEEDS_IMPORT
        party = await make_party(tx, OrganizationKind.ENTERPRISE if is_need else OrganizationKind.INSTITUTE)
        await (make_need if is_need else make_package)(tx, party.organization, code="X1")
        return party.actor, party.organization.id


@pytest.mark.parametrize("kind", [JUDGES_IMPORT, ENTRIES_IMPORT, STARTUPS_IMPORT, NEEDS_IMPORT, PACKAGES_IMPORT])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_a_room_gives_out_changes_nothing_when_it_comes_back(
    database: Database, kind: ImportKind, form: str, language: str
) -> None:
    actor, target_id = await make_target(database, kind)
    async with database.transaction(actor) as tx:
        rows = await kind.list_rows(tx, actor, target_id)
    content = write_table(kind, lambda code, /, **_: code[-20:], language, form, rows)
    async with database.transaction(actor) as tx:
        file_id = await make_file(tx, actor, content, f"table.{form}")
        shown = await commands.start_import(tx, actor, NewImport(kind.name, target_id, file_id))
        assert len(rows) > 0
        assert (shown.state, shown.row_count) == (ImportState.READY, len(rows))
        assert (shown.created_count, shown.updated_count, shown.unchanged_count) == (0, 0, len(rows))
        await commands.commit_import(tx, actor, shown.id, shown.version)
    async with database.transaction(actor) as tx:
        assert await kind.list_rows(tx, actor, target_id) == rows


marked = st.text(st.sampled_from("=+-@'\t\r\n＝＠a甲1,\""), max_size=8)


@given(marked)
def test_a_formula_is_disarmed_and_comes_back_as_it_was(cell: str) -> None:
    shown = inert(cell)
    assert isinstance(shown, str)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert disarmed(shown) == cell


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_columns_are_found_in_any_order_under_any_of_their_names(data: st.DataObject) -> None:
    kind = get_import_kind(data.draw(st.sampled_from([kind.name for kind in list_import_kinds()])))
    columns = data.draw(st.permutations(kind.table.columns))
    titles = [getattr(kind.guides[column.name], data.draw(st.sampled_from(["zh", "en"]))) for column in columns]
    cells = [kind.guides[column.name].example or "1" for column in columns]
    source = SheetSource("t.xlsx", write_workbook([SheetContent("t", titles, [cells])]))
    sheet = read_sheet(source, kind, Directions())
    assert sheet.mapping.positions == {column.name: at for at, column in enumerate(columns)}
    assert sheet.mapping.guessed == frozenset()


@settings(deadline=None)
@given(st.lists(st.text(max_size=6), max_size=12))
def test_no_guess_takes_a_column_twice(titles: list[str]) -> None:
    found = guess(JUDGES_IMPORT.table, titles, {})
    assert len(set(found.positions.values())) == len(found.positions)
    assert all(0 <= at < len(titles) for at in found.positions.values())


words = st.text(st.sampled_from("甲乙abc 12"), min_size=1, max_size=6).map(str.strip).filter(bool)


@settings(deadline=None, max_examples=40)
@given(
    rows=st.lists(st.tuples(words, words, st.sampled_from(["投资", "诗人", ""])), min_size=1, max_size=6),
    data=st.data(),
)
def test_the_mended_file_reads_as_the_mended_import_did(rows: list[tuple[str, str, str]], data: st.DataObject) -> None:
    source = SheetSource(
        "t.xlsx", write_workbook([SheetContent("t", ["评委编号", "姓名", "类别"], [list(row) for row in rows])])
    )
    numbers = list(range(2, len(rows) + 2))
    ignored = frozenset(data.draw(st.sets(st.sampled_from(numbers), max_size=len(rows) - 1)))
    mends: Mapping[tuple[int, str], str] = data.draw(
        st.dictionaries(
            st.tuples(st.sampled_from(numbers), st.sampled_from(["code", "name", "kind", "region"])), words, max_size=6
        )
    )
    directions = Directions(mends=mends, ignored=ignored)
    shown = read_sheet(source, JUDGES_IMPORT, directions)
    read = {"sheet": "t", "header_row": 1, "titles": shown.titles, "positions": shown.mapping.positions}
    content = write_corrected(source, JUDGES_IMPORT, read, directions)
    again = read_sheet(SheetSource("c.xlsx", content), JUDGES_IMPORT, Directions())
    assert [(bad.column, bad.code, bad.value) for bad in again.faults] == [
        (bad.column, bad.code, bad.value) for bad in shown.faults
    ]
    before = [{name: value for name, value in row.values.items() if value is not None} for row in shown.rows]
    after = [{name: value for name, value in row.values.items() if value is not None} for row in again.rows]
    assert after == before
