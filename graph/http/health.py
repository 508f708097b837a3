"""GET /healthz: whether this process can answer."""

from dataclasses import dataclass
from typing import Final

from psycopg import Error
from psycopg_pool import PoolTimeout
from starlette.requests import Request
from starlette.responses import Response

from graph.http.failures import json_response
from services.kit.database import Database

PATIENCE_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Health:
    """Asks the database."""

    database: Database

    async def get(self, _request: Request) -> Response:
        try:
            async with self.database.reads.connection(timeout=PATIENCE_SECONDS) as connection:
                await connection.execute("SELECT 1")
        except (Error, PoolTimeout):
            return json_response(b'{"status":"database unreachable"}', 503)
        return json_response(b'{"status":"ok"}')
