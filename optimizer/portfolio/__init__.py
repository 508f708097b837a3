"""A portfolio of projects under a budget, with floors and ceilings per region and class: proven and explained."""

from optimizer.portfolio.check import PortfolioVerification, check_portfolio, verify_portfolio
from optimizer.portfolio.contradiction import Contradiction, RuleMend, contradiction
from optimizer.portfolio.explain import ForcedProject, price_project, why_not_project, why_project
from optimizer.portfolio.frontier import BudgetFrontier, FrontierPoint, budget_frontier
from optimizer.portfolio.outcome import PortfolioResult, Selection, Tier
from optimizer.portfolio.portfolio import Axis, Goal, Measure, Portfolio, Quota, Rule, RuleKind
from optimizer.portfolio.solve import solve_portfolio
from optimizer.program import Certificate

__all__ = [
    "Axis",
    "BudgetFrontier",
    "Certificate",
    "Contradiction",
    "ForcedProject",
    "FrontierPoint",
    "Goal",
    "Measure",
    "Portfolio",
    "PortfolioResult",
    "PortfolioVerification",
    "Quota",
    "Rule",
    "RuleKind",
    "RuleMend",
    "Selection",
    "Tier",
    "budget_frontier",
    "check_portfolio",
    "contradiction",
    "price_project",
    "solve_portfolio",
    "verify_portfolio",
    "why_not_project",
    "why_project",
]
