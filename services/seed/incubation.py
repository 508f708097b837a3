"""Incubators and the startups in them. Dates count back from today, so that the sample does not age."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from services.incubation.commands import register_incubator, register_startups
from services.incubation.inputs import IncubatorProfile, NewIncubator, NewStartup
from services.incubation.models import IncubatorKind, IncubatorLevel, SpecialField
from services.incubation.rules import Figures
from services.seed.data_files import Record, read_csv, read_toml
from services.seed.stage import Stage

DAYS_A_MONTH: Final = 30.437


async def register_incubators(stage: Stage) -> None:
    startups = read_csv("startups.csv")
    for record in read_toml("incubators.toml")["incubator"]:
        actor = await stage.enter(record["admin"])
        incubator, _ = await register_incubator(stage.tx, actor, _incubator(stage, record))
        stage.organizations[record["name"]] = incubator.organization_id
        stage.admins[record["name"]] = record["admin"]
        tenants = [_startup(stage.today, row) for row in startups if row["incubator"] == record["name"]]
        await register_startups(stage.tx, actor, incubator.id, tenants)


def _incubator(stage: Stage, record: Record) -> NewIncubator:
    return NewIncubator(
        name=record["name"],
        province=record["province"],
        uscc=record["uscc"],
        zone_id=stage.zones[record["zone"]],
        profile=IncubatorProfile(
            kind=IncubatorKind(record["kind"]),
            level=IncubatorLevel(record["level"]),
            main_industry=record["main_industry"],
            figures=Figures(**record["figures"]),
        ),
    )


def _startup(today: date, row: Mapping[str, str]) -> NewStartup:
    return NewStartup(
        name=row["name"],
        uscc=row["uscc"],
        province=row["province"],
        industry=row["industry"],
        founded_on=_months_before(today, row["founded_months_ago"]),
        entered_on=_months_before(today, row["entered_months_ago"]),
        special_field=SpecialField(row["special_field"]) if row["special_field"] else None,
    )


def _months_before(today: date, months: str) -> date:
    return today - timedelta(days=round(int(months) * DAYS_A_MONTH))
