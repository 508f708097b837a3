"""The pages of this process: a door that says what runs here, and the API explorer in development."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

EXPLORER_FOLDER: Final = Path(__file__).parents[2] / "web" / "explorer" / "dist"
LINK_PATHS: Final = ("/confirm", "/reset", "/change-email", "/invitation")
"""Where mailed links lead, as services write them."""

BUILD_COMMAND: Final = "make explorer"
PAGES: Final = Path(__file__).parent / "page_files"
POLICY: Final = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def page_routes(*, is_development: bool) -> Sequence[BaseRoute]:
    """The routes of the pages; production shows the door and what mailed links lead to."""
    links = [Route(path, _link, methods=["GET"]) for path in LINK_PATHS]
    door = [Route("/", _door, methods=["GET"]), *links, Route("/link.js", _link_script, methods=["GET"])]
    if not is_development:
        return door
    assets = StaticFiles(directory=EXPLORER_FOLDER, check_dir=False)
    return [*door, Route("/graphql", _explorer, methods=["GET"]), Mount("/explorer", assets)]


async def _door(_request: Request) -> Response:
    return FileResponse(PAGES / "door.html", headers=POLICY)


async def _link(_request: Request) -> Response:
    return FileResponse(PAGES / "link.html", headers=POLICY)


async def _link_script(_request: Request) -> Response:
    return FileResponse(PAGES / "link.js", headers=POLICY)


async def _explorer(_request: Request) -> Response:
    built = EXPLORER_FOLDER / "index.html"
    if built.is_file():
        return FileResponse(built, headers=POLICY)
    unbuilt = (PAGES / "explorer-unbuilt.html").read_text(encoding="utf-8")
    return HTMLResponse(unbuilt.replace("{{command}}", BUILD_COMMAND), 503, POLICY)
