import dataclasses
from collections.abc import Collection, Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optimizer.affinity.errors import AffinityError

TextColumn = Literal["titles", "texts"]
SetColumn = Literal["fields", "chain_nodes", "indicators", "regions", "transfer_modes"]
NumberColumn = Literal["maturities", "amounts"]

TEXT_COLUMNS: Final[tuple[TextColumn, ...]] = ("titles", "texts")
SET_COLUMNS: Final[tuple[SetColumn, ...]] = ("fields", "chain_nodes", "indicators", "regions", "transfer_modes")
NUMBER_RANGES: Final[dict[NumberColumn, tuple[float, float]]] = {"maturities": (1.0, 9.0), "amounts": (0.0, np.inf)}


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """All demands, or all supplies, as columns; row k of every column is the same demand or supply.

    A column left out, an empty text, an empty collection and a NaN all mean "not known": the component is then
    missing for the pair, never zero.

    Parameters
    ----------
    count
        Number of rows; every column given has this length.
    titles, texts
        Headline and body, in any language; normalized (NFKC, case) inside.
    fields
        Fields of each row, for example green fields or technical fields. A name may be a path, ``"ENERGY/STORAGE"``:
        rows then agree as far as their paths do.
    chain_nodes
        Nodes of the industrial chain, plain or as paths.
    indicators
        Names of the quantified indicators: asked for by a demand, promised by a supply.
    regions
        Regions of each row, plain or as paths from the largest: ``"CN/HA/LUOYANG"``.
    transfer_modes
        Ways of cooperation that the row accepts.
    maturities
        Technology readiness level, 1 to 9: needed by a demand, reached by a supply.
    amounts
        Money, one unit on both sides: the most a demand pays, the least a supply asks. Zero or more.
    meanings
        Vectors of one encoder on both sides, of shape (count, n_dimensions); a row with NaN is not known.

    Raises
    ------
    AffinityError
        A column of another length, a value that is no text, a number out of its range; with column and row.
    """

    count: int
    titles: Sequence[str] | None = None
    texts: Sequence[str] | None = None
    fields: Sequence[Collection[str]] | None = None
    chain_nodes: Sequence[Collection[str]] | None = None
    indicators: Sequence[Collection[str]] | None = None
    regions: Sequence[Collection[str]] | None = None
    transfer_modes: Sequence[Collection[str]] | None = None
    maturities: ArrayLike | None = None
    amounts: ArrayLike | None = None
    meanings: ArrayLike | None = None

    def __post_init__(self) -> None:
        self._require_lengths()
        for text_column in TEXT_COLUMNS:
            self._require_texts(text_column)
        for set_column in SET_COLUMNS:
            self._require_sets(set_column)
        for number_column in NUMBER_RANGES:
            self._require_range(number_column)

    def list_texts(self, column: TextColumn) -> Sequence[str]:
        """Return the texts of a column, empty texts when it was left out."""
        values: Sequence[str] | None = getattr(self, column)
        return [""] * self.count if values is None else values

    def list_sets(self, column: SetColumn) -> Sequence[Collection[str]]:
        """Return the collections of a column, empty ones when it was left out."""
        values: Sequence[Collection[str]] | None = getattr(self, column)
        return [()] * self.count if values is None else values

    def numbers(self, column: NumberColumn) -> NDArray[np.float64]:
        """Return a numeric column as float64 of shape (count,), NaN where unknown.

        Raises
        ------
        AffinityError
            ``not_a_number``.
        """
        values: ArrayLike | None = getattr(self, column)
        if values is None:
            return np.full(self.count, np.nan)
        try:
            return np.asarray(values, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise AffinityError("not_a_number", column=column) from error

    def _require_lengths(self) -> None:
        for column in dataclasses.fields(self):
            values = getattr(self, column.name)
            if column.name == "count" or values is None:
                continue
            if len(values) != self.count:
                raise AffinityError("wrong_length", column=column.name, found=len(values), expected=self.count)

    def _require_texts(self, column: TextColumn) -> None:
        for row, value in enumerate(self.list_texts(column)):
            if not isinstance(value, str):
                raise AffinityError("not_text", column=column, row=row, found=type(value).__name__)

    def _require_sets(self, column: SetColumn) -> None:
        for row, values in enumerate(self.list_sets(column)):
            if not _is_collection_of_texts(values):
                raise AffinityError("not_text", column=column, row=row, found=repr(values))

    def _require_range(self, column: NumberColumn) -> None:
        values = self.numbers(column)
        low, high = NUMBER_RANGES[column]
        bad = np.flatnonzero((values < low) | (values > high) | np.isinf(values))
        if bad.size:
            row = int(bad[0])
            raise AffinityError("out_of_range", column=column, row=row, found=float(values[row]), low=low, high=high)


def _is_collection_of_texts(values: object) -> bool:
    # A bare string is a collection of its characters: the slip this check exists for.
    if isinstance(values, str) or not isinstance(values, Collection):
        return False
    return all(isinstance(value, str) for value in values)
