"""Capacitated assignment, proven and explained: numbers in, proof out."""

from optimizer.access import prepare
from optimizer.bottlenecks import Bottleneck, bottlenecks
from optimizer.check import Verification, Violation, check
from optimizer.clash_report import Requirement
from optimizer.compare import Loads, Profile, Scenario, compare
from optimizer.errors import ProblemError
from optimizer.events import (
    Aftermath,
    CapacityChanged,
    DemandAdded,
    DemandWithdrawn,
    Event,
    PairForbidden,
    SupplyWithdrawn,
    apply_events,
)
from optimizer.explain import Change, Price, Reason, price, why, why_not
from optimizer.frontier import Frontier, ParetoPoint, frontier
from optimizer.infeasibility import Infeasibility, Mend, shortage
from optimizer.io import load_problem, load_result, read_instance, save_problem, save_result
from optimizer.limits import Limits
from optimizer.lottery import Draw, Lottery, randomize, sample
from optimizer.lottery_check import verify_lottery
from optimizer.lottery_io import load_lottery, save_lottery
from optimizer.lottery_shortage import LotteryShortage, lottery_shortage
from optimizer.objectives import (
    Balance,
    Comparability,
    FewestChanges,
    FewestMissing,
    Lexicographic,
    Leximin,
    Links,
    Measure,
    Objective,
    Priority,
    Reserve,
    Saving,
    TotalFit,
    Weighted,
    WorstServed,
    measure_links,
    measure_terms,
)
from optimizer.problem import Demand, Problem, Supply
from optimizer.progress import Phase, Progress, ignore, never
from optimizer.pulse import Interrupted
from optimizer.raising import even_raise
from optimizer.repair import Repair, repair, verify_repair
from optimizer.resolve import Patience
from optimizer.result import Certificate, Proof, Result, Stage, Status
from optimizer.rules import NO_LIMIT, Budget, Caseload, FitFloor, GroupLimit, KindLimit, Multipliers, PairLimit, Rule
from optimizer.solution import Assignment, Shortage
from optimizer.solve import solve
from optimizer.store import Matrix, Pairs
from optimizer.verify import verify

__all__ = [
    "NO_LIMIT",
    "Aftermath",
    "Assignment",
    "Balance",
    "Bottleneck",
    "Budget",
    "CapacityChanged",
    "Caseload",
    "Certificate",
    "Change",
    "Comparability",
    "Demand",
    "DemandAdded",
    "DemandWithdrawn",
    "Draw",
    "Event",
    "FewestChanges",
    "FewestMissing",
    "FitFloor",
    "Frontier",
    "GroupLimit",
    "Infeasibility",
    "Interrupted",
    "KindLimit",
    "Lexicographic",
    "Leximin",
    "Limits",
    "Links",
    "Loads",
    "Lottery",
    "LotteryShortage",
    "Matrix",
    "Measure",
    "Mend",
    "Multipliers",
    "Objective",
    "PairForbidden",
    "PairLimit",
    "Pairs",
    "ParetoPoint",
    "Patience",
    "Phase",
    "Price",
    "Priority",
    "Problem",
    "ProblemError",
    "Profile",
    "Progress",
    "Proof",
    "Reason",
    "Repair",
    "Requirement",
    "Reserve",
    "Result",
    "Rule",
    "Saving",
    "Scenario",
    "Shortage",
    "Stage",
    "Status",
    "Supply",
    "SupplyWithdrawn",
    "TotalFit",
    "Verification",
    "Violation",
    "Weighted",
    "WorstServed",
    "apply_events",
    "bottlenecks",
    "check",
    "compare",
    "even_raise",
    "frontier",
    "ignore",
    "load_lottery",
    "load_problem",
    "load_result",
    "lottery_shortage",
    "measure_links",
    "measure_terms",
    "never",
    "prepare",
    "price",
    "randomize",
    "read_instance",
    "repair",
    "sample",
    "save_lottery",
    "save_problem",
    "save_result",
    "shortage",
    "solve",
    "verify",
    "verify_lottery",
    "verify_repair",
    "why",
    "why_not",
]
