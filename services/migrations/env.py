"""Alembic's environment: it always gets an open connection from `migrate`."""

from alembic import context

from services.migrations.rooms import METADATA, table_names

ours = frozenset(table_names())


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Procrastinate's and our bookkeeping tables and the indexes of searches are no business of autogenerate."""
    return name in ours if kind == "table" else not (kind == "index" and name and name.endswith("_search"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    include_name=is_ours,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
