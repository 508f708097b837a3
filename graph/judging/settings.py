import strawberry

from graph.solving.settings import AimInput, RuleInput, as_stated
from services.judging.settings import AssignmentInput


@strawberry.input(description="What one judge can take, whatever holds for the others; by the judge's code.")
class JudgeLoadInput:
    judge: str
    max_load: int | None = None
    min_load: int | None = None


@strawberry.input(description="How many judges one entry needs, whatever holds for the others; by the entry's code.")
class EntryNeedInput:
    entry: str
    judges_needed: int


@strawberry.input(description="A pair in conflict that is allowed all the same, by the codes.")
class AllowedPairInput:
    judge: str
    entry: str


@strawberry.input(description="Null means what the round says. A run gives its settings back in this form.")
class AssignmentSettings:
    per_entry: int | None = None
    max_load: int | None = None
    min_load: int | None = None
    seed: int = 0
    seconds: int | None = strawberry.field(default=None, description="Time limit; null means the platform's.")
    elastic: bool = strawberry.field(default=False, description="Let judges lack where there are too few, and say so.")
    name: str = strawberry.field(default="", description="What people call this scenario.")
    rules: list[RuleInput] = strawberry.field(default_factory=list)
    aims: list[AimInput] = strawberry.field(default_factory=list, description="None means total fit.")
    judge_loads: list[JudgeLoadInput] = strawberry.field(default_factory=list)
    entry_needs: list[EntryNeedInput] = strawberry.field(default_factory=list)
    allowed_pairs: list[AllowedPairInput] = strawberry.field(default_factory=list)

    def value(self) -> AssignmentInput:
        stated = as_stated(self)
        return AssignmentInput.of_stated(stated, name=self.name, seed=self.seed, seconds=self.seconds)
