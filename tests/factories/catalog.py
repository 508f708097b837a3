"""Needs and packages for tests. Call the makers inside a transaction of the system."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.catalog.commands import offer_package, post_need, publish_need, publish_package
from services.catalog.inputs import Contact, IndicatorContent, NeedContent, PackageContent
from services.catalog.models import Comparator, CooperationMode, GreenField, Need, NeedCategory, TechnologyPackage
from services.kit.actor import SYSTEM
from services.organizations.models import Organization

FAR = date(2099, 12, 31)


def need_content(**changes: Any) -> NeedContent:
    """A need that could be published as it stands."""
    content: dict[str, Any] = {
        "title": "印染废水深度脱色与回用",
        "problem": "印染废水色度高、盐分高，现有工艺出水不稳定，需要可回用的深度处理技术。",
        "category": NeedCategory.UPGRADE,
        "green_fields": [GreenField.CLEAN_PRODUCTION],
        "cooperation_modes": [CooperationMode.DEVELOPMENT],
        "trl": 7,
        "budget_wan": Decimal(120),
        "deadline_on": FAR,
        "indicators": [
            IndicatorContent(name="出水色度", comparator=Comparator.AT_MOST, target=Decimal(10), unit="倍"),
            IndicatorContent(name="回用率", comparator=Comparator.AT_LEAST, target=Decimal(70), unit="%"),
        ],
        "private": Contact(details="年产三千万米布", name="李工", phone="0571-0000", decision_maker="总工程师"),
    }
    return NeedContent(**(content | changes))


def package_content(**changes: Any) -> PackageContent:
    """A package that could be published as it stands."""
    content: dict[str, Any] = {
        "title": "臭氧催化氧化废水脱色成套技术",
        "description": "面向印染废水的臭氧催化氧化与膜回用组合工艺，已完成中试。",
        "keywords": ["印染废水", "脱色"],
        "green_fields": [GreenField.CLEAN_PRODUCTION],
        "transfer_modes": [CooperationMode.LICENSE, CooperationMode.DEVELOPMENT],
        "trl": 7,
        "max_adopters": 2,
        "price_min_wan": Decimal(80),
        "price_max_wan": Decimal(150),
        "valid_until": FAR,
        "private": Contact(details="核心催化剂配方", name="赵老师", email="zhao@institute.example"),
    }
    return PackageContent(**(content | changes))


async def make_need(tx: AsyncSession, owner: Organization, *, publish: bool = True, **changes: Any) -> Need:
    need = await post_need(tx, SYSTEM, owner.id, need_content(**changes))
    return await publish_need(tx, SYSTEM, need.id, need.version) if publish else need


async def make_package(
    tx: AsyncSession, owner: Organization, *, publish: bool = True, **changes: Any
) -> TechnologyPackage:
    package = await offer_package(tx, SYSTEM, owner.id, package_content(**changes))
    return await publish_package(tx, SYSTEM, package.id, package.version) if publish else package
