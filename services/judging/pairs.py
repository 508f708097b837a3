"""Pairs of a plan as rows: thousands in one statement, with what their fit is made of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import numpy as np
import orjson
from numpy.typing import NDArray
from sqlalchemy import ARRAY, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.judging.models import PairOrigin, Plan
from services.kit.ids import new_id

DIGITS: Final = 6
INSERT: Final = """
INSERT INTO plan_pair (id, created_at, plan_id, competition_id, entry_id, judge_id, fit, components, is_locked, origin)
SELECT id, now(), :plan_id, :competition_id, entry_id, judge_id, fit, components, is_locked, origin
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given(
    id uuid, entry_id uuid, judge_id uuid, fit bigint, components jsonb, is_locked boolean, origin text)
"""

DELETE: Final = """
DELETE FROM plan_pair USING unnest(:judge_ids, :entry_ids) AS given(judge_id, entry_id)
WHERE plan_id = :plan_id AND plan_pair.judge_id = given.judge_id AND plan_pair.entry_id = given.entry_id
"""
SET_LOCKS: Final = """
UPDATE plan_pair SET is_locked = :is_locked FROM unnest(:judge_ids, :entry_ids) AS given(judge_id, entry_id)
WHERE plan_id = :plan_id AND plan_pair.judge_id = given.judge_id AND plan_pair.entry_id = given.entry_id
"""

PairKey = tuple[UUID, UUID]
"""(judge, entry)."""

Components = Mapping[str, NDArray[np.floating[Any]]]


@dataclass(frozen=True, slots=True)
class NewPair:
    """A pair to store; `components` say what its fit is made of."""

    judge_id: UUID
    entry_id: UUID
    fit: int
    components: Mapping[str, float]
    origin: PairOrigin
    is_locked: bool = False


async def store_pairs(tx: AsyncSession, plan: Plan, pairs: Sequence[NewPair]) -> None:
    rows = [
        {
            "id": new_id(),
            "entry_id": pair.entry_id,
            "judge_id": pair.judge_id,
            "fit": pair.fit,
            "components": pair.components,
            "is_locked": pair.is_locked,
            "origin": pair.origin.value,
        }
        for pair in pairs
    ]
    parameters = {
        "plan_id": plan.id,
        "competition_id": plan.competition_id,
        "rows": orjson.dumps(rows).decode(),
    }
    await tx.execute(text(INSERT), parameters)


async def remove_pairs(tx: AsyncSession, plan_id: UUID, keys: Collection[PairKey]) -> None:
    await _change(tx, DELETE, plan_id, keys)


async def set_locks(tx: AsyncSession, plan_id: UUID, keys: Collection[PairKey], *, is_locked: bool) -> None:
    await _change(tx, SET_LOCKS, plan_id, keys, is_locked=is_locked)


async def _change(
    tx: AsyncSession, statement: str, plan_id: UUID, keys: Collection[PairKey], **parameters: bool
) -> None:
    if not keys:
        return
    arrays = [bindparam(name, type_=ARRAY(Uuid)) for name in ("judge_ids", "entry_ids")]
    given = {"plan_id": plan_id, "judge_ids": [judge for judge, _ in keys], "entry_ids": [entry for _, entry in keys]}
    await tx.execute(text(statement).bindparams(*arrays), {**given, **parameters})


def component_rows(components: Components, count: int) -> list[dict[str, float]]:
    """The components of each pair; one that is not known is left out."""
    columns = {name: np.round(values.astype(np.float64), DIGITS).tolist() for name, values in components.items()}
    return [
        {name: values[row] for name, values in columns.items() if values[row] == values[row]} for row in range(count)
    ]
