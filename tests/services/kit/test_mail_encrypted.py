"""Messages to a mail server that speaks TLS: after a greeting or from the first byte, and only if it is who it says."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.kit.clock import now
from services.kit.mail import Mail, send_mail
from services.kit.settings import MailSecurity, Settings

MAIL = Mail("wang@greenbridge.example", "绿桥: 请确认", "您好\n")


class Taken:
    """Keeps what it is handed."""

    def __init__(self) -> None:
        self.subjects: list[bytes] = []
        self.were_encrypted: list[bool] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        self.subjects.append(envelope.content if isinstance(envelope.content, bytes) else b"")
        self.were_encrypted.append(session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None)
        return "250 ok"


def certify(folder: Path, address: str = "127.0.0.1") -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.greenbridge.example")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(hours=1))
        .not_valid_after(now() + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return pem, private


def is_ours(_server: object, _session: object, _envelope: object, _mechanism: str, given: object) -> AuthResult:
    return AuthResult(success=isinstance(given, LoginPassword) and given.password == b"secret")


@asynccontextmanager
async def server(taken: Taken, pair: tuple[Path, Path], security: MailSecurity) -> AsyncIterator[int]:
    """A mail server on a port of its own that takes mail over TLS only; with STARTTLS from who knows the password."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*pair)
    starts = security is MailSecurity.STARTTLS
    asks: dict[str, Any] = {"authenticator": is_ours, "auth_required": True, "auth_require_tls": True}
    given = {"tls_context": context, "require_starttls": True, **asks} if starts else {}

    def serve() -> SMTP:
        return SMTP(taken, **given)  # wrapped in TLS it does not know that it is, and would warn of passwords

    loop = asyncio.get_running_loop()
    listening = await loop.create_server(serve, "127.0.0.1", 0, ssl=None if starts else context)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


def settings_of(port: int, security: MailSecurity, home: Path) -> Settings:
    return Settings(
        home=home,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security=security,
        smtp_user="greenbridge" if security is MailSecurity.STARTTLS else "",
        smtp_password="secret",
    )


SECURE = pytest.mark.parametrize("security", [MailSecurity.STARTTLS, MailSecurity.TLS])


@SECURE
async def test_a_message_goes_encrypted_to_a_server_that_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: MailSecurity
) -> None:
    pair, taken = certify(tmp_path), Taken()
    monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
    async with server(taken, pair, security) as port:
        await send_mail(settings_of(port, security, tmp_path), MAIL)
    assert taken.were_encrypted == [True]
    assert b"To: wang@greenbridge.example" in taken.subjects[0]


@SECURE
async def test_a_server_that_nobody_vouches_for_gets_nothing(tmp_path: Path, security: MailSecurity) -> None:
    taken = Taken()
    async with server(taken, certify(tmp_path), security) as port:
        with pytest.raises(ssl.SSLCertVerificationError):
            await send_mail(settings_of(port, security, tmp_path), MAIL)
    assert taken.subjects == []


async def test_a_server_with_anothers_certificate_gets_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair, taken = certify(tmp_path, "127.0.0.9"), Taken()
    monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
    async with server(taken, pair, MailSecurity.STARTTLS) as port:
        with pytest.raises(ssl.SSLCertVerificationError):
            await send_mail(settings_of(port, MailSecurity.STARTTLS, tmp_path), MAIL)
    assert taken.subjects == []
