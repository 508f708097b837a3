"""Who may not judge whom, derived from organizations and advisors. Pure functions over values."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from services.judging.values import ConflictKind, ConflictValue, EntryValue, JudgeValue
from services.kit.refusals import RuleBroken

CONFLICT_LIMIT: Final = 3_000_000
_SEVERAL: Final = re.compile(r"[;；、|\n]+")
_MARKS: Final = re.compile(r"[\W_]+")
_LEGAL_FORM: Final = re.compile(
    r"(股份有限责任公司|有限责任公司|股份有限公司|股份公司|有限公司|有限合伙|普通合伙|公司"
    r"|\b(co|corp|corporation|company|inc|incorporated|ltd|limited|llc|llp|gmbh|ag|plc|pte|pty)\b)"
)
_DEPARTMENT: Final = re.compile(
    r"^(.{2,}?大学)(?!城|生|科技园)(.*(学院|系|所|研究院|研究生院|实验室|中心|医院|部|校区|课题组|团队|办公室))$"
)
_SCHOOL: Final = re.compile(r"\b(university|college|institute|academy|school)\b")
_SUBUNIT: Final = re.compile(r"^(department|dept|school|faculty|college|institute|center|centre|laborator\w+|lab)\b")


def list_organizations(text: str) -> frozenset[str]:
    """The organizations a cell names, each in its normal form."""
    return frozenset(filter(None, map(normalize_organization, _SEVERAL.split(text))))


def normalize_organization(name: str) -> str:
    """One form for the ways people write one organization: width, case, brackets, legal form, department."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    plain = _main_unit(plain)
    without_form = _MARKS.sub("", _LEGAL_FORM.sub("", plain.replace(".", "")))
    return without_form or _MARKS.sub("", plain)


def normalize_person(name: str) -> str:
    """One form for the ways people write one name; titles in brackets do not count."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return _MARKS.sub("", plain.split("(", 1)[0])


def derive_conflicts(judges: Sequence[JudgeValue], entries: Sequence[EntryValue]) -> list[ConflictValue]:
    """Every pair that organization, related organizations or advisors set against each other, each once.

    Where several kinds hold for a pair, the first of: same organization, the entry's relations in their order, advisor.
    """
    by_organization = _judges_by(judges, lambda judge: list_organizations(judge.organization))
    by_name = _judges_by(judges, lambda judge: filter(None, [normalize_person(judge.name)]))
    found: list[ConflictValue] = []
    for entry in entries:
        kinds: dict[int, ConflictKind] = {}
        for judge, kind in _conflicts_of(entry, by_organization, by_name):
            kinds.setdefault(judge, kind)
        found.extend(ConflictValue(judges[judge].code, entry.code, kinds[judge]) for judge in sorted(kinds))
        if len(found) > CONFLICT_LIMIT:
            raise RuleBroken("TOO_MANY_CONFLICTS", limit=CONFLICT_LIMIT)
    return found


def merge_conflicts(stated: Iterable[ConflictValue], derived: Iterable[ConflictValue]) -> list[ConflictValue]:
    """One conflict a pair; what people stated comes before what was derived."""
    merged: dict[tuple[str, str], ConflictValue] = {}
    for conflict in (*stated, *derived):
        merged.setdefault((conflict.judge, conflict.entry), conflict)
    return list(merged.values())


def _conflicts_of(
    entry: EntryValue, by_organization: Mapping[str, list[int]], by_name: Mapping[str, list[int]]
) -> Iterator[tuple[int, ConflictKind]]:
    ties = [(entry.organization, ConflictKind.SAME_ORG), *((tie.name, tie.kind) for tie in entry.related)]
    for organization, kind in ties:
        for name in sorted(list_organizations(organization)):
            yield from ((judge, kind) for judge in by_organization.get(name, ()))
    for advisor in entry.advisors:
        yield from ((judge, ConflictKind.ADVISOR) for judge in by_name.get(normalize_person(advisor), ()))


def _judges_by(judges: Sequence[JudgeValue], keys_of: Callable[[JudgeValue], Iterable[str]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, judge in enumerate(judges):
        for key in keys_of(judge):
            found[key].append(number)
    return found


def _main_unit(name: str) -> str:
    """The university of a department: colleagues next door are colleagues."""
    department = _DEPARTMENT.match(name)
    if department:
        return department[1]
    parts = [part.strip() for part in name.split(",")]
    schools = [part for part in parts if _SCHOOL.search(part)]
    whole = [part for part in schools if not _SUBUNIT.match(part)]
    return (whole or [name])[0] if len(parts) > 1 else name
