"""The pages of this process: the console, the API explorer in development, and a door where neither was built."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

WEB: Final = Path(__file__).parents[2] / "web"
CONSOLE_FOLDER: Final = WEB / "dist"
EXPLORER_FOLDER: Final = WEB / "explorer" / "dist"
LINK_PATHS: Final = ("/confirm", "/reset", "/change-email", "/invitation")
"""Where mailed links lead, as services write them; without the console there is only the door to show."""

BUILD_COMMAND: Final = "make explorer"
PAGES: Final = Path(__file__).parent / "page_files"
POLICY: Final = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def page_routes(*, is_development: bool) -> Sequence[BaseRoute]:
    """The routes of the pages; the explorer is for development."""
    explorer: list[BaseRoute] = [Route("/graphql", _posts_only, methods=["GET"])]
    if is_development:
        files = StaticFiles(directory=EXPLORER_FOLDER, check_dir=False)
        explorer = [Route("/graphql", _explorer, methods=["GET"]), Mount("/explorer", files)]
    return [*explorer, *_console_routes()] if _is_built() else [*explorer, *_door_routes()]


def _is_built() -> bool:
    return (CONSOLE_FOLDER / "index.html").is_file()


def _console_routes() -> Sequence[BaseRoute]:
    """Whatever names no file and no part of the API is an address of the console's own router."""
    return [
        Mount("/assets", Unchanging(directory=CONSOLE_FOLDER / "assets")),
        Route("/bridge.svg", _emblem, methods=["GET"]),
        Route("/{address:path}", _console, methods=["GET"]),
    ]


def _door_routes() -> Sequence[BaseRoute]:
    return [Route(path, _door, methods=["GET"]) for path in ("/", *LINK_PATHS)]


class Unchanging(StaticFiles):
    """Files whose names change with their content: a browser may keep them for good."""

    def file_response(self, *arguments: Any, **options: Any) -> Response:
        response = super().file_response(*arguments, **options)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


async def _console(request: Request) -> Response:
    if "text/html" not in request.headers.get("accept", "text/html") and request.path_params["address"]:
        return Response(status_code=404)
    return FileResponse(CONSOLE_FOLDER / "index.html", headers={**POLICY, "Cache-Control": "no-cache"})


async def _emblem(_request: Request) -> Response:
    return FileResponse(CONSOLE_FOLDER / "bridge.svg", headers=POLICY)


async def _posts_only(_request: Request) -> Response:
    return Response(status_code=405, headers={"Allow": "POST"})


async def _door(_request: Request) -> Response:
    return FileResponse(PAGES / "door.html", headers=POLICY)


async def _explorer(_request: Request) -> Response:
    built = EXPLORER_FOLDER / "index.html"
    if built.is_file():
        return FileResponse(built, headers=POLICY)
    unbuilt = (PAGES / "explorer-unbuilt.html").read_text(encoding="utf-8")
    return HTMLResponse(unbuilt.replace("{{command}}", BUILD_COMMAND), 503, POLICY)
