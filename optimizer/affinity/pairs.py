import numpy as np
from numpy.typing import ArrayLike, NDArray

from optimizer.affinity.errors import AffinityError
from optimizer.affinity.product import Rows
from optimizer.affinity.table import ListedPairs


def number_pairs(demand: Rows, supply: Rows, supply_count: int) -> NDArray[np.int64]:
    """Return one int64 per pair, ordered like (demand, supply)."""
    return demand.astype(np.int64) * supply_count + supply


def require_listed(shape: tuple[int, int], listed: ListedPairs) -> tuple[Rows, Rows]:
    """Return the pairs as int32 rows, or refuse pairs of unequal columns, outside both sides, or repeated."""
    demand, supply = require_rows(shape, listed.pair_demand, listed.pair_supply)
    pair, first, times = np.unique(number_pairs(demand, supply, shape[1]), return_index=True, return_counts=True)
    if len(pair) < len(demand):
        row = int(first[times > 1][0])
        raise AffinityError("duplicate_pair", row=row, demand=int(demand[row]), supply=int(supply[row]))
    return demand, supply


def require_rows(shape: tuple[int, int], pair_demand: ArrayLike, pair_supply: ArrayLike) -> tuple[Rows, Rows]:
    """Return the pairs as int32 rows, or refuse columns of unequal length and row numbers outside both sides."""
    demand, supply = require_whole("pair_demand", pair_demand), require_whole("pair_supply", pair_supply)
    if len(demand) != len(supply):
        raise AffinityError("wrong_length", column="pair_supply", found=len(supply), expected=len(demand))
    outside = np.flatnonzero((demand < 0) | (demand >= shape[0]) | (supply < 0) | (supply >= shape[1]))
    if outside.size:
        row = int(outside[0])
        raise AffinityError("pair_outside", row=row, demand=int(demand[row]), supply=int(supply[row]), shape=shape)
    return demand.astype(np.int32), supply.astype(np.int32)


def require_whole(column: str, values: ArrayLike) -> NDArray[np.int64]:
    """Return whole numbers as int64 of shape (n,), or refuse anything else."""
    rows = np.asarray(values).ravel()
    if rows.size and rows.dtype.kind not in "iu":
        raise AffinityError("not_whole", column=column, found=str(rows.dtype))
    return rows.astype(np.int64)


def require_preferences(listed: ListedPairs, count: int) -> NDArray[np.float64]:
    """Return the bids as float64 with NaN where there is none, or refuse a bid outside [0, 1]."""
    if listed.preference is None:
        return np.full(count, np.nan)
    values = np.asarray(listed.preference, dtype=np.float64).ravel()
    if len(values) != count:
        raise AffinityError("wrong_length", column="preference", found=len(values), expected=count)
    bad = np.flatnonzero((values < 0) | (values > 1))
    if bad.size:
        row = int(bad[0])
        raise AffinityError("out_of_range", column="preference", row=row, found=float(values[row]), low=0.0, high=1.0)
    return values
