from datetime import date
from decimal import Decimal

import strawberry

from graph.kit.node_ids import uuid_of
from graph.organizations.types import Organization
from services.catalog.inputs import Contact, IndicatorContent, NeedContent, PackageContent
from services.catalog.models import Comparator, CooperationMode, GreenField, NeedCategory, Visibility


@strawberry.input(description="Details, contacts and who decides; hidden from others unless everything is public.")
class ContactInput:
    details: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    decision_maker: str = ""

    def value(self) -> Contact:
        return Contact(
            details=self.details,
            name=self.name,
            phone=self.phone,
            email=self.email,
            decision_maker=self.decision_maker,
        )


@strawberry.input(description="A measurable indicator; a draft may leave all but the name open.")
class IndicatorInput:
    name: str
    comparator: Comparator | None = None
    target: Decimal | None = None
    unit: str = ""
    baseline: Decimal | None = None

    def value(self) -> IndicatorContent:
        return IndicatorContent(
            name=self.name, comparator=self.comparator, target=self.target, unit=self.unit, baseline=self.baseline
        )


@strawberry.input
class NeedInput:
    title: str
    code: str | None = None
    problem: str = ""
    category: NeedCategory | None = None
    green_fields: list[GreenField] = strawberry.field(default_factory=list)
    technical_fields: list[str] = strawberry.field(default_factory=list)
    chain_nodes: list[str] = strawberry.field(default_factory=list)
    cooperation_modes: list[CooperationMode] = strawberry.field(default_factory=list)
    region: str = ""
    trl: int | None = None
    budget_wan: Decimal | None = None
    deadline_on: date | None = None
    wanted_count: int = 3
    visibility: Visibility = Visibility.PUBLIC
    consented_organization_ids: list[strawberry.ID] = strawberry.field(default_factory=list)
    indicators: list[IndicatorInput] = strawberry.field(default_factory=list)
    private: ContactInput = strawberry.field(default_factory=ContactInput)

    def value(self) -> NeedContent:
        return NeedContent(
            title=self.title,
            code=self.code,
            problem=self.problem,
            category=self.category,
            green_fields=self.green_fields,
            technical_fields=self.technical_fields,
            chain_nodes=self.chain_nodes,
            cooperation_modes=self.cooperation_modes,
            region=self.region,
            trl=self.trl,
            budget_wan=self.budget_wan,
            deadline_on=self.deadline_on,
            wanted_count=self.wanted_count,
            visibility=self.visibility,
            consented_organization_ids=[
                uuid_of(Organization, each, f"consentedOrganizationIds.{position}")
                for position, each in enumerate(self.consented_organization_ids)
            ],
            indicators=[indicator.value() for indicator in self.indicators],
            private=self.private.value(),
        )


@strawberry.input
class TechnologyPackageInput:
    title: str
    code: str | None = None
    description: str = ""
    keywords: list[str] = strawberry.field(default_factory=list)
    green_fields: list[GreenField] = strawberry.field(default_factory=list)
    technical_fields: list[str] = strawberry.field(default_factory=list)
    chain_nodes: list[str] = strawberry.field(default_factory=list)
    indicators: list[str] = strawberry.field(default_factory=list)
    transfer_modes: list[CooperationMode] = strawberry.field(default_factory=list)
    region: str = ""
    is_region_exclusive: bool = False
    trl: int | None = None
    max_adopters: int = strawberry.field(default=1, description="How many needs it can serve.")
    price_min_wan: Decimal | None = None
    price_max_wan: Decimal | None = None
    valid_until: date | None = None
    visibility: Visibility = Visibility.PUBLIC
    consented_organization_ids: list[strawberry.ID] = strawberry.field(default_factory=list)
    private: ContactInput = strawberry.field(default_factory=ContactInput)

    def value(self) -> PackageContent:
        return PackageContent(
            title=self.title,
            code=self.code,
            description=self.description,
            keywords=self.keywords,
            green_fields=self.green_fields,
            technical_fields=self.technical_fields,
            chain_nodes=self.chain_nodes,
            indicators=self.indicators,
            transfer_modes=self.transfer_modes,
            region=self.region,
            is_region_exclusive=self.is_region_exclusive,
            trl=self.trl,
            max_adopters=self.max_adopters,
            price_min_wan=self.price_min_wan,
            price_max_wan=self.price_max_wan,
            valid_until=self.valid_until,
            visibility=self.visibility,
            consented_organization_ids=[
                uuid_of(Organization, each, f"consentedOrganizationIds.{position}")
                for position, each in enumerate(self.consented_organization_ids)
            ],
            private=self.private.value(),
        )
