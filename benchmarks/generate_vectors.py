"""Generated instances whose fits are products of vectors: a dense problem too large to be written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FIELD_PULL = 0.8


@dataclass(frozen=True)
class DenseSize:
    """How large an instance is and how tight: ``slack`` is capacity over requirement."""

    demand_count: int
    supply_count: int
    conflict_count: int
    dimension_count: int = 64
    field_count: int = 80
    units: int = 3
    slack: float = 1.3


def write_vectors(path: Path, size: DenseSize, seed: int) -> None:
    """Draw unit vectors around the directions of fields of unequal size, loads and conflicts, and write them."""
    draw = np.random.default_rng(seed)
    fields = draw.normal(size=(size.field_count, size.dimension_count))
    load = size.slack * size.units * size.demand_count / size.supply_count
    conflicts = np.unique(draw.integers(0, size.supply_count * size.demand_count, size.conflict_count))
    np.savez(
        path,
        demand_vectors=_draw_side(draw, size.demand_count, fields),
        supply_vectors=_draw_side(draw, size.supply_count, fields),
        supply_hi=np.maximum(1, draw.poisson(load, size.supply_count)),
        demand_lo=np.full(size.demand_count, size.units),
        conflicts=np.column_stack(np.divmod(conflicts, size.demand_count)),
    )


def _draw_side(draw: np.random.Generator, count: int, fields: NDArray[np.float64]) -> NDArray[np.float64]:
    shares = draw.dirichlet(np.full(len(fields), 3.0))
    vectors = FIELD_PULL * fields[draw.choice(len(fields), count, p=shares)] + draw.normal(
        size=(count, fields.shape[1])
    )
    unit: NDArray[np.float64] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
