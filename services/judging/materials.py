"""Rows of a round as the values that rules and problem look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.models import Entry, EntryIdentity, Judge, Round
from services.competitions.queries import (
    IdentifiedEntry,
    list_entries,
    list_entry_attributes,
    list_judge_attributes,
    list_judges,
)
from services.competitions.rules import Attributes, attribute_text
from services.judging.models import RoundScores
from services.judging.queries import (
    ConflictRow,
    find_latest_plan,
    find_scores,
    list_conflicts,
    list_locked_pairs,
    list_pairs_of_number,
)
from services.judging.score_store import read_scores
from services.judging.values import (
    ConflictKind,
    ConflictValue,
    EntryValue,
    JudgeKind,
    JudgeValue,
    Judging,
    JudgingSettings,
    Own,
    RelatedOrganization,
)
from services.solving.stated import base_plans


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything an assignment is made from, in one order of judges and of entries."""

    judge_ids: Sequence[UUID]
    entry_ids: Sequence[UUID]
    judges: Sequence[JudgeValue]
    entries: Sequence[EntryValue]
    conflicts: Sequence[ConflictRow]
    scores: RoundScores | None
    locks: Sequence[tuple[UUID, UUID]]
    settings: JudgingSettings
    stated: Mapping[str, Any] = field(default_factory=dict)
    """What the run was started with: rules, aims and exceptions stand in it."""
    base_plans: Mapping[int, Sequence[tuple[UUID, UUID]]] = field(default_factory=dict)
    """(judge, entry) of the plans that aims speak of, by their numbers."""

    def judging(self) -> Judging:
        """The values in the words of the problem; takes its time where scores are many."""
        judge_number = {key: number for number, key in enumerate(self.judge_ids)}
        entry_number = {key: number for number, key in enumerate(self.entry_ids)}
        conflicts = [
            ConflictValue(
                self.judges[judge_number[row.judge_id]].code,
                self.entries[entry_number[row.entry_id]].code,
                ConflictKind(row.kind),
            )
            for row in self.conflicts
        ]
        scores = None if self.scores is None else read_scores(self.scores, judge_number, entry_number)
        return Judging(self.judges, self.entries, conflicts, scores, self.settings)


async def load_materials(tx: AsyncSession, found: Round, settings: Mapping[str, Any]) -> Materials:
    """Read the round once; what is computed from it later sees these rows and no others."""
    judges, entries = await list_judges(tx, found.competition_id), await list_entries(tx, found.competition_id)
    judge_values, entry_values = await list_values(tx, found.competition_id, judges, entries)
    plan = await find_latest_plan(tx, found.id)
    allowed = _allowed(settings, judges, entries)
    conflicts = await list_conflicts(tx, found.competition_id)
    return Materials(
        judge_ids=[judge.id for judge in judges],
        entry_ids=[entry.entry.id for entry in entries],
        judges=judge_values,
        entries=entry_values,
        conflicts=[row for row in conflicts if (row.judge_id, row.entry_id) not in allowed] if allowed else conflicts,
        scores=await find_scores(tx, found.id),
        locks=await list_locked_pairs(tx, plan.id) if plan else [],
        settings=judging_settings(found, settings),
        stated=settings,
        base_plans={number: await list_pairs_of_number(tx, found.id, number) for number in base_plans(settings)},
    )


def _allowed(
    settings: Mapping[str, Any], judges: Sequence[Judge], entries: Sequence[IdentifiedEntry]
) -> set[tuple[UUID, UUID]]:
    """The pairs that stand in conflict and are allowed all the same."""
    pairs = settings.get("allowedPairs") or ()
    if not pairs:
        return set()
    judge_ids = {judge.code: judge.id for judge in judges}
    entry_ids = {entry.entry.code: entry.entry.id for entry in entries}
    known = [pair for pair in pairs if pair["judge"] in judge_ids and pair["entry"] in entry_ids]
    return {(judge_ids[pair["judge"]], entry_ids[pair["entry"]]) for pair in known}


def judging_settings(found: Round, settings: Mapping[str, Any]) -> JudgingSettings:
    """The round's own settings under those a run was started with."""
    usual = JudgingSettings(per_entry=found.per_entry, max_load=found.max_load, min_load=found.min_load)
    names = {"perEntry": "per_entry", "maxLoad": "max_load", "minLoad": "min_load", "elastic": "elastic"}
    given = {names[name]: value for name, value in settings.items() if name in names and value is not None}
    return replace(usual, **given)


async def list_values(
    tx: AsyncSession, competition_id: UUID, judges: Sequence[Judge], entries: Sequence[IdentifiedEntry]
) -> tuple[list[JudgeValue], list[EntryValue]]:
    """Judges and entries with the columns of their organizer's own, as rules may name them."""
    of_judges = await list_judge_attributes(tx, competition_id)
    of_entries = await list_entry_attributes(tx, competition_id)
    return (
        [replace(judge_value(judge), own=_own(of_judges.get(judge.id))) for judge in judges],
        [replace(entry_value(found), own=_own(of_entries.get(found.entry.id))) for found in entries],
    )


def _own(attributes: Attributes | None) -> Own:
    return tuple((name, attribute_text(value)) for name, value in (attributes or {}).items())


def judge_value(judge: Judge) -> JudgeValue:
    return JudgeValue(
        code=judge.code,
        name=judge.name,
        organization=judge.organization_name,
        kind=JudgeKind(judge.kind.value) if judge.kind else None,
        fields=tuple(judge.fields),
        region=judge.region,
        text=judge.expertise,
        max_load=judge.max_load,
        min_load=judge.min_load,
    )


def entry_value(found: IdentifiedEntry) -> EntryValue:
    entry = found.entry
    identity = found.identity or EntryIdentity(entry_id=entry.id, competition_id=entry.competition_id)
    return EntryValue(
        code=entry.code,
        title=entry.title,
        summary=entry.summary,
        organization=identity.organization_name,
        track=entry.track,
        fields=tuple(entry.fields),
        region=entry.region,
        judges_needed=entry.judges_needed,
        related=tuple(RelatedOrganization(tie["name"], ConflictKind(tie["kind"])) for tie in identity.related),
        advisors=tuple(identity.advisors),
    )


def bare_entry_value(entry: Entry) -> EntryValue:
    """An entry as far as other tables refer to it."""
    return EntryValue(code=entry.code, title=entry.title)
