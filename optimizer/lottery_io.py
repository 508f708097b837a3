"""Versioned files of lotteries."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze
from optimizer.io import load_arrays, save_arrays
from optimizer.lottery import Lottery
from optimizer.result import Certificate, Proof, Status

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from optimizer.problem import Problem

LOTTERY: Final = "greenbridge lottery"


def save_lottery(lottery: Lottery, path: Path) -> None:
    """Write a lottery; the same lottery gives the same bytes."""
    head = {
        "status": lottery.status,
        "proof": lottery.proof,
        "cap": str(lottery.cap),
        "value": lottery.value,
        "bound": lottery.bound,
        "engine": lottery.engine,
        "seconds": lottery.seconds,
        "problem_digest": lottery.problem_digest,
        "failure": lottery.failure,
    }
    arrays: dict[str, NDArray[Any]] = {"supply": lottery.supply, "demand": lottery.demand}
    arrays |= {} if lottery.parts is None else {"parts": lottery.parts}
    if lottery.certificate is not None:
        multipliers = lottery.certificate
        arrays |= {"multiplier_supply": multipliers.supply, "multiplier_demand": multipliers.demand}
        arrays |= {"multiplier_parts": np.array(multipliers.parts)}
    save_arrays(path, LOTTERY, head, arrays)


def load_lottery(problem: Problem, path: Path) -> Lottery:
    """Read a lottery of this problem; its proof is what the file says: ``verify_lottery`` it.

    Parameters
    ----------
    problem
        The problem it belongs to.
    path
        What ``save_lottery`` wrote.

    Returns
    -------
    Lottery
        As it was written.

    Raises
    ------
    ProblemError
        ``wrong_problem`` when it belongs to another problem, ``bad_file`` with what is wrong.
    """
    head, arrays = load_arrays(path, LOTTERY)
    if head.get("problem_digest") != problem.digest():
        raise ProblemError("wrong_problem", expected=problem.digest(), found=str(head.get("problem_digest")))
    try:
        return Lottery(
            status=Status(head["status"]),
            proof=Proof(head["proof"]),
            cap=Fraction(head["cap"]),
            supply=arrays["supply"],
            demand=arrays["demand"],
            parts=arrays.get("parts"),
            value=head["value"],
            bound=head["bound"],
            certificate=_load_certificate(arrays),
            engine=str(head["engine"]),
            seconds=float(head["seconds"]),
            problem_digest=problem.digest(),
            failure=head["failure"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ProblemError("bad_file", path=str(path), fault="missing_part", part=str(error)) from error


def _load_certificate(arrays: dict[str, NDArray[Any]]) -> Certificate | None:
    if "multiplier_supply" not in arrays:
        return None
    parts = int(arrays["multiplier_parts"])
    sides = freeze(arrays["multiplier_supply"]), freeze(arrays["multiplier_demand"])
    return Certificate(*sides, parts=parts)
