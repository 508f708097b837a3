"""0/1 programs and their answers as plain lists, between a solve and its engine's process."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from optimizer.program import Certificate, Program

PARTS: Final = ("gain", "row", "column", "weight", "limit")


class Found(NamedTuple):
    """The status word of CP-SAT, the chosen columns and the bound; no columns mean that nothing was found."""

    status: str
    chosen: list[int] | None
    bound: int


def pack_program(program: Program) -> dict[str, list[int]]:
    """Turn a program into plain lists."""
    return {part: getattr(program, part).tolist() for part in PARTS}


def unpack_program(packed: dict[str, list[int]]) -> Program:
    """Turn plain lists back into a program."""
    gain, weight, limit = (np.array(packed[part], np.int64) for part in ("gain", "weight", "limit"))
    row, column = (np.array(packed[part], np.int32) for part in ("row", "column"))
    return Program(gain, row, column, weight, limit)


def pack_certificate(certificate: Certificate | None) -> list[Any] | None:
    """Turn a certificate into plain lists."""
    if certificate is None:
        return None
    return [certificate.branch.tolist(), certificate.multipliers.tolist(), certificate.denominators.tolist()]


def unpack_certificate(packed: list[Any] | None, row_count: int) -> Certificate | None:
    """Turn plain lists back into a certificate."""
    if packed is None:
        return None
    branch, multipliers, denominators = packed
    return Certificate(
        np.array(branch, np.int32),
        np.array(multipliers, np.int64).reshape(len(denominators), row_count),
        np.array(denominators, np.int64),
    )
