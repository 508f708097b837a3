from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Final

import strawberry

from graph.files.types import StoredFile
from graph.incubation.queries import self_check_of
from graph.incubation.types import Incubator, Residency, SelfCheck
from graph.kit.declare import bounded
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref, node_refs
from graph.organizations.types import Zone
from services.incubation import agreeing, commands, startup_sheets
from services.incubation.inputs import IncubatorProfile, NewIncubator, NewStartup, StartupsRegistered
from services.incubation.models import IncubatorKind, IncubatorLevel, SpecialField
from services.incubation.rules import Figures
from services.kit.refusals import FieldFault, NotFound, RuleBroken, SheetRefused, Stale

SHOWN_RESIDENCIES: Final = 100
SHOWN_WARNINGS: Final = 500


@strawberry.type(description="Something to look at again, though nothing forbids it.")
class InputWarning:
    path: str
    code: str


@strawberry.input(description="What an incubator says of itself; null is not known, which is not zero.")
class FiguresInput:
    founded_on: date | None = None
    statistics_years: int | None = None
    area_m2: int | None = None
    incubatee_area_m2: int | None = None
    desk_count: int | None = None
    seed_fund_wan: Decimal | None = None
    funded_count: int | None = None
    fund_case_count: int | None = None
    staff_count: int | None = None
    professional_count: int | None = None
    mentor_count: int | None = None
    incubatee_count: int | None = None
    patent_applicant_count: int | None = None
    ip_holder_count: int | None = None
    graduate_count: int | None = None
    main_industry_count: int | None = None
    technical_platform_count: int | None = None
    resident_count: int | None = None
    newly_registered_count: int | None = None
    financed_count: int | None = None
    event_count: int | None = None
    service_case_count: int | None = None

    def value(self) -> Figures:
        return Figures(**{each.name: getattr(self, each.name) for each in fields(Figures)})


@strawberry.input
class IncubatorProfileInput:
    kind: IncubatorKind
    level: IncubatorLevel = IncubatorLevel.NONE
    is_hardship_region: bool = False
    main_industry: str = ""
    figures: FiguresInput = strawberry.field(default_factory=FiguresInput)

    def value(self) -> IncubatorProfile:
        return IncubatorProfile(
            kind=self.kind,
            level=self.level,
            is_hardship_region=self.is_hardship_region,
            main_industry=self.main_industry,
            figures=self.figures.value(),
        )


@strawberry.input
class RegisterIncubatorInput:
    name: str
    profile: IncubatorProfileInput
    province: str = ""
    uscc: str | None = None
    zone_id: strawberry.ID | None = None

    def value(self) -> NewIncubator:
        return NewIncubator(
            name=self.name,
            profile=self.profile.value(),
            province=self.province,
            uscc=self.uscc,
            zone_id=uuid_of(Zone, self.zone_id, "zoneId") if self.zone_id else None,
        )


@strawberry.type
class RegisterIncubatorSuccess:
    incubator: Incubator
    self_check: SelfCheck
    warnings: list[InputWarning] = bounded(SHOWN_WARNINGS)


@strawberry.input
class EditIncubatorInput:
    incubator_id: strawberry.ID
    version: int
    profile: IncubatorProfileInput


@strawberry.type
class EditIncubatorSuccess:
    incubator: Incubator
    self_check: SelfCheck


@strawberry.input
class StartupInput:
    name: str
    entered_on: date
    uscc: str | None = None
    province: str = ""
    founded_on: date | None = None
    industry: str = ""
    left_on: date | None = None
    special_field: SpecialField | None = None

    def value(self) -> NewStartup:
        return NewStartup(
            name=self.name,
            entered_on=self.entered_on,
            uscc=self.uscc,
            province=self.province,
            founded_on=self.founded_on,
            industry=self.industry,
            left_on=self.left_on,
            special_field=self.special_field,
        )


@strawberry.input
class RegisterStartupsInput:
    incubator_id: strawberry.ID
    startups: list[StartupInput]
    dry_run: bool = strawberry.field(default=False, description="Tell what would happen, change nothing.")


@strawberry.type
class RegisterStartupsSuccess:
    incubator: Incubator
    created_count: int
    updated_count: int
    unchanged_count: int
    warnings: list[InputWarning] = bounded(SHOWN_WARNINGS)
    residencies: list[Residency] = bounded(SHOWN_RESIDENCIES, description="None in a dry run.")


@strawberry.input
class ImportStartupsInput:
    incubator_id: strawberry.ID
    file_id: strawberry.ID
    dry_run: bool = False


@strawberry.type
class ImportStartupsSuccess:
    incubator: Incubator
    created_count: int
    updated_count: int
    unchanged_count: int
    warnings: list[InputWarning] = bounded(SHOWN_WARNINGS)
    residencies: list[Residency] = bounded(SHOWN_RESIDENCIES, description="None in a dry run.")


@strawberry.input
class AcceptResidencyInput:
    residency_id: strawberry.ID
    version: int


@strawberry.type
class AcceptResidencySuccess:
    residency: Residency


@strawberry.input
class DeclineResidencyInput:
    residency_id: strawberry.ID
    version: int


@strawberry.type
class DeclineResidencySuccess:
    residency_id: strawberry.ID


@mutation(
    permission=Permission.SIGNED_IN,
    description="Found an incubator, become its first admin, and see at once which recognition criteria it misses.",
)
async def register_incubator(gesture: Gesture, input: RegisterIncubatorInput) -> RegisterIncubatorSuccess:  # noqa: A002 - the API's word
    made, warnings = await commands.register_incubator(gesture.tx, gesture.actor, input.value())
    checked = await commands.check_incubator(gesture.tx, made)
    return RegisterIncubatorSuccess(
        incubator=node_ref(Incubator, made.id), self_check=self_check_of(checked), warnings=_warnings(warnings)
    )


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale])
async def edit_incubator(gesture: Gesture, input: EditIncubatorInput) -> EditIncubatorSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Incubator, input.incubator_id, "incubatorId")
    edited = await commands.edit_incubator(gesture.tx, gesture.actor, key, input.version, input.profile.value())
    checked = await commands.check_incubator(gesture.tx, edited)
    return EditIncubatorSuccess(incubator=node_ref(Incubator, key), self_check=self_check_of(checked))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Enter startups and their stays, all or none; known ones, by code or name, are brought up to date.",
)
async def register_startups(gesture: Gesture, input: RegisterStartupsInput) -> RegisterStartupsSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Incubator, input.incubator_id, "incubatorId")
    startups = [startup.value() for startup in input.startups]
    done = await commands.register_startups(gesture.tx, gesture.actor, key, startups, dry_run=input.dry_run)
    return RegisterStartupsSuccess(
        incubator=node_ref(Incubator, key),
        created_count=done.created_count,
        updated_count=done.updated_count,
        unchanged_count=done.unchanged_count,
        warnings=_warnings(done.warnings),
        residencies=_residencies(done),
    )


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken, SheetRefused],
    description="The same from a spreadsheet handed in before; every bad cell is named.",
)
async def import_startups(gesture: Gesture, input: ImportStartupsInput) -> ImportStartupsSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Incubator, input.incubator_id, "incubatorId")
    file_id = uuid_of(StoredFile, input.file_id, "fileId")
    done = await startup_sheets.import_startups(gesture.tx, gesture.actor, key, file_id, dry_run=input.dry_run)
    return ImportStartupsSuccess(
        incubator=node_ref(Incubator, key),
        created_count=done.created_count,
        updated_count=done.updated_count,
        unchanged_count=done.unchanged_count,
        warnings=_warnings(done.warnings),
        residencies=_residencies(done),
    )


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Agree, for a startup, to the stay that an incubator entered.",
)
async def accept_residency(gesture: Gesture, input: AcceptResidencyInput) -> AcceptResidencySuccess:  # noqa: A002 - the API's word
    residency_id = uuid_of(Residency, input.residency_id, "residencyId")
    residency = await agreeing.accept_residency(gesture.tx, gesture.actor, residency_id, input.version)
    return AcceptResidencySuccess(residency=node_ref(Residency, residency.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Refuse, for a startup, the stay that an incubator entered.",
)
async def decline_residency(gesture: Gesture, input: DeclineResidencyInput) -> DeclineResidencySuccess:  # noqa: A002 - the API's word
    residency_id = uuid_of(Residency, input.residency_id, "residencyId")
    await agreeing.decline_residency(gesture.tx, gesture.actor, residency_id, input.version)
    return DeclineResidencySuccess(residency_id=input.residency_id)


def _warnings(found: list[FieldFault] | tuple[FieldFault, ...]) -> list[InputWarning]:
    return [InputWarning(path=warning.path, code=warning.code) for warning in found[:SHOWN_WARNINGS]]


def _residencies(done: StartupsRegistered) -> list[Residency]:
    return node_refs(Residency, [residency.id for residency in done.residencies[:SHOWN_RESIDENCIES]])
