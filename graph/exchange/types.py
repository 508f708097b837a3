from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, case
from strawberry.scalars import JSON

from graph.kit.declare import Connection, Node, many, node, one, sql
from graph.kit.declare import column as told
from graph.kit.filters import any_of, filter_input, refers_to, same
from graph.kit.json_text import node_id_text
from services.exchange.kinds import list_import_kinds
from services.exchange.models import ImportState
from services.exchange.models import SheetImport as SheetImportRow
from services.exchange.models import SheetImportFault as SheetImportFaultRow

if TYPE_CHECKING:
    from graph.identity.types import Account
    from graph.organizations.types import Organization

OrganizationType = Annotated["Organization", strawberry.lazy("graph.organizations.types")]
AccountType = Annotated["Account", strawberry.lazy("graph.identity.types")]


def _target_id(row: Any) -> ColumnElement[str]:
    """The node id of what the rows belong to; its type follows from the kind."""
    type_name = case({kind.name: kind.target for kind in list_import_kinds()}, value=row.kind)
    return node_id_text(type_name, row.target_id)


@filter_input
class SheetImportFaultFilter:
    code: str | None = same("code")
    column: str | None = same("column")


@node(SheetImportFaultRow, filter_by=SheetImportFaultFilter, order_by={"ROW": ["row", "id"]}, default_order="ROW_ASC")
class SheetImportFault(Node):
    row: int = told("row", description="The number people see in their file; the first line is 1.")
    column: str = told("column", description="The declared column; empty when the whole row is meant.")
    title: str = told("title", description="How the file heads it.")
    code: str
    params: JSON
    value: str = told("value", description="What stands in the cell.")
    nearest: str = told("nearest", description="What was probably meant, or empty.")
    cells: JSON = told("cells", description="Whom the row is about: {column: text} of its key and a few more.")


@filter_input
class SheetImportFilter:
    state: list[ImportState] | None = any_of("state")
    kind: str | None = same("kind")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")


@node(SheetImportRow, filter_by=SheetImportFilter, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class SheetImport(Node):
    kind: str = told("kind", description="JUDGES, ENTRIES, STARTUPS, NEEDS or PACKAGES.")
    target_id: str = sql(
        _target_id, default="", description="The competition, the incubator or the organization the rows are for."
    )
    state: ImportState
    version: int
    publishes: bool
    file_name: str
    byte_count: int
    created_at: datetime
    finished_at: datetime | None
    organization: OrganizationType | None = one(lambda each, organization: organization.id == each.organization_id)
    account: AccountType | None = one(
        lambda each, account: account.id == each.account_id, description="Who decided about it last."
    )
    sheet: str
    sheets: JSON = told("sheets", description="The names of all sheets of a workbook.")
    header_row: int | None
    file_columns: JSON = told("file_columns", description="What the file has: [{position, title, samples}].")
    columns: JSON = told(
        "columns",
        description="What can be read: [{name, zh, en, helpZh, helpEn, example, kind, required, isKey, isOwn, choices, "
        "position, isGuessed}]; position is that of the file's column, or null.",
    )
    directions: JSON = told("directions", description="What people decided: mends are [row, column, value].")
    preview: JSON = told("preview", description="The first rows as they are read: [{row, cells: {column: text}}].")
    warnings: JSON = told("warnings", description="What stands against nothing: [{row, column, title, code, params}].")
    row_count: int
    created_count: int = told("created_count", description="Rows that are or would be new.")
    updated_count: int
    unchanged_count: int
    fault_count: int
    phase: str = told("phase", description="READ, CHECK or WRITE while a job is at it.")
    handled_count: int = told("handled_count", description="Rows done in this phase.")
    failure_code: str | None
    failure_params: JSON
    faults: Connection[SheetImportFault] = many(lambda each, fault: fault.sheet_import_id == each.id)
