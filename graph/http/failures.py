"""Requests that are refused before any operation is read, in the form of GraphQL errors."""

from collections.abc import Sequence
from typing import Any, Final

import orjson
from graphql import GraphQLError
from starlette.responses import Response

UNCACHED: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_HEADERS: Final = UNCACHED | {"Vary": "Accept-Encoding"}
GRAPHQL_INVALID: Final = "GRAPHQL_INVALID"


class HttpRefused(Exception):
    """A request that cannot be taken, with its HTTP status and a code with parameters."""

    def __init__(self, status: int, code: str, **params: Any) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.params = params

    def response(self) -> Response:
        shown = ", ".join(f"{name}={value}" for name, value in self.params.items())
        message = f"{self.code}: {shown}" if shown else self.code
        error = {"message": message, "extensions": {"code": self.code, "params": self.params}}
        return json_response(orjson.dumps({"errors": [error]}), self.status)


def json_response(body: bytes, status: int = 200) -> Response:
    return Response(body, status, _HEADERS, "application/json")


def formatted(errors: Sequence[GraphQLError], default_code: str) -> list[dict[str, Any]]:
    """Errors as the specification wants them, each with a code."""
    shown = []
    for error in errors:
        one: dict[str, Any] = dict(error.formatted)
        one["extensions"] = {"code": default_code, **(error.extensions or {})}
        shown.append(one)
    return shown
