"""Problems with side rules: a linear program priced over all pairs, then branch and bound on the few that matter."""

from optimizer.engines.branching.run import NAME, run

__all__ = ["NAME", "run"]
