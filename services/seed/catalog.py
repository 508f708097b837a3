"""Needs and technology packages, written as drafts by their owners and then published."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from services.catalog.commands import offer_package, post_need, publish_need, publish_package
from services.catalog.inputs import Contact, IndicatorContent, NeedContent, PackageContent
from services.catalog.models import Comparator, CooperationMode, GreenField, NeedCategory, Visibility
from services.seed.data_files import Record, read_csv, read_toml
from services.seed.stage import Stage

PACKAGE_VALID_DAYS: Final = 730


async def post_needs(stage: Stage) -> None:
    regions = _regions()
    for record in read_toml("needs.toml")["need"]:
        owner = record["organization"]
        actor = await stage.enter_admin(owner)
        content = _need(stage, record, regions[owner])
        need = await post_need(stage.tx, actor, stage.organizations[owner], content)
        await publish_need(stage.tx, actor, need.id, need.version)


async def offer_packages(stage: Stage) -> None:
    for record in read_toml("packages.toml")["package"]:
        owner = record["organization"]
        actor = await stage.enter_admin(owner)
        content = _package(stage.today, record)
        package = await offer_package(stage.tx, actor, stage.organizations[owner], content)
        await publish_package(stage.tx, actor, package.id, package.version)


def _regions() -> dict[str, str]:
    return {row["name"]: row["province"] for row in read_csv("organizations.csv")}


def _need(stage: Stage, record: Record, region: str) -> NeedContent:
    return NeedContent(
        title=record["title"],
        code=record["code"],
        problem=record["problem"],
        category=NeedCategory(record["category"]),
        green_fields=_green_fields(record),
        chain_nodes=tuple(record["chain_nodes"]),
        cooperation_modes=tuple(map(CooperationMode, record["cooperation_modes"])),
        region=region,
        trl=record["trl"],
        budget_wan=Decimal(record["budget_wan"]),
        deadline_on=stage.today + timedelta(days=record["deadline_in_days"]),
        wanted_count=record["wanted_count"],
        visibility=Visibility(record.get("visibility", Visibility.PUBLIC)),
        consented_organization_ids=tuple(stage.organizations[name] for name in record.get("consents", ())),
        indicators=tuple(map(_indicator, record["indicators"])),
        private=Contact(
            details=record.get("details", ""),
            name=record["contact_name"],
            email=record["contact_email"],
            decision_maker=record["decision_maker"],
        ),
    )


def _package(today: date, record: Record) -> PackageContent:
    return PackageContent(
        title=record["title"],
        code=record["code"],
        description=record["description"],
        keywords=tuple(record["keywords"]),
        green_fields=_green_fields(record),
        chain_nodes=tuple(record["chain_nodes"]),
        indicators=tuple(record["indicators"]),
        transfer_modes=tuple(map(CooperationMode, record["transfer_modes"])),
        region=record["region"],
        trl=record["trl"],
        max_adopters=record["max_adopters"],
        price_min_wan=Decimal(record["price_min_wan"]),
        price_max_wan=Decimal(record["price_max_wan"]),
        valid_until=today + timedelta(days=PACKAGE_VALID_DAYS),
        visibility=Visibility(record.get("visibility", Visibility.PUBLIC)),
    )


def _indicator(record: dict[str, Any]) -> IndicatorContent:
    baseline = record.get("baseline")
    return IndicatorContent(
        name=record["name"],
        comparator=Comparator(record["comparator"]),
        target=Decimal(record["target"]),
        unit=record["unit"],
        baseline=None if baseline is None else Decimal(baseline),
    )


def _green_fields(record: Record) -> tuple[GreenField, ...]:
    return tuple(map(GreenField, record["green_fields"]))
