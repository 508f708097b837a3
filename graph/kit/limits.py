"""How much one operation may ask: text, tokens, depth, aliases, page size, rows. Rule classes are built once."""

from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one operation. Introspection counts toward text and tokens only."""

    text_length: int = 100_000
    tokens: int = 4_000
    depth: int = 14
    fields: int = 1_000
    aliases: int = 60
    page_size: int = 100
    default_page_size: int = 20
    rows: int = 50_000
    body_bytes: int = 4_000_000
    count_cost: int = 200
    """What a total costs, in rows: it looks at all rows of a list, however few the page shows."""
    cost_budget: int = 1_000_000
    """How many rows one actor may ask for in a burst, totals included; see `budgets`."""
    cost_per_second: int = 100_000
    """How much of it comes back every second."""


class BadRequest(GraphQLError):
    """The operation is refused before or while it is read, with a code and its parameters."""

    def __init__(self, code: str, **params: Any) -> None:
        shown = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{code}: {shown}" if shown else code, extensions={"code": code, "params": params})


@dataclass(slots=True)
class Extent:
    """How large a selection is once its fragments are spread."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0

    def add(self, other: "Extent", levels: int) -> None:
        self.depth = max(self.depth, other.depth + levels)
        self.fields += other.fields
        self.aliases += other.aliases


class LimitRule(ValidationRule):
    """Measures each operation of a document; `limit_rule` gives it its limits."""

    limits = Limits()

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._measured: dict[str, Extent] = {}

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
        extent = self._extent(node.selection_set, frozenset())
        for name, asked in (("depth", extent.depth), ("fields", extent.fields), ("aliases", extent.aliases)):
            allowed = getattr(self.limits, name)
            if asked > allowed:
                self.report_error(
                    BadRequest(
                        "TOO_DEEP" if name == "depth" else f"TOO_MANY_{name.upper()}", asked=asked, allowed=allowed
                    )
                )

    def _extent(self, selection_set: SelectionSetNode, spread: frozenset[str]) -> Extent:
        extent = Extent()
        for selection in selection_set.selections:
            if isinstance(selection, FragmentSpreadNode):
                extent.add(self._fragment_extent(selection.name.value, spread), 0)
            elif isinstance(selection, FieldNode):
                extent.add(self._field_extent(selection, spread), 1)
            else:
                extent.add(self._extent(cast("InlineFragmentNode", selection).selection_set, spread), 0)
        return extent

    def _field_extent(self, node: FieldNode, spread: frozenset[str]) -> Extent:
        if node.name.value.startswith("__"):
            return Extent(fields=1)  # what is below an introspection field has its own bounds: text and tokens
        own = self._extent(node.selection_set, spread) if node.selection_set else Extent()
        return Extent(own.depth, own.fields + 1, own.aliases + bool(node.alias))

    def _fragment_extent(self, name: str, spread: frozenset[str]) -> Extent:
        fragment: FragmentDefinitionNode | None = self.context.get_fragment(name)
        if fragment is None or name in spread:
            return Extent()
        if name not in self._measured:
            self._measured[name] = self._extent(fragment.selection_set, spread | {name})
        return self._measured[name]


def limit_rule(limits: Limits) -> type[LimitRule]:
    """The rule with these limits; made once per schema, as every class of rules is."""
    return type("LimitRule", (LimitRule,), {"limits": limits})
