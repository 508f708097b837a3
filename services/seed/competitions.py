"""One competition whose judges and entries are imported from the very spreadsheets an organizer would hand in."""

from hashlib import sha256
from uuid import UUID

from services.competitions.commands import create_competition, create_round
from services.competitions.inviting import accept_invitation, invite_judge
from services.competitions.models import CompetitionKind
from services.competitions.queries import list_judges
from services.competitions.rules import CompetitionInput, RoundInput
from services.files.commands import store_file
from services.files.rules import ReceivedFile
from services.judging.imports import import_entries, import_judges
from services.seed.data_files import Record, read_bytes, read_toml
from services.seed.stage import Stage


async def hold_competition(stage: Stage) -> None:
    record = read_toml("competition.toml")
    actor = await stage.enter_admin(record["organizer"])
    given = CompetitionInput(record["name"], CompetitionKind(record["kind"]), record["edition_year"])
    competition = await create_competition(stage.tx, actor, stage.organizations[record["organizer"]], given)
    for each in record["round"]:
        await create_round(stage.tx, actor, competition.id, RoundInput(**each))
    await import_judges(stage.tx, actor, competition.id, await _upload(stage, record, "judges.csv"), dry_run=False)
    await import_entries(stage.tx, actor, competition.id, await _upload(stage, record, "entries.csv"), dry_run=False)
    await _invite_judges(stage, record, competition.id)


async def _upload(stage: Stage, record: Record, name: str) -> UUID:
    actor = await stage.enter_admin(record["organizer"])
    content = read_bytes(name)
    stored = await store_file(stage.tx, actor, ReceivedFile(name, content, sha256(content).hexdigest()))
    return stored.id


async def _invite_judges(stage: Stage, record: Record, competition_id: UUID) -> None:
    """Let the judges with a sample account accept their invitations."""
    await stage.enter_admin(record["organizer"])
    judges = {judge.code: judge.id for judge in await list_judges(stage.tx, competition_id)}
    for code, email in record["accounts"].items():
        organizer = await stage.enter_admin(record["organizer"])
        secret = await invite_judge(stage.tx, organizer, judges[code])
        person = await stage.enter(email)
        await accept_invitation(stage.tx, person, secret)
