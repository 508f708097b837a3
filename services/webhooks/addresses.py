"""Where a webhook may go: to the public internet, and nowhere near this deployment's own network.

A host is looked up by us, all it answers is looked at, and the connection goes to an address that was looked at: a name
that answers otherwise a moment later (DNS rebinding) gains nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from services.kit.faults import InputFaults
from services.kit.settings import Settings
from services.webhooks.models import DeliveryFault

URL_LENGTH: Final = 2000

NOT_PUBLIC_V4: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",  # carriers' own; metadata services too
            "127.0.0.0/8",
            "168.63.129.16/32",  # what a cloud answers its own machines from
            "169.254.0.0/16",  # link-local; metadata services
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        ),
    )
)
PUBLIC_V6: Final = ip_network("2000::/3")
"""All else is local, mapped, translated, multicast or nobody's."""

NOT_PUBLIC_V6: Final = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Tunnels, that may lead to any IPv4 address, and examples."""

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]


class Unreachable(Exception):
    """A webhook cannot or may not go there."""

    def __init__(self, fault: DeliveryFault) -> None:
        super().__init__(fault)
        self.fault = fault


def is_public(address: str) -> bool:
    """Whether an address belongs to the internet at large."""
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in NOT_PUBLIC_V4)
    return ip in PUBLIC_V6 and not any(ip in network for network in NOT_PUBLIC_V6)


def may_reach(settings: Settings, address: str) -> bool:
    return is_public(address) or (settings.may_call_loopback and ip_address(address).is_loopback)


def check_url(faults: InputFaults, path: str, url: str, settings: Settings) -> None:
    """Name what is wrong with an address that somebody gives."""
    faults.require_text(path, url, URL_LENGTH)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        faults.add(path, "NOT_A_URL", schemes="https")
        return
    schemes = {"https", "http"} if settings.is_development else {"https"}
    if parts.scheme not in schemes or not host or port == 0 or any(letter <= " " for letter in url):
        faults.add(path, "NOT_A_URL", schemes="https")
    elif parts.username or parts.password or parts.fragment:
        faults.add(path, "URL_HOLDS_MORE")  # than where to go: such parts are never sent, or are kept in logs
    elif (literal := _literal(host)) and not may_reach(settings, str(literal)):
        faults.add(path, "ADDRESS_REFUSED", host=host)


async def find_address(settings: Settings, host: str, port: int, lookup: Lookup | None = None) -> str:
    """The address to connect to; raises Unreachable if there is none, or if any of them may not be reached."""
    try:
        found = await (lookup or look_up)(host, port)
    except (OSError, UnicodeError) as error:
        raise Unreachable(DeliveryFault.HOST_NOT_FOUND) from error
    if not found:
        raise Unreachable(DeliveryFault.HOST_NOT_FOUND)
    if not all(may_reach(settings, address) for address in found):
        raise Unreachable(DeliveryFault.ADDRESS_REFUSED)
    return found[0]


async def look_up(host: str, port: int) -> Sequence[str]:
    """All addresses of a host, in the order in which the system would try them."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
