"""What an expression of a node may ask of the one who asks, beside what row policies know."""

from typing import Final

from sqlalchemy import BindParameter, LargeBinary, bindparam

ACTING_TOKEN: Final = "acting_token_hash"  # noqa: S105 - the name of a parameter


def acting_token() -> BindParameter[bytes]:
    """The digest of the token that this request came with; NULL where it came with none."""
    return bindparam(ACTING_TOKEN, None, type_=LargeBinary())
