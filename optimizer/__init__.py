"""Capacitated assignment, proven and explained: numbers in, proof out."""

from optimizer.check import Verification, Violation, check, verify
from optimizer.errors import ProblemError
from optimizer.explain import Change, Price, Reason, price, why, why_not
from optimizer.infeasibility import Infeasibility, Mend, shortage
from optimizer.io import load_problem, load_result, read_instance, save_problem, save_result
from optimizer.limits import Limits
from optimizer.problem import Demand, Problem, Supply
from optimizer.progress import Phase, Progress, ignore, never
from optimizer.pulse import Interrupted
from optimizer.result import Certificate, Objective, Proof, Result, Status
from optimizer.solution import Assignment, Shortage
from optimizer.solve import solve
from optimizer.store import Matrix, Pairs

__all__ = [
    "Assignment",
    "Certificate",
    "Change",
    "Demand",
    "Infeasibility",
    "Interrupted",
    "Limits",
    "Matrix",
    "Mend",
    "Objective",
    "Pairs",
    "Phase",
    "Price",
    "Problem",
    "ProblemError",
    "Progress",
    "Proof",
    "Reason",
    "Result",
    "Shortage",
    "Status",
    "Supply",
    "Verification",
    "Violation",
    "check",
    "ignore",
    "load_problem",
    "load_result",
    "never",
    "price",
    "read_instance",
    "save_problem",
    "save_result",
    "shortage",
    "solve",
    "verify",
    "why",
    "why_not",
]
