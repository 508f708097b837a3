"""Where a SELECT under construction keeps its rows."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause


class Frame:
    """One SELECT under construction: its row, and a FROM clause that grows as to-one relations join."""

    def __init__(self, row: FromClause) -> None:
        self.row = row
        self.source = row

    @property
    def columns(self) -> Any:
        return self.row.c

    def join(self, row: FromClause, on: ColumnElement[bool]) -> "Frame":
        """The joined row, in the same SELECT."""
        self.source = self.source.outerjoin(row, on)
        joined = JoinedFrame(row)
        joined.owner = self
        return joined


class JoinedFrame(Frame):
    """A row that a to-one relation joined: further joins go to the SELECT it stands in."""

    owner: Frame

    def join(self, row: FromClause, on: ColumnElement[bool]) -> Frame:
        return self.owner.join(row, on)
