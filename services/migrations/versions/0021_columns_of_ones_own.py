"""Columns of an organizer's own, of judges and of entries"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    for owner in ("entry", "judge"):
        table = f"{owner}_attributes"
        op.create_table(
            table,
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column(f"{owner}_id", sa.Uuid(), nullable=False),
            sa.Column("competition_id", sa.Uuid(), nullable=False),
            sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
            sa.ForeignKeyConstraint(
                ["competition_id"], ["competition.id"], name=op.f(f"fk_{table}_competition_id"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(
                [f"{owner}_id"], [f"{owner}.id"], name=op.f(f"fk_{table}_{owner}_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint(f"{owner}_id", name=op.f(f"uq_{table}_{owner}_id")),
        )
        op.create_index(op.f(f"ix_{table}_competition_id"), table, ["competition_id"], unique=False)


def downgrade() -> None:
    op.drop_table("judge_attributes")
    op.drop_table("entry_attributes")
