import pytest
from fastapi import FastAPI

from graph.server import make_app
from services.kit.database import Database
from services.kit.mail import Mail, send_mail
from services.kit.settings import get_settings
from tests.factories.mail import take_mail
from tests.graph.console import REGISTER, console


async def test_the_outbox_shows_messages_with_their_links(app: FastAPI, database: Database) -> None:
    async with console(app) as browser:
        assert "No messages" in (await browser.http.get("/outbox")).text
        await browser.ask(REGISTER, email="li@greenbridge.example", name="<b>李</b>")
        [mail] = await take_mail(database, get_settings())
        page = (await browser.http.get("/outbox")).text
    [link] = [line for line in mail.text.splitlines() if line.startswith("http")]
    assert f'<a href="{link}">' in page
    assert "&lt;b&gt;李&lt;/b&gt;" in page
    assert "<b>李</b>" not in page


async def test_production_shows_no_outbox(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    await send_mail(get_settings(), Mail("li@greenbridge.example", "x", "x"))
    monkeypatch.setenv("GREENBRIDGE_ENVIRONMENT", "production")
    get_settings.cache_clear()
    async with console(make_app()) as browser:
        assert (await browser.http.get("/outbox")).status_code == 404
    async with console(app) as browser:
        assert (await browser.http.get("/outbox")).status_code == 200
