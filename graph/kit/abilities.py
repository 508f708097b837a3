"""What the person who asks may do to a row, told by the database beside the row.

`viewer_can_publish: bool = viewer_can(lambda plan: ...)` spares a page buttons that would be refused. The command
decides all the same; a journey holds every such flag to what its command answers.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, cast, func, literal_column, select

from graph.kit.declare import sql


def viewer_can(condition: Callable[[Any], ColumnElement[bool]]) -> Any:
    return sql(condition, default=False, description="Whether a button for it would work for you now.")


def actor_keys(function: str, *arguments: Any) -> ColumnElement[Any]:
    """For `column == actor_keys(...)`: keys that a function of the policies gives, asked once a statement."""
    found = select(getattr(func, function)(*arguments, type_=ARRAY(Uuid))).scalar_subquery()
    return any_(cast(found, ARRAY(Uuid)))


def my_organizations(*kinds: str) -> ColumnElement[Any]:
    """For `row.organization_id == my_organizations("ORGANIZER")`; without a kind, all the actor belongs to."""
    return actor_keys("actor_organizations_of_kind", *kinds) if kinds else actor_keys("actor_organizations")


def administered() -> ColumnElement[Any]:
    """Organizations for which the actor speaks."""
    return actor_keys("actor_administered_organizations")


def organized() -> ColumnElement[Any]:
    """Competitions that the actor runs, helps to run, or looks on at."""
    return actor_keys("actor_organized_competitions")


def run() -> ColumnElement[Any]:
    """Competitions that the actor runs or helps to run."""
    return _difference("actor_organized_competitions()", "actor_watched_competitions()")


def working_organizations() -> ColumnElement[Any]:
    """Organizations to which the actor belongs as more than a viewer."""
    return _difference("actor_organizations()", "actor_viewed_organizations()")


def _difference(functions: str, without: str) -> ColumnElement[Any]:
    keys = literal_column(f"ARRAY(SELECT unnest({functions}) EXCEPT SELECT unnest({without}))", ARRAY(Uuid))
    return any_(keys)
