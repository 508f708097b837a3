import strawberry

from graph.identity.types import Account
from graph.kit.gestures import BriefGesture, Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.notices.types import Notice, NoticePreference, NoticeSchedule
from services.events.kinds import EventKind
from services.identity.rules import require_account
from services.kit.refusals import NotFound
from services.notices import commands
from services.notices.models import NoticeChoice


@strawberry.input(description="Some notices by their ids, at most 500, or all.")
class MarkNoticesReadInput:
    notice_ids: list[strawberry.ID] | None = None


@strawberry.type
class MarkNoticesReadSuccess:
    read_count: int
    viewer: Account | None


@strawberry.input
class SetNoticePreferenceInput:
    kind: EventKind
    choice: NoticeChoice


@strawberry.type
class SetNoticePreferenceSuccess:
    preference: NoticePreference


@strawberry.input
class SetNoticeScheduleInput:
    time_zone: str
    digest_hour: int


@strawberry.type
class SetNoticeScheduleSuccess:
    schedule: NoticeSchedule


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound],
    is_brief=True,
    description="Say that you read some notices, or all of them without ids.",
)
async def mark_notices_read(gesture: BriefGesture, input: MarkNoticesReadInput) -> MarkNoticesReadSuccess:  # noqa: A002 - the API's word
    account_id = require_account(gesture.actor)
    given = input.notice_ids
    keys = None if given is None else [uuid_of(Notice, each, "noticeIds") for each in given]
    count = await commands.mark_notices_read(gesture.tx, gesture.actor, keys)
    return MarkNoticesReadSuccess(read_count=count, viewer=node_ref(Account, account_id))


@mutation(permission=Permission.SIGNED_IN, description="Choose how you hear of a kind of event.")
async def set_notice_preference(gesture: Gesture, input: SetNoticePreferenceInput) -> SetNoticePreferenceSuccess:  # noqa: A002 - the API's word
    await commands.set_preference(gesture.tx, gesture.actor, input.kind, input.choice)
    return SetNoticePreferenceSuccess(preference=NoticePreference(kind=input.kind, choice=input.choice))


@mutation(permission=Permission.SIGNED_IN, description="Choose when your digest comes, by the clock of a time zone.")
async def set_notice_schedule(gesture: Gesture, input: SetNoticeScheduleInput) -> SetNoticeScheduleSuccess:  # noqa: A002 - the API's word
    schedule = commands.Schedule(input.time_zone, input.digest_hour)
    await commands.set_schedule(gesture.tx, gesture.actor, schedule)
    given = NoticeSchedule(time_zone=schedule.time_zone, digest_hour=schedule.digest_hour)
    return SetNoticeScheduleSuccess(schedule=given)
