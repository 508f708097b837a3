"""A plan: one SQL statement whose single value is the answer as JSON text, and where its parameters come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.kit.limits import BadRequest, Limits
from graph.kit.operation import Arguments

Take = Callable[[Arguments], Any]
"""Finds the value of one parameter among the arguments of an execution."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One `$n` of the statement: taken from the arguments, or fixed by a declaration; then as the driver wants it."""

    take: Take | None
    fixed: Any = None
    to_driver: Callable[[Any], Any] | None = None

    def value(self, arguments: Arguments) -> Any:
        value = self.take(arguments) if self.take else self.fixed
        return self.to_driver(value) if self.to_driver and value is not None else value


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A compiled read. `pages` are the nested page sizes of every list: their products are the rows it may return."""

    sql: str
    parameters: Sequence[Parameter]
    pages: Sequence[Sequence[Take]]
    totals: Sequence[Sequence[Take]]
    """The page sizes around every total: their products say how often it is counted."""
    is_complete: bool
    """False when Python has fields to add."""

    def cost(self, arguments: Arguments, limits: Limits) -> int:
        """The most that one execution may cost, in rows; refuses a read that may return too many."""
        rows = sum(_product(take(arguments) for take in nested) for nested in self.pages)
        if rows > limits.rows:
            raise BadRequest("TOO_MANY_ROWS", asked=rows, allowed=limits.rows)
        counts = sum(_product(take(arguments) for take in nested) for nested in self.totals)
        return 1 + rows + limits.count_cost * counts

    def bind(self, arguments: Arguments) -> list[Any]:
        """The parameters of one execution."""
        return [parameter.value(arguments) for parameter in self.parameters]


def _product(sizes: Any) -> int:
    product = 1
    for size in sizes:
        product *= size
    return product
