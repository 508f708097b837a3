"""Documents by their text: parsed, validated and measured once, then remembered with their operations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from graph.kit.limits import BadRequest, Limits, limit_rule
from graph.kit.operation import Operation

REMEMBERED_LENGTH: Final = 2_000_000
"""Characters of all remembered documents together."""
REMEMBERED_OPERATIONS: Final = 2_000
REPORTED_ERRORS: Final = 10


@dataclass(slots=True)
class Document:
    """A document with what is wrong with it, or with its operations."""

    ast: DocumentNode | None
    errors: list[GraphQLError]
    length: int = 1
    operations: dict[str | None, Operation] = field(default_factory=dict)

    def find_operation(self, name: str | None) -> Operation | None:
        """The operation of this name, or the only one."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        return self.operations.get(name)


class Documents:
    """The documents of one schema. Rule classes are made once, so nothing is validated twice."""

    def __init__(self, schema: GraphQLSchema, limits: Limits, *, is_development: bool) -> None:
        self.schema = schema
        self.limits = limits
        self._measure = limit_rule(limits)
        self._hide_suggestions = not is_development
        self._rules = (
            *specified_rules,
            MaybeNullValidationRule,
            OneOfInputValidationRule,
            *(() if is_development else (NoSchemaIntrospectionCustomRule,)),
        )
        self._documents: LRUCache[str, Document] = LRUCache(
            REMEMBERED_LENGTH, getsizeof=lambda document: document.length
        )
        self._operations: LRUCache[int, Operation] = LRUCache(REMEMBERED_OPERATIONS)

    def get(self, text: str) -> Document:
        if len(text) > self.limits.text_length:
            return Document(None, [BadRequest("TEXT_TOO_LONG", asked=len(text), allowed=self.limits.text_length)])
        found = self._documents.get(text)
        if found is None:
            found = self._documents[text] = self._read(text)
        return found

    def operation_of(self, definition: OperationDefinitionNode, fragments: Mapping[str, Any]) -> Operation:
        """The operation behind a node of a document that is being executed."""
        found = self._operations.get(id(definition))
        if found is None or found.definition is not definition:
            found = self._operations[id(definition)] = Operation(self.schema, definition, fragments)
        return found

    def _read(self, text: str) -> Document:
        try:
            ast = parse(text, max_tokens=self.limits.tokens)
            errors = self._validated(ast)
        except GraphQLError as error:
            return Document(None, [error], len(text))
        except RecursionError:
            return Document(None, [BadRequest("TOO_DEEP", allowed=self.limits.depth)], len(text))
        return Document(ast, errors, len(text), {} if errors else self._prepared(ast))

    def _validated(self, ast: DocumentNode) -> list[GraphQLError]:
        """Measured first: some rules take long over what is too large anyway."""
        return validate(self.schema, ast, [self._measure]) or validate(
            self.schema, ast, self._rules, max_errors=REPORTED_ERRORS, hide_suggestions=self._hide_suggestions
        )

    def _prepared(self, ast: DocumentNode) -> dict[str | None, Operation]:
        fragments = {node.name.value: node for node in ast.definitions if isinstance(node, FragmentDefinitionNode)}
        operations: dict[str | None, Operation] = {}
        for node in ast.definitions:
            if isinstance(node, OperationDefinitionNode):
                operation = Operation(self.schema, node, fragments)
                operations[node.name.value if node.name else None] = operation
                self._operations[id(node)] = operation
        return operations
