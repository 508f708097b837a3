"""Who only looks on at an event is told of no button."""

from services.competitions.models import CompetitionRole, EventRole
from services.kit.actor import SYSTEM
from services.kit.database import Database
from tests.factories.identity import actor_of, make_account
from tests.factories.scoring import make_panel
from tests.graph.platform import make_platform

FLAGS = """{
  competitions(filter: {isOrganized: true}) { nodes { viewerCanEdit viewerCanRemove } }
  rounds(filter: {isOrganized: true}) {
    nodes { viewerCanClose viewerCanSetScoresDue rubric { viewerCanEdit } scoringProgress { taskCount } }
  }
  judges(first: 1) { nodes { viewerCanEdit viewerCanInvite } }
}"""


async def test_an_observer_sees_progress_and_no_button_and_staff_have_theirs(database: Database) -> None:
    panel, platform = await make_panel(database), make_platform(database)
    seen = {}
    for role in (EventRole.OBSERVER, EventRole.STAFF):
        async with database.transaction(SYSTEM) as tx:
            account = await make_account(tx)
            tx.add(CompetitionRole(competition_id=panel.event.competition.id, account_id=account.id, role=role))
        data = await platform.ask(actor_of(account), FLAGS)
        [competition], [round_], [judge] = (data[name]["nodes"] for name in ("competitions", "rounds", "judges"))
        assert round_["scoringProgress"]["taskCount"] == 8
        buttons = [round_["viewerCanClose"], round_["viewerCanSetScoresDue"], round_["rubric"]["viewerCanEdit"]]
        seen[role] = ([*buttons, *judge.values()], list(competition.values()))
    assert seen == {EventRole.OBSERVER: ([False] * 5, [False] * 2), EventRole.STAFF: ([True] * 5, [False] * 2)}
