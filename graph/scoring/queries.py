import strawberry

from graph.kit.declare import Connection, bounded, by_id, listing
from graph.scoring.types import Recusal, RubricTemplate, ScoreSheet, TemplateCriterion
from services.identity.models import Locale
from services.kit import clock
from services.scoring.rules import CriterionInput
from services.scoring.templates import list_offered

TEMPLATE_LIMIT = 50


def _criterion(given: CriterionInput) -> TemplateCriterion:
    return TemplateCriterion(
        name=given.name,
        help=given.help,
        weight=given.weight,
        max_points=given.max_points,
        step=given.step,
        scale_words=list(given.scale_words),
    )


def _templates(locale: Locale = Locale.ZH) -> list[RubricTemplate]:
    return [
        RubricTemplate(
            code=each.code,
            title=each.title[locale],
            effective_from=each.effective_from,
            criteria=[_criterion(criterion) for criterion in each.criteria[locale]],
        )
        for each in list_offered(clock.today())[:TEMPLATE_LIMIT]
    ]


@strawberry.type
class ScoringQuery:
    score_sheet: ScoreSheet | None = by_id()
    score_sheets: Connection[ScoreSheet] = listing(description="Your own, and those of competitions you run.")
    recusals: Connection[Recusal] = listing(description="Who stepped back from what.")
    rubric_templates: list[RubricTemplate] = strawberry.field(
        resolver=_templates,
        description=f"What a rubric may begin with. At most {TEMPLATE_LIMIT}.",
        metadata=bounded(TEMPLATE_LIMIT).metadata,
    )
