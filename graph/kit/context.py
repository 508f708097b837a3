"""What a resolver knows of the request: who acts, the database, the way to answer with a cookie."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import HTTPConnection
from starlette.responses import Response

from graph.kit.operation import Arguments
from graph.kit.plan import ReadPlan
from graph.kit.reading import read
from services.kit.actor import NOBODY, NOWHERE, Actor, Origin
from services.kit.database import Database

if TYPE_CHECKING:
    from graph.kit.api import Api
    from graph.kit.bell import Bell

SESSION_COOKIE = "greenbridge_session"


@dataclass(slots=True)
class Context:
    """One per request, or per WebSocket connection."""

    api: "Api"
    database: Database
    bell: "Bell | None" = None
    actor: Actor = NOBODY
    token: str | None = None
    connection: HTTPConnection | None = None
    cookies: Response | None = None
    """Carries the cookies that a gesture set, where one did."""
    connection_params: Any = None
    is_socket: bool = False
    """A WebSocket carries subscriptions only: it could set no cookie, and mutations belong to requests."""
    idempotency_key: str | None = None
    """By which the mutations of this request are told from their repetitions."""
    was_repeated: bool = False
    """Something in the answer was answered before."""
    authenticate: Callable[[str], Awaitable[Actor]] | None = None
    """Asks again who the token stands for: a WebSocket may live longer than its session, or than a delegation."""
    resolves_all: bool = False
    """Lets no finished JSON pass the resolvers: the second way to every answer, for the test that compares them."""

    @property
    def set_cookies(self) -> Sequence[tuple[bytes, bytes]]:
        """The headers to answer with besides."""
        return [pair for pair in self.cookies.raw_headers if pair[0] == b"set-cookie"] if self.cookies else ()

    async def read(self, plan: ReadPlan, arguments: Arguments, *, may_owe: bool = False) -> bytes:
        """The answer of a plan; refused before it runs when it may cost more than the actor has left."""
        self.spend(plan, arguments, may_owe=may_owe)
        return await read(self.database.reader, self.actor, plan, arguments, self.token)

    def spend(self, plan: ReadPlan, arguments: Arguments, *, may_owe: bool = False) -> None:
        """Take the cost of a read from what the actor has left."""
        cost = plan.cost(arguments, self.api.limits)
        if not self.actor.is_system:
            self.api.budgets.spend(self.actor.setting or self.origin.address, cost, may_owe=may_owe)

    async def is_still_acting(self) -> bool:
        """Whether the token that opened this connection still stands for the actor."""
        if self.authenticate is None or self.token is None:
            return True
        return await self.authenticate(self.token) == self.actor

    def sign_in(self, actor: Actor, token: str, *, max_age_seconds: int) -> None:
        """Act as `actor` for the rest of the request and keep the session in an HttpOnly cookie."""
        self.actor = actor
        self.cookies = Response()
        self.cookies.set_cookie(
            SESSION_COOKIE, token, max_age=max_age_seconds, httponly=True, samesite="lax", secure=self._is_secure
        )

    def sign_out(self) -> None:
        self.actor = NOBODY
        self.cookies = Response()
        self.cookies.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=self._is_secure)

    @property
    def origin(self) -> Origin:
        """From where the request comes, as far as the server in front tells."""
        if self.connection is None:
            return NOWHERE
        client = self.connection.client
        return Origin(client.host if client else "", self.connection.headers.get("user-agent", ""))

    @property
    def _is_secure(self) -> bool:
        return self.connection is not None and self.connection.url.scheme in {"https", "wss"}
