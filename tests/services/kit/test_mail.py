"""Messages by a real mail server on a socket, and in the outbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from services.kit.mail import Mail, outbox_folder, read_outbox, send_mail
from services.kit.settings import MailSecurity, Settings

MAIL = Mail("wang@greenbridge.example", "绿桥: 请确认", "您好：\n\nhttps://greenbridge.example/confirm#secret\n")


@asynccontextmanager
async def mail_server(*, refuses: bool = False) -> AsyncIterator[tuple[int, list[tuple[list[str], bytes]]]]:
    """A server that keeps what it is handed: its port, and the envelopes and bodies it took."""
    taken: list[tuple[list[str], bytes]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        envelope: list[str] = []
        writer.write(b"220 test\r\n")
        while line := (await reader.readline()).decode().strip():
            match line.split(" ", 1)[0].upper():
                case "EHLO":
                    writer.write(b"250-test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
                case "MAIL" | "RCPT":
                    envelope.append(line.partition("<")[2].partition(">")[0])
                    writer.write(b"550 no\r\n" if refuses and line.upper().startswith("RCPT") else b"250 ok\r\n")
                case "DATA":
                    writer.write(b"354 go on\r\n")
                    taken.append((envelope, await reader.readuntil(b"\r\n.\r\n")))
                    writer.write(b"250 ok\r\n")
                case "QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                case _:
                    writer.write(b"250 ok\r\n")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], taken


def by_server(port: int, home: Path) -> Settings:
    return Settings(
        home=home,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security=MailSecurity.NONE,
        mail_from="绿桥 <gb@x.example>",
    )


async def test_a_server_gets_the_message(tmp_path: Path) -> None:
    async with mail_server() as (port, taken):
        await send_mail(by_server(port, tmp_path), MAIL)
    [(envelope, body)] = taken
    message = message_from_bytes(body, policy=policy.default)
    assert envelope == ["gb@x.example", "wang@greenbridge.example"]
    assert (message["Subject"], message["To"], message["From"]) == (MAIL.subject, MAIL.to, "绿桥 <gb@x.example>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().replace("\r\n", "\n").removesuffix(".\n") == MAIL.text
    assert not outbox_folder(by_server(port, tmp_path)).exists()


async def test_a_refusing_server_is_an_error_so_that_the_job_tries_again(tmp_path: Path) -> None:
    async with mail_server(refuses=True) as (port, _):
        with pytest.raises(OSError, match="no"):
            await send_mail(by_server(port, tmp_path), MAIL)


async def test_without_a_server_messages_lie_in_the_outbox_newest_first(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    for number in range(3):
        await send_mail(settings, Mail(MAIL.to, f"{number}", MAIL.text))
    assert [kept.mail.subject for kept in read_outbox(settings, 2)] == ["2", "1"]
    assert read_outbox(settings, 1)[0].mail == Mail(MAIL.to, "2", MAIL.text)
    assert {path.suffix for path in outbox_folder(settings).iterdir()} == {".eml"}
    assert outbox_folder(settings).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("to", ["wang@greenbridge.example\nBcc: all@greenbridge.example", "a@b.example\r\nX: y"])
async def test_an_address_smuggles_no_header_in(tmp_path: Path, to: str) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        await send_mail(Settings(home=tmp_path), Mail(to, "x", "x"))
    assert read_outbox(Settings(home=tmp_path), 5) == []
