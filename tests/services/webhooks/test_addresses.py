"""A webhook reaches the public internet and nothing else, whatever a name says of itself."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.faults import InputFaults
from services.kit.settings import Environment, Settings
from services.webhooks.addresses import Lookup, Unreachable, check_url, find_address, is_public, look_up
from services.webhooks.models import DeliveryFault

PRIVATE = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
    "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
]  # fmt: skip
NEVER = [
    "169.254.169.254", "100.100.100.200", "168.63.129.16", "255.255.255.255", "::", "::1", "fe80::1%2", "fc00::1",
    "fd00:ec2::254", "ff02::1", "2001::1", "2002:7f00:1::", "::ffff:8.8.8.8", "2001:db8::1", "fec0::1",
]  # fmt: skip
OPEN = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450:4001::200e"]

LIVE = Settings(environment=Environment.PRODUCTION, webhooks_to_loopback=True)
HERE = Settings(environment=Environment.DEVELOPMENT, webhooks_to_loopback=True)
QUIET = Settings(environment=Environment.DEVELOPMENT)

private_v4 = st.sampled_from(PRIVATE).flatmap(
    lambda network: st.integers(0, ip_network(network).num_addresses - 1).map(
        lambda place: IPv4Address(int(ip_network(network).network_address) + place)
    )
)


@given(private_v4)
def test_no_private_address_is_public_in_any_dress(address: IPv4Address) -> None:
    number = int(address)
    dressed = [
        IPv6Address(number),
        IPv6Address((0xFFFF << 32) | number),  # mapped
        IPv6Address((0x64FF9B << 96) | number),  # NAT64
        IPv6Address((0x2002 << 112) | (number << 80)),  # 6to4
        IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF)),  # Teredo
    ]
    assert [each for each in (address, *dressed) if is_public(str(each))] == []


@given(st.ip_addresses(v=4))
def test_what_is_public_is_so_for_python_too(address: IPv4Address) -> None:
    assert not is_public(str(address)) or (address.is_global and not address.is_multicast)


@pytest.mark.parametrize("address", NEVER)
def test_local_and_odd_addresses_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_the_internet_is_open(address: str) -> None:
    assert is_public(address)


def faults_of(url: str, settings: Settings = LIVE) -> list[str]:
    faults = InputFaults()
    check_url(faults, "url", url, settings)
    return [fault.code for fault in faults.found]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.com/hook", "NOT_A_URL"),
        ("ftp://example.com", "NOT_A_URL"),
        ("https://", "NOT_A_URL"),
        ("https://example.com:99999/", "NOT_A_URL"),
        ("https://exa mple.com/", "NOT_A_URL"),
        ("https://me:secret@example.com/", "URL_HOLDS_MORE"),
        ("https://example.com/#there", "URL_HOLDS_MORE"),
        ("https://127.0.0.1/", "ADDRESS_REFUSED"),
        ("https://[::1]/", "ADDRESS_REFUSED"),
        ("https://[::ffff:10.0.0.1]/", "ADDRESS_REFUSED"),
        ("https://192.168.1.1/", "ADDRESS_REFUSED"),
    ],
)
def test_addresses_that_cannot_stand_are_named(url: str, code: str) -> None:
    assert faults_of(url) == [code]


def test_plain_http_and_this_machine_are_for_development() -> None:
    assert faults_of("https://example.com:8443/hook?a=1") == []
    assert faults_of("http://example.com/hook", QUIET) == []
    assert faults_of("http://127.0.0.1:9000/", QUIET) == ["ADDRESS_REFUSED"]
    assert faults_of("http://127.0.0.1:9000/", HERE) == []
    assert faults_of("https://10.0.0.1/", HERE) == ["ADDRESS_REFUSED"]


def answering(*addresses: str) -> Lookup:
    async def lookup(_host: str, _port: int) -> Sequence[str]:
        return addresses

    return lookup


async def test_one_private_answer_among_public_ones_is_enough_to_refuse() -> None:
    assert await find_address(LIVE, "hooks.example", 443, answering("8.8.8.8", "1.1.1.1")) == "8.8.8.8"
    for hidden in ("10.0.0.1", "::1", "169.254.169.254"):
        with pytest.raises(Unreachable) as refused:
            await find_address(LIVE, "hooks.example", 443, answering("8.8.8.8", hidden))
        assert refused.value.fault is DeliveryFault.ADDRESS_REFUSED


@pytest.mark.parametrize("host", ["localhost", "0x7f.1", "2130706433", "127.1"])
async def test_names_and_numbers_of_this_machine_are_seen_through(host: str) -> None:
    assert await find_address(HERE, host, 80, look_up) in {"127.0.0.1", "::1"}
    with pytest.raises(Unreachable) as refused:
        await find_address(LIVE, host, 80, look_up)
    assert refused.value.fault is DeliveryFault.ADDRESS_REFUSED


async def test_a_name_that_nobody_knows_is_not_found() -> None:
    with pytest.raises(Unreachable) as lost:
        await find_address(LIVE, "no.such.host.invalid", 443)
    assert lost.value.fault is DeliveryFault.HOST_NOT_FOUND
