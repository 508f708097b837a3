"""Makes this room's problems solvable by the worker."""

from services.judging.commands import KIND
from services.judging.completion import prepare_problem, store_plan
from services.judging.mending import patch_of
from services.solving.kinds import SolveKind, register_kind

register_kind(SolveKind(KIND, prepare_problem, store_plan, patch_of))
