from datetime import datetime

import strawberry
from strawberry.scalars import JSON

from graph.kit.declare import bounded
from services.judging.comparing import SHOWN_CHANGES, SHOWN_ENTRIES
from services.judging.editing import VIOLATION_LIMIT
from services.judging.insight import PAGE_LIMIT
from services.judging.previewing import SHOWN_JUDGES

PEOPLE_LIMIT = 100_000


@strawberry.type(
    description="The fits of a plan's run in one byte a pair, with conflicts and chosen pairs; arrays are base64 of "
    "little-endian numbers. Rows are entries, columns judges; cells are numbered row by row from the window's first."
)
class PlanMatrix:
    version: int
    total_row_count: int
    first_row: int
    row_count: int
    column_count: int
    lowest_fit: float
    highest_fit: float
    levels: str = strawberry.field(
        description="uint8 a cell: 0 is no candidate; k from 1 to 255 is lowestFit + (k - 1) / 254 of the way up."
    )
    forbidden: str = strawberry.field(description="uint32: cells in conflict.")
    forbidden_reasons: str = strawberry.field(description="uint8: of each its place in `reasons`, from 1.")
    reasons: list[str] = bounded(255)
    chosen: str = strawberry.field(description="uint32: cells of the plan as it is now.")
    chosen_flags: str = strawberry.field(description="uint8: of each 1 when locked, plus 2 when put there by hand.")
    entry_ids: list[strawberry.ID] = bounded(PEOPLE_LIMIT, description="Of the window's rows.")
    entry_codes: list[str] = bounded(PEOPLE_LIMIT)
    entry_titles: list[str] = bounded(PEOPLE_LIMIT)
    entry_needs: list[int] = bounded(PEOPLE_LIMIT)
    entry_fits: list[float] = bounded(PEOPLE_LIMIT, description="Total fit of each row.")
    judge_ids: list[strawberry.ID] = bounded(PEOPLE_LIMIT)
    judge_codes: list[str] = bounded(PEOPLE_LIMIT)
    judge_names: list[str] = bounded(PEOPLE_LIMIT)
    judge_loads: list[int] = bounded(PEOPLE_LIMIT)
    judge_least: list[int] = bounded(PEOPLE_LIMIT)
    judge_most: list[int] = bounded(PEOPLE_LIMIT)


@strawberry.type(description="So many judges have so many entries.")
class LoadCount:
    load: int
    judge_count: int


@strawberry.type(description="This share of the entries, at least, has a total fit of at most so much.")
class FitQuantile:
    share: float
    fit: float


@strawberry.type
class ServingJudge:
    judge_id: strawberry.ID
    code: str
    name: str
    fit: float
    load: int
    is_locked: bool
    is_by_hand: bool


@strawberry.type(description="An entry with its judges.")
class ServedEntry:
    rank: int = strawberry.field(description="1 is served worst.")
    entry_id: strawberry.ID
    code: str
    title: str
    total_fit: float
    best_fit: float = strawberry.field(description="What it would have if it were alone.")
    missing_count: int
    judges: list[ServingJudge] = bounded(PEOPLE_LIMIT)


@strawberry.type(description="How a plan, as it is now, spreads the load and serves the entries.")
class PlanInsight:
    entry_count: int
    judge_count: int
    unused_judge_count: int
    worst_fit: float
    mean_fit: float
    quantiles: list[FitQuantile] = bounded(20)
    loads: list[LoadCount] = bounded(PEOPLE_LIMIT)
    entries: list[ServedEntry] = bounded(PAGE_LIMIT, description="From the worst served on.")


@strawberry.type(description="A limit that holds the plan back.")
class PlanBottleneck:
    code: str
    params: JSON
    worth: float | None = strawberry.field(
        description="What one unit more (of a minimum, one less) adds; null where only its most is known."
    )
    worth_at_most: float


@strawberry.type
class PlanFigures:
    plan_id: strawberry.ID
    number: int
    name: str
    settings: JSON
    total_fit: float
    worst_fit: float
    missing_count: int
    highest_load: int
    pair_count: int
    edit_count: int


@strawberry.type(description="A pair that only one of two plans has.")
class PairChange:
    judge_id: strawberry.ID
    judge_code: str
    judge_name: str
    entry_id: strawberry.ID
    entry_code: str
    entry_title: str
    fit: float
    is_added: bool


@strawberry.type(description="An entry whose total fit differs between two plans.")
class EntryChange:
    entry_id: strawberry.ID
    code: str
    title: str
    before: float
    after: float


@strawberry.type(description="The other plan against the first.")
class PlanComparison:
    first: PlanFigures
    other: PlanFigures
    changed_settings: list[str] = bounded(100, description="Names of the settings that differ.")
    kept_count: int
    added_count: int
    removed_count: int
    better_count: int = strawberry.field(description="Entries that the other plan serves better.")
    worse_count: int
    pairs: list[PairChange] = bounded(SHOWN_CHANGES, description="Entry by entry.")
    entries: list[EntryChange] = bounded(SHOWN_ENTRIES, description="Those who lose most first.")


@strawberry.type(description="What a judge would have after publishing.")
class JudgeShare:
    judge_id: strawberry.ID
    code: str
    name: str
    is_linked: bool
    count: int
    new_count: int
    kept_count: int
    gone_count: int


@strawberry.type(description="Something to know before publishing: a code with parameters.")
class Caution:
    code: str
    params: JSON


@strawberry.type(description="A pair that a swap adds or removes.")
class SwapPair:
    judge_id: strawberry.ID
    judge_code: str
    judge_name: str
    entry_id: strawberry.ID
    entry_code: str
    entry_title: str
    fit: float


@strawberry.type(description="An edit that takes a judge from an entry and breaks no further rule.")
class PlanSwap:
    add: list[SwapPair] = bounded(2)
    remove: list[SwapPair] = bounded(2)
    gain: float = strawberry.field(description="What the plan's total fit changes by.")


@strawberry.type(description="A rule that a plan breaks.")
class Violation:
    code: str
    judge_id: strawberry.ID | None
    judge_code: str | None
    entry_id: strawberry.ID | None
    entry_code: str | None
    params: JSON


@strawberry.type(description="What publishing a plan would do.")
class PublishPreview:
    version: int
    replaces_a_plan: bool
    task_count: int
    new_count: int
    kept_count: int
    gone_count: int
    judges: list[JudgeShare] = bounded(SHOWN_JUDGES, description="Whom it concerns, the busiest first.")
    cautions: list[Caution] = bounded(20)
    violations: list[Violation] = bounded(VIOLATION_LIMIT)


@strawberry.type(description="One thing that was looked at.")
class ProofCheck:
    code: str
    is_good: bool
    params: JSON


@strawberry.type(description="What was re-checked of a plan by whole numbers alone, without a solver.")
class PlanProof:
    is_valid: bool
    verified_at: datetime
    total_fit: float = strawberry.field(description="Of the plan as it is now.")
    machine_fit: float | None = strawberry.field(description="Of the plan as the machine left it.")
    bound: float | None = strawberry.field(description="No plan is worth more.")
    gap: float | None = strawberry.field(description="What the machine's plan leaves to the bound.")
    relative_gap: float | None
    below_bound: float | None = strawberry.field(description="What the plan as it is now leaves to the bound.")
    vouched_by: str = strawberry.field(description="VERIFIED, CLAIMED by the engine, or NONE.")
    engine: str
    seed: int
    seconds: float | None
    judge_count: int
    entry_count: int
    pair_count: int
    edit_count: int
    stages: JSON = strawberry.field(description="The aims, each with {name, value, bound, scale, proof}.")
    problem_digest: str
    result_digest: str
    checks: list[ProofCheck] = bounded(50)
    download_path: str = strawberry.field(description="Where the files behind the proof are, for `greenbridge check`.")
