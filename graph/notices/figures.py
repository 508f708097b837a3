from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from services.notices.models import Notice


def unread_notices(account: Any) -> ColumnElement[Any]:
    """How many notices wait for a person, by an index of those alone."""
    unread = select(func.count()).where(col(Notice.account_id) == account.id, col(Notice.read_at).is_(None))
    return unread.scalar_subquery()
