"""GET /outbox, in development: the messages that no mail server took, for the person who tries the platform alone."""

from dataclasses import dataclass
from html import escape
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from graph.http.pages import PAGES, POLICY
from services.kit.mail import KeptMail, read_outbox
from services.kit.settings import Settings

SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Outbox:
    """Shows the newest messages."""

    settings: Settings

    async def get(self, _request: Request) -> Response:
        kept = await run_in_threadpool(read_outbox, self.settings, SHOWN)
        page = (PAGES / "outbox.html").read_text(encoding="utf-8")
        shown = "\n".join(_article(each) for each in kept) or "<article>没有邮件 · No messages</article>"
        return HTMLResponse(page.replace("{{messages}}", shown), headers={**POLICY, "Cache-Control": "no-store"})


def _article(kept: KeptMail) -> str:
    mail, written = kept.mail, kept.written_at.strftime("%Y-%m-%d %H:%M:%S UTC")
    head = f"<h2>{escape(mail.subject)}</h2><p>{escape(mail.to)} · <time>{written}</time></p>"
    return f"<article>{head}<pre>{''.join(_line(line) for line in mail.text.splitlines())}</pre></article>"


def _line(line: str) -> str:
    shown = escape(line)
    is_link = line.startswith(("http://", "https://"))
    return f'<a href="{shown}">{shown}</a>\n' if is_link else f"{shown}\n"
