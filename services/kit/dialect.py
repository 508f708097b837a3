"""The SQL of statements that reach libpq as they are: parameters are `$1`, `$2`, as PostgreSQL itself names them."""

from typing import Final

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

DIALECT: Final = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
