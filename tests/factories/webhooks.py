"""A webhook with a delivery, and a notice, for tests of who sees them. Call inside a transaction of the system."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.events.kinds import EventKind
from services.identity.models import Account
from services.kit.clock import now
from services.kit.ids import new_id
from services.notices.models import Notice
from services.webhooks.models import WebhookDelivery, WebhookEndpoint


async def make_told(tx: AsyncSession, admin: Account, organization_id: UUID) -> None:
    """An admin who was told something, and a program of the organization that was told, too."""
    kind, subject_id = EventKind.MEMBERSHIP_REQUESTED, new_id()
    about = {"kind": kind, "subject_type": "MembershipRequest", "subject_id": subject_id}
    tx.add(Notice(account_id=admin.id, event_id=new_id(), organization_id=organization_id, **about))
    endpoint = WebhookEndpoint(
        organization_id=organization_id, url="https://hooks.example/", kinds=[EventKind.NEED_PUBLISHED.value]
    )
    tx.add(endpoint)
    await tx.flush()
    delivery = {"endpoint_id": endpoint.id, "organization_id": organization_id, "next_at": now()}
    tx.add(WebhookDelivery(**delivery, kind=EventKind.NEED_PUBLISHED, payload={"type": "NEED_PUBLISHED"}))
    await tx.flush()
