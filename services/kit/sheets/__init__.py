"""Spreadsheets in and out, for any room: declared columns in, typed rows or every bad cell out."""

from services.kit.sheets.cells import (
    BadCell,
    RawCell,
    cell_text,
    code_text,
    nearest,
    parse_number,
    read_cell,
    shown,
)
from services.kit.sheets.columns import Column, Kind, Row, Table, Value, folded
from services.kit.sheets.embedded import EMBEDDED_LIMIT_BYTES, embed, find_embedded
from services.kit.sheets.grids import GridRow, find_sheets, is_text, list_sheets, read_grid
from services.kit.sheets.reading import (
    FAULT_LIMIT,
    Faults,
    Header,
    find_header,
    find_note,
    is_blank,
    list_unread_columns,
    open_table,
    read_columns,
    read_table,
)
from services.kit.sheets.references import References
from services.kit.sheets.sources import SIZE_LIMIT_BYTES, SheetSource, read_source
from services.kit.sheets.wording import Say
from services.kit.sheets.writing import (
    CELL_LETTERS_LIMIT,
    Cell,
    SheetContent,
    disarmed,
    display_width,
    inert,
    write_csv,
    write_workbook,
)

__all__ = [
    "CELL_LETTERS_LIMIT",
    "EMBEDDED_LIMIT_BYTES",
    "FAULT_LIMIT",
    "SIZE_LIMIT_BYTES",
    "BadCell",
    "Cell",
    "Column",
    "Faults",
    "GridRow",
    "Header",
    "Kind",
    "RawCell",
    "References",
    "Row",
    "Say",
    "SheetContent",
    "SheetSource",
    "Table",
    "Value",
    "cell_text",
    "code_text",
    "disarmed",
    "display_width",
    "embed",
    "find_embedded",
    "find_header",
    "find_note",
    "find_sheets",
    "folded",
    "inert",
    "is_blank",
    "is_text",
    "list_sheets",
    "list_unread_columns",
    "nearest",
    "open_table",
    "parse_number",
    "read_cell",
    "read_columns",
    "read_grid",
    "read_source",
    "read_table",
    "shown",
    "write_csv",
    "write_workbook",
]
