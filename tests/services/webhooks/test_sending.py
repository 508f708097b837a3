"""Requests go to the checked address under the name's own certificate, signed, once, and in bounded time."""

import base64
import hashlib
import hmac
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import SystemRandom

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.kit.settings import Settings
from services.webhooks import sending
from services.webhooks.models import DeliveryFault
from services.webhooks.rules import JITTER, WAITS, new_secret, sign, wait_after
from services.webhooks.sending import Caller, Outcome
from tests.factories.receivers import receiver

HERE = Settings(webhooks_to_loopback=True)
LIVE = Settings()


async def this_machine(_host: str, _port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def contexts(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server with a certificate of this name, and a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=subject, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(private + pem)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(folder / "server.pem")
    return server, ssl.create_default_context(cadata=pem.decode())


async def test_a_request_arrives_as_it_was_signed() -> None:
    async with receiver() as program:
        outcome = await Caller(HERE).post(program.url, {"Webhook-Id": "1"}, b'{"a":1}')
    [received] = program.received
    assert outcome == Outcome(200, None)
    assert (received.path, received.body) == ("/hook?from=green", b'{"a":1}')
    assert (received.headers["host"], received.headers["webhook-id"]) == (f"localhost:{program.port}", "1")


async def test_the_name_is_looked_up_once_and_sent_along() -> None:
    async with receiver() as program:
        caller = Caller(HERE, lookup=this_machine)
        outcome = await caller.post(f"http://hooks.example:{program.port}/", {}, b"{}")
    assert outcome.fault is None
    assert program.received[0].headers["host"] == f"hooks.example:{program.port}"


async def test_this_machine_is_not_reached_without_the_setting() -> None:
    async with receiver() as program:
        outcome = await Caller(LIVE).post(program.url, {}, b"{}")
    assert outcome == Outcome(None, DeliveryFault.ADDRESS_REFUSED)
    assert program.received == []


@pytest.mark.parametrize("certified", ["hooks.example", "other.example"])
async def test_the_certificate_is_that_of_the_name(tmp_path: Path, certified: str) -> None:
    server, client = contexts(tmp_path, certified)
    async with receiver(server) as program:
        caller = Caller(HERE, tls=client, lookup=this_machine)
        outcome = await caller.post(f"https://hooks.example:{program.port}/", {}, b"{}")
        untrusted = await Caller(HERE, lookup=this_machine).post(f"https://{certified}:{program.port}/", {}, b"{}")
    assert outcome == (Outcome(200, None) if certified == "hooks.example" else Outcome(None, DeliveryFault.TLS_FAILED))
    assert untrusted == Outcome(None, DeliveryFault.TLS_FAILED)


@pytest.mark.parametrize(
    ("status", "fault"),
    [(204, None), (302, DeliveryFault.REDIRECTED), (400, DeliveryFault.ANSWERED), (500, DeliveryFault.ANSWERED)],
)
async def test_the_status_decides_and_no_redirect_is_followed(status: int, fault: DeliveryFault | None) -> None:
    async with receiver() as other, receiver(statuses=[status], extra=f"Location: {other.url}\r\n") as program:
        outcome = await Caller(HERE).post(program.url, {}, b"{}")
    assert outcome == Outcome(status, fault)
    assert other.received == []


async def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with receiver() as proxy, receiver() as program:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        assert (await Caller(HERE).post(program.url, {}, b"{}")).fault is None
    assert proxy.received == []


async def test_who_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "TOTAL_SECONDS", 0.3)
    async with receiver(is_silent=True) as program:
        outcome = await Caller(HERE).post(program.url, {}, b"{}")
    assert outcome == Outcome(None, DeliveryFault.TIMEOUT)


async def test_nobody_there_is_a_failure_of_its_own() -> None:
    async with receiver() as program:
        url = program.url
    assert await Caller(HERE).post(url, {}, b"{}") == Outcome(None, DeliveryFault.CONNECTION_FAILED)


async def test_an_answer_without_end_is_not_read() -> None:
    async with receiver(extra="X-Much: " + "x" * 60_000 + "\r\n") as program:
        outcome = await Caller(HERE).post(program.url, {}, b"{}")
    assert outcome.fault in {None, DeliveryFault.CONNECTION_FAILED}


def test_signatures_are_those_of_standard_webhooks() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    known = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert sign([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == known


def test_each_secret_in_force_signs() -> None:
    secrets = [new_secret(), new_secret()]
    signatures = sign(secrets, "id", 7, b"body").split(" ")
    assert len(set(signatures)) == 2
    for secret, signature in zip(secrets, signatures, strict=True):
        key = base64.b64decode(secret.removeprefix("whsec_"))
        assert signature == "v1," + base64.b64encode(hmac.digest(key, b"id.7.body", hashlib.sha256)).decode()


def test_attempts_go_on_for_about_a_day() -> None:
    waits = [wait_after(count, SystemRandom()) for count in range(1, len(WAITS) + 2)]
    assert waits[-1] is None
    total = sum((wait for wait in waits if wait), timedelta())
    assert timedelta(hours=18) < total < timedelta(hours=28)
    for wait, planned in zip(waits[:-1], WAITS, strict=True):
        assert wait is not None
        assert planned * (1 - JITTER) <= wait <= planned * (1 + JITTER)
