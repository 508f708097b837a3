"""GET /oidc/start and /oidc/return: signing in at a service outside, for browsers."""

from dataclasses import dataclass
from typing import Final

import httpx
import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graph.http.failures import HttpRefused
from graph.kit.api import Api
from graph.kit.context import Context
from services.identity.oidc import RETURN_PATH, Arrival, arrive, depart
from services.kit.actor import NOBODY, Actor
from services.kit.cause import Cause, because
from services.kit.clock import now
from services.kit.database import Database
from services.kit.refusals import Refusal
from services.kit.settings import Settings

KEPT_COOKIE: Final = "greenbridge_oidc"
KEPT_SECONDS: Final = 600

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OutsideDoor:
    """Sends browsers to the service and takes them back signed in."""

    api: Api
    database: Database
    settings: Settings

    async def start(self, request: Request) -> Response:
        try:
            departure = await depart(self.settings)
        except Refusal as refusal:
            return HttpRefused(404, refusal.code).response()
        except (httpx.HTTPError, KeyError, ValueError) as error:
            log.warning("the sign-in service does not answer", reason=str(error))
            return HttpRefused(502, "SERVICE_DOES_NOT_ANSWER").response()
        response = RedirectResponse(departure.address, 303)
        response.set_cookie(
            KEPT_COOKIE,
            departure.kept,
            max_age=KEPT_SECONDS,
            path=RETURN_PATH,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    async def come_back(self, request: Request) -> Response:
        context = Context(self.api, self.database, connection=request)
        asked = request.query_params
        arrival = Arrival(request.cookies.get(KEPT_COOKIE, ""), asked.get("state", ""), asked.get("code", ""))
        try:
            with because(Cause("return_from_outside", NOBODY, context.origin)):
                signed = await arrive(self.database, self.settings, arrival, context.origin)
        except Refusal as refusal:
            return HttpRefused(403, refusal.code).response()
        seconds = round((signed.expires_at - now()).total_seconds())
        context.sign_in(Actor(account_id=signed.account.id), signed.token, max_age_seconds=seconds)
        response = RedirectResponse(self.settings.public_url, 303)
        response.raw_headers.extend(context.set_cookies)
        response.delete_cookie(KEPT_COOKIE, path=RETURN_PATH)
        return response
