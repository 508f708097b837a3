import strawberry

from graph.competitions.attributes import OWN_COLUMNS, AttributeInput, attributes_of
from graph.competitions.types import Competition, Entry, Judge, Round
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.organizations.types import Organization
from services.competitions import closing, commands
from services.competitions.models import CompetitionKind, JudgeKind
from services.competitions.rules import CompetitionInput, EntryInput, JudgeInput, RoundInput, Tie
from services.competitions.storing import Stored
from services.judging.values import ConflictKind
from services.kit.refusals import NotFound, RuleBroken, Stale


@strawberry.input
class CreateCompetitionInput:
    organization_id: strawberry.ID
    name: str
    kind: CompetitionKind
    edition_year: int
    time_zone: str = "Asia/Shanghai"

    def value(self) -> CompetitionInput:
        return CompetitionInput(self.name, self.kind, self.edition_year, self.time_zone)


@strawberry.type
class CreateCompetitionSuccess:
    competition: Competition


@strawberry.input
class EditCompetitionInput:
    competition_id: strawberry.ID
    version: int
    name: str
    kind: CompetitionKind
    edition_year: int
    time_zone: str = "Asia/Shanghai"

    def value(self) -> CompetitionInput:
        return CompetitionInput(self.name, self.kind, self.edition_year, self.time_zone)


@strawberry.type
class EditCompetitionSuccess:
    competition: Competition


@strawberry.input
class RoundFields:
    name: str
    ordinal: int
    max_load: int = strawberry.field(description="Entries a judge gets at most; own limits of a judge can be narrower.")
    per_entry: int = strawberry.field(default=3, description="Judges an entry gets, unless the entry says otherwise.")
    min_load: int = 0
    is_blind: bool = strawberry.field(default=False, description="Judges do not see who is behind an entry.")

    def value(self) -> RoundInput:
        return RoundInput(self.name, self.ordinal, self.max_load, self.per_entry, self.min_load, self.is_blind)


@strawberry.input
class CreateRoundInput:
    competition_id: strawberry.ID
    round: RoundFields


@strawberry.type
class CreateRoundSuccess:
    round: Round


@strawberry.input
class EditRoundInput:
    round_id: strawberry.ID
    version: int
    round: RoundFields


@strawberry.type
class EditRoundSuccess:
    round: Round


@strawberry.input
class CloseRoundInput:
    round_id: strawberry.ID
    version: int


@strawberry.type
class CloseRoundSuccess:
    round: Round


@strawberry.input
class RemoveRoundInput:
    round_id: strawberry.ID
    version: int


@strawberry.type
class RemoveRoundSuccess:
    removed_id: strawberry.ID
    competition: Competition


@strawberry.input
class RemoveCompetitionInput:
    competition_id: strawberry.ID
    version: int


@strawberry.type
class RemoveCompetitionSuccess:
    removed_id: strawberry.ID


@strawberry.input
class RelatedOrganizationInput:
    name: str
    kind: ConflictKind


@strawberry.input
class EntryFields:
    code: str
    title: str = ""
    summary: str = ""
    track: str = ""
    fields: list[str] = strawberry.field(default_factory=list)
    region: str = ""
    judges_needed: int | None = None
    organization_name: str = ""
    contact: str = ""
    related: list[RelatedOrganizationInput] = strawberry.field(default_factory=list)
    advisors: list[str] = strawberry.field(default_factory=list)
    attributes: list[AttributeInput] | None = strawberry.field(default=None, description=OWN_COLUMNS)

    def value(self) -> EntryInput:
        return EntryInput(
            code=self.code,
            title=self.title,
            summary=self.summary,
            track=self.track,
            fields=tuple(self.fields),
            region=self.region,
            judges_needed=self.judges_needed,
            organization_name=self.organization_name,
            contact=self.contact,
            related=tuple(Tie(tie.name, tie.kind.value) for tie in self.related),
            advisors=tuple(self.advisors),
            attributes=attributes_of(self.attributes),
        )


@strawberry.input
class AddEntriesInput:
    competition_id: strawberry.ID
    entries: list[EntryFields]


@strawberry.type
class AddEntriesSuccess:
    competition: Competition
    created_count: int


@strawberry.input
class EditEntryInput:
    entry_id: strawberry.ID
    version: int
    entry: EntryFields


@strawberry.type
class EditEntrySuccess:
    entry: Entry


@strawberry.input
class RemoveEntryInput:
    entry_id: strawberry.ID
    version: int


@strawberry.type
class RemoveEntrySuccess:
    removed_id: strawberry.ID


@strawberry.input
class JudgeFields:
    code: str
    name: str = ""
    organization_name: str = ""
    kind: JudgeKind | None = None
    region: str = ""
    fields: list[str] = strawberry.field(default_factory=list)
    expertise: str = ""
    min_load: int | None = None
    max_load: int | None = None
    email: str = ""
    attributes: list[AttributeInput] | None = strawberry.field(default=None, description=OWN_COLUMNS)

    def value(self) -> JudgeInput:
        return JudgeInput(
            code=self.code,
            name=self.name,
            organization_name=self.organization_name,
            kind=self.kind,
            region=self.region,
            fields=tuple(self.fields),
            expertise=self.expertise,
            min_load=self.min_load,
            max_load=self.max_load,
            email=self.email,
            attributes=attributes_of(self.attributes),
        )


@strawberry.input
class AddJudgesInput:
    competition_id: strawberry.ID
    judges: list[JudgeFields]


@strawberry.type
class AddJudgesSuccess:
    competition: Competition
    created_count: int


@strawberry.input
class EditJudgeInput:
    judge_id: strawberry.ID
    version: int
    judge: JudgeFields


@strawberry.type
class EditJudgeSuccess:
    judge: Judge


@strawberry.input
class RemoveJudgeInput:
    judge_id: strawberry.ID
    version: int


@strawberry.type
class RemoveJudgeSuccess:
    removed_id: strawberry.ID


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound])
async def create_competition(gesture: Gesture, input: CreateCompetitionInput) -> CreateCompetitionSuccess:  # noqa: A002 - the API's word
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    made = await commands.create_competition(gesture.tx, gesture.actor, organization_id, input.value())
    return CreateCompetitionSuccess(competition=node_ref(Competition, made.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale])
async def edit_competition(gesture: Gesture, input: EditCompetitionInput) -> EditCompetitionSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Competition, input.competition_id, "competitionId")
    await commands.edit_competition(gesture.tx, gesture.actor, key, input.version, input.value())
    return EditCompetitionSuccess(competition=node_ref(Competition, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound])
async def create_round(gesture: Gesture, input: CreateRoundInput) -> CreateRoundSuccess:  # noqa: A002 - the API's word
    competition_id = uuid_of(Competition, input.competition_id, "competitionId")
    made = await commands.create_round(gesture.tx, gesture.actor, competition_id, input.round.value())
    return CreateRoundSuccess(round=node_ref(Round, made.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def edit_round(gesture: Gesture, input: EditRoundInput) -> EditRoundSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Round, input.round_id, "roundId")
    await commands.edit_round(gesture.tx, gesture.actor, key, input.version, input.round.value())
    return EditRoundSuccess(round=node_ref(Round, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="End the judging of a round; sheets stand still from then on.",
)
async def close_round(gesture: Gesture, input: CloseRoundInput) -> CloseRoundSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Round, input.round_id, "roundId")
    await closing.close_round(gesture.tx, gesture.actor, key, input.version)
    return CloseRoundSuccess(round=node_ref(Round, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Take a round away with its plans, as long as no judge was told.",
)
async def remove_round(gesture: Gesture, input: RemoveRoundInput) -> RemoveRoundSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Round, input.round_id, "roundId")
    competition_id = await closing.remove_round(gesture.tx, gesture.actor, key, input.version)
    return RemoveRoundSuccess(removed_id=input.round_id, competition=node_ref(Competition, competition_id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Take a competition away with everything in it, as long as no judge was told.",
)
async def remove_competition(gesture: Gesture, input: RemoveCompetitionInput) -> RemoveCompetitionSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Competition, input.competition_id, "competitionId")
    await closing.remove_competition(gesture.tx, gesture.actor, key, input.version)
    return RemoveCompetitionSuccess(removed_id=input.competition_id)


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound], description="Add entries, all or none.")
async def add_entries(gesture: Gesture, input: AddEntriesInput) -> AddEntriesSuccess:  # noqa: A002 - the API's word
    competition_id = uuid_of(Competition, input.competition_id, "competitionId")
    entries = [entry.value() for entry in input.entries]
    stored: Stored = await commands.add_entries(gesture.tx, gesture.actor, competition_id, entries)
    competition = node_ref(Competition, competition_id)
    return AddEntriesSuccess(competition=competition, created_count=stored.created_count)


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale])
async def edit_entry(gesture: Gesture, input: EditEntryInput) -> EditEntrySuccess:  # noqa: A002 - the API's word
    key = uuid_of(Entry, input.entry_id, "entryId")
    await commands.edit_entry(gesture.tx, gesture.actor, key, input.version, input.entry.value())
    return EditEntrySuccess(entry=node_ref(Entry, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def remove_entry(gesture: Gesture, input: RemoveEntryInput) -> RemoveEntrySuccess:  # noqa: A002 - the API's word
    key = uuid_of(Entry, input.entry_id, "entryId")
    await commands.remove_entry(gesture.tx, gesture.actor, key, input.version)
    return RemoveEntrySuccess(removed_id=input.entry_id)


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound], description="Add judges, all or none.")
async def add_judges(gesture: Gesture, input: AddJudgesInput) -> AddJudgesSuccess:  # noqa: A002 - the API's word
    competition_id = uuid_of(Competition, input.competition_id, "competitionId")
    judges = [judge.value() for judge in input.judges]
    stored: Stored = await commands.add_judges(gesture.tx, gesture.actor, competition_id, judges)
    competition = node_ref(Competition, competition_id)
    return AddJudgesSuccess(competition=competition, created_count=stored.created_count)


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale])
async def edit_judge(gesture: Gesture, input: EditJudgeInput) -> EditJudgeSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Judge, input.judge_id, "judgeId")
    await commands.edit_judge(gesture.tx, gesture.actor, key, input.version, input.judge.value())
    return EditJudgeSuccess(judge=node_ref(Judge, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def remove_judge(gesture: Gesture, input: RemoveJudgeInput) -> RemoveJudgeSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Judge, input.judge_id, "judgeId")
    await commands.remove_judge(gesture.tx, gesture.actor, key, input.version)
    return RemoveJudgeSuccess(removed_id=input.judge_id)
