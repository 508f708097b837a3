"""Events reach the programs of the organization they concern: signed, again after failures, and visibly so."""

import base64
import hashlib
import hmac
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, select

import services.notices.tasks
import services.webhooks.tasks  # noqa: F401 - they take events
from services.events.commands import dispatch_events
from services.events.kinds import EventKind
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database
from services.kit.ids import node_id
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken, Stale
from services.kit.settings import Settings
from services.notices.models import Notice
from services.organizations.models import Organization
from services.webhooks.commands import (
    ENDPOINT_LIMIT,
    TRIAL_LIMIT,
    EndpointContent,
    edit_webhook,
    redeliver_webhook,
    register_webhook,
    remove_webhook,
    renew_webhook_secret,
    send_test_webhook,
    switch_webhook,
)
from services.webhooks.delivering import deliver_due
from services.webhooks.models import DeliveryFault, DeliveryState, DisabledBecause, WebhookDelivery, WebhookEndpoint
from services.webhooks.queries import delete_old
from services.webhooks.sending import Caller
from tests.factories.events import make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_membership, make_organization
from tests.factories.receivers import Received, Receiver, receiver


class Desk:
    """An organization with an admin and a member, and what its deployment says."""

    database: Database
    settings: Settings
    organization: Organization
    admin: Actor
    member: Actor
    stranger: Actor

    async def register(self, url: str, *kinds: EventKind) -> tuple[WebhookEndpoint, str]:
        given = EndpointContent(url, kinds or (EventKind.NEED_PUBLISHED,))
        async with self.database.transaction(self.admin) as tx:
            return await register_webhook(tx, self.admin, self.organization.id, given, self.settings)

    async def happen(self, kind: EventKind = EventKind.NEED_PUBLISHED, count: int = 1) -> None:
        async with self.database.transaction(SYSTEM) as tx:
            for _ in range(count):
                await make_event(tx, kind=kind, organization_id=self.organization.id)
        await dispatch_events(self.database)

    async def deliver(self) -> int:
        return await deliver_due(self.database, Caller(self.settings))

    async def deliveries(self, actor: Actor | None = None) -> list[WebhookDelivery]:
        async with self.database.transaction(actor or self.admin) as tx:
            return list(await tx.scalars(select(WebhookDelivery).order_by(col(WebhookDelivery.id))))

    async def endpoint(self) -> WebhookEndpoint:
        async with self.database.transaction(SYSTEM) as tx:
            return (await tx.scalars(select(WebhookEndpoint))).one()

    async def make_due(self) -> None:
        async with self.database.transaction(SYSTEM) as tx:
            await tx.execute(text("UPDATE webhook_delivery SET next_at = now() WHERE state = 'PENDING'"))


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Desk:
    made = Desk()
    made.database, made.settings = database, Settings(home=tmp_path, webhooks_to_loopback=True)
    async with database.transaction(SYSTEM) as tx:
        admin, member, stranger = [await make_account(tx) for _ in range(3)]
        made.organization = await make_organization(tx, admin=admin)
        await make_membership(tx, member, made.organization)
        await make_organization(tx, admin=stranger)
        made.admin, made.member, made.stranger = map(actor_of, (admin, member, stranger))
    return made


def is_signed(received: Received, secret: str) -> bool:
    """As docs/webhooks.md tells integrators to check."""
    signed = f"{received.headers['webhook-id']}.{received.headers['webhook-timestamp']}.".encode() + received.body
    wanted = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    given = [part.removeprefix("v1,") for part in received.headers["webhook-signature"].split(" ")]
    return any(hmac.compare_digest(base64.b64decode(each), wanted) for each in given)


async def test_an_event_arrives_signed(desk: Desk) -> None:
    async with receiver() as program:
        _, secret = await desk.register(program.url)
        await desk.happen()
        assert await desk.deliver() == 1
    [received], [delivery] = program.received, await desk.deliveries()
    assert is_signed(received, secret)
    assert not is_signed(received, "whsec_" + base64.b64encode(b"guess").decode())
    assert abs(int(received.headers["webhook-timestamp"]) - now().timestamp()) < 60
    assert received.headers["webhook-id"] == str(delivery.id)
    payload = received.payload
    assert payload["type"] == "NEED_PUBLISHED"
    assert payload["data"] == {
        "eventId": str(delivery.event_id),
        "subjectType": "Need",
        "subjectId": payload["data"]["subjectId"],
        "organizationId": node_id("Organization", desk.organization.id),
        "competitionId": None,
        "params": {"title": "印染废水脱色"},
    }
    assert (delivery.state, delivery.status_code, delivery.fault) == (DeliveryState.DELIVERED, 200, None)


async def test_only_what_was_chosen_is_told_and_once(desk: Desk) -> None:
    async with receiver() as program:
        await desk.register(program.url, EventKind.NEED_PUBLISHED, EventKind.PLAN_PUBLISHED)
        for kind in (EventKind.NEED_PUBLISHED, EventKind.NEED_WITHDRAWN, EventKind.PLAN_PUBLISHED):
            await desk.happen(kind)
        async with desk.database.transaction(SYSTEM) as tx:
            await make_event(tx, organization_id=(await make_organization(tx)).id)
        await dispatch_events(desk.database)
        assert await desk.deliver() == 2
        assert await desk.deliver() == 0
    assert {received.payload["type"] for received in program.received} == {"NEED_PUBLISHED", "PLAN_PUBLISHED"}


async def test_a_failure_is_tried_again_until_it_arrives(desk: Desk) -> None:
    async with receiver(statuses=[500, 503, 200]) as program:
        await desk.register(program.url)
        await desk.happen()
        seen = []
        for _ in range(3):
            await desk.deliver()
            [delivery] = await desk.deliveries()
            seen.append((delivery.state, delivery.status_code, delivery.fault, delivery.attempt_count))
            failing = (await desk.endpoint()).failing_since
            assert (failing is None) == (delivery.state is DeliveryState.DELIVERED)
            assert await desk.deliver() == 0, "its time has not come"
            await desk.make_due()
    assert seen == [
        (DeliveryState.PENDING, 500, DeliveryFault.ANSWERED, 1),
        (DeliveryState.PENDING, 503, DeliveryFault.ANSWERED, 2),
        (DeliveryState.DELIVERED, 200, None, 3),
    ]
    assert len({received.headers["webhook-id"] for received in program.received}) == 1


async def fail_to_death(desk: Desk, program: Receiver) -> WebhookDelivery:
    await desk.register(program.url)
    await desk.happen()
    for _ in range(12):
        await desk.deliver()
        await desk.make_due()
    [delivery] = await desk.deliveries()
    return delivery


async def test_after_a_day_it_is_given_up_and_can_be_sent_again_by_hand(desk: Desk) -> None:
    async with receiver(statuses=[500]) as program:
        dead = await fail_to_death(desk, program)
        assert (dead.state, dead.attempt_count, len(program.received)) == (DeliveryState.DEAD, 9, 9)
        assert (await desk.endpoint()).disabled_at is None, "a day is not long"
        program.statuses = [200]
        for actor in (desk.member, desk.stranger):
            async with desk.database.transaction(actor) as tx:
                with pytest.raises(NotFound):
                    await redeliver_webhook(tx, actor, dead.id)
        async with desk.database.transaction(desk.admin) as tx:
            await redeliver_webhook(tx, desk.admin, dead.id)
        assert await desk.deliver() == 1
    [delivery] = await desk.deliveries()
    assert (delivery.state, delivery.attempt_count, delivery.id) == (DeliveryState.DELIVERED, 1, dead.id)


async def test_an_endpoint_that_fails_for_days_is_switched_off_and_its_admins_are_told(desk: Desk) -> None:
    async with receiver(statuses=[500]) as program:
        await desk.register(program.url)
        await desk.happen(count=2)
        async with desk.database.transaction(SYSTEM) as tx:
            long_ago = now() - timedelta(days=4)
            await tx.execute(text("UPDATE webhook_endpoint SET failing_since = :since"), {"since": long_ago})
            await tx.execute(
                text("UPDATE webhook_delivery SET attempt_count = 8 WHERE id = (SELECT min(id::text)::uuid FROM "
                     "webhook_delivery)")
            )  # fmt: skip
        await desk.deliver()
    endpoint = await desk.endpoint()
    assert endpoint.disabled_because is DisabledBecause.FAILING
    assert {delivery.state for delivery in await desk.deliveries()} == {DeliveryState.DEAD}
    await dispatch_events(desk.database)
    told = {}
    for actor in (desk.admin, desk.member):
        async with desk.database.transaction(actor) as tx:
            found = await tx.scalars(select(Notice).where(Notice.kind == EventKind.WEBHOOK_DISABLED))
            told[actor] = [notice.params["host"] for notice in found]
    assert told == {desk.admin: [f"localhost:{program.port}"], desk.member: []}


async def test_who_is_gone_is_told_nothing_more(desk: Desk) -> None:
    async with receiver(statuses=[410]) as program:
        await desk.register(program.url)
        await desk.happen(count=5)
        await desk.deliver()
        await desk.make_due()
        await desk.deliver()
    assert (await desk.endpoint()).disabled_because is DisabledBecause.GONE
    assert {delivery.state for delivery in await desk.deliveries()} == {DeliveryState.DEAD}
    assert len(program.received) <= 5


async def test_a_slow_program_keeps_nobody_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.webhooks.sending.TOTAL_SECONDS", 0.5)
    async with receiver(is_silent=True) as slow, receiver() as quick:
        await desk.register(slow.url)
        await desk.register(quick.url)
        await desk.happen(count=8)
        assert await desk.deliver() == 8
    assert len(quick.received) == 8


async def test_a_trial_is_sent_at_once(desk: Desk) -> None:
    async with receiver() as program:
        endpoint, secret = await desk.register(program.url)
        async with desk.database.transaction(desk.admin) as tx:
            for _ in range(TRIAL_LIMIT):
                await send_test_webhook(tx, desk.admin, endpoint.id)
            with pytest.raises(RuleBroken, match="TOO_MANY_TRIALS"):
                await send_test_webhook(tx, desk.admin, endpoint.id)
        assert await desk.deliver() == TRIAL_LIMIT
    assert {received.payload["type"] for received in program.received} == {"TRIAL"}
    assert all(is_signed(received, secret) for received in program.received)


async def test_a_new_secret_signs_beside_the_old_one_for_a_day(desk: Desk) -> None:
    async with receiver() as program:
        endpoint, old = await desk.register(program.url)
        async with desk.database.transaction(desk.admin) as tx:
            new = await renew_webhook_secret(tx, desk.admin, endpoint.id, desk.settings)
        await desk.happen()
        await desk.deliver()
        async with desk.database.transaction(SYSTEM) as tx:
            await tx.execute(text("UPDATE webhook_secret SET created_at = created_at - interval '3 days'"))
        await desk.happen()
        await desk.deliver()
        async with desk.database.transaction(SYSTEM) as tx:
            assert await delete_old(tx, days=30, hours=48, limit=10) == 1
    first, second = program.received
    assert [is_signed(first, old), is_signed(first, new)] == [True, True]
    assert [is_signed(second, old), is_signed(second, new)] == [False, True]


async def test_the_secret_is_sealed_and_nobody_reads_it(desk: Desk, tmp_path: Path) -> None:
    async with receiver() as program:
        _, secret = await desk.register(program.url)
        async with desk.database.transaction(SYSTEM) as tx:
            stored = await tx.scalar(text("SELECT sealed FROM webhook_secret"))
        async with desk.database.transaction(desk.admin) as tx:
            assert await tx.scalar(text("SELECT count(*) FROM webhook_secret")) == 0
        await desk.happen()
        elsewhere = Settings(home=tmp_path / "elsewhere", webhooks_to_loopback=True)
        assert await deliver_due(desk.database, Caller(elsewhere)) == 0
    assert secret not in str(stored)
    [delivery] = await desk.deliveries()
    assert (delivery.fault, program.received) == (DeliveryFault.SECRET_SEALED, [])


async def test_admins_alone_keep_webhooks(desk: Desk) -> None:
    async with receiver() as program:
        endpoint, _ = await desk.register(program.url)
        given = EndpointContent(program.url, [EventKind.NEED_PUBLISHED])
        for actor in (desk.member, desk.stranger):
            async with desk.database.transaction(actor) as tx:
                with pytest.raises(NotAllowed):
                    await register_webhook(tx, actor, desk.organization.id, given, desk.settings)
                with pytest.raises(NotFound):
                    await send_test_webhook(tx, actor, endpoint.id)
                with pytest.raises(NotFound):
                    await edit_webhook(tx, actor, endpoint.id, 1, given, desk.settings)
        await desk.happen()
        await desk.deliver()
    assert [len(await desk.deliveries(actor)) for actor in (desk.admin, desk.member, desk.stranger)] == [1, 0, 0]


async def test_an_endpoint_is_edited_switched_and_removed(desk: Desk) -> None:
    async with receiver() as program:
        endpoint, _ = await desk.register(program.url)
        given = EndpointContent(program.url, [EventKind.PLAN_PUBLISHED], " 看板 ")
        async with desk.database.transaction(desk.admin) as tx:
            edited = await edit_webhook(tx, desk.admin, endpoint.id, 1, given, desk.settings)
            with pytest.raises(Stale):
                await edit_webhook(tx, desk.admin, endpoint.id, 1, given, desk.settings)
        assert (edited.kinds, edited.description, edited.version) == (["PLAN_PUBLISHED"], "看板", 2)
        await desk.happen(EventKind.PLAN_PUBLISHED)
        async with desk.database.transaction(desk.admin) as tx:
            await switch_webhook(tx, desk.admin, endpoint.id, 2, is_on=False)
            with pytest.raises(RuleBroken, match="WEBHOOK_DISABLED"):
                await send_test_webhook(tx, desk.admin, endpoint.id)
        await desk.happen(EventKind.PLAN_PUBLISHED)
        assert await desk.deliver() == 0
        [waiting] = await desk.deliveries()
        assert (waiting.state, waiting.fault) == (DeliveryState.DEAD, DeliveryFault.DISABLED)
        async with desk.database.transaction(desk.admin) as tx:
            await switch_webhook(tx, desk.admin, endpoint.id, 3, is_on=True)
            await redeliver_webhook(tx, desk.admin, waiting.id)
        assert await desk.deliver() == 1
        async with desk.database.transaction(desk.admin) as tx:
            await remove_webhook(tx, desk.admin, endpoint.id, 4)
    assert await desk.deliveries() == []


async def test_what_cannot_stand_is_refused(desk: Desk) -> None:
    wrong = EndpointContent("https://10.0.0.1/", [EventKind.MEMBERSHIP_REQUESTED], "x" * 300)
    async with desk.database.transaction(desk.admin) as tx:
        with pytest.raises(InvalidInput) as refused:
            await register_webhook(tx, desk.admin, desk.organization.id, wrong, desk.settings)
    assert {(fault.path, fault.code) for fault in refused.value.faults} == {
        ("url", "ADDRESS_REFUSED"),
        ("description", "TOO_LONG"),
        ("kinds.0", "NOT_FOR_PROGRAMS"),
    }
    for number in range(ENDPOINT_LIMIT):
        await desk.register(f"https://hooks.example/{number}")
    with pytest.raises(RuleBroken, match="TOO_MANY_WEBHOOKS"):
        await desk.register("https://hooks.example/more")


async def test_a_delivery_of_a_worker_that_died_is_taken_up_after_its_lease(desk: Desk) -> None:
    async with receiver() as program:
        await desk.register(program.url)
        await desk.happen()
        async with desk.database.transaction(SYSTEM) as tx:
            leased = "UPDATE webhook_delivery SET attempt_count = 1, next_at = now() + interval '1 minute' RETURNING id"
            assert isinstance(await tx.scalar(text(leased)), UUID)
        assert await desk.deliver() == 0
        await desk.make_due()
        assert await desk.deliver() == 1
