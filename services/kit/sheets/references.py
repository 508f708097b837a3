"""A cell that refers to a row of another table, by its code or, where only one row bears it, by its name."""

from collections import Counter
from collections.abc import Sequence

from services.kit.refusals import Param
from services.kit.sheets.cells import BadCell, RawCell, code_text, nearest, shown
from services.kit.sheets.columns import folded

_SUGGESTION_LIMIT = 10
"""Looking for what was meant compares with every known code; the first few bad cells show the pattern."""


class References:
    """The rows of one table as other tables refer to them."""

    def __init__(self, table: str, codes: Sequence[str], names: Sequence[str] = ()) -> None:
        self.table = table
        self.codes = codes
        self._by_code = {code: index for index, code in enumerate(codes)}
        counts = Counter(folded(name) for name in names)
        self._by_name = {folded(name): index for index, name in enumerate(names) if counts[folded(name)] == 1}
        self._suggested = 0

    def find(self, cell: RawCell) -> int | None:
        """The number of the row meant, or None."""
        if isinstance(cell, str):
            found = self._by_code.get(cell)
            if found is not None:
                return found
        code = code_text(cell)
        found = self._by_code.get(code)
        return self._by_name.get(folded(code)) if found is None and folded(code) else found

    def get(self, cell: RawCell) -> int:
        """The number of the row meant. Raises BadCell, which names the known code that looks most like it."""
        found = self.find(cell)
        if found is not None:
            return found
        code = code_text(cell)
        if not code:
            raise BadCell("CELL_EMPTY")
        params: dict[str, Param] = {"value": shown(code), "table": self.table, "nearest": self._suggest(code)}
        raise BadCell("UNKNOWN_REFERENCE", **params)

    def _suggest(self, code: str) -> str:
        self._suggested += 1
        return nearest(code, list(self.codes)) if self._suggested <= _SUGGESTION_LIMIT else ""
