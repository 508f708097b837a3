"""One request to one endpoint: to a checked address, signed, without redirects, in bounded time."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import httpx

from services.kit.settings import Settings
from services.webhooks.addresses import Lookup, Unreachable, find_address
from services.webhooks.models import DeliveryFault

TOTAL_SECONDS: Final = 15.0
CONNECT_SECONDS: Final = 5.0
DEFAULT_PORTS: Final[Mapping[str, int]] = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The status of an answer, and what was wrong; nothing was, if `fault` is None."""

    status_code: int | None
    fault: DeliveryFault | None


@dataclass(frozen=True, slots=True)
class Caller:
    """How this process calls others."""

    settings: Settings
    tls: ssl.SSLContext | None = None
    lookup: Lookup | None = None

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """Send and look at the status; what else is answered is never read."""
        try:
            async with asyncio.timeout(TOTAL_SECONDS):
                return _judged(await self._post(httpx.URL(url), headers, body))
        except Unreachable as error:
            return Outcome(None, error.fault)
        except (TimeoutError, httpx.TimeoutException):
            return Outcome(None, DeliveryFault.TIMEOUT)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            is_tls = isinstance(error.__context__, ssl.SSLError) or "CERTIFICATE" in str(error) or "SSL" in str(error)
            return Outcome(None, DeliveryFault.TLS_FAILED if is_tls else DeliveryFault.CONNECTION_FAILED)

    async def _post(self, url: httpx.URL, headers: Mapping[str, str], body: bytes) -> int:
        address = await find_address(self.settings, url.host, url.port or DEFAULT_PORTS[url.scheme], self.lookup)
        named = {**headers, "Host": url.netloc.decode("ascii")}
        timeout = httpx.Timeout(TOTAL_SECONDS, connect=CONNECT_SECONDS)
        async with (
            httpx.AsyncClient(verify=self.tls or _trust(), trust_env=False, timeout=timeout) as client,
            client.stream(
                "POST",
                url.copy_with(host=address),
                headers=named,
                content=body,
                extensions={"sni_hostname": url.host},  # the certificate must be that of the name
                follow_redirects=False,
            ) as response,
        ):
            return response.status_code


def _judged(status_code: int) -> Outcome:
    if 200 <= status_code < 300:  # noqa: PLR2004 - the class of success
        return Outcome(status_code, None)
    is_redirect = 300 <= status_code < 400  # noqa: PLR2004 - the class of redirects
    return Outcome(status_code, DeliveryFault.REDIRECTED if is_redirect else DeliveryFault.ANSWERED)


@cache
def _trust() -> ssl.SSLContext:
    """The certificate authorities of the world; reading them takes longer than a request."""
    return httpx.create_ssl_context()
