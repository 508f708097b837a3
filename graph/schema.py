"""The schema: every room adds itself to ROOMS, in the order in which the SDL shows them."""

from collections.abc import Sequence
from typing import Final

import strawberry

import graph.attachments.mutations
import graph.catalog.mutations
import graph.catalog.removals
import graph.competitions.invitation_mutations
import graph.competitions.mutations
import graph.competitions.role_mutations
import graph.exchange.download_mutations
import graph.exchange.mutations
import graph.exchange.subscriptions
import graph.identity.account_mutations
import graph.identity.delegation_mutations
import graph.identity.mutations
import graph.incubation.mutations
import graph.incubation.startup_mutations
import graph.judging.edit_mutations
import graph.judging.mutations
import graph.judging.scenario_mutations
import graph.matching.mutations
import graph.matching.scenario_mutations
import graph.notices.mutations
import graph.notices.subscriptions
import graph.organizations.invitation_mutations
import graph.organizations.leaving_mutations
import graph.organizations.mutations
import graph.organizations.restriction_mutations
import graph.organizations.zone_mutations
import graph.scoring.mutations
import graph.solving.mutations
import graph.solving.subscriptions
import graph.webhooks.mutations
from graph.attachments.queries import AttachmentsQuery
from graph.audit.queries import AuditQuery
from graph.catalog.queries import CatalogQuery
from graph.competitions.queries import CompetitionsQuery
from graph.exchange.queries import ExchangeQuery
from graph.files.queries import FilesQuery
from graph.finding.queries import FindingQuery
from graph.identity.queries import IdentityQuery
from graph.incubation.queries import IncubationQuery
from graph.judging.insight_queries import InsightQuery
from graph.judging.queries import JudgingQuery
from graph.kit.api import PlannedSchema
from graph.kit.assembly import Room, assemble
from graph.kit.declare import Node, by_id
from graph.matching.queries import MatchingQuery
from graph.matching.scenario_queries import PoolScenarioQuery
from graph.notices.queries import NoticesQuery
from graph.organizations.queries import OrganizationsQuery
from graph.scoring.queries import ScoringQuery
from graph.solving.queries import SolvingQuery
from graph.webhooks.queries import WebhooksQuery


@strawberry.type
class KitQuery:
    node: Node | None = by_id(description="Anything by its id; null when there is none or you may not see it.")


ROOMS: Final[Sequence[Room]] = (
    Room(query=KitQuery),
    Room(query=IdentityQuery, mutations=graph.identity.mutations),
    Room(mutations=graph.identity.account_mutations),
    Room(mutations=graph.identity.delegation_mutations),
    Room(query=OrganizationsQuery, mutations=graph.organizations.mutations),
    Room(mutations=graph.organizations.invitation_mutations),
    Room(mutations=graph.organizations.restriction_mutations),
    Room(mutations=graph.organizations.zone_mutations),
    Room(mutations=graph.organizations.leaving_mutations),
    Room(query=WebhooksQuery, mutations=graph.webhooks.mutations),
    Room(query=NoticesQuery, mutations=graph.notices.mutations, subscriptions=graph.notices.subscriptions),
    Room(query=AuditQuery),
    Room(query=FilesQuery),
    Room(query=ExchangeQuery, mutations=graph.exchange.mutations, subscriptions=graph.exchange.subscriptions),
    Room(mutations=graph.exchange.download_mutations),
    Room(query=IncubationQuery, mutations=graph.incubation.mutations),
    Room(mutations=graph.incubation.startup_mutations),
    Room(query=CatalogQuery, mutations=graph.catalog.mutations),
    Room(mutations=graph.catalog.removals),
    Room(query=CompetitionsQuery, mutations=graph.competitions.mutations),
    Room(mutations=graph.competitions.invitation_mutations),
    Room(mutations=graph.competitions.role_mutations),
    Room(query=AttachmentsQuery, mutations=graph.attachments.mutations),
    Room(query=SolvingQuery, mutations=graph.solving.mutations, subscriptions=graph.solving.subscriptions),
    Room(query=JudgingQuery, mutations=graph.judging.mutations),
    Room(query=InsightQuery, mutations=graph.judging.scenario_mutations),
    Room(mutations=graph.judging.edit_mutations),
    Room(query=FindingQuery),
    Room(query=ScoringQuery, mutations=graph.scoring.mutations),
    Room(query=MatchingQuery, mutations=graph.matching.mutations),
    Room(query=PoolScenarioQuery, mutations=graph.matching.scenario_mutations),
)


def build_schema(*, suggestions: bool = False) -> PlannedSchema:
    """The schema of all rooms; `suggestions` lets error messages name what might have been meant."""
    return assemble(ROOMS, suggestions=suggestions)
