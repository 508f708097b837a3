"""Generated instances: fields of unequal size, some supplies wanted by everybody, a list of candidates per demand."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

OWN_FIELD_SHARE = 0.6
MEMBERS = 20
LOCAL_SHARE = 0.5
SENIOR_SHARE = 1 / 3


@dataclass(frozen=True)
class Listed:
    """A list of candidate pairs, as the arguments of Problem.from_pairs."""

    supply_hi: NDArray[np.int64]
    demand_lo: NDArray[np.int64]
    pair_supply: NDArray[np.int32]
    pair_demand: NDArray[np.int32]
    fit: NDArray[np.float32]


@dataclass(frozen=True)
class Size:
    """How large an instance is and how tight: ``slack`` is capacity over requirement."""

    demand_count: int
    supply_count: int
    pair_count: int
    units: int = 3
    slack: float = 1.3


def generate_listed(size: Size, seed: int) -> Listed:
    """Draw a list: most candidates of a demand come from its own field, the fit leans to wanted supplies."""
    draw = np.random.default_rng(seed)
    field_count = max(2, size.supply_count // 150)
    shares = draw.dirichlet(np.full(field_count, 3.0))
    demand_field = draw.choice(field_count, size.demand_count, p=shares)
    supply_field = np.sort(draw.choice(field_count, size.supply_count, p=draw.dirichlet(np.full(field_count, 3.0))))
    demand, supply = _draw_pairs(draw, size, demand_field, supply_field)
    wanted = draw.gamma(2.0, 0.06, size.supply_count)
    same = demand_field[demand] == supply_field[supply]
    fit = 0.2 + 0.35 * same + wanted[supply] + draw.normal(0.0, 0.12, len(demand))
    load = size.slack * size.units * size.demand_count / size.supply_count
    return Listed(
        supply_hi=np.maximum(1, draw.poisson(load, size.supply_count)).astype(np.int64),
        demand_lo=np.full(size.demand_count, size.units, np.int64),
        pair_supply=supply,
        pair_demand=demand,
        fit=np.clip(fit, 0.0, 1.0).astype(np.float32),
    )


@dataclass(frozen=True)
class Labels:
    """The organization of each supply, and whether it is senior (0, else 1)."""

    organization: NDArray[np.int32]
    rank: NDArray[np.int32]


def generate_labels(supply_count: int, seed: int) -> Labels:
    """Draw labels: organizations of very unequal size, half of their people in one field, every third person senior.

    Supplies stand in the order of their fields, so neighbors share one.
    """
    draw = np.random.default_rng(seed + 1)
    count = max(2, supply_count // MEMBERS)
    weights = 1.0 / np.arange(1, count + 1)
    anywhere = draw.choice(count, supply_count, p=weights / weights.sum())
    nearby = (np.arange(supply_count) // MEMBERS + draw.integers(0, 3, supply_count)) % count
    organization = np.where(draw.random(supply_count) < LOCAL_SHARE, nearby, anywhere)
    return Labels(organization.astype(np.int32), (draw.random(supply_count) >= SENIOR_SHARE).astype(np.int32))


def write_listed(path: Path, size: Size, seed: int, shortage_price: float) -> None:
    """Draw a list and write it as an instance file."""
    listed = generate_listed(size, seed)
    np.savez(path, shortage_price=shortage_price, **asdict(listed))


def _draw_pairs(
    draw: np.random.Generator, size: Size, demand_field: NDArray[np.int64], supply_field: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    each = 1.15 * size.pair_count / size.demand_count
    demand = np.repeat(np.arange(size.demand_count), round(each))
    starts = np.searchsorted(supply_field, np.arange(supply_field.max() + 2))
    field = np.minimum(demand_field[demand], len(starts) - 2)
    own = draw.random(len(demand)) < OWN_FIELD_SHARE
    own &= starts[field + 1] > starts[field]
    inside = starts[field] + (draw.random(len(demand)) * (starts[field + 1] - starts[field])).astype(np.int64)
    supply = np.where(own, inside, draw.integers(0, size.supply_count, len(demand)))
    keys = np.unique(demand * size.supply_count + supply)
    keys = np.sort(draw.choice(keys, min(size.pair_count, len(keys)), replace=False))
    demand, supply = np.divmod(keys, size.supply_count)
    return demand.astype(np.int32), supply.astype(np.int32)
