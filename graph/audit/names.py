"""What the keys of an entry stand for: names of rows that its reader may see anyway."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Uuid, case, cast, func, select, union_all

from services.catalog.models import Need, TechnologyPackage
from services.competitions.models import Competition, Entry, Judge, Round
from services.identity.models import Account
from services.organizations.models import Organization, Zone

_KEY: Final = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"

NAMED: Final[tuple[tuple[Any, str], ...]] = (
    (Organization, "name"),
    (Account, "name"),
    (Zone, "name"),
    (Competition, "name"),
    (Round, "name"),
    (Judge, "name"),
    (Entry, "title"),
    (Need, "title"),
    (TechnologyPackage, "title"),
)
"""Tables that others refer to, and the column by which people know their rows."""


def names_in(entry: Any) -> ColumnElement[Any]:
    """Names by key, of the keys among the values before and after; row policies say which.

    Every key is looked up by itself: what JSON holds cannot be estimated, and no list of names should be read whole.
    """
    keys = union_all(_keys(entry.before), _keys(entry.after)).subquery("keys")
    known = [
        select(table.c[title]).where(table.c.id == keys.c.key).scalar_subquery()
        for table, title in ((model.__table__, title) for model, title in NAMED)
    ]
    found = select(keys.c.key, func.coalesce(*known).label("name")).where(keys.c.key.is_not(None)).subquery("found")
    named = select(func.jsonb_object_agg(found.c.key, found.c.name)).where(found.c.name.is_not(None))
    return named.scalar_subquery()


def _keys(columns: Any) -> Any:
    """The values that are keys; nothing else is taken for one, in whatever order the database looks at them."""
    value = func.jsonb_each_text(columns).table_valued("key", "value").c.value
    return select(case((value.regexp_match(_KEY), cast(value, Uuid))).label("key"))
