"""GET /proofs/{id}: the files behind a plan, for whoever runs it, to be checked elsewhere."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from graph.http.credentials import Authenticate, actor_of
from graph.http.failures import UNCACHED, HttpRefused
from graph.kit.node_ids import find_node_id
from services.kit.actor import NOBODY, Actor
from services.kit.refusals import NotFound, Refusal

ExportProof = Callable[[Actor, UUID], Awaitable[bytes]]
"""The files behind a plan as one archive; a refusal tells that there is none for this actor."""


@dataclass(frozen=True, slots=True)
class ProofDoor:
    """Hands out proofs by the node ids of plans; what is hidden and what is not there answer alike."""

    authenticate: Authenticate
    exporters: Mapping[str, ExportProof]
    """By node type."""

    async def get(self, request: Request) -> Response:
        try:
            actor, _ = await actor_of(request, self.authenticate)
            return await self._answer(actor, request.path_params["id"])
        except HttpRefused as refused:
            return refused.response()

    async def _answer(self, actor: Actor, node: str) -> Response:
        if actor == NOBODY:
            raise HttpRefused(401, "SIGN_IN_REQUIRED")
        found = find_node_id(node)
        export = self.exporters.get(found[0]) if found else None
        if found is None or export is None:
            raise HttpRefused(404, "PLAN_NOT_FOUND")
        try:
            content = await export(actor, found[1])
        except NotFound as refusal:
            raise HttpRefused(404, "PLAN_NOT_FOUND") from refusal
        except Refusal as refusal:
            raise HttpRefused(403, refusal.code) from refusal
        headers = {**UNCACHED, "Content-Disposition": 'attachment; filename="plan.proof"'}
        return Response(content, 200, headers, "application/zip")
