"""The record of changes in the order of its keys"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

COLUMNS = ("subject_id", "organization_id", "account_id", "actor_id")


def upgrade() -> None:
    for column in COLUMNS:
        op.drop_index(op.f(f"ix_audit_entry_{column}_created_at_id"), table_name="audit_entry")
        where = None if column == "subject_id" else sa.text(f"{column} IS NOT NULL")
        op.create_index(op.f(f"ix_audit_entry_{column}_id"), "audit_entry", [column, "id"], postgresql_where=where)


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_index(op.f(f"ix_audit_entry_{column}_id"), table_name="audit_entry")
        where = None if column == "subject_id" else sa.text(f"{column} IS NOT NULL")
        op.create_index(
            op.f(f"ix_audit_entry_{column}_created_at_id"),
            "audit_entry",
            [column, "created_at", "id"],
            postgresql_where=where,
        )
