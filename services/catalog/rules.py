"""What a need or a package may look like, what it lacks to be published, and the steps of its life."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from services.catalog.inputs import Contact, IndicatorContent, NeedContent, PackageContent
from services.catalog.models import NeedState, PackageState
from services.kit.faults import InputFaults
from services.kit.refusals import FieldFault, RuleBroken
from services.organizations.models import OrganizationKind

NEED_OWNERS: Final = frozenset({OrganizationKind.ENTERPRISE, OrganizationKind.STARTUP})
PACKAGE_OWNERS: Final = frozenset(
    {OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE, OrganizationKind.NEW_RD_ORG, OrganizationKind.TTO}
)
POOL_RUNNERS: Final = frozenset({OrganizationKind.ALLIANCE, OrganizationKind.ZONE_ADMIN, OrganizationKind.TTO})

INDICATOR_LIMIT: Final = 20
KEYWORD_LIMIT: Final = 3
WORD_LIMIT: Final = 20
CONSENT_LIMIT: Final = 20
SHORTEST_PROBLEM: Final = 20
"""Fewer characters than this state no problem that anybody could solve."""
LARGEST_WAN: Final = 10_000_000
LARGEST_ADOPTERS: Final = 10_000
MOST_WANTED: Final = 100
LARGEST_FIGURE: Final = 10**12

NEED_STEPS: Final[Mapping[NeedState, frozenset[NeedState]]] = {
    NeedState.DRAFT: frozenset({NeedState.PUBLISHED, NeedState.WITHDRAWN}),
    NeedState.RETURNED: frozenset({NeedState.PUBLISHED, NeedState.WITHDRAWN}),
    NeedState.PUBLISHED: frozenset({NeedState.WITHDRAWN}),
    NeedState.WITHDRAWN: frozenset({NeedState.PUBLISHED}),
}
EDITABLE_NEEDS: Final = frozenset({NeedState.DRAFT, NeedState.RETURNED, NeedState.PUBLISHED, NeedState.WITHDRAWN})
PACKAGE_STEPS: Final[Mapping[PackageState, frozenset[PackageState]]] = {
    PackageState.DRAFT: frozenset({PackageState.PUBLISHED, PackageState.WITHDRAWN}),
    PackageState.PUBLISHED: frozenset({PackageState.WITHDRAWN}),
    PackageState.WITHDRAWN: frozenset({PackageState.PUBLISHED}),
    PackageState.EXPIRED: frozenset({PackageState.PUBLISHED}),
}


def require_need_step(state: NeedState, to: NeedState) -> None:
    if to not in NEED_STEPS.get(state, frozenset()):
        raise RuleBroken("NO_SUCH_STEP", state=state.value, to=to.value)


def require_package_step(state: PackageState, to: PackageState) -> None:
    if to not in PACKAGE_STEPS[state]:
        raise RuleBroken("NO_SUCH_STEP", state=state.value, to=to.value)


def require_editable(state: NeedState | PackageState) -> None:
    if isinstance(state, NeedState) and state not in EDITABLE_NEEDS:
        raise RuleBroken("NEED_NOT_EDITABLE", state=state.value)


def check_need(content: NeedContent, faults: InputFaults) -> None:
    """What no need may hold, drafts included."""
    faults.require_text("title", content.title, 200)
    _check_texts(faults, ("code", content.code or "", 40), ("problem", content.problem, 10_000))
    _check_texts(faults, ("region", content.region, 80))
    _check_words(faults, content, ("greenFields", "technicalFields", "chainNodes", "cooperationModes"))
    faults.check_range("trl", content.trl, 1, 9)
    faults.check_range("budgetWan", content.budget_wan, 0, LARGEST_WAN)
    faults.check_range("wantedCount", content.wanted_count, 1, MOST_WANTED)
    _check_consents(faults, len(content.consented_organization_ids))
    if len(content.indicators) > INDICATOR_LIMIT:
        faults.add("indicators", "TOO_MANY", count=len(content.indicators), maximum=INDICATOR_LIMIT)
    for position, indicator in enumerate(content.indicators[:INDICATOR_LIMIT]):
        _check_indicator(indicator, faults.within(f"indicators.{position}"))
    _check_contact(content.private, faults.within("private"))


def check_package(content: PackageContent, faults: InputFaults) -> None:
    """What no package may hold, drafts included."""
    faults.require_text("title", content.title, 200)
    _check_texts(faults, ("code", content.code or "", 40), ("description", content.description, 10_000))
    _check_texts(faults, ("region", content.region, 80))
    faults.check_terms("keywords", content.keywords, KEYWORD_LIMIT, 80)
    _check_words(faults, content, ("greenFields", "technicalFields", "chainNodes", "transferModes", "indicators"))
    faults.check_range("trl", content.trl, 1, 9)
    faults.check_range("maxAdopters", content.max_adopters, 1, LARGEST_ADOPTERS)
    _check_prices(content, faults)
    _check_consents(faults, len(content.consented_organization_ids))
    _check_contact(content.private, faults.within("private"))


def check_need_complete(content: NeedContent, faults: InputFaults, today: date) -> None:
    """What a need lacks before anyone else may see it; all of it is named."""
    if 0 < len(content.problem.strip()) < SHORTEST_PROBLEM:
        faults.add("problem", "TOO_SHORT", length=len(content.problem.strip()), min_length=SHORTEST_PROBLEM)
    required = {
        "problem": content.problem.strip(),
        "category": content.category,
        "cooperationModes": content.cooperation_modes,
        "indicators": content.indicators,
        "deadlineOn": content.deadline_on,
        "private.decisionMaker": content.private.decision_maker.strip(),
        "private.name": content.private.name.strip(),
        "private.phone": content.private.phone.strip() or content.private.email.strip(),
    }
    _require_all(required, faults)
    _check_not_past("deadlineOn", content.deadline_on, faults, today)
    for position, indicator in enumerate(content.indicators):
        _check_indicator_complete(indicator, faults.within(f"indicators.{position}"))


def check_package_complete(content: PackageContent, faults: InputFaults, today: date) -> None:
    """What a package lacks before anyone else may see it."""
    required = {
        "description": content.description.strip(),
        "trl": content.trl,
        "transferModes": content.transfer_modes,
        "validUntil": content.valid_until,
    }
    _require_all(required, faults)
    _check_not_past("validUntil", content.valid_until, faults, today)


def find_need_faults(content: NeedContent, today: date, *, is_public: bool) -> list[FieldFault]:
    """Everything wrong with a need, and what it lacks when others are to see it."""
    faults = InputFaults()
    check_need(content, faults)
    if is_public:
        check_need_complete(content, faults, today)
    return faults.found


def find_package_faults(content: PackageContent, today: date, *, is_public: bool) -> list[FieldFault]:
    faults = InputFaults()
    check_package(content, faults)
    if is_public:
        check_package_complete(content, faults, today)
    return faults.found


def find_consent_faults(content: NeedContent | PackageContent, pool_runners: Collection[UUID]) -> list[FieldFault]:
    """Consent is given to organizations that run pools, and to nobody else."""
    unknown = [each for each in content.consented_organization_ids if each not in pool_runners]
    return [FieldFault("consentedOrganizationIds", "UNKNOWN_VALUE", {"value": str(each)}) for each in unknown]


def _require_all(required: Mapping[str, object], faults: InputFaults) -> None:
    for path, value in required.items():
        if value is None or value in ("", (), []):
            faults.add(path, "REQUIRED")


def _check_not_past(path: str, day: date | None, faults: InputFaults, today: date) -> None:
    if day is not None and day < today:
        faults.add(path, "IN_THE_PAST", value=day.isoformat(), today=today.isoformat())


def _check_texts(faults: InputFaults, *texts: tuple[str, str, int]) -> None:
    for path, text, limit in texts:
        faults.check_text(path, text, limit)


def _check_words(faults: InputFaults, content: NeedContent | PackageContent, paths: tuple[str, ...]) -> None:
    names = {_camel(each.name): each.name for each in fields(content)}
    for path in paths:
        faults.check_terms(path, getattr(content, names[path]), WORD_LIMIT, 80)


def _check_indicator(indicator: IndicatorContent, faults: InputFaults) -> None:
    faults.require_text("name", indicator.name, 120)
    faults.check_text("unit", indicator.unit, 40)
    for path, figure in (("target", indicator.target), ("baseline", indicator.baseline)):
        faults.check_range(path, figure, -LARGEST_FIGURE, LARGEST_FIGURE)


def _check_indicator_complete(indicator: IndicatorContent, faults: InputFaults) -> None:
    required = {"comparator": indicator.comparator, "target": indicator.target, "unit": indicator.unit.strip()}
    _require_all(required, faults)


def _check_prices(content: PackageContent, faults: InputFaults) -> None:
    low, high = content.price_min_wan, content.price_max_wan
    faults.check_range("priceMinWan", low, 0, LARGEST_WAN)
    faults.check_range("priceMaxWan", high, Decimal(0) if low is None or low.is_nan() else low, LARGEST_WAN)


def _check_consents(faults: InputFaults, count: int) -> None:
    if count > CONSENT_LIMIT:
        faults.add("consentedOrganizationIds", "TOO_MANY", count=count, maximum=CONSENT_LIMIT)


def _check_contact(contact: Contact, faults: InputFaults) -> None:
    limits = (("details", contact.details, 20_000), ("name", contact.name, 80), ("phone", contact.phone, 40))
    _check_texts(faults, *limits, ("email", contact.email, 254), ("decisionMaker", contact.decision_maker, 80))


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
